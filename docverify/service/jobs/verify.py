"""`/v1/verify` in a worker."""

from datetime import date

from docverify import api
from docverify.errors import ConfigurationError, InputError
from docverify.imaging import Limits
from docverify.service.jobs.answer import Answer, answer, not_usable
from docverify.service.jobs.looked_up import looked_up
from docverify.service.lookups import Lookups
from docverify.service.record import Record, verified
from docverify.verification import Policy, Referral, Report


def verify(
    document: list[bytes],
    live: list[bytes],
    *,
    policy: Policy,
    at: date,
    case_id: str,
    identity: bool,
    limits: Limits,
    referral: Referral | None = None,
    record: Record | None = None,
    lookups: Lookups | None = None,
) -> Answer:
    """Verify a document and its bearer.

    Args:
        document: its sides.
        live: frames of the person; none judges the document alone.
        policy: what is demanded.
        at: the instant, or the day, for which the answer shall hold.
        case_id: what the caller calls the case.
        identity: whether to tell what the document says.
        limits: of each picture.
        referral: what cases are drawn for an officer with.
        record: the journal in which it stands before it is told; a picture that cannot be used is no
            verification, and stands in none.
        lookups: in which document and bearer are looked up.

    Raises:
        JournalError: it could not be written down.
        NotLookedUp: a list or a gallery cannot be used, so that nothing is told.
    """
    known = looked_up(lookups, at=at)
    try:
        report: Report = api.verify(
            document=list(document),
            live=list(live) or None,
            policy=policy,
            at=at,
            case_id=case_id,
            limits=limits,
            referral=referral,
            lists=known.lists,
            galleries=known.galleries,
        )
    except ConfigurationError:
        raise
    except InputError as problem:
        return not_usable(problem, report=None, entry=None)
    entry = verified(record, report)
    return answer(
        {
            "outcome": report.outcome.value,
            "why": report.why,
            "report": report.to_dict(identity=identity),
            "entry": entry,
            "unusable": None,
        },
        timings=report.timings,
    )

"""A session of the store as the facts that the view is made from."""

from typing import Final

from docverify.service.operate.drawer import Shown
from docverify.service.operate.view import Facts
from docverify.service.sessions.session import Picture, Session
from docverify.service.sessions.store import Store
from docverify.verification import Outcome, Report

_DOCUMENT: Final = "document"
_OTHER_SIDE: Final = "other_side"
_LIVE: Final = "live"


def facts_of(session: Session, store: Store, shown: Shown | None = None) -> Facts:
    """What is known of a session now.

    Args:
        session: of the store.
        store: which has the clock.
        shown: what was cut out for it; None in a list, where nothing of it is needed.
    """
    at = store.clock()
    own = () if shown is None else (*pictures_of(session), *shown.pictures)
    return Facts(
        id=session.id,
        state=session.state.value,
        seconds=(store.now() - session.started_at).total_seconds(),
        seconds_left=session.expires - at,
        language=session.language,
        tries=session.flow.tries,
        called=session.flow.helped,
        ending=None if session.flow.ending is None else session.flow.ending.value,
        outcome=outcome_of(session),
        report=None if shown is None else report_of(session),
        letters=() if shown is None else shown.letters,
        corrections=session.corrections,
        decision=session.decision,
        pictures=own,
    )


def outcome_of(session: Session) -> Outcome | None:
    """What the machine says, without the rest of its report; None before there is one."""
    return None if session.report is None else Outcome(session.report["outcome"])


def report_of(session: Session) -> Report | None:
    """The machine's report, which nothing changes."""
    return None if session.report is None else Report.from_dict(session.report)


def pictures_of(session: Session) -> dict[str, Picture]:
    """The pictures of a session as they were taken, by name: the side that bears the MRZ is the document."""
    found = {}
    if session.document:
        found[_DOCUMENT] = session.document[-1]
    if len(session.document) > 1:
        found[_OTHER_SIDE] = session.document[0]
    if session.live:
        found[_LIVE] = session.live[0]
    return found

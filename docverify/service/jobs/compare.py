"""`/v1/compare` in a worker."""

from typing import Final

from docverify import api
from docverify.errors import ConfigurationError, InputError
from docverify.evidence import Comparison, ComparisonOutcome
from docverify.imaging import Limits
from docverify.service.jobs.answer import Answer, answer, not_usable
from docverify.verification import Outcome

_OUTCOMES: Final = {
    ComparisonOutcome.MATCH: Outcome.PASSED,
    ComparisonOutcome.NON_MATCH: Outcome.FAILED,
}
"""Everything else is INCONCLUSIVE."""
_WHY: Final = {
    ComparisonOutcome.MATCH: "",
    ComparisonOutcome.NON_MATCH: "The two faces do not match.",
    ComparisonOutcome.NOT_CALIBRATED: "There is a score, but no threshold to hold it against.",
}


def compare(reference: bytes, probe: list[bytes], *, fmr: float, limits: Limits) -> Answer:
    """Compare a document's portrait with a person.

    Args:
        reference: the document or portrait.
        probe: frames of one person.
        fmr: the false match rate to keep.
        limits: of each picture.
    """
    try:
        found = api.compare_faces(reference=reference, probe=list(probe), fmr=fmr, limits=limits)
    except ConfigurationError:
        raise
    except InputError as problem:
        return not_usable(problem, comparison=None)
    return answer(
        {
            "outcome": _OUTCOMES.get(found.outcome, Outcome.INCONCLUSIVE).value,
            "why": _why(found),
            "comparison": found.to_dict(),
            "unusable": None,
        },
        timings=found.timings,
    )


def _why(found: Comparison) -> str:
    told = _WHY.get(found.outcome)
    if told is None and found.reason is not None:
        return f"{str(found.side).capitalize()}: {found.reason.instruction}"
    return told or ""

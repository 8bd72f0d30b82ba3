"""`/v1/read` in a worker."""

from dataclasses import replace
from datetime import date

from docverify import api
from docverify.errors import ConfigurationError, InputError
from docverify.evidence import Evidence, Reading
from docverify.evidence.printed import PrintedZone
from docverify.imaging import Limits
from docverify.service.jobs.answer import Answer, answer, not_usable
from docverify.verification import TEXT, TEXT_AND_PRINT, judge


def read(pictures: list[bytes], *, frames: bool, printed: bool, at: date, limits: Limits) -> Answer:
    """Read a document.

    Args:
        pictures: of its sides, or frames of the one that bears the MRZ.
        frames: which of the two.
        printed: whether to read the print beside the MRZ, of sides.
        at: the day on which two-digit years are resolved.
        limits: of each picture.
    """
    zone: PrintedZone | None = None
    try:
        if frames:
            reading = api.read_frames(list(pictures), at=at, limits=limits)
        elif printed:
            both = api.read_printed(list(pictures), at=at, limits=limits)
            reading, zone = both.reading, both.printed
        else:
            reading = _of_sides(pictures, limits)
    except ConfigurationError:
        raise
    except InputError as problem:
        return not_usable(problem, reading=None, findings=[], printed=None)
    report = judge(Evidence(reading=reading, printed=zone), TEXT_AND_PRINT if printed else TEXT, at=at)
    return answer(
        {
            "outcome": report.outcome.value,
            "why": report.why,
            "reading": replace(reading, mrz=report.mrz).to_dict(),
            "findings": [one.to_dict() for one in report.findings if one.reason != "not_presented"],
            "printed": None if zone is None else zone.to_dict(),
            "unusable": None,
        }
    )


def _of_sides(pictures: list[bytes], limits: Limits) -> Reading:
    """The MRZ of the side that bears it."""
    return api.acquire_document(list(pictures), face_engine=None, limits=limits).reading

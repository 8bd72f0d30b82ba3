"""The one table of reasons: a stable code, the outcome that it means, and a sentence for a person."""

from enum import StrEnum
from typing import Self

from docverify.reading import ReadingFailure
from docverify.verification.outcomes import FindingOutcome

_PASSED, _FAILED, _NOT_PERFORMED = FindingOutcome


class Reason(StrEnum):
    """Why a check has its outcome; `.value` is the stable code."""

    outcome: FindingOutcome
    sentence: str

    def __new__(cls, code: str, outcome: FindingOutcome, sentence: str) -> Self:
        """Make a row: `sentence` may name {digit}, {field}, {kind}, {format}, {fault}, {advice}."""
        row = str.__new__(cls, code)
        row._value_ = code
        row.outcome = outcome
        row.sentence = sentence
        return row

    MRZ_FOUND = "mrz_found", _PASSED, "A machine-readable zone was found."
    NO_MRZ = (
        "no_mrz",
        _NOT_PERFORMED,
        "No machine-readable zone was found: show the whole page that bears it, flat and in even light.",
    )
    MRZ_TOO_SMALL = (
        "mrz_too_small",
        _NOT_PERFORMED,
        "The machine-readable zone is too small to be read: come closer, or send a larger picture.",
    )
    MRZ_CUT_OFF = (
        "mrz_cut_off",
        _NOT_PERFORMED,
        "The machine-readable zone is cut off or covered: show all of it, from edge to edge.",
    )
    MRZ_BLURRED = (
        "mrz_blurred",
        _NOT_PERFORMED,
        "The machine-readable zone is blurred: hold still and focus, then take the picture again.",
    )
    MRZ_GLARE = (
        "mrz_glare",
        _NOT_PERFORMED,
        "A reflection hides part of the machine-readable zone: tilt the document away from the light.",
    )
    NO_TEXT = "no_text", _NOT_PERFORMED, "There is no text of a machine-readable zone to check."

    FORMAT_KNOWN = "format_known", _PASSED, "The machine-readable zone has the layout {format}."
    FORMAT_UNKNOWN = (
        "format_unknown",
        _NOT_PERFORMED,
        "The text that was read fits no known layout: take a sharper picture from straight above.",
    )

    KIND_ACCEPTED = "kind_accepted", _PASSED, "A document of this kind ({kind}, {format}) is accepted."
    KIND_NOT_ACCEPTED = (
        "kind_not_accepted",
        _FAILED,
        "A document of this kind ({kind}, {format}) is not accepted.",
    )
    KIND_DOUBTFUL = (
        "kind_doubtful",
        _NOT_PERFORMED,
        "This kind ({kind}, {format}) is not accepted, but it is in doubt: take the picture again.",
    )

    DIGIT_AGREES = "digit_agrees", _PASSED, "The {digit} agrees."
    DIGIT_REFUTED = "digit_refuted", _FAILED, "The {digit} does not agree."
    DIGIT_DOUBTFUL = (
        "digit_doubtful",
        _NOT_PERFORMED,
        "The {digit} does not agree, but the reading is in doubt: take the picture again.",
    )
    DIGIT_CORRECTED = (
        "digit_corrected",
        _NOT_PERFORMED,
        "The {digit} agrees only after unclear characters were changed: take the picture again.",
    )
    DIGIT_NOT_PRINTED = (
        "digit_not_printed",
        _NOT_PERFORMED,
        "The {digit} is not printed, though the layout asks for it.",
    )
    DIGIT_UNREADABLE = (
        "digit_unreadable",
        _NOT_PERFORMED,
        "The {digit} cannot be computed: a character could not be read.",
    )
    DIGIT_NOT_NEEDED = (
        "digit_not_needed",
        _NOT_PERFORMED,
        "The optional data are empty, so that their check digit may be left out.",
    )
    DIGIT_NOT_IN_LAYOUT = (
        "digit_not_in_layout",
        _NOT_PERFORMED,
        "The layout {format} has no {digit}.",
    )

    DATES_VALID = "dates_valid", _PASSED, "The dates are dates of the calendar and can be true together."
    DATE_IMPOSSIBLE = "date_impossible", _FAILED, "The {field} is not a date of the calendar."
    DATE_OUT_OF_RANGE = (
        "date_out_of_range",
        _FAILED,
        "The {field} lies further ahead than it can on the day of the check.",
    )
    DATES_CONTRADICT = "dates_contradict", _FAILED, "The date of expiry is not after the date of birth."
    DATES_DOUBTFUL = (
        "dates_doubtful",
        _NOT_PERFORMED,
        "The {field} seems wrong, but the reading is in doubt: take the picture again.",
    )
    DATES_NOT_PROVED = (
        "dates_not_proved",
        _NOT_PERFORMED,
        "The {field} looks valid, but its check digit does not prove it.",
    )
    DATES_NOT_PRINTED = "dates_not_printed", _NOT_PERFORMED, "The layout {format} has no dates."

    NOT_EXPIRED = "not_expired", _PASSED, "The document has not expired."
    EXPIRED = "expired", _FAILED, "The document has expired."
    EXPIRY_NOT_PRINTED = "expiry_not_printed", _NOT_PERFORMED, "No date of expiry is printed."
    EXPIRY_NOT_PROVED = (
        "expiry_not_proved",
        _NOT_PERFORMED,
        "The date of expiry is not proved by its check digit, so it shows nothing.",
    )
    EXPIRY_OPEN = (
        "expiry_open",
        _NOT_PERFORMED,
        "What is printed as the date of expiry does not tell whether the document has expired.",
    )

    PORTRAIT_FOUND = "portrait_found", _PASSED, "The portrait of the document was found."
    NO_PORTRAIT = (
        "no_portrait",
        _NOT_PERFORMED,
        "No portrait was found on the document: show the page that bears it, flat and in even light.",
    )
    PORTRAIT_TOO_SMALL = (
        "portrait_too_small",
        _NOT_PERFORMED,
        "The portrait is too small to be compared: come closer, or send a larger picture.",
    )
    PORTRAIT_POOR = (
        "portrait_poor",
        _NOT_PERFORMED,
        "The portrait cannot be compared ({fault}): take the picture of the document again.",
    )
    LIVE_FACE_FOUND = "live_face_found", _PASSED, "One face was found in the live picture."
    NO_LIVE_FACE = (
        "no_live_face",
        _NOT_PERFORMED,
        "No face was found in the live picture: show the whole face, from the front, in even light.",
    )
    SEVERAL_LIVE_FACES = (
        "several_live_faces",
        _NOT_PERFORMED,
        "Several faces were found in the live picture: only one person may be in it.",
    )
    LIVE_FACE_TOO_SMALL = (
        "live_face_too_small",
        _NOT_PERFORMED,
        "The face in the live picture is too small: come closer.",
    )
    LIVE_FACE_POOR = "live_face_poor", _NOT_PERFORMED, "The live face cannot be compared. {advice}"

    FACES_MATCH = "faces_match", _PASSED, "The portrait and the live face match."
    FACES_DO_NOT_MATCH = "faces_do_not_match", _FAILED, "The portrait and the live face do not match."
    FACES_NOT_COMPARED = (
        "faces_not_compared",
        _NOT_PERFORMED,
        "The faces could not be compared: one of them was not acquired.",
    )
    NO_CALIBRATION = (
        "no_calibration",
        _NOT_PERFORMED,
        "The face engine has no calibration, so that its score has no threshold.",
    )


DEMANDED_OF_NOBODY = frozenset({Reason.DIGIT_NOT_IN_LAYOUT, Reason.DIGIT_NOT_NEEDED})
"""What the standard itself leaves out; a policy that requires the check still takes these."""

OF_FAILURE = {
    ReadingFailure.NO_MRZ: Reason.NO_MRZ,
    ReadingFailure.TOO_SMALL: Reason.MRZ_TOO_SMALL,
    ReadingFailure.CUT_OFF: Reason.MRZ_CUT_OFF,
    ReadingFailure.BLURRED: Reason.MRZ_BLURRED,
    ReadingFailure.GLARE: Reason.MRZ_GLARE,
    ReadingFailure.UNREADABLE: Reason.FORMAT_UNKNOWN,
}
"""Why a reader gave no text."""

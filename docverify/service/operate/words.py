"""What the operator's page calls the states and endings of a session, by their codes."""

from collections.abc import Mapping
from typing import Final

STATES: Final[Mapping[str, str]] = {
    "attract": "Waiting for somebody",
    "language": "Choosing a language",
    "notice": "Reading the notice",
    "document": "Showing the document",
    "turn": "Turning the document over",
    "remove": "Taking the document away",
    "face": "Looking into the camera",
    "challenge": "Turning the head",
    "checking": "Being checked",
    "welcome": "Let through",
    "officer": "Needs an officer",
    "try_again": "Trying again",
    "forgotten": "Over",
}
ENDINGS: Final[Mapping[str, str]] = {
    "passed": "Every check that was asked for passed.",
    "not_passed": "The verification did not pass.",
    "not_told": "No result is told: it could not be recorded, or the policy holds no longer. See the log.",
    "tries_used": "The tries at the kiosk are used up.",
    "asked_for_desk": "The traveller asked for the desk.",
    "left": "The traveller left.",
    "time_out": "The time at the kiosk ran out.",
    "decided": "An officer decided.",
}
AGREES: Final = (
    "With these letters the text agrees with its check digits. No digit covers names, States and sex: "
    "compare those with the document."
)
NO_REPORT: Final = "There is no verification yet."


def state_in_words(code: str) -> str:
    """A state for an officer; of a later version its code."""
    return STATES.get(code, code.replace("_", " "))


def ending_in_words(code: str | None) -> str:
    """Why a session is over; empty while it is not."""
    return "" if code is None else ENDINGS.get(code, code.replace("_", " "))

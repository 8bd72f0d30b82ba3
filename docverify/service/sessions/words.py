"""The words of a traveller's session: where it stands, and what is being captured."""

from enum import StrEnum


class State(StrEnum):
    """Where a session stands, as the traveller may know it. None of them says that anything failed."""

    ATTRACT = "attract"
    """Nobody is there: the page invites."""
    LANGUAGE = "language"
    """Somebody chooses a language."""
    NOTICE = "notice"
    """What will be done with the pictures is told, and agreed to; sessions begin here."""
    DOCUMENT = "document"
    """The side of the document that bears the MRZ is looked for and read."""
    TURN = "turn"
    """The other side of a card is looked for: the one that bears the portrait."""
    REMOVE = "remove"
    """The document was read, and is to be taken out of view."""
    FACE = "face"
    """The face is looked for."""
    CHALLENGE = "challenge"
    """The head is turned as it is asked."""
    CHECKING = "checking"
    """Document and face are verified."""
    WELCOME = "welcome"
    """Everything passed."""
    OFFICER = "officer"
    """A person decides: something did not pass, or could not be told, or the traveller asked for it."""
    TRY_AGAIN = "try_again"
    """It did not work this time."""
    FORGOTTEN = "forgotten"
    """It is over, and nothing of it is left."""

    @property
    def over(self) -> bool:
        """Whether nothing more is captured."""
        return self in _OVER


class Part(StrEnum):
    """What a session captures."""

    DOCUMENT = "document"
    FACE = "face"


class Ending(StrEnum):
    """Why a session came to its end, for the operator."""

    PASSED = "passed"
    NOT_PASSED = "not_passed"
    NOT_TOLD = "not_told"
    TRIES_USED = "tries_used"
    ASKED_FOR_DESK = "asked_for_desk"
    LEFT = "left"
    TIME_OUT = "time_out"
    DECIDED = "decided"


_OVER = frozenset({State.WELCOME, State.OFFICER, State.FORGOTTEN})

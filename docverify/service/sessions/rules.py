"""How long a session waits, how often it tries, and how steady its words are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from docverify.service.sessions.words import State

_SHARES: Final[Mapping[State, float]] = {
    State.NOTICE: 1.0,
    State.DOCUMENT: 0.5,
    State.TURN: 0.5,
    State.REMOVE: 0.1,
    State.FACE: 0.5,
    State.CHALLENGE: 0.25,
    State.CHECKING: 0.5,
    State.TRY_AGAIN: 0.15,
    State.WELCOME: 0.15,
    State.OFFICER: 0.5,
    State.FORGOTTEN: 0.0,
}
"""How long each state waits, in shares of `state_seconds`. Three tries of 30 s and one by hand fit the
session's three minutes; a card that is not taken away delays the face by 6 s only, since the verification
sees it too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a flow goes by.

    Attributes:
        state_seconds: by which the time-outs of all states are scaled.
        tries: captures of each part before one is taken by hand.
        hint_seconds: that a hint stays at least.
        away_seconds: out of view for longer, a person has left.
        good_documents: good frames in which the document is read.
        good_faces: good frames of the face that are verified together.
        more_times: how often more time can be asked for; WCAG 2.2, 2.2.1 has ten at least.
        warn_seconds: before a time-out, from which on the page warns; WCAG has 20 s.
        challenge: whether turns of the head are asked for.
    """

    state_seconds: float = 60.0
    tries: int = 3
    hint_seconds: float = 1.0
    away_seconds: float = 3.0
    good_documents: int = 2
    good_faces: int = 3
    more_times: int = 10
    warn_seconds: float = 20.0
    challenge: bool = False

    @classmethod
    def of(cls, *, state_seconds: float, tries: int, challenge: bool) -> Self:
        """The rules that the service's settings give."""
        return cls(state_seconds=state_seconds, tries=tries, challenge=challenge)

    @property
    def extension(self) -> float:
        """Seconds that a session lasts at least once more time was asked for."""
        return self.state_seconds

    def seconds(self, state: State) -> float:
        """How long a state waits before something else is tried."""
        return self.state_seconds * _SHARES.get(state, 1.0)

"""The challenges that this worker follows: turns of the head, one after the other.

The one job with state: a challenge is followed by one worker (`Pool.worker_for`), which keeps a few numbers
of each frame and the best one. With the worker the challenge is lost, and is never taken for performed.
"""

import random
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.errors import InputError, LimitExceeded
from docverify.evidence.liveness import LivenessEvidence, LivenessReason, LivenessVerdict, Side
from docverify.imaging import load_image
from docverify.liveness import Challenge, ChallengeSession, ChallengeState
from docverify.service.jobs.sights import FRAME

_MOST: Final = 64
"""Challenges that are followed at once; the oldest go first, as each lasts seconds."""


@dataclass(slots=True)
class _Followed:
    challenge: Challenge
    session: ChallengeSession
    over: bool = False
    evidence: LivenessEvidence | None = None


_FOLLOWED: Final[OrderedDict[str, _Followed]] = OrderedDict()


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnSight:
    """What a frame of a challenge brought.

    Attributes:
        lost: whether nothing is known of it: its worker died, and this is another one.
        side: to which to turn now; None to look ahead.
        done: turns that were seen.
        steps: turns that are asked for.
        over: whether no further frame is needed.
        present: whether a face was seen.
        again: what kept it from being performed, where nothing but that is known; None otherwise.
    """

    lost: bool = False
    side: Side | None = None
    done: int = 0
    steps: int = 0
    over: bool = False
    present: bool = True
    again: LivenessReason | None = None


def begin_turns(key: str, at: datetime, seed: int | None = None) -> TurnSight:
    """Draw a challenge, and follow it.

    Args:
        key: of the session.
        at: when it is issued.
        seed: of the order of turns; nobody foretells it unless given.
    """
    rng = None if seed is None else random.Random(seed)  # noqa: S311 - for tests; the system's own otherwise
    challenge = Challenge.draw(at=at, rng=rng)
    _FOLLOWED.pop(key, None)
    _FOLLOWED[key] = _Followed(challenge, ChallengeSession(challenge))
    while len(_FOLLOWED) > _MOST:
        _FOLLOWED.popitem(last=False)
    return TurnSight(steps=len(challenge.steps))


def see_turn(key: str, frame: bytes, seconds: float) -> TurnSight:
    """Look at the next frame.

    Args:
        key: of the session.
        frame: a coded picture.
        seconds: since the challenge was issued.

    Raises:
        InputError: the frame cannot be used.
    """
    followed = _FOLLOWED.get(key)
    if followed is None or followed.over:
        return TurnSight(lost=True, over=True)
    picture = load_image(frame, limits=FRAME)
    try:
        state = followed.session.add(picture, at=seconds)
    except (InputError, LimitExceeded):  # frames out of their order, or more than a camera takes
        return TurnSight(lost=True, over=True)
    if state.over or seconds > followed.challenge.seconds:
        return _over(followed, state)
    return TurnSight(
        side=_side(followed.challenge, state),
        done=state.done,
        steps=state.steps,
        present=state.face is not None,
    )


def taken(key: str) -> tuple[LivenessEvidence, NDArray[np.uint8] | None] | None:
    """What came of a challenge, and the frame of it that is compared; once, and forgotten here.

    None where nothing is known of it, as after its worker died.
    """
    followed = _FOLLOWED.pop(key, None)
    if followed is None or followed.evidence is None:
        return None
    return followed.evidence, followed.session.ahead


def drop_turns(key: str) -> None:
    """Forget a challenge: its traveller is gone."""
    _FOLLOWED.pop(key, None)


def _over(followed: _Followed, state: ChallengeState) -> TurnSight:
    """What came of it: only what was not performed is told, never what looks like an attack."""
    followed.over = True
    followed.evidence = followed.session.finish()
    not_performed = followed.evidence.verdict is LivenessVerdict.NOT_PERFORMED
    return TurnSight(
        done=state.done,
        steps=state.steps,
        over=True,
        present=state.face is not None,
        again=followed.evidence.reason if not_performed else None,
    )


def _side(challenge: Challenge, state: ChallengeState) -> Side | None:
    """The side of the step that is asked for now."""
    step = challenge.steps[state.done]
    return step if state.instruction == step.instruction else None

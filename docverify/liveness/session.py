"""Follows one person through one challenge, frame by frame, and says what came of it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_number, expect_picture, listed
from docverify.errors import InputError, LimitExceeded
from docverify.evidence.face import Face
from docverify.evidence.liveness import LivenessEvidence, LivenessReason, LivenessVerdict
from docverify.evidence.sample import AcquisitionFailure
from docverify.evidence.template import Template
from docverify.faces.engines import Engine, encoded_faces, engine_named
from docverify.faces.engines.choose import DEFAULT
from docverify.liveness import limits
from docverify.liveness.ahead import Ahead
from docverify.liveness.challenge import Challenge
from docverify.liveness.course import Course
from docverify.liveness.depth import Depth
from docverify.liveness.find import face_in
from docverify.liveness.frames import Frames, Sight
from docverify.liveness.geometry import Turn, turn_since
from docverify.liveness.papers import Papers
from docverify.liveness.passive import PassiveDetector, Scores
from docverify.liveness.person import Person
from docverify.liveness.sameness import Sameness
from docverify.liveness.spent import claim_here

Picture = NDArray[np.uint8]
_NOT_FOUND: Final = {AcquisitionFailure.SEVERAL_FACES: LivenessReason.SEVERAL_FACES}
"""What ends a challenge at once; a frame without a face does not."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ChallengeState:
    """What a frame brought.

    Attributes:
        instruction: what to tell the person now; "" when there is nothing more to do.
        done: how many steps were seen.
        steps: how many there are.
        over: whether no further frame is needed: call `finish`.
        face: the one that was seen in this frame; None when there was none.
        turn: how it is turned since it looked ahead; None while that is not known.
    """

    instruction: str
    done: int
    steps: int
    over: bool
    face: Face | None = None
    turn: Turn | None = None


class ChallengeSession:
    """One person's answer to one challenge. It keeps a few numbers of each frame, and the best picture.

    Args:
        challenge: as it was issued, not as it came back from the person's device.
        engine: name of a face engine, or an `Engine`; it needs a calibration.
        mirrored: whether the frames show the person as a mirror does.
        networks: passive detectors, which may refuse and never approve: see `passive_network`.
        claim: takes a nonce, and says whether nobody took it before; unless given, this process remembers.
            Where several processes answer, they must share one.
        threads: processor threads that the networks may use.

    Raises:
        InputError: the challenge was answered before, or an argument is something else.

    Example:
        ```python
        session = dv.ChallengeSession(challenge)
        for seconds, frame in camera:              # since the challenge was issued
            state = session.add(frame, at=seconds)
            if state.over:
                break
            show(state.instruction)                # "Turn your head slowly to your left, …"
        evidence = session.finish()                # consistent | attack_suspected | not_performed
        report = dv.verify(document=document, live=session.ahead, liveness=evidence)
        ```
    """

    def __init__(
        self,
        challenge: Challenge,
        *,
        engine: str | Engine = DEFAULT,
        mirrored: bool = False,
        networks: Sequence[PassiveDetector] = (),
        claim: Callable[[str], bool] | None = None,
        threads: int = 1,
    ) -> None:
        expect("challenge", challenge, Challenge, "a Challenge")
        expect("mirrored", mirrored, bool, "True or False")
        self._networks = listed("networks", networks, object)
        self._engine = engine_named(engine, threads=threads)
        self._scores = Scores(self._networks)  # type: ignore[arg-type] # which looks at them itself
        self._challenge, self._threads = challenge, threads
        self._course = Course(challenge.steps, mirrored=mirrored)
        calibration = self._engine.calibration
        self._person = None if calibration is None else Person(calibration)
        self._reason = None if calibration is not None else LivenessReason.NO_CALIBRATION
        self._frames, self._depth, self._ahead = Frames(), Depth(), Ahead()
        self._sameness = Sameness()
        self._papers = Papers(threads=threads)
        self._given, self._at, self._seen_at = 0, 0.0, 0.0
        self._finished = False
        # Last, so that what cannot be followed at all does not spend the challenge.
        if not (claim_here if claim is None else claim)(challenge.nonce):
            raise InputError("this challenge was answered before: issue another one")

    @property
    def ahead(self) -> NDArray[np.uint8] | None:
        """A copy of the frame that showed the face best from the front, for `verify(live=…)`; None yet."""
        return None if self._ahead.picture is None else self._ahead.picture.copy()

    def add(self, frame: NDArray[np.uint8], *, at: float) -> ChallengeState:
        """Look at the next frame.

        Args:
            frame: (H, W, 3) uint8 RGB.
            at: seconds since the challenge was issued, by a clock that the person cannot set; later than the
                frame before.

        Raises:
            InputError: the frame is another kind of array, its time is not later, or the session is finished.
            LimitExceeded: more frames than any camera takes.
            EngineFailed: a network broke.
        """
        expect_picture("frame", frame)
        expect_number("at", at, low=0.0)
        if self._finished:
            raise InputError("this challenge is finished: issue another one")
        if self._given and at <= self._at:
            raise InputError("the frames of a challenge are given in the order of their times")
        if self._given >= limits.MOST_FRAMES:
            raise LimitExceeded(f"a challenge takes {limits.MOST_FRAMES} frames at most: show fewer a second")
        self._given += 1
        self._at = float(at)
        face, turn = None, None
        if self._reason is None:
            face, turn, self._reason = self._looked(frame)
        return ChallengeState(
            instruction="" if self._reason is not None else self._course.instruction,
            done=self._course.done,
            steps=len(self._challenge.steps),
            over=self._reason is not None or self._course.complete,
            face=face,
            turn=turn,
        )

    def finish(self) -> LivenessEvidence:
        """What came of it, once: no frame can be added afterwards.

        Raises:
            InputError: it was finished before.
        """
        if self._finished:
            raise InputError("this challenge is finished: issue another one")
        self._finished = True
        measures = {
            "least_likeness": None if self._person is None else self._person.least,
            "depth": self._depth.value,
            "sameness": self._sameness.value,
            **self._scores.measures,
        }
        return LivenessEvidence(
            reason=self._concluded(),
            nonce=self._challenge.nonce,
            steps=self._challenge.steps,
            done=self._course.done,
            issued_at=self._challenge.issued_at,
            seconds=self._at,
            frames=len(self._frames),
            measures={name: value for name, value in measures.items() if value is not None},
            template=self._ahead.template,
        )

    def _concluded(self) -> LivenessReason:
        """What was seen amiss; else what all frames together say; PERFORMED when nothing is left to doubt."""
        if self._reason is not None and self._reason.verdict is LivenessVerdict.ATTACK_SUSPECTED:
            return self._reason
        refuted = self._depth.refuted(self._sameness.value)
        if refuted is not None and (self._course.complete or self._depth.settled):
            return refuted
        if self._scores.refused:
            return LivenessReason.NETWORK_REFUSED
        if self._reason is not None:
            return self._reason
        known = self._depth.value is not None and self._scores.complete
        if self._course.complete and known:
            return LivenessReason.PERFORMED
        if self._ahead.points is not None:
            return LivenessReason.UNFINISHED
        if self._ahead.small:
            return LivenessReason.FACE_POOR
        return LivenessReason.NOT_AHEAD if len(self._frames) else LivenessReason.NO_FACE

    def _looked(self, frame: Picture) -> tuple[Face | None, Turn | None, LivenessReason | None]:
        """The face of a frame, how it is turned, and what is wrong with it."""
        if self._at > self._challenge.seconds:
            return None, None, LivenessReason.TOO_SLOW
        if self._ahead.points is not None and self._at - self._seen_at > limits.APART:
            return None, None, LivenessReason.FACE_LOST
        face, failure = face_in(frame, self._engine.detector)
        if face is None:
            return None, None, _NOT_FOUND.get(failure)  # type: ignore[arg-type] # there is one without a face
        sight = self._frames.add(frame)
        if sight is not Sight.NEW:
            return face, None, LivenessReason.FRAMES_REPEATED if sight is Sight.REPEATED else None
        self._seen_at = self._at
        if self._papers.shown(frame, face, at=self._at):
            return face, None, LivenessReason.DOCUMENT_SHOWN
        template = encoded_faces(self._engine.encoder, frame, [face])[0]
        points = self._ahead.points
        turn = None if points is None else turn_since(points, face)
        unknown = 0.0 if points is None else math.inf
        if self._person is None or not self._person.same(template, yaw=turn.yaw if turn else unknown):
            return face, turn, LivenessReason.ANOTHER_PERSON
        if points is None:
            self._start(frame, face, template)
        return face, turn, None if turn is None else self._turned(frame, face, turn)

    def _start(self, frame: Picture, face: Face, template: Template) -> None:
        """Before the first step: wait until the face looks ahead."""
        if (
            self._ahead.add(frame, face, template, at=self._at)
            and self._ahead.template is not None
            and self._person
        ):
            self._person.begin(self._ahead.template)
            self._sameness.begin(frame, face)
            self._course.begin(at=self._at)

    def _turned(self, frame: Picture, face: Face, turn: Turn) -> LivenessReason | None:
        """During the steps: what a turn brings."""
        self._depth.add(turn)
        self._sameness.add(frame, face, turn)
        if abs(turn.yaw) < limits.BACK:
            self._scores.add(frame, face)
            # Between two turns, so that each is judged as a whole; what may be bent is judged at the end.
            if self._depth.settled and self._depth.refuted(None) is LivenessReason.FLAT:
                return LivenessReason.FLAT
        return self._course.add(turn, at=self._at)

"""The verification at the end of a session: once, of its best frames."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import cv2
import numpy as np

from docverify.api import verify
from docverify.evidence.liveness import LivenessEvidence, LivenessReason
from docverify.service.jobs.looked_up import looked_up
from docverify.service.jobs.sights import FRAME
from docverify.service.jobs.turns import taken
from docverify.service.lookups import Lookups
from docverify.service.record import Record, verified
from docverify.service.sessions.words import Part
from docverify.verification import CHECKS, FindingOutcome, Outcome, Policy, Referral, Report
from docverify.verification.words import Group

_QUALITY: Final = 90
"""Of the JPEG in which the frame of a challenge is kept for the operator."""
_OF_FACES: Final = frozenset(check.name for check in CHECKS if check.group is Group.FACES)
_OF_BOTH: Final = "face_match"
"""A comparison that could not tell may be the portrait's fault as well as the live picture's."""

_LOOKED_UP: Final = frozenset(
    {"document_not_listed", "name_not_listed", "face_not_listed", "enrolled", "on_manifest"}
)
_FOR_A_PERSON: Final = frozenset(
    {
        "several_live_people",
        "live_is_the_document_picture",
        "document_before_camera",
        "live_is_the_portrait",
        "live_frames_repeated",
        "attack_suspected",
        "challenge_by_another",
        "challenge_not_tied",
        "no_calibration",
        "no_person_to_refute",
        "no_population",
        "other_population",
    }
    # Whoever is looked up: a traveller learns nothing of a list, neither by a word nor by another try.
    | {
        reason.code
        for check in CHECKS
        if check.name in _LOOKED_UP
        for reason in check.reasons
        if reason.outcome is not FindingOutcome.PASSED
    }
)
"""Reasons that no other picture cures, or that nobody should be able to try out: the desk sees them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What came of a verification.

    Attributes:
        lost: whether its challenge is lost with a worker, so that nothing was verified.
        passed: whether the report passed.
        again: what to capture once more, where too little could be told; None otherwise.
        report: `Report.to_dict(identity=True)`.
        live: the frame that was compared, a JPEG, where it is another one than those that were handed in.
        entry: number of its entry in the journal; None where none is kept.
    """

    lost: bool = False
    passed: bool = False
    again: Part | None = None
    report: Mapping[str, Any] | None = None
    live: bytes | None = None
    entry: int | None = None

    def __repr__(self) -> str:
        """Show nobody."""
        return f"Settled(lost={self.lost}, passed={self.passed}, again={self.again})"


def settle(
    document: tuple[bytes, ...],
    live: tuple[bytes, ...],
    *,
    policy: str | Policy,
    at: datetime,
    case: str,
    challenge: str | None = None,
    unchallenged: bool = False,
    referral: Referral | None = None,
    record: Record | None = None,
    lookups: Lookups | None = None,
) -> Settled:
    """Verify document and bearer.

    Args:
        document: a picture of each side.
        live: pictures of the face; not looked at where a challenge kept its own.
        policy: what is demanded.
        at: the instant for which the answer holds.
        case: what the report calls the case.
        challenge: key of the challenge that was performed; None where there was none.
        unchallenged: a challenge is asked for and was not performed, so that nothing may pass.
        referral: what cases are drawn for an officer with.
        record: the journal in which it stands before it is told.
        lookups: in which document and bearer are looked up.

    Raises:
        InputError: a picture cannot be used.
        JournalError: it could not be written down.
        NotLookedUp: a list or a gallery cannot be used, so that nothing is told.
    """
    evidence = LivenessEvidence(reason=LivenessReason.NOT_CHALLENGED) if unchallenged else None
    pictures: list[Any] = list(live)
    shown = None
    if challenge is not None:
        performed = taken(challenge)
        if performed is None:
            return Settled(lost=True)
        evidence, ahead = performed
        if ahead is not None:
            pictures = [ahead]
            _, coded = cv2.imencode(
                ".jpg", np.ascontiguousarray(ahead[..., ::-1]), (cv2.IMWRITE_JPEG_QUALITY, _QUALITY)
            )
            shown = coded.tobytes()
    known = looked_up(lookups, at=at)
    report = verify(
        document=list(document),
        live=pictures,
        liveness=evidence,
        policy=policy,
        at=at,
        case_id=case,
        limits=FRAME,
        referral=referral,
        lists=known.lists,
        galleries=known.galleries,
    )
    return Settled(
        passed=report.outcome is Outcome.PASSED,
        again=_again(report),
        report=report.to_dict(identity=True),
        live=shown,
        entry=verified(record, report),
    )


def _again(report: Report) -> Part | None:
    """Which part to capture once more: neither where all passed, nor where something failed.

    Who was referred goes to an officer, like anybody whom a person has to see: another try would tell them.
    """
    if report.outcome is not Outcome.INCONCLUSIVE or report.referred:
        return None
    if _FOR_A_PERSON & {one.reason for one in report.decisive}:
        return None
    missing = {one.check for one in report.decisive}
    return Part.FACE if missing <= _OF_FACES - {_OF_BOTH} else Part.DOCUMENT

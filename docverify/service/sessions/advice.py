"""From what a worker saw in a frame to what happened to the session: pure, by the tables of hints."""

from docverify.evidence.failure import ReadingFailure
from docverify.evidence.sample import AcquisitionFailure
from docverify.service.jobs.sights import DocumentSight, FaceSight, Quad, ReadSight
from docverify.service.jobs.turns import TurnSight
from docverify.service.sessions.events import (
    ChallengeOver,
    DocumentRead,
    DocumentSeen,
    FaceSeen,
    TurnSeen,
    ViewSeen,
)
from docverify.service.sessions.hints import OF_CHALLENGE, OF_FACE, OF_READING, OF_TURN, Hint
from docverify.service.sessions.placing import (
    FACE_LEAST,
    face_hint,
    far,
    in_shares,
    is_portrait,
    moved,
    page_hint,
)

PORTRAIT_LEAST = 0.06
"""Height of a portrait's face, in heights of the frame, from which on it can be compared: 43 px of 720."""
_FIRST = (AcquisitionFailure.NO_FACE, AcquisitionFailure.SEVERAL_FACES)
"""What is told before anything about where the face lies."""
_WITHOUT_MRZ = (ReadingFailure.NO_MRZ, ReadingFailure.TOO_SMALL, ReadingFailure.BLURRED)
"""What may be told of a page of which the edges alone were seen."""


def document_seen(sight: DocumentSight, *, before: Quad) -> DocumentSeen:
    """The first thing to put right about the side that bears the MRZ.

    Args:
        sight: what was seen.
        before: the page's corners in the frame before; empty for none.
    """
    outline = in_shares(sight.page, sight.size)
    return DocumentSeen(hint=_document_hint(sight, before), outline=outline)


def side_seen(sight: DocumentSight, *, before: Quad) -> DocumentSeen:
    """The first thing to put right about the side that bears the portrait."""
    outline = in_shares(sight.page, sight.size)
    if sight.mrz or not sight.document:
        return DocumentSeen(hint=Hint.TURN_OVER, outline=outline)
    others = [one for one in sight.problems if one is not ReadingFailure.NO_MRZ]
    if others:
        return DocumentSeen(hint=_placed(sight, others[0]), outline=outline)
    if sight.portrait < PORTRAIT_LEAST:
        return DocumentSeen(hint=Hint.TURN_OVER, outline=outline)
    still = _held_still(sight, before)
    return DocumentSeen(hint=None if still else Hint.HOLD_STILL, outline=outline)


def document_read(sight: ReadSight, *, by_hand: bool) -> DocumentRead:
    """Whether what was read will do; of a picture that a person took, whatever was read."""
    hint = None if sight.matter is None else OF_READING[sight.matter]
    return DocumentRead(enough=sight.sure or (by_hand and sight.read), other_side=sight.other_side, hint=hint)


def view_seen(document: DocumentSight, face: FaceSight) -> ViewSeen:
    """Whether the document is gone: none is in view, or a person is, larger than any portrait."""
    person = face.box is not None and (face.box[3] - face.box[1]) / face.size[1] >= FACE_LEAST
    return ViewSeen(clear=not document.document or (person and not document.mrz))


def face_seen(sight: FaceSight, *, challenge: bool) -> FaceSeen:
    """The first thing to put right about the face: who is there, where, and how."""
    first = [one for one in sight.causes if one in _FIRST]
    placed = None if sight.box is None else face_hint(sight.box, sight.size)
    hint = OF_FACE[first[0]] if first else placed
    if hint is None and sight.causes:
        hint = OF_FACE[sight.causes[0]]
    return FaceSeen(hint=hint, present=sight.faces > 0, challenge=challenge)


def turn_seen(sight: TurnSight) -> TurnSeen | ChallengeOver:
    """What to do next, or what came of the challenge."""
    if sight.over:
        return ChallengeOver(again=None if sight.again is None else OF_CHALLENGE[sight.again])
    hint = Hint.LOOK_AHEAD if sight.side is None else OF_TURN[sight.side]
    return TurnSeen(hint=hint, done=sight.done, steps=sight.steps, present=sight.present)


def _document_hint(sight: DocumentSight, before: Quad) -> Hint | None:
    if sight.problems:
        return _placed(sight, sight.problems[0])
    placed = page_hint(sight.page, sight.size, cut=False) if sight.page else None
    if placed is not None:
        return placed
    return None if _held_still(sight, before) else Hint.HOLD_STILL


def _placed(sight: DocumentSight, problem: ReadingFailure) -> Hint:
    """What a problem asks for; of a page that is cut off, where it lies says it."""
    if problem is ReadingFailure.CUT_OFF and sight.page:
        return page_hint(sight.page, sight.size, cut=True) or Hint.FOUR_CORNERS
    if problem in _WITHOUT_MRZ and sight.page and is_portrait(sight.page, sight.portrait, sight.size):
        return Hint.FARTHER
    if problem is ReadingFailure.NO_MRZ and sight.page and far(sight.page, sight.size):
        return Hint.CLOSER
    return OF_READING[problem]


def _held_still(sight: DocumentSight, before: Quad) -> bool:
    return not (sight.page and before and moved(sight.page, before, sight.size))

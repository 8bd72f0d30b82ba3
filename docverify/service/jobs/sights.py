"""What a worker sees in one frame of a session. Nothing of what is read in it leaves the worker."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.api import assess_face, find_faces, read_mrz
from docverify.evidence.assessment import FaceAssessment
from docverify.evidence.face import Face
from docverify.evidence.failure import ReadingFailure
from docverify.evidence.look import Look
from docverify.evidence.page_sheets import SHEETS
from docverify.evidence.reading import Reading
from docverify.evidence.sample import AcquisitionFailure
from docverify.imaging import Limits, load_image
from docverify.reading import look

FRAME: Final = Limits(file_bytes=4_000_000, pixels=9_000_000, side=4_096)
"""Of a frame: cameras of kiosks give 8 megapixels at most. Larger ones are refused before decoding."""

Box = tuple[float, float, float, float]
Quad = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSight:
    """What was seen of a document.

    Attributes:
        size: width and height of the frame, px.
        document: whether one is in view.
        mrz: whether its MRZ is.
        page: its corners, px; empty where it was not seen.
        problems: what is wrong with the frame.
        score: how probably the MRZ can be read.
        portrait: height of the largest face on the page, or in the frame where there is no page, in heights
            of the frame; 0 where there is none or it was not looked for. It always is where a page is seen
            whole and no MRZ: what was taken for a page may be the portrait of one that is too near.
    """

    size: tuple[int, int]
    document: bool
    mrz: bool
    page: Quad
    problems: tuple[ReadingFailure, ...]
    score: float
    portrait: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSight:
    """What came of reading frames; none of the text.

    Attributes:
        sure: whether every character is certain.
        read: whether there is an MRZ at all.
        other_side: whether its portrait is on the other side.
        matter: why it is not sure; None where it is.
        frame: which of the frames was read.
    """

    sure: bool
    read: bool
    other_side: bool
    matter: ReadingFailure | None
    frame: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceSight:
    """What was seen of a face.

    Attributes:
        size: width and height of the frame, px.
        acquired: whether it can be compared.
        causes: what to put right, the first thing first.
        box: of the face, px; None without one.
        faces: how many there are.
        merit: how good the picture is, for choosing among good ones.
    """

    size: tuple[int, int]
    acquired: bool
    causes: tuple[AcquisitionFailure, ...]
    box: Box | None
    faces: int
    merit: float


def see_document(frame: bytes, *, portrait: bool = False) -> DocumentSight:
    """Look for a document.

    Args:
        frame: a coded picture.
        portrait: also look for a face on it.

    Raises:
        InputError: the frame cannot be used.
    """
    picture = load_image(frame, limits=FRAME)
    seen = look(picture)
    height, width = picture.shape[:2]
    page = _quad(seen.page)
    return DocumentSight(
        size=(width, height),
        document=seen.document,
        mrz=seen.mrz is not None,
        page=page,
        problems=seen.problems,
        score=seen.score,
        portrait=_portrait(picture, page) if portrait or _may_be_portrait(seen) else 0.0,
    )


def read_document(frames: tuple[bytes, ...]) -> ReadSight:
    """Read frames one after the other until one is certain by itself.

    A verification takes one picture of each side, so that frames which are certain only together do not help.

    Args:
        frames: coded pictures, the best first.

    Raises:
        InputError: a frame cannot be used.
    """
    first: ReadSight | None = None
    for number, frame in enumerate(frames):
        seen = read_sight(read_mrz(frame, limits=FRAME), frame=number)
        if seen.sure:
            return seen
        first = first or seen
    assert first is not None  # noqa: S101 - there is a frame
    return first


def read_sight(reading: Reading, *, frame: int = 0) -> ReadSight:
    """What a reading means for the flow."""
    sheet = None if reading.mrz is None else SHEETS.get(reading.mrz.format)
    matter = reading.failure or reading.doubt
    return ReadSight(
        sure=reading.sure,
        read=reading.mrz is not None,
        other_side=sheet is not None and not sheet.portrait,
        matter=None if reading.sure else matter or ReadingFailure.UNREADABLE,
        frame=frame,
    )


def see_face(frame: bytes) -> FaceSight:
    """Look for a live face.

    Raises:
        InputError: the frame cannot be used.
    """
    picture = load_image(frame, limits=FRAME)
    return face_sight(assess_face(picture), picture.shape)


def face_sight(seen: FaceAssessment, shape: tuple[int, ...]) -> FaceSight:
    """What an assessment means for the flow."""
    measures = seen.measures
    return FaceSight(
        size=(shape[1], shape[0]),
        acquired=seen.acquired,
        causes=seen.causes,
        box=None if seen.face is None else seen.face.box,
        faces=seen.faces,
        merit=0.0 if measures is None else measures.certainty * measures.steadiness,
    )


def _quad(corners: NDArray[np.float64] | None) -> Quad:
    return () if corners is None else tuple((float(x), float(y)) for x, y in corners)


def _may_be_portrait(seen: Look) -> bool:
    return seen.page is not None and seen.mrz is None and ReadingFailure.CUT_OFF not in seen.problems


def _portrait(picture: NDArray[np.uint8], page: Quad) -> float:
    """Height of the largest face that lies on the page, in heights of the frame."""
    inside = [one.height for one in find_faces(picture) if not page or _on(one, page)]
    return max(inside, default=0.0) / int(picture.shape[0])


def _on(face: Face, page: Quad) -> bool:
    """Whether the middle of a face lies within the box of the page."""
    x, y = (face.box[0] + face.box[2]) / 2, (face.box[1] + face.box[3]) / 2
    across, down = [one[0] for one in page], [one[1] for one in page]
    return min(across) <= x <= max(across) and min(down) <= y <= max(down)

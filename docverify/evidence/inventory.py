"""Everything that pictures show beside what counts: further MRZs, further faces, the sides handed over."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.face import Face
from docverify.evidence.page_places import FacePlace
from docverify.evidence.quality import Quality
from docverify.mrz import MrzFormat


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeenZone:
    """One MRZ of the pictures of a document. It holds no text.

    Attributes:
        picture: which picture it is in, counted from 0.
        format: its layout; None where its text fits none.
        quad: (4, 2) px, reading order; None where the engine does not tell.
        counts: whether this is the one that was judged.
        same_text: whether it says the same as the one that was judged.
    """

    picture: int
    format: MrzFormat | None
    quad: NDArray[np.float64] | None
    counts: bool
    same_text: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeenFace:
    """One face of the pictures of a document.

    Attributes:
        picture: which picture it is in, counted from 0.
        face: where it is.
        place: where that is on the document; None when no page is known.
        counts: whether it is the portrait that was compared.
        quality: of the face; None when it was not measured.
        likeness: score against the portrait; None when they were not compared.
        differs: whether that score is that of another person, and both faces good enough to say so.
    """

    picture: int
    face: Face
    place: FacePlace | None
    counts: bool = False
    quality: Quality | None = None
    likeness: float | None = None
    differs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Inventory:
    """What all pictures of a document show.

    Attributes:
        pictures: how many were handed over.
        repeated: whether two of them are the same picture.
        framed: whether a dark frame surrounds the page, as the edge of a phone or a screen that shows it.
        zones: every MRZ that was found.
        faces: every face that was found on the document, and, where it has none, anywhere else.
        slant: degrees clockwise by which the document's own lines are turned against the MRZ that was judged;
            None where it lies straight.
    """

    pictures: int
    repeated: bool
    framed: bool
    zones: tuple[SeenZone, ...]
    faces: tuple[SeenFace, ...]
    slant: float | None = None

    @property
    def portrait(self) -> SeenFace | None:
        """The face that was compared as the document's portrait; None when there is none."""
        return next((face for face in self.faces if face.counts), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveScene:
    """What all live frames show beside the face.

    Attributes:
        frames: how many were handed over.
        documents: how many of them show an MRZ where a document bearing the face would have it.
        copies: how many of them are pictures of the document, pixel for pixel.
        likeness: how far the live face's pixels are the portrait's, in [−1, 1]; None when not compared.
        most_likeness: from which likeness on they are one picture.
        repeated: how many of them are another one of them, pixel for pixel.
        others: how many of them show a further face, however small, of which the detector is as sure.
    """

    frames: int
    documents: int
    copies: int
    likeness: float | None = None
    most_likeness: float | None = None
    repeated: int = 0
    others: int = 0

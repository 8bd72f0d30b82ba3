"""The live step: what the frames of a live capture show, and whether it is a person or the document again."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.inventory import LiveScene
from docverify.evidence.sample import FaceSample
from docverify.faces.choose import plausible_of
from docverify.faces.same_picture import SAME_PICTURE, likeness_of_pictures
from docverify.reading.held_up import bears_mrz

Picture = NDArray[np.uint8]


def scene_of(
    frames: Sequence[Picture],
    samples: Sequence[FaceSample],
    *,
    documents: Sequence[Picture],
    portrait: FaceSample | None,
    threads: int,
) -> LiveScene:
    """See what every live frame shows beside the face: any of them may be the one that cheats.

    Args:
        frames: (H, W, 3) uint8 RGB each.
        samples: the face that each gave.
        documents: the pictures of the document.
        portrait: the document's face; None when there is none.
        threads: processor threads that the networks may use.
    """
    shown = [(frames[one.picture], one.face) for one in samples if one.face is not None]
    likenesses: list[float] = []
    if portrait is not None and portrait.face is not None:
        bearing = documents[portrait.picture]
        likenesses = [likeness_of_pictures(bearing, portrait.face, frame, face) for frame, face in shown]
    return LiveScene(
        frames=len(frames),
        documents=sum(bears_mrz(frame, face, threads=threads) for frame, face in shown),
        copies=sum(any(np.array_equal(frame, one) for one in documents) for frame in frames),
        likeness=max(likenesses, default=None),
        most_likeness=SAME_PICTURE,
        repeated=_repeated(frames),
        others=sum(len(plausible_of(one.faces)) > 1 for one in samples),
    )


def _repeated(frames: Sequence[Picture]) -> int:
    """How many frames an earlier one was already, pixel for pixel."""
    different: set[tuple[tuple[int, ...], bytes]] = set()
    for frame in frames:
        pixels = np.ascontiguousarray(frame)
        different.add((frame.shape, hashlib.blake2b(pixels.data, digest_size=16).digest()))
    return len(frames) - len(different)

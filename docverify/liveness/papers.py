"""Looks now and then for a document that is held before the camera in place of a face."""

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.face import Face
from docverify.liveness import limits
from docverify.reading.held_up import bears_mrz


class Papers:
    """Looks at a frame when the last look is a while ago: each costs as much as a few milliseconds."""

    def __init__(self, *, threads: int) -> None:
        self._threads = threads
        self._at = -limits.PAPERS_EVERY

    def shown(self, frame: NDArray[np.uint8], face: Face, *, at: float) -> bool:
        """Whether the frame shows an MRZ where a document bearing this face would have it.

        Args:
            frame: (H, W, 3) uint8 RGB.
            face: the one that counts in it.
            at: its second.
        """
        if at - self._at < limits.PAPERS_EVERY:
            return False
        self._at = at
        return bears_mrz(frame, face, threads=self._threads)

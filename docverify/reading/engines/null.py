"""The reader that reads nothing: for a verification of faces alone, and for tests."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.failure import ReadingFailure
from docverify.evidence.reading import Effort, Reading


@dataclass(frozen=True, slots=True)
class NullReader:
    """Finds no MRZ in any picture."""

    name: str = "null"

    def read(self, image: NDArray[np.uint8]) -> Reading:  # noqa: ARG002 - it looks at nothing
        """Answer that there is no MRZ."""
        return Reading(None, ReadingFailure.NO_MRZ, engine=self.name)


def make_reader(*, threads: int, effort: Effort) -> NullReader:  # noqa: ARG001 - nothing is computed
    """The reader that reads nothing."""
    return NullReader()

"""What is true of a capture, as plain data for JSON: for tests, training, and whoever checks a reader."""

from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect
from docverify.specimens.camera import Capture
from docverify.specimens.printed_truth import plain


def truth(taken: Capture) -> dict[str, Any]:
    """Say what a capture shows and where; quads as in `Capture`, px rounded to hundredths.

    The result holds what the document says of its holder.

    Raises:
        InputError: `taken` is no capture.
    """
    expect("taken", taken, Capture, "what capture gave")
    height, width = taken.image.shape[:2]
    return {
        "width": width,
        "height": height,
        "format": taken.format.value,
        "lines": list(taken.lines),
        "line_quads": _plain(taken.line_quads),
        "document_quad": _plain(taken.document_quad),
        "portrait_quad": None if taken.portrait_quad is None else _plain(taken.portrait_quad),
        "printed": [plain(line) for line in taken.printed],
        "conditions": asdict(taken.conditions),
    }


def _plain(quads: NDArray[np.float64]) -> list[Any]:
    return list(np.round(quads, 2).tolist())

"""What the makers of hostile files share: a small sound picture, and how it is coded."""

import io
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Makers = Mapping[str, Callable[[], bytes]]
"""Name of a file → what makes its bytes."""
LARGE = 7000
"""Side of a square of 49 megapixels, just within the limits."""


def photograph(height: int = 120, width: int = 160) -> NDArray[np.uint8]:
    """A picture that compresses as photographs do."""
    rng = np.random.default_rng(3)
    coarse = Image.fromarray(rng.integers(0, 255, (12, 16, 3), dtype=np.uint8))
    return np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC))


def coded(image: NDArray[np.uint8], kind: str, *, grey: bool = False, **options: object) -> bytes:
    """A picture in a format of Pillow's."""
    out = io.BytesIO()
    picture = Image.fromarray(image)
    (picture.convert("L") if grey else picture).save(out, kind, **options)
    return out.getvalue()

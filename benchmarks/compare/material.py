"""What both sides work on: captures as at a kiosk, with a photograph of `samples/`, drawn once for both."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from benchmarks.rows import ROOT
from docverify.imaging import load_image
from docverify.mrz import MrzFormat
from docverify.specimens import Side, capture, draw_specimen, kiosk, random_holder, random_style

FORMATS = (MrzFormat.TD3, MrzFormat.TD2, MrzFormat.TD1, MrzFormat.MRVA)
PIXELS = 1e6
Document = dict[str, Any]


def documents(folder: Path, count: int) -> Iterator[Document]:
    """Path and lines of captures of about one megapixel, of every layout in turn."""
    photograph = load_image(ROOT / "samples" / "portraits" / "astronaut.png")[8:250, 130:320]
    for number in range(count):
        rng = np.random.default_rng([5, number])
        layout = FORMATS[number % len(FORMATS)]
        holder = replace(
            random_holder(layout, rng=rng), date_of_birth=date(1974, 8, 12), date_of_expiry=date(2034, 4, 15)
        )
        conditions = kiosk(rng)
        drawn = draw_specimen(
            layout,
            holder=holder,
            rng=rng,
            portrait=photograph,
            px_per_mm=conditions.px_per_mm,
            style=replace(random_style(rng), portrait_right=False),
            side=Side.BOTH if layout is MrzFormat.TD1 else Side.MRZ,
        )
        image = capture(drawn, conditions, rng=rng).image
        scale = (PIXELS / (image.shape[0] * image.shape[1])) ** 0.5
        image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        path = folder / f"{number}.jpg"
        cv2.imwrite(str(path), image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])
        yield {"path": str(path), "lines": list(drawn.lines)}


CODINGS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "jpeg": ("RGB", "JPEG", {"quality": 92}),
    "jpeg 4:4:4": ("RGB", "JPEG", {"quality": 92, "subsampling": 0}),
    "jpeg progressive": ("RGB", "JPEG", {"quality": 92, "progressive": True}),
    "jpeg grey": ("L", "JPEG", {"quality": 92}),
    "jpeg cmyk": ("CMYK", "JPEG", {"quality": 92}),
    "png": ("RGB", "PNG", {}),
    "png alpha": ("RGBA", "PNG", {}),
    "png grey": ("L", "PNG", {}),
    "png palette": ("P", "PNG", {}),
    "tiff raw": ("RGB", "TIFF", {}),
    "tiff lzw": ("RGB", "TIFF", {"compression": "tiff_lzw"}),
    "tiff deflate": ("RGB", "TIFF", {"compression": "tiff_adobe_deflate"}),
    "tiff jpeg": ("RGB", "TIFF", {"compression": "jpeg"}),
    "tiff fax": ("1", "TIFF", {"compression": "group4"}),
    "webp": ("RGB", "WEBP", {"quality": 90}),
    "webp lossless": ("RGB", "WEBP", {"lossless": True}),
    "webp alpha": ("RGBA", "WEBP", {"quality": 90}),
    "bmp": ("RGB", "BMP", {}),
    "jpeg 2000": ("RGB", "JPEG2000", {}),
}
"""Kinds of file that every version opens: mode of Pillow's, its format, and how it is saved."""


def coded(folder: Path, source: Path) -> Iterator[str]:
    """One capture in every kind of file."""
    captured = Image.open(source)
    for name, (mode, kind, options) in CODINGS.items():
        path = folder / f"{name.replace(' ', '_').replace(':', '')}.{kind.lower()}"
        picture = captured.convert(mode)
        if mode == "RGBA":
            picture.putalpha(captured.convert("L").point(lambda level: 255 - level // 2))
        picture.save(path, kind, **options)
        yield str(path)

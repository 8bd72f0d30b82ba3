"""The second reader: PassportEye, which finds the zone and hands it to Tesseract, a program of its own."""

import shutil
import warnings
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.errors import EngineFailed, EngineMissing, UnknownMrzFormat
from docverify.evidence.failure import ReadingFailure
from docverify.evidence.reading import Effort, Reading
from docverify.mrz import parse_mrz

_LUMINANCE = np.array(((0.2125, 0.7154, 0.0721),))  # ITU-R BT.709, as its own loader weighs R, G, B
_NO_CALIBRATION = float("nan")


@dataclass(frozen=True, slots=True)
class PassportEyeReader:
    """Reads with PassportEye. It tells neither a confidence nor where the zone is.

    Its text is taken as Tesseract gave it: nothing is padded or corrected, so a line that came back too short
    or too long is UNREADABLE.
    """

    pipeline: Any
    name: str = "passporteye"

    def read(self, image: NDArray[np.uint8]) -> Reading:
        """Read the MRZ of an (H, W, 3) uint8 RGB picture.

        Raises:
            EngineMissing: Tesseract is not installed.
            EngineFailed: PassportEye or Tesseract broke.
        """
        lines = self._lines(cv2.transform(image, _LUMINANCE) / np.float32(255))
        if not lines:
            return Reading(None, ReadingFailure.NO_MRZ, confidence=_NO_CALIBRATION, engine=self.name)
        try:
            mrz = parse_mrz(lines)
        except UnknownMrzFormat:
            return Reading(
                None, ReadingFailure.UNREADABLE, lines, confidence=_NO_CALIBRATION, engine=self.name
            )
        return Reading(mrz, None, mrz.lines, confidence=_NO_CALIBRATION, engine=self.name)

    def _lines(self, grey: NDArray[np.float32]) -> tuple[str, ...]:
        """What Tesseract read in the zone that PassportEye found, line by line."""
        work = self.pipeline(None)
        work["img"] = grey  # in place of its loader: pictures come in through docverify's one gate
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # deprecated calls of scikit-image
                found = work.result
        except Exception as problem:
            if type(problem).__name__ == "TesseractNotFoundError":
                raise _no_tesseract() from problem
            # Without the message: Tesseract's may quote text.
            raise EngineFailed(f"PassportEye broke with {type(problem).__name__}") from None
        text = "" if found is None else str(found.aux.get("text", ""))
        return tuple(line.strip() for line in text.splitlines() if line.strip())


def make_reader(*, threads: int, effort: Effort) -> PassportEyeReader:  # noqa: ARG001
    """PassportEye's reader; both are without effect, since Tesseract is a process of its own.

    Raises:
        EngineMissing: PassportEye or Tesseract is not installed.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pipeline = import_module("passporteye.mrz.image").MRZPipeline
            program = import_module("pytesseract.pytesseract").tesseract_cmd
    except ImportError as problem:
        raise EngineMissing(
            f"the engine passporteye needs {problem.name}, which is not installed: "
            "pip install 'docverify[passporteye]'"
        ) from problem
    if shutil.which(program) is None:
        raise _no_tesseract()
    return PassportEyeReader(pipeline)


def _no_tesseract() -> EngineMissing:
    return EngineMissing(
        "the engine passporteye needs the program Tesseract, which is not on the PATH: install it "
        "(Debian and Ubuntu: apt install tesseract-ocr, macOS: brew install tesseract)"
    )

"""Any ONNX encoder of aligned faces, such as ArcFace and its kin, from a file that the caller has."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_number
from docverify.errors import EngineFailed, InputError
from docverify.evidence.calibration import Calibration
from docverify.evidence.face import Face
from docverify.evidence.template import Template
from docverify.faces.align import SIZE, TEMPLATE, chip
from docverify.faces.engines.protocols import Engine
from docverify.faces.engines.yunet import YuNet
from docverify.networks import Network
from docverify.shipped import shipped_sum
from docverify.threads import checked_threads


class OnnxEncoder:
    """Templates by a network of the caller's; its id names the file's content and its preparation."""

    def __init__(self, model: bytes, *, mean: float, scale: float, bgr: bool, threads: int) -> None:
        self.sum = hashlib.sha256(model).hexdigest()
        build = f"{self.sum} {mean} {scale} {bgr} {TEMPLATE.tolist()} area averaging, bilinear, 1"
        self.id = "onnx-" + hashlib.sha256(build.encode()).hexdigest()[:12]
        self._mean, self._scale, self._bgr = mean, scale, bgr
        self._network = Network(model, threads=threads)
        shapes = self._network.inputs
        if len(shapes) != 1 or shapes[0][1:] != [3, SIZE, SIZE]:
            raise InputError(f"the network must take one (N, 3, {SIZE}, {SIZE}) tensor; it takes {shapes}")

    def encode(self, image: NDArray[np.uint8], faces: Sequence[Face]) -> list[Template]:
        """One template for each face of an (H, W, 3) uint8 RGB picture, in the same order."""
        return self.encode_chips([chip(image, face.landmarks) for face in faces])

    def encode_chips(self, chips: Sequence[NDArray[np.uint8]]) -> list[Template]:
        """One template for each aligned (112, 112, 3) uint8 RGB face, in the same order."""
        return [self._encode(aligned) for aligned in chips]

    def _encode(self, aligned: NDArray[np.uint8]) -> Template:
        pixels = aligned[:, :, ::-1] if self._bgr else aligned
        tensor = (pixels.transpose(2, 0, 1)[None].astype(np.float32) - self._mean) * self._scale
        values = self._network.run(tensor.astype(np.float32))[0]
        if values.ndim != 2 or len(values) != 1:
            raise EngineFailed(f"the network must give (N, d) descriptors; it gave {values.shape}")
        return Template(encoder=self.id, values=values[0])


def engine_from_file(
    path: str | os.PathLike[str],
    *,
    mean: float = 127.5,
    scale: float = 1 / 127.5,
    bgr: bool = False,
    calibration: Calibration | None = None,
    threads: int = 1,
) -> Engine:
    """An engine of YuNet and an encoder from an ONNX file of the caller's.

    Without a calibration its comparisons have scores and the outcome NOT_CALIBRATED; `docverify calibrate`
    makes one, `read_calibration` reads it.

    Args:
        path: an ONNX network from one (N, 3, 112, 112) float32 tensor, faces aligned by the five points that
            ArcFace and SFace share, to (N, d) descriptors.
        mean: subtracted from pixels in [0, 255].
        scale: by which the rest is multiplied.
        bgr: whether the network takes the channels in the order blue, green, red.
        calibration: of this network with this preparation.
        threads: how many the networks may use.

    Raises:
        InputError: no such file, a network of another form, or another argument that is none.
        ConfigurationError: a calibration of another encoder build.
        EngineFailed: onnxruntime refuses the network.
    """
    checked_threads(threads)
    for name, given in (("mean", mean), ("scale", scale)):
        expect_number(name, given)
    expect("bgr", bgr, bool, "True or False")
    try:
        file = Path(path)
    except TypeError as problem:
        raise InputError(f"path is a {type(path).__name__}: pass that of an ONNX file") from problem
    try:
        model = file.read_bytes()
    except OSError as problem:
        raise InputError(f"{file} cannot be read: {problem.strerror}") from problem
    except ValueError as problem:
        raise InputError("path holds a null character: pass that of an ONNX file") from problem
    encoder = OnnxEncoder(model, mean=mean, scale=scale, bgr=bgr, threads=threads)
    builds = (("yunet.onnx", shipped_sum("faces", "models", "yunet.onnx")), (file.name, encoder.sum))
    return Engine(
        name="onnx",
        detector=YuNet(threads=threads),
        encoder=encoder,
        builds=builds,
        calibration=calibration,
    )

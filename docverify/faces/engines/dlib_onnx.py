"""dlib's face network run by onnxruntime, behind YuNet: the second engine's descriptors without its waiting.

On one chip its descriptors are dlib's own. The chip is not: dlib places it by five landmarks of its own, here
YuNet's five are brought to where they lie, in the median, in dlib's chips. So it has a calibration of its
own, and its templates do not compare with those of the engine face-recognition.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.errors import EngineMissing
from docverify.evidence.face import Face
from docverify.evidence.template import Template
from docverify.faces.align import chip
from docverify.faces.engines.face_recognition import ENCODER_FILE, model_folder
from docverify.faces.engines.protocols import Engine
from docverify.faces.engines.yunet import YuNet
from docverify.networks import Network
from docverify.shipped import shipped_sum

_SIDE: Final = 150
# Medians of YuNet's landmarks in the chips that dlib cut of 182 pictures of London and lfw-dev.
_TEMPLATE: Final = np.array(
    [[48.02, 48.56], [106.53, 49.16], [78.63, 80.44], [50.63, 106.53], [101.79, 107.4]]
)


@cache
def _network(threads: int) -> tuple[Network, str]:
    """Dlib's network, and the sha256 of the weights' file."""
    try:
        from docverify.faces.models.dlib_weights import dlib_graph
    except ImportError as problem:
        raise EngineMissing(
            "the engine dlib-onnx needs onnx, which is not installed: pip install 'docverify[dlib-onnx]'"
        ) from problem
    data = (model_folder() / ENCODER_FILE).read_bytes()
    network = Network(dlib_graph(data).SerializeToString(), threads=threads)
    return network, hashlib.sha256(data).hexdigest()


class DlibNetwork:
    """Descriptors of 128 numbers, not of length 1, from 150 x 150 aligned faces."""

    def __init__(self, *, threads: int) -> None:
        self._network, self.weights = _network(threads)
        build = f"{self.weights} {_TEMPLATE.tolist()} area averaging, bilinear, black border, 1"
        self.id = "dlib-onnx-" + hashlib.sha256(build.encode()).hexdigest()[:12]

    def encode(self, image: NDArray[np.uint8], faces: Sequence[Face]) -> list[Template]:
        """One template for each face of an (H, W, 3) uint8 RGB picture, in the same order."""
        chips = [chip(image, face.landmarks, template=_TEMPLATE, size=_SIDE) for face in faces]
        return [Template(encoder=self.id, values=row) for row in self.descriptors(chips)]

    def descriptors(self, chips: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
        """(N, 128) float32 of aligned (150, 150, 3) uint8 RGB faces, in one batch."""
        if not chips:
            return np.empty((0, 128), np.float32)
        return self._network.run(np.stack(chips).transpose(0, 3, 1, 2).astype(np.float32))[0]


def make_engine(*, threads: int) -> Engine:
    """YuNet and dlib's network with so many threads each.

    Raises:
        EngineMissing: onnx or face_recognition_models is not installed.
    """
    encoder = DlibNetwork(threads=threads)
    builds = (("yunet.onnx", shipped_sum("faces", "models", "yunet.onnx")), (ENCODER_FILE, encoder.weights))
    return Engine(name="dlib-onnx", detector=YuNet(threads=threads), encoder=encoder, builds=builds)

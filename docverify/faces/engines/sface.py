"""The default engine: YuNet finds the face, SFace encodes it.

SFace: Y. Zhong et al., "SFace: Sigmoid-Constrained Hypersphere Loss for Robust Face Recognition", IEEE
Transactions on Image Processing, 2021.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.face import Face
from docverify.evidence.template import Template
from docverify.faces.align import TEMPLATE, chip
from docverify.faces.engines.protocols import Engine
from docverify.faces.engines.yunet import YuNet
from docverify.networks import shipped_network
from docverify.shipped import shipped_sum

_ALIGNMENT: Final = "similarity, area averaging, bilinear, black border, 1"  # change it when `align` changes


class SFace:
    """Templates of 128 numbers, from 112 x 112 aligned faces."""

    def __init__(self, name: str = "sface", *, threads: int) -> None:
        self._network = shipped_network("faces", f"{name}.onnx", threads=threads)
        build = f"{shipped_sum('faces', 'models', f'{name}.onnx')} {_ALIGNMENT} {TEMPLATE.tolist()}"
        self.id = f"{name}-" + hashlib.sha256(build.encode()).hexdigest()[:12]

    def encode(self, image: NDArray[np.uint8], faces: Sequence[Face]) -> list[Template]:
        """One template for each face of an (H, W, 3) uint8 RGB picture, in the same order."""
        return self.encode_chips([chip(image, face.landmarks) for face in faces])

    def encode_chips(self, chips: Sequence[NDArray[np.uint8]]) -> list[Template]:
        """One template for each aligned (112, 112, 3) uint8 RGB face, in one batch."""
        if not chips:
            return []
        batch = np.stack(chips).transpose(0, 3, 1, 2).astype(np.float32)
        (rows,) = self._network.run(batch)
        return [Template(encoder=self.id, values=row / np.linalg.norm(row)) for row in rows]


def make_engine(name: str = "sface", *, threads: int) -> Engine:
    """YuNet and SFace ("sface": float32, "sface-int8": faster, less exact) with so many threads each."""
    return Engine(
        name=name,
        detector=YuNet(threads=threads),
        encoder=SFace(name, threads=threads),
        builds=tuple((file, shipped_sum("faces", "models", file)) for file in ("yunet.onnx", f"{name}.onnx")),
    )

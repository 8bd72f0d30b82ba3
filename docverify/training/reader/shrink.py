"""Shrinks trained networks for shipping: as they are, weights in 16 bits, or everything in 8."""

import shutil
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray

from docverify.imaging.levels import spread
from docverify.networks import ort

_quantization: Any = import_module(f"{ort.__name__}.quantization")  # never before `docverify.networks`
_MEASURED = 160
"""Pictures of a shard on which an 8-bit network's values are measured."""
_LEAST_HALVED = 1000
"""Numbers in a weight; fewer are not worth a step."""


def copy(source: Path, target: Path, shard: Any) -> None:  # noqa: ANN401, ARG001 - called as the others
    """Ship a network as it is."""
    shutil.copyfile(source, target)


def halve(source: Path, target: Path, shard: Any) -> None:  # noqa: ANN401, ARG001 - called as the others
    """Store weights as float16, each cast back when the network is loaded: half the file, the same speed."""
    model = onnx.load(str(source))
    casts = []
    for weight in model.graph.initializer:
        values = onnx.numpy_helper.to_array(weight)
        if values.dtype != np.float32 or values.size < _LEAST_HALVED:
            continue
        name = weight.name
        weight.CopyFrom(onnx.numpy_helper.from_array(values.astype(np.float16), f"{name}_half"))
        casts.append(onnx.helper.make_node("Cast", [f"{name}_half"], [name], to=onnx.TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


class _Pictures(_quantization.CalibrationDataReader):  # type: ignore[misc]
    """Feeds prepared pictures one by one."""

    def __init__(self, images: NDArray[np.uint8]) -> None:
        self._inputs: Iterator[dict[str, NDArray[np.float32]]] = (
            {"image": spread(image)[None, None]} for image in images
        )

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        """The next network input, None after the last."""
        return next(self._inputs, None)


def quantise(source: Path, target: Path, shard: Any) -> None:  # noqa: ANN401 - called as the others
    """Write the locator with 8-bit convolutions: it is most of a reading's time, and takes half of it so.

    The last convolution, which tells the maps, stays as it is. Weights use 7 bits, so that sums of products
    stay within 16 bits on processors without 8-bit dot products, and every machine says the same.

    Args:
        source: the network in float32.
        target: the file to write.
        shard: its `images`, (n, H, W) uint8 grey, are what the layers' values are measured on.
    """
    last = [node.name for node in onnx.load(str(source)).graph.node if node.op_type == "Conv"][-1]
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        _quantization.quant_pre_process(str(source), str(plain), skip_symbolic_shape=True)
        _quantization.quantize_static(
            str(plain),
            str(target),
            _Pictures(shard.images[:_MEASURED]),
            quant_format=_quantization.QuantFormat.QDQ,
            activation_type=_quantization.QuantType.QUInt8,
            weight_type=_quantization.QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            nodes_to_exclude=[last],
        )

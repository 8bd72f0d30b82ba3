"""dlib's face recognition network, from its `.dat` file to a graph for onnxruntime. Needs the `onnx` package.

The file is dlib's serialisation of `anet_type` (dlib's `dnn_face_recognition_ex`, public domain): innermost
layer first, each with its parameters as a tensor of raw little-endian float32 behind its dimensions. The
network: a 7 x 7 convolution, a 3 x 3 maximum pool, fourteen residual blocks of two 3 x 3 convolutions of
which four halve the map, the mean over the map, and a matrix. Convolutions and pools of stride 2 have no
padding, so in the last two halving blocks the shortcut is larger than the block, and the sum fills the
smaller one with zeros.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from docverify.errors import UnsupportedFormat

SIDE: Final = 150
_MEANS: Final = (122.782, 117.001, 104.298)  # of red, green and blue
# Channels of each residual block, innermost first; negative ones halve the map.
_BLOCKS: Final = (32, 32, 32, -64, 64, 64, 64, -128, 128, 128, -256, 256, 256, -256)
_TENSOR_VERSION: Final = 2

Array = NDArray[np.float64]


class _Reader:
    """Reads one layer's tensor after another."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def tensor(self, layer: str, *, before: int = 0) -> Array:
        """The parameters of the next layer of this kind, which stand behind `before` other numbers."""
        tag = bytes([1, len(layer)]) + layer.encode()
        found = self._data.find(tag, self._at)
        if found < 0:
            raise UnsupportedFormat(f"no layer {layer} where dlib's network has one: is this its .dat file?")
        self._at = found + len(tag)
        for _ in range(before):
            self._integer()
        version, *shape = (self._integer() for _ in range(5))
        size = int(np.prod(shape)) * 4
        if version != _TENSOR_VERSION or self._at + size > len(self._data):
            raise UnsupportedFormat("the tensor of dlib's face network is of another version or cut short")
        values = np.frombuffer(self._data, "<f4", size // 4, self._at)
        self._at += size
        return values.astype(np.float64)

    def _integer(self) -> int:
        """Dlib's integers: a byte with their length (and 128 when negative), then so many bytes."""
        if self._at >= len(self._data):
            raise UnsupportedFormat("the file of dlib's face network is cut short")
        length = self._data[self._at] & 0x0F
        start = self._at + 1
        self._at = start + length
        value = int.from_bytes(self._data[start : self._at], "little")
        return -value if self._data[start - 1] & 0x80 else value


def read_weights(data: bytes) -> Iterator[tuple[str, Array, Array]]:
    """Kind, weight and bias of each layer: convolutions with the affine layer behind them folded in.

    Raises:
        UnsupportedFormat: other bytes.
    """
    reader = _Reader(data)
    inputs = 3
    kernels = [7] + [3] * (2 * len(_BLOCKS))
    outputs = [32] + [abs(channels) for channels in _BLOCKS for _ in range(2)]
    for kernel, output in zip(kernels, outputs, strict=True):
        values = reader.tensor("con_4")
        scale, shift = np.split(reader.tensor("affine_"), 2)
        if values.size != output * (inputs * kernel * kernel + 1) or scale.size != output:
            raise UnsupportedFormat("a layer has another size than in dlib's face network")
        weight = values[:-output].reshape(output, inputs, kernel, kernel)
        yield "convolution", weight * scale[:, None, None, None], values[-output:] * scale + shift
        inputs = output
    yield "matrix", reader.tensor("fc_2", before=2).reshape(256, 128), np.zeros(128)


def dlib_graph(data: bytes) -> onnx.ModelProto:
    """The network: (N, 3, 150, 150) float32 RGB in [0, 255] to (N, 128) float32, not of length 1.

    Raises:
        UnsupportedFormat: the bytes are not those of `dlib_face_recognition_resnet_model_v1.dat`.
    """
    nodes: list[onnx.NodeProto] = []
    numbers: dict[str, NDArray[np.generic]] = {}
    layers = read_weights(data)

    def number(name: str, value: object, kind: type[np.generic] = np.float32) -> str:
        numbers[name] = np.asarray(value, kind)
        return name

    def add(kind: str, inputs: list[str], **options: object) -> str:
        nodes.append(helper.make_node(kind, inputs, [f"t{len(nodes)}"], **options))
        return f"t{len(nodes) - 1}"

    def convolved(x: str, *, stride: int, pad: int) -> str:
        _, weight, bias = next(layers)
        names = [number(f"w{len(nodes)}", weight), number(f"b{len(nodes)}", bias)]
        return add("Conv", [x, *names], strides=[stride] * 2, pads=[pad] * 4)

    def filled(x: str, channels: int, side: int) -> str:
        if not channels and not side:
            return x
        pads = number(f"p{len(nodes)}", [0, 0, 0, 0, 0, channels, side, side], np.int64)
        return add("Pad", [x, pads])

    x = add("Sub", ["chips", number("means", np.reshape(_MEANS, (1, 3, 1, 1)))])
    x = add("Mul", [x, number("scale", 1 / 256)])
    x = add("Relu", [convolved(x, stride=2, pad=0)])
    x = add("MaxPool", [x], kernel_shape=[3, 3], strides=[2, 2])
    channels, side = 32, 35  # of the map so far
    for block in _BLOCKS:
        output, halves = abs(block), block < 0
        y = add("Relu", [convolved(x, stride=2 if halves else 1, pad=0 if halves else 1)])
        y = convolved(y, stride=1, pad=1)
        if halves:
            pooled, reduced = side // 2, (side - 3) // 2 + 1
            shortcut = add("AveragePool", [x], kernel_shape=[2, 2], strides=[2, 2])
            shortcut = filled(shortcut, output - channels, max(0, reduced - pooled))
            y = filled(y, 0, max(0, pooled - reduced))
            channels, side = output, max(pooled, reduced)
        else:
            shortcut = x
        x = add("Relu", [add("Add", [y, shortcut])])
    x = add("Flatten", [add("GlobalAveragePool", [x])])
    nodes.append(helper.make_node("MatMul", [x, number("matrix", next(layers)[1])], ["descriptor"]))
    graph = helper.make_graph(
        nodes,
        "dlib",
        [helper.make_tensor_value_info("chips", TensorProto.FLOAT, ["batch", 3, SIDE, SIDE])],
        [helper.make_tensor_value_info("descriptor", TensorProto.FLOAT, ["batch", 128])],
        [numpy_helper.from_array(value, name) for name, value in numbers.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)

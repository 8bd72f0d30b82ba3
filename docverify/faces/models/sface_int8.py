"""SFace with its costliest matrices in 8-bit arithmetic: faster, and less exact (build time only).

These are the 1 x 1 convolutions over 256 and more channels, where changing to the layout of the 8-bit kernels
pays, and the last matrix. Activations are quantised to unsigned 8 bits with ranges measured on pictures,
weights to 7 bits a channel (with 8, processors without VNNI saturate). Everything else stays float32.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from docverify.faces.models.sface import LENGTH
from docverify.networks import ort

Range = tuple[float, float]
_WEIGHT_LEVELS: Final = 63
_LEAST_CHANNELS: Final = 256
_PARTS: Final = ("codes", "zeros", "scales")
_TAIL: Final = 0.005  # percent of the activations beyond each end of a range, which saturate


def measured_ranges(model: onnx.ModelProto, chips: NDArray[np.uint8]) -> dict[str, Range]:
    """Where the inputs and outputs of the 1 x 1 convolutions lie, for (N, 112, 112, 3) uint8 RGB chips."""
    wanted = {name for node in _pointwise(model) for name in (node.input[0], node.output[0])}
    names = sorted(wanted | {_matrix(model).input[0]})
    probed = onnx.ModelProto()
    probed.CopyFrom(model)
    probed.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    session = ort.InferenceSession(probed.SerializeToString(), providers=["CPUExecutionProvider"])
    outputs = session.run(names, {"faces": chips.transpose(0, 3, 1, 2).astype(np.float32)})
    ends = (np.percentile(values, [_TAIL, 100 - _TAIL]) for values in outputs)
    return {
        name: (min(0.0, float(f"{low:.5g}")), max(0.0, float(f"{high:.5g}")))
        for name, (low, high) in zip(names, ends, strict=True)
    }


def eight_bit_graph(model: onnx.ModelProto, ranges: Mapping[str, Range]) -> onnx.ModelProto:
    """The same network with 8-bit 1 x 1 convolutions; inputs and outputs as `sface.sface_graph`."""
    fast = onnx.ModelProto()
    fast.CopyFrom(model)
    numbers = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    added: dict[str, NDArray[np.generic]] = {}
    nodes: list[onnx.NodeProto] = []
    pointwise = {node.output[0] for node in _pointwise(model)}
    for node in model.graph.node:
        if node.output[0] in pointwise:
            nodes.extend(_eight_bit(node, numbers, ranges, added))
        elif node.op_type == "Gemm":
            nodes.extend(_eight_bit_matrix(node, numbers, ranges, added))
        else:
            nodes.append(node)
    needed = _needed(nodes, {output.name for output in model.graph.output})
    del fast.graph.node[:], fast.graph.initializer[:]
    fast.graph.node.extend(needed)
    used = {name for node in needed for name in node.input}
    everything = numbers | added
    tensors = (numpy_helper.from_array(everything[name], name) for name in everything if name in used)
    fast.graph.initializer.extend(tensors)
    return fast


def _pointwise(model: onnx.ModelProto) -> list[onnx.NodeProto]:
    """Convolutions with a kernel of one pixel over all channels, where these are many."""
    numbers = {tensor.name: tensor for tensor in model.graph.initializer}
    chosen = []
    for node in model.graph.node:
        shape = numbers.get(f"{node.input[1]}.shape") if len(node.input) == 3 else None
        if node.op_type == "Conv" and shape is not None:
            _, inputs, *kernel = numpy_helper.to_array(shape)
            if kernel == [1, 1] and inputs >= _LEAST_CHANNELS:
                chosen.append(node)
    return chosen


def _matrix(model: onnx.ModelProto) -> onnx.NodeProto:
    return next(node for node in model.graph.node if node.op_type == "Gemm")


def _weight(name: str, numbers: Mapping[str, NDArray[np.generic]]) -> NDArray[np.float64]:
    codes, zeros, scales = (numbers[f"{name}.{part}"].astype(np.float64) for part in _PARTS)
    values: NDArray[np.float64] = (codes - zeros) * scales
    return values.reshape(tuple(numbers[f"{name}.shape"]))


def _eight_bit(
    node: onnx.NodeProto,
    numbers: Mapping[str, NDArray[np.generic]],
    ranges: Mapping[str, Range],
    added: dict[str, NDArray[np.generic]],
) -> Iterable[onnx.NodeProto]:
    x, weight, bias = node.input
    y = node.output[0]
    values = _weight(weight, numbers)
    steps = np.abs(values).max(axis=(1, 2, 3)) / _WEIGHT_LEVELS
    rounded = np.round(values / steps[:, None, None, None]).astype(np.int8)
    x_step, x_zero = _unsigned(ranges[x])
    y_step, y_zero = _unsigned(ranges[y])
    names = {}
    for part, value in {
        "x_step": x_step,
        "x_zero": x_zero,
        "weight": rounded,
        "w_step": steps.astype(np.float32),
        "w_zero": np.zeros(len(steps), np.int8),
        "y_step": y_step,
        "y_zero": y_zero,
        "bias": np.round(numbers[bias] / (steps * float(x_step))).astype(np.int32),
    }.items():
        names[part] = f"{y}.8bit.{part}"
        added[names[part]] = np.asarray(value)
    packed, computed = f"{y}.8bit.in", f"{y}.8bit.out"
    inputs = [packed, *(names[k] for k in ("x_step", "x_zero", "weight", "w_step", "w_zero"))]
    inputs += [names[k] for k in ("y_step", "y_zero", "bias")]
    return (
        helper.make_node("QuantizeLinear", [x, names["x_step"], names["x_zero"]], [packed]),
        helper.make_node("QLinearConv", inputs, [computed], kernel_shape=[1, 1]),
        helper.make_node("DequantizeLinear", [computed, names["y_step"], names["y_zero"]], [y]),
    )


def _eight_bit_matrix(
    node: onnx.NodeProto,
    numbers: Mapping[str, NDArray[np.generic]],
    ranges: Mapping[str, Range],
    added: dict[str, NDArray[np.generic]],
) -> Iterable[onnx.NodeProto]:
    x, _, bias = node.input
    gains = numbers["matrix.gains"].astype(np.float64)
    values = (_weight("matrix.raw", numbers) * gains).reshape(LENGTH, -1)
    steps = np.abs(values).max(axis=1) / _WEIGHT_LEVELS
    x_step, x_zero = _unsigned(ranges[x])
    added["m8.x_step"], added["m8.x_zero"] = np.asarray(x_step), np.asarray(x_zero)
    added["m8.weight"] = np.ascontiguousarray(np.round(values / steps[:, None]).astype(np.int8).T)
    added["m8.scale"] = (steps * float(x_step)).astype(np.float32)
    return (
        helper.make_node("QuantizeLinear", [x, "m8.x_step", "m8.x_zero"], ["m8.in"]),
        helper.make_node("MatMulInteger", ["m8.in", "m8.weight", "m8.x_zero"], ["m8.sums"]),
        helper.make_node("Cast", ["m8.sums"], ["m8.float"], to=onnx.TensorProto.FLOAT),
        helper.make_node("Mul", ["m8.float", "m8.scale"], ["m8.scaled"]),
        helper.make_node("Add", ["m8.scaled", bias], [node.output[0]]),
    )


def _unsigned(ends: Range) -> tuple[np.float32, np.uint8]:
    """Step and zero of unsigned 8-bit codes for a range that holds 0."""
    step = (ends[1] - ends[0]) / 255
    return np.float32(step), np.uint8(np.clip(round(-ends[0] / step), 0, 255))


def _needed(nodes: list[onnx.NodeProto], outputs: set[str]) -> list[onnx.NodeProto]:
    """The nodes that the outputs depend on, in order."""
    wanted = set(outputs)
    kept = []
    for node in reversed(nodes):
        if wanted & set(node.output):
            kept.append(node)
            wanted |= set(node.input)
    return kept[::-1]

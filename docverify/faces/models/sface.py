"""SFace as a graph that loads small and runs fast (build time only).

PReLU is `a x + (1 - a) relu(x)`, a slope for each channel. Where every slope of a layer is below 1, its
convolution is scaled to give `u = (1 - a) x`, and then PReLU is `relu(u) + a / (1 - a) u`: a ReLU and a
1 x 1 depthwise convolution, both of which onnxruntime keeps in its blocked layout and fuses with the sum.
"""

from dataclasses import dataclass, field

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from docverify.faces.models.source import Blocks, Source

SIZE, LENGTH = 112, 128
CHANNELS, CELLS = 1024, 49  # of the last feature map, which the final matrix reads


@dataclass(slots=True)
class Sketch:
    """A graph being written: its nodes and its weights so far."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    weights: dict[str, NDArray[np.generic]] = field(default_factory=dict)

    def add(self, kind: str, inputs: list[str], output: str, **options: object) -> str:
        """Append a node and return the name of its output."""
        self.nodes.append(helper.make_node(kind, inputs, [output], **options))
        return output

    def number(self, name: str, value: object) -> str:
        """Store a float32 weight and return its name."""
        self.weights[name] = np.asarray(value, np.float32)
        return name

    def unpacked(self, name: str, blocks: Blocks, shape: tuple[int, ...]) -> str:
        """Store a weight as 8-bit codes with the arithmetic that makes numbers of them."""
        self.weights[name + ".codes"], self.weights[name + ".zeros"] = blocks.codes, blocks.zeros
        self.number(name + ".scales", blocks.scales)
        self.weights[name + ".shape"] = np.array(shape, np.int64)
        codes = self.add("Cast", [name + ".codes"], name + ".codes.float", to=TensorProto.FLOAT)
        zeros = self.add("Cast", [name + ".zeros"], name + ".zeros.float", to=TensorProto.FLOAT)
        centred = self.add("Sub", [codes, zeros], name + ".centred")
        scaled = self.add("Mul", [centred, name + ".scales"], name + ".scaled")
        return self.add("Reshape", [scaled, name + ".shape"], name)


def _affine(source: Source, node: onnx.NodeProto) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A batch normalisation as `scale * x + shift`."""
    gamma, beta, mean, variance = (source.arrays[k].astype(np.float64) for k in node.input[1:])
    epsilon = next(a.f for a in node.attribute if a.name == "epsilon")
    scale = gamma / np.sqrt(variance + epsilon)
    return scale, beta - mean * scale


def _prelu(sketch: Sketch, x: str, slopes: NDArray[np.float64], layer: str, *, prescaled: bool) -> str:
    channels = len(slopes)
    kernel = (channels, 1, 1, 1)
    relu = sketch.add("Relu", [x], f"{layer}.relu")
    linear = slopes
    if prescaled:
        linear = slopes / (1 - slopes)
    else:
        rest = sketch.number(f"{layer}.rest", (1 - slopes).reshape(kernel))
        relu = sketch.add("Conv", [relu, rest], f"{layer}.relu.scaled", group=channels, kernel_shape=[1, 1])
    weight = sketch.number(f"{layer}.slope", linear.reshape(kernel))
    slope = sketch.add("Conv", [x, weight], f"{layer}.linear", group=channels, kernel_shape=[1, 1])
    return sketch.add("Add", [slope, relu], f"{layer}.out")


def _convolutions(source: Source, sketch: Sketch, x: str, pixel_scale: float) -> str:
    nodes = source.compute_nodes()
    follower = {n.input[0]: n for n in nodes}
    for convolution in (n for n in nodes if n.op_type == "Conv"):
        normalisation = follower[convolution.output[0]]
        activation = follower[normalisation.output[0]]
        layer = convolution.output[0]
        scale, shift = _affine(source, normalisation)
        slopes = source.arrays[activation.input[1]].astype(np.float64).ravel()
        prescaled = bool((slopes < 1).all())
        if prescaled:
            scale, shift = scale * (1 - slopes), shift * (1 - slopes)
        blocks = source.blocks(convolution.input[1]).scaled(scale * pixel_scale)
        pixel_scale = 1.0  # only the first layer sees pixels
        weight = sketch.unpacked(f"{layer}.weight", blocks, blocks.shape)
        bias = sketch.number(f"{layer}.bias", shift)
        options = {a.name: helper.get_attribute_value(a) for a in convolution.attribute}
        x = sketch.add("Conv", [x, weight, bias], f"{layer}.conv", **options)
        x = _prelu(sketch, x, slopes, layer, prescaled=prescaled)
    return x


def _final_matrix(source: Source, sketch: Sketch, x: str) -> None:
    """Batch normalisation, matrix and batch normalisation, as one matrix."""
    nodes = {n.op_type + n.output[0]: n for n in source.compute_nodes()}
    scale_in, shift_in = _affine(source, nodes["BatchNormalizationbn1"])
    scale_out, shift_out = _affine(source, nodes["BatchNormalizationfc1"])
    _, weight_name, bias_name = nodes["Gemmpre_fc1"].input
    blocks = source.blocks(weight_name)
    matrix = blocks.values().reshape(LENGTH, CHANNELS, CELLS)
    bias = source.weight(bias_name).astype(np.float64) + matrix.sum(axis=2) @ shift_in
    by_channel = sketch.unpacked("matrix.raw", blocks.scaled(scale_out), (LENGTH, CHANNELS, CELLS))
    gains = sketch.number("matrix.gains", scale_in[None, :, None])
    sketch.weights["matrix.flat"] = np.array([LENGTH, CHANNELS * CELLS], np.int64)
    scaled = sketch.add("Mul", [by_channel, gains], "matrix.scaled")
    matrix_name = sketch.add("Reshape", [scaled, "matrix.flat"], "matrix")
    bias_name = sketch.number("matrix.bias", bias * scale_out + shift_out)
    flat = sketch.add("Flatten", [x], "flat")
    sketch.add("Gemm", [flat, matrix_name, bias_name], "descriptor", transB=1)


def sface_graph(source: Source) -> onnx.ModelProto:
    """SFace: (N, 3, 112, 112) float32 RGB in [0, 255] to (N, 128) float32 descriptors, not normalised."""
    sketch = Sketch()
    mean, gain = (float(source.arrays[k][0]) for k in ("scalar_op1", "scalar_op2"))
    x = sketch.add("Sub", ["faces", sketch.number("pixel.mean", mean)], "pixel.centred")
    x = _convolutions(source, sketch, x, gain)
    _final_matrix(source, sketch, x)
    faces = helper.make_tensor_value_info("faces", TensorProto.FLOAT, ["batch", 3, SIZE, SIZE])
    descriptor = helper.make_tensor_value_info("descriptor", TensorProto.FLOAT, ["batch", LENGTH])
    weights = [numpy_helper.from_array(value, name) for name, value in sketch.weights.items()]
    graph = helper.make_graph(sketch.nodes, "sface", [faces], [descriptor], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)

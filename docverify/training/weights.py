"""The weights of a shipped network, so that training goes on from where it stands."""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from torch import nn


def convolutions(path: Path) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """Weights and biases of the convolutions of an ONNX file, in the order in which it runs them.

    Normalisation is folded into them. Weights that are kept in 8 or 16 bits come out as float32.
    """
    graph = onnx.load(str(path)).graph
    values = {one.name: onnx.numpy_helper.to_array(one) for one in graph.initializer}
    made = {node.output[0]: node for node in graph.node}

    def numbers(name: str) -> NDArray[np.float32]:
        if name in values:
            return np.array(values[name], np.float32)
        if made[name].op_type == "Cast":
            return numbers(made[name].input[0])
        whole, scale = (np.asarray(values[one], np.float32) for one in made[name].input[:2])
        zero = values[made[name].input[2]].astype(np.float32) if len(made[name].input) > 2 else np.float32(0)
        shape = (-1, *(1,) * (whole.ndim - 1))
        return np.asarray((whole - np.reshape(zero, shape)) * np.reshape(scale, shape), np.float32)

    steps = [node for node in graph.node if node.op_type == "Conv"]
    return [(numbers(step.input[1]), numbers(step.input[2])) for step in steps]


@torch.no_grad()
def fill(layers: list[nn.Conv2d], path: Path) -> None:
    """Fill `layers` with the convolutions of an ONNX file, in the order in which it runs them."""
    for layer, (weight, bias) in zip(layers, convolutions(path), strict=True):
        layer.weight.copy_(torch.from_numpy(weight))
        if layer.bias is not None:
            layer.bias.copy_(torch.from_numpy(bias))

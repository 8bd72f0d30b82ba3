"""Reads the weights of a block-quantised ONNX file (build time only)."""

from dataclasses import dataclass, field, replace

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """A weight matrix as 8-bit codes: `value = (codes - zeros) * scales`, one zero and scale a block.

    `codes` is (rows, blocks, length) int8, `zeros` (rows, blocks, 1) int8 and `scales` (rows, blocks, 1)
    float64; `shape` is the shape of the weight that they make.
    """

    codes: NDArray[np.int8]
    zeros: NDArray[np.int8]
    scales: NDArray[np.float64]
    shape: tuple[int, ...]

    def values(self) -> NDArray[np.float64]:
        """The weight as numbers."""
        centred = self.codes.astype(np.float64) - self.zeros
        return (centred * self.scales).reshape(self.shape)

    def scaled(self, rows: NDArray[np.float64]) -> "Blocks":
        """The weight with each output row multiplied by a number: only the scales change, so exactly."""
        return replace(self, scales=self.scales * rows[:, None, None])


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A published model and its initialisers by name."""

    model: onnx.ModelProto
    arrays: dict[str, NDArray[np.generic]] = field(init=False)
    producers: dict[str, onnx.NodeProto] = field(init=False)

    def __post_init__(self) -> None:
        graph = self.model.graph
        object.__setattr__(self, "arrays", {t.name: numpy_helper.to_array(t) for t in graph.initializer})
        object.__setattr__(self, "producers", {node.output[0]: node for node in graph.node})

    def is_weight(self, name: str) -> bool:
        """Whether a tensor's value is known before the network runs."""
        return name in self.arrays or self._is_unpacking(self.producers.get(name))

    def compute_nodes(self) -> list[onnx.NodeProto]:
        """The nodes that compute on the input, in order, without those that only unpack weights."""
        nodes = self.model.graph.node
        return [n for n in nodes if n.op_type != "Constant" and not self._is_unpacking(n)]

    def weight(self, name: str) -> NDArray[np.generic]:
        """The value of a weight; quantised ones as float32."""
        if name in self.arrays:
            return self.arrays[name]
        return self.blocks(name).values().astype(np.float32)

    def blocks(self, name: str) -> Blocks:
        """The codes, zeros and scales of a quantised weight."""
        node = self.producers[name]
        if node.op_type == "Reshape":
            shape = tuple(int(side) for side in self.arrays[node.input[1]])
            return replace(self.blocks(node.input[0]), shape=shape)
        codes, scales, zeros = (self.arrays[key] for key in node.input)
        options = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        if options["axis"] != codes.ndim - 1:
            raise ValueError(f"{name}: blocks run along axis {options['axis']}, expected the last one")
        rows = codes.reshape(-1, codes.shape[-1])
        per_row = scales.shape[-1]
        return Blocks(
            codes=rows.reshape(len(rows), per_row, -1).astype(np.int8),
            zeros=zeros.reshape(len(rows), per_row, 1).astype(np.int8),
            scales=scales.reshape(len(rows), per_row, 1).astype(np.float64),
            shape=codes.shape,
        )

    def _is_unpacking(self, node: onnx.NodeProto | None) -> bool:
        if node is None:
            return False
        if node.op_type == "DequantizeLinear":
            return True
        return node.op_type == "Reshape" and self._is_unpacking(self.producers.get(node.input[0]))

"""Rewrites the published YuNet and SFace files into graphs that onnxruntime loads cleanly and runs fast.

```text
python -m docverify.faces.models.build --source FOLDER
```

Needs the `onnx` package, which nothing else in docverify needs. The published files are block-quantised:
their DequantizeLinear nodes name block sizes that onnxruntime does not take on initialisers, and their
weights are listed as graph inputs. Here

- YuNet becomes a plain float32 graph whose height and width are free and whose input is RGB;
- SFace keeps its 8-bit weights in the file (a quarter of the size) and states the arithmetic that turns them
  into float32, which onnxruntime does once, while loading. Its batch is free, its batch normalisations are
  folded into the convolutions, and each PReLU is written in a form that onnxruntime runs at twice the speed.

Their sums go to `SHA256SUMS`; the same sources give the same bytes.
"""

import argparse
import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from docverify.errors import InputError
from docverify.faces.models.sface import sface_graph
from docverify.faces.models.source import Source

HERE = Path(__file__).resolve().parent
SOURCES: Mapping[str, tuple[str, str]] = {
    # built file -> the published file (OpenCV Zoo) and the sha256 that is published with it
    "yunet.onnx": (
        "face_detection_yunet_2023mar_int8bq.onnx",
        "49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10",
    ),
    "sface.onnx": (
        "face_recognition_sface_2021dec_int8bq.onnx",
        "fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee",
    ),
}


def open_source(folder: Path, built: str) -> Source:
    """Read the published file behind a built one.

    Raises:
        InputError: the file is missing, or is not the one that was published.
    """
    name, expected = SOURCES[built]
    path = folder / name
    if not path.is_file():
        raise InputError(f"no {name} in {folder}: pass --source with the folder of the published files")
    data = path.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        raise InputError(f"{path} has sha256 {found}, the published file has {expected}: fetch it again")
    return Source(onnx.load_from_string(data))


def plain_graph(source: Source) -> onnx.ModelProto:
    """The published network in float32, node for node, with nothing rewritten but the quantisation."""
    nodes: list[onnx.NodeProto] = []
    weights: dict[str, NDArray[np.generic]] = {}
    for published in source.compute_nodes():
        node = onnx.NodeProto()
        node.CopyFrom(published)
        if node.op_type == "Dropout":
            del node.input[1:]
        for name in node.input:
            if source.is_weight(name):
                weights[name] = source.weight(name)
        nodes.append(node)
    graph = helper.make_graph(
        nodes,
        "plain",
        [source.model.graph.input[0]],
        list(source.model.graph.output),
        [numpy_helper.from_array(np.asarray(value), name) for name, value in weights.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def yunet_graph(source: Source) -> onnx.ModelProto:
    """YuNet with free height and width (multiples of 32), taking (1, 3, H, W) float32 RGB in [0, 255]."""
    model = plain_graph(source)
    graph = model.graph
    first = next(node for node in graph.node if graph.input[0].name in node.input)
    kernel = next(tensor for tensor in graph.initializer if tensor.name == first.input[1])
    reversed_channels = np.ascontiguousarray(numpy_helper.to_array(kernel)[:, ::-1])
    kernel.CopyFrom(numpy_helper.from_array(reversed_channels, kernel.name))
    graph.input[0].CopyFrom(
        helper.make_tensor_value_info(graph.input[0].name, TensorProto.FLOAT, [1, 3, "height", "width"])
    )
    for output in graph.output:
        output.type.tensor_type.shape.dim[1].Clear()
        output.type.tensor_type.shape.dim[1].dim_param = "cells_" + output.name.rsplit("_", 1)[1]
    return model


def built_sums() -> dict[str, str]:
    """The sha256 of each file that ships, by name."""
    lines = (HERE / "SHA256SUMS").read_text().splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def main() -> None:
    """Build both graphs beside this file, and say whether they are the ones that shipped before."""
    parser = argparse.ArgumentParser(description="Build the face models from the published files.")
    parser.add_argument("--source", type=Path, required=True, help="folder of the published ONNX files")
    parser.add_argument("--out", type=Path, default=HERE, help="where to write (default: the package)")
    folders = parser.parse_args()
    sums = {}
    for name, make in (("yunet.onnx", yunet_graph), ("sface.onnx", sface_graph)):
        model = make(open_source(folders.source, name))
        onnx.checker.check_model(model)
        data = model.SerializeToString(deterministic=True)
        (folders.out / name).write_bytes(data)
        sums[name] = hashlib.sha256(data).hexdigest()
        print(f"{sums[name]}  {name}  {len(data):,} bytes")  # noqa: T201 - a command's answer
    (folders.out / "SHA256SUMS").write_text("".join(f"{s}  {n}\n" for n, s in sorted(sums.items())))


if __name__ == "__main__":
    main()

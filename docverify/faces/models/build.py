"""Rewrites the published YuNet and SFace files into graphs that onnxruntime loads cleanly and runs fast.

```text
python -m docverify.faces.models.build --source FOLDER [--ranges-from PICTURES]
```

Needs the `onnx` package, which nothing else in docverify needs. The published files are block-quantised:
their DequantizeLinear nodes name block sizes that onnxruntime does not take on initialisers, and their
weights are listed as graph inputs. Here

- YuNet becomes a plain float32 graph whose height and width are free and whose input is RGB;
- SFace keeps its 8-bit weights in the file (a quarter of the size) and states the arithmetic that turns them
  into float32, which onnxruntime does once, while loading. Its batch is free, its batch normalisations are
  folded into the convolutions, and each PReLU is written in a form that onnxruntime runs at twice the speed;
- SFace in 8 bits is the same network with its costliest matrices quantised. How far their inputs and outputs
  reach is in `sface_int8_ranges.json`, measured on the faces of a folder of pictures (`--ranges-from`).

Their sums go to `SHA256SUMS`; the same sources give the same bytes.
"""

import argparse
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from docverify.errors import InputError
from docverify.faces.models.sface import sface_graph
from docverify.faces.models.sface_int8 import eight_bit_graph, measured_ranges
from docverify.faces.models.source import Source

HERE = Path(__file__).resolve().parent
RANGES = "sface_int8_ranges.json"
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


def fast_graph(sface: onnx.ModelProto) -> onnx.ModelProto:
    """SFace in 8 bits, with the ranges that are stored beside this file."""
    return eight_bit_graph(sface, json.loads((HERE / RANGES).read_text()))


def _chips(folder: Path) -> NDArray[np.uint8]:
    """Aligned faces of about sixty pictures of the folder, spread over its people."""
    from docverify.faces import engine_named, find_faces
    from docverify.faces.align import chip
    from docverify.imaging import load_image

    paths = sorted(folder.glob("*/*.jpg"))
    images = [load_image(path) for path in paths[:: max(1, len(paths) // 64)]]
    found = [(image, find_faces(image, engine=engine_named())) for image in images]
    return np.stack([chip(image, faces[0].landmarks) for image, faces in found if faces])


def main() -> None:
    """Build the graphs and their sums."""
    parser = argparse.ArgumentParser(description="Build the face models from the published files.")
    parser.add_argument("--source", type=Path, required=True, help="folder of the published ONNX files")
    parser.add_argument("--ranges-from", type=Path, help="measure activations on pictures, a folder a person")
    parser.add_argument("--out", type=Path, default=HERE, help="where to write (default: the package)")
    folders = parser.parse_args()
    sface = sface_graph(open_source(folders.source, "sface.onnx"))
    if folders.ranges_from:
        found = measured_ranges(sface, _chips(folders.ranges_from))
        (HERE / RANGES).write_text(json.dumps(found, indent=1) + "\n")
    models = {
        "yunet.onnx": yunet_graph(open_source(folders.source, "yunet.onnx")),
        "sface.onnx": sface,
        "sface-int8.onnx": fast_graph(sface),
    }
    sums = {}
    for name, model in models.items():
        onnx.checker.check_model(model)
        data = model.SerializeToString(deterministic=True)
        (folders.out / name).write_bytes(data)
        sums[name] = hashlib.sha256(data).hexdigest()
        print(f"{sums[name]}  {name}  {len(data):,} bytes")  # noqa: T201 - a command's answer
    (folders.out / "SHA256SUMS").write_text("".join(f"{s}  {n}\n" for n, s in sorted(sums.items())))


if __name__ == "__main__":
    main()

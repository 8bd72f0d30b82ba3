"""Writes a trained network into the package as ONNX, with its figures beside it."""

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from torch import nn

MODELS = Path(__file__).resolve().parent.parent / "models"


def export(network: nn.Module, name: str, example: NDArray[np.float32], figures: dict[str, float]) -> None:
    """Write `models/NAME.onnx` (opset 17; batch, and every side that the network leaves free, dynamic).

    Args:
        network: trained; is put into evaluation mode.
        name: of the files.
        example: an input of the network, (n, c, h, w) float32.
        figures: of the training, written to `models/NAME.json`.
    """
    network.eval()
    MODELS.mkdir(exist_ok=True)
    path = MODELS / f"{name}.onnx"
    free = {0: "n", 3: "width"} if name == "recogniser" else {0: "n", 2: "height", 3: "width"}
    torch.onnx.export(
        network,
        (torch.from_numpy(example),),
        str(path),
        input_names=["image"],
        output_names=["logits"],
        dynamic_axes={"image": free},
        opset_version=17,
        dynamo=False,
    )
    onnx.checker.check_model(onnx.load(str(path)))
    (MODELS / f"{name}.json").write_text(
        json.dumps({**figures, "bytes": path.stat().st_size}, indent=2) + "\n"
    )

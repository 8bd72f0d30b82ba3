"""Writes a trained network as ONNX."""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from torch import nn

from docverify import reading

MODELS = Path(reading.__file__).resolve().parent / "models"


def export(network: nn.Module, path: Path, example: NDArray[np.float32]) -> None:
    """Write `path` (opset 17; the number of pictures, and sides that the example lets vary, are free).

    Args:
        network: trained; is put into evaluation mode.
        path: the file.
        example: an input of the network, (n, c, h, w) float32; where h = w, both are free, else only w is.
    """
    network.eval()
    height, width = example.shape[2:]
    free = {0: "n", 3: "width"} | ({2: "height"} if height == width else {})
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

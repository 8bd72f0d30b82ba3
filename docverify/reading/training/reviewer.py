"""The reviewer: a deeper network that looks again at lines which left the recogniser in doubt.

It begins as the shipped recogniser, layer for layer, with further layers between that change nothing at
first, and is trained on blocks of print as the recogniser was, and on strips cut from whole captures.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn
from torch.nn import functional

from docverify.reading.training import captures
from docverify.reading.training.export import MODELS
from docverify.reading.training.recogniser import CLASSES, accuracy, batches, loss
from docverify.reading.training.strips import Strips, keep
from docverify.reading.training.strips import shard as blocks

__all__ = ["CAPTURE_SHARDS", "Reviewer", "accuracy", "batches", "load_shard", "loss"]

PATCHES = 2000
"""Blocks in a shard; about 2.4 strips each."""
SPECIMENS = 600
"""Captured specimens in a shard; about 8 strips each."""
CAPTURE_SHARDS = 14
"""Shards of captures that are drawn; blocks are drawn anew for every epoch, since they are cheap."""


class _Deeper(nn.Module):
    """Two more looks at the shapes, added to what was seen; nothing is added before training."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1)
        nn.init.zeros_(self.second.weight)
        nn.init.zeros_(self.second.bias)

    def forward(self, seen: torch.Tensor) -> torch.Tensor:
        return functional.relu(seen + self.second(functional.relu(self.first(seen))))


class _Along(nn.Module):
    """A residual step along the line, over the further cells the larger the dilation."""

    def __init__(self, width: int, dilation: int, *, idle: bool = False) -> None:
        super().__init__()
        self.step = nn.Conv2d(width, width, (1, 5), padding=(0, 2 * dilation), dilation=(1, dilation))
        if idle:
            nn.init.zeros_(self.step.weight)
            nn.init.zeros_(self.step.bias)

    def forward(self, seen: torch.Tensor) -> torch.Tensor:
        return functional.relu(seen + self.step(seen))


class Reviewer(nn.Module):
    """Strips (n, 1, 32, W) to logits (n, 38, W / 4), as the recogniser's.

    No layer is normalised: the recogniser's normalisation is folded into the weights that it begins with.
    """

    def __init__(self) -> None:
        super().__init__()
        taken = [
            nn.Conv2d(1, 32, 5, 2, 2),
            nn.Conv2d(32, 64, 3, 2, 1),
            nn.Conv2d(64, 72, 3, 1, 1),
            nn.Conv2d(72, 96, 3, (2, 1), 1),
            nn.Conv2d(96, 144, (4, 3), 1, (0, 1)),
        ]
        along = [_Along(144, 1), _Along(144, 2)]
        last = nn.Conv2d(144, CLASSES + 1, 1)
        _copy([*taken, *(one.step for one in along), last])
        self.layers = nn.Sequential(
            taken[0],
            nn.ReLU(),
            taken[1],
            nn.ReLU(),
            _Deeper(64),
            taken[2],
            nn.ReLU(),
            taken[3],
            nn.ReLU(),
            _Deeper(96),
            _Deeper(96),
            taken[4],
            nn.ReLU(),
            *along,
            _Along(144, 4, idle=True),
            _Along(144, 8, idle=True),
            last,
        )

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Read strips."""
        seen: torch.Tensor = self.layers(images)
        return seen[:, :, 0]


@torch.no_grad()
def _copy(layers: list[nn.Conv2d]) -> None:
    """Fill `layers` with the convolutions of the shipped recogniser, in the order in which it runs them."""
    graph = onnx.load(str(MODELS / "recogniser.onnx")).graph
    weights = {
        one.name: torch.from_numpy(onnx.numpy_helper.to_array(one).copy()) for one in graph.initializer
    }
    steps = [node for node in graph.node if node.op_type == "Conv"]
    for layer, step in zip(layers, steps, strict=True):
        layer.weight.copy_(weights[step.input[1]])
        if layer.bias is not None:
            layer.bias.copy_(weights[step.input[2]])


def load_shard(folder: Path, seed: int) -> Strips:
    """Draw blocks, and read captures from `folder` or draw and keep them; shard 0 is never trained on."""
    number = 1 + (seed - 1) % CAPTURE_SHARDS if seed else 0
    captured = keep(folder / f"captures-{number}.npz", lambda: captures.shard(number, SPECIMENS))
    drawn = blocks(10_000 + seed, PATCHES)
    return Strips(
        np.concatenate([drawn.images, captured.images]),
        np.concatenate([drawn.centres, captured.centres]),
        np.concatenate([drawn.labels, captured.labels]),
    )

"""Layers that begin as the shipped recogniser's, layer for layer, whose normalisation is folded into them."""

import torch
from torch import nn
from torch.nn import functional

from docverify.training.reader.export import MODELS
from docverify.training.reader.recogniser import CLASSES
from docverify.training.weights import fill


class Along(nn.Module):
    """A residual step along the line, over the further cells the larger the dilation.

    Args:
        width: channels.
        dilation: frames from one tap to the next.
        idle: whether the step adds nothing before it is trained.
    """

    def __init__(self, width: int, dilation: int, *, idle: bool = False) -> None:
        super().__init__()
        self.step = nn.Conv2d(width, width, (1, 5), padding=(0, 2 * dilation), dilation=(1, dilation))
        if idle:
            nn.init.zeros_(self.step.weight)
            nn.init.zeros_(self.step.bias)

    def forward(self, seen: torch.Tensor) -> torch.Tensor:
        """Add what the neighbours tell."""
        return functional.relu(seen + self.step(seen))


def shipped() -> tuple[list[nn.Conv2d], list[Along], nn.Conv2d]:
    """The layers of `models/recogniser.onnx`: its five shapes' looks, its two steps along, its last one."""
    looks = [
        nn.Conv2d(1, 32, 5, 2, 2),
        nn.Conv2d(32, 64, 3, 2, 1),
        nn.Conv2d(64, 72, 3, 1, 1),
        nn.Conv2d(72, 96, 3, (2, 1), 1),
        nn.Conv2d(96, 144, (4, 3), 1, (0, 1)),
    ]
    along = [Along(144, 1), Along(144, 2)]
    last = nn.Conv2d(144, CLASSES + 1, 1)
    fill([*looks, *(one.step for one in along), last], MODELS / "recogniser.onnx")
    return looks, along, last

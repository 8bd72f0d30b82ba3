"""The reviewer: a deeper network that looks again at lines which left the recogniser in doubt.

It begins as the shipped recogniser, with further layers between that change nothing at first, and is trained
on blocks of print as the recogniser was, and on strips cut from whole captures.
"""

import torch
from torch import nn
from torch.nn import functional

from docverify.training.reader.folded import Along, shipped
from docverify.training.reader.mixed import load_shard
from docverify.training.reader.recogniser import accuracy, batches, loss

__all__ = ["Reviewer", "accuracy", "batches", "load_shard", "loss"]


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


class Reviewer(nn.Module):
    """Strips (n, 1, 32, W) to logits (n, 38, W / 4), as the recogniser's.

    No layer is normalised: the recogniser's normalisation is folded into the weights that it begins with.
    """

    def __init__(self) -> None:
        super().__init__()
        looks, along, last = shipped()
        self.layers = nn.Sequential(
            looks[0],
            nn.ReLU(),
            looks[1],
            nn.ReLU(),
            _Deeper(64),
            looks[2],
            nn.ReLU(),
            looks[3],
            nn.ReLU(),
            _Deeper(96),
            _Deeper(96),
            looks[4],
            nn.ReLU(),
            *along,
            Along(144, 4, idle=True),
            Along(144, 8, idle=True),
            last,
        )

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Read strips."""
        seen: torch.Tensor = self.layers(images)
        return seen[:, :, 0]

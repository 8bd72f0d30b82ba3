"""The recogniser's second cycle: from what ships, on captures as well as on blocks."""

import torch
from torch import nn

from docverify.training.reader.folded import shipped
from docverify.training.reader.mixed import load_shard
from docverify.training.reader.recogniser import accuracy, batches, loss

__all__ = ["Refined", "accuracy", "batches", "load_shard", "loss"]


class Refined(nn.Module):
    """Strips (n, 1, 32, W) to logits (n, 38, W / 4): the shipped recogniser, to be trained further."""

    def __init__(self) -> None:
        super().__init__()
        looks, along, last = shipped()
        seen = [layer for look in looks for layer in (look, nn.ReLU())]
        self.layers = nn.Sequential(*seen, *along, last)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Read strips."""
        seen: torch.Tensor = self.layers(images)
        return seen[:, :, 0]

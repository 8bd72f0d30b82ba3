"""The network that tells where a line truly lies, and what it is trained on."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from docverify.training.kept import joined, kept
from docverify.training.layers import Along, block
from docverify.training.printed import finder
from docverify.training.printed.levels import Levels, levels
from docverify.training.reader.recogniser import normalised

_WIDTH = 80
"""Channels along the line."""


class Leveller(nn.Module):
    """Strips (n, 1, 32, W) to (n, 3, W / 4): log-odds of the line, capitals below the middle, log height."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            block(1, 16, (5, 5), (2, 2)),
            block(16, 32, (3, 3), (2, 2)),
            block(32, 48, (3, 3), (2, 1)),
            block(48, _WIDTH, (4, 3), (1, 1)),
            Along(_WIDTH, 1),
            Along(_WIDTH, 2),
            Along(_WIDTH, 4),
            nn.Conv2d(_WIDTH, 3, 1),
        )

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Place strips."""
        seen: torch.Tensor = self.layers(images)
        return seen[:, :, 0]


@dataclass(frozen=True, slots=True)
class Part:
    """What the training loop asks for.

    Attributes:
        fonts: folder into which the packages of `fonts` were unpacked.
    """

    fonts: Path

    def load_shard(self, folder: Path, seed: int) -> Levels:
        """Cut a shard out of the finder's, half drawn and half captured, and keep it; 0 is held out."""
        squares = finder.Part(self.fonts)
        numbers = (seed, finder.CAPTURES + seed - 1) if seed else (0,)
        return kept(
            folder / f"levels-{seed}.npz",
            Levels,
            lambda: joined(
                levels(squares.load_shard(folder, number), np.random.default_rng([20268, number]))
                for number in numbers
            ),
        )

    def batches(
        self, data: Levels, size: int, rng: np.random.Generator
    ) -> Iterator[tuple[torch.Tensor, ...]]:
        """Shuffle a shard into batches of images and targets."""
        order = rng.permutation(len(data.images))
        for start in range(0, len(order) - size + 1, size):
            chosen = order[start : start + size]
            yield torch.from_numpy(normalised(data.images[chosen])), torch.from_numpy(data.targets[chosen])

    def loss(self, network: nn.Module, images: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """Whether the line is there by cross entropy; where it is, its place and height by absolute error."""
        told = network(images).float()
        there = targets[:, :1]
        seen = functional.binary_cross_entropy_with_logits(told[:, :1], there)
        errors = functional.smooth_l1_loss(told[:, 1:], targets[:, 1:], beta=0.05, reduction="none")
        placed: torch.Tensor = (errors * there).sum() / (there.sum() + 1)
        return seen + 4 * placed

    @torch.no_grad()
    def accuracy(self, network: nn.Module, data: Levels) -> dict[str, float]:
        """Share of frames told rightly, and of lines more than an eighth of a capital from their place."""
        network.eval()
        right, frames, lower, larger = 0.0, 0.0, [], []
        for images, targets in self.batches(data, 200, np.random.default_rng(0)):
            told = network(images)
            there = targets[:, 0]
            right += float(((told[:, 0] > 0) == (there > 0)).sum())
            frames += there.numel()
            mean = ((told[:, 1:] - targets[:, 1:]) * there[:, None]).sum(2) / there.sum(1).clamp(min=1)[
                :, None
            ]
            shown = there.sum(1) > 0
            lower.append(mean[shown, 0].abs())
            larger.append(mean[shown, 1].abs())
        places, heights = torch.cat(lower), torch.cat(larger)
        return {
            "frames_right": right / max(frames, 1),
            "place_error": float(places.mean()),
            "place_wrong": float((places > 0.125).float().mean()),
            "height_error": float(heights.mean()),
            "height_wrong": float((heights > 0.15).float().mean()),
        }

"""The recogniser's network, what it is trained on, and its export."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from docverify.imaging.levels import evened
from docverify.mrz import ALPHABET
from docverify.reading import strips
from docverify.training.kept import kept
from docverify.training.layers import Along, block
from docverify.training.reader.strips import Strips, frame_targets, shard

CLASSES = len(ALPHABET)
PATCHES = 4000
"""Patches in a shard; about 2.3 strips each."""
CROP = 192
"""Columns of a strip that one step sees: more strips in a step teach more than longer ones."""


class Recogniser(nn.Module):
    """Strips (n, 1, 32, W) to logits (n, 38, W / 4): 37 characters, then "a cell's centre is here"."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            block(1, 32, (5, 5), (2, 2)),
            block(32, 64, (3, 3), (2, 2)),
            block(64, 72, (3, 3), (1, 1)),
            block(72, 96, (3, 3), (2, 1)),
            block(96, 144, (4, 3), (1, 1)),
            Along(144, 1),
            Along(144, 2),
            nn.Conv2d(144, CLASSES + 1, 1),
        )

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Read strips."""
        seen: torch.Tensor = self.layers(images)
        return seen[:, :, 0]


def normalised(images: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Normalise strips (n, 32, W) uint8 the way the reader does, to (n, 1, 32, W) float32."""
    return np.stack([evened(image) for image in images])[:, None]


def load_shard(folder: Path, seed: int) -> Strips:
    """Read a shard from `folder`, drawing and keeping it when it is not there yet."""
    return kept(folder / f"strips-{seed}.npz", Strips, lambda: shard(seed, PATCHES))


def batches(data: Strips, size: int, rng: np.random.Generator) -> Iterator[tuple[torch.Tensor, ...]]:
    """Shuffle a shard into batches of images, centrality and characters."""
    order = rng.permutation(len(data.images))
    for start in range(0, len(order) - size + 1, size):
        chosen = order[start : start + size]
        central, character = frame_targets(data.centres[chosen], data.labels[chosen])
        first = int(rng.integers(0, (data.images.shape[2] - CROP) // strips.FRAME + 1))
        frames = slice(first, first + CROP // strips.FRAME)
        columns = slice(first * strips.FRAME, first * strips.FRAME + CROP)
        yield (
            torch.from_numpy(np.ascontiguousarray(normalised(data.images[chosen])[..., columns])),
            torch.from_numpy(central[:, frames]),
            torch.from_numpy(character[:, frames]),
        )


def loss(
    network: nn.Module, images: torch.Tensor, central: torch.Tensor, character: torch.Tensor
) -> torch.Tensor:
    """Cross entropy of the characters where there are cells, and of the centres everywhere."""
    logits = network(images).float()
    reading = functional.cross_entropy(logits[:, :-1], character, ignore_index=-1)
    placing = functional.binary_cross_entropy_with_logits(logits[:, -1], central)
    return reading + 2 * placing


@torch.no_grad()
def accuracy(network: nn.Module, data: Strips) -> dict[str, float]:
    """Share of frames within cells whose character is right, and the loss, on strips never trained on."""
    network.eval()
    right = total = 0
    losses = []
    for images, central, character in batches(data, 256, np.random.default_rng(0)):
        logits = network(images)
        inside = character >= 0
        right += int((logits[:, :-1].argmax(1)[inside] == character[inside]).sum())
        total += int(inside.sum())
        losses.append(float(loss(network, images, central, character)))
    return {"frame_accuracy": right / max(total, 1), "loss": float(np.mean(losses))}

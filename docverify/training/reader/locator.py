"""The locator's network and what it is trained on."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from docverify.imaging.levels import spread
from docverify.training.kept import kept
from docverify.training.reader.pages import Pages, map_targets, shard

PAGES = 150
"""Pages in a shard; eight squares each."""


def _block(inputs: int, outputs: int, *, stride: int = 1, dilation: int = 1, kernel: int = 3) -> nn.Module:
    padding = dilation * (kernel // 2)
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
    )


class Locator(nn.Module):
    """Pictures (n, 1, H, W), sides multiples of 16, to maps (n, 4, H/4, W/4).

    The maps: log-odds of MRZ text, reading direction x and y, logarithm of the height of a capital.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fine = nn.Sequential(_block(1, 12, stride=2, kernel=5), _block(12, 24, stride=2))
        self.middle = nn.Sequential(_block(24, 40, stride=2), _block(40, 40))
        self.coarse = nn.Sequential(
            _block(40, 56, stride=2),
            *[_block(56, 56, dilation=dilation) for dilation in (1, 2, 4, 8)],
        )
        self.to_middle = nn.Conv2d(56, 40, 1)
        self.joined = _block(40, 40)
        self.to_fine = nn.Conv2d(40, 24, 1)
        self.last = nn.Sequential(_block(24, 24), nn.Conv2d(24, 4, 1))

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Map pictures."""
        fine = self.fine(images)
        middle = self.middle(fine)
        coarse = self.coarse(middle)
        middle = self.joined(middle + functional.interpolate(self.to_middle(coarse), scale_factor=2.0))
        maps: torch.Tensor = self.last(fine + functional.interpolate(self.to_fine(middle), scale_factor=2.0))
        return maps


def load_shard(folder: Path, seed: int) -> Pages:
    """Read a shard from `folder`, drawing and keeping it when it is not there yet."""
    return kept(folder / f"pages-{seed}.npz", Pages, lambda: shard(seed, PAGES))


def batches(data: Pages, size: int, rng: np.random.Generator) -> Iterator[tuple[torch.Tensor, ...]]:
    """Shuffle a shard into batches of images and targets."""
    order = rng.permutation(len(data.images))
    for start in range(0, len(order) - size + 1, size):
        chosen = order[start : start + size]
        images = np.stack([spread(data.images[i]) for i in chosen])[:, None]
        targets = np.stack([map_targets(data.quads[i]) for i in chosen])
        yield torch.from_numpy(images), torch.from_numpy(targets)


def loss(network: Locator, images: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Text by weighted cross entropy and overlap; direction and height where there is text."""
    maps = network(images).float()
    text, weight, text_area = targets[:, 0], targets[:, 1], (targets[:, 1] == 0) | (targets[:, 0] > 0)
    seen = functional.binary_cross_entropy_with_logits(maps[:, 0], text, weight * (1 + 3 * text))
    chance = torch.sigmoid(maps[:, 0]) * weight
    overlap = 1 - (2 * (chance * text).sum() + 1) / (chance.sum() + text.sum() + 1)
    inside = text_area.float()
    amount = inside.sum() + 1
    direction = ((maps[:, 1:3] - targets[:, 2:4]) ** 2 * inside[:, None]).sum() / amount
    height = ((maps[:, 3] - targets[:, 4]) ** 2 * inside).sum() / amount
    total: torch.Tensor = 3 * seen + overlap + direction + 2 * height
    return total


def accuracy(network: Locator, data: Pages) -> dict[str, float]:
    """Overlap of found and true text, mean error of direction and height, on pages never trained on."""
    return accuracy_of(network, batches(data, 64, np.random.default_rng(0)))


@torch.no_grad()
def accuracy_of(network: Locator, data: Iterator[tuple[torch.Tensor, ...]]) -> dict[str, float]:
    """The same on batches."""
    network.eval()
    both = either = wrong_way = inside = 0.0
    heights = []
    for images, targets in data:
        maps = network(images)
        counted = targets[:, 1] > 0
        found, true = (maps[:, 0] > 0) & counted, (targets[:, 0] > 0) & counted
        both += float((found & true).sum())
        either += float((found | true).sum())
        along = (maps[:, 1:3] * targets[:, 2:4]).sum(1)[true]
        wrong_way += float((along < 0.7).sum())
        inside += float(true.sum())
        heights.append(float((maps[:, 3] - targets[:, 4])[true].abs().mean()))
    return {
        "text_overlap": both / max(either, 1),
        "wrong_direction": wrong_way / max(inside, 1),
        "height_error": float(np.mean(heights)),
    }

"""What the network that reads printed lines is trained on, and how it is judged."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from docverify.training.kept import joined, kept
from docverify.training.printed.captures import captured
from docverify.training.printed.fonts import MEASURING, TRAINING, faces
from docverify.training.printed.lines import LineStrips, frame_targets, shard
from docverify.training.printed.missized import missized
from docverify.training.reader.recogniser import normalised

STRIPS = 8000
"""In a shard."""
DRAWN = 8
"""Shards of drawn lines."""
CAPTURES = 100
"""Number of the first shard of captures."""
CARDS = 112
"""Number of the first shard of captures of cards' fronts, of which all names are kept, of the rest less."""
_HELD_OUT = 2000
"""In the shard that is never trained on, in typefaces that are not either."""


def pictures(strips: NDArray[np.uint8]) -> torch.Tensor:
    """Strips (n, 32, W) as the network takes them: (n, 1, 32, W)."""
    return torch.from_numpy(normalised(strips))


@dataclass(frozen=True, slots=True)
class Part:
    """What the training loop asks for.

    Attributes:
        fonts: folder into which the packages of `fonts` were unpacked.
        missized: share of the strips that are shown larger or smaller than they were drawn.
    """

    fonts: Path
    missized: float = 0.0

    def load_shard(self, folder: Path, seed: int) -> LineStrips:
        """Read a shard from `folder`, drawing and keeping it when it is not there yet; 0 is held out.

        From `CAPTURES` on, half is cut out of captured pages, and half is drawn: batches of one kind would
        leave the network normalised for that kind alone.
        """
        families, count = (TRAINING, STRIPS) if seed else (MEASURING, _HELD_OUT)
        draw = partial(captured, cards=seed >= CARDS) if seed >= CAPTURES else shard
        strips = kept(
            folder / f"lines-{seed}.npz",
            LineStrips,
            lambda: draw(seed, count, faces(self.fonts, tuple(families))),
        )
        if seed < CAPTURES:
            return strips
        return joined((strips, self.load_shard(folder, 1 + seed % DRAWN)))

    def batches(
        self, data: LineStrips, size: int, rng: np.random.Generator
    ) -> Iterator[tuple[torch.Tensor, ...]]:
        """Shuffle a shard into batches of images and of what each frame says."""
        order = rng.permutation(len(data.images))
        for start in range(0, len(order) - size + 1, size):
            strips = missized(data, order[start : start + size], rng, share=self.missized)
            yield (
                pictures(strips.images),
                torch.from_numpy(frame_targets(strips, np.arange(size))),
            )

    def loss(self, network: nn.Module, images: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """Cross entropy where one answer is right."""
        return functional.cross_entropy(network(images).float(), targets, ignore_index=-1)

    @torch.no_grad()
    def accuracy(self, network: nn.Module, data: LineStrips) -> dict[str, float]:
        """Shares of characters' frames and of whole strips that are read rightly, and the loss."""
        network.eval()
        right = total = lines = whole = 0
        losses = []
        as_drawn = replace(self, missized=0.0)
        for images, targets in as_drawn.batches(data, 200, np.random.default_rng(0)):
            logits = network(images)
            said = logits.argmax(1)
            inside = targets > 0
            right += int((said == targets)[inside].sum())
            total += int(inside.sum())
            whole += int(((said == targets) | (targets < 0)).all(1).sum())
            lines += len(targets)
            losses.append(float(functional.cross_entropy(logits, targets, ignore_index=-1)))
        return {
            "frame_accuracy": right / max(total, 1),
            "whole_strips": whole / max(lines, 1),
            "loss": float(np.mean(losses)),
        }

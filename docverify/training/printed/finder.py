"""The network that finds printed lines: the MRZ locator's shape, taught all print."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from docverify.imaging.levels import spread
from docverify.printed.find import STRIDE
from docverify.training.kept import kept
from docverify.training.printed.fonts import MEASURING, TRAINING, faces
from docverify.training.printed.pages import SIDE, Pieces, shard
from docverify.training.printed.squares import captured_squares
from docverify.training.reader import locator
from docverify.training.reader.pages import painted

PIECES = 1500
"""Squares in a shard."""
CAPTURES = 100
"""Number of the first shard of captured pages."""
_HELD_OUT = 300


@dataclass(frozen=True, slots=True)
class Part:
    """What the training loop asks for.

    Attributes:
        fonts: folder into which the packages of `fonts` were unpacked.
    """

    fonts: Path

    def load_shard(self, folder: Path, seed: int) -> Pieces:
        """Read a shard from `folder`, drawing and keeping it when it is not there yet; 0 is held out.

        From `CAPTURES` on, squares are cut out of captured pages.
        """
        families, count = (TRAINING, PIECES) if seed else (MEASURING, _HELD_OUT)
        draw = captured_squares if seed >= CAPTURES else shard
        return kept(
            folder / f"pieces-{seed}.npz",
            Pieces,
            lambda: draw(seed, count, faces(self.fonts, tuple(families))),
        )

    def batches(
        self, data: Pieces, size: int, rng: np.random.Generator
    ) -> Iterator[tuple[torch.Tensor, ...]]:
        """Shuffle a shard into batches of images and targets."""
        order = rng.permutation(len(data.images))
        for start in range(0, len(order) - size + 1, size):
            chosen = order[start : start + size]
            images = np.stack([spread(data.images[i]) for i in chosen])[:, None]
            targets = np.stack(
                [painted(data.quads[i], SIDE // STRIDE, around=0.5, within=0.36) for i in chosen]
            )
            yield torch.from_numpy(images), torch.from_numpy(targets)

    loss = staticmethod(locator.loss)

    def accuracy(self, network: locator.Locator, data: Pieces) -> dict[str, float]:
        """As the locator's, in typefaces never trained on."""
        figures: dict[str, float] = locator.accuracy_of(
            network, self.batches(data, 50, np.random.default_rng(0))
        )
        return figures

"""The network for typefaces other than OCR-B, and what it is trained on.

It begins as the shipped recogniser, sees further along the line, and says one thing more: whether the line is
in OCR-B.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from docverify.reading.strips import FRAME
from docverify.training.kept import kept
from docverify.training.reader.folded import Along, shipped
from docverify.training.reader.recogniser import CLASSES, normalised
from docverify.training.reader.typeface_fonts import measuring_fonts, training_fonts
from docverify.training.reader.typeface_strips import TypefaceStrips, frame_targets, shard

PATCHES = 2000
"""Blocks of print in a shard; about 2.4 strips each."""
_HELD_OUT = 500
"""Blocks in the shard that is never trained on."""
_CROP = 192
"""Columns of a strip that one step sees, as for the recogniser."""


class Typefaces(nn.Module):
    """Strips (n, 1, 32, W) to logits (n, 39, W / 4): as the recogniser's, then whether they are in OCR-B."""

    def __init__(self) -> None:
        super().__init__()
        looks, along, last = shipped()
        wider = nn.Conv2d(last.in_channels, CLASSES + 2, 1)
        with torch.no_grad():
            wider.weight[:-1] = last.weight
            wider.bias[:-1] = last.bias  # type: ignore[index]
        seen = [layer for look in looks for layer in (look, nn.ReLU())]
        further = [Along(144, dilation, idle=True) for dilation in (4, 8)]
        self.layers = nn.Sequential(*seen, *along, *further, wider)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Read strips."""
        seen: torch.Tensor = self.layers(images)
        return seen[:, :, 0]


@dataclass(frozen=True, slots=True)
class Part:
    """What the training loop asks for.

    Attributes:
        fonts: folder with the fonts that are trained on.
    """

    fonts: Path

    def load_shard(self, folder: Path, seed: int) -> TypefaceStrips:
        """Read a shard from `folder`, drawing and keeping it when it is not there yet.

        Shard 0 is in typefaces that are never trained on.
        """
        fonts = training_fonts(self.fonts) if seed else measuring_fonts(self.fonts)
        patches = PATCHES if seed else _HELD_OUT
        return kept(folder / f"typefaces-{seed}.npz", TypefaceStrips, lambda: shard(seed, patches, fonts))

    def batches(
        self, data: TypefaceStrips, size: int, rng: np.random.Generator
    ) -> Iterator[tuple[torch.Tensor, ...]]:
        """Shuffle a shard into batches of images, centrality, characters, and whether they are in OCR-B."""
        order = rng.permutation(len(data.images))
        for start in range(0, len(order) - size + 1, size):
            chosen = order[start : start + size]
            central, character = frame_targets(data, chosen)
            first = int(rng.integers(0, (data.images.shape[2] - _CROP) // FRAME + 1))
            frames = slice(first, first + _CROP // FRAME)
            columns = slice(first * FRAME, first * FRAME + _CROP)
            yield (
                torch.from_numpy(np.ascontiguousarray(normalised(data.images[chosen])[..., columns])),
                torch.from_numpy(central[:, frames]),
                torch.from_numpy(character[:, frames]),
                torch.from_numpy(data.ocrb[chosen].astype(np.float32)),
            )

    def loss(
        self,
        network: nn.Module,
        images: torch.Tensor,
        central: torch.Tensor,
        character: torch.Tensor,
        ocrb: torch.Tensor,
    ) -> torch.Tensor:
        """Cross entropy of characters and of OCR-B where there are cells, and of the centres everywhere."""
        logits = network(images).float()
        reading = functional.cross_entropy(logits[:, :CLASSES], character, ignore_index=-1)
        placing = functional.binary_cross_entropy_with_logits(logits[:, CLASSES], central)
        told = ((character >= 0) & (ocrb[:, None] >= 0)).float()
        telling = functional.binary_cross_entropy_with_logits(
            logits[:, CLASSES + 1], ocrb.clamp(min=0)[:, None].expand_as(told), told, reduction="sum"
        )
        return reading + 2 * placing + 0.3 * telling / (told.sum() + 1)

    @torch.no_grad()
    def accuracy(self, network: nn.Module, data: TypefaceStrips) -> dict[str, float]:
        """Shares of frames within cells whose character is right, and of lines told from OCR-B; the loss."""
        network.eval()
        right = total = told = lines = 0
        losses = []
        for images, central, character, ocrb in self.batches(data, 256, np.random.default_rng(0)):
            logits = network(images)
            inside = character >= 0
            right += int((logits[:, :CLASSES].argmax(1)[inside] == character[inside]).sum())
            total += int(inside.sum())
            known = (ocrb >= 0) & inside.any(1)
            says = (logits[:, CLASSES + 1] * inside).sum(1) > 0
            told += int((says == (ocrb > 0))[known].sum())
            lines += int(known.sum())
            losses.append(float(self.loss(network, images, central, character, ocrb)))
        return {
            "frame_accuracy": right / max(total, 1),
            "told_from_ocrb": told / max(lines, 1),
            "loss": float(np.mean(losses)),
        }

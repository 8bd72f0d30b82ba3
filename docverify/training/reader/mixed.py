"""Shards of two kinds of strips: half from drawn blocks of print, half from whole captures."""

from pathlib import Path

from docverify.training.kept import kept
from docverify.training.reader import captures
from docverify.training.reader.strips import Strips, joined
from docverify.training.reader.strips import shard as blocks

PATCHES = 2000
"""Blocks in a shard; about 2.4 strips each."""
SPECIMENS = 600
"""Captured specimens in a shard; about 8 strips each."""
CAPTURE_SHARDS = 42
"""Shards of captures that are drawn; blocks are drawn anew for every epoch, since they are cheap."""


def load_shard(folder: Path, seed: int) -> Strips:
    """Draw blocks, and read captures from `folder` or draw and keep them; shard 0 is never trained on."""
    number = 1 + (seed - 1) % CAPTURE_SHARDS if seed else 0
    captured = kept(folder / f"captures-{number}.npz", Strips, lambda: captures.shard(number, SPECIMENS))
    return joined([blocks(10_000 + seed, PATCHES), captured])

"""`python -m docverify.training.printed`: name the fonts, draw, train, go on after a stop, export."""

import json
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
import typer
from torch import nn

from docverify import printed
from docverify.shipped import write_sums
from docverify.training.printed import finder, recogniser
from docverify.training.printed.finder_network import Finder
from docverify.training.printed.fonts import PACKAGES
from docverify.training.reader import loop
from docverify.training.reader.export import export
from docverify.training.reader.shrink import halve

app = typer.Typer(help=__doc__, no_args_is_help=True)
MODELS = Path(printed.__file__).resolve().parent / "models"
Fonts = Annotated[Path, typer.Option(help="folder into which the packages of `fonts` were unpacked")]
Work = Annotated[Path, typer.Option(help="folder for shards and checkpoints")]
Steps = Annotated[int, typer.Option(help="optimiser steps")]
Shards = Annotated[int, typer.Option(help="shards of synthetic print to draw")]
Seed = Annotated[int, typer.Option(help="of the weights and of the order of the batches")]
Threads = Annotated[int, typer.Option(help="processor threads")]
_FONTS, _WORK = Path(".training/fonts"), Path(".training")


@app.command("fonts")
def name_fonts() -> None:
    """Name the Debian packages of the fonts: `apt-get download`, then `dpkg-deb -x` each into one folder."""
    typer.echo(" ".join(PACKAGES))


@app.command("finder")
def train_finder(
    *,
    fonts: Fonts = _FONTS,
    work: Work = _WORK,
    steps: Steps = 1_500,
    shards: Shards = 8,
    seed: Seed = 1,
    threads: Threads = 1,
) -> None:
    """Train what finds printed lines, beginning with the MRZ's locator, and write `models/finder.onnx`."""
    torch.manual_seed(seed)
    _train("finder", Finder(), finder.Part(fonts), work, steps, shards, seed, threads, 12, 1.5e-3, 256)


@app.command("recogniser")
def train_recogniser(
    *,
    fonts: Fonts = _FONTS,
    work: Work = _WORK,
    steps: Steps = 3_600,
    shards: Shards = 9,
    seed: Seed = 1,
    threads: Threads = 1,
) -> None:
    """Train what reads printed lines, and write `models/recogniser.onnx`."""
    torch.manual_seed(seed)
    network = recogniser.PrintRecogniser()
    _train("recogniser", network, recogniser.Part(fonts), work, steps, shards, seed, threads, 64, 2e-3, 32)


def _train(  # noqa: PLR0917 - what differs between the two commands
    name: str,
    network: nn.Module,
    part: Any,  # noqa: ANN401 - both have load_shard, batches, loss and accuracy
    work: Path,
    steps: int,
    shards: int,
    seed: int,
    threads: int,
    batch: int,
    rate: float,
    height: int,
) -> None:
    """Train and export; the first shard is held out."""
    work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(threads)
    held_out = part.load_shard(work, 0)
    figures = loop.train(
        network,
        work=work,
        name=f"print-{name}",
        steps=steps,
        seed=seed,
        batch_stream=lambda epoch, rng: part.batches(
            part.load_shard(work, 1 + epoch % (shards - 1)), batch, rng
        ),
        loss=part.loss,
        validate=lambda: part.accuracy(network, held_out),
        rate=rate,
    )
    whole, shipped = work / f"print-{name}.onnx", MODELS / f"{name}.onnx"
    export(network, whole, np.zeros((1, 1, height, 256), np.float32))
    halve(whole, shipped, None)
    write_sums(MODELS, ".onnx")
    figures["bytes"] = shipped.stat().st_size
    shipped.with_suffix(".json").write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    app()

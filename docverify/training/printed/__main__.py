"""`python -m docverify.training.printed`: name the fonts, draw, train, go on after a stop, export."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
import typer
from torch import nn

from docverify import printed
from docverify.shipped import write_sums
from docverify.training.printed import finder, leveller, recogniser
from docverify.training.printed.finder_network import Finder
from docverify.training.printed.fonts import PACKAGES
from docverify.training.printed.recogniser_network import PrintRecogniser, grown
from docverify.training.reader import loop
from docverify.training.reader.export import export
from docverify.training.reader.shrink import halve

app = typer.Typer(help=__doc__, no_args_is_help=True)
MODELS = Path(printed.__file__).resolve().parent / "models"
Fonts = Annotated[Path, typer.Option(help="folder into which the packages of `fonts` were unpacked")]
Work = Annotated[Path, typer.Option(help="folder for shards and checkpoints")]
Seed = Annotated[int, typer.Option(help="of the weights and of the order of the batches")]
Start = Annotated[Path | None, typer.Option(help="checkpoint whose weights begin the cycle")]
Threads = Annotated[int, typer.Option(help="processor threads")]
_FONTS, _WORK = Path(".training/fonts"), Path(".training")


@dataclass(frozen=True, slots=True)
class _Run:
    """What differs between the commands.

    Attributes:
        about: what the command does.
        name: of the network's file.
        cycle: of the checkpoint's.
        make: the network before training, from the strips or squares that are held out.
        part: what has load_shard, batches, loss and accuracy, from the folder of fonts.
        steps: optimiser steps.
        shard: number of the shard that an epoch sees.
        batch: pictures in a step.
        rate: highest learning rate.
        height: of an input, px.
    """

    about: str
    name: str
    cycle: str
    make: Callable[[Any], nn.Module]
    part: Callable[[Path], Any]
    steps: int
    shard: Callable[[int], int]
    batch: int
    rate: float
    height: int

    def train(self, *, fonts: Path, work: Path, seed: int, start: Path | None, threads: int) -> None:
        """Train and export; shard 0 is held out."""
        work.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(seed)
        torch.set_num_threads(threads)
        part = self.part(fonts)
        held_out = part.load_shard(work, 0)
        network = self.make(held_out)
        if start is not None:
            network.load_state_dict(torch.load(start, weights_only=True)["network"])
        figures = loop.train(
            network,
            work=work,
            name=self.cycle,
            steps=self.steps,
            seed=seed,
            batch_stream=lambda epoch, rng: part.batches(
                part.load_shard(work, self.shard(epoch)), self.batch, rng
            ),
            loss=part.loss,
            validate=lambda: part.accuracy(network, held_out),
            rate=self.rate,
        )
        whole, shipped = work / f"{self.cycle}.onnx", MODELS / f"{self.name}.onnx"
        export(network, whole, np.zeros((1, 1, self.height, 256), np.float32))
        halve(whole, shipped, None)
        write_sums(MODELS, ".onnx")
        figures["bytes"] = shipped.stat().st_size
        shipped.with_suffix(".json").write_text(json.dumps(figures, indent=2) + "\n")


_RUNS = (
    _Run(
        "Train what places lines, on the finder's squares, and write `models/leveller.onnx`.",
        name="leveller",
        cycle="print-leveller",
        make=lambda _: leveller.Leveller(),
        part=leveller.Part,
        steps=6_000,
        shard=lambda epoch: 1 + epoch % 6,
        batch=128,
        rate=2e-3,
        height=32,
    ),
    _Run(
        "Train what finds printed lines, beginning with the MRZ's locator, and write `models/finder.onnx`.",
        name="finder",
        cycle="print-finder",
        make=lambda _: Finder(),
        part=finder.Part,
        steps=1_500,
        shard=lambda epoch: 1 + epoch % 7,
        batch=12,
        rate=1.5e-3,
        height=256,
    ),
    _Run(
        "Train it on captured pages and drawn squares in turn: `--start` names the first cycle's checkpoint.",
        name="finder",
        cycle="print-finder-refined",
        make=lambda _: Finder(),
        part=finder.Part,
        steps=1_200,
        shard=lambda epoch: 1 + epoch // 2 % 7 if epoch % 2 else finder.CAPTURES + epoch // 2 % 4,
        batch=12,
        rate=8e-4,
        height=256,
    ),
    _Run(
        "Train what reads printed lines, on drawn lines, and write `models/recogniser.onnx`.",
        name="recogniser",
        cycle="print-recogniser",
        make=lambda _: PrintRecogniser(),
        part=recogniser.Part,
        steps=3_600,
        shard=lambda epoch: 1 + epoch % recogniser.DRAWN,
        batch=64,
        rate=2e-3,
        height=32,
    ),
    _Run(
        "Train it on captured pages and drawn lines together: `--start` names the first cycle's checkpoint.",
        name="recogniser",
        cycle="print-refined",
        make=lambda _: PrintRecogniser(),
        part=recogniser.Part,
        steps=3_800,
        shard=lambda epoch: recogniser.CAPTURES + epoch % 12,
        batch=64,
        rate=1.2e-3,
        height=32,
    ),
    _Run(
        "Go on from the shipped `models/recogniser.onnx`, copied into a network that is as large or larger.",
        name="recogniser",
        cycle="print-grown",
        make=lambda strips: grown(MODELS / "recogniser.onnx", recogniser.pictures(strips.images[:300])),
        part=lambda fonts: recogniser.Part(fonts, missized=0.35),
        steps=10_000,
        shard=lambda epoch: recogniser.CAPTURES + epoch % 16,
        batch=64,
        rate=1e-3,
        height=32,
    ),
)
"""The commands, with what was asked of each when the shipped networks were trained."""


@app.command("fonts")
def name_fonts() -> None:
    """Name the Debian packages of the fonts: `apt-get download`, then `dpkg-deb -x` each into one folder."""
    typer.echo(" ".join(PACKAGES))


def _command(run: _Run) -> Callable[..., None]:
    def train(
        *,
        fonts: Fonts = _FONTS,
        work: Work = _WORK,
        seed: Seed = 1,
        start: Start = None,
        threads: Threads = 1,
    ) -> None:
        run.train(fonts=fonts, work=work, seed=seed, start=start, threads=threads)

    return train


for _one in _RUNS:
    app.command(_one.cycle.removeprefix("print-"), help=_one.about)(_command(_one))


if __name__ == "__main__":
    app()

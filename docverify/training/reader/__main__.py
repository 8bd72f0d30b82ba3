"""`python -m docverify.training.reader`: draw, train, checkpoint, go on after a stop, export."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
import typer
from torch import nn

from docverify.shipped import write_sums
from docverify.training.reader import calibrate, locator, loop, recogniser, refined, reviewer
from docverify.training.reader.export import MODELS, export
from docverify.training.reader.shrink import copy, halve, quantise

app = typer.Typer(help=__doc__, no_args_is_help=True)
Work = Annotated[Path, typer.Option(help="folder for shards and checkpoints")]
Steps = Annotated[int, typer.Option(help="optimiser steps")]
Shards = Annotated[int, typer.Option(help="shards of synthetic pictures to draw")]
Seed = Annotated[int, typer.Option(help="of the weights and of the order of the batches")]
Start = Annotated[Path | None, typer.Option(help="checkpoint whose weights begin another cycle")]
Threads = Annotated[int, typer.Option(help="processor threads")]


@app.command("shards")
def draw_shards(network: str, first: int, last: int, work: Work = Path(".training")) -> None:
    """Draw shards FIRST to LAST of NETWORK ahead of its training, e.g. in a second process."""
    work.mkdir(parents=True, exist_ok=True)
    for number in range(first, last):
        _RUNS[network].part.load_shard(work, number)


@dataclass(frozen=True, slots=True)
class _Run:
    """What differs between the commands.

    Attributes:
        about: what the command does.
        name: of the files.
        make: the network before training.
        part: the module with load_shard, batches, loss and accuracy.
        steps: optimiser steps, unless others are asked for.
        shards: of synthetic pictures, unless others are asked for.
        ship: writes the package's file from the trained one and the shard that was held out.
        rate: highest learning rate.
        batch: pictures in a step.
        shape: of an input.
    """

    about: str
    name: str
    make: Callable[[], nn.Module]
    part: Any
    steps: int
    shards: int
    ship: Callable[[Path, Path, Any], None]
    rate: float = 1e-3
    batch: int = 128
    shape: tuple[int, ...] = (1, 1, 32, 384)

    def train(
        self, *, work: Path, steps: int, shards: int, seed: int, start: Path | None, threads: int
    ) -> None:
        """Train and export; the first shard is held out."""
        work.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(seed)
        torch.set_num_threads(threads)
        network = self.make()
        if start is not None:
            network.load_state_dict(torch.load(start, weights_only=True)["network"])
        held_out = self.part.load_shard(work, 0)
        figures = loop.train(
            network,
            work=work,
            name=self.name,
            steps=steps,
            seed=seed,
            batch_stream=lambda epoch, rng: self.part.batches(
                self.part.load_shard(work, 1 + epoch % (shards - 1)), self.batch, rng
            ),
            loss=self.part.loss,
            validate=lambda: self.part.accuracy(network, held_out),
            rate=self.rate,
        )
        whole, shipped = work / f"{self.name}.onnx", MODELS / f"{self.name}.onnx"
        export(network, whole, np.zeros(self.shape, np.float32))
        self.ship(whole, shipped, held_out)
        write_sums(MODELS, ".onnx")
        figures["bytes"] = shipped.stat().st_size
        shipped.with_suffix(".json").write_text(json.dumps(figures, indent=2) + "\n")


_RUNS = {
    "locator": _Run(
        "Train the locator and write `models/locator.onnx`.",
        name="locator",
        make=locator.Locator,
        part=locator,
        steps=5_000,
        shards=18,
        ship=quantise,
        rate=3e-3,
        batch=16,
        shape=(1, 1, 320, 320),
    ),
    "recogniser": _Run(
        "Train the recogniser and write `models/recogniser.onnx`.",
        name="recogniser",
        make=recogniser.Recogniser,
        part=recogniser,
        steps=10_000,
        shards=28,
        ship=copy,
        rate=3e-3,
    ),
    "refine": _Run(
        "Train the shipped recogniser on captures, too, and write `models/recogniser.onnx` anew.",
        name="recogniser",
        make=refined.Refined,
        part=refined,
        steps=3_200,
        shards=200,
        ship=copy,
    ),
    "reviewer": _Run(
        "Train the reviewer, beginning with the shipped recogniser, and write `models/reviewer.onnx`.",
        name="reviewer",
        make=reviewer.Reviewer,
        part=reviewer,
        steps=6_000,
        shards=200,
        ship=halve,
    ),
}
"""The commands, with what was asked of each when the shipped networks were trained."""


def _command(run: _Run) -> Callable[..., None]:
    def train(
        *,
        work: Work = Path(".training"),
        steps: Steps = run.steps,
        shards: Shards = run.shards,
        seed: Seed = 1,
        start: Start = None,
        threads: Threads = 1,
    ) -> None:
        run.train(work=work, steps=steps, shards=shards, seed=seed, start=start, threads=threads)

    return train


for _name, _run in _RUNS.items():
    app.command(_name, help=_run.about)(_command(_run))


@app.command("calibrate")
def calibrate_reader(
    pictures: Annotated[int, typer.Option(help="captures to read")] = 1_200, seed: Seed = 1
) -> None:
    """Count how often readings of a confidence are right, and write the calibration that ships."""
    print(calibrate.write(pictures, seed))  # noqa: T201 - what was written


if __name__ == "__main__":
    app()

"""`python -m docverify.reading.training`: draw, train, checkpoint, go on after a stop, export."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
import typer
from numpy.typing import NDArray
from torch import nn

from docverify.reading.training import locator, loop, recogniser, refined, reviewer
from docverify.reading.training.export import MODELS, export
from docverify.reading.training.shrink import copy, halve, quantise

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
    load = {part.__name__.rpartition(".")[2]: part.load_shard for part in (recogniser, locator, reviewer)}[
        network
    ]
    for number in range(first, last):
        load(work, number)


@app.command("recogniser")
def train_recogniser(
    *,
    work: Work = Path(".training"),
    steps: Steps = 10_000,
    shards: Shards = 28,
    seed: Seed = 1,
    start: Start = None,
    threads: Threads = 1,
) -> None:
    """Train the recogniser and write `docverify/reading/models/recogniser.onnx`."""
    example = np.zeros((1, 1, 32, 384), np.float32)
    run = _Run("recogniser", recogniser.Recogniser, recogniser, batch=128, example=example, ship=copy)
    run.train(work=work, steps=steps, shards=shards, seed=seed, start=start, threads=threads)


@app.command("refine")
def train_refined(
    *,
    work: Work = Path(".training"),
    steps: Steps = 3_200,
    shards: Shards = 200,
    seed: Seed = 1,
    start: Start = None,
    threads: Threads = 1,
) -> None:
    """Train the shipped recogniser on captures, too, and write `models/recogniser.onnx` anew."""
    example = np.zeros((1, 1, 32, 384), np.float32)
    run = _Run("recogniser", refined.Refined, refined, batch=128, example=example, ship=copy, rate=1e-3)
    run.train(work=work, steps=steps, shards=shards, seed=seed, start=start, threads=threads)


@app.command("reviewer")
def train_reviewer(
    *,
    work: Work = Path(".training"),
    steps: Steps = 6_000,
    shards: Shards = 200,
    seed: Seed = 1,
    start: Start = None,
    threads: Threads = 1,
) -> None:
    """Train the reviewer, beginning with the shipped recogniser, and write `models/reviewer.onnx`."""
    example = np.zeros((1, 1, 32, 384), np.float32)
    run = _Run("reviewer", reviewer.Reviewer, reviewer, batch=128, example=example, ship=halve, rate=1e-3)
    run.train(work=work, steps=steps, shards=shards, seed=seed, start=start, threads=threads)


@app.command("locator")
def train_locator(
    *,
    work: Work = Path(".training"),
    steps: Steps = 5_000,
    shards: Shards = 18,
    seed: Seed = 1,
    start: Start = None,
    threads: Threads = 1,
) -> None:
    """Train the locator and write `docverify/reading/models/locator.onnx`."""
    example = np.zeros((1, 1, 320, 320), np.float32)
    run = _Run("locator", locator.Locator, locator, batch=16, example=example, ship=quantise)
    run.train(work=work, steps=steps, shards=shards, seed=seed, start=start, threads=threads)


@dataclass(frozen=True, slots=True)
class _Run:
    """What differs between the networks.

    Attributes:
        name: of the files.
        make: the network before training.
        part: the module with load_shard, batches, loss and accuracy.
        batch: pictures in a step.
        example: an input.
        ship: writes the package's file from the trained one and the shard that was held out.
        rate: highest learning rate.
    """

    name: str
    make: Callable[[], nn.Module]
    part: Any
    batch: int
    example: NDArray[np.float32]
    ship: Callable[[Path, Path, Any], None]
    rate: float = 3e-3

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
        export(network, whole, self.example)
        self.ship(whole, shipped, held_out)
        figures["bytes"] = shipped.stat().st_size
        shipped.with_suffix(".json").write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    app()

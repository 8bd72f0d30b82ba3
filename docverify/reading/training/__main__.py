"""`python -m docverify.reading.training`: draw, train, checkpoint, go on after a stop, export."""

from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer

from docverify.reading.training import locator, loop, recogniser
from docverify.reading.training.export import export

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
    load = {"recogniser": recogniser.load_shard, "locator": locator.load_shard}[network]
    for number in range(first, last):
        load(work, number)


@app.command("recogniser")
def train_recogniser(
    *,
    work: Work = Path(".training"),
    steps: Steps = 14_000,
    shards: Shards = 24,
    seed: Seed = 1,
    start: Start = None,
    threads: Threads = 1,
) -> None:
    """Train the recogniser and write `docverify/reading/models/recogniser.onnx`."""
    work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    network = recogniser.Recogniser()
    if start is not None:
        network.load_state_dict(torch.load(start, weights_only=True)["network"])
    held_out = recogniser.load_shard(work, 0)
    figures = loop.train(
        network,
        work=work,
        name="recogniser",
        steps=steps,
        seed=seed,
        batch_stream=lambda epoch, rng: recogniser.batches(
            recogniser.load_shard(work, 1 + epoch % (shards - 1)), 128, rng
        ),
        loss=recogniser.loss,
        validate=lambda: recogniser.accuracy(network, held_out),
    )
    export(network, "recogniser", np.zeros((1, 1, 32, 384), np.float32), figures)


@app.command("locator")
def train_locator(
    *,
    work: Work = Path(".training"),
    steps: Steps = 5_000,
    shards: Shards = 12,
    seed: Seed = 1,
    start: Start = None,
    threads: Threads = 1,
) -> None:
    """Train the locator and write `docverify/reading/models/locator.onnx`."""
    work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    network = locator.Locator()
    if start is not None:
        network.load_state_dict(torch.load(start, weights_only=True)["network"])
    held_out = locator.load_shard(work, 0)
    figures = loop.train(
        network,
        work=work,
        name="locator",
        steps=steps,
        seed=seed,
        batch_stream=lambda epoch, rng: locator.batches(
            locator.load_shard(work, 1 + epoch % (shards - 1)), 16, rng
        ),
        loss=locator.loss,
        validate=lambda: locator.accuracy(network, held_out),
    )
    export(network, "locator", np.zeros((1, 1, 320, 320), np.float32), figures)


if __name__ == "__main__":
    app()

"""`docverify population`: pictures of a place's people in, what makes its false match rates right out."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from docverify.cli.face_engine import CalibrationOption, EngineOption, encoded_folder, engine_of
from docverify.cli.options import day
from docverify.cli.show import output, print_trimmed
from docverify.errors import ConfigurationError
from docverify.evidence import Population
from docverify.faces.calibration import placed
from docverify.faces.population import SEED, population_of


def population(
    people: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER",
            help="Folder with a folder, or one picture, for each person; or of files of Template.to_bytes() "
            "that end in .template.",
        ),
    ],
    *,
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write.")],
    name: Annotated[
        str | None, typer.Option(help="What it is called in reports; the folder's name unless given.")
    ] = None,
    describe: Annotated[str, typer.Option(help="What the pictures are, for the record.")] = "",
    at: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATE", help="Day on which it is made; today unless given."),
    ] = None,
    engine: EngineOption = "sface",
    calibration: CalibrationOption = None,
    threads: Annotated[int, typer.Option(min=1, help="Threads for the networks.")] = 1,
    seed: Annotated[int, typer.Option(min=0, help="Of the folds and the bootstrap.")] = SEED,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was measured as JSON.")] = False,
) -> None:
    """Make the population of the people in a folder: their mean, and the thresholds that go with it.

    At least 50 different people, 100 are advised. What is written holds nobody's template. The table is
    counted on their own non-mated pairs, k-fold over people. Give the file to `--population`.
    """
    placed(out)
    matcher = engine_of(engine, calibration, threads=threads)
    encoded = encoded_folder(people, matcher)
    made = population_of(
        encoded,
        matcher,
        name=name or people.resolve().name,
        made=at or datetime.now(UTC).date(),
        describe=describe,
        seed=seed,
    )
    try:
        out.write_text(made.to_json(), encoding="utf-8")
    except OSError as problem:
        raise ConfigurationError(f"{out} cannot be written: {problem.strerror}") from problem
    if as_json:
        content = made.to_dict()
        content.pop("direction")
        typer.echo(json.dumps({**content, "sha256": made.sha256, "notices": made.notices}, allow_nan=False))
        return
    _show(made, out, output())


def _show(made: Population, out: Path, console: Console) -> None:
    """What was measured, in a table, and what should be known."""
    console.print(f"{out}: the population {made.name}, {made.people} people", markup=False)
    table = Table(box=None, pad_edge=False, padding=(0, 2))
    for title in ("FMR asked", "without", "with it", "95 % over people", "times asked"):
        table.add_column(title, justify="right")
    for point in made.points:
        table.add_row(
            f"{point.fmr:g}",
            f"{point.without.errors} of {point.without.trials:,}",
            f"{point.counted.errors} of {point.counted.trials:,}",
            f"{point.interval.low:.2g} to {point.interval.high:.2g}",
            f"{point.without.value / point.fmr:.2g} → {point.counted.value / point.fmr:.2g}",
        )
    print_trimmed(table, console)
    for notice in made.notices:
        console.print(notice, markup=False)

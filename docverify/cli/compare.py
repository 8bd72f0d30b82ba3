"""`docverify compare`: two pictures in, whether they show one person."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from docverify import api
from docverify.cli.codes import ExitCode
from docverify.cli.face_engine import (
    CalibrationOption,
    EngineOption,
    PopulationOption,
    engine_of,
    population_of_option,
)
from docverify.cli.show import output
from docverify.errors import InputError
from docverify.evidence import Comparison, ComparisonOutcome, Population
from docverify.faces import Engine

_CODES = {
    ComparisonOutcome.MATCH: ExitCode.PASSED,
    ComparisonOutcome.NON_MATCH: ExitCode.FAILED,
    ComparisonOutcome.UNDECIDED: ExitCode.INCONCLUSIVE,
    ComparisonOutcome.NOT_ACQUIRED: ExitCode.INCONCLUSIVE,
    ComparisonOutcome.NOT_CALIBRATED: ExitCode.INCONCLUSIVE,
}
_COLOURS = {
    ComparisonOutcome.MATCH: "green",
    ComparisonOutcome.NON_MATCH: "red",
    ComparisonOutcome.UNDECIDED: "yellow",
    ComparisonOutcome.NOT_ACQUIRED: "yellow",
    ComparisonOutcome.NOT_CALIBRATED: "yellow",
}


def compare(
    reference: Annotated[
        Path, typer.Argument(metavar="REFERENCE", help="Picture of the document, or a portrait.")
    ],
    probe: Annotated[
        list[Path],
        typer.Argument(
            metavar="PROBE...", help="Live picture of the person, or several: frames of one person."
        ),
    ],
    *,
    fmr: Annotated[
        float, typer.Option(help="False match rate to keep; the calibration must support it.")
    ] = 1e-3,
    engine: EngineOption = "sface",
    calibration: CalibrationOption = None,
    population: PopulationOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the comparison as JSON.")] = False,
) -> None:
    """Compare the faces of two pictures.

    Exit codes: 0 match, 1 non-match, 2 wrong usage, 3 undecided, no face acquired or no calibration,
    4 unusable input.
    """
    matcher, chosen = _checked(fmr=fmr, engine=engine, calibration=calibration, population=population)
    comparison = api.compare_faces(
        reference=reference, probe=probe, fmr=fmr, engine=matcher, population=chosen
    )
    if as_json:
        typer.echo(json.dumps(comparison.to_dict()))
    else:
        console = output()
        outcome = comparison.outcome
        console.print(Text(outcome.name, style=f"bold {_COLOURS[outcome]}"), Text(_sentence(comparison)))
    raise typer.Exit(_CODES[comparison.outcome])


def _checked(
    *, fmr: float, engine: str, calibration: Path | None, population: Path | None
) -> tuple[Engine, Population | None]:
    """The engine and the population that the options name, or an error of usage."""
    try:
        matcher, chosen = engine_of(engine, calibration), population_of_option(population)
        matcher.point(fmr, population=chosen)
    except InputError as problem:
        raise typer.BadParameter(str(problem)) from problem
    return matcher, chosen


def _sentence(comparison: Comparison) -> str:
    """What a person should know of it."""
    if comparison.score is None and comparison.reason is not None:
        return f"{comparison.side}: {comparison.reason.instruction}"
    score = f"score {comparison.score:.3f}"
    if comparison.threshold is None:
        return f"{score}, but {comparison.encoder} has no calibration, so no threshold."
    told = f"{score}, threshold {comparison.threshold:.3f} at FMR {comparison.fmr:g}"
    counted = comparison.population
    if counted is not None:
        told = f"{told}, population {counted.name} ({counted.people} people)"
    interval = comparison.fmr_interval
    if interval is not None:
        told = f"{told} (95 % {interval.low:.2g} to {interval.high:.2g})"
    if comparison.reason is not None:
        told = f"{told}; not decided: {comparison.side}: {comparison.reason.instruction}"
    return told

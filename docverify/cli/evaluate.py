"""`docverify evaluate`: error rates of comparison scores, or of pictures that it compares first."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer

from docverify.cli.evaluation_html import page
from docverify.cli.evaluation_systems import (
    USUAL_FMR,
    System,
    compared,
    differences,
    system_of,
)
from docverify.cli.evaluation_tables import console_of_tables, show, to_dict
from docverify.cli.face_engine import (
    ENGINE_HELP,
    CalibrationOption,
    PopulationOption,
    engine_of,
    population_of_option,
)
from docverify.cli.options import fraction
from docverify.cli.plot_option import expect_plot, write_plot, written
from docverify.cli.policy_option import policy_named
from docverify.evaluation.plot_systems import draw
from docverify.evaluation.sense import Sense
from docverify.evaluation.summary import TARGETS
from docverify.trials.pairs import NEEDED, Comparing
from docverify.trials.people import MOST_PAIRS, pairs_of_people
from docverify.trials.table import read_pairs


def evaluate(
    scores: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="SCORES",
            help="CSV, TSV or Parquet: score, mated, and person_a, person_b, group where known. Several are "
            "compared with the first.",
        ),
    ] = None,
    *,
    pairs: Annotated[
        Path | None, typer.Option(help="List of pictures to compare first: path_a, path_b, same.")
    ] = None,
    root: Annotated[Path, typer.Option(help="Folder that the paths of --pairs start from.")] = Path(),
    people: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Folder with a folder of pictures for each person: all pairs are compared."
        ),
    ] = None,
    most_pairs: Annotated[
        int, typer.Option(min=1, help="Pairs of each kind, of --people; drawn by the seed if there are more.")
    ] = MOST_PAIRS,
    engine: Annotated[
        list[str] | None, typer.Option(help=f"{ENGINE_HELP} Repeat it to compare several.")
    ] = None,
    calibration: CalibrationOption = None,
    population: PopulationOption = None,
    threads: Annotated[int, typer.Option(min=1, help="Threads for --pairs and --people.")] = 1,
    distance: Annotated[
        bool, typer.Option("--distance", help="Scores are distances: the smaller, the more alike.")
    ] = False,
    fmr: Annotated[
        list[float] | None, typer.Option(parser=fraction, metavar="NUMBER", help="Target FMR; repeatable.")
    ] = None,
    policy: Annotated[
        str | None,
        typer.Option(metavar="NAME|FILE", help="Policy whose FMR is in use; 0.001 is without one."),
    ] = None,
    threshold: Annotated[
        list[float] | None,
        typer.Option(
            parser=fraction,
            metavar="NUMBER",
            help="Threshold in use: rates at it, over people and by group. One for each of several systems.",
        ),
    ] = None,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write every figure as JSON.")] = None,
    plot: Annotated[
        Path | None, typer.Option(help="Draw histograms, DET, ROC, groups: .png, .svg, .pdf or .html.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the bootstrap over people, and of drawn pairs.")] = 0,
) -> None:
    """Compute error rates from comparison scores (ISO/IEC 19795-1).

    Where pictures are compared first, SCORES is the file that the scores are written to (default: the name of
    the pairs or of the folder with .scores.csv, and the engine's before it where there are several); a run
    that was stopped goes on where it stopped. A row without a score is a failure to acquire. With
    --population, scores are those at the first target FMR (0.001 unless given).
    """
    expect_plot(plot)
    if pairs is not None and people is not None:
        raise typer.BadParameter("--pairs and --people both name what to compare: give one")
    pictures = pairs or people
    own = calibration is not None or population is not None
    _refuse(pictures, engine or [], own=own, distance=distance)
    sources = _files(scores) if pictures is None else _engines(engine or ["sface"], scores, pictures)
    given = _one_each(threshold, len(sources))
    in_use = USUAL_FMR if policy is None else policy_named(policy).fmr
    if fmr and population is not None:
        in_use = fmr[0]
    comparing = {
        one.name: _comparing(one.name, calibration, population, threads=threads, fmr=in_use)
        for one in sources
        if one.compares
    }
    if comparing:
        rows, folder = _rows(pairs, root, people, most_pairs, seed)
        for one in sources:
            compared(rows, folder, one.scores, comparing=comparing[one.name], name=one.name)
    sense = Sense.DISTANCE if distance else Sense.SIMILARITY
    systems = [
        system_of(
            one.name,
            one.scores,
            targets=fmr or TARGETS,
            fmr=in_use,
            threshold=at,
            comparing=comparing.get(one.name),
            sense=sense,
            seed=seed,
        )
        for one, at in zip(sources, given, strict=True)
    ]
    less = list(differences(systems, seed=seed))
    show(console_of_tables(), systems, less, sense=sense)
    if json_out is not None:
        content = to_dict(systems, less, sense=sense, seed=seed)
        written(json_out, json.dumps(content, indent=1, allow_nan=False) + "\n")
    if plot is not None:
        title = _title(systems)
        told = [(f"{one.name} − {one.first}", one.at) for one in less]
        figure = draw([one.drawn for one in systems], differences=told, sense=sense, title=title)
        write_plot(plot, figure, lambda: page(figure, systems, less, sense=sense, title=title))


_LONGEST_TITLE: Final = 80


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the scores of one system are, and whether they are to be made first."""

    name: str
    scores: Path
    compares: bool


def _refuse(pictures: Path | None, engines: Sequence[str], *, own: bool, distance: bool) -> None:
    """Refuse options that do not go together."""
    if pictures is None and (own or engines):
        raise typer.BadParameter(
            "--engine, --population and --calibration go with --pairs or --people: these scores are compared "
            "already"
        )
    if pictures is not None and distance:
        raise typer.BadParameter("--distance is of files: what is compared here are similarities")
    if own and len(engines) > 1:
        raise typer.BadParameter("--calibration and --population are of one engine: name one")


def _one_each(thresholds: list[float] | None, count: int) -> Sequence[float | None]:
    """The threshold in use of each system, where they are given."""
    if thresholds and len(thresholds) != count:
        raise typer.BadParameter(f"{len(thresholds)} thresholds for {count} systems: give one for each")
    return thresholds or [None] * count


def _comparing(
    name: str, calibration: Path | None, population: Path | None, *, threads: int, fmr: float
) -> Comparing:
    """How an engine compares; what cannot be kept is refused before the work."""
    engine = engine_of(name, calibration, threads=threads)
    made = Comparing(engine=engine, population=population_of_option(population), fmr=fmr)
    if made.population is not None:
        engine.point(fmr, population=made.population)
    return made


def _files(scores: Sequence[Path] | None) -> list[_Source]:
    """The files of scores that are there already."""
    if not scores:
        raise typer.BadParameter("name files of scores, or pictures with --pairs or --people")
    if len({one.resolve() for one in scores}) < len(scores):
        raise typer.BadParameter("a file of scores is named twice")
    return [_Source(name, one, False) for name, one in zip(_names(scores), scores, strict=True)]


def _engines(named: list[str], scores: Sequence[Path] | None, pictures: Path) -> list[_Source]:
    """The engines that compare pictures, and where their scores are written."""
    if len(set(named)) < len(named):
        raise typer.BadParameter("an engine is named twice")
    files = list(scores or [_scores_of(pictures, one, len(named)) for one in named])
    if len(set(files)) < len(files):
        raise typer.BadParameter("two engines would write into one file: name a file for each one's scores")
    if len(files) != len(named):
        raise typer.BadParameter(f"{len(files)} files for the scores of {len(named)} engines")
    return [_Source(name, one, True) for name, one in zip(named, files, strict=True)]


def _scores_of(pictures: Path, engine: str, count: int) -> Path:
    """Where an engine's scores are written unless a file is named."""
    bare = pictures.with_suffix("") if pictures.suffix and not pictures.is_dir() else pictures
    part = f".{re.sub(r'[^A-Za-z0-9.+-]+', '_', Path(engine).name)}" if count > 1 else ""
    return bare.with_name(f"{bare.resolve().name}{part}.scores.csv")


def _names(files: Sequence[Path]) -> list[str]:
    """What files are called: by their stems, or as they were given where two have one."""
    stems = [one.name.removesuffix(one.suffix).removesuffix(".scores") for one in files]
    return stems if len(set(stems)) == len(stems) else [str(one) for one in files]


def _rows(
    pairs: Path | None, root: Path, people: Path | None, most: int, seed: int
) -> tuple[Sequence[dict[str, str]], Path]:
    """The pairs to compare, and the folder that their paths start from."""
    if people is None:
        assert pairs is not None  # noqa: S101 - one of both is named
        return read_pairs(pairs, needed=NEEDED), root
    found = pairs_of_people(people, most=most, rng=np.random.default_rng(seed))
    typer.echo(found.told)
    return found.rows, people


def _title(systems: Sequence[System]) -> str:
    """What stands above the drawing; of many systems only their number, for the legend names them."""
    if len(systems) == 1:
        return systems[0].scores.name
    names = ", ".join(one.name for one in systems)
    return names if len(names) <= _LONGEST_TITLE else f"{len(systems)} systems"

"""`docverify evaluate`: error rates of comparison scores, or of pictures that it compares first."""

import json
import math
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console

from docverify.cli.evaluation_html import page
from docverify.cli.evaluation_tables import in_use_to_dict, show
from docverify.cli.face_engine import (
    CalibrationOption,
    EngineOption,
    PopulationOption,
    engine_of,
    population_of_option,
)
from docverify.cli.options import fraction
from docverify.cli.plot_option import expect_plot, write_plot, written
from docverify.cli.progress import progress_of
from docverify.evaluation import Summary, summarise
from docverify.evaluation.plots import draw
from docverify.evaluation.summary import TARGETS
from docverify.operation.rates import RatesInUse, rates_in_use
from docverify.trials.pairs import Comparing, compare_pairs
from docverify.trials.score_table import ScoreTable, read_scores

USUAL_FMR = 1e-3


def evaluate(
    scores: Annotated[
        Path | None,
        typer.Argument(
            metavar="SCORES",
            help="CSV, TSV or Parquet: score, mated, and person_a, person_b, group where known.",
        ),
    ] = None,
    *,
    pairs: Annotated[
        Path | None, typer.Option(help="List of pictures to compare first: path_a, path_b, same.")
    ] = None,
    root: Annotated[Path, typer.Option(help="Folder that the paths of --pairs start from.")] = Path(),
    engine: EngineOption = "sface",
    calibration: CalibrationOption = None,
    population: PopulationOption = None,
    threads: Annotated[int, typer.Option(min=1, help="Threads for --pairs.")] = 1,
    fmr: Annotated[
        list[float] | None, typer.Option(parser=fraction, metavar="NUMBER", help="Target FMR; repeatable.")
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(
            parser=fraction, metavar="NUMBER", help="Threshold in use: rates at it, over people and by group."
        ),
    ] = None,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write every figure as JSON.")] = None,
    plot: Annotated[
        Path | None, typer.Option(help="Draw histograms, DET and ROC: .png, .svg, .pdf or .html.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the bootstrap over people.")] = 0,
) -> None:
    """Compute error rates from comparison scores (ISO/IEC 19795-1).

    With --pairs, SCORES is the file that the scores are written to (default: PAIRS with .scores.csv); a run
    that was stopped goes on where it stopped. A row without a score is a failure to acquire. With
    --population, scores are those at the first target FMR (0.001 unless given).
    """
    expect_plot(plot)
    comparing = None
    if pairs is not None:
        scores = scores or pairs.with_suffix(".scores.csv")
        comparing = Comparing(
            engine=engine_of(engine, calibration, threads=threads),
            population=population_of_option(population),
            fmr=fmr[0] if fmr and population is not None else USUAL_FMR,
        )
        if comparing.population is not None:  # what cannot be kept is refused before the work
            comparing.engine.point(comparing.fmr, population=comparing.population)
        with progress_of("comparing") as told:
            compare_pairs(pairs, root, scores, comparing=comparing, told=told)
    elif population is not None or calibration is not None:
        raise typer.BadParameter(
            "--population and --calibration go with --pairs: scores are compared already"
        )
    if scores is None:
        raise typer.BadParameter("name a file of scores, or a list of pairs with --pairs")
    table = read_scores(scores)
    acquired = table.acquired
    mated, non_mated = table.score[acquired & table.mated], table.score[acquired & ~table.mated]
    failures = int(np.count_nonzero(~acquired))
    summary = summarise(mated, non_mated, failures=failures, targets=tuple(fmr or TARGETS))
    used, source = _used(threshold, comparing, summary)
    in_use = _in_use(table, used, seed)
    show(Console(soft_wrap=True, highlight=False), summary, in_use, source=source)
    if json_out is not None:
        found = {
            "source": scores.name,
            "seed": seed,
            **summary.to_dict(),
            "at_threshold": {"chosen": source, **in_use_to_dict(in_use)},
        }
        written(json_out, json.dumps(found, indent=1, allow_nan=False) + "\n")
    if plot is not None:
        figure, title = draw(mated, non_mated, summary, title=scores.name), scores.name
        write_plot(plot, figure, lambda: page(figure, summary, title=title))


def _used(threshold: float | None, comparing: Comparing | None, summary: Summary) -> tuple[float, str]:
    """The threshold of the last table, and where it comes from, in words."""
    if threshold is not None:
        return threshold, "as it was given"
    if comparing is not None and comparing.threshold is not None:
        of = "calibration" if comparing.population is None else "population"
        return comparing.threshold, f"that of the {of}"
    return _usual(summary), "chosen on these scores themselves"


def _usual(summary: Summary) -> float:
    """The threshold at FMR 0.1 %, or at the target nearest to it that the data resolve."""
    usable = [point for point in summary.points if point.resolved and point.target > 0]
    return min(
        usable, key=lambda point: abs(math.log(point.target / USUAL_FMR)), default=summary.points[0]
    ).threshold


def _in_use(table: ScoreTable, threshold: float, seed: int) -> RatesInUse:
    acquired = table.acquired
    named = None if table.group is None else np.array(table.group_names)[table.group[acquired]]
    return rates_in_use(
        table.score[acquired],
        table.mated[acquired],
        threshold,
        people=None if table.people is None else table.people[acquired],
        groups=named,
        rng=np.random.default_rng(seed),
    )

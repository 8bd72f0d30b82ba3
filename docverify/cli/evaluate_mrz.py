"""`docverify evaluate-mrz`: pictures and what they say in, how well readers read them out."""

import json
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from docverify.cli.mrz_evaluation import Found, show, to_dict
from docverify.cli.mrz_evaluation_html import page
from docverify.cli.plot_option import expect_page, expect_plot, write_plot, written
from docverify.cli.progress import progress_of
from docverify.cli.show import output
from docverify.evaluation.plot_texts import TextsDrawn, draw_texts
from docverify.evaluation.texts import TextTrial, exact_difference, text_rates, text_rates_by
from docverify.trials.readings import digest_of, read_here, read_pictures, row_of_reading
from docverify.trials.truth import read_truth
from docverify.trials.workers import run_in_workers


def evaluate_mrz(
    folder: Annotated[Path, typer.Argument(help="Folder of pictures; names in TRUTH start from it.")],
    truth: Annotated[
        Path,
        typer.Argument(
            help="CSV, TSV or JSON lines: picture and lines; document and other columns if known."
        ),
    ],
    *,
    engine: Annotated[
        list[str] | None,
        typer.Option(help="Reader: docverify, passporteye, null; repeat it to compare several."),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(metavar="COLUMN", help="Tell figures by this column of TRUTH, too; repeatable."),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, max=1024, help="Processes of this machine.")] = 1,
    rows: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write rows that hold the text, as read and as it is. Without it, TRUTH with "
            ".readings.jsonl: names, counts and flags alone.",
        ),
    ] = None,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write every figure as JSON.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write a page with tables and drawing: .html.")] = None,
    plot: Annotated[
        Path | None,
        typer.Option(help="Draw exact shares, wrong claims, reliability: .png, .svg, .pdf or .html."),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the bootstrap over documents.")] = 0,
) -> None:
    """Measure how well MRZs are read: exact shares, character errors, wrong claims, reliability, times.

    TRUTH has a row for every picture of FOLDER. Its lines stand in one cell, with a bar or a space between
    them; they are empty where a picture has no MRZ. Pictures of one document, by the column document, are
    resampled together. A run that was stopped goes on where it stopped.
    """
    expect_plot(plot)
    expect_page(report)
    engines = engine or ["docverify"]
    columns = list(dict.fromkeys(["layout", *(by or [])]))
    truths = read_truth(truth, folder, columns=columns)
    with progress_of("reading") as told:
        trials = read_pictures(
            truths,
            folder,
            rows or truth.with_suffix(".readings.jsonl"),
            engines=engines,
            digest=digest_of(truth),
            told=told,
            text=rows is not None,
            runner=read_here if jobs == 1 else partial(run_in_workers, count=jobs, run=row_of_reading),
        )
    found = _found(trials, columns, seed=seed, jobs=jobs)
    show(output(), found)
    if json_out is not None:
        content = {"truth": truth.name, "seed": seed, **to_dict(found)}
        written(json_out, json.dumps(content, indent=1, allow_nan=False) + "\n")
    if plot is not None or report is not None:
        drawn = [
            TextsDrawn(
                name, rates, tuple((f"{column} {value}", one) for column, value, one in found.by[name])
            )
            for name, rates in found.readers.items()
        ]
        figure = draw_texts(drawn, title=truth.name)
        for path in (plot, report):
            if path is not None:
                write_plot(path, figure, lambda: page(figure, found, title=truth.name))


def _found(trials: dict[str, list[TextTrial]], columns: list[str], *, seed: int, jobs: int) -> Found:
    """Every figure; each has the same random numbers whatever else is asked for."""

    def rng() -> np.random.Generator:
        return np.random.default_rng(seed)

    by = {
        name: tuple(
            (column, value, rates)
            for column in columns
            for value, rates in text_rates_by(of, column, rng=rng())
        )
        for name, of in trials.items()
    }
    documents = {one.document or one.picture for of in trials.values() for one in of if one.characters}
    return Found(
        readers={name: text_rates(of, rng=rng()) for name, of in trials.items()},
        by=by,
        differences=tuple(
            (one, other, exact_difference(trials[one], trials[other], rng=rng()))
            for one, other in combinations(trials, 2)
            if len(documents) > 1
        ),
        documents=len(documents),
        jobs=jobs,
    )

"""`docverify batch`: many pairs of pictures verified, on several processors or machines, and resumed."""

from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from docverify.cli.face_engine import CalibrationOption, EngineOption, PopulationOption, population_of_option
from docverify.cli.options import READER_HELP, day, fraction
from docverify.cli.policy_option import policy_named
from docverify.cli.progress import progress_of
from docverify.cli.show import output
from docverify.faces.engines.choose import calibration_from_file
from docverify.trials.batch import Runner, verify_pairs
from docverify.trials.job import Setting
from docverify.trials.workers import run_here, run_in_workers


def batch(
    pairs: Annotated[
        Path,
        typer.Argument(
            help="Table of pairs: path_a (document), path_b (live); same and case_id where known."
        ),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Reports, a line each; PAIRS with .reports.jsonl."),
    ] = None,
    root: Annotated[Path, typer.Option(help="Folder that the paths of PAIRS start from.")] = Path(),
    policy: Annotated[
        str, typer.Option(metavar="NAME|FILE", help="document, kiosk, border, lenient, or a TOML file.")
    ] = "border",
    fmr: Annotated[
        float | None,
        typer.Option(parser=fraction, metavar="NUMBER", help="False match rate; the policy's unless given."),
    ] = None,
    at: Annotated[
        date | None, typer.Option(parser=day, metavar="DATE", help="Day of the checks, today unless given.")
    ] = None,
    engine: Annotated[str, typer.Option(help=READER_HELP)] = "docverify",
    face_engine: EngineOption = "sface",
    calibration: CalibrationOption = None,
    population: PopulationOption = None,
    jobs: Annotated[int, typer.Option(min=1, max=1024, help="Processes of this machine.")] = 1,
    ray: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Run on Ray: a cluster's address, or local with as many processes as --jobs.",
        ),
    ] = None,
    threads: Annotated[int, typer.Option(min=1, help="Threads of each process.")] = 1,
) -> None:
    """Verify every pair of a table, and write a report a line, in its order.

    A run that was stopped goes on where it stopped. A process that dies is replaced, and its pair is verified
    again. The lines are what `docverify report` counts.
    """
    demanded = policy_named(policy)
    setting = Setting(
        policy=demanded if fmr is None else demanded.at_fmr(fmr),
        at=at or datetime.now(UTC).date(),
        engine=engine,
        face_engine=face_engine,
        calibration=None if calibration is None else calibration_from_file(calibration),
        population=population_of_option(population),
        threads=threads,
    )
    target = out or pairs.with_suffix(".reports.jsonl")
    with progress_of("verifying") as told:
        counts = verify_pairs(pairs, root, target, setting=setting, told=told, runner=_runner(jobs, ray))
    console = output()
    for name, count in counts.outcomes.items():
        console.print(Text(f"{name}: {count}"))
    for name, count in counts.errors.items():
        console.print(Text(f"without a report, {name}: {count}", style="yellow"))
    console.print(Text(f"Reports: {target}"))


def _runner(jobs: int, ray: str | None) -> Runner:
    if ray is not None:
        from docverify.trials.on_ray import run_on_ray

        return partial(run_on_ray, address=ray, count=jobs)
    return run_here if jobs == 1 else partial(run_in_workers, count=jobs)

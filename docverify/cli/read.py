"""`docverify read`: pictures and folders in, the text of their MRZ out."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from docverify.api.printed import read_printed
from docverify.cli.codes import ExitCode, code_of_outcome, gravest
from docverify.cli.options import READER_HELP, day
from docverify.cli.pictures import pictures_of, written
from docverify.cli.show import output
from docverify.cli.show_printed import show_printed
from docverify.cli.show_reading import reading_as_dict, show_reading
from docverify.errors import DocverifyError, EngineMissing, InputError
from docverify.evidence import Evidence, Reader, Reading
from docverify.evidence.printed import PrintedZone
from docverify.imaging import load_pages
from docverify.printed.engines import PrintReader, print_reader_named
from docverify.reading import explain
from docverify.reading.engines import read_with, reader_named
from docverify.verification import TEXT, TEXT_AND_PRINT, Report, judge

_SUMMARY = {
    ExitCode.PASSED: "passed",
    ExitCode.FAILED: "failed",
    ExitCode.INCONCLUSIVE: "inconclusive",
    ExitCode.UNUSABLE: "unusable",
}


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of one picture: a reading and its report, or the problem that kept it from being read."""

    file: Path
    seconds: float
    page: int = 1
    reading: Reading | None = None
    report: Report | None = None
    printed: PrintedZone | None = None
    problem: DocverifyError | None = None

    @property
    def code(self) -> ExitCode:
        return ExitCode.UNUSABLE if self.report is None else code_of_outcome(self.report.outcome)


def read(
    images: Annotated[
        list[Path], typer.Argument(metavar="IMAGE...", help="Pictures, and folders of pictures.")
    ],
    *,
    at: Annotated[
        date | None,
        typer.Option(
            parser=day,
            help="Day that resolves two-digit years; today unless given.",
            metavar="DATE",
        ),
    ] = None,
    engine: Annotated[str, typer.Option(help=READER_HELP)] = "docverify",
    printed: Annotated[
        bool,
        typer.Option("--printed", help="Read what is printed beside the MRZ, too, and hold it against it."),
    ] = False,
    explain_to: Annotated[
        Path | None,
        typer.Option(
            "--explain", metavar="OUT.png", help="Draw what the reader saw; the drawing shows the text."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Read the MRZ of pictures of travel documents, and of the pages of PDFs.

    A picture that cannot be used is reported, and the others are read. The exit code is that of the gravest
    picture: 4 unusable, then 1 an MRZ that contradicts itself, then 3 no MRZ, or one that leaves a doubt.
    Text, digits and dates are asked, not whether the document has expired. With --printed, print that surely
    says otherwise than the MRZ is a doubt, too.
    """
    try:
        reader = reader_named(engine)
    except InputError as problem:
        raise typer.BadParameter(str(problem)) from problem
    printer = print_reader_named() if printed else None
    today = at or datetime.now().astimezone().date()
    files = list(pictures_of(images))
    if explain_to is not None and len(files) != 1:
        raise typer.BadParameter("--explain draws one picture: name one file")
    results, errors = output(), Console(stderr=True, highlight=False, emoji=False)
    codes = []
    with _progress(results, errors, len(files)) as progress:
        task = progress.add_task("reading", total=len(files))
        for file in files:
            for answer in _read(file, reader, explain_to, today, printer):
                codes.append(answer.code)
                if as_json:
                    results.print(_json(answer), markup=False, soft_wrap=True)
                elif answer.reading is None or answer.report is None:
                    errors.print(f"docverify: {answer.problem}", style="red", markup=False, soft_wrap=True)
                else:
                    whole = len(files) == 1
                    show_reading(answer.file, answer.reading, answer.report, results, whole=whole)
                    if printed:
                        show_printed(answer.printed, answer.report, results)
            progress.advance(task)
    if len(files) > 1 and not as_json:
        counts = Counter(codes)
        told = ", ".join(f"{counts[code]} {words}" for code, words in _SUMMARY.items() if counts[code])
        errors.print(f"{len(codes)} pictures: {told}", style="dim")
    raise typer.Exit(gravest(codes))


def _read(
    file: Path, reader: Reader, explain_to: Path | None, at: date, printer: PrintReader | None
) -> Iterator[_Answer]:
    """Read one file, page by page; whatever is wrong with it does not keep the others from being read."""
    page, start = 0, time.perf_counter()
    try:
        for page, picture in enumerate(load_pages(file), 1):
            reading, zone = _both(picture, reader, printer, at)
            if explain_to is not None:
                written(_numbered(explain_to, page), explain(picture, reading))
            report = judge(
                Evidence(reading=reading, printed=zone), TEXT if printer is None else TEXT_AND_PRINT, at=at
            )
            yield _Answer(file, time.perf_counter() - start, page, reading, report, zone)
            start = time.perf_counter()
    except EngineMissing:
        raise
    except DocverifyError as problem:
        yield _Answer(file, time.perf_counter() - start, page + 1, problem=problem)


def _both(
    picture: NDArray[np.uint8], reader: Reader, printer: PrintReader | None, at: date
) -> tuple[Reading, PrintedZone | None]:
    """The MRZ of a picture, and what is printed beside it where that is asked for."""
    if printer is None:
        return read_with(reader, picture), None
    both = read_printed(picture, at=at, engine=reader, print_engine=printer)
    return both.reading, both.printed


def _numbered(path: Path, page: int) -> Path:
    """The path itself for the first page, with the page's number before its suffix for the others."""
    return path if page == 1 else path.with_stem(f"{path.stem}-{page}")


def _json(answer: _Answer) -> str:
    content: dict[str, object] = {
        "file": str(answer.file),
        "page": answer.page,
        "seconds": round(answer.seconds, 4),
    }
    if answer.reading is None or answer.report is None:
        content |= {"error": type(answer.problem).__name__, "message": str(answer.problem)}
    else:
        content |= reading_as_dict(answer.reading, answer.report)
        if answer.printed is not None:
            content["printed"] = answer.printed.to_dict()
    return json.dumps(content, ensure_ascii=False)


def _progress(results: Console, errors: Console, count: int) -> Progress:
    """A bar on the standard error; on a terminal that shows the results as well, it stays below them."""
    console = results if results.is_terminal else errors
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    hidden = count < 2 or not console.is_terminal
    return Progress(*columns, console=console, transient=True, disable=hidden)

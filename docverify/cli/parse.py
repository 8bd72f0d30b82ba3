"""`docverify parse`: the text of an MRZ in, its fields and checks out."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from docverify.cli.codes import ExitCode, gravest
from docverify.errors import InputError, UnknownMrzFormat
from docverify.mrz import (
    ICAO,
    LENIENT,
    STRICT,
    FieldCheck,
    Issue,
    IssueCode,
    Mrz,
    Repair,
    detect,
    parse_mrz,
    repair_mrz,
)

_PROFILES = {profile.name: profile for profile in (STRICT, ICAO, LENIENT)}
_UNTOLD = frozenset(
    {IssueCode.CHECK_DIGIT_UNCHECKABLE, IssueCode.CHECK_DIGIT_NOT_PRINTED, IssueCode.NOT_IN_ALPHABET}
)
"""Issues that leave a check undone rather than failed."""
_COLOURS = {FieldCheck.VERIFIED: "green", FieldCheck.REFUTED: "red", FieldCheck.UNCHECKABLE: "yellow"}


class ProfileName(StrEnum):
    """The profiles as the command line names them."""

    STRICT = "strict"
    ICAO = "icao"
    LENIENT = "lenient"


@dataclass(frozen=True, slots=True)
class _Read:
    """One document: its parsed text, or why there is none."""

    mrz: Mrz | None
    repair: Repair | None = None
    reason: str = ""
    layouts: tuple[tuple[str, str], ...] = ()


def parse(
    texts: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT|FILE|-...",
            help="The text of an MRZ, its lines in one argument or in several; a file; or - for standard "
            "input. Blank lines separate documents.",
        ),
    ],
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a line for each document.")
    ] = False,
    at: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day to look at the document, today unless given."),
    ] = None,
    profile: Annotated[ProfileName, typer.Option(help="Which issues count.")] = ProfileName.ICAO,
    waive: Annotated[
        list[str] | None, typer.Option(help="A field or issue code that shall not count; repeatable.")
    ] = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="Propose corrections, and apply what is proved and unique.")
    ] = False,
) -> None:
    """Parse and check the text of machine-readable zones.

    Exit code: 0 all checks passed, 1 a check failed, 2 wrong usage, 3 inconclusive, 4 unusable input.
    """
    console = Console(highlight=False, soft_wrap=True)
    codes = []
    for document in _documents(texts):
        read = _read(document, at=at, profile=profile, waive=tuple(waive or ()), repair=repair)
        codes.append(_code(read))
        if as_json:
            typer.echo(json.dumps(_as_dict(read), ensure_ascii=False))
        else:
            _show(console, read)
    raise typer.Exit(gravest(codes))


def _read(
    document: str, *, at: datetime | None, profile: ProfileName, waive: tuple[str, ...], repair: bool
) -> _Read:
    day = (at or datetime.now(UTC)).date()
    try:
        if repair:
            repaired = repair_mrz(document, at=day, profile=_PROFILES[profile], waive=waive)
            return _Read(repaired.mrz, repaired)
        return _Read(parse_mrz(document, at=day, profile=_PROFILES[profile], waive=waive))
    except UnknownMrzFormat as error:
        try:
            layouts = tuple((fit.format.value, fit.reason) for fit in detect(document))
        except UnknownMrzFormat:
            layouts = ()
        return _Read(None, None, str(error), layouts)
    except InputError as error:
        raise typer.BadParameter(str(error)) from error


def _documents(texts: list[str]) -> Iterable[str]:
    """The documents in the arguments: lines of one, or one each, or those in files and standard input."""
    literal = [t.replace("\\n", "\n") for t in texts]
    if len(texts) > 1 and not any(t == "-" or _is_file(t) for t in texts) and _fits("\n".join(literal)):
        return ["\n".join(literal)]
    found: list[str] = []
    for text, plain in zip(texts, literal, strict=True):
        whole = _contents(text)
        found.extend([plain] if whole is None else _divide(whole))
    return found


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # too long for a path, or a null character in it
        return False


def _contents(text: str) -> str | None:
    """What standard input or a file holds; None for a literal text."""
    if text == "-":
        return sys.stdin.read()
    if not _is_file(text):
        return None
    try:
        return Path(text).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{text} cannot be read as UTF-8 text: {type(error).__name__}") from error


def _divide(whole: str) -> list[str]:
    """Documents are separated by blank lines; a block in which every line is one is divided by lines."""
    found = []
    for block in "\n".join(line.strip() for line in whole.splitlines()).split("\n\n"):
        text = block.strip("\n")
        lines = text.splitlines()
        if len(lines) > 1 and not _fits(text) and all(map(_fits, lines)):
            found.extend(lines)
        elif text:
            found.append(text)
    return found or [""]


def _fits(text: str) -> bool:
    try:
        return any(fit.fits for fit in detect(text))
    except UnknownMrzFormat:
        return False


def _code(read: _Read) -> ExitCode:
    """The exit code of one document."""
    mrz = read.mrz
    if mrz is None:
        return ExitCode.UNUSABLE
    if mrz.valid:
        verified = any(found.check is FieldCheck.VERIFIED for found in mrz.fields.values())
        return ExitCode.PASSED if verified else ExitCode.INCONCLUSIVE
    counted = {issue.code for issue in _counted(mrz)}
    return ExitCode.INCONCLUSIVE if counted <= _UNTOLD else ExitCode.FAILED


def _counted(mrz: Mrz) -> list[Issue]:
    counts = _PROFILES[mrz.profile].counts
    return [
        i
        for i in mrz.issues
        if i.code in counts and i.field not in mrz.waived and i.code.value not in mrz.waived
    ]


def _as_dict(read: _Read) -> dict[str, object]:
    if read.mrz is None:
        return {"error": read.reason, "layouts": dict(read.layouts)}
    plain = read.mrz.to_dict()
    if read.repair is not None:
        plain["repair"] = read.repair.to_dict()
    return plain


def _show(console: Console, read: _Read) -> None:
    if read.mrz is None:
        console.print(f"[red]unusable[/]: {escape(read.reason)}")
        for name, reason in read.layouts:
            console.print(f"  {name}: {escape(reason)}")
        return
    mrz = read.mrz
    verdict = "[green]valid[/]" if mrz.valid else "[red]not valid[/]"
    waived = f", waived: {', '.join(mrz.waived)}" if mrz.waived else ""
    console.print(f"{mrz.format.value}: {verdict} ({mrz.profile}{escape(waived)})")
    table = Table("field", "value", "check", box=None, pad_edge=False)
    for name, found in mrz.fields.items():
        if not name.endswith("_check_digit") or name == "composite_check_digit":
            check = found.check.value
            colour = _COLOURS.get(found.check)
            day = found.date.date.isoformat() if found.date is not None and found.date.date else found.value
            table.add_row(
                name.replace("_", " "), escape(day or ""), f"[{colour}]{check}[/]" if colour else check
            )
    console.print(table)
    if read.repair is not None:
        _show_repair(console, read.repair)
    _show_issues(console, mrz)


def _show_repair(console: Console, repair: Repair) -> None:
    console.print(f"repair: {repair.outcome.value}, {len(repair.alternatives)} alternatives")
    for c in repair.corrections:
        console.print(
            f"  line {c.line + 1}, column {c.column + 1} ({c.field.replace('_', ' ')}): "
            f"{escape(c.read)} -> {escape(c.became)}, by {c.reason.value}, proof: {c.proof.value}"
        )


def _show_issues(console: Console, mrz: Mrz) -> None:
    """Print the lines with a mark under the characters of each issue."""
    counted = set(_counted(mrz))
    for issue in (i for i in mrz.issues if i.span is None):
        console.print(f"note: {escape(issue.message)}")
    for number, line in enumerate(mrz.lines):
        here = sorted((i for i in mrz.issues if i.span and i.span.line == number), key=lambda i: i.span or ())
        if here:
            console.print(escape(line))
        for issue in here:
            first, stop = (issue.span.first, issue.span.stop) if issue.span else (0, 0)
            mark = " " * first + "^" * max(stop - first, 1)
            colour = "red" if issue in counted else "yellow"
            expected = f"; {issue.expected} was computed" if issue.expected else ""
            console.print(f"[{colour}]{mark} {issue.code.value}: {escape(issue.message + expected)}[/]")

"""`docverify parse`: the text of an MRZ in, its fields and checks out."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from docverify.cli.codes import ExitCode, code_of_outcome, gravest
from docverify.cli.mrz_texts import documents_in
from docverify.cli.options import day
from docverify.cli.show import COLOURS
from docverify.errors import InputError, UnknownMrzFormat
from docverify.evidence import Evidence, typed
from docverify.mrz import (
    ICAO,
    LENIENT,
    STRICT,
    FieldCheck,
    Mrz,
    Repair,
    detect,
    in_words,
    parse_mrz,
    repair_mrz,
)
from docverify.verification import CHECK_NAMES, TEXT, Report, judge

_PROFILES = {profile.name: profile for profile in (STRICT, ICAO, LENIENT)}
_DIGITS = tuple(name for name in CHECK_NAMES if name.endswith("_digit"))
_WAIVES = {
    "date_impossible": ("dates_valid",),
    "date_in_future": ("dates_valid",),
    "check_digit_refuted": _DIGITS,
    "check_digit_not_printed": _DIGITS,
    "check_digit_uncheckable": _DIGITS,
    "not_allowed_here": ("text_allowed",),
    "not_in_alphabet": ("text_allowed",),
    "state_unknown": ("states_known",),
    "state_withdrawn": ("states_known",),
    "field_empty": ("holder_and_number",),
}
"""Which checks an issue that is waived takes out."""
_STRICTER = ("states_known", "holder_and_number", "text_unchanged")
"""What the strict profile asks beyond the policy `text`."""
_COLOURS = {FieldCheck.VERIFIED: "green", FieldCheck.REFUTED: "red", FieldCheck.UNCHECKABLE: "yellow"}


class ProfileName(StrEnum):
    """The profiles as the command line names them."""

    STRICT = "strict"
    ICAO = "icao"
    LENIENT = "lenient"


@dataclass(frozen=True, slots=True)
class _Read:
    """One document: its parsed text and what the judge says of it, or why there is none."""

    mrz: Mrz | None
    repair: Repair | None = None
    report: Report | None = None
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
        date | None,
        typer.Option(parser=day, metavar="DATE", help="The day to look at the document, today unless given."),
    ] = None,
    profile: Annotated[ProfileName, typer.Option(help="Which issues count.")] = ProfileName.ICAO,
    waive: Annotated[
        list[str] | None, typer.Option(help="A field or issue code that shall not count; repeatable.")
    ] = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="Propose corrections, and apply what is proved and unique.")
    ] = False,
) -> None:
    """Parse and check the text of machine-readable zones."""
    console = Console(highlight=False, soft_wrap=True)
    waived = tuple(name.replace(" ", "_") for name in waive or ())  # as they are printed below
    codes = []
    for document in documents_in(texts):
        read = _read(document, at=at, profile=profile, waive=waived, repair=repair)
        codes.append(ExitCode.UNUSABLE if read.report is None else code_of_outcome(read.report.outcome))
        if as_json:
            typer.echo(json.dumps(_as_dict(read), ensure_ascii=False))
        else:
            _show(console, read)
    raise typer.Exit(gravest(codes))


def _read(
    document: str, *, at: date | None, profile: ProfileName, waive: tuple[str, ...], repair: bool
) -> _Read:
    at = at or datetime.now(UTC).date()
    try:
        if repair:
            repaired = repair_mrz(document, at=at, profile=_PROFILES[profile], waive=waive)
            return _Read(repaired.mrz, repaired, report=_report(repaired.mrz, profile, at))
        mrz = parse_mrz(document, at=at, profile=_PROFILES[profile], waive=waive)
        return _Read(mrz, report=_report(mrz, profile, at))
    except UnknownMrzFormat as error:
        try:
            layouts = tuple((fit.format.value, fit.reason) for fit in detect(document))
        except UnknownMrzFormat:
            layouts = ()
        return _Read(None, reason=str(error), layouts=layouts)
    except InputError as error:
        raise typer.BadParameter(str(error)) from error


def _report(mrz: Mrz, profile: ProfileName, day: date) -> Report:
    """What the judge says of a text that was typed, by the policy that the profile and the waivers make."""
    waived = {check for word in mrz.waived for check in _WAIVES.get(word, ()) or [_digit_check(word)]}
    if profile is ProfileName.LENIENT:
        waived |= {"text_allowed", "dates_valid"}
    required = {*(TEXT.required or ()), *(_STRICTER if profile is ProfileName.STRICT else ())}
    policy = replace(TEXT, name=f"text, {profile}", required=required, waived=waived & set(CHECK_NAMES))
    return judge(Evidence(reading=typed(mrz)), policy, at=day)


def _digit_check(word: str) -> str:
    return word.removesuffix("_check_digit") + "_digit"


def _as_dict(read: _Read) -> dict[str, object]:
    if read.mrz is None or read.report is None:
        return {"error": read.reason, "layouts": dict(read.layouts)}
    plain = read.mrz.to_dict() | {"outcome": read.report.outcome.value, "why": read.report.why}
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
    assert read.report is not None  # noqa: S101 - a text that was parsed was judged
    outcome = read.report.outcome
    verdict = f"[{COLOURS[outcome]}]{outcome.value}[/]"
    waived = f", waived: {', '.join(mrz.waived)}" if mrz.waived else ""
    console.print(f"{mrz.format.value}: {verdict} ({mrz.profile}{escape(waived)})")
    if read.report.why:
        console.print(escape(read.report.why))
    table = Table("field", "value", "check", box=None, pad_edge=False)
    for name, found in mrz.fields.items():
        if not name.endswith("_check_digit") or name == "composite_check_digit":
            check = in_words(found.check)
            colour = _COLOURS.get(found.check)
            day = found.date.date.isoformat() if found.date is not None and found.date.date else found.value
            table.add_row(found.title, escape(day or ""), f"[{colour}]{check}[/]" if colour else check)
    console.print(table)
    if read.repair is not None:
        _show_repair(console, read.repair)
    _show_issues(console, mrz)


def _show_repair(console: Console, repair: Repair) -> None:
    console.print(f"repair: {in_words(repair.outcome)}, {len(repair.alternatives)} alternatives")
    for c in repair.corrections:
        console.print(
            f"  line {c.line + 1}, column {c.column + 1} ({in_words(c.field)}): "
            f"{escape(c.read)} -> {escape(c.became)}, by {in_words(c.cause)}, proof: {in_words(c.proof)}"
        )


def _show_issues(console: Console, mrz: Mrz) -> None:
    """Print the lines with a mark under the characters of each issue."""
    counted = set(mrz.counted)
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
            console.print(f"[{colour}]{mark} {in_words(issue.code)}: {escape(issue.message + expected)}[/]")

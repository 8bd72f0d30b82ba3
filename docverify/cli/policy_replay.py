"""`docverify policy replay`: what was recorded, judged again, by the same policy or by another."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.table import Table

from docverify.cli.policy_option import policy_named
from docverify.cli.report_lines import is_journal, reports_in
from docverify.cli.show import output, print_trimmed
from docverify.errors import ConfigurationError, InputError
from docverify.verification import Finding, Outcome, Policy
from docverify.verification import replay as judge_again

_DIFFERENT: Final = 1
_MOST_TOLD: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """One recorded case."""

    place: int
    outcome: str
    findings: tuple[Finding, ...]
    policy: Policy
    at: date
    case_id: str


def replay(
    records: Annotated[
        Path, typer.Argument(metavar="JOURNAL|FILE", help="A journal, or JSON lines of reports.")
    ],
    *,
    policy: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|FILE", help="Judge by this policy in place of the one that each was judged by."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Judge recorded cases again from their numbers: the same policy gives the same outcome.

    Without --policy, exit code 1 where an outcome is another one. With it, what that policy would have made
    of the cases, as far as their checks do not ask the policy themselves: which kinds and States it accepts
    is as recorded.
    """
    other = None if policy is None else policy_named(policy)
    changes: Counter[tuple[str, str]] = Counter()
    differing: list[int] = []
    left_out = 0
    for one in _records(records):
        try:
            again = judge_again(one.findings, other or one.policy, at=one.at, case_id=one.case_id)
        except InputError:
            left_out += 1
            continue
        changes[one.outcome, again.outcome.value] += 1
        if again.outcome.value != one.outcome:
            differing.append(one.place)
    if as_json:
        rows = [{"recorded": was, "again": now, "count": n} for (was, now), n in sorted(changes.items())]
        typer.echo(json.dumps({"outcomes": rows, "differing": differing, "left_out": left_out}))
    else:
        _show(changes, differing, left_out)
    raise typer.Exit(_DIFFERENT if differing and other is None else 0)


def _records(path: Path) -> Iterator[_Record]:
    if not path.is_file():
        raise ConfigurationError(f"{path}: there is no such file")
    return _of_journal(path) if is_journal(path) else _of_lines(path)


def _of_journal(path: Path) -> Iterator[_Record]:
    from docverify.operation.journal import EntryKind, Journal, JournalEntry, findings_of

    with Journal(path, read_only=True) as journal:
        told: Iterable[JournalEntry] = journal.entries(kind=EntryKind.POLICY)
        policies = {str(one.content["sum"]): _policy(one.content["policy"]) for one in told}
        for entry in journal.entries(kind=EntryKind.VERIFICATION):
            content = entry.content
            yield _Record(
                place=entry.number,
                outcome=Outcome(str(content["outcome"])).value,
                findings=findings_of(entry),
                policy=policies[str(content["policy"])],
                at=date.fromisoformat(str(content["day"])),
                case_id=str(content["case"] or ""),
            )


def _policy(content: object) -> Policy:
    if not isinstance(content, dict):
        raise InputError("the journal holds a policy that is none")
    return Policy.from_dict(content)


def _of_lines(path: Path) -> Iterator[_Record]:
    for number, report in reports_in(path):
        yield _Record(
            place=number,
            outcome=report.outcome.value,
            findings=report.findings,
            policy=report.policy,
            at=report.at,
            case_id=report.case_id,
        )


def _show(changes: Counter[tuple[str, str]], differing: list[int], left_out: int) -> None:
    console = output()
    table = Table("recorded", "again", "cases", box=None, pad_edge=False)
    for (was, now), count in sorted(changes.items()):
        table.add_row(was, now, f"{count:,}")
    print_trimmed(table, console)
    if differing:
        more = f" and {len(differing) - _MOST_TOLD:,} more" if len(differing) > _MOST_TOLD else ""
        console.print(f"other outcomes: {', '.join(map(str, differing[:_MOST_TOLD]))}{more}")
    if left_out:
        console.print(f"{left_out:,} could not be judged: of another FMR, or recorded by a later version")

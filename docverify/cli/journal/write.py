"""`docverify journal init, append, decide, clock`: what writes entries."""

from pathlib import Path
from typing import Annotated

import typer

from docverify.cli.journal.options import JournalArgument, JsonOption, KeyOption, SealsOption, told
from docverify.cli.report_lines import reports_in
from docverify.operation.journal import Journal, JournalProfile, OperatorDecision, OperatorVerdict


def init(
    path: JournalArgument,
    *,
    origin: Annotated[
        str | None,
        typer.Option(help="What the log is called, such as border.example.org/desk-3; random unless given."),
    ] = None,
    retention: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PURPOSE=DAYS",
            help="For how long identity is kept that is sealed for a purpose; repeatable; verification=30 "
            "unless given. It cannot be changed.",
        ),
    ] = None,
    signing_key: KeyOption = None,
    seals: SealsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a journal, the key that signs its checkpoints, and the file of the keys of what is sealed.

    Its verifier key is printed: hand it out to whoever shall check checkpoints and proofs.
    """
    days = dict(map(_days, retention)) if retention else None
    with Journal.create(path, origin=origin, retention=days, key=signing_key, seals=seals) as made:
        key = made.key
    told(f"{path}: a new journal, known by the key\n{key}", {"path": str(path), "key": key}, as_json=as_json)


def append(
    path: JournalArgument,
    reports: Annotated[
        Path, typer.Argument(help="JSON lines, each as `docverify verify --json` prints it; - reads stdin.")
    ],
    *,
    profile: Annotated[JournalProfile, typer.Option(help="How much is written down.")] = JournalProfile.BASIC,
    aborted: Annotated[
        bool, typer.Option("--aborted", help="The cases were broken off, rather than undetermined.")
    ] = False,
    signing_key: KeyOption = None,
    seals: SealsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write verifications into a journal; each is on the disk when its number is printed."""
    with Journal(path, key=signing_key, seals=seals) as journal:
        for _, report in reports_in(reports):
            entry = journal.append(report, profile=profile, aborted=aborted)
            told(f"entry {entry.number}: {report.outcome.value}", entry.to_dict(), as_json=as_json)


def decide(
    path: JournalArgument,
    entry: Annotated[int, typer.Argument(min=0, help="Number of the verification.")],
    verdict: Annotated[OperatorVerdict, typer.Argument(help="What was decided.")],
    *,
    operator: Annotated[str, typer.Option(help="Staff code of who decided; no name.")],
    reason: Annotated[int, typer.Option(min=0, max=999_999, help="Code of why.")] = 0,
    corrected: Annotated[
        list[str] | None, typer.Option(metavar="FIELD", help="Field that was put right; repeatable.")
    ] = None,
    mated: Annotated[
        bool | None,
        typer.Option(
            "--mated/--not-mated", help="Whether document and bearer were found to belong together."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write down what an operator decided about a verification."""
    decision = OperatorDecision(
        verdict=verdict, operator=operator, reason=reason, corrected=tuple(corrected or ()), mated=mated
    )
    with Journal(path) as journal:
        written = journal.decide(entry, decision)
    told(f"entry {written.number}: {verdict.value} of entry {entry}", written.to_dict(), as_json=as_json)


def clock(path: JournalArgument, *, as_json: JsonOption = False) -> None:
    """Write down that the clock was wrong and is right now, so that entries may be of earlier times."""
    with Journal(path) as journal:
        written = journal.correct_clock()
    told(f"entry {written.number}: the clock was put right", written.to_dict(), as_json=as_json)


def _days(text: str) -> tuple[str, int]:
    purpose, _, days = text.partition("=")
    if not days.isdecimal() or len(days) > 6:
        raise typer.BadParameter(
            "write it as PURPOSE=DAYS, such as verification=30", param_hint="--retention"
        )
    return purpose, int(days)

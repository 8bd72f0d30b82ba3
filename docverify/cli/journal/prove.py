"""`docverify journal checkpoint, prove, check-proof`: what others can check without the journal."""

from pathlib import Path
from typing import Annotated

import typer

from docverify.cli.journal.options import (
    JournalArgument,
    JsonOption,
    KeyOption,
    bytes_of,
    key_of,
    put,
    text_of,
    told,
)
from docverify.operation.journal import Journal, JournalProof, check_proof


def checkpoint(
    path: JournalArgument,
    *,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="File to write; printed unless given.")
    ] = None,
    signing_key: KeyOption = None,
) -> None:
    """Sign the root over all entries (C2SP tlog-checkpoint): keep it where nobody changes it."""
    with Journal(path, key=signing_key) as journal:
        note = journal.checkpoint()
    if out is None:
        typer.echo(note, nl=False)
    else:
        put(out, note.encode())


def prove(
    path: JournalArgument,
    entry: Annotated[int, typer.Argument(min=0, help="Number of the entry.")],
    *,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Proof to write; the entry's bytes go to OUT.entry.")
    ],
    known: Annotated[
        Path | None,
        typer.Option(
            "--checkpoint", metavar="FILE", help="Checkpoint to prove it by; the last unless given."
        ),
    ] = None,
    signing_key: KeyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Prove to somebody who has no journal that an entry is in it (C2SP tlog-proof)."""
    with Journal(path, key=signing_key) as journal:
        proof = journal.prove(entry, checkpoint=None if known is None else text_of(known))
    beside = out.with_name(f"{out.name}.entry")
    put(out, proof.text.encode())
    put(beside, proof.entry)
    content = {"proof": str(out), "entry": str(beside), "number": entry}
    told(f"{out} proves that {beside} is entry {entry}", content, as_json=as_json)


def check(
    proof: Annotated[Path, typer.Argument(help="File of the proof; the entry's bytes lie in PROOF.entry.")],
    *,
    key: Annotated[
        str, typer.Option(metavar="NAME+ID+KEY|FILE", help="Key by which the log is known from elsewhere.")
    ],
    as_json: JsonOption = False,
) -> None:
    """Check that an entry is in a log, without the journal."""
    given = JournalProof(entry=bytes_of(proof.with_name(f"{proof.name}.entry")), text=text_of(proof))
    number = check_proof(given, key_of(key))
    told(f"it is entry {number} of the log", {"number": number}, as_json=as_json)

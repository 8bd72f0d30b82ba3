"""`docverify journal`: the record of what was decided, written, verified, proved, exported and erased."""

import typer

from docverify.cli import Command, Group
from docverify.cli.journal import erase, look, prove, write

journal = typer.Typer(
    name="journal",
    cls=Group,
    help="Keep a journal: write, verify, prove, export, erase.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for _name, _function in (
    ("init", write.init),
    ("append", write.append),
    ("decide", write.decide),
    ("clock", write.clock),
    ("show", look.show),
    ("verify", look.verify),
    ("checkpoint", prove.checkpoint),
    ("prove", prove.prove),
    ("check-proof", prove.check),
    ("export", look.export),
    ("erase", erase.erase),
    ("retain", erase.retain),
):
    journal.command(_name, cls=Command)(_function)

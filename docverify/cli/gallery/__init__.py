"""`docverify gallery`: people enrolled for a purpose until a time, and found again."""

import typer

from docverify.cli import Command, Group
from docverify.cli.gallery import change, make, search

gallery = typer.Typer(
    name="gallery",
    cls=Group,
    help="Keep a gallery of faces: make it, enrol, search, erase.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for _name, _function in (
    ("key", make.key),
    ("create", make.create),
    ("show", make.show),
    ("enrol", change.enrol),
    ("import", change.import_table),
    ("replace", change.replace),
    ("remove", change.remove),
    ("erase", change.erase),
    ("purge", change.purge),
    ("confirm", change.confirm),
    ("identify", search.identify),
    ("watch", search.watch),
    ("reindex", search.reindex),
):
    gallery.command(_name, cls=Command)(_function)

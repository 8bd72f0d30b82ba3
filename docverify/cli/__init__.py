"""The command line: one file a command; arguments in, tables, JSON and exit codes out."""

import typer

app = typer.Typer(
    name="docverify",
    help="Read travel documents, check them, and compare their portrait with a live face.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback with locals could print identity data
)


def main() -> None:
    """Run the command line."""
    app()

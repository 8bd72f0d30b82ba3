"""The command line: one file a command; arguments in, tables, JSON and exit codes out."""

from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from docverify.cli.codes import code_of_error
from docverify.errors import DocverifyError

_SUMMARIES: Final = {
    "verify": "Verify a travel document and its bearer: read it, check it, compare the faces.",
    "read": "Read the MRZ of pictures of travel documents.",
    "compare": "Compare the faces of two pictures.",
    "parse": "Parse and check the text of machine-readable zones.",
    "compose": "Compose the text of a machine-readable zone with all its check digits.",
    "specimen": "Draw a travel document of Utopia and simulate its capture.",
    "evaluate": "Measure error rates: of comparison scores, or of pictures that it compares first.",
    "report": "Count past decisions: outcomes, failures to acquire, scores, drift and times.",
}
"""Every command, in the order of the help; each is the function of its name in the module of its name."""

_EPILOG: Final = "Exit codes: 0 passed, 1 failed, 2 wrong usage, 3 inconclusive, 4 unusable input."


class _Announced(TyperCommand):
    """A command as the list of commands shows it; its module is imported when it is run."""

    def load(self) -> TyperCommand:
        """The command itself."""
        name = str(self.name)
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        alone.command(name, epilog=_EPILOG)(getattr(import_module(f"docverify.cli.{name}"), name))
        command = get_command(alone)
        assert isinstance(command, TyperCommand)  # noqa: S101 - of an app with one command
        return command


class _Commands(TyperGroup):
    """Imports only the command that is run, so that help and usage errors come at once."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - typer's own click
        """The commands in the order of the help."""
        return list(_SUMMARIES)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | None:  # noqa: ANN401, ARG002
        """A command as the help lists it."""
        summary = _SUMMARIES.get(cmd_name)
        return None if summary is None else _Announced(cmd_name, short_help=summary, help=summary)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """The command that is run."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.load() if isinstance(command, _Announced) else command, rest

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """Run the command; an expected error becomes one line and an exit code."""
        try:
            return super().invoke(ctx)
        except DocverifyError as problem:
            typer.secho(f"docverify: {problem}", err=True, fg=typer.colors.RED)
            raise typer.Exit(code_of_error(problem)) from problem


app = typer.Typer(
    name="docverify",
    cls=_Commands,
    help="Read travel documents, check them, and compare their portrait with a live face.",
    epilog=_EPILOG,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback with locals could print identity data
)


@app.callback()
def _root() -> None:
    """Read travel documents, check them, and compare their portrait with a live face."""


def main() -> None:
    """Run the command line."""
    app()

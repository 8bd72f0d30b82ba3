"""The command line: one file a command; arguments in, tables, JSON and exit codes out."""

import inspect
from importlib import import_module, metadata
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from docverify.cli.codes import code_of_error
from docverify.cli.options import name_values, without_type
from docverify.errors import DocverifyError

_SUMMARIES: Final = {
    "verify": "Verify a travel document and its bearer: read it, check it, compare the faces.",
    "read": "Read the MRZ of pictures of travel documents.",
    "compare": "Compare the faces of two pictures.",
    "assess": "Say whether live pictures of a face are good, and what to put right.",
    "parse": "Parse and check the text of machine-readable zones.",
    "compose": "Compose the text of a machine-readable zone with all its check digits.",
    "specimen": "Draw a travel document of Utopia and simulate its capture.",
    "evaluate": "Measure error rates: of comparison scores, or of pictures that it compares first.",
    "evaluate-mrz": "Measure how well MRZs are read: exact, character errors, wrong claims, reliability.",
    "batch": "Verify many pairs of pictures, on several processors or machines; resumable.",
    "population": "Make a population: the mean of a place's people, to keep false match rates among them.",
    "calibrate": "Measure a face engine's thresholds on pictures of different people.",
    "lists": "Check, build, show and look up lists of documents and of names.",
    "policy": "Check, sign, show and compare policies.",
    "manifest": "Check passenger lists (PAXLST, CSV), and match documents with their passengers.",
    "journal": "Keep a journal: write, verify, prove, export, erase.",
    "gallery": "Keep a gallery of faces: make it, enrol, search, erase.",
    "engines": "List the face engines: builds, licences, supported false match rates.",
    "serve": "Serve all of this over HTTP, with a page for a kiosk and one for its operator.",
    "report": "Count past decisions: outcomes, error rates against what is asked, scores, drift and times.",
}
"""Every command, in the order of the help; each is the function of its name in the module of its name, with
_ for -."""

_EPILOG: Final = (
    "Exit codes: 0 passed, 1 failed, 2 wrong usage or an engine that is not installed, "
    "3 inconclusive, 4 unusable input."
)

_JUDGING: Final = frozenset({"verify", "read", "compare", "assess", "parse"})
"""Commands whose exit code tells an outcome."""
_SEVERAL: Final = "--live"
"""The option that takes every word up to the next option: `--live A B C` is `--live A --live B --live C`."""


class Command(TyperCommand):
    """A command of which one option takes several values, and whose `--help` shows no type."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's own click
        """The option, as every flag is shown."""
        return without_type(super().get_help_option(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's own click
        """Repeat the option before each of its values, as the parser wants it."""
        told: list[str] = []
        inside = False
        for word in args:
            if word == _SEVERAL:
                inside = True
                continue
            inside = inside and not word.startswith("-")
            told += [_SEVERAL, word] if inside else [word]
        if args and args[-1] == _SEVERAL:
            told.append(_SEVERAL)
        return super().parse_args(ctx, told)


class _Announced(TyperCommand):
    """A command as the list of commands shows it; its module is imported when it is run."""

    def load(self) -> TyperCommand | TyperGroup:
        """The command itself; a group of commands where the module has a `Typer` of that name."""
        name = str(self.name)
        home = name.replace("-", "_")
        function = getattr(import_module(f"docverify.cli.{home}"), home)
        if isinstance(function, typer.Typer):
            return _group(function, name)
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        epilog = _EPILOG if name in _JUDGING else None
        alone.command(name, cls=Command, epilog=epilog)(function)
        command = get_command(alone)
        assert isinstance(command, TyperCommand)  # noqa: S101 - of an app with one command
        name_values(command, function)
        return command


def _group(typed: typer.Typer, name: str) -> TyperGroup:
    """A group of commands, each of which calls its values as all commands do."""
    group = get_command(typed)
    assert isinstance(group, TyperGroup)  # noqa: S101 - of an app with several commands
    group.name = name
    for command in group.commands.values():
        assert isinstance(command, TyperCommand) and command.callback is not None  # noqa: S101, PT018
        name_values(command, inspect.unwrap(command.callback))
    return group


class Group(TyperGroup):
    """A command of commands, whose `--help` shows no type."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's own click
        """The option, as every flag is shown."""
        return without_type(super().get_help_option(ctx))


class _Commands(Group):
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
    epilog="Every command explains itself: docverify COMMAND --help.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback with locals could print identity data
)


def _version(asked: bool) -> None:
    if asked:
        try:
            number = metadata.version("docverify")
        except metadata.PackageNotFoundError:  # run from its source
            number = "not installed"
        typer.echo(f"docverify {number}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, metavar="", is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Read travel documents, check them, and compare their portrait with a live face."""


def main() -> None:
    """Run the command line."""
    app(prog_name="docverify")

"""Engines that other packages bring by name, looked for where docverify has none of that name itself.

Nothing of a package is imported until its engine is asked for: a broken one breaks nothing but itself.
Source: the entry points specification of the Python Packaging User Guide.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, EntryPoint, distributions
from typing import Final

from docverify.errors import ConfigurationError, EngineError, EngineFailed, EngineMissing

MRZ_ENGINES: Final = "docverify.mrz_engines"
"""Group of what is called with `threads` and `effort` and gives a `Reader`."""
FACE_ENGINES: Final = "docverify.face_engines"
"""Group of what is called with `threads` and gives an `Engine`."""
PRINT_ENGINES: Final = "docverify.print_engines"
"""Group of what is called with `threads` and gives a reader of print."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """One engine of another package.

    Attributes:
        package: its name and version.
        licence: as the package's metadata tell it; empty where they do not.
        entry: where its maker is.
    """

    package: str
    licence: str
    entry: EntryPoint

    def made(self, gives: Callable[[object], bool], what: str, **options: object) -> object:
        """The engine, made with the options of its kind.

        Args:
            gives: whether something is an engine of this kind.
            what: the same in words, for the error.
            **options: what makers of this kind are called with.

        Raises:
            EngineMissing: the package says that something which it needs is not installed.
            EngineFailed: it cannot be imported, broke, or gave something else; the message names the package.
        """
        told = f"the engine {self.entry.name!r} of the package {self.package}"
        try:
            engine: object = self.entry.load()(**options)
        except EngineError as problem:
            kind = EngineMissing if isinstance(problem, EngineMissing) else EngineFailed
            raise kind(f"{told}: {problem}") from problem
        except (Exception, SystemExit) as problem:
            raise EngineFailed(f"{told} cannot be opened: {type(problem).__name__}: {problem}") from problem
        if not gives(engine):
            raise EngineFailed(f"{told} gave a {type(engine).__name__}: it must give {what}")
        return engine


def plugin_named(group: str, name: str) -> Plugin | None:
    """The engine of this name that a package brings; None where none does.

    Raises:
        ConfigurationError: several packages do, and nothing says which is meant.
    """
    found = [one for one in _plugins(group) if one.entry.name == name]
    if len(found) > 1:
        packages = " and ".join(sorted(one.package for one in found))
        raise ConfigurationError(f"the engine {name!r} is brought by {packages}: uninstall all but one")
    return found[0] if found else None


def names_with_plugins(group: str, own: Iterable[str]) -> tuple[str, ...]:
    """The names of docverify's own engines, in their order, and after them those that packages bring."""
    names = tuple(own)
    return names + tuple(sorted({one.entry.name for one in _plugins(group)} - set(names)))


def _plugins(group: str) -> list[Plugin]:
    """What the packages that can be imported bring; of one that lies there twice, the first counts."""
    found: dict[tuple[str, str], Plugin] = {}
    for package in distributions():
        for one in _of(package, group):
            found.setdefault((one.package.partition(" ")[0], one.entry.name), one)
    return list(found.values())


def _of(package: Distribution, group: str) -> list[Plugin]:
    """What one package brings; nothing where its metadata are damaged."""
    try:
        entries = package.entry_points.select(group=group)
        if not entries:
            return []
        told = package.metadata
        licence = next((told[name] for name in ("License-Expression", "License") if name in told), "")
        return [Plugin(f"{told['Name']} {package.version}", licence, entry) for entry in entries]
    except Exception:  # noqa: BLE001 - whatever is wrong with another package must not stop docverify
        return []

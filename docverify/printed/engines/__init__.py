"""Readers of print by name, one file each, imported when asked for."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from numbers import Real
from typing import Final, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from docverify.errors import EngineFailed, InputError
from docverify.evidence.engine_faults import engine_at_work
from docverify.plugins import PRINT_ENGINES, names_with_plugins, plugin_named
from docverify.printed.found import Found
from docverify.printed.recognise import Said
from docverify.printed.view import View
from docverify.threads import checked_threads

DEFAULT: Final = "docverify"
_MOST_LOOKS: Final = 6
"""Readings of one line that a reader is asked for."""
_MODULES: Final = {
    "docverify": "docverify.printed.engines.own",
    "ppocr": "docverify.printed.engines.ppocr",
}
_NEEDS: Final = "a `name` and the methods `find(view)` and `read(picture, view, found)`"


class PrintReader(Protocol):
    """What finds the lines of a page and reads them.

    A reader of one's own needs `name`, `find` and `read`; without `builds` reports name it alone. Whatever it
    raises becomes `EngineFailed`. How long it takes is the caller's to bound: what hangs in a process ends
    with the process alone, as in the service's pool.

    One that can look at lines again may have `looks(picture, view, found)`, too: an iterator of what `read`
    gives, up to six, each of another look at them. The later ones are asked for only while a field is in
    doubt; what any of them says counts, unless another one says otherwise.
    """

    @property
    def name(self) -> str:
        """Of the engine, as reports have it."""
        ...

    @property
    def builds(self) -> tuple[tuple[str, str], ...]:
        """Its networks, with the sha256 of each file."""
        ...

    def find(self, view: View) -> list[Found]:
        """Where the lines of an upright page are, in any order."""
        ...

    def read(self, picture: NDArray[np.uint8], view: View, found: Sequence[Found]) -> list[Said]:
        """What lines that were found say: the text, a chance for every character, and what else it may be.

        The last may be (): a reader need not tell it. Tabs stand where a line falls apart into columns.
        """
        ...


def print_reader_named(engine: str | PrintReader = DEFAULT, *, threads: int = 1) -> PrintReader:
    """A reader of print by its name; an object that already reads is returned as it is.

    Args:
        engine: "docverify" (the default), "ppocr", one that an installed package brings (entry points
            `docverify.print_engines`), or a `PrintReader` of your own.
        threads: processor threads that it may use.

    Raises:
        InputError: no reader of print has this name, the object has no `find` and `read`, or `threads` is not
            from 1 to the machine's count.
        ConfigurationError: several packages bring a reader of print of this name.
        EngineMissing: it is not installed; the message says what to do.
        EngineFailed: a package's reader cannot be opened; the message names the package.
    """
    checked_threads(threads)
    if not isinstance(engine, str):
        if not _reads_print(engine):
            raise InputError(
                f"{type(engine).__name__} is no reader of print: it needs {_NEEDS}; or name one of {_names()}"
            )
        return engine
    if engine in _MODULES:
        return cast(PrintReader, import_module(_MODULES[engine]).make_reader(threads=threads))
    brought = plugin_named(PRINT_ENGINES, engine)
    if brought is None:
        raise InputError(f"no reader of print is called {engine!r}: choose from {_names()}")
    return cast(PrintReader, brought.made(_reads_print, f"a reader of print, with {_NEEDS}", threads=threads))


def _reads_print(engine: object) -> bool:
    acts = all(callable(getattr(engine, one, None)) for one in ("find", "read"))
    return acts and not isinstance(engine, type) and isinstance(getattr(engine, "name", None), str)


def _names() -> str:
    return ", ".join(names_with_plugins(PRINT_ENGINES, sorted(_MODULES)))


def find_with(reader: PrintReader, view: View) -> list[Found]:
    """Find lines with a reader of print, which may be the caller's own.

    Raises:
        EngineFailed: the reader broke, or what it gave are no lines.
    """
    with engine_at_work(f"the reader of print {reader.name}"):
        found: object = reader.find(view)
    if not isinstance(found, (list, tuple)) or not all(map(_is_found, found)):
        raise _broken(reader, "find must give a list of Found, with finite ends and a capital's height")
    return list(found)


def read_with(
    reader: PrintReader, picture: NDArray[np.uint8], view: View, found: Sequence[Found]
) -> list[Said]:
    """Read lines that were found with a reader of print, which may be the caller's own.

    Raises:
        EngineFailed: the reader broke, or what it gave are no texts of these lines.
    """
    with engine_at_work(f"the reader of print {reader.name}"):
        told: object = reader.read(picture, view, found)
    return _promised(reader, told, len(found))


def looks_with(
    reader: PrintReader, picture: NDArray[np.uint8], view: View, found: Sequence[Found]
) -> Iterator[list[Said]]:
    """Read lines that were found, and look at them again as long as the reader does and the caller asks.

    Raises:
        EngineFailed: the reader broke, or what it gave are no texts of these lines.
    """
    looks = getattr(reader, "looks", None)
    if not callable(looks):
        yield read_with(reader, picture, view, found)
        return
    with engine_at_work(f"the reader of print {reader.name}"):
        readings = iter(looks(picture, view, found))
    for look in range(_MOST_LOOKS):
        with engine_at_work(f"the reader of print {reader.name}"):
            told: object = next(readings, None)
        if told is None and look:
            return
        yield _promised(reader, told, len(found))


def _promised(reader: PrintReader, told: object, count: int) -> list[Said]:
    if not isinstance(told, (list, tuple)) or len(told) != count:
        raise _broken(reader, f"read must give {count} texts, one for each line that was found")
    if not all(map(_is_told, told)):
        promise = "read must give a text and, for each of its characters, a chance from 0 to 1 and what else"
        raise _broken(reader, f"{promise} it may be, or for none of them")
    return list(told)


def _is_found(one: object) -> bool:
    if not isinstance(one, Found):
        return False
    ends = all(np.shape(end) == (2,) and np.isfinite(end).all() for end in (one.left, one.right))
    return ends and 0 < one.capital < np.inf


def _is_told(one: object) -> bool:
    if not isinstance(one, tuple) or len(one) != 3 or not isinstance(one[0], str):
        return False
    text, chances, others = one
    return (
        isinstance(chances, tuple)
        and isinstance(others, tuple)
        and len(chances) == len(text)
        and len(others) in (0, len(text))
        and all(isinstance(chance, Real) and 0 <= float(chance) <= 1 for chance in chances)
        and all(isinstance(other, str) for other in others)
    )


def _broken(reader: PrintReader, promise: str) -> EngineFailed:
    """What was given is not repeated: it may come from a document."""
    return EngineFailed(f"the reader of print {reader.name} breaks its promise: {promise}")

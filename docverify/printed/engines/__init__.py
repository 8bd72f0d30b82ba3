"""Readers of print by name, one file each, imported when asked for."""

from collections.abc import Sequence
from importlib import import_module
from typing import Final, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from docverify.errors import InputError
from docverify.printed.found import Found
from docverify.printed.recognise import Said
from docverify.printed.view import View
from docverify.threads import checked_threads

DEFAULT: Final = "docverify"
_MODULES: Final = {
    "docverify": "docverify.printed.engines.own",
    "ppocr": "docverify.printed.engines.ppocr",
}


class PrintReader(Protocol):
    """What finds the lines of a page and reads them."""

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
        """What lines that were found say: for each its text, and a probability for every character."""
        ...


def print_reader_named(engine: str | PrintReader = DEFAULT, *, threads: int = 1) -> PrintReader:
    """A reader of print by its name; an object that already reads is returned as it is.

    Args:
        engine: "docverify" (the default), "ppocr", or a `PrintReader` of your own.
        threads: processor threads that it may use.

    Raises:
        InputError: no reader of print has this name.
        EngineMissing: it is not installed; the message says what to do.
    """
    checked_threads(threads)
    if not isinstance(engine, str):
        return engine
    if engine not in _MODULES:
        raise InputError(
            f"no reader of print is called {engine!r}: choose from {', '.join(sorted(_MODULES))}"
        )
    return cast(PrintReader, import_module(_MODULES[engine]).make_reader(threads=threads))

"""Readers by name, one file each, imported when asked for."""

from collections.abc import Sequence
from importlib import import_module
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import member
from docverify.errors import EngineFailed, InputError
from docverify.evidence.engine_faults import engine_at_work
from docverify.evidence.reading import Effort, FramesReader, Reader, Reading
from docverify.plugins import MRZ_ENGINES, names_with_plugins, plugin_named
from docverify.reading.engines.promises import broken_promise
from docverify.threads import checked_threads

DEFAULT: Final = "docverify"
_MODULES: Final = {
    "docverify": "docverify.reading.engines.own",
    "passporteye": "docverify.reading.engines.passporteye",
    "null": "docverify.reading.engines.null",
}
_NEEDS: Final = "a `name` and a method `read(image)`"


def reader_named(
    engine: str | Reader = DEFAULT, *, threads: int = 1, effort: Effort | str = Effort.FULL
) -> Reader:
    """Return a reader by its name; an object that already reads is returned as it is.

    Args:
        engine: "docverify" (the default), "passporteye", "null" (reads nothing), one that an installed
            package brings (entry points `docverify.mrz_engines`), or a `Reader` of your own.
        threads: processor threads that the reader may use, where it offers a choice.
        effort: how much time a picture is worth, likewise.

    Raises:
        InputError: no reader has this name, the object has no `read`, `threads` is not from 1 to the
            machine's count, or `effort` is none.
        ConfigurationError: several packages bring a reader of this name.
        EngineMissing: the reader, or a program that it needs, is not installed; the message says what to do.
        EngineFailed: a package's reader cannot be opened; the message names the package.
    """
    checked_threads(threads)
    effort = member("effort", effort, Effort)
    if not isinstance(engine, str):
        if not _reads(engine):
            raise InputError(
                f"{type(engine).__name__} is no reader: it needs {_NEEDS}; or name one of {_names()}"
            )
        return engine
    if engine in _MODULES:
        return cast(Reader, import_module(_MODULES[engine]).make_reader(threads=threads, effort=effort))
    brought = plugin_named(MRZ_ENGINES, engine)
    if brought is None:
        raise InputError(f"no reader is called {engine!r}: choose from {_names()}")
    return cast(Reader, brought.made(_reads, f"a reader, with {_NEEDS}", threads=threads, effort=effort))


def _reads(engine: object) -> bool:
    return callable(getattr(engine, "read", None)) and isinstance(getattr(engine, "name", None), str)


def _names() -> str:
    return ", ".join(names_with_plugins(MRZ_ENGINES, sorted(_MODULES)))


def read_with(reader: Reader, image: NDArray[np.uint8]) -> Reading:
    """Read a picture with a reader, which may be the caller's own.

    Args:
        reader: as `reader_named` gave it.
        image: (H, W, 3) uint8 RGB.

    Raises:
        EngineFailed: the reader broke, or what it gave is no reading.
    """
    with engine_at_work(f"the reader {reader.name}"):
        reading: object = reader.read(image)
    return _checked(reader, reading)


def read_frames_with(reader: Reader, frames: Sequence[NDArray[np.uint8]]) -> Reading:
    """Read several frames of one document with a reader: as it does that itself, else the surest of them.

    Args:
        reader: as `reader_named` gave it.
        frames: (H, W, 3) uint8 RGB each, at least one.

    Raises:
        EngineFailed: the reader broke, or what it gave is no reading.
    """
    if isinstance(reader, FramesReader):
        with engine_at_work(f"the reader {reader.name}"):
            together: object = reader.read_frames(frames)
        return _checked(reader, together)
    readings = [read_with(reader, frame) for frame in frames]
    return max(readings, key=lambda one: (one.mrz is not None, one.confidence))


def _checked(reader: Reader, reading: object) -> Reading:
    if not isinstance(reading, Reading):
        raise EngineFailed(
            f"the reader {reader.name} gave a {type(reading).__name__}: it must give a Reading"
        )
    broken = broken_promise(reading)
    if broken:
        raise EngineFailed(f"the reader {reader.name} breaks its promise: {broken}")
    return reading

"""Engines by name."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Final, cast

from docverify.errors import ConfigurationError, InputError
from docverify.evidence.calibration import Calibration, read_calibration
from docverify.evidence.from_file import from_file
from docverify.faces.engines.onnx_file import engine_from_file
from docverify.faces.engines.protocols import Engine
from docverify.faces.engines.several import engine_of_several
from docverify.plugins import FACE_ENGINES, names_with_plugins, plugin_named
from docverify.threads import checked_threads

DEFAULT: Final = "sface"
_MODULES: Final = {
    "sface": "sface",
    "sface-int8": "sface_int8",
    "dlib-onnx": "dlib_onnx",
    "face-recognition": "face_recognition",
}
NAMES: Final = tuple(_MODULES)
"""The engines that ship, or for which there is an extra."""
_FILE: Final = ".onnx"
_SEVERAL: Final = "+"


def engine_named(
    engine: str | Path | Engine = DEFAULT, *, calibration: Calibration | None = None, threads: int = 1
) -> Engine:
    """Return an engine by its name; one that is already an engine is returned as it is.

    Args:
        engine: "sface" (the default), "sface-int8", "dlib-onnx" or "face-recognition"; one that an installed
            package brings (entry points `docverify.face_engines`); an ONNX file of yours, with how it takes
            its pixels, such as "mine.onnx:mean=0,scale=1,bgr" (see `engine_from_file`); several of them
            joined by "+", such as "sface+dlib-onnx" (see `engine_of_several`).
        calibration: of this encoder build, in place of one that ships.
        threads: how many threads the networks may use; one session is kept for each number.

    Raises:
        InputError: no engine has this name, or `threads` is not from 1 to the machine's count.
        ConfigurationError: the calibration is none, or of another encoder build; several packages bring an
            engine of this name.
        EngineMissing: it is not installed; the message names the extra.
        EngineFailed: a package's engine cannot be opened; the message names the package.
    """
    checked_threads(threads)
    if isinstance(engine, Engine):
        return engine if calibration is None else engine.calibrated(calibration)
    name = str(engine)
    found = _several(name, threads) if _SEVERAL in name and not Path(name).is_file() else _one(name, threads)
    return found if calibration is None else found.calibrated(calibration)


def _one(name: str, threads: int) -> Engine:
    stem, ending, prepared = name.rpartition(_FILE)
    if ending and (not prepared or prepared.startswith(":")):
        return engine_from_file(stem + ending, **_preparation(prepared[1:]), threads=threads)
    module = _MODULES.get(name)
    if module is not None:
        return cast(Engine, import_module(f"docverify.faces.engines.{module}").make_engine(threads=threads))
    brought = plugin_named(FACE_ENGINES, name)
    if brought is None:
        names = ", ".join(names_with_plugins(FACE_ENGINES, sorted(_MODULES)))
        raise InputError(f"no face engine is called {name!r}: choose from {names}, or name an {_FILE} file")
    return cast(Engine, brought.made(lambda made: isinstance(made, Engine), "an Engine", threads=threads))


def _preparation(text: str) -> dict[str, Any]:
    """What "mean=0,scale=1,bgr" says of how a file's network takes its pixels."""
    found: dict[str, Any] = {}
    for word in text.split(",") if text else ():
        key, _, value = word.partition("=")
        try:
            found[key] = _PREPARED[key](value)
        except ConfigurationError:
            raise
        except (KeyError, ValueError):
            raise ConfigurationError(
                f"an {_FILE} file is prepared by mean=, scale=, bgr and calibration=: "
                f"mine{_FILE}:mean=0,scale=1,bgr"
            ) from None
    return found


def calibration_from_file(path: str | Path) -> Calibration:
    """Read a calibration from its file, as `docverify calibrate` writes it.

    Raises:
        ConfigurationError: no such file, or no calibration.
    """
    return from_file(path, "a calibration", read_calibration)


def _yes(value: str) -> bool:
    if value:
        raise ValueError
    return True


_PREPARED: Final[dict[str, Callable[[str], object]]] = {
    "mean": float,
    "scale": float,
    "bgr": _yes,
    "calibration": calibration_from_file,
}


def _several(name: str, threads: int) -> Engine:
    parts = name.split(_SEVERAL)
    if not all(parts):
        raise ConfigurationError(f"{name!r} names an engine that has no name: write them as sface{_SEVERAL}…")
    return engine_of_several([_one(part, threads) for part in parts])

"""Engines by name."""

from importlib import import_module
from typing import Final, cast

from docverify.errors import InputError
from docverify.faces.engines.protocols import Engine
from docverify.threads import checked_threads

DEFAULT: Final = "sface"
_MODULES: Final = {
    "sface": "sface",
    "sface-int8": "sface_int8",
    "dlib-onnx": "dlib_onnx",
    "face-recognition": "face_recognition",
}


def engine_named(engine: str | Engine = DEFAULT, *, threads: int = 1) -> Engine:
    """Return an engine by its name; one that is already an engine is returned as it is.

    Args:
        engine: "sface" (the default), "sface-int8", "dlib-onnx" or "face-recognition".
        threads: how many threads the networks may use; one session is kept for each number.

    Raises:
        InputError: no engine has this name, or `threads` is not from 1 to the machine's count.
        EngineMissing: it is not installed; the message names the extra.
    """
    checked_threads(threads)
    if isinstance(engine, Engine):
        return engine
    module = _MODULES.get(str(engine))
    if module is None:
        raise InputError(f"no face engine is called {engine!r}: choose from {', '.join(sorted(_MODULES))}")
    return cast(Engine, import_module(f"docverify.faces.engines.{module}").make_engine(threads=threads))

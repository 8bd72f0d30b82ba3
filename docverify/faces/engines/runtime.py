"""Loads the networks that ship with docverify: checked, once for each process and thread count."""

import hashlib
import threading
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from docverify.errors import EngineFailed

_SESSIONS: Final[dict[tuple[str, int], Any]] = {}
_LOCK: Final = threading.Lock()


@cache
def shipped_sum(name: str) -> str:
    """The sha256 that a shipped model file must have."""
    for line in (files("docverify.faces.models") / "SHA256SUMS").read_text().splitlines():
        digest, file = line.split()
        if file == name:
            return digest
    raise EngineFailed(f"no model called {name} ships with docverify: install docverify again")


def shipped_session(name: str, *, threads: int) -> Any:  # noqa: ANN401 - onnxruntime has no types
    """The onnxruntime session of a shipped model; it may be run from several threads at once.

    Raises:
        EngineFailed: the file is missing or is not the one that shipped.
    """
    with _LOCK:
        key = (name, threads)
        if key not in _SESSIONS:
            _SESSIONS[key] = session_of(_shipped_bytes(name), threads=threads)
        return _SESSIONS[key]


def session_of(model: bytes, *, threads: int) -> Any:  # noqa: ANN401 - onnxruntime has no types
    """A session for the bytes of an ONNX model, on the processor, with so many threads.

    Raises:
        EngineFailed: onnxruntime refuses the model.
    """
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as problem:  # onnxruntime's exceptions share no public base
        raise EngineFailed(f"onnxruntime cannot load the model: {problem}") from problem


def run(session: Any, inputs: NDArray[np.float32]) -> list[NDArray[np.float32]]:  # noqa: ANN401
    """Run a session of one input.

    Raises:
        EngineFailed: onnxruntime fails, or an output is not finite.
    """
    try:
        outputs = session.run(None, {session.get_inputs()[0].name: inputs})
    except Exception as problem:
        raise EngineFailed(f"onnxruntime failed while running: {problem}") from problem
    if not all(np.isfinite(output).all() for output in outputs):
        raise EngineFailed("the network gave NaN or infinite values")
    return list(outputs)


def _shipped_bytes(name: str) -> bytes:
    try:
        data = (files("docverify.faces.models") / name).read_bytes()
    except OSError as problem:
        raise EngineFailed(f"the model {name} is missing: install docverify again") from problem
    if hashlib.sha256(data).hexdigest() != shipped_sum(name):
        raise EngineFailed(f"the model {name} is not the one that shipped: install docverify again")
    return data

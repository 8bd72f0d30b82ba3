"""Opens and runs networks: the one place that imports onnxruntime.

Its wheels send usage events to their maker and keep a database of them in the user's cache, from the moment
they are imported, unless `ORT_DISABLE_TELEMETRY` is set by then. Nothing may leave the machine, so it is set
here, before the import; a program that imports onnxruntime earlier must set it itself.
"""

import os
import threading
from importlib import import_module
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from docverify.errors import EngineFailed
from docverify.shipped import shipped_bytes

os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
ort: Final[Any] = import_module("onnxruntime")
"""The library itself, for what builds and trains networks."""

_OPEN: Final[dict[tuple[str, str, int], "Network"]] = {}
_LOCK: Final = threading.Lock()


class Network:
    """A network that is ready to run; several threads may run it at once."""

    def __init__(self, model: bytes, *, threads: int) -> None:
        """Load the bytes of an ONNX model, to run on the processor with so many threads.

        Raises:
            EngineFailed: onnxruntime refuses the model.
        """
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except Exception as problem:  # onnxruntime's exceptions share no public base
            raise EngineFailed(f"onnxruntime cannot load the model: {problem}") from problem

    @property
    def inputs(self) -> list[list[int | str]]:
        """The shape of each input; names stand for sides that are free."""
        return [list(node.shape) for node in self._session.get_inputs()]

    @property
    def notes(self) -> dict[str, str]:
        """What the file's maker wrote into it, by name."""
        return dict(self._session.get_modelmeta().custom_metadata_map)

    def run(self, values: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """Run a network of one input.

        Args:
            values: float32, of the input's shape.

        Returns:
            Every output, float32.

        Raises:
            EngineFailed: onnxruntime fails, or an output is not finite.
        """
        try:
            outputs = self._session.run(None, {self._session.get_inputs()[0].name: values})
        except Exception as problem:
            raise EngineFailed(f"onnxruntime failed while running: {problem}") from problem
        if not all(np.isfinite(output).all() for output in outputs):
            raise EngineFailed("the network gave NaN or infinite values")
        return [np.asarray(output, np.float32) for output in outputs]


def shipped_network(room: str, name: str, *, threads: int) -> Network:
    """A network that ships with docverify, opened once for the process and thread count.

    Args:
        room: whose it is: "reading" or "faces".
        name: of the file in the room's `models`.
        threads: processor threads.

    Raises:
        EngineFailed: the file is missing or is not the one that shipped.
    """
    key = (room, name, threads)
    with _LOCK:
        if key not in _OPEN:
            _OPEN[key] = Network(shipped_bytes(room, "models", name), threads=threads)
        return _OPEN[key]

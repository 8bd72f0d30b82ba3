"""One bit flipped in a network or calibration that ships: refused by the door that opens it, wherever it is.

`refused(1000)` is what the benchmark counts; the tests ask for few places.
`python -m tests.hostile.flips [COUNT]` prints it.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from importlib.resources import files
from pathlib import Path

import numpy as np

from docverify import networks, shipped
from docverify.errors import DocverifyError
from docverify.faces import calibration_of, thresholds
from docverify.networks import shipped_network
from docverify.reading.calibration import reader_calibration

PACKAGE = Path(str(files("docverify")))
FILES = tuple(sorted((*PACKAGE.glob("*/models/*.onnx"), *PACKAGE.glob("*/calibrations/*.json"))))
"""Every network and calibration that ships."""


def refused(count: int) -> dict[str, int]:
    """How many of so many flipped bits were refused with a typed error, by file.

    The places are the first byte, the last one, and others that are drawn with the file's name as seed. Only
    temporary copies are changed.
    """
    return {str(file.relative_to(PACKAGE)): _refused(file, count) for file in FILES}


def _refused(file: Path, count: int) -> int:
    with _copied(file) as copy:
        size = copy.stat().st_size
        rng = np.random.default_rng([*file.name.encode()])
        places = [0, size - 1, *rng.integers(size, size=max(0, count - 2)).tolist()]
        door = _door(file)
        return sum(_is_refused(door, copy, place, 1 << int(rng.integers(8))) for place in places[:count])


def _door(file: Path) -> Callable[[], object]:
    """What opens a shipped file, as an engine does when it is made."""
    if file.suffix == ".onnx":
        return partial(shipped_network, file.parent.parent.name, file.name, threads=1)
    if file.parent.parent.name == "reading":
        return reader_calibration
    encoder = json.loads(file.read_text(encoding="utf-8"))["encoder"]
    return partial(calibration_of, encoder)


def _is_refused(door: Callable[[], object], copy: Path, place: int, bit: int) -> bool:
    with copy.open("r+b", buffering=0) as file:
        file.seek(place)
        was = file.read(1)[0]
        file.seek(place)
        file.write(bytes([was ^ bit]))
        try:
            _forget()
            door()
        except DocverifyError:
            return True
        finally:
            file.seek(place)
            file.write(bytes([was]))
    return False


@contextmanager
def _copied(file: Path) -> Iterator[Path]:
    """The file's copy, which the doors open as long as this lasts; it opens before anything is flipped."""
    kept, opened = shipped.files, dict(networks._OPEN)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / file.parent.name
        place.mkdir()
        for one in (*file.parent.glob("*.json"), file, file.parent / shipped.SUMS):
            (place / one.name).write_bytes(one.read_bytes())
        shipped.files = lambda _: Path(folder)
        try:
            _forget()
            _door(file)()
            yield place / file.name
        finally:
            shipped.files = kept
            _forget()
            networks._OPEN.update(opened)


def _forget() -> None:
    """Open everything anew: what was opened already is not looked at again."""
    networks._OPEN.clear()
    shipped.shipped_sums.cache_clear()
    reader_calibration.cache_clear()
    thresholds._shipped.cache_clear()


if __name__ == "__main__":
    start = time.perf_counter()
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with suppress(BrokenPipeError):
        for name, number in refused(asked).items():
            print(f"{name}: {number} of {asked}")  # noqa: T201
        print(f"{time.perf_counter() - start:.1f} s")  # noqa: T201

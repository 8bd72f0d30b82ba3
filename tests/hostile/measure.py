"""What a hostile file costs: each is loaded in a process of its own, whose time and memory are read."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docverify.errors import DocverifyError
from docverify.imaging import load_image, load_pages
from tests.hostile.files import FILES

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Cost:
    """What loading a file came to.

    Attributes:
        name: of the file.
        bytes: of the file.
        ending: "taken", the name of the typed error, "untyped NAME", or "killed by N".
        processor: seconds, of the process and its children.
        wall: seconds.
        memory: most resident bytes, of the process or of its largest child.
    """

    name: str
    bytes: int
    ending: str
    processor: float
    wall: float
    memory: int


MOST_MEMORY = 800_000_000
_SECONDS, _OF_PAGES = 3.0, 10.0


def costs(names: Iterable[str]) -> Iterator[Cost]:
    """What each of these files costs; measured from a process that has no threads, since it forks."""
    words = [sys.executable, "-m", "tests.hostile.measure", *names]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            yield Cost(**json.loads(line))


def faults(one: Cost) -> list[str]:
    """What a file did that none may do."""
    found = {
        "crash": one.ending.startswith("killed"),
        "untyped": one.ending.startswith("untyped"),
        "slow": one.processor
        > (_OF_PAGES if one.name.startswith("pdf") or "pages" in one.name else _SECONDS),
        "large": one.memory > MOST_MEMORY,
    }
    return [fault for fault, there in found.items() if there]


def _cost(name: str, folder: Path) -> dict[str, Any]:
    """Make a file and load it, each in a process of its own."""
    path = folder / "hostile"
    _apart(lambda: path.write_bytes(FILES[name]()) and {})
    size = path.stat().st_size
    start = time.monotonic()
    said = _apart(lambda: _loaded(path, pages="pages" in name or name.startswith("pdf")))
    wall = time.monotonic() - start
    path.unlink()
    return {"name": name, "bytes": size, "wall": wall, "processor": wall, "memory": 0, **said}


def _loaded(path: Path, *, pages: bool) -> dict[str, Any]:
    ending = "taken"
    try:
        if pages:
            for _ in load_pages(path):
                pass
        else:
            load_image(path)
    except DocverifyError as problem:
        ending = type(problem).__name__
    except BaseException as problem:  # noqa: BLE001 - whatever else comes is what is looked for
        ending = f"untyped {type(problem).__name__}"
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "ending": ending,
        "processor": sum(part.ru_utime + part.ru_stime for part in (own, children)),
        "memory": 1024 * max(own.ru_maxrss, children.ru_maxrss),
    }


def _apart(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do some work in a fork of this process, and return what it says, or how it died."""
    inner, outer = os.pipe()
    child = os.fork()
    if not child:
        os.close(inner)
        try:
            said = work()
            os.write(outer, json.dumps(said).encode())
            os._exit(0)
        finally:
            os._exit(1)
    os.close(outer)
    with os.fdopen(inner, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if status:
        return {"ending": f"killed by {os.waitstatus_to_exitcode(status)}"}
    return json.loads(said)


def main() -> None:
    """Measure the files that are named, and write a line of JSON for each."""
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:]:
            sys.stdout.write(json.dumps(_cost(name, Path(folder))) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

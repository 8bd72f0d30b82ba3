"""One round of one side: reads what to do from standard input, does it, prints seconds and counts as JSON.

It runs with the package of its side, which may be older than this program: it uses names that every version
has, and tells of what its version cannot do.
"""

# ruff: noqa: BLE001 - whatever a version cannot do is told, and ends nothing

import hashlib
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import docverify as dv

AT = date(2026, 11, 23)
Done = tuple[Callable[[], Any], Callable[[Any], str], Callable[[Any], dict[str, int]]]
"""An item: what is timed, what it answers, and what that counts."""


def read(work: dict[str, Any]) -> Iterator[Done]:
    """The MRZ of each page."""
    for one in work["documents"]:
        yield (
            lambda one=one: dv.read_mrz(one["path"]),
            lambda reading: repr(reading.lines),
            lambda reading, one=one: {"exact": list(reading.lines or ()) == one["lines"]},
        )


def compare(work: dict[str, Any]) -> Iterator[Done]:
    """Each page's portrait with its bearer's face, and with a stranger's."""
    for one in work["documents"]:
        for live, wanted, name in (
            (work["bearer"], "match", "mated accepted"),
            (work["stranger"], "non_match", "non-mated refuted"),
        ):
            yield (
                lambda one=one, live=live: dv.compare_faces(reference=one["path"], probe=live),
                lambda found: found.outcome.value,
                lambda found, wanted=wanted, name=name: {name: found.outcome.value == wanted},
            )


def verify(work: dict[str, Any]) -> Iterator[Done]:
    """Each page with its bearer, the whole way."""
    for one in work["documents"]:
        yield (
            lambda one=one: dv.verify(document=one["path"], live=work["bearer"], at=AT),
            lambda report: report.outcome.value,
            lambda report: {"PASSED": report.outcome.value == "PASSED"},
        )


def printed(work: dict[str, Any]) -> Iterator[Done]:
    """The printed zone of each page."""
    for one in work["documents"]:
        yield (
            lambda one=one: dv.read_printed(one["path"]),
            lambda found: repr(_agreements(found)),
            lambda found: {"fields that agree": _agreements(found).count("agrees")},
        )


def _agreements(found: "dv.PrintedReading") -> list[str]:
    return [] if found.printed is None else [answer.agreement.value for answer in found.printed.answers]


def search(work: dict[str, Any]) -> Iterator[Done]:
    """A few probes among invented templates."""
    import numpy as np

    from docverify.gallery.search import Matrix, search_nearest

    rng = np.random.default_rng(work["seed"])
    rows = rng.standard_normal((work["templates"], 128), dtype=np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    matrix = Matrix.of(rows)
    for number in work["probes"]:
        probe = rows[number] + 0.1 * rng.standard_normal(128, dtype=np.float32)
        yield (
            lambda probe=probe: [search_nearest(matrix, probe, k=10) for _ in range(10)],
            lambda found: repr(found[0].rows.tolist()),
            lambda found, number=number: {"found": int(found[0].rows.ravel()[0]) == number},
        )


def parse(work: dict[str, Any]) -> Iterator[Done]:
    """The text of each page, a hundred times."""
    for one in work["documents"]:
        text = "\n".join(one["lines"])
        yield (
            lambda text=text: [dv.parse_mrz(text, at=AT) for _ in range(100)],
            lambda parsed: repr([(name, str(field.value)) for name, field in parsed[0].fields.items()]),
            lambda parsed: {"valid": parsed[0].valid},
        )


def load(work: dict[str, Any]) -> Iterator[Done]:
    """A picture in every kind of file."""
    for path in work["pictures"]:
        yield (
            lambda path=path: dv.load_image(path),
            lambda pixels: hashlib.sha256(pixels).hexdigest(),
            lambda pixels: {"opened": pixels.size > 0},
        )


MATTERS: dict[str, Callable[[dict[str, Any]], Iterator[Done]]] = {
    one.__name__: one for one in (read, compare, verify, printed, search, parse, load)
}


def done(items: Iterator[Done]) -> dict[str, Any]:
    """Seconds of the processor for each item, its answer, and all counts; the first runs once before."""
    seconds, answers, counts = [], [], Counter[str]()
    for number, (call, answer, count) in enumerate(items):
        if not number:
            call()
        start = time.process_time()
        found = call()
        seconds.append(time.process_time() - start)
        answers.append(hashlib.sha256(answer(found).encode()).hexdigest()[:16])
        counts.update({name: int(value) for name, value in count(found).items()})
    return {"seconds": seconds, "answers": answers, "counts": dict(counts)}


def main() -> None:
    """Do every matter that was asked for."""
    work = json.load(sys.stdin)
    told: dict[str, Any] = {"package": dv.__file__}
    for name in work["matters"]:
        try:
            told[name] = done(MATTERS[name](work))
        except Exception as error:
            told[name] = {"cannot": f"{type(error).__name__}: {error}"}
    print(json.dumps(told))


if __name__ == "__main__":
    main()

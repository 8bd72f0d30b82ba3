"""The reader's figures beside their bars, from the rows that were kept.

Each figure comes from the newest row of its benchmark and case; one that nobody has measured says so.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rows import Row
from benchmarks.spoiled import CAUSES
from benchmarks.video_frames import GOOD, KINDS
from docverify import reading


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table.

    Attributes:
        what: the figure.
        bar: what was asked.
        cases: (benchmark, case) of the rows that it needs.
        told: the figure, and whether the bar is reached, from their figures.
    """

    what: str
    bar: str
    cases: tuple[tuple[str, str], ...]
    told: Callable[..., tuple[str, bool]]


def lines(rows: Iterable[Row]) -> Iterator[tuple[str, str, str, str]]:
    """For each line of the table: what, bar, what was reached, and "yes", "no" or "–" for not measured."""
    newest = {(row["benchmark"], row["case"]): row for row in rows}
    for line in TABLE:
        found = [newest.get(case) for case in line.cases]
        if any(row is None for row in found):
            yield line.what, line.bar, "not measured", "–"
            continue
        figure, reached = line.told(*(row for row in found if row is not None))
        yield line.what, line.bar, figure, "yes" if reached else "no"


def _of(row: Row, name: str) -> float:
    return float(row["figures"][name])


def _share(row: Row, level: str = "0.999") -> tuple[int, int]:
    right, count = row["figures"]["exact_of_those_at_least_as_sure_as"][level].split("/")
    return int(right), int(count)


def _exact(least: float) -> Callable[..., tuple[str, bool]]:
    def told(*rows: Row) -> tuple[str, bool]:
        worst = min(_of(row, "exact") for row in rows)
        return f"{worst:.0f}" + (" at the worst" if len(rows) > 1 else ""), worst >= least

    return told


def _captures(moderate: Row, hard: Row) -> tuple[str, bool]:
    shares = [_of(row, "exact") / _of(row, "pictures") for row in (moderate, hard)]
    wrong = sum(_of(row, "claimed_valid_and_wrong") for row in (moderate, hard))
    said = f"{shares[0]:.1%} / {shares[1]:.1%}; {wrong:.0f}"
    return said, shares[0] >= 0.998 and shares[1] >= 0.86 and wrong <= 1


def _valid(kiosk: Row, moderate: Row) -> tuple[str, bool]:
    shares = [
        _share(row)[1] / count
        for row, count in ((kiosk, kiosk["count"]), (moderate, _of(moderate, "pictures")))
    ]
    return f"{shares[0]:.1%} / {shares[1]:.1%}", shares[0] >= 0.99 and shares[1] >= 0.98


def _times(most: float, name: str = "median_against_sound") -> Callable[[Row], tuple[str, bool]]:
    return lambda row: (f"{_of(row, name)} ×", _of(row, name) <= most)


def _nothing(row: Row) -> tuple[str, bool]:
    median, slowest = _of(row, "median_against_sound"), _of(row, "slowest_twentieth_against_sound")
    read = _of(row, "mrz_found")
    return f"{median} × / {slowest} ×; {read:.0f}", median <= 2 and slowest <= 5 and not read


def _hidden(row: Row) -> tuple[str, bool]:
    counted = {level: _share(row, level) for level in ("0.5", "0.8", "0.9", "0.99", "0.999")}
    said = ", ".join(f"{right} of {count}" for right, count in counted.values())
    return said, all(right >= float(level) * count for level, (right, count) in counted.items())


def _sure_of_digits(row: Row) -> tuple[str, bool]:
    share = _share(row, "0.9")[1] / row["count"]
    return f"{share:.1%}", share >= 0.95


def _upright(sound: Row, *others: Row) -> tuple[str, bool]:
    shares = [_of(row, "exact") / _of(sound, "exact") for row in others]
    return " / ".join(f"{share:.1%}" for share in shares), min(shares) >= 0.95


def _models(memory: Row) -> tuple[str, bool]:
    folder = Path(reading.__file__).parent / "models"
    models = sum(file.stat().st_size for file in folder.glob("*.onnx")) / 2**20
    used = _of(memory, "mb_over_the_decoded_picture")
    return f"{models:.1f} MB; {used:.0f} MB", models <= 8 and used <= 150


def _reason(row: Row) -> tuple[str, bool]:
    return f"{_of(row, 'right'):.0f} of {_of(row, 'failed'):.0f}", _of(row, "right_share") >= 0.9


def _look(row: Row) -> tuple[str, bool]:
    median, slowest = _of(row, "median_ms"), _of(row, "p95_ms")
    return f"{median} / {slowest} ms", max(median, slowest) <= 20


def _frames(*rows: Row) -> tuple[str, bool]:
    worst = max(_of(row, "p95_against_good") for row in rows)
    return f"{worst} ×", worst <= 2


_EXACT, _ODD, _LOOK = "mrz_reading.exact", "mrz_odd.read", "mrz_stream.look"
FRAMES = tuple(kind for kind in KINDS if kind not in GOOD)
_TILTED = tuple((_EXACT, f"real, tilted by 30° about {way}°") for way in (0, 90, 180, 270, 45))
TABLE = (
    Line("29 real pictures exact", "29", ((_EXACT, "real"),), _exact(29)),
    Line("turned by every 15°", "≥ 28", ((_EXACT, "real, turned, the worst angle"),), _exact(28)),
    Line("tilted by 30° about five axes", "≥ 27", _TILTED, _exact(27)),
    Line("characters 10 px", "29", ((_EXACT, "real, characters 10 px"),), _exact(29)),
    Line(
        "moderate / hard captures exact; valid and wrong",
        "≥ 99.8 % / ≥ 86 %; ≤ 1",
        ((_EXACT, "moderate"), (_EXACT, "hard")),
        _captures,
    ),
    Line(
        "sound captures sure: kiosk / moderate",
        "≥ 99 % / ≥ 98 %",
        ((_ODD, "sound"), (_EXACT, "moderate")),
        _valid,
    ),
    Line("one wrong digit, time of a sound one", "≤ 1.5 ×", ((_ODD, "one wrong digit"),), _times(1.5)),
    Line("one wrong digit, at least 90 % sure", "≥ 95 %", ((_ODD, "one wrong digit"),), _sure_of_digits),
    Line("no MRZ: median / slowest twentieth; read", "≤ 2 × / ≤ 5 ×; 0", ((_ODD, "no MRZ"),), _nothing),
    Line(
        "all kinds together: slowest twentieth, of the median",
        "≤ 5 ×",
        ((_ODD, "all of these, and hard captures"),),
        _times(5, "slowest_twentieth_against_median"),
    ),
    Line(
        "1 to 3 hidden characters: exact of those at least 0.5, 0.8, 0.9, 0.99, 0.999 sure",
        "as many",
        ((_ODD, "1 to 3 hidden characters"),),
        _hidden,
    ),
    Line(
        "in a mirror / negative / at the edge, of what is read upright",
        "≥ 95 % each",
        tuple((_ODD, kind) for kind in ("sound", "in a mirror", "negative", "at the edge")),
        _upright,
    ),
    *(
        Line(f"reason {cause.replace('_', ' ')} right", "≥ 90 %", (("mrz_reasons.right", cause),), _reason)
        for cause in CAUSES
    ),
    Line(
        "look at a frame, median / slowest twentieth", "≤ 20 ms", (("mrz_stream.look", "all kinds"),), _look
    ),
    Line(
        "frame of a stream that is not good, slowest twentieth of a good one's",
        "≤ 2 ×",
        tuple(("mrz_stream.frame", kind) for kind in FRAMES),
        _frames,
    ),
    Line("networks together; memory", "≤ 8 MB; ≤ 150 MB", (("mrz_reading.memory", ""),), _models),
)

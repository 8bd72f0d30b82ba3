"""Charts of benchmark rows, as PNG on white."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.rows import Row
from benchmarks.telling import titles, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito's colours, told apart by everyone; ours is always the first.
COLOURS = ("#0072b2", "#d55e00", "#e69f00", "#009e73", "#cc79a7", "#56b4e9")
PEERS = {
    "faiss Flat": COLOURS[1],
    "faiss Flat, BLAS": COLOURS[4],
    "usearch exact": COLOURS[2],
    "face_recognition": COLOURS[3],
    "PassportEye": COLOURS[1],
    "PassportEye and face_recognition": COLOURS[4],
    "OpenCV": COLOURS[5],
    "Pillow": COLOURS[2],
}
FAINT = "#e5e5e5"
TEXT = "#1b1f24"
Rows = Mapping[tuple[str, str], Row]


class Chart(NamedTuple):
    """A chart: where it stands, what it shows, and how it is drawn; False where rows are missing."""

    room: str
    name: str
    told: str
    draw: Callable[[Rows, "Axes"], bool]
    height: float = 4.2


def draw_charts(rows: list[Row], folder: Path) -> dict[str, dict[str, str]]:
    """Draw what the rows of one thread allow, and remove charts that are no more.

    Returns:
        room → name of the chart → what it shows.

    Raises:
        ImportError: matplotlib is not installed; it comes with the extra `plots`.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    folder.mkdir(exist_ok=True)
    single = {(row["benchmark"], row["case"]): row for row in rows if row["threads"] == 1}
    drawn: dict[str, dict[str, str]] = {}
    with rc_context(
        {"font.size": 11, "text.color": TEXT, "axes.labelcolor": TEXT, "axes.edgecolor": "#888888"}
    ):
        for chart in CHARTS:
            figure = Figure(figsize=(9, chart.height), layout="constrained", facecolor="white")
            axes = figure.subplots()
            if not chart.draw(single, axes):
                continue
            axes.spines[["top", "right"]].set_visible(False)
            axes.set_axisbelow(True)
            axes.set_title(chart.told, loc="left", fontsize=12, pad=12)
            figure.savefig(folder / f"{chart.name}.png", dpi=110)
            drawn.setdefault(chart.room, {})[chart.name] = chart.told
    for path in folder.glob("*.png"):
        if not any(path.stem in names for names in drawn.values()):
            path.unlink()
    return drawn


def _reading(rows: Rows, axes: "Axes") -> bool:
    """Share of pictures read exactly, by how they were taken."""
    cases = (
        ("real", "29 real pictures\n(published specimens)", "docverify"),
        ("real, by PassportEye", "the same,\nby PassportEye", "PassportEye"),
        ("moderate", "moderate captures", "docverify"),
        ("hard", "hard captures: small,\nblurred, glare, folds", "docverify"),
    )
    there = [
        (one, rows["mrz_reading.exact", one[0]]["figures"])
        for one in cases
        if ("mrz_reading.exact", one[0]) in rows
    ]
    if not there:
        return False
    for y, ((_, _, side), found) in enumerate(there):
        share, (low, high) = found["exact"] / found["pictures"], found["exact_interval_95"]
        colour = COLOURS[0] if side == "docverify" else PEERS[side]
        axes.barh(y, 100 * share, 0.6, color=colour)
        axes.errorbar(
            100 * share, y, xerr=([100 * (share - low)], [100 * (high - share)]), color=TEXT, capsize=4
        )
        axes.text(103, y, f"{found['exact']:,} of {found['pictures']:,}", va="center")
    axes.set_yticks(range(len(there)), [label for (_, label, _), _ in there])
    axes.invert_yaxis()
    axes.set(xlim=(0, 118), xlabel="pictures read exactly, all lines, in %; bars are 95 % intervals")
    axes.set_xticks(range(0, 101, 20))
    axes.grid(axis="x", color=FAINT)
    return True


def _printed(rows: Rows, axes: "Axes") -> bool:
    """Share of printed fields that agree with the MRZ, beside PP-OCRv6."""
    sides = (("docverify", "docverify", COLOURS[0]), ("ppocr", "PP-OCRv6", COLOURS[1]))
    there = {side: rows.get(("printed", f"sound, kiosk, the same pages: {side}")) for side, _, _ in sides}
    if not all(there.values()):
        return False
    names = {
        "number": "document number",
        "name": "name",
        "birth": "date of birth",
        "expiry": "date of expiry",
        "sex": "sex",
        "state": "State",
    }
    for at, (side, label, colour) in enumerate(sides):
        row = there[side]
        assert row is not None  # noqa: S101 - all are there
        for x, field in enumerate(names):
            share, low, high = (100 * one for one in row["figures"]["agree"][field])
            place = x + (at - 0.5) * 0.4
            axes.bar(place, share, 0.38, color=colour, label=label if not x else None)
            axes.errorbar(
                place, share, yerr=([share - low], [high - share]), color=TEXT, capsize=3, linewidth=1
            )
            axes.text(place, 3, f"{share:.0f}", ha="center", color="white", fontsize=10)
    axes.set_xticks(range(len(names)), list(names.values()))
    axes.set(ylim=(0, 105), ylabel="agree, in %")
    axes.grid(axis="y", color=FAINT)
    axes.legend(frameon=False, loc="lower left", bbox_to_anchor=(0, -0.32), ncols=2)
    return True


def _populations(rows: Rows, axes: "Axes") -> bool:
    """Times the rate asked for, without and with a population."""
    labels = []
    for case, told in (("congress", "a parliament"), ("london", "London")):
        row = rows.get(("faces.population", case))
        if row is None:
            return False
        for rate in ("0.001", "0.0001"):
            text = row["figures"]["all"][f"at_{rate}"]
            found = re.match(r"([\d.]+) times \(([\d.]+) to ([\d.]+);.*\), without ([\d.]+) times", text)
            assert found is not None, text  # noqa: S101 - as face_populations writes it
            with_it, low, high, without = map(float, found.groups())
            y = len(labels)
            axes.barh(y - 0.2, without, 0.38, color=COLOURS[1], label=None if y else "without a population")
            axes.barh(
                y + 0.2, with_it, 0.38, color=COLOURS[0], label=None if y else "with one of its own people"
            )
            axes.errorbar(
                with_it, y + 0.2, xerr=([with_it - low], [high - with_it]), color=TEXT, capsize=3, linewidth=1
            )
            axes.text(without + 0.15, y - 0.2, f"{without:.1f} ×", va="center")
            labels.append(f"{told}, at {100 * float(rate):g} %")
    axes.axvline(1, color=TEXT, linewidth=1)
    axes.set_yticks(range(len(labels)), labels)
    axes.invert_yaxis()
    axes.set_xlabel("times the false match rate that was asked for; bars are 95 % intervals over people")
    axes.grid(axis="x", color=FAINT)
    axes.legend(frameon=False, loc="upper right")
    return True


def _one_against_many(rows: Rows, axes: "Axes") -> bool:
    """Time of one search over the size of the gallery, every side a line."""
    chosen = {
        int(case.rpartition(" ")[2].replace(",", "")): row
        for (benchmark, case), row in rows.items()
        if benchmark == "matching.nearest" and case.startswith("1 against")
    }
    if len(chosen) < 2:
        return False
    for name in dict.fromkeys(name for row in chosen.values() for name in row["sides"]):
        sizes = sorted(size for size, row in chosen.items() if name in row["sides"])
        spread = [chosen[size]["sides"][name] for size in sizes]
        colour = PEERS.get(name, COLOURS[0])
        axes.plot(sizes, [s["median"] * 1e3 for s in spread], "o-", color=colour)
        low, high = ([s[q] * 1e3 for s in spread] for q in ("q1", "q3"))
        axes.fill_between(sizes, low, high, color=colour, alpha=0.2, linewidth=0)
        last = spread[-1]["median"]
        axes.text(sizes[-1] * 1.15, last * 1e3, f"{name}, {words.duration(last)}", va="center", color=colour)
    axes.set(xscale="log", yscale="log", xlabel="templates", ylabel="time of a search", xlim=(700, 4e7))
    axes.set_xticks([1e3, 1e4, 1e5, 1e6], ["1,000", "10,000", "100,000", "1,000,000"])
    axes.set_yticks([0.01, 0.1, 1, 10, 100], ["10 µs", "0.1 ms", "1 ms", "10 ms", "0.1 s"])
    axes.minorticks_off()
    axes.grid(color=FAINT)
    return True


def _gallery(rows: Rows, axes: "Axes") -> bool:
    """Time of a probe in a gallery, beside faiss, one probe and many."""
    chosen = [row for (name, _), row in rows.items() if name in {"gallery.one_probe", "gallery.many_probes"}]
    return bool(chosen) and _bars(chosen, axes, [f"{row['case']} templates" for row in chosen])


def _stages(rows: Rows, axes: "Axes") -> bool:
    """Bars of every stage and side."""
    chosen = [row for (name, _), row in rows.items() if name.startswith("stages.")]
    names = [
        titles.title(row["benchmark"]) + (",\nin a new process" if row["case"].startswith("cold") else "")
        for row in chosen
    ]
    return bool(chosen) and _bars(chosen, axes, names)


def _bars(chosen: list[Row], axes: "Axes", labels: list[str]) -> bool:
    """A bar for every side of every row, on a logarithmic scale, with its time behind it."""
    height, told = 0.26, set()
    for y, row in enumerate(chosen):
        for at, (name, spread) in enumerate(row["sides"].items()):
            place = y + (at - (len(row["sides"]) - 1) / 2) * height
            colour = COLOURS[0] if not at else PEERS.get(name, COLOURS[1])
            milliseconds = spread["median"] * 1e3
            axes.barh(place, milliseconds, height * 0.92, color=colour, label=None if name in told else name)
            axes.text(milliseconds * 1.08, place, words.duration(spread["median"]), va="center", fontsize=9)
            told.add(name)
    axes.set_yticks(range(len(labels)), labels)
    axes.invert_yaxis()
    axes.set_xscale("log")
    low, high = axes.get_xlim()
    axes.set_xlim(low, high * 2)
    ticks = {0.01: "10 µs", 0.1: "0.1 ms", 1: "1 ms", 10: "10 ms", 100: "0.1 s", 1000: "1 s", 1e4: "10 s"}
    shown = {at: text for at, text in ticks.items() if low <= at <= high * 2}
    axes.set_xticks(list(shown), list(shown.values()))
    axes.minorticks_off()
    axes.grid(axis="x", color=FAINT)
    axes.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.4, -0.08), ncols=3, fontsize=10)
    return True


CHARTS = (
    Chart("mrz_reading", "reading", "Pictures read exactly, by how they were taken", _reading, 3.4),
    Chart(
        "printed",
        "printed_fields",
        "Printed fields that say what the MRZ says, on the same 60 pages",
        _printed,
    ),
    Chart(
        "faces", "populations", "False matches within a population, without and with its mean", _populations
    ),
    Chart("gallery", "gallery", "Searches beside faiss, in processor time, one thread", _gallery),
    Chart(
        "matching",
        "one_against_many",
        "The ten nearest of one probe, one thread: median, quartiles",
        _one_against_many,
    ),
    Chart("stages", "stages", "Stages of a verification, one thread, medians", _stages, 6),
)

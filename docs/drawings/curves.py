"""What was counted, drawn from the files that hold it: calibrations that ship, and rows of the benchmarks."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from docs.drawings.ink import Ink
from docverify.evaluation.intervals import wilson_bounds

ROOT = Path(__file__).resolve().parents[2]


def _json(path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / path).read_text(encoding="utf-8"))
    return found


def certainty(ink: Ink) -> Figure:
    """Of readings at least so sure, how many are exact: the reader's calibration."""
    rows = _json("docverify/reading/calibrations/reader.json")["reliability"]
    claimed = [row[0] for row in rows]
    count, exact = (np.array([row[column] for row in rows]) for column in (1, 2))
    low, high = wilson_bounds(exact, count)
    figure = Figure(figsize=(8, 4), layout="constrained")
    axes = figure.subplots()
    at, share = np.arange(len(rows)), exact / count
    axes.errorbar(
        at, share, yerr=(share - low, high - share), fmt="o", color=ink.blue, capsize=4, markersize=7
    )
    axes.plot(at, claimed, "_", color=ink.orange, markersize=22, markeredgewidth=2.5)
    for x, (_, of, right) in zip(at, rows, strict=True):
        axes.annotate(f"{right} of {of}", (x, 1.035), ha="center", fontsize=9, annotation_clip=False)
    axes.set_xticks(at, [f"{100 * one:g} %" for one in claimed])
    axes.set(ylim=(0, 1.09), xlabel="readings whose confidence is at least", ylabel="share that is exact")
    axes.set_yticks(np.linspace(0, 1, 6), [f"{100 * one:.0f} %" for one in np.linspace(0, 1, 6)])
    axes.grid(axis="y", linewidth=0.5)
    axes.text(6.4, 0.28, "● counted, 95 % interval", color=ink.blue, ha="left", fontsize=10)
    axes.text(6.4, 0.2, "━ what was claimed at least", color=ink.orange, ha="left", fontsize=10)
    return figure


def calibration(ink: Ink) -> Figure:
    """The threshold that keeps each false match rate, with the interval of the rate."""
    content = _json("docverify/faces/calibrations/sface.json")
    points = content["points"]
    rate = np.array([one["false_matches"] / one["comparisons"] for one in points])
    threshold = [one["threshold"] for one in points]
    low, high = (np.array([one[name] for one in points]) for name in ("people_low", "people_high"))
    figure = Figure(figsize=(8, 4.2), layout="constrained")
    axes = figure.subplots()
    spread = (np.maximum(rate - low, 0), np.maximum(high - rate, 0))
    axes.errorbar(
        threshold, rate, yerr=spread, fmt="o-", color=ink.blue, capsize=4, markersize=5, linewidth=1.2
    )
    usual = next(one for one in points if one["fmr"] == 1e-3)
    axes.plot([usual["threshold"], usual["threshold"]], [2e-5, 1e-3], color=ink.orange, linewidth=1.4)
    axes.plot([0.18, usual["threshold"]], [1e-3, 1e-3], color=ink.orange, linewidth=1.4)
    axes.annotate(
        f"FMR 0.1 %: match from {usual['threshold']:.3f} on", (usual["threshold"], 1e-3), xytext=(8, 6),
        textcoords="offset points", color=ink.orange,
    )  # fmt: skip
    axes.set_yscale("log")
    axes.set(xlim=(0.18, 0.45), ylim=(2e-5, 0.2), xlabel="threshold: match when the score is at least this")
    axes.set_ylabel("non-mated pairs that match (FMR)")
    axes.set_yticks([1e-4, 1e-3, 1e-2, 1e-1], ["0.01 %", "0.1 %", "1 %", "10 %"])
    axes.grid(linewidth=0.5)
    return figure


def populations(ink: Ink) -> Figure:
    """How often non-mated pairs match, over what was asked, without and with a population."""
    told = [("a parliament's portraits", "congress"), ("London", "london")]
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    axes = figure.subplots()
    labels = []
    for number, (name, case) in enumerate(told):
        row = _last("faces.population", case)["figures"]["all"]
        for place, rate in enumerate(("0.001", "0.0001")):
            with_it, low, high, without = _times(row[f"at_{rate}"])
            y = -(2 * number + place) * 1.0
            axes.barh(y + 0.17, without, height=0.3, color=ink.orange)
            axes.barh(y - 0.17, with_it, height=0.3, color=ink.blue)
            axes.errorbar(
                with_it,
                y - 0.17,
                xerr=([with_it - low], [high - with_it]),
                color=ink.text,
                capsize=3,
                linewidth=1,
            )
            axes.text(without + 0.1, y + 0.17, f"{without:.3g}", va="center", fontsize=9, color=ink.orange)
            labels.append(f"{name}\nat {100 * float(rate):g} %")
    axes.axvline(1, color=ink.text, linewidth=1)
    axes.set_yticks([-float(at) for at in range(len(labels))], labels)
    axes.set_xlabel("times the rate that was asked for")
    axes.text(7.4, -0.05, "without a population", color=ink.orange, fontsize=10)
    axes.text(7.4, -0.4, "with it, 95 % interval over people", color=ink.blue, fontsize=10)
    return figure


def _last(benchmark: str, case: str) -> dict[str, Any]:
    """The newest row of a benchmark's case."""
    lines = (ROOT / "benchmarks/rows.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    found = [
        row for row in rows if row["benchmark"] == benchmark and row["case"] == case and not row["quick"]
    ]
    return max(found, key=lambda row: str(row["at"]))


def _times(text: str) -> tuple[float, float, float, float]:
    """Times the rate asked for with a population, its interval, and without one."""
    match = re.match(r"([\d.]+) times \(([\d.]+) to ([\d.]+);.*\), without ([\d.]+) times", text)
    if match is None:
        raise ValueError(f"no row of populations is written like this: {text}")
    with_it, low, high, without = map(float, match.groups())
    return with_it, low, high, without

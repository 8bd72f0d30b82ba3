"""A port's day, simulated: who comes and who waits, and what more kiosks change."""

import numpy as np
from matplotlib.figure import Figure

from benchmarks.figures import Figures
from benchmarks.history import rows_of
from benchmarks.scale import assumed
from benchmarks.scale.page import KIOSKS, SEED, USUAL_DESKS, USUAL_KIOSKS, port_of, waits
from benchmarks.scale.port import HOUR, simulate
from docs.drawings.ink import Ink

_TEN_MINUTES = 600.0


def day(ink: Ink) -> Figure:
    """The first seed's day: people who come in ten minutes, and how long they wait."""
    port = port_of(Figures(rows_of()))
    figure = Figure(figsize=(8, 5), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True)
    edges = np.arange(5 * HOUR, 23 * HOUR, _TEN_MINUTES)
    for kiosks, colour in ((USUAL_KIOSKS, ink.blue), (KIOSKS[-1], ink.orange)):
        found = simulate(port, kiosks=kiosks, desks=USUAL_DESKS, seed=SEED)
        at = np.digitize(found.arrival, edges) - 1
        waited = [float(found.wait[at == one].max(initial=0)) / 60 for one in range(len(edges))]
        below.fill_between(edges / HOUR, waited, step="post", color=colour, alpha=0.25, linewidth=0)
        below.step(edges / HOUR, waited, where="post", color=colour, linewidth=1.6, label=f"{kiosks} kiosks")
    above.bar(
        edges / HOUR,
        np.bincount(np.clip(at, 0, None), minlength=len(edges)),
        1 / 6,
        align="edge",
        color=ink.green,
    )
    above.set_ylabel("people who come\nin ten minutes")
    below.set(ylabel="longest wait,\nminutes", xlabel="hour of the day", xlim=(5, 23))
    below.set_xticks(range(5, 24, 2))
    below.legend(frameon=False, labelcolor="linecolor", loc="upper center")
    for axes in (above, below):
        axes.grid(axis="y", linewidth=0.5)
        axes.set_axisbelow(True)
    return figure


def kiosks(ink: Ink) -> Figure:
    """Percentiles of the wait over the number of kiosks, before a kiosk and before a desk."""
    port = port_of(Figures(rows_of()))
    figure = Figure(figsize=(8, 4), layout="constrained")
    axes = figure.subplots()
    numbers = range(KIOSKS[0], KIOSKS[-1] + 1)
    found = [
        [simulate(port, kiosks=one, desks=USUAL_DESKS, seed=SEED + at) for at in range(assumed.DAYS)]
        for one in numbers
    ]
    lines = (
        ("before a kiosk, 99 of 100 wait less", 99, False, ink.blue, "-"),
        ("before a kiosk, 95 of 100", 95, False, ink.blue, "--"),
        ("before a desk, 95 of 100", 95, True, ink.orange, "-"),
    )
    for told, percent, desk, colour, style in lines:
        minutes = [
            float(np.percentile(np.concatenate(waits(days, desk=desk)), percent)) / 60 for days in found
        ]
        axes.plot(numbers, minutes, style, color=colour, linewidth=2, label=told)
    axes.set(xlabel="kiosks", ylabel="minutes", ylim=(0, None), xlim=(numbers[0], numbers[-1]))
    axes.set_xticks(list(numbers)[::2])
    axes.grid(linewidth=0.5)
    axes.legend(frameon=False)
    return figure

"""Two sets of colours, for pages that are light and dark, and how a figure is written in both."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

PICTURES = Path(__file__).resolve().parents[1] / "pictures"


@dataclass(frozen=True)
class Ink:
    """Colours of one theme; Okabe and Ito's hues, which everybody tells apart."""

    name: str
    text: str
    faint: str
    box: str
    blue: str
    orange: str
    green: str


LIGHT = Ink("light", "#1b1f24", "#c8ccd2", "#f1f3f6", "#0072b2", "#d55e00", "#00795a")
DARK = Ink("dark", "#e6e8eb", "#565c66", "#2a2e36", "#56b4e9", "#ff9445", "#3fcf9f")


def write(name: str, draw: Callable[[Ink], Figure]) -> None:
    """Write a figure as SVG in both themes; without a date, so that the same figure is the same file."""
    for ink in (LIGHT, DARK):
        with mpl.rc_context(
            {
                "svg.hashsalt": name,
                "svg.fonttype": "none",
                "font.family": "sans-serif",
                "font.sans-serif": ["system-ui", "Segoe UI", "Helvetica", "Arial", "DejaVu Sans"],
                "text.color": ink.text,
                "axes.labelcolor": ink.text,
                "axes.edgecolor": ink.faint,
                "xtick.color": ink.text,
                "ytick.color": ink.text,
                "grid.color": ink.faint,
                "axes.spines.top": False,
                "axes.spines.right": False,
                "font.size": 11,
            }
        ):
            figure = draw(ink)
            path = PICTURES / f"{name}-{ink.name}.svg"
            figure.savefig(path, transparent=True, metadata={"Date": None})
            lines = path.read_text(encoding="utf-8").splitlines()
            path.write_text("\n".join(line.rstrip() for line in lines) + "\n", encoding="utf-8")

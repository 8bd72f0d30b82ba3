"""What all drawings share: colours, ink, and axes without more lines than needed."""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from docverify.errors import EngineMissing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MATED: Final = "#0072b2"  # blue and vermilion of Okabe and Ito: told apart by everyone
NON_MATED: Final = "#d55e00"
INK: Final = "#222222"
COLOURS: Final = (MATED, NON_MATED, "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#8c6d31")
"""Of Okabe and Ito, but for the last; several systems or groups, each with a line of its own style."""


def require_matplotlib() -> None:
    """Raise `EngineMissing` where matplotlib is not installed."""
    if find_spec("matplotlib") is None:
        raise EngineMissing("plots need matplotlib: pip install 'docverify[plots]'")


def plain(axes: "Axes") -> None:
    """No more lines around the axes than needed, and a light grid."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(visible=True, color="#e5e5e5", linewidth=0.6)
    axes.set_axisbelow(True)


def short(name: str, longest: int = 28) -> str:
    """A name that there is room for: long ones lose their middle, for they differ at their ends."""
    if len(name) <= longest:
        return name
    half = (longest - 1) // 2
    return f"{name[:half]}…{name[-half:]}"

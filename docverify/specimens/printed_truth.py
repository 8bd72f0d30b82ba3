"""What is printed on a page, line by line, and where: the truth that readers of print are measured on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from dataclasses import field as hidden
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from docverify.specimens.lettering import Written

Quad = NDArray[np.float64]
Kind = Literal["value", "label", "title", "perforation"]


@dataclass(frozen=True, slots=True, eq=False)
class PrintedTruth:
    """One line of print.

    Attributes:
        field: what it says or labels: "number", "surname", "given_names", "name" (both, with a comma),
            "birth", "expiry", "issue", "sex", "state", "nationality" or another field of the page; "title" of
            the document's title. The lines of a value on two lines follow each other.
        kind: "value", "label", "title" (of what stands along the top), or "perforation" (holes).
        text: as printed.
        quad: (4, 2) px in the text's own reading order: from its ink's left to its right end, capital height
            to baseline; marks and tails reach beyond.
    """

    field: str
    kind: Kind
    text: str = hidden(repr=False)
    quad: Quad = hidden(repr=False)


def found(name: str, kind: Kind, line: Written | None) -> list[PrintedTruth]:
    """The truth of a line that was written, if it was."""
    return [] if line is None else [PrintedTruth(name, kind, line.text, line.quad)]


def moved(lines: Iterable[PrintedTruth], by: Callable[[Quad], Quad]) -> tuple[PrintedTruth, ...]:
    """The same lines, their quads where `by` takes them."""
    return tuple(replace(line, quad=by(line.quad)) for line in lines)


def plain(line: PrintedTruth) -> dict[str, Any]:
    """A line as plain data for JSON, px rounded to hundredths."""
    quad = np.round(line.quad, 2).tolist()
    return {"field": line.field, "kind": line.kind, "text": line.text, "quad": quad}

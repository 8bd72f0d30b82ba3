"""A page of lines: which caption a value belongs to, whatever the layout."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from docverify.evidence.printed import PrintedLine
from docverify.printed.labels import Element, Label, find_labels
from docverify.printed.pieces import Pairs, Piece, continued, whole_lines
from docverify.printed.thresholds import LABEL_FAR, LABEL_GAP, LABEL_LEFT, SIDE_VOTES


class Side(StrEnum):
    """Where values stand, seen from their captions."""

    BENEATH = "beneath"
    ABOVE = "above"
    RIGHT = "right"
    INLINE = "inline"
    """Behind the caption in the line that was read."""


_APART: tuple[Side, ...] = (Side.BENEATH, Side.ABOVE, Side.RIGHT)


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """What is printed on a page.

    Attributes:
        lines: those that are looked at.
        labels: the captions in them.
        pieces: what stands between captions.
        below: pairs of lines of which the second stands beneath the first.
        beside: pairs of lines of which the second goes on beside the first.
        side: where values stand on this page, seen from their captions.
        settled: the sides of which several values say so, and fewer say otherwise.
    """

    lines: tuple[Piece, ...]
    labels: tuple[Label, ...]
    pieces: tuple[Piece, ...]
    below: Pairs
    beside: Pairs
    side: Side = Side.BENEATH
    settled: frozenset[Side] = frozenset()

    def owner(self, value: Piece, side: Side | None = None) -> Element | None:
        """What the caption of a value names; None where it has none beside it."""
        label = self.label(value, side)
        return None if label is None else label.element

    def sure_owner(self, value: Piece) -> Element | None:
        """The same where it is sure: several values of the page stand on that side of their captions."""
        label = self.label(value)
        if label is None:
            return None
        side = Side.INLINE if label.piece.line == value.line else self.side
        return label.element if side in self.settled else None

    def label(self, value: Piece, side: Side | None = None) -> Label | None:
        """The caption of a value: the one before it in its line, else the nearest on the page's side."""
        before = [one for one in self.labels if one.piece.line == value.line and one.piece.end <= value.start]
        if before:
            return before[-1]
        chosen = side or self.side
        costs = ((_cost(value, one, chosen), n) for n, one in enumerate(self.labels))
        cost, n = min(costs, default=(float("inf"), 0))
        return None if cost == float("inf") else self.labels[n]

    def labelled(self, line: Piece) -> bool:
        """Whether there is a caption in a line."""
        return any(label.piece.line == line.line for label in self.labels)

    def has(self, *elements: Element) -> bool:
        """Whether a caption of one of these elements is on the page."""
        return any(label.element in elements for label in self.labels)


def read_page(lines: Sequence[PrintedLine]) -> Page:
    """Find captions and what stands between them."""
    whole = whole_lines(lines)
    found = [find_labels(line) for line in whole]
    below, beside = continued(whole)
    labels = tuple(label for some, _ in found for label in some)
    return Page(whole, labels, tuple(piece for _, some in found for piece in some), below, beside)


Anchors = Iterable[tuple[Piece, frozenset[Element]]]
"""Values whose kind is known without a caption, and the elements that they may be."""


def with_side(page: Page, anchors: Anchors, hints: Anchors) -> Page:
    """The page with its side: the one from which most anchors have a caption that names them.

    Args:
        page: as read.
        anchors: dates, and whatever says what the MRZ says.
        hints: what may stand beneath a caption by chance: of all that one side has, one counts.
    """
    votes, hinted = _votes(page, anchors), _votes(page, hints)
    votes = {side: votes[side] + min(hinted[side], 1) for side in Side}
    first, second, _ = sorted(_APART, key=lambda one: -votes[one])  # of equals, the first of all
    settled = {Side.INLINE} if votes[Side.INLINE] >= SIDE_VOTES else set()
    if votes[first] >= SIDE_VOTES and votes[first] > votes[second]:
        settled.add(first)
    return replace(page, side=first, settled=frozenset(settled))


def _votes(page: Page, anchors: Anchors) -> dict[Side, int]:
    votes = dict.fromkeys(Side, 0)
    for piece, elements in anchors:
        for side in _APART:
            label = page.label(piece, side)
            if label is not None and label.element in elements:
                inline = label.piece.line == piece.line
                votes[Side.INLINE if inline else side] += 1
                if inline:
                    break
    return votes


def _cost(value: Piece, caption: Label, side: Side) -> float:
    """How far a caption is from a value, mm, on one side; infinite where it is none of this value."""
    label = caption.piece
    if label.line == value.line:
        return float("inf")
    left, top, right, bottom = value.box
    if side is Side.RIGHT:
        if caption.followed:
            return float("inf")
        gap = left - label.box[2]
        level = abs(value.middle - label.middle) <= 0.5 * max(value.height, label.height)
        return max(gap, 0.0) if level and -1.0 <= gap <= LABEL_FAR else float("inf")
    gap = top - label.box[3] if side is Side.BENEATH else label.box[1] - bottom
    if not -0.5 * value.height <= gap <= LABEL_GAP * value.height:
        return float("inf")
    apart = min(abs(left - one) for one in (caption.left, label.box[0]))
    if apart > LABEL_LEFT and not (left < label.box[2] and right > label.box[0]):
        return float("inf")
    return max(gap, 0.0) + 0.2 * apart

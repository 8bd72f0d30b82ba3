"""Which layouts a text fits, and why the others do not."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from docverify.errors import UnknownMrzFormat
from docverify.mrz.alphabet import FILLER
from docverify.mrz.check_digits import weighted_digit
from docverify.mrz.formats import Layout, MrzFormat
from docverify.mrz.issues import IssueCode
from docverify.mrz.layouts import LAYOUTS
from docverify.mrz.text import has_double, to_lines


@dataclass(frozen=True, slots=True)
class Fit:
    """How a text compares with one layout.

    Attributes:
        format: The layout.
        fits: Whether the text can be read with it.
        reason: One sentence that says why, or why not; it holds no text of the document.
        distance: Characters too many or missing; 0 when the shape is right.
        lines: The text in the shape of the layout when it fits, else empty.
        changes: What had to be done to reach that shape.
    """

    format: MrzFormat
    fits: bool
    reason: str
    distance: int
    lines: tuple[str, ...] = field(default=(), repr=False)
    changes: tuple[IssueCode, ...] = ()


def detect(text: str | Sequence[str]) -> tuple[Fit, ...]:
    """Say for every layout whether the text fits it and why.

    Args:
        text: One string or a sequence of lines; spaces, lower case and missing line breaks are tolerated.

    Returns:
        One `Fit` for every layout: those that fit first, the rest by growing distance.

    Raises:
        InputError: `text` is neither a string nor a sequence of strings.
        UnknownMrzFormat: The text is longer than any MRZ could be.
    """
    lines, _ = to_lines(text)
    if (
        has_double(text)
        and len(lines) <= _MOST_LINES
        and not any(_fit(layout, lines).fits for layout in LAYOUTS.values())
    ):
        lines, _ = to_lines(text, double=False)
    if len(lines) > _MOST_LINES or sum(map(len, lines)) > _MOST_CHARACTERS:
        reason = _explain(lines)
        return tuple(Fit(fmt, False, reason, sum(map(len, lines))) for fmt in LAYOUTS)
    fits = [_fit(layout, lines) for layout in LAYOUTS.values()]
    chosen = choose(lines) if any(f.fits for f in fits) else None
    return tuple(
        sorted(
            fits, key=lambda f: (not f.fits, chosen is not None and f.format is not chosen.format, f.distance)
        )
    )


def settle(text: str | Sequence[str], fmt: MrzFormat | None) -> Fit:
    """Bring a text into the layout that it fits, or into a given one.

    Raises:
        InputError: `text` is neither a string nor a sequence of strings.
        UnknownMrzFormat: No layout fits, or not the given one.
    """
    lines, changes = to_lines(text)
    try:
        fit = choose(lines) if fmt is None else fit_as(fmt, lines)
    except UnknownMrzFormat:
        if not has_double(text):
            raise
        lines, changes = to_lines(text, double=False)
        fit = choose(lines) if fmt is None else fit_as(fmt, lines)
    return replace(fit, changes=(*changes, *fit.changes)) if changes else fit


def choose(lines: tuple[str, ...]) -> Fit:
    """Pick the layout of some lines.

    Where two layouts of one shape fit (a French identity card and TD2), the one whose marks are more
    particular is taken unless its check digits fail and all of the other's agree.

    Raises:
        UnknownMrzFormat: No layout fits; the message names the nearest.
    """
    by_widths = _BY_WIDTHS.get(tuple(map(len, lines)))
    if by_widths is not None and not any(" " in line for line in lines):
        found = [Fit(x.format, True, "", 0, lines) for x in by_widths if _mark_missing(x, lines) is None]
    elif len(lines) > _MOST_LINES or sum(map(len, lines)) > _MOST_CHARACTERS:
        found = []
    else:
        found = [f for f in (_fit(layout, lines) for layout in LAYOUTS.values()) if f.fits]
    if not found:
        raise UnknownMrzFormat(_explain(lines))
    if len(found) > 1 and LAYOUTS[found[0].format].relations and not _agrees(found[0]) and _agrees(found[1]):
        return found[1]
    return found[0]


def fit_as(fmt: MrzFormat, lines: tuple[str, ...]) -> Fit:
    """Bring lines into the shape of a given layout, whatever its marks.

    Raises:
        UnknownMrzFormat: The shape is another; the message says how.
    """
    shaped = _shaped(LAYOUTS[fmt].widths, lines)
    if shaped is None:
        raise UnknownMrzFormat(f"the text is no {fmt.value}: {_shape_reason(LAYOUTS[fmt].widths, lines)}")
    return Fit(fmt, True, "the layout was given", 0, *shaped)


_MOST_LINES, _MOST_CHARACTERS = 8, 400
"""More than this is no MRZ with spaces or strays, and not worth comparing with every layout."""

_BY_WIDTHS: dict[tuple[int, ...], list[Layout]] = {}
for _layout in LAYOUTS.values():
    _BY_WIDTHS.setdefault(_layout.widths, []).append(_layout)


def _mark_missing(layout: Layout, lines: tuple[str, ...]) -> tuple[int, int, str] | None:
    for line, column, mark in layout.marks:
        if not lines[line].startswith(mark, column):
            return line, column, mark
    return None


def _agrees(fit: Fit) -> bool:
    for relation in LAYOUTS[fit.format].relations:
        covered = "".join(fit.lines[s.line][s.first : s.stop] for s in relation.covers)
        line, column = relation.digit
        printed = fit.lines[line][column]
        if printed != str(weighted_digit(covered)) and not (printed == FILLER and relation.may_be_filler):
            return False
    return True


def _shaped(
    widths: tuple[int, ...], lines: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[IssueCode, ...]] | None:
    """Bring lines into a shape by what is certain: dropping spaces, dividing by length."""
    closed = tuple("".join(line.split()) for line in lines)
    spaces = (IssueCode.SPACES_REMOVED,) if closed != tuple(map(str.strip, lines)) else ()
    if tuple(map(len, closed)) == widths:
        return closed, spaces
    if closed != lines and tuple(map(len, lines)) == widths:
        return tuple(line.replace(" ", FILLER) for line in lines), (IssueCode.SPACES_AS_FILLERS,)
    if len(closed) == 1 < len(widths) and len(closed[0]) == sum(widths):
        cuts = [sum(widths[:i]) for i in range(len(widths) + 1)]
        parts = tuple(closed[0][a:b] for a, b in pairwise(cuts))
        return parts, (*spaces, IssueCode.LINES_JOINED)
    return None


def _fit(layout: Layout, lines: tuple[str, ...]) -> Fit:
    shaped = _shaped(layout.widths, lines)
    if shaped is None:
        return Fit(layout.format, False, _shape_reason(layout.widths, lines), _distance(layout.widths, lines))
    missing = _mark_missing(layout, shaped[0])
    if missing is not None:
        line, column, mark = missing
        reason = f"the shape fits, but line {line + 1} column {column + 1} is not {mark!r}"
        return Fit(layout.format, False, reason, 0)
    return Fit(layout.format, True, "the shape and the marks fit", 0, *shaped)


def _distance(widths: tuple[int, ...], lines: tuple[str, ...]) -> int:
    lengths = [len("".join(line.split())) for line in lines]
    padded = max(len(widths), len(lengths))
    pairs = zip(
        [*widths, *[0] * (padded - len(widths))], [*lengths, *[0] * (padded - len(lengths))], strict=True
    )
    return sum(abs(a - b) for a, b in pairs)


def _shape_reason(widths: tuple[int, ...], lines: tuple[str, ...]) -> str:
    if len(lines) != len(widths):
        return f"it has {len(widths)} lines and the text has {len(lines)}"
    for number, (width, line) in enumerate(zip(widths, lines, strict=True), 1):
        length = len("".join(line.split()))
        if length != width:
            amount = abs(length - width)
            what = "missing" if length < width else "too many"
            return f"line {number} has {length} characters of {width}, {amount} {what}"
    return "its lines have another length"


def _explain(lines: tuple[str, ...]) -> str:
    if not lines:
        return "the text is empty; an MRZ has 1 to 3 lines of 9 to 44 characters"
    if len(lines) > _MOST_LINES or sum(map(len, lines)) > _MOST_CHARACTERS:
        longest = max(map(len, lines))
        shape = f"{len(lines)} lines of up to {longest} characters"
        return f"the text has {shape}; an MRZ has 1 to 3 lines of 9 to 44"
    alone = _alone(lines)
    if alone is not None:
        return alone
    nearest = min(
        (_fit(layout, lines) for layout in LAYOUTS.values()),
        key=lambda fit: (fit.distance, _begins_otherwise(LAYOUTS[fit.format], lines)),
    )
    return f"the text fits no MRZ layout; nearest is {nearest.format.value}: {nearest.reason}"


def _alone(lines: tuple[str, ...]) -> str | None:
    """What to say of one line that is the first of a layout with several."""
    for layout in LAYOUTS.values() if len(lines) == 1 else ():
        code = layout.places_by_name["document_code"]
        if (
            len(layout.widths) > 1
            and len(lines[0]) == layout.widths[0]
            and code.span.line == 0
            and lines[0][0] in code.first_letters
            and all(lines[0].startswith(mark, at) for line, at, mark in layout.marks if line == 0)
        ):
            rest = "the second line is" if len(layout.widths) == 2 else "the other lines are"
            return f"the text is the first line of {layout.format.value} alone: {rest} missing"
    return None


def _begins_otherwise(layout: Layout, lines: tuple[str, ...]) -> bool:
    """Whether lines of another shape lack a layout's marks."""
    return any(line >= len(lines) or not lines[line].startswith(mark, at) for line, at, mark in layout.marks)

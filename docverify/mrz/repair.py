"""Propose corrections that check digits and field grammar prove; decline what they leave open."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import pairwise

from docverify.arguments import expect_number, member
from docverify.errors import UnknownMrzFormat
from docverify.mrz.corrections import Repair, RepairOutcome
from docverify.mrz.detect import settle
from docverify.mrz.document import Mrz
from docverify.mrz.evidence import Evidence, check_evidence
from docverify.mrz.formats import Layout, MrzFormat
from docverify.mrz.issues import ICAO, Profile
from docverify.mrz.layouts import LAYOUTS
from docverify.mrz.parse import parse_mrz
from docverify.mrz.repair_layout import DEPTH, MARGIN, Attempt, repair_layout
from docverify.mrz.shaping import Shaped, shape_lines
from docverify.mrz.text import to_lines


def repair_mrz(
    lines: str | Sequence[str],
    evidence: Evidence | None = None,
    *,
    format: MrzFormat | str | None = None,  # noqa: A002 - the word of the house
    depth: int = DEPTH,
    margin: float = MARGIN,
    at: date | None = None,
    profile: Profile = ICAO,
    waive: Collection[str] = (),
) -> Repair:
    """Propose corrections of a recognised MRZ, and apply them where they are proved and unique.

    Args:
        lines: The text as recognised; without evidence also with stray lines, spaces, and lines somewhat
            too long or too short.
        evidence: What a recogniser thought of each cell: an array `(lines, width, 37)` of probabilities in
            the order of `ALPHABET`, or `{(line, column): {character: probability}}`, where cells that
            are missing count as certain. Without it a table of known confusions is used.
        format: The layout, or its name, when it is known.
        depth: How many cells, 0 or more, may change although what was read could stand there. Cells whose
            character cannot stand there do not count.
        margin: How much likelier the best repair must be than the next, as a natural logarithm, 0 or more.
        at: Passed on to `parse_mrz`.
        profile: Passed on to `parse_mrz`.
        waive: Passed on to `parse_mrz`.

    Returns:
        The outcome, the parsed text, the corrections with their cause and proof, and the alternatives.
        Text is never changed silently.

    Raises:
        UnknownMrzFormat: No layout comes near the text.
        InputError: The evidence does not have the shape of the lines, or another argument is not what is said
            above.

    >>> fixed = repair_mrz(
    ...     ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO74O8122F1204159ZE184226B<<<<<10"]
    ... )
    >>> fixed.outcome.value, fixed.corrections[0].field, fixed.corrections[0].proof.value
    ('repaired', 'date_of_birth', 'check_digit')
    """
    expect_number("depth", depth, low=0, high=_MOST_CELLS, whole=True)
    expect_number("margin", margin, low=0.0)
    known = None if format is None else member("format", format, MrzFormat)
    best: Repair | None = None
    for layout, shaped in _shapes(lines, known, exact=evidence is not None):
        if evidence is not None:
            check_evidence(evidence, shaped.lines)
        attempt = repair_layout(layout, shaped.lines, evidence, depth=depth, margin=margin)
        mrz = parse_mrz(attempt.lines, at=at, profile=profile, waive=waive, format=layout.format)
        found = _report(attempt, mrz, shaped)
        if best is None or _rank(found) > _rank(best):
            best = found
        if found.outcome in _SETTLED:
            break
    if best is None:
        raise UnknownMrzFormat("no MRZ layout comes near the text; detect() gives each layout's reason")
    return best


_MOST_CELLS = 90
"""Cells of the largest layout."""
_SETTLED = (RepairOutcome.UNCHANGED, RepairOutcome.REPAIRED)


def _rank(found: Repair) -> tuple[bool, float]:
    cost = found.alternatives[0].cost if found.alternatives else 0.0
    return found.mrz.valid, -cost - len(found.undecided) - found.strays


def _report(attempt: Attempt, mrz: Mrz, shaped: Shaped) -> Repair:
    changed = bool(attempt.corrections) or shaped.strays > 0
    if attempt.tied:
        outcome = RepairOutcome.AMBIGUOUS
    elif mrz.valid and not attempt.undecided:
        outcome = RepairOutcome.REPAIRED if changed else RepairOutcome.UNCHANGED
    else:
        outcome = RepairOutcome.PARTLY_REPAIRED if changed else RepairOutcome.NOT_FOUND
    return Repair(outcome, mrz, attempt.corrections, attempt.alternatives, attempt.undecided, shaped.strays)


def _shapes(
    text: str | Sequence[str], fmt: MrzFormat | None, *, exact: bool
) -> Iterator[tuple[Layout, Shaped]]:
    """The layout that parsing would choose, then the two that come nearest to the lines."""
    chosen = None
    try:
        fit = settle(text, fmt)
    except UnknownMrzFormat:
        lines = tuple("".join(line.split()) for line in to_lines(text)[0])
    else:
        lines, chosen = fit.lines, fit.format
        yield LAYOUTS[chosen], Shaped(lines, 0, 0.0)
    layouts = [x for x in LAYOUTS.values() if x.format is not chosen] if fmt is None else [LAYOUTS[fmt]]
    if len(lines) == 1:
        lines = _divide(lines[0], layouts) or lines
    found = []
    for layout in layouts:
        shaped = shape_lines(layout, lines, marks=fmt is None)
        if shaped is not None and not (exact and shaped.strays):
            most = sum(layout.widths) + 4 * len(layout.relations)
            found.append((shaped.strays, most - shaped.score, layout, shaped))
    found.sort(key=lambda f: f[:2])
    yield from ((layout, shaped) for _, _, layout, shaped in found[:2])


def _divide(line: str, layouts: list[Layout]) -> tuple[str, ...] | None:
    for layout in layouts:
        if len(line) == sum(layout.widths) and len(layout.widths) > 1:
            starts = [sum(layout.widths[:i]) for i in range(len(layout.widths) + 1)]
            return tuple(line[a:b] for a, b in pairwise(starts))
    return None

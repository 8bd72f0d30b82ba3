"""How far the text that was read can be relied on.

Two questions: what may *refute* a document (`certain`: the pixels alone), and what may *prove* something
(`proves`: a check digit that agrees by itself, or certain cells where the layout has none).

| the cells | its digit | corrected by a digit | the reading is confident | may refute | proves |
|---|---|---|---|---|---|
| certain | agrees | no | either | yes | yes |
| certain | agrees | yes | yes / no | yes | yes / no |
| doubtful | agrees | no | either | no | yes |
| certain | does not agree, or is not printed | – | either | yes | no |
| certain | not in the layout | – | either | yes | yes |
| doubtful | does not agree, not printed or not in the layout | – | either | no | no |
| in a line that breaks its layout | as above | as above | as above | no | as above |
"""

import math
from collections.abc import Iterable

from docverify.evidence.reading import TYPED, Reading
from docverify.mrz import LAYOUTS, Cause, CheckRelation, FieldCheck, Mrz, Span
from docverify.verification.case import Case


def certainty(case: Case, *spans: Span | None) -> float:
    """How probable it is that cells were read right, by the pixels alone, in [0, 1].

    The reading's own confidence, which is that of all its characters, stands in where the engine tells no
    cells; NaN where that has no calibration. 0 in a line of a picture that breaks its layout: it may have
    been read one cell too far to the left or right, each character for certain and none in its place.
    """
    reading, mrz = case.evidence.reading, case.mrz
    if reading is None or mrz is None:
        return math.nan
    seen = reading.engine != TYPED
    if seen and any(_breaks_layout(mrz, s.line) for s in spans if s is not None):
        return 0.0
    if reading.cells is None:
        return reading.confidence
    cells = dict.fromkeys(_cells(spans))
    return math.prod(reading.cells.certainty(mrz.lines, Span(line, at, at)) for line, at in cells)


def certain(case: Case, *spans: Span | None) -> bool:
    """Whether cells were read with certainty, so that what they say may fail a document."""
    return certainty(case, *spans) >= case.policy.least_confidence  # False for NaN


def corrections(case: Case, relation: CheckRelation) -> int:
    """How many of the cells that a check digit ties together were changed because of a check digit.

    What the layout's grammar changed (a letter O where only digits stand) does not count: no digit was asked.
    """
    cells = set(_cells(tied(case, relation)))
    changed = () if case.evidence.reading is None else case.evidence.reading.corrections
    return sum((c.line, c.column) in cells for c in changed if c.cause is Cause.CHECK_DIGIT)


def tied(case: Case, relation: CheckRelation) -> tuple[Span | None, ...]:
    """The cells that a check digit ties together: what it covers, and its own.

    A long document number goes on in the optional data, and its digit stands behind it.
    """
    if case.mrz is None:
        return relation.covers
    digit, field = case.mrz.field(relation.name), case.mrz.field(relation.field)
    return (*relation.covers, digit.span, field.continued)


def proves(case: Case, name: str) -> bool:
    """Whether the field called `name` can be relied on.

    Its check digit must agree, and not merely because a doubtful reading was corrected until it did; a field
    whose layout has no digit for it, or whose digit the caller waived, needs cells that were read with
    certainty.
    """
    if case.mrz is None:
        return False
    relation = relation_of(case.mrz, name)
    if relation is None or {relation.name, "check_digit_refuted"} & set(case.mrz.waived):
        return certain(case, case.mrz.field(name).span)
    return case.mrz.field(name).check is FieldCheck.VERIFIED and vouches(case, relation)


def vouches(case: Case, relation: CheckRelation) -> bool:
    """Whether a digit that agrees says so by itself.

    One by which the reader chose among characters cannot vouch for them, unless the reading is confident all
    the same.
    """
    return _confident(case.evidence.reading, case.policy.least_confidence) or not corrections(case, relation)


def relation_of(mrz: Mrz, name: str) -> CheckRelation | None:
    """The check digit of a field in the MRZ's layout; None when the layout has none."""
    return next((r for r in LAYOUTS[mrz.format].relations if r.field == name), None)


def _confident(reading: Reading | None, least: float) -> bool:
    return reading is not None and reading.confidence >= least  # False for NaN


def _breaks_layout(mrz: Mrz, line: int) -> bool:
    """Whether a cell of a line holds what the layout does not allow in it."""
    places = [place for place in LAYOUTS[mrz.format].places if place.span.line == line]
    return any(
        character not in cell.value
        for place in places
        for character, cell in zip(mrz.lines[line][place.span.first :], place.cells, strict=False)
    )


def _cells(spans: Iterable[Span | None]) -> list[tuple[int, int]]:
    """The cells of spans as (line, column)."""
    return [(s.line, column) for s in spans if s is not None for column in range(s.first, s.stop)]

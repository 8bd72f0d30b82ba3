"""Which field a cell of an MRZ belongs to, and what fields are called."""

from typing import Final

from docverify.mrz import Field, Mrz

DIGIT: Final = "_check_digit"
_TITLES: Final = {"primary_identifier": "surname", "secondary_identifier": "given names"}


def title_of(name: str) -> str:
    """A field's name in words; cells that belong to none hold fillers."""
    if not name:
        return "fillers"
    if name == f"composite{DIGIT}":
        return "composite check digit"
    base = name.removesuffix(DIGIT)
    title = _TITLES.get(base, base.replace("_", " "))
    return title if base == name else f"check digit of {title}"


def cells_of(field: Field) -> list[list[int]]:
    """Line and column of each of a field's cells."""
    spans = [span for span in (field.span, field.continued) if span is not None]
    return [[span.line, column] for span in spans for column in range(span.first, span.stop)]


def owner_of(mrz: Mrz, line: int, column: int) -> str:
    """Name of the field that a cell belongs to; empty for none."""
    return next((name for name, field in mrz.fields.items() if [line, column] in cells_of(field)), "")

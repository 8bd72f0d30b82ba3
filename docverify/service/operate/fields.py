"""What the document says: field by field, and letter by letter with the certainty of each."""

import math
from collections.abc import Iterable, Sequence
from typing import Final

from docverify.mrz import Field, FieldCheck, Mrz, find_state
from docverify.service.operate.characters import Letter
from docverify.service.operate.lights import Light
from docverify.service.operate.titles import DIGIT, cells_of, title_of
from docverify.service.sessions.session import Correction

_CHECKS: Final = {
    FieldCheck.VERIFIED: (Light.GREEN, "check digit agrees"),
    FieldCheck.REFUTED: (Light.RED, "check digit does not agree"),
    FieldCheck.UNCHECKABLE: (Light.YELLOW, "check digit cannot be computed"),
    FieldCheck.NOT_PRINTED: (Light.GREY, "no check digit of its own"),
}
_STATES: Final = ("issuing_state", "nationality")


def fields_view(mrz: Mrz) -> list[dict[str, object]]:
    """The fields that the layout has, in reading order; check digits are told with what they prove."""
    return [_field_view(found, mrz) for found in mrz.fields.values() if _shown(found)]


def _shown(field: Field) -> bool:
    own = not field.name.endswith(DIGIT) or field.name == f"composite{DIGIT}"
    return field.span is not None and own


def _field_view(field: Field, mrz: Mrz) -> dict[str, object]:
    light, words = _CHECKS[field.check]
    digit = mrz.fields.get(field.name + DIGIT)
    return {
        "name": field.name,
        "title": title_of(field.name),
        "value": field.value or "",
        "meaning": _meaning(field),
        "check": field.check.value,
        "light": light.value,
        "words": words,
        "issues": [issue.message for issue in field.issues],
        "cells": cells_of(field),
        "digit": [] if digit is None else cells_of(digit),
    }


def grid_view(
    mrz: Mrz, letters: Sequence[Sequence[Letter]], corrections: Iterable[Correction] = ()
) -> list[list[dict[str, object]]]:
    """Every cell of the text as it stands, line by line.

    Args:
        mrz: the text, with what was corrected by hand.
        letters: of the machine's reading; empty where nothing is known of single letters.
        corrections: what was changed by hand.
    """
    before: dict[tuple[int, int], str] = {}
    for one in corrections:
        before.setdefault((one.line, one.column), one.read)
    owners = {(line, column): name for name, field in mrz.fields.items() for line, column in cells_of(field)}
    grid = []
    for line, text in enumerate(mrz.lines):
        known = letters[line] if line < len(letters) and len(letters[line]) == len(text) else ()
        row = []
        for column, letter in enumerate(text):
            at = (line, column)
            read = before.get(at, letter)
            row.append(_cell(letter, read, known[column] if known else None, owners.get(at, "")))
        grid.append(row)
    return grid


def _cell(letter: str, read: str, seen: Letter | None, owner: str) -> dict[str, object]:
    by_hand = letter != read
    return {
        "letter": letter,
        "read": read,
        "by_hand": by_hand,
        "field": owner,
        "title": title_of(owner),
        "certainty": None if seen is None or math.isnan(seen.certainty) else seen.certainty,
        "doubtful": seen is not None and seen.doubtful and not by_hand,
        "others": [] if seen is None else [[one, chance] for one, chance in seen.others],
        "changed": "" if seen is None else seen.changed,
    }


def _meaning(field: Field) -> str:
    """A date as a date, a State by its name; empty where the text speaks for itself."""
    if field.date is not None:
        return field.date.kind.value if field.date.date is None else field.date.date.isoformat()
    if field.name in _STATES and field.value:
        state = find_state(field.value)
        return "" if state is None else state.name
    return ""

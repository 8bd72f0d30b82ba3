"""`explain_verification` marks print: green where it agrees, red in both places where it differs."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

import docverify as dv
from docverify.api.explain import _cells_of, _print_marks
from docverify.evidence import PrintedField
from docverify.mrz import MrzFormat
from docverify.specimens import Side
from tests.api.test_printed import ANNA, inside
from tests.printed.oracle import Oracle, take

GREEN, RED = (0, 190, 90), (235, 40, 70)
AT = date(2026, 11, 23)


def verified(*taken):
    return dv.verify(
        document=[one.image for one in taken], policy="document", at=AT, print_engine=Oracle(taken)
    )


def marks(report, number=0, *, in_mrz=True):
    return list(_print_marks(report.evidence, number, in_mrz=in_mrz))


@pytest.fixture(scope="module")
def sound():
    taken = take(2, holder=ANNA)
    return taken, verified(taken)


@pytest.fixture(scope="module")
def forged():
    taken = take(2, holder=ANNA, printed=replace(ANNA, document_number="L898952C3"))
    return taken, verified(taken)


def share(picture, ink):
    return (np.abs(picture.astype(int) - ink).max(axis=2) < 12).mean()


def test_print_that_agrees_is_marked_green_and_without_words(sound):
    taken, report = sound
    made = marks(report)
    assert {one.ink for one in made} == {GREEN}
    assert {one.words for one in made} == {""}
    values = [one for one in taken.printed if one.field == "number" and one.kind == "value"]
    assert any(inside(mark.points, truth.quad) for mark in made for truth in values)


def test_print_that_differs_is_marked_red_in_both_places(forged):
    taken, report = forged
    red = [one for one in marks(report) if one.ink == RED]
    assert [one.words for one in red] == ["number differs", ""]
    (value,) = [one for one in taken.printed if one.field == "number" and one.kind == "value"]
    assert inside(red[0].points, value.quad)
    assert inside(red[1].points, taken.line_quads[1])
    # the number's nine cells, not the whole line
    assert np.ptp(red[1].points[:, 0]) == pytest.approx(np.ptp(taken.line_quads[1][:, 0]) * 9 / 44, rel=0.1)


def test_the_drawing_shows_them(sound, forged):
    plain, marked = (
        dv.explain_verification(report, document=taken.image) for taken, report in (sound, forged)
    )
    assert share(marked, RED) > share(plain, RED)
    assert share(plain, GREEN) > 0.0005


@pytest.mark.parametrize("field", PrintedField)
def test_every_field_has_its_cells_in_the_mrz(sound, field):
    taken, report = sound
    quads = list(_cells_of(report.evidence, field))
    assert quads
    for quad in quads:
        assert any(inside(quad, line) for line in taken.line_quads)


def test_marks_stand_on_the_side_that_prints_them():
    front, back = (
        take(1, layout=MrzFormat.TD1, side=side, holder=ANNA, printed=printed)
        for side, printed in ((Side.FRONT, replace(ANNA, document_number="L898952C3")), (Side.MRZ, None))
    )
    report = verified(front, back)
    printed = report.evidence.printed
    assert printed.answer(PrintedField.NUMBER).agreement is dv.Agreement.DIFFERS
    on_front, on_back = marks(report, 0, in_mrz=False), marks(report, 1)
    assert "number differs" in {one.words for one in on_front}
    assert "number differs" not in {one.words for one in on_back}
    assert RED in {one.ink for one in on_back}  # the MRZ's cells
    assert dv.explain_verification(report, document=[front.image, back.image]).ndim == 3


def test_without_print_nothing_is_marked(sound):
    taken, _ = sound
    report = dv.verify(document=taken.image, policy="lenient", at=AT)
    assert marks(report) == []

"""Sound, poorly read and altered pages in thirteen designs."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from docverify.errors import InputError
from docverify.evidence.printed import Agreement, PrintedField
from docverify.mrz import Mrz, parse_mrz
from docverify.printed.answers import field_answers
from docverify.specimens.holder import Holder
from tests.printed.alterations import altered
from tests.printed.simulator import DESIGNS, Design, drawn, line, mrz_of, page, said, worn

LABELLED = [design for design in DESIGNS if design.captions]


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design.name)
def test_sound_pages_agree_in_every_field(design):
    for seed in range(8):
        holder, mrz = drawn(np.random.default_rng(seed))
        for answer in field_answers(page(holder, design), mrz):
            assert answer.agreement is Agreement.AGREES, (seed, answer.field)
            assert answer.quads


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design.name)
def test_poor_readings_never_differ(design):
    agreed = 0
    for seed in range(12):
        rng = np.random.default_rng(seed)
        holder, mrz = drawn(rng)
        answers = field_answers(worn(page(holder, design), rng), mrz)
        assert not [a.field for a in answers if a.agreement is Agreement.DIFFERS], seed
        agreed += sum(a.agreement is Agreement.AGREES for a in answers)
    assert agreed >= 12 * 6 * 0.4


def pairs(field: PrintedField, design: Design, seeds: range):
    """(What is printed, the MRZ) where one field of one of them was altered."""
    for seed in seeds:
        for whole in (False, True):
            rng = np.random.default_rng(seed)
            holder, mrz = drawn(rng)
            if _unfit(holder, mrz, field):
                continue
            other = altered(holder, field, rng, whole=whole)
            try:
                mrz_altered = mrz_of(other, mrz.format)
            except InputError:  # the altered name or code fits no MRZ
                continue
            if field is PrintedField.NAME and mrz_altered.name.possibly_truncated:
                continue
            for printed, read in ((other, mrz), (holder, mrz_altered)):
                fields = replace(said(printed, design), issue=said(holder, design).issue)
                yield page(printed, design, fields=fields), read, rng


def _unfit(holder: Holder, mrz: Mrz, field: PrintedField) -> bool:
    open_sex = field is PrintedField.SEX and holder.sex not in ("M", "F")
    marked = field is PrintedField.NAME and (mrz.name.possibly_truncated or not holder.surname.isascii())
    return open_sex or marked


@pytest.mark.parametrize("field", PrintedField)
def test_altered_fields_differ_and_never_agree(field):
    said_of: Counter[Agreement] = Counter()
    for design in LABELLED:
        for lines, mrz, _ in pairs(field, design, range(3)):
            answers = {a.field: a.agreement for a in field_answers(lines, mrz)}
            said_of[answers.pop(field)] += 1
            assert Agreement.DIFFERS not in answers.values()
    assert said_of[Agreement.AGREES] == 0
    assert said_of[Agreement.DIFFERS] >= 0.95 * said_of.total()


@pytest.mark.parametrize("field", PrintedField)
def test_altered_fields_never_agree_where_the_reading_is_poor(field):
    for design in DESIGNS:
        for lines, mrz, rng in pairs(field, design, range(2)):
            answers = {a.field: a.agreement for a in field_answers(worn(lines, rng), mrz)}
            assert answers[field] is not Agreement.AGREES, design.name


def test_no_value_of_the_document_is_in_an_answer():
    holder, mrz = drawn(np.random.default_rng(1))
    for answer in field_answers(page(holder, DESIGNS[0]), mrz):
        for value in (holder.surname, holder.document_number, holder.issuing_state):
            assert value not in repr(answer)


def test_mrz_lines_among_the_lines_are_no_print():
    holder, mrz = drawn(np.random.default_rng(2))
    lines = [line(text, 5, 60 + 5 * n) for n, text in enumerate(mrz.lines)]
    assert Agreement.AGREES not in {a.agreement for a in field_answers(lines, mrz)}
    del holder


def test_what_the_mrz_does_not_hold_is_not_comparable():
    mrz = parse_mrz(
        ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7400002F<<<<<<4ZE184226B<<<<<10"]
    )
    answers = {a.field: a.agreement for a in field_answers([line("12 AUG 1974", 5, 5)], mrz)}
    assert answers[PrintedField.EXPIRY] is Agreement.NOT_COMPARABLE


@pytest.mark.parametrize("lines", [None, "text", [1], {}])
def test_what_are_no_lines_is_refused(lines):
    _, mrz = drawn(np.random.default_rng(1))
    with pytest.raises(InputError):
        field_answers(lines, mrz)


def test_what_is_no_mrz_is_refused():
    with pytest.raises(InputError, match="mrz"):
        field_answers([], "P<UTO")


FOREIGN = [
    ("Document No.", 97, 24), ("UV53731", 97, 26), ("State", 68, 24), ("LUX", 68, 26),
    ("Surname", 40, 32), ("NEHA-TOXIMARJO", 40, 34), ("Given names", 40, 40), ("STEXI SMAKJL", 40, 42),
    ("Nationality", 40, 49), ("LUX", 40, 51), ("Sex", 68, 49), ("M", 68, 51),
    ("Date of birth", 40, 57), ("29 DEC 1958", 40, 59),
]  # fmt: skip


@pytest.mark.parametrize(
    ("left_out", "differ"),
    [
        ((), {PrintedField.NAME, PrintedField.BIRTH, PrintedField.SEX, PrintedField.STATE}),
        (("M",), {PrintedField.NAME, PrintedField.BIRTH, PrintedField.STATE}),
        (("LUX",), {PrintedField.NAME, PrintedField.BIRTH, PrintedField.SEX}),
        (("LUX", "M"), set()),
        (("29 DEC 1958",), set()),  # however many States and sexes: they say little by themselves
    ],
)
def test_a_state_or_a_sex_beside_one_date_tells_where_values_stand(left_out, differ):
    """Somebody else's MRZ is stuck over the other dates of the page, which agrees in nothing."""
    holder, mrz = drawn(np.random.default_rng(3))
    holder = replace(holder, sex="F", issuing_state="ITA", nationality="ITA")
    mrz = parse_mrz("\n".join(holder.lines(mrz.format)))
    lines = [
        line(text, x, y, 2.0 if text.isupper() else 1.5) for text, x, y in FOREIGN if text not in left_out
    ]
    found = {one.field: one.agreement for one in field_answers(lines, mrz)}
    assert Agreement.AGREES not in found.values()
    assert {field for field in found if found[field] is Agreement.DIFFERS} == differ

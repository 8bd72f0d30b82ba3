"""One field is altered, nothing else is, and no rule takes the new value for the old one."""

from datetime import date

import numpy as np
import pytest

from docverify.errors import InputError
from docverify.evidence.printed import PrintedField
from docverify.mrz import STATES, MrzFormat, compare_names, parse_mrz
from docverify.specimens import Holder, Style, draw_specimen, foreign_holder, random_holder
from docverify.specimens.alter import Alteration, Zone, altered, draw_altered
from docverify.specimens.designs import COMMON

FIELDS = {
    PrintedField.NUMBER: {"document_number"},
    PrintedField.NAME: {"surname", "given_names"},
    PrintedField.BIRTH: {"date_of_birth"},
    PrintedField.EXPIRY: {"date_of_expiry"},
    PrintedField.SEX: {"sex"},
    PrintedField.STATE: {"issuing_state", "nationality"},
}
NAMED = {
    PrintedField.NUMBER: {"number"},
    PrintedField.NAME: {"surname", "given_names", "name"},
    PrintedField.BIRTH: {"birth"},
    PrintedField.EXPIRY: {"expiry"},
    PrintedField.SEX: {"sex"},
    PrintedField.STATE: {"state", "nationality"},
}
FOLD = str.maketrans("OQDILZSGBV", "0001125684")


def pairs(field, fmt, count=120):
    rng = np.random.default_rng([5, *field.value.encode()])
    for number in range(count):
        holder = (random_holder, foreign_holder)[number % 2](fmt, rng=rng)
        try:
            yield holder, altered(holder, field, format=fmt, rng=rng)
        except InputError:
            assert not isinstance(holder.date_of_birth, date)


def differing(one, other):
    return {name for name in one.__slots__ if getattr(one, name) != getattr(other, name)}


@pytest.mark.parametrize("field", list(PrintedField))
def test_one_field_alone_is_altered_and_the_mrz_is_sound(field, fmt):
    for holder, other in pairs(field, fmt, 40):
        assert differing(holder, other)
        assert differing(holder, other) <= FIELDS[field]
        mrz = parse_mrz("\n".join(other.lines(fmt)))
        assert "REFUTED" not in {check.outcome.name for check in getattr(mrz, "checks", ())}
        assert other.lines(fmt) != holder.lines(fmt)


def test_numbers_differ_in_one_character_that_is_no_look_alike():
    for holder, other in pairs(PrintedField.NUMBER, MrzFormat.TD3):
        one, two = holder.document_number, other.document_number
        assert len(one) == len(two)
        assert sum(a != b for a, b in zip(one, two, strict=True)) == 1
        assert one.translate(FOLD) != two.translate(FOLD)


@pytest.mark.parametrize("field", [PrintedField.BIRTH, PrintedField.EXPIRY])
def test_dates_differ_in_every_order_and_in_one_part(field):
    (name,) = FIELDS[field]
    parts = set()
    for holder, other in pairs(field, MrzFormat.TD3):
        one, two = getattr(holder, name), getattr(other, name)
        changed = [part for part in ("day", "month", "year") if getattr(one, part) != getattr(two, part)]
        assert len(changed) == 1
        parts |= set(changed)
        assert sorted((one.day, one.month, one.year % 100)) != sorted((two.day, two.month, two.year % 100))
    assert parts == {"day", "month", "year"}


def test_dates_in_six_characters_stay_so():
    holder = Holder("A", "B", "L898902C3", date_of_birth="740812", date_of_expiry="340415")
    other = altered(holder, PrintedField.BIRTH, format=MrzFormat.TD3, rng=np.random.default_rng(1))
    assert isinstance(other.date_of_birth, str)
    assert len(other.date_of_birth) == 6
    for unknown in (None, "74<<<<", "749912"):
        with pytest.raises(InputError, match="birth"):
            altered(
                Holder("A", date_of_birth=unknown),
                PrintedField.BIRTH,
                format=MrzFormat.TD3,
                rng=np.random.default_rng(1),
            )


def test_names_agree_neither_way(fmt):
    for holder, other in pairs(PrintedField.NAME, fmt):
        for printed, coded in ((holder, other), (other, holder)):
            mrz = parse_mrz("\n".join(coded.lines(fmt)))
            assert not compare_names((printed.surname, printed.given_names), mrz).agrees


def test_states_are_told_by_other_codes_and_names():
    for holder, other in pairs(PrintedField.STATE, MrzFormat.TD3):
        true = {holder.issuing_state, holder.nationality}
        for code in (other.issuing_state, other.nationality):
            assert code not in true
            for one in true:
                assert STATES[code].name not in STATES[one].name
                assert STATES[one].name not in STATES[code].name


@pytest.mark.parametrize("design", [COMMON, "atlas", "nimbus", "umbra", "yarrow"])
@pytest.mark.parametrize("field", list(PrintedField))
def test_an_altered_print_differs_in_its_field_alone(field, design, anna):
    style = Style(design=design)
    specimen, what = draw_altered(
        MrzFormat.TD3, holder=anna, field=field, rng=np.random.default_rng(3), px_per_mm=8, style=style
    )
    assert what == Alteration(field, Zone.PRINT, anna, what.altered)
    rng = np.random.default_rng(3)
    altered(anna, field, format=MrzFormat.TD3, rng=rng)
    sound = draw_specimen(MrzFormat.TD3, holder=anna, rng=rng, px_per_mm=8, style=style)
    assert specimen.lines == sound.lines
    changed = (specimen.image != sound.image).any(axis=2)
    assert changed.any()
    for line in specimen.printed + sound.printed:
        if line.field in NAMED[field]:
            (left, top), (right, bottom) = line.quad.min(axis=0), line.quad.max(axis=0)
            tall = bottom - top  # marks and tails reach beyond
            rows = slice(int(top - tall * 0.6), int(bottom + tall * 0.6))
            changed[rows, int(left - 4) : int(right + 4)] = False
    assert not changed.any()


@pytest.mark.parametrize("field", list(PrintedField))
def test_an_altered_mrz_leaves_the_print(field, anna):
    specimen, what = draw_altered(
        MrzFormat.TD3,
        holder=anna,
        field=field,
        zone=Zone.MRZ,
        rng=np.random.default_rng(3),
        px_per_mm=8,
        style=Style(),
    )
    assert specimen.lines == what.altered.lines(MrzFormat.TD3) != anna.lines(MrzFormat.TD3)
    assert {"ERIKSSON", "ANNA MARIA", "L898902C3", "12 AUG 1974", "15 APR 2034", "F", "UTO"} <= {
        line.text for line in specimen.printed
    }


def test_no_repr_shows_who_it_is(anna):
    _, what = draw_altered(
        MrzFormat.TD3, holder=anna, field=PrintedField.NAME, rng=np.random.default_rng(3), px_per_mm=4
    )
    assert "ERIKSSON" not in repr(what)

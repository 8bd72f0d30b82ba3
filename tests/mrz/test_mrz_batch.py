"""Many texts at once: the same answers as one by one, whatever the dates, the layout and the damage."""

from datetime import date

import pytest

from docverify.errors import UnknownMrzFormat
from docverify.mrz import CHECKS, KINDS, DateKind, FieldCheck, MrzFormat, compose_mrz, parse_many, parse_mrz

DATES = (
    *("740812", "000229", "010229", "000230", "740832", "741312"),
    *("74<<<<", "7408<<", "<<<<<<", "<<0812", "7A0812"),
)
FIELDS = {
    "surname": "ERIKSSON",
    "given_names": "ANNA MARIA",
    "issuing_state": "UTO",
    "nationality": "UTO",
    "document_number": "L898902C3",
    "sex": "F",
    "date_of_birth": "740812",
    "date_of_expiry": "320415",
}
SIZED = (MrzFormat.TD1, MrzFormat.TD2, MrzFormat.TD3, MrzFormat.MRVA, MrzFormat.MRVB)
TD3 = compose_mrz(MrzFormat.TD3, **FIELDS)


def texts():
    """Plain texts of every size, dates of every kind, long numbers, damage, and what is no MRZ."""
    for fmt in SIZED:
        text = compose_mrz(fmt, **FIELDS)
        yield from (
            text,
            text.replace("\n", ""),
            text.lower(),
            text.replace("UTO", "U-O"),
            text.replace("F", "1"),
        )
    for written in DATES:
        yield TD3.replace("740812", written)
        yield TD3.replace("320415", written)
    yield compose_mrz(MrzFormat.TD1, **(FIELDS | {"document_number": "D23145890734"}))
    yield TD3[:-2] + "<" + TD3[-1]
    yield TD3[:-2] + "00"
    yield from ("", "no MRZ", "<" * 88, "é" * 88)


@pytest.mark.parametrize("at", [None, date(2026, 11, 23), date(2001, 3, 1), date(2075, 1, 1)])
def test_many_answer_as_one_by_one(at):
    given = list(texts())
    many = parse_many(given, at=at)
    assert len(many) == len(given)
    for row, text in enumerate(given):
        try:
            mrz = parse_mrz(text, at=at)
        except UnknownMrzFormat:
            assert (many.formats[row], bool(many.valid[row])) == (None, False)
            continue
        assert many[row] == mrz
        assert (many.formats[row], bool(many.valid[row])) == (mrz.format, mrz.valid)
        for name, days in many.dates.items():
            found = mrz.field(name).date
            assert many.date_kinds[name][row] == (-1 if found is None else KINDS.index(found.kind))
            assert found is None or days[row].item() == found.date
        for name, told in many.checks.items():
            assert told[row] == -1 or CHECKS[told[row]] is mrz.fields[name].check


def test_each_kind_of_date_is_among_them():
    many = parse_many([TD3.replace("740812", written) for written in DATES], at=date(2026, 11, 23))
    assert {KINDS[kind] for kind in many.date_kinds["date_of_birth"]} == set(DateKind)
    assert CHECKS[many.checks["date_of_birth"][1]] is FieldCheck.REFUTED

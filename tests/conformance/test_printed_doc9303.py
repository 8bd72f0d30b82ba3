"""Names and dates as Doc 9303-3 prints them in the VIZ and writes them in the MRZ (3, 4.6, 4.7 and 6)."""

import pytest

from docverify.evidence.printed import Agreement, PrintedField
from docverify.mrz import parse_mrz
from docverify.printed.answers import field_answers
from tests.printed.simulator import line

REST = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"


def agreement(field, mrz_line, *printed):
    mrz = parse_mrz([mrz_line.ljust(44, "<"), REST])
    lines = [line(text, 40, 10 + 4 * n) for n, text in enumerate(printed)]
    return {a.field: a.agreement for a in field_answers(lines, mrz)}[field]


@pytest.mark.parametrize(
    ("mrz", "printed"),
    [
        ("P<UTOERIKSSON<<ANNA<MARIA", ["ERIKSSON", "ANNA MARIA"]),
        ("P<UTOVAN<DER<MUELLEN<<INGEBORG", ["VAN DER MÜLLEN", "INGEBORG"]),
        ("P<UTODARTAGNAN<<PIERRE", ["D'ARTAGNAN", "PIERRE"]),
        ("P<UTOERIKSSON<OLSSON<<ANNA", ["ERIKSSON-OLSSON", "ANNA"]),
        ("P<UTOTHORDARSON<<AEVAR", ["ÞÓRÐARSON", "ÆVAR"]),
        ("P<UTOIJSSEL<<SOEREN", ["ĲSSEL", "SØREN"]),
        ("P<UTOWEISS<<ASA", ["WEIẞ", "ÅSA"]),
        ("P<UTONUNXXEZ<<MARIA", ["NUÑEZ", "MARÍA"]),
        ("P<UTONUNEZ<<MARIA", ["NUÑEZ", "MARÍA"]),
        (
            "P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K",
            ["NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG KRASUANG"],
        ),
        ("P<UTOBENNELONG<WOOLOOMOOLOO<WARRANDYTE<WARNA", ["BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL"]),
    ],
)  # fmt: skip
def test_names_of_the_standard_agree(mrz, printed):
    assert agreement(PrintedField.NAME, mrz, *printed) is Agreement.AGREES


@pytest.mark.parametrize(
    "printed",
    [
        ["ERIKSSON", "ANNA MARTA"],
        ["ERICSSON", "ANNA MARIA"],
        ["ERIKSSON", "MARIA ANNA"],
        ["ERIKSEN", "ANNA MARIA"],
    ],
)
def test_other_names_do_not(printed):
    assert agreement(PrintedField.NAME, "P<UTOERIKSSON<<ANNA<MARIA", *printed) is not Agreement.AGREES


@pytest.mark.parametrize("text", ["12 AUG/AOU 74", "12 AUG 1974", "12 AUGUST 1974", "12 08 1974"])
def test_dates_of_the_standard_agree(text):
    assert agreement(PrintedField.BIRTH, "P<UTOERIKSSON<<ANNA", text) is Agreement.AGREES

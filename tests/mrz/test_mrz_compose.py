"""Composing: what does not fit raises an error that names the field and the limit."""

from datetime import date

import pytest

from docverify.errors import InputError
from docverify.mrz import MrzFormat, compose_mrz, parse_mrz

BASE = {"surname": "ERIKSSON", "given_names": "ANNA MARIA", "issuing_state": "UTO"}


@pytest.mark.parametrize(
    ("fmt", "fields", "message"),
    [
        ("TD3", {"document_number": "1234567890"}, "document number has 10 characters; its limit is 9"),
        ("MRVA", {"document_number": "1234567890"}, "document number has 10 characters; its limit is 9"),
        ("TD1", {"document_number": "1" * 24}, "document number has 24 characters; the limit in TD1 is 23"),
        ("TD2", {"document_number": "1" * 16}, "document number has 16 characters; the limit in TD2 is 15"),
        (
            "TD1",
            {"document_number": "1" * 12, "optional_data": "2" * 12},
            "the long document number leaves 10",
        ),
        ("TD1", {"document_number": "1234 567890"}, "only letters and digits"),
        ("TD3", {"document_number": "AB-12"}, "document number: character 3 cannot stand there"),
        ("TD3", {"nationality": "UT0"}, "nationality: character 3 cannot stand there; it takes letters"),
        ("TD3", {"issuing_state": "UTOP"}, "issuing state has 4 characters; its limit is 3"),
        ("TD3", {"sex": "Q"}, "sex is F, M, or"),
        ("TD3", {"date_of_birth": "740230"}, "date of birth is no date"),
        ("TD3", {"date_of_expiry": "2030"}, "date of expiry is no date"),
        ("TD3", {"optional_data": "1" * 15}, "optional data has 15 characters; its limit is 14"),
        ("TD3", {"optional_data_2": "1"}, "TD3 has no optional data 2"),
        ("FRA_DL", {}, "FRA_DL has no secondary identifier"),
        ("NLD_DL", {}, "NLD_DL has no primary identifier"),
        ("FRA_ID", {"given_names": "", "date_of_expiry": "300101"}, "FRA_ID has no date of expiry"),
        ("TD3", {"document_code": "V"}, "document code: with this code and State the text is read as MRVA"),
        ("TD3", {"given_names": "山"}, "cannot be written in an MRZ"),
        ("TD3", {"variant": "none such"}, "no transliteration variant has that name"),
    ],
)
def test_what_does_not_fit(fmt, fields, message):
    with pytest.raises(InputError, match=message):
        compose_mrz(MrzFormat(fmt), **(BASE | fields))


def test_dates_as_values_and_as_text_are_the_same():
    as_date = compose_mrz(MrzFormat.TD3, **BASE, date_of_birth=date(1974, 8, 12))
    assert as_date == compose_mrz(MrzFormat.TD3, **BASE, date_of_birth="740812")
    assert "<<<<<<0" in compose_mrz(MrzFormat.TD3, **BASE).split("\n")[1]


def test_icao_specimens():
    assert (
        compose_mrz(
            MrzFormat.TD3,
            **BASE,
            document_number="L898902C3",
            date_of_birth="740812",
            sex="F",
            date_of_expiry="120415",
            optional_data="ZE184226B",
        )
        == "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
    )
    assert (
        compose_mrz(
            MrzFormat.MRVB,
            **BASE,
            document_number="L8988901C",
            nationality="XXX",
            date_of_birth="740812",
            sex="F",
            date_of_expiry="961210",
        )
        == "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX7408122F9612109<<<<<<<<"
    )


def test_a_td2_of_france_is_not_taken_for_a_french_identity_card():
    text = compose_mrz(
        MrzFormat.TD2,
        surname="A",
        issuing_state="FRA",
        document_code="ID",
        document_number="1",
        date_of_birth="740812",
        date_of_expiry="300101",
    )
    assert parse_mrz(text).format is MrzFormat.TD2


def test_lower_case_and_fillers_are_taken():
    text = compose_mrz(MrzFormat.TD1, surname="a", issuing_state="d<<", document_number="ab12<<", sex="f")
    mrz = parse_mrz(text)
    assert (mrz.issuing_state.value, mrz.document_number.value, mrz.sex.value) == ("D", "AB12", "F")

"""Codes are stable strings of one spelling, for programs; people read them as words."""

import json
import re
from enum import StrEnum

import pytest

from docverify.mrz import (
    Cause,
    DateKind,
    FieldCheck,
    IssueCode,
    LongNumber,
    MrzFormat,
    NameRule,
    Proof,
    RepairOutcome,
    StateKind,
    in_words,
    parse_mrz,
    repair_mrz,
)

CODES = (Cause, DateKind, FieldCheck, IssueCode, LongNumber, NameRule, Proof, RepairOutcome, StateKind)


@pytest.mark.parametrize("codes", CODES)
def test_every_code_is_a_lower_snake_string(codes):
    assert issubclass(codes, StrEnum)
    for code in codes:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", code)
        assert "_" not in in_words(code)


def test_formats_keep_their_names_and_are_strings():
    assert [f"{fmt}" for fmt in MrzFormat] == [
        *("TD1", "TD2", "TD3", "MRVA", "MRVB", "FRA_ID", "FRA_DL", "NLD_DL", "CHE_DL", "SVK_34"),
    ]
    assert MrzFormat("TD3") == "TD3"


def test_results_go_into_json_with_codes_of_one_spelling():
    wrong = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO85<<<<2F12O4159ZE184226B<<<<<10"
    repaired = repair_mrz(wrong)
    plain = json.loads(json.dumps({**parse_mrz(wrong).to_dict(), **repaired.to_dict()}))
    assert plain["fields"]["date_of_birth"]["kind"] == "partly_known"
    assert plain["fields"]["sex"]["check"] == "not_printed"
    assert {(c["cause"], c["proof"]) for c in plain["corrections"]} == {("grammar", "check_digit")}
    codes = {found["check"] for found in plain["fields"].values()} | {i["code"] for i in plain["issues"]}
    assert not any(" " in code or "-" in code for code in codes)


def test_a_dutch_licence_is_one_line_without_a_name():
    mrz = parse_mrz("D1NLD15094962111659VW87Z78NB84")  # a specimen's
    assert mrz.format is MrzFormat.NLD_DL
    assert mrz.valid
    assert mrz.document_number.value == "5094962111"
    assert not parse_mrz("D1NLD15094962112659VW87Z78NB84").valid

"""Repair: what is applied is proved and unique; everything else is said."""

import numpy as np
import pytest

from docverify.errors import InputError, UnknownMrzFormat
from docverify.mrz import (
    ALPHABET,
    Cause,
    MrzFormat,
    Proof,
    RepairOutcome,
    compose_mrz,
    parse_mrz,
    repair_mrz,
)

LINES = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]


def put(lines, line, column, text):
    changed = list(lines)
    changed[line] = changed[line][:column] + text + changed[line][column + len(text) :]
    return changed


def certain(lines, **cells):
    """Evidence that is sure of every cell but some."""
    evidence = np.full((len(lines), len(lines[0]), 37), 1e-7)
    for row, line in enumerate(lines):
        for column, character in enumerate(line):
            evidence[row, column, ALPHABET.index(character)] = 1.0
    return evidence


def test_nothing_to_do():
    result = repair_mrz(LINES)
    assert result.outcome is RepairOutcome.UNCHANGED
    assert result.mrz == parse_mrz(LINES)
    assert not result.corrections
    assert not result.alternatives


def test_a_correction_says_where_what_and_why():
    result = repair_mrz(put(LINES, 1, 13, "74O8I2"))
    assert result.outcome is RepairOutcome.REPAIRED
    assert list(result.mrz.lines) == LINES
    first, second = result.corrections
    assert (first.line, first.column, first.field, first.read, first.became) == (
        1,
        15,
        "date_of_birth",
        "O",
        "0",
    )
    assert (first.cause, second.cause) == (Cause.GRAMMAR, Cause.GRAMMAR)
    assert first.proof is Proof.CHECK_DIGIT


def test_a_number_is_corrected_only_because_of_its_digit():
    result = repair_mrz(put(LINES, 1, 0, "L8989O2C3"))
    assert list(result.mrz.lines) == LINES
    (one,) = result.corrections
    assert (one.cause, one.proof) == (Cause.CHECK_DIGIT, Proof.CHECK_DIGIT)


def test_names_are_corrected_by_grammar_and_marked_as_not_covered():
    result = repair_mrz(put(LINES, 0, 5, "ER1KS5ON"))
    assert list(result.mrz.lines) == LINES
    assert {c.proof for c in result.corrections} == {Proof.NONE}


def test_letters_inside_the_fillers_of_a_name_are_corrected():
    result = repair_mrz(put(put(LINES, 0, 32, "K"), 0, 40, "CE"))
    assert list(result.mrz.lines) == LINES
    assert len(result.corrections) == 3


def test_ties_are_declined_and_listed():
    lines = compose_mrz(MrzFormat.TD3, surname="A", issuing_state="UTO", document_number="AB12CD345").split(
        "\n"
    )
    result = repair_mrz(put(lines, 1, 4, "?"))  # C, M, W and 2 have one value modulo 10
    assert result.outcome is RepairOutcome.AMBIGUOUS
    assert result.mrz.document_number.value is None
    became = {a.corrections[0].became for a in result.alternatives}
    assert {"C", "M", "W", "2"} <= became
    assert sum(a.share for a in result.alternatives) == pytest.approx(1)
    assert {a.corrections[0].proof for a in result.alternatives} == {Proof.BLIND}


def test_evidence_breaks_the_tie_and_the_swap_stays_marked_as_blind():
    lines = compose_mrz(MrzFormat.TD3, surname="A", issuing_state="UTO", document_number="AB12CD345").split(
        "\n"
    )
    read = put(lines, 1, 4, "G")
    evidence = certain(read)
    evidence[1, 4, [ALPHABET.index(c) for c in "GCM"]] = 0.6, 0.38, 0.02
    result = repair_mrz(read, evidence)
    assert list(result.mrz.lines) == lines
    assert result.corrections[0].proof is Proof.BLIND
    even = evidence.copy()
    even[1, 4, ALPHABET.index("M")] = 0.38
    assert repair_mrz(read, even).outcome is RepairOutcome.AMBIGUOUS


def test_evidence_may_be_a_mapping():
    read = put(LINES, 1, 3, "9")
    result = repair_mrz(read, {(1, 3): {"9": 0.6, "8": 0.4}})
    assert result.outcome is RepairOutcome.UNCHANGED or list(result.mrz.lines) == LINES
    wrong = put(LINES, 1, 3, "0")
    fixed = repair_mrz(wrong, {(1, 3): {"0": 0.6, "8": 0.3, "9": 0.1}})
    assert fixed.outcome in (RepairOutcome.REPAIRED, RepairOutcome.AMBIGUOUS)
    assert repair_mrz(wrong, {}).outcome is RepairOutcome.NOT_FOUND


def test_a_stronger_margin_declines_what_a_weaker_applies():
    read = put(LINES, 1, 14, "1")
    evidence = certain(read)
    evidence[1, 14, [ALPHABET.index(c) for c in "14"]] = 0.6, 0.4
    assert list(repair_mrz(read, evidence).mrz.lines) == LINES
    evidence[1, 15, [ALPHABET.index(c) for c in "03"]] = 0.9, 0.1
    assert repair_mrz(read, evidence, margin=50.0).outcome is not RepairOutcome.UNCHANGED


def test_evidence_must_have_the_shape_of_the_lines():
    with pytest.raises(InputError, match=r"\(2, 44, 37\)"):
        repair_mrz(LINES, np.zeros((2, 44, 36)))
    with pytest.raises(InputError, match="no probability"):
        repair_mrz(LINES, np.full((2, 44, 37), np.nan))
    with pytest.raises(InputError, match="outside the lines"):
        repair_mrz(LINES, {(2, 0): {"A": 1.0}})


def test_evidence_may_be_as_small_as_numbers_get():
    evidence = certain(LINES)
    evidence[1, 3] = 0
    evidence[1, 3, ALPHABET.index("8")] = 5e-324
    assert repair_mrz(put(LINES, 1, 3, "0"), evidence).mrz.lines == tuple(LINES)


def test_nothing_is_applied_where_nothing_fits():
    result = repair_mrz(put(LINES, 1, 13, "WWWWWW"))
    assert result.outcome is RepairOutcome.NOT_FOUND
    assert not result.corrections


def test_what_can_be_repaired_is_repaired_beside_what_cannot():
    result = repair_mrz(put(put(LINES, 1, 13, "WWWWWW"), 0, 5, "ER1KSSON"))
    assert result.outcome is RepairOutcome.PARTLY_REPAIRED
    assert result.mrz.primary_identifier.value == "ERIKSSON"


@pytest.mark.parametrize(
    "lines",
    [
        ["noise", *LINES, "more noise"],
        [LINES[0][:-6], LINES[1]],
        [LINES[0] + "<<<", LINES[1]],
        [LINES[0], LINES[1].replace("<<<<<", "<<<")],
        [LINES[0], LINES[1].replace("<<<<<", "<<<<<<<<")],
        ["".join(LINES)],
        [" ".join(LINES[0]), LINES[1].lower()],
    ],
)
def test_strays_are_dropped_and_filler_runs_mended(lines):
    result = repair_mrz(lines)
    assert list(result.mrz.lines) == LINES
    assert result.outcome in (RepairOutcome.REPAIRED, RepairOutcome.UNCHANGED)


@pytest.mark.parametrize("lines", ["", "hello", ["A" * 44] * 5 + ["x"], "<" * 500])
def test_text_that_is_far_from_any_layout(lines):
    try:
        result = repair_mrz(lines)
    except UnknownMrzFormat:
        return
    assert result.outcome is not RepairOutcome.REPAIRED


def test_reprs_show_no_identity_data():
    shown = repr(repair_mrz(put(LINES, 1, 0, "L8989O2C3")))
    for secret in ("ERIKSSON", "L898902C3", "740812", "'O'"):
        assert secret not in shown


def test_plain_values():
    plain = repair_mrz(put(LINES, 1, 15, "O")).to_dict()
    assert plain["outcome"] == "repaired"
    assert plain["corrections"][0]["proof"] == "check_digit"


def test_a_repair_that_is_five_times_as_likely_as_the_next_is_not_enough():
    """Nine times is what is asked; C and M have one value modulo 10, so that the digit cannot tell."""
    lines = compose_mrz(MrzFormat.TD3, surname="A", issuing_state="UTO", document_number="AB12CD345").split(
        "\n"
    )
    read = put(lines, 1, 4, "G")
    for chance, outcome in ((5.0, RepairOutcome.AMBIGUOUS), (12.0, RepairOutcome.REPAIRED)):
        evidence = certain(read)
        least = 0.4 / (1 + chance)
        evidence[1, 4, [ALPHABET.index(c) for c in "GCM"]] = 0.6, 0.4 - least, least
        assert repair_mrz(read, evidence).outcome is outcome

"""Whatever is composed parses back; whatever is parsed gives a result or UnknownMrzFormat."""

import pickle
import string
from contextlib import suppress
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docverify.errors import InputError, UnknownMrzFormat
from docverify.mrz import (
    ALPHABET,
    CHECKS,
    ICAO,
    KINDS,
    LAYOUTS,
    LENIENT,
    STATES,
    STRICT,
    FieldCheck,
    IssueCode,
    MrzFormat,
    Profile,
    RepairOutcome,
    check_digit,
    check_relations,
    compare_names,
    compose_mrz,
    detect,
    mrz_information,
    parse_many,
    parse_mrz,
    repair_mrz,
)
from docverify.mrz.check_digits import weighted_digit

LETTERS, ALNUM = string.ascii_uppercase, string.ascii_uppercase + string.digits
DATE_CODES = [code.value for code in IssueCode if code.value.startswith("date_")]
CHIPPED = (MrzFormat.TD1, MrzFormat.TD2, MrzFormat.TD3)
names = st.lists(st.text(LETTERS, min_size=1, max_size=16), max_size=4).map(" ".join)
dates = st.one_of(
    st.dates(date(1930, 1, 1), date(2040, 1, 1)).map(lambda d: d.strftime("%y%m%d")),
    st.sampled_from(["<<<<<<", "85<<<<", "8512<<", "<<1231"]),
)


def optional(most):
    text = st.text(ALNUM + " ", max_size=most)
    return text.map(lambda t: " ".join(t.split())).filter(lambda t: len(t) <= most)


@st.composite
def documents(draw):
    """A layout and the fields to compose it with, as parsing should give them back."""
    fmt = draw(st.sampled_from(list(MrzFormat)))
    places = LAYOUTS[fmt].places_by_name
    width = {n: p.span.stop - p.span.first for n, p in places.items()}
    fields = {"issuing_state": draw(st.sampled_from(sorted(STATES)))}
    if fmt.value[3:4] == "_":  # a State's own layout
        fields["issuing_state"] = fmt.value[:3]
    if "nationality" in places and fmt is not MrzFormat.FRA_ID:
        fields["nationality"] = draw(st.sampled_from(sorted(STATES)))
    number = width["document_number"]
    alphabet = string.digits if fmt in (MrzFormat.CHE_DL, MrzFormat.NLD_DL) else ALNUM
    long = LAYOUTS[fmt].long_number and draw(st.booleans())
    room = width[LAYOUTS[fmt].long_number] if long else 0
    length = draw(st.integers(number + 1, number + room - 1) if long else st.integers(1, number))
    fields["document_number"] = draw(st.text(alphabet, min_size=length, max_size=length))
    for name in ("date_of_birth", "date_of_expiry"):
        if name in places:
            fields[name] = draw(dates)
    if "sex" in places:
        fields["sex"] = draw(st.sampled_from(["F", "M", ""]))
    for name in ("optional_data", "optional_data_2"):
        used = length - number + 2 if long and name == LAYOUTS[fmt].long_number else 0
        if name in places and width[name] - used > 0:
            fields[name] = draw(optional(width[name] - used))
    if "names" in places or "primary_identifier" in places:
        fields["surname"] = draw(names)
    if "names" in places or "secondary_identifier" in places:
        fields["given_names"] = draw(names)
    return fmt, fields


def value(mrz, name):
    return mrz.field(
        {"surname": "primary_identifier", "given_names": "secondary_identifier"}.get(name, name)
    ).value


@given(documents())
@settings(max_examples=250)
def test_what_is_composed_parses_back(document):
    fmt, fields = document
    text = compose_mrz(fmt, **fields)
    mrz = parse_mrz(text)
    assert mrz.format is fmt
    assert mrz.text == text
    assert mrz.valid
    assert all(mrz.fields[r.field].check is FieldCheck.VERIFIED for r in check_relations(fmt))
    for name, given_value in fields.items():
        if name in ("surname", "given_names"):
            continue
        expected = "" if given_value == "<<<<<<" else given_value
        assert value(mrz, name) == expected, name
    if "surname" not in fields:
        return
    viz = (fields["surname"], fields.get("given_names", ""))
    whole = not mrz.name.possibly_truncated
    if whole:
        assert (mrz.name.primary, mrz.name.secondary) == viz
    assert compare_names(viz, mrz).agrees


@given(documents())
@settings(max_examples=100)
def test_composing_what_was_parsed_gives_the_same_text(document):
    fmt, fields = document
    mrz = parse_mrz(compose_mrz(fmt, **fields))
    again = {name: value(mrz, name) for name in fields}
    again["document_code"] = mrz.document_code.value
    assert parse_mrz(compose_mrz(fmt, **again)) == mrz


@given(documents())
@settings(max_examples=100)
def test_every_field_is_where_it_says(document):
    fmt, fields = document
    mrz = parse_mrz(compose_mrz(fmt, **fields))
    for field in mrz.fields.values():
        text = mrz.lines[field.span.line][field.span.first : field.span.stop]
        if field.continued:
            text += mrz.lines[field.continued.line][field.continued.first : field.continued.stop]
        assert text == field.raw


@given(documents(), st.data())
@settings(max_examples=100)
def test_no_identity_in_any_repr(document, data):
    fmt, fields = document
    mrz = parse_mrz(compose_mrz(fmt, **fields))
    shown = repr(mrz) + repr(list(mrz.fields.values())) + repr(mrz.name)
    shown += repr(repair_mrz(mrz.lines)) + repr(parse_many([mrz.text]))
    for secret in ("surname", "given_names", "document_number", "date_of_birth"):
        text = fields.get(secret) or ""
        assert len(text) < 5 or text in LETTERS or text not in shown, secret


@given(st.text(max_size=300) | st.text(ALPHABET + "\n «a ", max_size=140))
@settings(max_examples=300)
def test_any_text_gives_a_result_or_unknown_format(text):
    try:
        mrz = parse_mrz(text)
    except UnknownMrzFormat:
        assert not any(fit.fits for fit in detect(text))
    else:
        assert next(fit for fit in detect(text)).format is mrz.format


@st.composite
def shaped(draw):
    """A layout, and lines of its lengths that hold anything."""
    fmt = draw(st.sampled_from(list(MrzFormat)))
    anything = st.characters(exclude_categories=["Cs", "Zs", "Zl", "Zp", "Cc"])
    text = st.sampled_from(ALPHABET) | anything
    return fmt, [draw(st.text(text, min_size=width, max_size=width)) for width in LAYOUTS[fmt].widths]


@given(shaped())
@settings(max_examples=150)
def test_any_text_in_the_right_shape_parses(given_text):
    fmt, lines = given_text
    with suppress(UnknownMrzFormat):  # a look-alike of two fillers, for example
        assert parse_mrz(lines, format=fmt).format is fmt


@given(shaped())
@settings(max_examples=40)  # nothing of such a text is certain, so that everything is tried
def test_any_text_in_the_right_shape_is_repaired_or_left(given_text):
    fmt, lines = given_text
    with suppress(UnknownMrzFormat):
        assert repair_mrz(lines, format=fmt)


@given(st.text(min_size=1, max_size=40).map(lambda text: (text * 10_240)[:10_240]))
@settings(max_examples=50)
def test_long_text_is_refused_calmly(text):
    with pytest.raises(UnknownMrzFormat):
        parse_mrz(text)


looking_days = st.dates(date(1950, 1, 1), date(2120, 1, 1))
profiles = st.one_of(
    st.sampled_from([STRICT, ICAO, LENIENT]),
    st.sets(st.sampled_from(list(IssueCode)), min_size=1).map(lambda codes: Profile("own", frozenset(codes))),
)
waivers = st.sets(
    st.sampled_from(["date_of_birth", "date_of_expiry", "composite_check_digit", *DATE_CODES]),
    max_size=3,
).map(sorted)


options = st.fixed_dictionaries({"profile": profiles, "waive": waivers})


@given(documents(), st.none() | looking_days, looking_days, options, st.data())
@settings(max_examples=400)
def test_a_zone_on_another_day_is_a_fresh_parse_for_that_day(document, before, day, how, data):
    fmt, fields = document
    text = list(compose_mrz(fmt, **fields))
    for _ in range(data.draw(st.integers(0, 4))):
        text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.sampled_from(ALPHABET + "aé «"))
    how["format"] = data.draw(st.sampled_from([None, fmt]))
    try:
        mrz = parse_mrz("".join(text), at=before, **how)
    except UnknownMrzFormat:
        return
    fresh = parse_mrz("".join(text), at=day, **how)
    found = mrz.on(day)
    assert found == fresh
    assert list(found.fields) == list(fresh.fields)
    assert (found.to_dict(), repr(found), pickle.loads(pickle.dumps(found))) == (  # noqa: S301 - our own bytes
        fresh.to_dict(),
        repr(fresh),
        fresh,
    )
    assert found.valid == (not found.counted)


@given(documents())
@settings(max_examples=100)
def test_the_chip_is_opened_only_by_verified_fields(document):
    fmt, fields = document
    mrz = parse_mrz(compose_mrz(fmt, **fields))
    if fmt in CHIPPED or fmt in (MrzFormat.MRVA, MrzFormat.MRVB, MrzFormat.SVK_34):
        information = mrz_information(mrz)
        assert len(information) == max(9, len(fields["document_number"])) + 15
    else:
        with pytest.raises(InputError):
            mrz_information(mrz)


@given(
    st.lists(documents(), min_size=1, max_size=5),
    st.none() | st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.data(),
)
@settings(max_examples=100)
def test_many_at_once_agree_with_one_by_one(batch, at, data):
    texts = []
    for fmt, fields in batch:
        text = list(compose_mrz(fmt, **fields))
        for _ in range(data.draw(st.integers(0, 3))):
            text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.sampled_from(ALPHABET + "é \na"))
        texts.append("".join(text))
        texts.append("".join(text).replace("\n", ""))
    many = parse_many(texts, at=at)
    for row, text in enumerate(texts):
        try:
            mrz = parse_mrz(text, at=at)
        except UnknownMrzFormat:
            assert many.formats[row] is None
            assert not many.valid[row]
            continue
        assert many.formats[row] is mrz.format
        assert many.valid[row] == mrz.valid
        for relation in check_relations(mrz.format):
            assert CHECKS[many.checks[relation.field][row]] is mrz.fields[relation.field].check
        for name, days in many.dates.items():
            found = mrz.field(name).date
            assert (found is None) == (many.date_kinds[name][row] == -1)
            if found is not None:
                assert KINDS[many.date_kinds[name][row]] is found.kind
                assert days[row].item() == found.date


@given(documents(), st.data())
@settings(max_examples=100)
def test_repair_never_claims_more_than_it_proved(document, data):
    fmt, fields = document
    text = compose_mrz(fmt, **fields)
    lines = text.split("\n")
    row = data.draw(st.integers(0, len(lines) - 1))
    column = data.draw(st.integers(0, len(lines[row]) - 1))
    lines[row] = lines[row][:column] + data.draw(st.sampled_from(ALPHABET)) + lines[row][column + 1 :]
    result = repair_mrz(lines, format=fmt)
    if result.outcome in (RepairOutcome.REPAIRED, RepairOutcome.UNCHANGED):
        assert result.mrz.valid
    if result.outcome in (RepairOutcome.AMBIGUOUS, RepairOutcome.NOT_FOUND, RepairOutcome.UNCHANGED):
        assert result.mrz.lines == tuple(lines)
        assert not result.corrections
    changed = {
        (r, c) for r, line in enumerate(lines) for c, was in enumerate(line) if result.mrz.lines[r][c] != was
    }
    assert changed == {(c.line, c.column) for c in result.corrections}


@given(documents(), st.data())
@settings(max_examples=100)
def test_evidence_finds_one_misread_cell_of_a_check_digits_cells(document, data):
    fmt, fields = document
    truth = compose_mrz(fmt, **fields).split("\n")
    relations = [r for r in check_relations(fmt) if r.field != "composite_check_digit"]
    if not relations or (LAYOUTS[fmt].long_number and len(fields["document_number"]) > 9):
        return
    cell = data.draw(st.sampled_from(data.draw(st.sampled_from(relations)).covered_cells))
    was = truth[cell[0]][cell[1]]
    residue = 0 if was == "<" else ALPHABET.index(was) % 10
    other = [c for c in ALPHABET if (0 if c == "<" else ALPHABET.index(c) % 10) != residue]
    wrong = data.draw(st.sampled_from(other))
    evidence = np.full((len(truth), max(map(len, truth)), len(ALPHABET)), 1e-6)
    for row, line in enumerate(truth):
        for column, character in enumerate(line):
            evidence[row, column, ALPHABET.index(character)] = 1.0
    evidence[cell][ALPHABET.index(was)] = 0.4
    evidence[cell][ALPHABET.index(wrong)] = 0.6
    read = [list(line) for line in truth]
    read[cell[0]][cell[1]] = wrong
    result = repair_mrz(["".join(line) for line in read], evidence, format=fmt)
    assert list(result.mrz.lines) == truth
    assert [(c.line, c.column) for c in result.corrections] == [cell]


@given(st.text(ALPHABET, max_size=60))
def test_a_digit_is_the_weighted_sum(text):
    values = [0 if c == "<" else ALPHABET.index(c) for c in text]
    expected = sum(v * (7, 3, 1)[i % 3] for i, v in enumerate(values)) % 10
    assert weighted_digit(text) == expected
    assert check_digit(text) == str(expected)

"""Parsing: fields, spans, checks, issues; nothing in the text makes it throw."""

import copy
import inspect
import pickle
from dataclasses import replace
from datetime import date

import pytest

from docverify.errors import InputError, UnknownMrzFormat
from docverify.mrz import (
    LENIENT,
    STRICT,
    FieldCheck,
    IssueCode,
    LongNumber,
    MrzFormat,
    Profile,
    Span,
    check_digit,
    compose_mrz,
    parse_mrz,
)

TD3 = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
TD1 = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")


def put(lines, line, column, text):
    """The lines with some cells replaced."""
    changed = list(lines)
    changed[line] = changed[line][:column] + text + changed[line][column + len(text) :]
    return changed


def codes(mrz, field=None):
    return [i.code for i in mrz.issues if field is None or i.field == field]


def test_every_field_has_value_raw_span_and_check():
    mrz = parse_mrz(TD3)
    number = mrz.document_number
    assert (number.value, number.raw, number.span) == ("L898902C3", "L898902C3", Span(1, 0, 8))
    assert number.check is FieldCheck.VERIFIED
    assert mrz.primary_identifier.span == Span(0, 5, 12)
    assert mrz.secondary_identifier.value == "ANNA MARIA"
    assert mrz.composite_check_digit.check is FieldCheck.VERIFIED
    assert mrz.sex.check is FieldCheck.NOT_PRINTED
    assert next(iter(mrz.fields)) == "document_code"
    assert mrz.valid
    assert not mrz.issues


def test_a_field_the_layout_lacks_is_absent_and_safe():
    visa = parse_mrz(compose_mrz(MrzFormat.MRVB, issuing_state="UTO", surname="A"))
    assert visa.composite_check_digit.value is None
    assert visa.composite_check_digit.span is None
    assert not visa.composite_check_digit
    assert visa.optional_data_2.check is FieldCheck.NOT_PRINTED


def test_a_wrong_digit_is_refuted_with_what_was_computed():
    mrz = parse_mrz(put(TD3, 1, 9, "7"))
    assert mrz.document_number.check is FieldCheck.REFUTED
    assert codes(mrz, "document_number_check_digit") == [IssueCode.CHECK_DIGIT_REFUTED]
    assert mrz.fields["document_number_check_digit"].issues[0].expected == "6"
    assert not mrz.valid


def test_a_character_outside_the_alphabet_leaves_the_digit_uncheckable():
    mrz = parse_mrz(put(TD3, 1, 3, "?"))
    assert mrz.document_number.value is None
    assert mrz.document_number.check is FieldCheck.UNCHECKABLE
    assert mrz.composite_check_digit.check is FieldCheck.UNCHECKABLE
    (bad,) = mrz.document_number.issues
    assert (bad.code, bad.span) == (IssueCode.NOT_IN_ALPHABET, Span(1, 3, 3))


def test_runs_of_characters_that_do_not_belong_are_one_issue_each():
    mrz = parse_mrz(put(TD3, 1, 13, "7O0BIZ"))
    spans = [i.span for i in mrz.date_of_birth.issues if i.code is IssueCode.NOT_ALLOWED_HERE]
    assert spans == [Span(1, 14, 14), Span(1, 16, 18)]
    assert IssueCode.DATE_IMPOSSIBLE in codes(mrz, "date_of_birth")
    assert mrz.date_of_birth.value == "7O0BIZ"


def test_a_letter_that_passes_the_digit_is_still_no_date():
    assert check_digit("120E15") == check_digit("120415")
    mrz = parse_mrz(put(TD3, 1, 24, "E"))
    assert mrz.date_of_expiry.check is FieldCheck.VERIFIED
    assert not mrz.valid


def test_a_letter_in_a_digits_cell_is_refuted():
    mrz = parse_mrz(put(TD3, 1, 43, "O"))
    assert mrz.composite_check_digit.check is FieldCheck.REFUTED
    assert IssueCode.NOT_ALLOWED_HERE in codes(mrz, "composite_check_digit")


def test_a_filler_in_a_digits_cell_is_not_printed_and_counts():
    mrz = parse_mrz(put(TD3, 1, 19, "<"))
    assert mrz.date_of_birth.check is FieldCheck.NOT_PRINTED
    assert codes(mrz, "date_of_birth_check_digit") == [IssueCode.CHECK_DIGIT_NOT_PRINTED]
    assert not mrz.valid


@pytest.mark.parametrize("digit", ["0", "<"])
def test_the_personal_numbers_digit_may_be_zero_or_filler_when_there_is_none(digit):
    composite = check_digit("L898902C36" + "7408122" + "1204159" + "<" * 14 + digit)
    mrz = parse_mrz([TD3[0], TD3[1][:28] + "<" * 14 + digit + composite])
    assert mrz.valid
    assert mrz.optional_data.value == ""


def test_unknown_and_partly_known_dates_are_legal():
    for text, code in (("<<<<<<", IssueCode.DATE_UNKNOWN), ("74<<<<", IssueCode.DATE_PARTLY_KNOWN)):
        mrz = parse_mrz(
            compose_mrz(
                MrzFormat.TD3, surname="A", issuing_state="UTO", date_of_birth=text, date_of_expiry="300101"
            )
        )
        assert mrz.valid
        assert code in codes(mrz, "date_of_birth")


def test_the_german_code_and_an_unspecified_sex():
    mrz = parse_mrz(compose_mrz(MrzFormat.TD1, surname="A", issuing_state="D", sex="X"))
    assert mrz.issuing_state.value == "D"
    assert mrz.issuing_state.raw == "D<<"
    assert mrz.sex.value == ""
    assert mrz.sex.raw == "<"


def test_unknown_codes_are_issues_that_do_not_fail_the_digits():
    mrz = parse_mrz(put(TD3, 0, 2, "ZZZ"))
    assert codes(mrz) == [IssueCode.STATE_UNKNOWN]
    assert mrz.valid
    assert not parse_mrz(put(TD3, 0, 2, "ZZZ"), profile=STRICT).valid
    assert codes(parse_mrz(put(TD3, 0, 2, "YUG"))) == [IssueCode.STATE_WITHDRAWN]


@pytest.mark.parametrize(
    ("line", "value", "rule"),
    [
        ("I<PRT007777779<ZZ92<<<<<<<<<<<", "007777779ZZ9", LongNumber.WITHOUT_FILLER),
        ("IDBEL000590240<6013<<<<<<<<<<<", "000590240601", LongNumber.WITH_FILLER),
        ("I<UTOD23145890<7349<<<<<<<<<<<", "D23145890734", LongNumber.EITHER),
        ("IDUTO123456789<07<<<<<<<<<<<<<", "1234567890", LongNumber.EITHER),
        ("IDBEL000590240<6016<<<<<<<<<<<", "000590240601", LongNumber.NEITHER),
    ],
)
def test_long_numbers_and_the_rule_of_their_digit(line, value, rule):
    mrz = parse_mrz([line, *TD1[1:]])
    assert mrz.document_number.value == value
    assert mrz.long_number is rule
    assert mrz.document_number.continued == Span(0, 15, 15 + len(value) - 10)
    verified = rule is not LongNumber.NEITHER
    assert mrz.document_number.check is (FieldCheck.VERIFIED if verified else FieldCheck.REFUTED)
    assert (IssueCode.LONG_NUMBER_DIGIT_COVERS_FILLER in codes(mrz)) == (rule is LongNumber.WITH_FILLER)


def test_a_long_number_leaves_the_rest_of_the_optional_data():
    text = compose_mrz(
        MrzFormat.TD1, surname="A", issuing_state="UTO", document_number="D23145890734", optional_data="AB 1"
    )
    mrz = parse_mrz(text)
    assert (mrz.document_number.value, mrz.optional_data.value) == ("D23145890734", "AB 1")


def test_a_missing_digit_of_a_short_number_is_no_long_number():
    mrz = parse_mrz(["I<UTOD2314589<<<<<<<<<<<<<<<<<", *TD1[1:]])
    assert mrz.long_number is None
    assert mrz.document_number.check is FieldCheck.NOT_PRINTED


@pytest.mark.parametrize(
    ("cells", "primary", "secondary", "code"),
    [
        ("ARKFREITH", "ARKFREITH", "", None),
        ("<<ANNA<MARIA", "", "ANNA MARIA", IssueCode.FIELD_EMPTY),
        (
            "VAN<DER<STEEN<<MARIANNE<LOUISE",
            "VAN DER STEEN",
            "MARIANNE LOUISE",
            IssueCode.NAME_POSSIBLY_TRUNCATED,
        ),
        ("SMITH<<JOHN<<ALBERT", "SMITH", "JOHN ALBERT", IssueCode.NAME_IN_THREE_PARTS),
        ("SMITH<<JOHN<<<<K", "SMITH", "JOHN K", IssueCode.INNER_FILLERS),
        ("", "", "", IssueCode.FIELD_EMPTY),
    ],
)
def test_names(cells, primary, secondary, code):
    mrz = parse_mrz([*TD1[:2], cells.ljust(30, "<")])
    assert (mrz.primary_identifier.value, mrz.secondary_identifier.value) == (primary, secondary)
    assert mrz.valid
    found = codes(mrz)
    assert code in found if code else not found
    assert mrz.name.possibly_truncated == (len(cells) == 30)


def test_digits_in_a_name_are_not_allowed():
    mrz = parse_mrz(put(TD3, 0, 5, "ER1KSS0N"))
    assert codes(mrz) == [IssueCode.NOT_ALLOWED_HERE] * 2
    assert not mrz.valid


def test_profiles_decide_which_issues_count():
    bad = put(TD3, 1, 43, "1")
    assert not parse_mrz(bad, profile=LENIENT).valid
    impossible = "7413122"[:6] + check_digit("741312")
    lines = put(TD3, 1, 13, impossible)
    lines = put(lines, 1, 43, check_digit(lines[1][:10] + lines[1][13:20] + lines[1][21:43]))
    assert not parse_mrz(lines).valid
    assert parse_mrz(lines, profile=LENIENT).valid
    own = Profile("dates only", frozenset({IssueCode.DATE_IMPOSSIBLE}))
    assert parse_mrz(bad, profile=own).valid
    assert parse_mrz(bad, profile=own).profile == "dates only"
    with pytest.raises(InputError, match="counts no issue"):
        Profile("nothing", frozenset())


def test_checks_can_be_waived_by_name_and_the_result_says_so():
    bad = put(TD3, 1, 43, "1")
    for name in ("composite_check_digit", "check_digit_refuted"):
        mrz = parse_mrz(bad, waive=[name])
        assert mrz.valid
        assert mrz.waived == (name,)
        assert IssueCode.CHECK_DIGIT_REFUTED in codes(mrz)
    with pytest.raises(InputError, match="neither a field"):
        parse_mrz(bad, waive=["composite"])


def test_a_zone_is_looked_at_on_another_day_without_forgetting_how_it_was_read():
    small = [line.lower() for line in put(TD3, 1, 43, "1")]
    own = Profile("in the past", frozenset({IssueCode.DATE_IN_FUTURE}))
    mrz = parse_mrz(small, profile=own, waive=["composite_check_digit"])
    assert mrz.date_of_birth.date.date is None
    later, earlier = mrz.on(date(2026, 11, 23)), mrz.on(date(1950, 1, 1))
    assert later.date_of_birth.date.date == date(1974, 8, 12)
    assert later.valid
    assert codes(later) == [IssueCode.LOWER_CASE, IssueCode.CHECK_DIGIT_REFUTED]
    assert not earlier.valid
    assert {i.code for i in earlier.counted} == {IssueCode.DATE_IN_FUTURE}
    assert earlier.on(date(2026, 11, 23)) == later


def test_names_answer_to_their_usual_words_too():
    mrz = parse_mrz(TD3, waive=["surname"])
    assert mrz.surname is mrz.primary_identifier is mrz.field("surname")
    assert mrz.given_names is mrz.secondary_identifier is mrz.field("given_names")
    assert mrz.waived == ("primary_identifier",)
    licence = parse_mrz("D1FRA13AA000026181231MARTIN<<9")
    assert (licence.given_names.value, licence.given_names.title) == (None, "secondary identifier")
    assert mrz.date_of_birth.title == "date of birth"


def test_birth_dates_are_resolved_at_a_day():
    mrz = parse_mrz(TD3, at=date(2026, 11, 23))
    assert mrz.date_of_birth.date.date == date(1974, 8, 12)
    assert mrz.date_of_expiry.date.date == date(2012, 4, 15)
    assert parse_mrz(TD3).date_of_birth.date.date is None


def test_the_layout_can_be_given():
    lines = ("IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<", "9409923102854CORINNE<<<<<<<6512068F4")
    assert parse_mrz(lines).format is MrzFormat.FRA_ID
    assert parse_mrz(lines, format=MrzFormat.TD2).format is MrzFormat.TD2
    with pytest.raises(UnknownMrzFormat, match="no TD3"):
        parse_mrz(lines, format=MrzFormat.TD3)


def test_values_are_frozen_and_compare():
    assert parse_mrz(TD3) == parse_mrz("\n".join(TD3))
    with pytest.raises(AttributeError):
        parse_mrz(TD3).valid = False
    with pytest.raises(TypeError):
        parse_mrz(TD3).fields["sex"] = None


def test_reprs_show_no_identity_data():
    mrz = parse_mrz(put(TD3, 1, 43, "1"), at=date(2026, 11, 23))
    shown = repr(mrz) + repr(list(mrz.fields.values())) + repr(mrz.issues) + repr(mrz.date_of_birth.date)
    for secret in ("ERIKSSON", "ANNA", "L898902C3", "740812", "1974", "ZE184226B"):
        assert secret not in shown
    assert "composite_check_digit:check_digit_refuted" in repr(mrz)


def test_everything_as_plain_values():
    plain = parse_mrz(TD3, at=date(2026, 11, 23)).to_dict()
    assert plain["format"] == "TD3"
    assert plain["fields"]["date_of_birth"]["date"] == "1974-08-12"
    assert plain["fields"]["document_number"]["span"] == [1, 0, 8]


def test_options_are_keyword_only():
    kinds = {p.kind for p in list(inspect.signature(parse_mrz).parameters.values())[1:]}
    assert kinds == {inspect.Parameter.KEYWORD_ONLY}


def test_results_can_be_pickled_and_copied():
    mrz = parse_mrz(put(TD3, 1, 43, "1"), at=date(2026, 11, 23))
    assert pickle.loads(pickle.dumps(mrz)) == mrz  # noqa: S301 - our own
    assert copy.deepcopy(mrz) == mrz
    assert replace(mrz.sex, value="M").value == "M"


def test_a_document_code_of_another_kind_is_an_issue_that_does_not_count():
    mrz = parse_mrz(put(TD3, 0, 0, "I<"))
    assert codes(mrz) == [IssueCode.DOCUMENT_CODE_UNUSUAL]
    assert mrz.valid
    assert not parse_mrz(put(TD3, 0, 0, "I<"), profile=STRICT).valid


def test_a_lone_character_of_optional_data_is_no_end_of_a_long_number():
    """The cell of the digit is a filler, and one character follows: a digit with no number before it."""
    mrz = parse_mrz(put(put(TD1, 0, 14, "<"), 0, 15, "7"))
    assert mrz.long_number is None
    assert mrz.document_number.value == "D23145890"
    assert mrz.document_number.check is FieldCheck.NOT_PRINTED
    assert mrz.optional_data.value == "7"

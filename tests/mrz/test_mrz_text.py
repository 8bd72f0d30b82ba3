"""What is taken besides clean lines, and that it is reported."""

import pytest

from docverify.errors import InputError, UnknownMrzFormat
from docverify.mrz import IssueCode, MrzFormat, detect, parse_mrz

LINES = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
TEXT = "\n".join(LINES)


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (TEXT, []),
        (list(LINES), []),
        (TEXT + "\n", []),
        (TEXT.replace("\n", "\r\n"), []),
        (TEXT.replace("\n", "\r"), []),
        (TEXT.replace("\n", "\u2028"), []),
        (TEXT.lower(), [IssueCode.LOWER_CASE]),
        (TEXT.replace("<<<<", "<< <<"), [IssueCode.SPACES_REMOVED]),
        (f"  {LINES[0]}  \n\t{LINES[1]}", []),
        (TEXT.replace("<", "\u00ab", 1).replace("\u00ab", "‹"), [IssueCode.FILLER_LOOKALIKE]),
        (TEXT.replace("<<", "«"), [IssueCode.FILLER_LOOKALIKE]),
        (TEXT.replace("<", "＜"), [IssueCode.FULL_WIDTH]),
        (TEXT.replace("A", "Ａ"), [IssueCode.FULL_WIDTH]),
        ("".join(LINES), [IssueCode.LINES_JOINED]),
        (LINES[0] + "\n\n" + LINES[1], [IssueCode.BLANK_LINES]),
        (LINES[0].replace("<", " ") + "\n" + LINES[1], [IssueCode.SPACES_AS_FILLERS]),
        ("".join(LINES).lower(), [IssueCode.LOWER_CASE, IssueCode.LINES_JOINED]),
        ("\ufeff" + TEXT, []),
        (TEXT.replace("<", "«"), [IssueCode.FILLER_LOOKALIKE]),
        (TEXT.replace("UTO", "U\u200bTO"), [IssueCode.SPACES_REMOVED]),
    ],
)
def test_what_is_taken_and_reported(text, changes):
    mrz = parse_mrz(text)
    assert mrz.lines == LINES
    assert [i.code for i in mrz.issues] == changes
    assert mrz.valid
    assert all(i.span is None for i in mrz.issues)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "ABC",
        TEXT[:-1],
        TEXT + "<",
        TEXT + "\n" + LINES[1],
        "<" * 10_240,
        "<" * 200_000,
        "\x00" * 88 + "A",
    ],
)
def test_what_fits_no_layout(text):
    with pytest.raises(UnknownMrzFormat):
        parse_mrz(text)


def test_the_error_names_the_nearest_layout_and_no_text():
    with pytest.raises(
        UnknownMrzFormat, match="nearest is TD3: line 2 has 43 characters of 44, 1 missing"
    ) as caught:
        parse_mrz(TEXT[:-1])
    assert "ERIKSSON" not in str(caught.value)


@pytest.mark.parametrize("text", [None, 3, [b"P<UTO"], b"P<UTO"])
def test_what_is_no_text(text):
    with pytest.raises(InputError):
        parse_mrz(text)


def test_detect_says_which_fit_and_why_the_others_do_not():
    fits = detect(TEXT)
    assert {f.format for f in fits} == set(MrzFormat)
    assert [f.format for f in fits if f.fits] == [MrzFormat.TD3]
    reasons = {f.format: f.reason for f in fits}
    assert reasons[MrzFormat.MRVA] == "the shape fits, but line 1 column 1 is not 'V'"
    assert reasons[MrzFormat.TD1] == "it has 3 lines and the text has 2"
    assert "44 characters of 36, 8 too many" in reasons[MrzFormat.TD2]
    assert "ERIKSSON" not in repr(fits)


def test_the_first_letter_makes_a_visa():
    visa = "V" + LINES[0][1:]
    assert parse_mrz([visa, LINES[1][:28] + "<" * 16]).format is MrzFormat.MRVA


def test_text_that_is_too_long_is_refused_before_any_work_is_done_on_it():
    for text in ("<" * 10_241, ["<" * 44] * 300):
        with pytest.raises(UnknownMrzFormat, match="an MRZ at most 90; hand over less"):
            parse_mrz(text)

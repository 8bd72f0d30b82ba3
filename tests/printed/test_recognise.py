"""Strips to text: frames that say one thing are one character, and each has its chance."""

import time

import numpy as np
import pytest

from docverify.printed.alphabet import CHARACTERS
from docverify.printed.recognise import NOTHING, recognise, spelt
from docverify.printed.strips import CAP_HEIGHT, HEIGHT
from docverify.specimens.lettering import write

RNG = np.random.default_rng(1)
WORDS = (
    "ERIKSSON", "ANNA MARIA", "L898902C3", "12 AUG 1974", "15.04.2034", "UTOPIA", "UTO", "Passport No.",
    "Surname", "Date of birth", "03 MAR/MAR 1991", "X4567 890", "ZENITH", "23-11-2026",
)  # fmt: skip


def strip_of(text, *, face="sans"):
    """A clean strip as a perfect finder would cut it."""
    canvas = np.full((HEIGHT, 900, 3), 240, np.uint8)
    base = (HEIGHT + CAP_HEIGHT) / 2
    told = write(canvas, text, at=(12, base), cap=CAP_HEIGHT, face=face, ink=(20, 20, 20), width=880)
    return canvas[:, : int(told.quad[1, 0]) + 12, 0].copy()


def logits_of(*frames, sure=12.0):
    """Frames that each say one character for certain; "" is between characters."""
    values = np.zeros((len(CHARACTERS) + 1, len(frames)), np.float32)
    for at, one in enumerate(frames):
        values[0 if one == "" else 1 + CHARACTERS.index(one), at] = sure
    return values


def said_by(logits):
    powers = np.exp(logits - logits.max(0))
    return spelt(powers / powers.sum(0))


def read(strips):
    return [spelt(one) for one in recognise(strips)]


@pytest.mark.parametrize(
    ("frames", "text"),
    [
        (("", "A", "A", "", "B", ""), "AB"),
        (("A", "A", "A"), "A"),
        (("A", "", "A"), "AA"),
        (("A", "B"), "A"),  # nothing between them: one character, which may be either
        (("", "", ""), ""),
        ((), ""),
        ((" ", "", "A", "", " ", "", " ", "", "B", "", " "), "A B"),
        ((" ", "", " "), ""),
        (("É", "", "ß", "", "<"), "Éß<"),
    ],
)
def test_frames_aresaid_by(frames, text):
    if not frames:
        assert said_by(logits_of("")) == ("", (), ())
        return
    told, chances, others = said_by(logits_of(*frames))
    assert told == text
    assert len(chances) == len(others) == len(text)
    assert all(0.4 < chance <= 1 for chance in chances)


def test_a_letter_that_may_be_of_either_case_is_sure():
    frames = logits_of("o")
    frames[1 + CHARACTERS.index("O")] = 11.9
    text, (chance,), (other,) = said_by(frames)
    assert (text, other) == ("o", "")
    assert chance > 0.99


def test_a_letter_whose_mark_is_in_doubt_is_sure_and_the_mark_is_told():
    frames = logits_of("Ö")
    frames[1 + CHARACTERS.index("Õ")] = 11.9
    text, (chance,), (other,) = said_by(frames)
    assert (text, other) == ("Ö", "Õ")
    assert chance > 0.99


def test_two_letters_that_are_as_likely_are_not():
    frames = logits_of("E")
    frames[1 + CHARACTERS.index("F")] = 11.9
    text, (chance,), (other,) = said_by(frames)
    assert (text, round(chance, 1), other) == ("E", 0.5, "F")


def faint(frames, at, character, *shares):
    """From `at` on, what is not said otherwise says a character by these shares."""
    for step, share in enumerate(shares):
        frames[1 + CHARACTERS.index(character), at + step] = 12 + np.log(share / (1 - share))


def test_a_narrow_letter_between_two_frames_is_read_and_there_may_be_none():
    frames = logits_of("S", "", "", "", "", "G")
    faint(frames, 2, "I", 0.3, 0.25)
    text, chances, others = said_by(frames)
    assert (text, others) == ("SIG", ("", NOTHING, ""))
    assert chances[1] < 0.5 < chances[0]


@pytest.mark.parametrize("shares", [(0.3, 0.1), (0.2, 0.0)])
def test_what_is_too_faint_is_not_read(shares):
    frames = logits_of("S", "", "", "", "", "G")
    faint(frames, 2, "I", *(share + 1e-6 for share in shares))
    assert said_by(frames)[0] == "SG"


def test_what_a_letter_leaves_beside_it_is_no_letter():
    frames = logits_of("", "S", "", "", "", "G")
    faint(frames, 2, "S", 0.34, 0.3)  # it falls on from the letter
    faint(frames, 0, "S", 0.3)
    assert said_by(frames)[0] == "SG"


def test_a_letter_of_one_faint_frame_alone_is_not_wholly_sure():
    frames = logits_of("A", "", "", "", "", "B")
    faint(frames, 3, "E", 0.5)
    text, chances, others = said_by(frames)
    assert (text, others) == ("AEB", ("", NOTHING, ""))
    assert chances[1] == pytest.approx(0.95)


@pytest.mark.parametrize(
    ("text", "sure"), [("X10", True), ("A-10O", True), ("1O", True), ("10", False), ("TO", False)]
)
def test_among_letters_and_digits_a_zero_or_an_o_is_surely_round(text, sure):
    """Nothing about it tells which of them it is, and another character it is not."""
    frames = logits_of(*(frame for character in text for frame in (character, "")))
    for at, character in enumerate(text):
        for other in {"0": "O", "O": "0"}.get(character, ""):
            frames[1 + CHARACTERS.index(other), 2 * at] = 11.5
    told, chances, others = said_by(frames)
    assert told == text
    for character, chance, other in zip(told, chances, others, strict=True):
        assert (chance > 0.9) == (sure or character not in "0O")
        assert other == {"0": "O", "O": "0"}.get(character, "")


@pytest.mark.parametrize(("shares", "most"), [((0.5,), 0.95), ((0.3, 0.25), 0.475)])
def test_a_round_sign_that_may_be_none_is_no_surer_than_that(shares, most):
    frames = logits_of("A", "", "0", "", "", "", "", "1", "")
    faint(frames, 4, "0", *shares)
    text, chances, _ = said_by(frames)
    assert text == "A001"
    assert chances[1] > 0.99
    assert chances[2] == pytest.approx(most, abs=0.01)


@pytest.mark.parametrize(("read", "doubted"), [("LOŒEW", (1, 3)), ("LŒW", ()), ("AÆE", (0, 2)), ("EŒO", ())])
def test_what_is_read_beside_a_ligature_may_be_a_part_of_it(read, doubted):
    frames = [one for letter in read for one in (letter, "")]
    text, chances, others = said_by(logits_of(*frames))
    assert text == read
    assert tuple(at for at, other in enumerate(others) if other == NOTHING) == doubted
    assert all(chances[at] <= 0.95 for at in doubted)


@pytest.mark.parametrize(("share", "told"), [(0.3, " "), (0.1, " "), (0.05, "")])
def test_where_a_gap_may_be_between_two_letters_is_told(share, told):
    frames = logits_of("", "A", "", "", "", "B", "")
    faint(frames, 3, " ", share)
    assert said_by(frames)[::2] == ("AB", (told, ""))


def test_a_gap_that_was_read_is_told_once():
    frames = logits_of("A", "", " ", "", "", "B")
    faint(frames, 4, " ", 0.2)
    assert said_by(frames)[::2] == ("A B", ("", "", ""))


def test_no_strips_have_no_text():
    assert recognise([]) == []


def test_paper_says_little():
    for value in (0, 127, 255):
        ((text, chances, others),) = read([np.full((HEIGHT, 300), value, np.uint8)])
        assert len(text) == len(chances) == len(others) <= 10


@pytest.mark.parametrize("width", [1, 2, 31, 32, 33, 801])
def test_strips_of_any_width_are_read(width):
    ((text, chances, others),) = read([RNG.integers(0, 256, (HEIGHT, width)).astype(np.uint8)])
    assert len(text) == len(chances) == len(others)
    assert all(0 <= chance <= 1 for chance in chances)


def test_the_order_of_strips_is_kept():
    strips = [strip_of(word) for word in WORDS]
    forwards, backwards = read(strips), read(strips[::-1])[::-1]
    same = [one[0] == other[0] for one, other in zip(forwards, backwards, strict=True)]
    assert len(forwards) == len(WORDS)
    assert sum(same) >= len(WORDS) - 2  # what it is read beside may change a doubtful letter


def test_a_sharp_black_line_is_read():
    told = read([strip_of(word) for word in WORDS])
    right = [
        word.replace(" ", "") == text.replace(" ", "") for word, (text, *_) in zip(WORDS, told, strict=True)
    ]
    assert sum(right) >= 0.6 * len(WORDS), [text for text, *_ in told]


def test_its_chances_tell_what_is_read_rightly():
    told = read([strip_of(word) for word in WORDS])
    noise = read([RNG.integers(0, 256, (HEIGHT, 200)).astype(np.uint8) for _ in range(6)])
    sure = np.mean([min(chances, default=0) for _, chances, _ in told])
    unsure = np.mean([min(chances, default=0) for _, chances, _ in noise])
    assert sure > unsure


def test_many_wide_strips_take_bounded_time():
    strips = [RNG.integers(0, 256, (HEIGHT, 800)).astype(np.uint8)] * 90
    start = time.process_time()
    recognise(strips)
    assert time.process_time() - start < 20

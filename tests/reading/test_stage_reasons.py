"""Why there is no sure MRZ, told of lines and pictures made for one sign each."""

from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from docverify.evidence import ReadingFailure
from docverify.mrz import ALPHABET
from docverify.reading import reasons
from docverify.reading.attempt import Attempt
from docverify.reading.candidate import Candidate
from docverify.reading.hidden import hidden_by
from docverify.reading.lettering import is_soft, shows_bars, shows_print
from docverify.reading.reasons import why_doubtful, why_none
from docverify.reading.rectify import rectify
from tests.reading.made import PITCH, TD3, chances_of, drawn, line_at

PAGE, PLACES = drawn(TD3)
PALE = (PAGE * 0.8).astype(np.uint8)


def read_as(*, text=TD3, sure=0.99, unclear=0, covered=False, shining=False, plausible=True):
    """An attempt at the page's lines, of whose cells so many are unclear."""
    cells = np.concatenate(chances_of(text, sure=sure))
    cells[:unclear] = 1 / len(ALPHABET)
    quads = tuple(
        np.stack([line.points(np.array([u - 10, u + 10, u + 10, u - 10])) for u in (line.first, line.last)])
        for line in PLACES
    )
    one = SimpleNamespace(
        decoded=SimpleNamespace(text=SimpleNamespace(probabilities=(cells[:44], cells[44:]), sense=0.9)),
        quads=quads,
        covered=covered,
        shining=shining,
        plausible=plausible,
    )
    one.share_clear = Attempt.share_clear.fget(one)
    one.other_print = Attempt.other_print.fget(one)
    return one


def why(page, lines=PLACES, attempt=None, *, scale=1.0):
    seen = [(page, [Candidate(tuple(line.scaled(scale) for line in lines))])]
    return why_none(seen, attempt).failure


def soft_lines(page):
    """The page sharp but for its MRZ."""
    soft = page.copy()
    soft[500:700] = cv2.GaussianBlur(page, (0, 0), 6)[500:700]
    cv2.putText(soft, "SHARP PRINT", (100, 300), 0, 3, 0, 8)
    return soft


class TestOfLines:
    """What is the matter with lines that are an MRZ's."""

    def test_nothing_that_shows(self):
        assert why(PAGE) is ReadingFailure.UNREADABLE
        assert why(PAGE, attempt=read_as(unclear=60)) is ReadingFailure.UNREADABLE

    def test_small_print_before_anything_else(self):
        small = cv2.resize(PAGE, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
        assert why(small, scale=0.25) is ReadingFailure.TOO_SMALL
        assert why(small[:, 41:], moved(-41 / 0.25), scale=0.25) is ReadingFailure.TOO_SMALL

    def test_lines_that_run_out_of_the_picture(self):
        assert why(np.ascontiguousarray(PAGE[:, 165:]), moved(-165)) is ReadingFailure.CUT_OFF

    def test_print_that_is_soft_itself_or_in_a_soft_picture(self):
        assert why(soft_lines(PAGE)) is ReadingFailure.BLURRED
        rather_soft = cv2.GaussianBlur(PAGE, (0, 0), 1.8)
        lines = tuple(rectify(rather_soft, line) for line in PLACES)
        sharpness = reasons.examine(lines, least_certain=0.0).sharpness
        assert reasons.thresholds.SOFT < sharpness < reasons._HARDLY_SHARP
        for soft in (True, False):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(reasons, "is_soft", lambda _, soft=soft: soft)
                told = why(rather_soft)
                assert told is (ReadingFailure.BLURRED if soft else ReadingFailure.UNREADABLE)

    def test_a_thing_on_clear_text_and_not_on_worn_text(self):
        page = PALE.copy()
        page[540:640, 400:520] = 100
        assert why(page, attempt=read_as()) is ReadingFailure.COVERED
        assert why(page, attempt=read_as(unclear=60)) is not ReadingFailure.COVERED
        page[540:640, 400:520] = 255
        assert why(page, attempt=read_as(unclear=60)) is ReadingFailure.GLARE

    def test_single_cells_that_are_hidden(self):
        assert why(PALE, attempt=read_as(covered=True)) is ReadingFailure.COVERED
        assert why(PALE, attempt=read_as(covered=True, shining=True)) is ReadingFailure.GLARE

    def test_clear_text_that_is_no_mrz_misses_some(self):
        assert why(PAGE, attempt=read_as(plausible=False)) is ReadingFailure.COVERED
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reasons, "lit_at_ends", lambda _: True)
            assert why(PAGE, attempt=read_as(plausible=False)) is ReadingFailure.GLARE
            assert why(PAGE, attempt=read_as(unclear=60)) is ReadingFailure.UNREADABLE


def moved(x):
    return [
        line_at(*(line.origin + np.array((x, 0))), length=line.length, height=line.mean_height)
        for line in PLACES
    ]


class TestWhichLines:
    """Lines count where they are an MRZ's, and those that were read before others."""

    def lines(self, *, sureness, length=44 * PITCH):
        return [
            line_at(*line.origin, length=length, height=line.mean_height, sureness=sureness)
            for line in PLACES
        ]

    def test_sure_ones_and_long_ones(self):
        page = soft_lines(PAGE)
        for sureness, length, an_mrz in (
            (0.95, 300, True),
            (0.8, 880, True),
            (0.8, 300, False),
            (0.5, 880, False),
        ):
            told = why(page, self.lines(sureness=sureness, length=length))
            assert (told is ReadingFailure.BLURRED) is an_mrz

    def test_clear_print_without_fillers_is_none(self):
        letters = [line.replace("<", "N") for line in TD3]
        for sure, told in ((0.99, ReadingFailure.NO_MRZ), (0.8, ReadingFailure.UNREADABLE)):
            assert why(PAGE, attempt=read_as(text=letters, sure=sure, plausible=False)) is told

    def test_what_was_read_and_not_what_is_beside_it(self):
        page = np.concatenate([PAGE, cv2.GaussianBlur(PAGE, (0, 0), 6)])
        beside = Candidate(
            tuple(line_at(*(line.origin + np.array((0, 1200))), length=880, height=20) for line in PLACES) * 2
        )
        read = Candidate(tuple(PLACES))
        assert beside.weight > read.weight
        seen = [(page, [beside, read])]
        assert why_none(seen, None).failure is ReadingFailure.BLURRED
        assert why_none(seen, read_as(unclear=60)).failure is ReadingFailure.UNREADABLE
        assert why_doubtful(seen, read_as(unclear=60)) is None
        assert why_doubtful([(page, [beside])], read_as()) is None
        assert why_doubtful(seen, read_as(covered=True)).failure is ReadingFailure.COVERED


def test_a_picture_without_lines():
    rows = [f"Dear Sir, we thank you {number} times" for number in range(12)]
    letter = np.full((700, 900), 235, np.uint8)
    for number, row in enumerate(rows):
        cv2.putText(letter, row, (60, 60 + 45 * number), 0, 0.9, 30, 2, cv2.LINE_AA)
    assert why_none([(letter, [])], None).failure is ReadingFailure.NO_MRZ
    assert why_none([(cv2.GaussianBlur(letter, (0, 0), 2.5), [])], None).failure is ReadingFailure.BLURRED
    very = cv2.GaussianBlur(letter, (0, 0), 10)
    assert not shows_print(very)
    assert why_none([(very, [])], None).failure is ReadingFailure.BLURRED
    nothing = np.full((300, 400), 200, np.uint8)
    assert why_none([(nothing, [])], None).failure is ReadingFailure.NO_DOCUMENT
    assert why_none([(nothing[:90, :149], [])], None).failure is ReadingFailure.TOO_SMALL


def test_scattered_specks_are_no_print_and_bars_across_each_other_no_words():
    rng = np.random.default_rng(2)
    specks = np.full((480, 640), 220, np.uint8)
    for number in range(60):
        x, y = (60 + 70 * (number % 8) + 20 * (number % 2), 40 + 60 * (number // 8))
        cv2.rectangle(specks, (x, y), (x + 7, y + 9), 40, -1)
    pairs = specks.copy()
    for number in range(0, 60, 4):
        x, y = (60 + 70 * (number % 8) + 20 * (number % 2), 40 + 60 * (number // 8))
        cv2.rectangle(pairs, (x + 12, y), (x + 19, y + 9), 40, -1)
    assert not shows_print(specks)
    assert not shows_print(pairs)  # a letter in a row has a neighbour on either side
    bars = np.full((320, 320), 220, np.uint8)
    for number in range(25):
        x, y, turn = 30 + 62 * (number % 5), 30 + 62 * (number // 5), np.pi * number / 25
        aside = (18 * np.array([np.cos(turn), np.sin(turn)])).round().astype(int)
        cv2.line(bars, (x - int(aside[0]), y - int(aside[1])), (x + int(aside[0]), y + int(aside[1])), 60, 5)
    assert not shows_bars(bars)
    noise = np.clip(rng.normal(200, 8, (320, 320)), 0, 255).astype(np.uint8)
    assert not shows_print(noise)
    assert not is_soft(noise)


class TestHidden:
    """What lies on lines, whatever the light."""

    def hidden(self, page):
        return hidden_by([rectify(page, line) for line in PLACES])

    def test_light_that_falls_off_hides_nothing(self):
        fading = (PAGE * np.linspace(0.9, 0.45, PAGE.shape[1])).astype(np.uint8)
        assert self.hidden(fading) is None
        fading[540:640, 700:820] = 235  # brighter than the paper there, no more than at the bright end
        assert self.hidden(fading) is ReadingFailure.COVERED

    def test_print_that_is_lit_more_at_one_end_is_not_under_a_reflection(self):
        pale = (150 + PAGE * 0.4) * np.linspace(1, 0.5, PAGE.shape[1])
        page = np.clip(pale, 0, 255).astype(np.uint8)
        page[540:640, 260:380] = 200
        assert self.hidden(page) is ReadingFailure.COVERED

    def test_one_hidden_piece_of_a_line(self):
        page = PALE.copy()
        page[550:590, 400:445] = 204
        assert self.hidden(page) is ReadingFailure.COVERED
        page = PALE.copy()
        page[550:590, 400:418] = 204  # not even a cell's width
        assert self.hidden(page) is None

"""What the reader claims of hard pictures: certain early, honest about what is hidden, other ways round."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from benchmarks.altered_documents import drawn_picture
from benchmarks.mrz_odd import KINDS, covered
from docverify.evidence import Effort, ReadingFailure, Step
from docverify.mrz import ALPHABET, MrzFormat, parse_mrz
from docverify.reading import attempt as attempt_module
from docverify.reading import read_mrz, search, thresholds
from docverify.reading.cells import Path
from docverify.reading.confidence import confidence
from docverify.reading.ink import shines, shown
from docverify.reading.look_again import look_again
from docverify.specimens import capture, draw_specimen, kiosk, random_holder
from docverify.specimens.ocrb import block_coverage

TD3 = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")


def sheet(lines, *, pitch=20):
    ink = np.pad(block_coverage(lines, pitch=pitch, line_pitch=2.5 * pitch), 60)
    return np.repeat(255 - ink[..., None], 3, axis=2)


def taken(number, layout=MrzFormat.TD3):
    rng = np.random.default_rng([90, number])
    conditions = kiosk(rng)
    drawn = draw_specimen(
        layout, holder=random_holder(layout, rng=rng), rng=rng, px_per_mm=conditions.px_per_mm
    )
    return capture(drawn, conditions, rng=rng)


@pytest.fixture
def attempts(monkeypatch):
    """Counts the candidates that are read."""
    made = []
    whole = search.attempt
    monkeypatch.setattr(search, "attempt", lambda *a, **o: made.append(1) or whole(*a, **o))
    return made


@pytest.mark.parametrize("number", [1, 3, 5, 7])
def test_a_document_with_a_wrong_digit_is_certain_at_once(number, attempts):
    image, lines = drawn_picture("kiosk", number, 4711, altered=True)
    reading = read_mrz(image)
    assert reading.lines == lines
    assert reading.mrz is not None
    assert not reading.mrz.valid
    assert reading.confidence > 0.9
    assert len(attempts) == 1


def test_digits_that_do_not_agree_leave_the_confidence_to_the_pixels():
    wrong = (TD3[0], TD3[1].replace("7408122", "7408129"))
    chances = tuple(
        np.array([[0.9998 if one == character else 0.0002 / 36 for one in ALPHABET] for character in line])
        for line in wrong
    )
    sound = tuple(
        np.array([[0.9998 if one == character else 0.0002 / 36 for one in ALPHABET] for character in line])
        for line in TD3
    )
    doubtful = confidence(parse_mrz(wrong), chances)
    assert 0.97 < doubtful < confidence(parse_mrz(TD3), sound)
    assert doubtful == pytest.approx(0.9998**88, abs=0.01)


@pytest.mark.parametrize("colour", [(206, 160, 135), (14, 14, 16), (225, 222, 215)])
@pytest.mark.parametrize("number", range(4))
def test_a_hidden_character_is_not_made_up(colour, number):
    one = taken(number)
    reading = read_mrz(covered(one, colour, line=0, columns=(5, 8)))
    assert not reading.sure
    assert reading.confidence < 0.5
    if reading.mrz is None:
        assert reading.failure is ReadingFailure.COVERED
        assert "covers" in reading.failure.instruction


def test_a_reflection_is_told_from_a_cover():
    one = taken(1)
    dimmed = replace(one, image=(one.image * 0.75).astype(np.uint8))
    assert (
        read_mrz(covered(dimmed, (255, 255, 255), line=0, columns=(5, 8, 9))).failure is ReadingFailure.GLARE
    )
    assert (
        read_mrz(covered(dimmed, (90, 60, 50), line=0, columns=(5, 8, 9))).failure is ReadingFailure.COVERED
    )


def test_cells_that_show_ink_are_told_from_bare_ones():
    page = 255 - np.pad(block_coverage([TD3[1]], pitch=17, line_pitch=40), ((7, 8), (20, 20)))[:32]
    centres = 20 + 8.5 + 17.0 * np.arange(44)
    path = Path(1.0, centres)
    assert shown(page, path).min() == 1
    bare = page.copy()
    bare[:, round(centres[9] - 9) : round(centres[9] + 9)] = 200
    seen = shown(bare, path)
    assert seen[9] == 0
    assert np.delete(seen, 9).min() == 1
    hidden = np.arange(44) == 9
    assert not shines(bare, path, hidden)
    grey = (bare * 0.7).astype(np.uint8)
    grey[:, round(centres[9] - 9) : round(centres[9] + 9)] = 255
    assert shines(grey, path, hidden)


@pytest.mark.parametrize("layout", [MrzFormat.TD1, MrzFormat.TD3])
def test_a_picture_in_a_mirror_is_read_and_said_to_be_one(layout):
    one = taken(2, layout)
    plain, reading = read_mrz(one.image), read_mrz(np.ascontiguousarray(one.image[:, ::-1]))
    assert reading.lines == one.lines
    assert reading.mirrored
    assert not plain.mirrored
    assert reading.to_dict()["mirrored"] is True
    there = plain.quad * (-1, 1) + (one.image.shape[1] - 1, 0)
    assert np.abs(reading.quad - there).max() < 4
    assert np.nanmax(np.abs(reading.cells.quads[0, 0].mean(0) - there[0])) < np.ptp(there[:, 1]) + 40


def test_a_negative_is_read_and_said_to_be_one():
    one = taken(3)
    reading = read_mrz(255 - one.image)
    assert reading.lines == one.lines
    assert reading.inverted
    assert not reading.mirrored


def test_lines_of_fillers_and_of_two_documents_are_no_mrz():
    for lines in (["<" * 44] * 2, [TD3[0], "P<UTOMUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<"]):
        assert read_mrz(sheet(lines)).mrz is None


def test_print_that_makes_no_sense_is_given_up_early(attempts):
    rng = np.random.default_rng(3)
    rows = ["".join(rng.choice(list(ALPHABET), 50)) for _ in range(16)]
    reading = read_mrz(sheet(rows, pitch=14))
    assert reading.mrz is None
    assert reading.confidence == 0  # other print may be read for certain
    assert 0 < len(attempts) <= thresholds.MOST_IMPLAUSIBLE


def test_only_doubtful_lines_are_looked_at_again(monkeypatch):
    from docverify.reading import look_again as module
    from docverify.reading.attempt import attempt
    from docverify.reading.locate import locate

    grey = cv2.cvtColor(sheet(TD3), cv2.COLOR_RGB2GRAY)
    first = attempt(grey, locate(grey, longer_side=704)[0], threads=1)
    counts = []
    whole = module.recognise
    monkeypatch.setattr(module, "recognise", lambda s, **o: counts.append(len(s)) or whole(s, **o))
    for lines in ([0], [0, 1], None):
        next(look_again(grey, first.strips, first.decoded, lines=lines))
    assert counts == [1, 2, 2]


def test_quick_effort_looks_once_and_says_what_was_left(monkeypatch):
    sizes, looks = [], []
    survey, again = search.survey, attempt_module.look_again
    monkeypatch.setattr(search, "survey", lambda *a, **o: sizes.append(1) or survey(*a, **o))
    monkeypatch.setattr(attempt_module, "look_again", lambda *a, **o: looks.append(1) or again(*a, **o))
    clear, poor = taken(2).image, cv2.GaussianBlur(sheet(TD3), (0, 0), 4.6)
    quick = read_mrz(clear, effort="quick")
    assert quick.sure
    assert quick.untried == (Step.ELSEWHERE,)
    assert read_mrz(clear).untried == ()
    sizes.clear()
    doubtful = read_mrz(poor, effort=Effort.QUICK)
    assert not doubtful.sure
    assert sizes == [1]
    assert not looks
    assert doubtful.untried[:3] == (Step.SECOND_LOOK, Step.CLOSER, Step.OVERPRINT)
    read_mrz(poor)
    assert looks


def test_a_picture_without_a_sign_of_an_mrz_is_not_searched_further(monkeypatch):
    sizes = []
    survey = search.survey
    monkeypatch.setattr(search, "survey", lambda *a, **o: sizes.append(o["longer_side"]) or survey(*a, **o))
    table = np.random.default_rng(5).integers(150, 160, (720, 1280, 3), np.uint8)
    assert read_mrz(table).failure is ReadingFailure.NO_DOCUMENT
    assert len(sizes) == thresholds.ALWAYS_SEARCHED
    sizes.clear()
    larger = cv2.resize(table, (2560, 1440))  # where an MRZ may be too small for a coarse search
    assert read_mrz(larger).failure is ReadingFailure.NO_DOCUMENT
    assert 1408 in sizes


@pytest.mark.parametrize(
    ("layout", "number", "colour"),
    [
        (MrzFormat.TD3, 1, (225, 222, 215)),  # as white as the paper: the first letter tells
        (MrzFormat.TD3, 3, (206, 160, 135)),
        (MrzFormat.MRVA, 1, (14, 14, 16)),
        (MrzFormat.MRVA, 2, (14, 14, 16)),
    ],
)
def test_a_long_mrz_whose_end_is_covered_is_not_taken_for_a_short_one(layout, number, colour):
    one = taken(number, layout)
    image = one.image
    for line in (0, 1):
        image = covered(replace(one, image=image), colour, line=line, columns=range(36, 47))
    assert not read_mrz(image).sure


@pytest.mark.parametrize("layout", [MrzFormat.TD2, MrzFormat.MRVB])
def test_a_short_mrz_is_not_taken_for_what_is_left_of_a_long_one(layout):
    assert all(read_mrz(taken(number, layout).image).sure for number in range(3))


def test_a_passports_letter_in_lines_of_36_characters_is_no_card():
    stump = [TD3[0][:36], TD3[1][:36]]
    assert not read_mrz(sheet(stump)).sure
    card = ["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"]
    assert read_mrz(sheet(card)).sure


@pytest.mark.parametrize("number", [1, 3, 4, 9])
def test_pictures_that_end_just_beside_the_mrz_are_read(number):
    picture = KINDS["at the edge"](number, 20261123)
    assert read_mrz(picture.image).lines == picture.lines

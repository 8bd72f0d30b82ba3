"""Frames to cells and cells to text, on frames and chances made for one rule each."""

import numpy as np
import pytest

from docverify.mrz import ALPHABET, MrzFormat
from docverify.reading import thresholds
from docverify.reading.cells import cell_probabilities, left_out, pitch_of, place
from docverify.reading.decode import LENGTHS, decode, settle
from docverify.reading.recognise import Frames
from tests.reading.made import TD1, TD2, TD3, chances_of, frames_with_cells, text_of

MRVA = ("V" + TD3[0][1:], TD3[1][:28] + "<" * 16)
FRA_ID = ("IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<", "8806923102858CORINNE<<<<<<<6512068F6")
CENTRES = 60 + 17.0 * np.arange(44)


def index(character):
    return ALPHABET.index(character)


def test_every_second_cell_standing_out_is_no_pitch_of_twice_the_width():
    odds = np.where(np.arange(44) % 2, 1.0, 4.0)
    assert pitch_of(frames_with_cells(20 + 12.0 * np.arange(44), odds=odds)) == pytest.approx(12, abs=1)


def test_wide_cells_are_no_narrow_ones_of_which_every_second_is_missing():
    for pitch in (20.0, 24.0, 28.0):
        assert pitch_of(frames_with_cells(20 + pitch * np.arange(30))) == pytest.approx(pitch, abs=1)


def test_cells_under_a_finger_are_placed_on_the_pitch_and_not_on_specks():
    hidden = np.delete(CENTRES, [20, 21, 22])
    specks = CENTRES[20:23] + np.array([5, 0, -5])
    odds = np.where(np.isin(np.concatenate([hidden, specks]), specks), 1.0, 4.0)
    path = place(frames_with_cells(np.concatenate([hidden, specks]), odds=odds), (44,))[44]
    assert np.abs(path.centres - CENTRES).max() < 4
    assert np.ptp(np.diff(path.centres)) < 8


def test_one_centre_never_outweighs_the_others():
    frames = frames_with_cells(CENTRES)
    ghost = round((CENTRES[0] - 17) / 4)
    frames.central[ghost] = 60.0  # before the first cell; the last one is as sure as all
    path = place(frames, (44,))[44]
    without = place(frames_with_cells(CENTRES), (44,))[44]
    assert path.score - without.score <= 8
    frames.central[round(CENTRES[20] / 4)] = -300.0
    assert place(frames, (44,))[44].score > 44


def test_cells_that_draw_together_along_a_line_are_followed():
    pitches = np.linspace(15.0, 19.0, 43)  # 12 % either way
    centres = 60 + np.concatenate([[0], np.cumsum(pitches)])
    path = place(frames_with_cells(centres), (44,))[44]
    assert np.abs(path.centres - centres).max() < 4


def test_a_step_never_leaves_the_pitch_by_half():
    path = place(frames_with_cells(np.delete(CENTRES, [20, 21])), (42,), pitch=17.0)[42]
    assert np.diff(path.centres).max() <= 17 * (1 + thresholds.STEP_REACH)


def test_an_even_line_scores_more_than_an_uneven_one():
    jumping = CENTRES + np.where(np.arange(44) % 2, 5, 0)
    even, uneven = (place(frames_with_cells(one), (44,))[44].score for one in (CENTRES, jumping))
    assert even > uneven + 10


def test_cells_left_out_at_both_ends_are_counted():
    frames = frames_with_cells(CENTRES)
    path = place(frames, (36,), start=(CENTRES[3] - 6, CENTRES[3] + 6))[36]
    count, odds = left_out(frames, path)
    assert count == 5  # three before, five after
    assert odds == pytest.approx(8 * 4, abs=5)
    centres = 61.5 + 16.0 * np.arange(44)  # in the middle of frames
    specks = frames_with_cells(centres, odds=np.where(np.arange(44) < 6, 0.9, 4.0))
    path = place(specks, (36,), start=(centres[6] - 6, centres[6] + 6))[36]
    assert left_out(specks, path)[0] == 2  # after the last one


def test_a_cell_is_told_by_its_own_frames_and_not_by_its_neighbours():
    frames = frames_with_cells(CENTRES)
    told = np.full(frames.characters.shape, -8.0, np.float32)
    nearest = np.abs(np.arange(len(told))[:, None] * 4 + 1.5 - CENTRES[None]).argmin(1)
    told[np.arange(len(told)), nearest % 37] = 0
    path = place(frames, (44,))[44]
    chances = cell_probabilities(Frames(frames.central, told), path)
    assert (chances.argmax(1) == np.arange(44) % 37).all()
    assert chances.max(1).min() > 0.9


def test_lines_that_run_on_beyond_every_layout_are_cut():
    whole = decode([frames_with_cells(CENTRES)] * 2)
    longer = decode([frames_with_cells(60 + 17.0 * np.arange(48), width=1000)] * 2)
    assert not whole.cut
    assert longer.cut
    assert 3 < longer.placement <= thresholds.MOST_ODDS  # of a cell
    one_more = decode([frames_with_cells(60 + 17.0 * np.arange(45), width=1000)] * 2)
    assert not one_more.cut  # a ghost of a cell, more often than not


def test_the_shape_with_most_evidence_is_chosen_wherever_its_lines_are():
    other = frames_with_cells(60 + 17.0 * np.arange(20))
    decoded = decode([other, *[frames_with_cells(60 + 17.0 * np.arange(30))] * 3])
    assert decoded.first == 1
    assert [len(path.centres) for path in decoded.paths] == [30, 30, 30]
    assert decode([other]) is None or decode([other]).placement < 1


def test_a_line_one_cell_off_is_placed_below_the_others_where_all_score_best():
    whole = frames_with_cells(CENTRES)
    shifted = frames_with_cells(CENTRES - 17, odds=np.where(np.arange(44), 4.0, 2.5))
    shifted.central[round(CENTRES[-1] / 4) - 1 : round(CENTRES[-1] / 4) + 1] = 1.5
    alone = place(shifted, LENGTHS)[44]
    assert alone.centres[0] == pytest.approx(CENTRES[0] - 17, abs=4)
    for frames in ([whole, shifted], [shifted, whole]):
        for path in decode(frames).paths:
            assert path.centres[0] == pytest.approx(CENTRES[0], abs=4)


def test_lines_that_shear_by_less_than_half_a_cell_are_left_where_they_are():
    sheared = decode([frames_with_cells(CENTRES), frames_with_cells(CENTRES + 8)])
    assert sheared.paths[1].centres[5] - sheared.paths[0].centres[5] == pytest.approx(8, abs=3)


@pytest.mark.parametrize(
    ("lines", "layout"),
    [
        (TD1, MrzFormat.TD1),
        (TD2, MrzFormat.TD2),
        (TD3, MrzFormat.TD3),
        (MRVA, MrzFormat.MRVA),
        (FRA_ID, MrzFormat.FRA_ID),
    ],
)
def test_the_layout_that_explains_the_cells_best_is_chosen(lines, layout):
    assert text_of(lines).format is layout
    assert text_of(lines, sure=0.4).format is layout


def test_a_layout_that_is_known_by_its_marks_needs_them_all():
    hidden = chances_of(TD2, doubts=[(0, column, {"<": 0.97}) for column in range(5)])
    assert settle(hidden).format is MrzFormat.TD2
    faint = chances_of(FRA_ID, doubts=[(0, 4, {"8": 0.93, "A": 0.02})])
    assert settle(faint).format is not MrzFormat.FRA_ID


def test_a_letter_in_a_place_of_digits_gives_way_to_a_digit_that_is_nearly_as_likely():
    text = text_of(TD3, doubts=[(1, 13, {"Z": 0.7, "7": 0.3}), (0, 6, {"8": 0.7, "R": 0.3})])
    assert text.lines == TD3
    assert text.probabilities[1][13].argmax() == index("Z")
    assert text.posterior[1][13, index("7")] > 0.9


def test_a_letter_that_is_plain_to_see_stands_whatever_the_layout_allows():
    text = text_of(TD3, doubts=[(1, 13, {"Z": 0.999, "7": 0.0005})])
    assert text.lines[1][13] == "Z"


def test_a_usual_first_letter_is_preferred_and_a_rare_one_is_read():
    unclear = text_of(TD3, doubts=[(0, 0, {"P": 0.3, "F": 0.65})])
    assert unclear.lines[0][0] == "P"
    rare = text_of(TD3, doubts=[(0, 0, {"D": 0.99, "P": 0.004})])
    assert rare.format is MrzFormat.TD3
    assert rare.lines[0][0] == "D"


def test_how_much_sense_a_text_makes_is_that_of_its_worst_line():
    assert text_of(TD3).sense > 0.99
    nonsense = text_of((TD3[0], TD3[0][5:] + TD3[0][:5]))
    assert nonsense.sense < thresholds.LEAST_SENSE
    assert text_of((TD3[1], TD3[1])).sense < thresholds.LEAST_SENSE


def test_a_cell_that_is_not_seen_may_be_anything():
    text = text_of(TD3)
    seen = [np.ones(44), np.ones(44)]
    assert text.veiled(tuple(seen)) is text
    seen[1][3], seen[1][4] = 0.0, 0.5
    veiled = text.veiled(tuple(seen))
    np.testing.assert_allclose(veiled.probabilities[1][3], 1 / 37)
    assert veiled.probabilities[1][4].max() == pytest.approx(0.5 * 0.999995 + 0.5 / 37)
    assert veiled.certainty.min() < 0.1

"""The stages of the reader by themselves, on lines whose place is known."""

import numpy as np
import pytest

from docverify.mrz import ALPHABET, MrzFormat
from docverify.reading.cells import cell_probabilities, left_out, pitch_of, place
from docverify.reading.decode import LENGTHS, decode
from docverify.reading.neighbours import with_neighbours
from docverify.reading.recognise import recognise
from docverify.reading.rectify import rectify
from tests.reading.made import PITCH, TD3, drawn, frames_with_cells


@pytest.mark.parametrize("count", [30, 36, 44])
@pytest.mark.parametrize("pitch", [12.0, 17.0, 19.5])
def test_cells_are_counted_and_placed(count, pitch):
    centres = 20 + np.arange(count) * pitch
    frames = frames_with_cells(centres)
    assert pitch_of(frames) == pytest.approx(pitch, abs=1)
    paths = place(frames, LENGTHS)
    assert max(paths, key=lambda length: paths[length].score) == count
    assert np.abs(paths[count].centres - centres).max() < 4


def test_a_strip_too_short_for_a_layout_has_no_path_for_it():
    assert 44 not in place(frames_with_cells(20 + np.arange(10) * 17.0, width=200), LENGTHS, pitch=17.0)


def test_where_the_first_cell_may_stand_can_be_given():
    centres = 60 + np.arange(44) * 17.0
    frames = frames_with_cells(centres)
    later = place(frames, (30,), start=(centres[5] - 6, centres[5] + 6))[30]
    assert np.abs(later.centres - centres[5:35]).max() < 4
    assert left_out(frames, later)[0] == 9
    assert left_out(frames, place(frames, (44,))[44]) == (0, 0.0)


def test_a_ghost_of_a_cell_does_not_shift_a_line():
    centres = 60 + np.arange(44) * 17.0
    whole, haunted = frames_with_cells(centres), frames_with_cells(centres[:-1])
    for place_of, odds in ((centres[0] - 17, 2.0), (centres[-1], -1.0)):  # a ghost, and a faint last cell
        haunted.central[round(place_of / 4) - 1 : round(place_of / 4) + 1] = odds
    for name in ("upper", "lower"):
        frames = [haunted, whole] if name == "upper" else [whole, haunted]
        decoded = decode(frames)
        assert decoded is not None
        for path in decoded.paths:
            assert np.abs(path.centres[:-1] - centres[:-1]).max() < 4


def test_a_line_that_runs_on_is_no_shorter_layouts():
    centres = 60 + np.arange(44) * 17.0
    decoded = decode([frames_with_cells(centres), frames_with_cells(centres[8:])])
    assert decoded is not None
    assert [len(path.centres) for path in decoded.paths] == [44, 44]


def test_lines_are_looked_for_beside_the_one_that_was_found():
    page, (upper, lower) = drawn(TD3, angle=20)
    for found, missed, side in ((upper, lower, 2), (lower, upper, 0)):
        frames = recognise([rectify(page, found).image])
        block = with_neighbours((found,), frames)
        away = (block[side].points(0.0) - missed.origin) @ missed.down
        assert abs(away) < 0.5 * missed.mean_height
    nothing = frames_with_cells([-500.0])
    assert with_neighbours((upper,), [nothing]) == (upper,)


@pytest.mark.parametrize("angle", [0, 3, -12, 45, 90, 180, 262])
def test_turned_lines_are_rectified_and_read(angle):
    page, places = drawn(TD3, angle=angle)
    strips = [rectify(page, line) for line in places]
    decoded = decode(recognise([strip.image for strip in strips]))
    assert decoded is not None
    assert decoded.text.format is MrzFormat.TD3
    assert decoded.text.lines == TD3
    # The cells' quads must come back to where they were drawn.
    quads = strips[0].cell_quads(decoded.paths[0].centres)
    middles = quads.mean(1)
    steps = (np.arange(44) - 21.5) * PITCH
    expected = places[0].origin + steps[:, None] * places[0].along
    assert np.abs(middles - expected).max() < 0.3 * PITCH


def test_probabilities_are_those_of_the_cells():
    page, places = drawn(TD3)
    (frames,) = recognise([rectify(page, places[1]).image])
    chances = cell_probabilities(frames, place(frames, (44,))[44])
    assert chances.shape == (44, 37)
    np.testing.assert_allclose(chances.sum(1), 1, atol=1e-9)
    assert "".join(ALPHABET[i] for i in chances.argmax(1)) == TD3[1]


def test_a_line_scaled_is_the_same_line():
    _, (line, _) = drawn(TD3, angle=30)
    twice = line.scaled(2)
    u = np.linspace(line.first, line.last, 5)
    np.testing.assert_allclose(twice.points(2 * u, 0.5) + 0.5, 2 * (line.points(u, 0.5) + 0.5), atol=1e-9)

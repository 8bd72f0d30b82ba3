"""What is looked for where a page lies: a paler MRZ, lines aslant of it, a document held before a camera."""

import cv2
import numpy as np
import pytest

from docverify.evidence.face import Face
from docverify.evidence.page import Page, page_of
from docverify.mrz import MrzFormat
from docverify.reading import read_mrz
from docverify.reading.aslant import slant_of
from docverify.reading.held_up import bears_mrz
from docverify.reading.on_page import zones_on_page
from tests.reading.made import OTHER, PITCH, TD3, sheet

WORDS = (
    "REPUBLIC<OF<UTOPIA<PASSPORT<PASSEPORT<TYPE<P",
    "SURNAME<GIVEN<NAMES<NATIONALITY<DATE<OF<BIRT",
)
PX = PITCH / 2.54  # for each mm
WIDE, HIGH = 125.0, 88.0  # mm, a passport's page
AROUND = 260  # px of table around the page


def page_picture(*blocks, lines=(), turned=0.0):
    """A page of a passport with MRZs (text, mm from the top, grey level), and lines drawn on it in mm."""
    picture = np.full((round(HIGH * PX) + 2 * AROUND, round(WIDE * PX) + 2 * AROUND, 3), 235, np.uint8)
    for start, end in lines:
        ends = [tuple(round(AROUND + part * PX) for part in point) for point in (start, end)]
        cv2.line(picture, *ends, (120, 120, 120), 2, cv2.LINE_AA)
    middle = AROUND + WIDE * PX / 2, AROUND + HIGH * PX / 2
    turn = cv2.getRotationMatrix2D(middle, -turned, 1)
    picture = cv2.warpAffine(picture, turn, picture.shape[1::-1], borderValue=(235, 235, 235))
    for text, top, grey in blocks:
        ink = 1 - sheet(text, margin=0) / 255
        y, x = AROUND + round(top * PX), AROUND + round(6.5 * PX)
        part = picture[y : y + ink.shape[0], x : x + ink.shape[1]]
        part[:] = part * (1 - ink) + grey * ink
    return picture


def frame_lines():
    """Edges and print of a page, as lines across and down it, mm."""
    across = [((8, y), (WIDE - 8, y)) for y in (6, 18, 30, 42, 54)]
    return across + [((x, 4), (x, 60)) for x in (8, 30, 60, 90, 117)]


def whole_page():
    """Where the page lies in these pictures."""
    outline = AROUND + PX * np.array([(0, 0), (WIDE, 0), (WIDE, HIGH), (0, HIGH)])
    return Page(format=MrzFormat.TD3, outline=outline, spread=np.ones(4), zone_spread=np.ones(2))


def corners(top):
    """The corners of an MRZ that stands so many mm from the top."""
    left, right = (AROUND + PX * x for x in (6.5, 6.5 + 44 * 2.54))
    upper, lower = (AROUND + PX * (top + y) for y in (0.8, 9.7))
    return np.array([(left, upper), (right, upper), (right, lower), (left, lower)])


class TestOtherZones:
    """A second MRZ on the page or just below it is found beside the one that was read."""

    def test_the_page_is_where_its_mrz_says(self):
        reading = read_mrz(page_picture((TD3, 71, 20)))
        page = page_of(MrzFormat.TD3, reading.cells.quads)
        assert np.abs(page.outline - whole_page().outline).max() < 4 * PX

    def test_a_page_with_one_has_no_other(self):
        assert not zones_on_page(page_picture((TD3, 71, 20)), whole_page(), corners(71))

    @pytest.mark.parametrize("grey", [20, 190, 224])
    def test_a_paler_one_above_is_found(self, grey):
        picture = page_picture((TD3, 71, 20), (OTHER, 50, grey))
        (found,) = zones_on_page(picture, whole_page(), corners(71))
        assert np.abs(found - corners(50)).max() < PITCH

    def test_one_just_below_the_page_is_found(self):
        (found,) = zones_on_page(page_picture((TD3, 71, 20), (OTHER, 95, 60)), whole_page(), corners(71))
        assert np.abs(found - corners(95)).max() < PITCH

    def test_other_print_is_none(self):
        assert not zones_on_page(page_picture((TD3, 71, 20), (WORDS, 40, 40)), whole_page(), corners(71))
        single = page_picture((TD3, 71, 20), (OTHER[:1], 40, 40))
        assert not zones_on_page(single, whole_page(), corners(71))


class TestSlant:
    """Lines across and down the page that run another way than the MRZ tell that it was stuck on."""

    @pytest.mark.parametrize("degrees", [-12, 9, 14])
    def test_a_page_that_is_turned_against_its_mrz(self, degrees):
        picture = page_picture((TD3, 71, 20), lines=frame_lines(), turned=degrees)
        assert slant_of(picture, whole_page(), corners(71)) == pytest.approx(degrees, abs=2)

    @pytest.mark.parametrize("degrees", [0, 2])
    def test_a_page_that_lies_as_its_mrz_does(self, degrees):
        picture = page_picture((TD3, 71, 20), lines=frame_lines(), turned=degrees)
        assert slant_of(picture, whole_page(), corners(71)) is None

    def test_lines_across_alone_tell_nothing(self):
        across = [line for line in frame_lines() if line[0][1] == line[1][1]]
        picture = page_picture((TD3, 71, 20), lines=across, turned=12)
        assert slant_of(picture, whole_page(), corners(71)) is None

    def test_a_pattern_aslant_on_a_page_that_lies_straight_tells_nothing(self):
        picture = page_picture((TD3, 71, 20), lines=frame_lines(), turned=12)
        straight = page_picture((TD3, 71, 20), lines=frame_lines())
        assert slant_of(np.minimum(picture, straight), whole_page(), corners(71)) is None

    def test_the_edges_of_a_strip_along_the_mrz_do_not_count(self):
        picture = page_picture((TD3, 71, 20), lines=frame_lines()[::2], turned=12)
        for y in np.arange(70, 83, 3):
            row = round(AROUND + y * PX)
            cv2.line(picture, (AROUND, row), (round(AROUND + WIDE * PX), row), (60, 60, 60), 2)
        assert slant_of(picture, whole_page(), corners(71)) == pytest.approx(12, abs=2)

    def test_a_blank_page_tells_nothing(self):
        assert slant_of(page_picture((TD3, 71, 20)), whole_page(), corners(71)) is None


class TestHeldUp:
    """A face in a live picture above an MRZ is a portrait on a document."""

    # The portrait's middle is 0.14 of the MRZ from its left end and 0.36 above its foot, a fifth of it long.
    mrz = 44 * 2.54

    def face(self, *, angle=0.0, about=(0.0, 0.0)):
        size = 0.2 * self.mrz * PX
        left, foot = AROUND + 6.5 * PX, AROUND + (71 + 9.7) * PX
        x, y = left + 0.14 * self.mrz * PX, foot - 0.36 * self.mrz * PX
        marks = np.array([(-0.2, -0.1), (0.2, -0.1), (0, 0.1), (-0.15, 0.25), (0.15, 0.25)]) * size + (x, y)
        face = Face(
            box=(x - 0.38 * size, y - size / 2, x + 0.38 * size, y + size / 2), landmarks=marks, score=0.95
        )
        turn = cv2.getRotationMatrix2D(about, angle, 1)
        return face.mapped(turn)

    def test_a_document_before_the_camera(self):
        assert bears_mrz(page_picture((TD3, 71, 20)), self.face())

    @pytest.mark.parametrize("angle", [-20, 90, 180])
    def test_a_document_that_is_held_aslant(self, angle):
        picture = page_picture((TD3, 71, 20))
        about = (picture.shape[1] / 2, picture.shape[0] / 2)
        turn = cv2.getRotationMatrix2D(about, angle, 1)
        turned = cv2.warpAffine(picture, turn, picture.shape[1::-1], borderValue=(235, 235, 235))
        assert bears_mrz(turned, self.face(angle=angle, about=about))

    def test_lines_that_are_taken_for_their_upside_down(self, monkeypatch):
        from docverify.reading import held_up

        whole = held_up.locate
        monkeypatch.setattr(held_up, "locate", lambda g, **o: [one.reversed() for one in whole(g, **o)])
        assert bears_mrz(page_picture((TD3, 71, 20)), self.face())

    def test_a_face_alone(self):
        assert not bears_mrz(page_picture(), self.face())

    def test_a_single_line_of_print(self):
        assert not bears_mrz(page_picture((OTHER[:1], 71, 20)), self.face())

    def test_print_that_is_no_mrz(self):
        assert not bears_mrz(page_picture((WORDS, 71, 20)), self.face())

    def test_a_face_that_fills_the_picture_is_not_looked_at_further(self, monkeypatch):
        from docverify.reading import held_up

        looks = []
        whole = held_up.locate
        monkeypatch.setattr(held_up, "locate", lambda g, **o: looks.append(1) or whole(g, **o))
        picture = page_picture((TD3, 71, 20))
        face = self.face()
        cropped = picture[: round(face.box[3] + 0.2 * face.height), :]
        assert not bears_mrz(cropped, face)
        assert not looks
        assert bears_mrz(picture, face)
        assert looks

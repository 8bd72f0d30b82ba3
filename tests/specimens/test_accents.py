"""Every letter of ICAO's table can be written in every face, and never as a box."""

from pathlib import Path

import numpy as np
import pytest
from PIL import ImageFont

from docverify.mrz.tables import rows
from docverify.specimens import accents, ocrb
from docverify.specimens.lettering import fitting, has, spelled, write

OCRB = Path(ocrb.__file__).parent / "fonts" / "OCRB.otf"
LATIN = [row[1] for row in rows("latin.tsv")]
FACES = ["sans", "ocrb", "plain", "roman", OCRB]


def written(text, face="sans", cap=24.0):
    page = np.full((80, 400, 3), 255, np.uint8)
    line = write(page, text, at=(20, 50), cap=cap, face=face, ink=(0, 0, 0), width=370)
    return page[..., 0], line


@pytest.mark.parametrize("face", FACES, ids=str)
def test_no_letter_of_the_table_is_written_as_a_box(face):
    nothing = "\ufffe"
    assert not has("sans", nothing)
    box = written_alone(nothing)
    for letter in LATIN + [letter.lower() for letter in LATIN]:
        page, line = written(letter, face)
        assert (page < 128).any(), letter
        assert not (page == box).all(), letter
        assert line.text


def written_alone(letter):
    """What the default face shows for what it lacks."""
    font = ImageFont.load_default(round(24 / 0.7))
    mask = font.getmask(letter, anchor="ls")
    page = np.full((80, 400), 255, np.uint8)
    shape = 255 - np.array(mask, np.uint8).reshape(mask.size[::-1])
    page[50 - shape.shape[0] : 50, 20 : 20 + shape.shape[1]] = shape
    return page


def test_a_letter_differs_from_its_base_by_its_mark_alone():
    for letter, base in ("ÜU", "ŐO", "ŠS", "ĄA", "ÇC", "ȚT", "ŁL", "ĐD", "ØO"):
        page, _ = written(letter)
        plain, _ = written(base)
        lost = (plain < 100) & (page > 160)
        assert lost.sum() == 0, letter
        assert (page < plain.astype(int) - 60).sum() > 8, letter


def test_marks_stand_above_or_below_the_letter():
    top = 50 - 24
    for letter in "ÁÂÄŐŠİ":
        assert written(letter)[0][: top - 1].min() < 128, letter
    for letter in "ĄÇȚŞ":
        assert written(letter)[0][52:].min() < 128, letter


def test_dotless_letters_have_no_dot():
    i, dotless = written("i")[0], written("ı")[0]
    assert (i < 128).sum() > (dotless < 128).sum()
    assert dotless[:30].min() > 128


def test_what_cannot_be_put_together_is_spelled_as_the_mrz_has_it():
    assert spelled("ƏLİYEV", "sans") == "ELİYEV"
    assert spelled("ŁUKASZ ÞÓR", "sans") == "ŁUKASZ ÞÓR"
    assert accents.recipe("Щ") is None
    assert spelled("Щ", "sans") == "SHCH"


def test_the_truth_is_the_ink():
    for text in ("ERIKSSON", "ÅNGSTRÖM ŁÓDŹ"):
        page, line = written(text)
        columns = np.flatnonzero((page < 255).any(axis=0))
        assert line.quad[0, 0] == pytest.approx(columns[0] - 0.5, abs=0.6)
        assert line.quad[1, 0] == pytest.approx(columns[-1] + 0.5, abs=0.6)
    page, line = written("EHL")
    inked = np.flatnonzero((page < 128).any(axis=1))
    assert line.quad[0, 1] == pytest.approx(inked[0] - 0.5, abs=0.6)
    assert line.quad[3, 1] == pytest.approx(inked[-1] + 0.5, abs=0.6)


def test_long_lines_are_set_smaller():
    page = np.full((80, 200, 3), 255, np.uint8)
    text = "ŻÓŁĆ GĘŚLĄ JAŹŃ"
    assert fitting(text, cap=24, face="sans") > 150
    line = write(page, text, at=(10, 50), cap=24, face="sans", ink=(0, 0, 0), width=150)
    assert np.ptp(line.quad[:, 0]) <= 152
    assert write(page, "", at=(10, 50), cap=24, face="sans", ink=(0, 0, 0), width=150) is None

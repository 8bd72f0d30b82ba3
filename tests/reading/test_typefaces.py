"""MRZs in other typefaces than OCR-B are read, told from OCR-B, and never made out of other print."""

from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from docverify import read_mrz
from docverify.evidence import Typeface
from docverify.mrz import MrzFormat
from docverify.reading.recognise import Frames
from docverify.reading.typefaces.cells import place
from docverify.specimens import draw_specimen, random_holder
from docverify.specimens.ocrb import block_coverage
from docverify.specimens.style import Style
from docverify.specimens.typeset import set_block

matplotlib = pytest.importorskip("matplotlib", reason="its fonts are what is drawn in here")
looking = import_module("docverify.reading.typefaces.look")  # the package has a function of that name
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
FACES = ("DejaVuSansMono", "DejaVuSans")
"""Neither was trained on; the second is proportional."""
PROSE = (
    "The quick brown fox jumps over the lazy dog while the",
    "old machine reads thirty pages of text every morning",
    "and nobody in the office knows what for. On 12 May it",
    "stopped at page 1174, was repaired in 3 hours, and has",
    "run without a fault since then, as the log book says.",
    "It is to be replaced in the coming year all the same.",
)


def picture(lines, face, *, capital=32, spacing=2.2):
    block = set_block(lines, font=FONTS / f"{face}.ttf", capital=capital, line_pitch=spacing * capital)
    return np.repeat(255 - np.pad(block.coverage, 40)[..., None], 3, axis=2)


def mrz(layout, seed):
    return random_holder(layout, rng=np.random.default_rng([8303, seed])).lines(layout)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("layout", [MrzFormat.TD1, MrzFormat.TD2, MrzFormat.TD3, MrzFormat.MRVA])
def test_lines_in_other_typefaces_are_read(face, layout):
    lines = mrz(layout, 1)
    reading = read_mrz(picture(lines, face))
    assert reading.lines == lines
    assert reading.mrz is not None
    assert reading.typeface is Typeface.OTHER
    assert reading.to_dict()["typeface"] == "other"


def test_a_document_in_another_typeface_is_read():
    rng = np.random.default_rng(11)
    holder = random_holder(MrzFormat.TD3, rng=rng)
    style = Style(mrz_font=FONTS / "DejaVuSansMono.ttf")
    drawn = draw_specimen(MrzFormat.TD3, holder=holder, rng=rng, style=style, px_per_mm=10)
    reading = read_mrz(drawn.image)
    assert reading.lines == drawn.lines
    assert reading.typeface is Typeface.OTHER


def test_ocr_b_is_told():
    lines = mrz(MrzFormat.TD3, 2)
    sheet = 255 - np.pad(block_coverage(lines, pitch=24, line_pitch=60), 60)
    reading = read_mrz(np.repeat(sheet[..., None], 3, axis=2))
    assert reading.lines == lines
    assert reading.typeface is Typeface.OCR_B


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("write", [str, str.upper, lambda line: line.upper().replace(" ", "")])
@pytest.mark.parametrize("count", [2, 3, 6])
def test_no_mrz_is_made_of_other_print(face, write, count):
    reading = read_mrz(picture([write(line) for line in PROSE[:count]], face, capital=24, spacing=1.9))
    assert reading.mrz is None


def test_a_page_of_text_is_not_read_row_by_row(monkeypatch):
    followed = []
    monkeypatch.setattr(looking, "grown", lambda _, trace: followed.append(trace) or ((), 0.0))
    for repeated, looked_at in ((1, True), (3, False)):
        followed.clear()
        grey = np.ascontiguousarray(picture(PROSE * repeated, FACES[0], capital=24, spacing=1.9)[..., 0])
        monkeypatch.setattr(looking, "_located", lambda *_: iter(()))
        assert looking.look(grey, [], threads=1) is None
        assert bool(followed) is looked_at


def test_lines_longer_than_any_mrz_are_not_read(monkeypatch):
    read = []
    monkeypatch.setattr(looking, "_read", lambda *given: read.append(given[2]))
    for letters, is_read in ((44, True), (120, False)):
        read.clear()
        grey = np.ascontiguousarray(picture(["A" * letters] * 2, FACES[0], capital=24)[..., 0])
        looking.look(grey, [], threads=1)
        assert bool(read) is is_read


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("count", [30, 36, 44])
def test_no_mrz_is_made_of_numbers_and_names(face, count):
    rng = np.random.default_rng(count)
    rows = ["".join(rng.choice(list("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"), count)) for _ in range(3)]
    assert read_mrz(picture(rows, face)).mrz is None


def test_lines_of_no_layout_are_no_mrz():
    for lines in (["A<<B<C<D<<E<F" * 3, "1234567<<<890" * 3], ["<" * 40, "<" * 40]):
        assert read_mrz(picture(lines, "DejaVuSansMono")).mrz is None


def test_cells_of_any_width_are_placed_where_their_peaks_are():
    frames = np.full(60, -5.0, np.float32)
    at = [5, 8, 14, 17, 26, 30, 33, 40]
    frames[at] = 3.0
    placed = place(Frames(frames, np.zeros((60, 37), np.float32)), (6, 8))
    np.testing.assert_allclose(placed[8].path.centres, np.array(at) * 4 + 1.5)
    assert placed[8].strays == 0
    assert placed[6].strays == 2
    assert placed[6].path.score < placed[8].path.score

"""The page from its MRZ: held against specimens whose outline is known."""

import json
from dataclasses import replace

import numpy as np
import pytest

from docverify.errors import InputError
from docverify.evidence.page import Page, page_of
from docverify.imaging.geometry import homography, projected
from docverify.mrz import MrzFormat
from docverify.specimens import CONDITIONS, capture, draw_specimen, random_holder, random_style
from docverify.specimens.sheets import SHEETS

FORMATS = [MrzFormat[name] for name in ("TD1", "TD2", "TD3", "MRVA", "MRVB")]


def taken(fmt, seed, kind="moderate", tilt=None, rotation=None):
    """A capture and the cells of its MRZ as the truth has them."""
    rng = np.random.default_rng(seed)
    conditions = replace(CONDITIONS[kind](rng), character_height=8.0, motion=0.0)
    if tilt is not None:
        conditions = replace(conditions, tilt=tilt)
    if rotation is not None:
        conditions = replace(conditions, rotation=rotation)
    style = replace(random_style(rng), portrait_right=False, facing_page=0.0)
    specimen = draw_specimen(fmt, holder=random_holder(fmt, rng=rng), rng=rng, px_per_mm=4, style=style)
    picture = capture(specimen, conditions, rng=rng)
    return picture, cells(picture, specimen.line_quads)


def cells(picture, drawn):
    """Cells divide a line evenly before its perspective."""
    pose = homography(drawn_outline(picture), picture.document_quad)
    columns = len(picture.lines[0])
    shares = np.linspace(0, 1, columns + 1)[:, None]
    quads = []
    for line in drawn:
        upper, lower = line[0] + shares * (line[1] - line[0]), line[3] + shares * (line[2] - line[3])
        quads.append(np.stack([upper[:-1], upper[1:], lower[1:], lower[:-1]], axis=1))
    return projected(np.array(quads), pose)


def drawn_outline(picture):
    sheet = SHEETS[picture.format]
    width, height = round(sheet.width * 4), round(sheet.height * 4)
    return np.array([(0, 0), (width, 0), (width, height), (0, height)]) - 0.5


def strayed(page, picture):
    """How far each corner of the page is from where it is, mm of the page."""
    sheet = page.sheet.outline
    to_mm = homography(picture.document_quad, sheet)
    return np.hypot(*(projected(page.outline, to_mm) - sheet).T)


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize(("tilt", "most"), [(0, 7.5), (10, 7.5), (30, 14)])
def test_the_outline_is_where_the_page_is_at_any_angle(fmt, tilt, most):
    for seed, rotation in enumerate((0, 75, 160, 290)):
        picture, quads = taken(fmt, seed, tilt=tilt, rotation=rotation)
        page = page_of(fmt, quads)
        assert strayed(page, picture).max() < most
        # The foot is known better than the head, and errors are what they are said to be.
        assert page.spread[2:].max() <= page.spread[:2].max() + 0.1
        assert (strayed(page, picture) < 4.5 * page.spread).all()


def test_perspective_is_less_certain_than_a_flat_scan_above_the_mrz():
    flat = page_of(MrzFormat.TD3, taken(MrzFormat.TD3, 1, tilt=0)[1])
    tilted = page_of(MrzFormat.TD3, taken(MrzFormat.TD3, 1, tilt=30)[1])
    assert tilted.spread[0] > flat.spread[0]


def test_a_squashed_picture_still_shows_its_page():
    picture, quads = taken(MrzFormat.TD3, 3, tilt=0, rotation=0)
    squashed = page_of(MrzFormat.TD3, quads * (1, 0.5))
    error = projected(squashed.outline / (1, 0.5), homography(picture.document_quad, squashed.sheet.outline))
    assert np.hypot(*(error - squashed.sheet.outline).T).max() < 15
    assert squashed.spread[0] > 1.3 * page_of(MrzFormat.TD3, quads).spread[0]


def test_millimetres_and_pixels_are_each_other_s_inverse():
    page = page_of(MrzFormat.TD2, taken(MrzFormat.TD2, 4, tilt=25)[1])
    points = np.array([[0.0, 0.0], [20, 30], [105, 74]])
    assert page.millimetres(page.pixels(points)) == pytest.approx(points, abs=1e-6)
    assert page.pixels(page.sheet.outline) == pytest.approx(page.outline, abs=1e-6)


def test_scale_is_that_of_the_picture():
    page = page_of(MrzFormat.TD3, taken(MrzFormat.TD3, 5, tilt=0)[1])
    # Capitals 8 px high are 2.5 mm high, give or take what printers do.
    assert page.px_per_mm(page.outline.mean(axis=0)) == pytest.approx(8 / 2.5, rel=0.12)


def test_nothing_lies_beyond_the_horizon():
    page = page_of(MrzFormat.TD3, taken(MrzFormat.TD3, 6, tilt=30, rotation=0)[1])
    horizon = np.linalg.inv(page.matrix)[2]  # as a line in px
    inside = page.outline.mean(axis=0)
    away = -horizon[:2] * np.sign(horizon @ [*inside, 1])
    point = inside + away / np.linalg.norm(away) * 1e7
    assert np.isnan(page.millimetres(point)).all()
    assert np.isnan(page.px_per_mm(point))


@pytest.mark.parametrize("left", [0, 1, 7])
def test_too_few_cells_are_no_page(left):
    _, quads = taken(MrzFormat.TD3, 7)
    bare = np.full_like(quads, np.nan)
    bare[0, :left] = quads[0, :left]
    assert page_of(MrzFormat.TD3, bare) is None


def test_cells_without_extent_are_no_page():
    assert page_of(MrzFormat.TD3, np.zeros((2, 44, 4, 2))) is None
    assert page_of(MrzFormat.TD3, np.full((2, 44, 4, 2), 1e300)) is None


def test_some_cells_may_be_missing():
    picture, quads = taken(MrzFormat.TD3, 8, tilt=5)
    quads[0, 30:] = np.nan
    assert strayed(page_of(MrzFormat.TD3, quads), picture).max() < 10


def test_every_layout_has_a_page():
    _, quads = taken(MrzFormat.TD1, 9, tilt=0)
    assert page_of(MrzFormat.FRA_DL, quads[:1]).format is MrzFormat.FRA_DL
    short = quads.copy()
    short[0, 9:] = np.nan
    assert page_of(MrzFormat.CHE_DL, short).format is MrzFormat.CHE_DL
    _, quads = taken(MrzFormat.TD2, 9, tilt=0)
    assert page_of(MrzFormat.FRA_ID, quads).sheet.width == 105
    assert page_of(MrzFormat.SVK_34, quads[:, :34]).sheet.height == 74


def test_cells_of_another_layout_are_refused():
    with pytest.raises(InputError, match="cells of TD3"):
        page_of(MrzFormat.TD3, np.zeros((2, 36, 4, 2)))


def test_a_page_survives_json():
    page = page_of(MrzFormat.MRVB, taken(MrzFormat.MRVB, 10)[1])
    again = Page.from_dict(json.loads(json.dumps(page.to_dict())))
    assert again.to_dict() == page.to_dict()
    assert again.matrix == pytest.approx(page.matrix)


def test_an_outline_has_four_corners():
    page = page_of(MrzFormat.MRVB, taken(MrzFormat.MRVB, 10)[1])
    with pytest.raises(InputError, match="outline"):
        replace(page, outline=page.outline[:3])

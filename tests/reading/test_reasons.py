"""Why a picture gave no MRZ: each cause on drawn pictures, and each sign of one by itself."""

from dataclasses import replace
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from benchmarks.mrz_reasons import READ, heard
from benchmarks.spoiled import CAUSES, spoiled
from docverify.evidence import Edge, ReadingFailure
from docverify.mrz import ALPHABET, MrzFormat
from docverify.reading import borders, read_mrz, reasons
from docverify.reading.borders import edges_cut
from docverify.reading.hidden import hidden_by, lit_at_ends
from docverify.reading.lettering import is_soft, shows_bars, shows_print
from docverify.reading.lines import TextLine
from docverify.reading.longer import may_be_longer
from docverify.reading.rectify import rectify
from docverify.specimens import backgrounds, capture, degrade, draw_specimen, kiosk, random_holder
from docverify.specimens.ocrb import BASELINE, CAP_TOP, block_coverage

TD3 = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
PITCH = 20
SEED = 4


@pytest.mark.parametrize("cause", CAUSES)
def test_the_cause_is_said_of_pictures_that_it_spoils(cause):
    told = set()
    for one in spoiled(cause, 3, seed=SEED):
        reading = read_mrz(one.image)
        told.add(heard(reading))
        assert reading.sure or reading.instruction
        if one.side is not None:
            assert [edge.value for edge in reading.cut_at] == [one.side]
            assert reading.to_dict()["cut_at"] == [one.side]
    assert told - {READ} == {cause}


def page_of(lines, *, left=160, top=560, grey=205):
    """A pale page with MRZ lines, and where they stand."""
    ink = block_coverage(lines, pitch=PITCH, line_pitch=2.5 * PITCH)
    page = np.full((1200, 1200), grey, np.uint8)
    page[top : top + ink.shape[0], left : left + ink.shape[1]] -= (ink * 0.7).astype(np.uint8)
    height = (BASELINE - CAP_TOP) * PITCH
    middle = (CAP_TOP + BASELINE) / 2 * PITCH
    places = [
        TextLine(
            np.array([left + len(text) * PITCH / 2, top + number * 2.5 * PITCH + middle]),
            np.array([1.0, 0.0]),
            -len(text) * PITCH / 2,
            len(text) * PITCH / 2,
            np.zeros(3),
            np.array([height, 0.0]),
            0.99,
        )
        for number, text in enumerate(lines)
    ]
    return page, places


def moved(lines, x, y):
    return [replace(line, origin=line.origin + np.array((x, y))) for line in lines]


WHOLE = page_of(TD3)[1]
FIRST, LAST = WHOLE[0], WHOLE[-1]


@pytest.mark.parametrize(
    ("away", "edge"),
    [
        ((-165, 0), Edge.LEFT),
        ((165, 0), Edge.RIGHT),
        ((0, -FIRST.origin[1] + 5), Edge.TOP),
        ((0, 1195 - LAST.origin[1]), Edge.BOTTOM),
    ],
)
def test_an_mrz_runs_out_of_the_picture_at_an_edge(away, edge):
    assert edges_cut(WHOLE, (1200, 1200)) == ()
    assert edges_cut(moved(WHOLE, *away), (1200, 1200)) == (edge,)


def test_a_line_lost_below_the_edge_is_missed_and_a_margin_is_not():
    height = LAST.mean_height
    below = 1199 - LAST.origin[1]
    assert edges_cut(moved(WHOLE, 0, below - 1.7 * height), (1200, 1200)) == (Edge.BOTTOM,)
    assert edges_cut(moved(WHOLE, 0, below - 2.1 * height), (1200, 1200)) == ()
    assert edges_cut(moved(WHOLE, 160 - 0.8 * height, 0)[:1], (1200, 1200)) == ()


def test_sides_are_the_picture_s_whichever_way_up_the_document_lies():
    upside_down = [line.reversed() for line in moved(WHOLE, -165, 0)[::-1]]
    assert edges_cut(upside_down, (1200, 1200)) == (Edge.LEFT,)


def test_what_is_left_of_long_lines_is_not_taken_for_short_ones(monkeypatch):
    assert may_be_longer(MrzFormat.TD2)
    assert not may_be_longer(MrzFormat.TD3)
    assert not may_be_longer(MrzFormat.TD1)
    rng = np.random.default_rng([90, 2])
    conditions = replace(kiosk(rng), rotation=0.0, tilt=0.0)
    layout = MrzFormat.TD3
    holder = random_holder(layout, rng=rng)
    one = capture(
        draw_specimen(layout, holder=holder, rng=rng, px_per_mm=conditions.px_per_mm), conditions, rng=rng
    )
    quad = one.line_quads[0]
    cut = np.ascontiguousarray(one.image[:, round(float(quad[0, 0] + (quad[1] - quad[0])[0] * 8 / 44)) :])
    reading = read_mrz(cut)
    assert (reading.failure, reading.cut_at) == (ReadingFailure.CUT_OFF, (Edge.LEFT,))
    assert "on the left: move the document to the right" in reading.instruction
    monkeypatch.setattr(borders, "_NO_ROOM", -9.0)
    assert read_mrz(cut).mrz is not None  # 36 of 44 characters, read as a TD2 card's


def strips_of(page, lines=WHOLE):
    return [rectify(page, line) for line in lines]


def test_a_thing_on_characters_is_told_from_a_reflection_and_from_print():
    page, _ = page_of(TD3)
    assert hidden_by(strips_of(page)) is None
    over = page.copy()
    over[540:640, 400:520] = 120
    assert hidden_by(strips_of(over)) is ReadingFailure.COVERED
    white = page.copy()
    white[540:640, 400:520] = 235  # brighter than the paper, and sharp at its rim
    assert hidden_by(strips_of(white)) is ReadingFailure.COVERED
    white[540:640, 400:520] = 255  # as white as nothing beside the paper can be
    assert hidden_by(strips_of(white)) is ReadingFailure.GLARE
    lit = degrade.glare(page, centre=(460, 590), radii=(80, 60), angle=0, strength=1.0)
    assert hidden_by(strips_of(lit)) is ReadingFailure.GLARE


def test_a_reflection_about_an_end_is_seen_beyond_it():
    page, lines = page_of(TD3)
    lit = degrade.glare(page, centre=(1000, 590), radii=(60, 70), angle=0, strength=1.0)
    shorter = [replace(line, last=line.last - 4 * PITCH) for line in lines]
    assert not lit_at_ends(strips_of(page, shorter))
    assert lit_at_ends(strips_of(lit, shorter))


def test_blank_paper_beside_text_is_neither_washed_out_nor_covered():
    page, lines = page_of(TD3, grey=252)
    longer = [replace(line, last=line.last + 2 * PITCH) for line in lines]
    assert hidden_by(strips_of(page, longer)) is None
    assert all(legibility_of(strip).glare == 0 for strip in strips_of(page, longer))
    one_ends = page.copy()
    one_ends[555:585, 700:] = 252  # lines of an MRZ are equally long
    assert hidden_by(strips_of(one_ends, lines)) is ReadingFailure.COVERED


def legibility_of(strip):
    return reasons.examine((strip,), least_certain=0.0)


def test_worn_print_is_not_covered():
    page, lines = page_of(TD3)
    for column in range(0, 44, 4):
        page[550:640, 160 + column * PITCH : 160 + (column + 2) * PITCH + 4] = 205
    assert hidden_by(strips_of(page, lines)) is None


def test_sharpness_is_that_of_the_worst_direction():
    page, lines = page_of(TD3)
    sharp = legibility_of(strips_of(page)[0]).sharpness
    for angle in (0, 90):
        shaken = degrade.motion_blur(page, length=22, angle=angle)
        assert legibility_of(strips_of(shaken, lines)[0]).sharpness < 0.4 < sharp


def test_print_is_told_from_tables_and_its_blur_from_sharpness():
    rng = np.random.default_rng(8)
    letter = np.full((700, 900, 3), 235, np.uint8)
    for row in range(60, 660, 40):
        cv2.putText(letter, "Dear Sir, we thank you for it", (60, row), 0, 0.8, (30,) * 3, 2, cv2.LINE_AA)
    grey = cv2.cvtColor(letter, cv2.COLOR_RGB2GRAY)
    assert shows_print(grey)
    assert shows_print(np.ascontiguousarray(np.rot90(grey)))
    assert not is_soft(grey)
    blurred = degrade.blur(grey, sigma=6)
    assert is_soft(blurred)
    assert is_soft(degrade.motion_blur(grey, length=22, angle=90))
    assert shows_bars(blurred)
    table = cv2.cvtColor(backgrounds.table(rng, 600, 800, writing=False), cv2.COLOR_RGB2GRAY)
    for nothing in (table, np.zeros((200, 300), np.uint8), np.full((1, 1), 9, np.uint8)):
        assert not shows_print(nothing)
        assert not shows_bars(nothing)


def test_a_picture_too_small_for_any_mrz_says_so():
    assert read_mrz(np.full((90, 140, 3), 200, np.uint8)).failure is ReadingFailure.TOO_SMALL
    assert read_mrz(np.full((200, 300, 3), 200, np.uint8)).failure is ReadingFailure.NO_DOCUMENT


def test_print_in_an_mrz_s_type_is_none_without_fillers():
    rng = np.random.default_rng(3)
    rows = ["".join(rng.choice(list(ALPHABET.replace("<", "")), 40)) for _ in range(3)]
    assert read_mrz(np.repeat(page_of(rows)[0][..., None], 3, axis=2)).failure is ReadingFailure.NO_MRZ


def looked(sense, certainty):
    return SimpleNamespace(decoded=SimpleNamespace(text=SimpleNamespace(sense=sense)), certainty=certainty)


def test_text_that_makes_more_sense_in_a_mirror_and_is_surer_there_is_mirrored():
    plain = looked(0.6, 0.85)
    assert reasons.backwards(plain, looked(0.85, 0.9))
    assert not reasons.backwards(plain, looked(0.7, 0.9))
    assert not reasons.backwards(plain, looked(0.85, 0.8))
    assert not reasons.backwards(looked(0.8, 0.85), looked(0.85, 0.9))


def test_what_makes_a_reading_doubtful_is_said_beside_it():
    sure, doubtful = (read_mrz(one.image) for one in spoiled("glare", 2, seed=SEED))
    assert sure.sure
    assert (sure.doubt, sure.instruction) == (None, None)
    assert doubtful.mrz is not None
    assert doubtful.doubt is ReadingFailure.GLARE
    assert doubtful.to_dict()["instruction"] == ReadingFailure.GLARE.instruction

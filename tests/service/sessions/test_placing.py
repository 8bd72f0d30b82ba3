"""Where a page and a face lie, and what follows from it."""

import pytest

from docverify.service.jobs.sights import see_document
from docverify.service.sessions.advice import document_seen
from docverify.service.sessions.hints import Hint
from docverify.service.sessions.placing import face_hint, in_shares, is_portrait, moved, page_hint
from docverify.specimens import Side
from tests.service.browser import scenes
from tests.service.browser.clips import jpeg

SIZE = (1280, 720)


def page(left: float, top: float, width: float, height: float) -> list[tuple[float, float]]:
    return [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]


@pytest.mark.parametrize(
    ("corners", "cut", "hint"),
    [
        (page(240, 80, 800, 560), False, None),
        (page(500, 300, 300, 210), False, Hint.CLOSER),
        (page(-200, 80, 800, 560), True, Hint.FOUR_CORNERS),
        (page(-100, -60, 1480, 1040), True, Hint.FARTHER),
        (page(200, -200, 900, 1000), True, Hint.FARTHER),
    ],
)
def test_page(corners: list[tuple[float, float]], cut: bool, hint: Hint | None) -> None:
    assert page_hint(corners, SIZE, cut=cut) is hint


@pytest.mark.parametrize(("face", "portrait"), [(0.0, False), (0.12, False), (0.31, True), (0.5, True)])
def test_a_page_that_is_most_of_all_a_face_is_a_portrait(face: float, portrait: bool) -> None:
    assert is_portrait(page(460, 40, 400, 510), face, SIZE) is portrait


@pytest.mark.parametrize(
    ("place", "angle"),
    [((1.18, 0.91, 0.69), 10), ((1.22, 0.93, 0.69), 10), ((1.24, 0.93, 0.67), 11), ((1.22, 0.93, 0.67), 10)],
)
def test_a_card_of_which_the_portrait_alone_is_whole_is_to_be_farther_away(
    place: tuple[float, float, float], angle: float
) -> None:
    """Its edges were taken for the page's, which then was small, and asked to come closer."""
    sight = see_document(jpeg(scenes.shown(scenes.card(Side.FRONT), place, angle=angle)))
    assert sight.page
    assert document_seen(sight, before=()).hint is Hint.FARTHER


@pytest.mark.parametrize(("width", "hint"), [(0.25, Hint.CLOSER), (0.4, Hint.CLOSER), (0.7, Hint.WRONG_SIDE)])
def test_a_whole_card_is_told_by_its_own_size(width: float, hint: Hint) -> None:
    sight = see_document(jpeg(scenes.shown(scenes.card(Side.FRONT), (width, 0.5, 0.5))))
    assert sight.portrait > 0
    assert document_seen(sight, before=()).hint is hint


@pytest.mark.parametrize(
    ("box", "hint"),
    [
        ((520, 180, 760, 480), None),
        ((420, 60, 860, 640), Hint.FACE_FARTHER),
        ((600, 300, 680, 400), Hint.FACE_CLOSER),
        ((100, 180, 340, 480), Hint.MOVE_LEFT),
        ((940, 180, 1180, 480), Hint.MOVE_RIGHT),
        ((520, 0, 760, 260), Hint.MOVE_DOWN),
        ((520, 440, 760, 720), Hint.MOVE_UP),
    ],
)
def test_face(box: tuple[float, float, float, float], hint: Hint | None) -> None:
    assert face_hint(box, SIZE) is hint


def test_stillness_is_judged_by_the_corner_that_moves_most() -> None:
    before = page(240, 80, 800, 560)
    assert not moved(page(250, 85, 800, 560), before, SIZE)
    assert moved(page(240, 80, 850, 560), before, SIZE)


def test_corners_are_told_in_shares_of_the_frame() -> None:
    assert in_shares(page(320, 180, 640, 360), SIZE) == (
        (0.25, 0.25),
        (0.75, 0.25),
        (0.75, 0.75),
        (0.25, 0.75),
    )

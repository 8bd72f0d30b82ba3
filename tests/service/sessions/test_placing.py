"""Where a page and a face lie, and what follows from it."""

import pytest

from docverify.service.sessions.hints import Hint
from docverify.service.sessions.placing import face_hint, in_shares, moved, page_hint

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

"""What is handed over in several pictures: how many there may be, and which of them are copies."""

import numpy as np
import pytest

import docverify as dv
from docverify.api.live import scene_of
from docverify.api.opened import opened

BLANK = np.full((40, 60, 3), 200, np.uint8)


def test_more_pictures_than_are_taken_are_refused_before_any_is_opened():
    assert len(opened([BLANK] * 3, "live", limits=None, most=3)) == 3
    with pytest.raises(dv.LimitExceeded, match="4 live pictures are more than 3") as caught:
        opened(["missing.png"] * 4, "live", limits=None, most=3)
    assert caught.value.picture == "live"


def test_live_frames_that_are_pictures_of_the_document_are_counted():
    other = BLANK.copy()
    other[0, 0] = 0
    scene = scene_of([BLANK, other, BLANK], [], documents=(BLANK,), portrait=None, threads=1)
    assert (scene.frames, scene.copies, scene.repeated) == (3, 2, 1)

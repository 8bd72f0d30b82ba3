"""What frames of a video add to each other: votes for each cell, until another document comes."""

import numpy as np

from docverify.evidence import ReadingFailure
from docverify.reading import MrzStream, read_mrz
from tests.reading.made import OTHER, TD3, sheet


def patched(*columns, line=0):
    """A page with paper over some cells of one line."""
    page = sheet(TD3)
    for column in columns:
        top, left = 60 + 50 * line, 60 + 20 * column
        page[top - 4 : top + 36, left - 2 : left + 22] = 225
    return page


def test_what_one_frame_hides_another_shows():
    frames = [patched(5), patched(12)]
    stream = MrzStream()
    for frame in frames:
        assert not read_mrz(frame).sure
        together = stream.add(frame)
    assert together.lines == TD3
    assert together.confidence > 0.9


def test_another_document_of_the_same_layout_starts_anew():
    stream = MrzStream()
    for _ in range(3):
        assert stream.add(sheet(TD3)).lines == TD3
    reading = stream.add(sheet(OTHER))
    assert reading.lines == OTHER
    assert reading.sure


def test_a_stream_that_was_reset_remembers_nothing():
    stream = MrzStream()
    blank = np.full((200, 300, 3), 200, np.uint8)
    assert stream.add(sheet(TD3)).sure
    assert stream.add(blank).lines == TD3
    stream.reset()
    assert stream.add(blank).failure is ReadingFailure.NO_DOCUMENT
    assert stream.add(sheet(OTHER)).lines == OTHER

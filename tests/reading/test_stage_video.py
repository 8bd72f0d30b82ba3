"""A stream's parts: what it may spend, how frames vote, what it takes for the same document, and its page."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from docverify.evidence import Reading, ReadingFailure
from docverify.evidence.reading import Cells
from docverify.mrz import ALPHABET, parse_mrz
from docverify.reading import MrzStream, quick, read_mrz, stream, thresholds
from docverify.reading.allowance import Allowance
from docverify.reading.flat_page import flat, placed
from docverify.reading.look import sight_of
from docverify.reading.quick import read_quickly, read_twice
from docverify.reading.rectify import rectify
from docverify.reading.resemblance import likeness, print_of
from docverify.reading.votes import Votes
from docverify.reading.ways import AS_IS, FINE, INVERTED, MIRRORED
from tests.reading.made import OTHER, TD1, TD3, chances_of, drawn, grey_of, sheet


class TestAllowance:
    """Seconds are given frame by frame, and spent by the clock."""

    def spending(self, allowance, now, seconds, *, look=None):
        allowance.begin()
        now[0] += seconds if look is None else look
        allowance.looked()
        now[0] += 0.0 if look is None else seconds - look
        allowance.end()

    def test_what_was_spent_is_owed(self):
        now = [0.0]
        allowance = Allowance(10.0, lambda: now[0])
        self.spending(allowance, now, 35.0)
        told = []
        for _ in range(4):
            allowance.begin()
            told.append(allowance.for_reading)
            allowance.end()
        assert told == [False, False, True, True]

    def test_little_is_saved(self):
        now = [0.0]
        allowance = Allowance(1.0, lambda: now[0])
        for _ in range(500):
            self.spending(allowance, now, 0.0)
        self.spending(allowance, now, 40.0)
        allowance.begin()
        assert not allowance.for_reading

    def test_light_looks_are_made_of_every_frame(self):
        for look, made in ((4.0, True), (6.0, False)):
            now = [0.0]
            allowance = Allowance(10.0, lambda now=now: now[0])
            self.spending(allowance, now, 90.0, look=look)
            allowance.begin()
            assert not allowance.for_reading
            assert allowance.for_looking is made

    def test_without_a_bound_all_is_done(self):
        now = [0.0]
        allowance = Allowance(None, lambda: now[0])
        self.spending(allowance, now, 1e9)
        assert allowance.for_reading
        assert allowance.for_looking


def reading(lines=TD3, *, read=True, confidence=0.5, **looks):
    """A reading whose cells look like these lines."""
    cells = np.stack(chances_of(lines, **looks))
    places = np.zeros((*cells.shape[:2], 4, 2))
    mrz = parse_mrz(lines) if read else None
    return Reading(
        mrz,
        None if read else ReadingFailure.UNREADABLE,
        lines,
        confidence=confidence,
        cells=Cells(places, cells),
    )


class TestVotes:
    """Frames are added up cell by cell."""

    def test_frames_that_doubt_different_cells_are_sure_together(self):
        votes = Votes()
        for column in (6, 8):
            votes.add(reading(confidence=0.1, doubts=[(0, column, {"R": 0.5, "K": 0.5})]))
        together = votes.fused(reading())
        assert together.lines == TD3
        assert together.confidence > 0.95

    def test_one_sure_frame_that_is_wrong_is_outvoted(self):
        votes = Votes()
        wrong = (TD3[0].replace("ANNA", "ANMA"), TD3[1])
        for lines in (wrong, TD3, TD3, TD3):
            votes.add(reading(lines, sure=1 - 1e-12))
        assert votes.fused(reading()).lines == TD3
        votes = Votes()
        for _ in range(2):
            votes.add(reading(sure=0.9))
        votes.add(reading(wrong, sure=1 - 1e-12))
        assert votes.fused(reading()).confidence < 0.9

    def test_uncertain_frames_weigh_little(self):
        votes = Votes()
        votes.add(reading(sure=0.999999))
        blurred = (TD3[0].replace("ANNA", "EMMA"), TD3[1])
        for _ in range(3):
            votes.add(reading(blurred, sure=0.3))
        assert votes.fused(reading()).lines == TD3

    def test_a_vote_is_replaced_and_leaves_nothing(self):
        votes = Votes()
        first = votes.add(reading(OTHER))
        votes.add(reading(TD3), instead_of=first)
        alone = Votes()
        alone.add(reading(TD3))
        for shape, cells in alone._votes.items():
            for mine, its in zip(votes._votes[shape], cells, strict=True):
                np.testing.assert_allclose(mine, its, atol=1e-9)
        shorter = votes.add(reading(TD1, read=False))
        votes.add(reading(TD3), instead_of=shorter)
        assert (30, 30, 30) not in votes._votes

    def test_shapes_of_frames_that_were_read_count_most(self):
        votes = Votes()
        votes.add(reading(TD3))
        for _ in range(5):
            votes.add(reading(TD1, read=False))
        assert votes.fused(reading()).lines == TD3

    def test_a_sure_frame_s_word_stands(self):
        votes = Votes()
        votes.add(reading(confidence=0.99999))
        votes.add(reading(sure=0.7, confidence=0.2))
        assert votes.fused(reading()).confidence == 0.99999

    def test_another_document_differs_and_a_misread_one_does_not(self):
        votes = Votes()
        assert not votes.differ(reading())
        votes.add(reading())
        assert not votes.differ(reading((TD3[0].replace("ANNA", "EMMA"), TD3[1])))
        assert votes.differ(reading(("P<D<<NNNNNNNNNNN<NNNNNNNNNNNNNNNNNNNNNNNNNNN", "7" * 44)))
        assert votes.differ(reading(TD1))
        assert not votes.differ(Reading(None, ReadingFailure.UNREADABLE))
        assert votes.add(Reading(None, ReadingFailure.UNREADABLE)) is None


class TestLikeness:
    """The same document's print looks like itself, another's does not."""

    def strips(self, lines, *, angle=0.0):
        page, places = drawn(lines, angle=angle)
        return tuple(rectify(page, line) for line in places)

    def print_of(self, lines):
        found = read_quickly(sight_of(sheet(lines), threads=1), threads=1)
        assert found.reading.lines == lines
        return print_of(found.attempt)

    def test_the_same_document_and_another(self):
        shown = self.print_of(TD3)
        assert 2 <= len(shown.pieces) <= 6
        same, turned = (likeness(shown, self.strips(TD3, angle=angle)) for angle in (0, 15))
        other = likeness(shown, self.strips(OTHER))
        assert min(same, turned) > stream._ALIKE > other
        assert likeness(shown, self.strips(TD1)) == 0
        assert likeness(shown, self.strips(TD3)[:1]) == 0

    def test_pieces_are_not_fillers_and_lie_far_apart(self):
        shown = self.print_of(TD3)
        for piece in shown.pieces:
            first = round(piece.place * 44)
            assert TD3[piece.line][first : first + 6].count("<") <= 1
        assert {piece.line for piece in shown.pieces} == {0, 1}


class TestWays:
    """What is seen of a turned frame lies in the frame."""

    def test_in_a_mirror(self):
        page = sheet(TD3)
        mirror = page[:, ::-1].copy()
        np.testing.assert_array_equal(MIRRORED.turned(mirror), page)
        plain = read_mrz(page)
        back = MIRRORED.reading_back(plain, page.shape[1])
        assert back.mirrored
        assert not back.inverted
        np.testing.assert_allclose(back.quad[:, 0], page.shape[1] - 1 - plain.quad[:, 0])
        np.testing.assert_allclose(back.cells.quads[0, :9, :, 1], plain.cells.quads[0, :9, :, 1])
        np.testing.assert_allclose(
            back.cells.quads[0, :9, :, 0], page.shape[1] - 1 - plain.cells.quads[0, :9, :, 0]
        )
        look = sight_of(page, threads=1).look
        seen = MIRRORED.look_back(look, page.shape[1])
        for one, other in ((look.mrz, seen.mrz), (look.page, seen.page)):
            np.testing.assert_allclose(other, one * (-1, 1) + (page.shape[1] - 1, 0))
        assert AS_IS.look_back(look, 9) is look

    def test_as_a_negative_and_finer(self):
        page = sheet(TD3)
        np.testing.assert_array_equal(INVERTED.turned(255 - page), page)
        assert INVERTED.reading_back(read_mrz(page), 9).inverted
        assert FINE.side > AS_IS.side
        np.testing.assert_array_equal(FINE.turned(page), page)


class TestQuick:
    """A frame is read once, either way up; twice where it matters."""

    def test_lines_located_upside_down_are_turned(self):
        sight = sight_of(sheet(TD3), threads=1)
        upside_down = sight._replace(blocks=tuple(one.reversed() for one in sight.blocks))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(quick, "closer", lambda _, block, **__: block)
            read = read_quickly(upside_down, threads=1)
        assert read.reading.lines == TD3

    def test_a_second_reading_counts_only_where_it_is_better(self, monkeypatch):
        read = read_quickly(sight_of(sheet(TD3), threads=1), threads=1)
        worse = replace(read.attempt, proved=replace(read.attempt.proved, confidence=0.1))
        monkeypatch.setattr(quick, "attempt", lambda *_, **__: worse)
        assert read_twice(read, threads=1) is read
        poor = read._replace(attempt=replace(worse, proved=replace(worse.proved, confidence=0.05)))
        assert read_twice(poor, threads=1).attempt is worse

    def test_blocks_are_tried_in_turn(self):
        both = np.vstack(
            [sheet(TD1, margin=80), sheet(OTHER, margin=80)[:, : sheet(TD1, margin=80).shape[1]]]
        )
        sight = sight_of(np.ascontiguousarray(both), threads=1)
        read = [read_quickly(sight, threads=1, number=number) for number in range(len(sight.blocks))]
        assert len({one.block.lines[0].origin[1] > 300 for one in read if one is not None}) == len(
            sight.blocks
        )


class TestPage:
    """The page, flat."""

    def test_it_is_placed_by_what_was_read(self):
        read = read_mrz(sheet(TD3))
        where = placed(read)
        assert where is not None
        assert placed(Reading(None, ReadingFailure.GLARE)) is None
        assert placed(replace(read, cells=None)) is None

    def test_it_shows_the_frame_straight_and_no_larger_than_12_px_per_mm(self):
        for pitch, scale in ((20, 20 / 2.54), (40, 12.0)):
            frame = sheet(TD3, pitch=pitch, margin=3 * pitch)
            page = placed(read_mrz(frame))
            seen = flat(frame, page)
            assert seen.shape[1] == pytest.approx(125 * scale, rel=0.02)
            assert seen.shape[0] == pytest.approx(88 * scale, rel=0.02)
            ink = np.argwhere(grey_of(seen) < 90)
            assert ink[:, 0].min() > 0.6 * seen.shape[0]
            assert np.ptp(ink[:, 1]) / seen.shape[1] == pytest.approx(44 * 2.54 / 125, abs=0.03)


class TestStream:
    """Frames are looked at, and read as far as it pays."""

    def test_the_second_look_comes_after_some_frames_and_at_the_end(self, monkeypatch):
        twice = []
        monkeypatch.setattr(stream, "read_twice", lambda read, **_: twice.append(1) or read)
        monkeypatch.setattr(MrzStream, "_sure", property(lambda _: False))
        video, frame = MrzStream(), sheet(TD3)
        for number in range(9):
            video.add(frame)
            assert len(twice) == (number >= 3) + (number >= 7)
        video.finish()
        assert len(twice) == 2 + 4  # of all that were kept

    def test_a_sure_stream_reads_only_what_looks_otherwise(self, monkeypatch):
        video = MrzStream()
        assert video.add(sheet(TD3)).sure
        reads = []
        whole = stream.read_quickly
        monkeypatch.setattr(stream, "read_quickly", lambda *a, **o: reads.append(1) or whole(*a, **o))
        video.add(sheet(TD3))
        assert not reads
        assert video.add(sheet(OTHER)).lines == OTHER
        assert len(reads) == 1

    def test_what_comes_after_the_document_left_is_read(self, monkeypatch):
        video = MrzStream()
        video.add(sheet(TD3))
        monkeypatch.setattr(stream, "likeness", lambda *_: 1.0)
        video.add(np.full((300, 400, 3), 200, np.uint8))
        assert video.add(sheet(OTHER)).lines == OTHER

    def test_a_frame_that_differs_and_is_not_sure_changes_nothing(self):
        video = MrzStream()
        video.add(sheet(TD3))
        poor = cv2.GaussianBlur(sheet(OTHER), (0, 0), 4.2)
        noise = np.random.default_rng(3).normal(0, 12, poor.shape)
        assert video.add(np.clip(poor + noise, 0, 255).astype(np.uint8)).lines == TD3

    def test_the_next_documents_are_seen_in_the_same_mirror(self):
        video = MrzStream()
        for lines, frames in ((TD3, 4), (OTHER, 1), (TD1, 1)):
            for _ in range(frames):
                reading = video.add(sheet(lines)[:, ::-1].copy())
            assert reading.lines == lines
            assert reading.mirrored

    def test_a_sure_frame_of_another_document_is_not_mixed_with_unsure_ones(self):
        video, covered = MrzStream(), sheet(TD3)
        covered[56:96, 160:180] = 225
        for _ in range(3):
            assert not video.add(covered).sure
        reading = video.add(sheet(OTHER))
        assert reading.lines == OTHER
        assert reading.sure

    def test_a_picture_is_looked_at_without_being_taken_in(self):
        video = MrzStream()
        assert video.look(sheet(TD3)).document
        assert video.seen is None
        assert video.finish().mrz is None

    def test_frames_that_were_passed_are_searched_finely_at_the_end(self):
        small = cv2.resize(sheet(TD3), None, fx=0.34, fy=0.34, interpolation=cv2.INTER_AREA)
        far = np.full((720, 1280, 3), 90, np.uint8)
        far[300 : 300 + small.shape[0], 500 : 500 + small.shape[1]] = small
        video = MrzStream()
        assert video.add(far).mrz is None
        assert not video.seen.good
        assert video.finish().lines == TD3

    def test_trust_is_never_whole(self):
        assert thresholds.TRUST < 1
        vote = Votes().add(reading(sure=1.0))
        least = min(float(cells.min()) for cells in vote.logarithms)
        assert least == pytest.approx(np.log((1 - thresholds.TRUST) / len(ALPHABET)), abs=0.01)

"""One candidate, read: what is an MRZ, what is whole, settled or hopeless, and what is looked at again."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from docverify.mrz import ALPHABET, MrzFormat, cell_alphabet
from docverify.reading import attempt as module
from docverify.reading import look_again as looking
from docverify.reading import thresholds
from docverify.reading.attempt import attempt, glance
from docverify.reading.candidate import Candidate
from docverify.reading.cells import Path
from docverify.reading.decode import decode, settle
from docverify.reading.look_again import look_again
from docverify.reading.recognise import recognise
from docverify.reading.rectify import rectify
from tests.reading.made import PITCH, TD1, TD3, chances_of, decoded_as, drawn, line_at, text_of

PAPER = np.full((400, 1000), 255, np.uint8)


def put_together(text, *, hidden=(), shift=(), **looks):
    """An attempt whose cells look like this text; `hidden` and `shift` are cells (line, column)."""
    decoded = decoded_as(text, **looks)
    strips, paths = [], []
    for number, path in enumerate(decoded.paths):
        strip = rectify(PAPER, line_at(500, 100 + 50 * number, length=44 * 17, height=17))
        ink = np.zeros(strip.image.shape, np.uint8)
        for column, centre in enumerate(path.centres):
            if (number, column) not in hidden:
                cv2.line(ink, (round(centre) - 4, 10), (round(centre) + 4, 22), 255, 2)
        centres = path.centres.copy()
        for line, column in shift:
            if line == number:
                centres[column:] += 17.0
        strips.append(replace(strip, image=255 - ink))
        paths.append(Path(path.score, centres))
    return module._put_together(tuple(strips), replace(decoded, paths=tuple(paths)))


def blurred(page, line, *, sigma):
    """The page with one line out of focus."""
    y = round(float(line.points(0.0)[1]))
    soft = page.copy()
    soft[y - 24 : y + 24] = cv2.GaussianBlur(page, (0, 0), sigma)[y - 24 : y + 24]
    return soft


def no_look(*_, **__):
    """No second look."""
    return iter(())


@pytest.fixture
def second_looks(monkeypatch):
    """How many strips each round of second looks reads."""
    counts = []
    whole = looking.recognise
    monkeypatch.setattr(looking, "recognise", lambda s, **o: counts.append(len(s)) or whole(s, **o))
    return counts


class TestPlausible:
    """What is an MRZ by its cells, by its characters, by its layout and by what is printed."""

    def test_a_sound_text_is(self):
        one = put_together(text_of(TD3))
        assert one.plausible
        assert one.whole
        assert one.settled
        assert not one.hopeless
        assert not one.covered

    def test_lines_without_cells_are_none(self):
        assert not put_together(text_of(TD3), placement=0.2).plausible

    def test_characters_that_cannot_be_told_are_none(self):
        may = cell_alphabet(MrzFormat.TD3)
        chances = tuple(
            0.4 * sure + 0.6 * allowed / allowed.sum(1, keepdims=True)
            for sure, allowed in zip(chances_of(TD3), may, strict=True)
        )
        unclear = put_together(settle(chances))
        assert unclear.decoded.text.sense > thresholds.LEAST_SENSE
        assert not unclear.plausible

    def test_print_that_no_layout_allows_is_none(self):
        nonsense = put_together(text_of((TD3[1], TD3[1])))
        assert nonsense.certainty > 0.95
        assert not nonsense.plausible

    def test_lines_of_fillers_are_none(self):
        bare = put_together(text_of(("P" + "<" * 43, "<" * 44)))
        assert bare.decoded.text.sense > thresholds.LEAST_SENSE
        assert not bare.plausible


def test_a_reading_that_skips_a_cell_is_none():
    sound, skipping = put_together(text_of(TD3)), put_together(text_of(TD3), shift=[(1, 20)])
    assert not skipping.whole
    assert not skipping.settled
    assert skipping.proved.confidence < 0.02 < sound.proved.confidence
    assert skipping.hopeless


def test_lines_seen_at_a_slant_and_on_bent_paper_are_not_crooked():
    u = np.arange(44) * 17.0
    upper = np.stack([u, 100 + 0 * u], 1)
    lower = np.stack([u * 1.05 + 3 + 2e-4 * u**2, 142 + 0 * u], 1)  # 2 cells aside at the end
    corners = np.array([(-8, -8), (8, -8), (8, 8), (-8, 8)])
    quads = tuple(middles[:, None] + corners for middles in (upper, lower))
    assert module._crooked(quads) < 0.1
    jumping = lower + np.where(np.arange(44) >= 20, 17.0, 0)[:, None] * (1, 0)
    assert module._crooked((quads[0], jumping[:, None] + corners)) > thresholds.MOST_CROOKED


def test_a_part_of_longer_lines_is_no_reading():
    cut = put_together(text_of(TD3), cut=True)
    assert not cut.whole
    assert cut.hopeless


def test_cells_that_show_no_ink_are_unknown_and_their_text_is_not_settled_as_read():
    one = put_together(text_of(TD3), hidden=[(0, 7)])
    assert one.covered
    assert [hidden.nonzero()[0].tolist() for hidden in one.bare] == [[7], []]
    assert one.proved.confidence < 0.5
    assert one.decoded.text.probabilities[0][7].max() == pytest.approx(1 / 37)
    assert one.settled  # nothing is left to look for: all that is seen is certain
    doubtful = put_together(text_of(TD3, doubts=[(0, 12, {"S": 0.9, "5": 0.1})]), hidden=[(0, 7)])
    assert not doubtful.settled
    assert min(doubtful.seen_certainty) > 0.85  # the hidden cell is left out


def test_attempts_rank_mrzs_before_other_print_and_settled_ones_before_doubtful_ones():
    sound = put_together(text_of(TD3))
    other = put_together(text_of((TD3[1], TD3[1]), sure=0.99999))
    covered = put_together(text_of(TD3), hidden=[(0, 7)])
    doubtful = put_together(text_of(TD3, doubts=[(0, 12, {"S": 0.9, "5": 0.1})]))
    assert covered.proved.confidence < doubtful.proved.confidence
    assert max((doubtful, covered), key=lambda one: one.rank) is covered
    assert sound.rank > doubtful.rank > other.rank


def test_lines_cut_short_are_lengthened_until_their_text_ends():
    page, places = drawn(TD3)
    middle = tuple(replace(line, first=-60.0, last=60.0) for line in places)  # 6 of 44 cells
    start = tuple(replace(line, last=line.first + 11 * PITCH) for line in places)
    for lines in (middle, (middle[0], places[1]), start):
        assert attempt(page, Candidate(lines), threads=1).proved.mrz.lines == TD3
    page, places = drawn(TD1)  # of three lines none is looked for, which would lengthen them as well
    start = tuple(replace(line, last=line.first + 8 * PITCH) for line in places)
    assert attempt(page, Candidate(start), threads=1).proved.mrz.lines == TD1


def test_lines_that_run_past_one_edge_of_what_was_located_are_read():
    page, places = drawn(TD3)
    found = attempt(
        page, Candidate(tuple(replace(one, last=one.last - 9 * PITCH) for one in places)), threads=1
    )
    assert found.proved.mrz.lines == TD3


@pytest.mark.parametrize("read", [attempt, glance])
def test_lines_located_beside_their_ink_are_read(read):
    page, places = drawn(TD3)
    off = np.array([0.5 * PITCH, 0.6 * PITCH / places[0].length, 0])
    shifted = tuple(replace(line, bend=line.bend + off) for line in places)
    assert read(page, Candidate(shifted), threads=1).proved.mrz.lines == TD3


def test_one_line_of_two_finds_the_other():
    page, places = drawn(TD3)
    for line in places:
        assert attempt(page, Candidate((line,)), threads=1).proved.mrz.lines == TD3
        assert glance(page, Candidate((line,)), threads=1) is None


def test_a_clear_reading_gets_no_second_look(second_looks):
    page, places = drawn(TD3)
    assert attempt(page, Candidate(tuple(places)), threads=1).settled
    assert not second_looks


def test_only_the_line_that_is_out_of_focus_is_looked_at_again(second_looks):
    page, places = drawn(TD3)
    for number in (0, 1):
        second_looks.clear()
        soft = blurred(page, places[number], sigma=4.2)
        attempt(soft, Candidate(tuple(places)), threads=1)
        assert second_looks
        assert second_looks[0] == 1


def test_a_second_look_settles_what_the_first_left_in_doubt(monkeypatch, second_looks):
    page, places = drawn(TD3)
    soft = blurred(page, places[0], sigma=4.2)
    assert attempt(soft, Candidate(tuple(places)), threads=1).settled
    assert second_looks == [1]  # one view was enough, and no more are taken
    monkeypatch.setattr(module, "look_again", no_look)
    assert not attempt(soft, Candidate(tuple(places)), threads=1).settled


def test_a_second_look_reads_what_the_first_misread(monkeypatch):
    page, places = drawn(TD3)
    soft = cv2.GaussianBlur(page, (0, 0), 5.5)
    assert attempt(soft, Candidate(tuple(places)), threads=1).proved.mrz.lines == TD3
    monkeypatch.setattr(module, "look_again", no_look)
    assert attempt(soft, Candidate(tuple(places)), threads=1).proved.mrz.lines != TD3


def test_what_is_past_reading_gets_no_second_look(second_looks):
    page, places = drawn(TD3)
    noise = np.random.default_rng(5).normal(0, 15, page.shape)
    soft = np.clip(cv2.GaussianBlur(page, (0, 0), 5.5) + noise, 0, 255).astype(np.uint8)
    found = attempt(soft, Candidate(tuple(places)), threads=1)
    assert found.plausible
    assert np.prod(found.seen_certainty) < thresholds.HOPELESS
    assert not second_looks


def test_lines_longer_than_any_layout_are_read_by_the_reviewer(monkeypatch):
    networks = []
    whole = module.recognise
    monkeypatch.setattr(
        module, "recognise", lambda s, **o: networks.append(o.get("network")) or whole(s, **o)
    )
    for lines, asked in ((TD3, False), ([line + "NNNN" for line in TD3], True)):
        networks.clear()
        page, places = drawn(lines)
        attempt(page, Candidate(tuple(places)), threads=1)
        assert ("reviewer" in networks) is asked


def test_print_that_no_layout_allows_is_not_read_by_the_reviewer(monkeypatch):
    networks = []
    whole = module.recognise
    monkeypatch.setattr(
        module, "recognise", lambda s, **o: networks.append(o.get("network")) or whole(s, **o)
    )
    rng = np.random.default_rng(0)
    page, places = drawn(["".join(rng.choice(list(ALPHABET), 50)) for _ in range(2)])
    read = attempt(page, Candidate(tuple(places)), threads=1)
    assert read.decoded.cut
    assert read.foreign
    assert "reviewer" not in networks


def test_no_lines_are_looked_for_beside_print_without_fillers(monkeypatch):
    looked = []
    whole = module.with_neighbours
    monkeypatch.setattr(module, "with_neighbours", lambda *a: looked.append(1) or whole(*a))
    rng = np.random.default_rng(0)
    print_ = ["".join(rng.choice(list(ALPHABET[:-1]), 30)) for _ in range(2)]
    for lines, asked in ((print_, False), (TD1, True)):
        looked.clear()
        page, places = drawn(lines)
        attempt(page, Candidate(tuple(places[:2])), threads=1)
        assert bool(looked) is asked


class TestLooksAdded:
    """All looks count, the first one too, where they see the same cells."""

    def looks(self, page, places, text, *, pitch=None):
        strips = tuple(rectify(page, line) for line in places)
        first = decode(recognise([strip.image for strip in strips]))
        paths = first.paths if pitch is None else decoded_as(text, pitch=pitch).paths
        return list(look_again(page, strips, replace(first, text=text, paths=paths)))

    def test_a_first_look_that_erred_is_outvoted_by_many_and_not_by_one(self):
        page, places = drawn(TD3)
        wrong = text_of(TD3, doubts=[(0, 6, {"Q": 1 - 1e-7})])
        one, more = (looked.text.posterior[0][6] for looked in self.looks(page, places, wrong))
        assert one[ALPHABET.index("R")] < 0.99
        assert more[ALPHABET.index("R")] > 0.99

    def test_views_show_more_and_less_of_what_is_around_a_line(self, monkeypatch):
        views = []
        whole = looking.recognise
        monkeypatch.setattr(looking, "recognise", lambda s, **o: views.extend(s) or whole(s, **o))
        page, places = drawn(TD3)
        self.looks(page, places[:1] * 2, text_of(TD3))
        zooms = [zoom for round_ in thresholds.ROUNDS for zoom, _ in round_ for _ in range(2)]
        for view, zoom in zip(views, zooms, strict=True):
            rows = np.flatnonzero(view[:, 80:-80].min(1) < 128)
            assert np.ptp(rows) + 1 == pytest.approx(17 / zoom, abs=1.6)

    def test_looks_are_weighed_by_their_product(self):
        a, b = np.full((1, 37), 1e-3), np.full((1, 37), 1e-3)
        a[0, :2], b[0, :2] = (0.9, 0.1), (0.4, 0.6)
        mean = looking._mean([np.log(a), np.log(b)])[0]
        assert mean.sum() == pytest.approx(1)
        assert mean[0] / mean[1] == pytest.approx(np.sqrt(0.9 * 0.4 / 0.1 / 0.6))

    def test_a_view_that_places_its_cells_elsewhere_counts_for_nothing(self):
        page, places = drawn(TD3)
        strip = rectify(page, places[0])
        (path,) = decoded_as(text_of(TD3)).paths[:1]
        for aside, same in ((0, True), (4, True), (9, False), (17, False)):
            moved_path = replace(path, centres=path.centres + aside)
            assert looking._same_place(strip, moved_path, strip, path) is same

    def test_looks_at_other_cells_leave_a_text_as_it_was(self):
        page, places = drawn(TD3)
        strips = tuple(rectify(page, line) for line in places)
        first = decode(recognise([strip.image for strip in strips]))
        doubtful = text_of(TD3, doubts=[(0, 6, {"Q": 0.6, "R": 0.4})])
        aside = tuple(replace(path, centres=path.centres + 17) for path in first.paths)
        for paths, same in ((first.paths, False), (aside, True)):
            (looked, _) = look_again(page, strips, replace(first, text=doubtful, paths=paths))
            assert (looked.text.lines == doubtful.lines) is same

    @pytest.mark.parametrize(("pitch", "stretch"), [(17, 1), (12, 17 / 12), (30, 17 / 30), (5, 2), (60, 0.5)])
    def test_a_squashed_line_is_drawn_as_wide_as_the_reviewer_likes_it(self, monkeypatch, pitch, stretch):
        widths = []
        whole = looking.recognise
        monkeypatch.setattr(
            looking, "recognise", lambda s, **o: widths.extend(x.shape[1] for x in s) or whole(s, **o)
        )
        page, places = drawn(TD3)
        self.looks(
            page, [replace(one, last=one.first + 20 * PITCH) for one in places], text_of(TD3), pitch=pitch
        )
        usual = (20 / 0.99 + 2 * thresholds.MARGIN) * 17
        assert widths[0] == pytest.approx(usual * stretch, rel=0.02)

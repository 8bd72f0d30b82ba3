"""Readers of print by name, of one's own, and broken ones: no promise is taken on trust."""

import hashlib
import importlib.util
import math
import sys
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest

import docverify as dv
from docverify.errors import EngineFailed, EngineMissing, InputError
from docverify.evidence.engine_faults import builds_of
from docverify.mrz import parse_mrz
from docverify.printed import field_answers
from docverify.printed.engines import find_with, print_reader_named, read_with
from docverify.printed.found import Found
from docverify.printed.lines import printed_lines
from docverify.printed.thresholds import LARGE, LARGEST, MOST_FOUND, SMALLEST
from docverify.printed.view import View
from tests.printed.oracle import Oracle, take
from tests.printed.test_view import grey_of, page_in, view_of

HAS_RAPIDOCR = importlib.util.find_spec("rapidocr") is not None
PAPER = np.full((300, 400, 3), 255, np.uint8)
VIEW = View(PAPER[..., 0], np.eye(3), 7.0, np.zeros(2))
LINE = Found(np.array([20.0, 50.0]), np.array([200.0, 50.0]), 14.0)
PRIVATE = "ZWETSCHGENBAUM"


class Own:
    """Finds what it is told to find, and says what it is told to say."""

    name = "mine"

    def __init__(self, found=(LINE,), told=((PRIVATE, (0.9,) * 14, ()),)):
        self.found, self.told = found, told

    def find(self, view):  # noqa: ARG002 - what every reader of print takes
        return list(self.found) if isinstance(self.found, tuple) else self.found

    def read(self, picture, view, found):  # noqa: ARG002 - likewise
        return list(self.told) if isinstance(self.told, tuple) else self.told


def lines_of(reader, view=VIEW):
    looks = list(printed_lines(PAPER, view, reader, wanted=lambda _: True))
    return list(looks[-1].lines) if looks else []


def test_the_default_is_docverifys_own_and_names_its_networks():
    reader = print_reader_named()
    assert reader.name == "docverify"
    assert print_reader_named("docverify") == reader
    folder = files("docverify.printed") / "models"
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name, _ in reader.builds}
    assert dict(builds_of(reader)) == sums
    assert set(sums) == {"finder.onnx", "leveller.onnx", "recogniser.onnx"}


def test_all_networks_of_the_room_are_within_three_megabytes():
    folder = files("docverify.printed") / "models"
    sizes = [len(one.read_bytes()) for one in folder.iterdir() if one.name.endswith(".onnx")]
    assert sum(sizes) <= 3_000_000


def test_a_reader_of_the_callers_own_is_taken_as_it_is():
    own = Own()
    assert print_reader_named(own) is own
    assert builds_of(own) == ()
    (line,) = lines_of(own)
    assert line.text == PRIVATE
    np.testing.assert_allclose(line.box, (20 / 7, 43 / 7, 200 / 7, 57 / 7))
    np.testing.assert_allclose(line.quad, [(20, 43), (200, 43), (200, 57), (20, 57)])


@pytest.mark.parametrize("engine", ["tesseract", "", "DOCVERIFY"])
def test_an_unknown_name_is_told_those_that_there_are(engine):
    with pytest.raises(InputError, match="choose from docverify, ppocr"):
        print_reader_named(engine)


@pytest.mark.parametrize("engine", [7, None, object(), Own, [], b"docverify"])
def test_what_is_no_reader_of_print_is_told_what_one_needs(engine):
    with pytest.raises(InputError, match=r"needs a `name`.*`find\(view\)`.*`read\(picture, view, found\)`"):
        print_reader_named(engine)


@pytest.mark.parametrize("threads", [0, -1, 1.5, "2", None, True])
def test_threads_are_looked_at(threads):
    with pytest.raises(InputError, match="threads"):
        print_reader_named(threads=threads)


@pytest.mark.parametrize(
    "found",
    [
        None,
        3,
        "lines",
        {LINE: 1},
        [None],
        [LINE, "line"],
        [(LINE.left, LINE.right, 14.0)],
        [replace(LINE, left=np.array([math.nan, 5.0]))],
        [replace(LINE, right=np.array([math.inf, 5.0]))],
        [replace(LINE, right=np.zeros(3))],
        [replace(LINE, capital=0.0)],
        [replace(LINE, capital=-3.0)],
        [replace(LINE, capital=math.nan)],
        [replace(LINE, capital=math.inf)],
    ],
)
def test_what_finds_no_lines_is_broken(found):
    with pytest.raises(EngineFailed, match="the reader of print mine breaks its promise: find must"):
        find_with(Own(found), VIEW)


@pytest.mark.parametrize(
    "told",
    [
        None,
        3,
        PRIVATE,
        [],
        [(PRIVATE, (0.9,) * 14, ())] * 2,
        [[PRIVATE, (0.9,) * 14, ()]],
        [(PRIVATE, (0.9,) * 14)],
        [(PRIVATE, (0.9,) * 14, None)],
        [(PRIVATE, (0.9,) * 14, PRIVATE)],
        [(PRIVATE, (0.9,) * 14, ("A",) * 13)],
        [(PRIVATE, (0.9,) * 14, (3,) * 14)],
        [PRIVATE],
        [(PRIVATE,)],
        [(PRIVATE, None, ())],
        [(PRIVATE, 0.9, ())],
        [(PRIVATE, (0.9,) * 13, ())],
        [(PRIVATE, (0.9,) * 13 + (1.5,), ())],
        [(PRIVATE, (0.9,) * 13 + (-0.1,), ())],
        [(PRIVATE, (0.9,) * 13 + (math.nan,), ())],
        [(PRIVATE, (0.9,) * 13 + ("1",), ())],
        [(PRIVATE.encode(), (0.9,) * 14, ())],
        [(None, (), ())],
    ],
)
def test_what_reads_other_than_it_should_is_broken_and_its_text_is_not_repeated(told):
    with pytest.raises(
        EngineFailed, match="the reader of print mine breaks its promise: read must"
    ) as caught:
        read_with(Own(told=told), PAPER, VIEW, [LINE])
    assert PRIVATE not in str(caught.value)
    with pytest.raises(EngineFailed):
        lines_of(Own(told=told))


def test_what_a_reader_itself_raises_comes_through():
    class Broken(Own):
        def read(self, picture, view, found):  # noqa: ARG002 - what every reader of print takes
            raise EngineFailed("it broke")

    with pytest.raises(EngineFailed, match="it broke"):
        lines_of(Broken())


class TestLines:
    """What is read of what was found."""

    def lines(self, *capitals):
        found = tuple(replace(LINE, capital=7.0 * height) for height in capitals)

        class Reader(Own):
            def read(self, picture, view, found):  # noqa: ARG002 - what every reader of print takes
                self.asked = [*getattr(self, "asked", []), len(found)]
                return [("A", (0.9,), ())] * len(found)

        reader = Reader(found)
        return lines_of(reader), getattr(reader, "asked", [])

    def test_titles_and_dust_are_not_read(self):
        assert self.lines(SMALLEST - 0.1, LARGEST + 0.1) == ([], [])

    def test_the_larger_print_is_read_first(self):
        lines, asked = self.lines(1.0, LARGE + 0.5, 1.2, LARGE + 0.1)
        assert asked == [2, 2]
        assert [round(line.height, 1) for line in lines] == [2.0, 1.6, 1.2, 1.0]

    def test_what_says_nothing_is_no_line(self):
        class Silent(Own):
            def read(self, picture, view, found):  # noqa: ARG002 - what every reader of print takes
                return [("", (), ())] * len(found)

        assert lines_of(Silent()) == []

    def test_of_thousands_of_lines_a_pages_worth_is_read(self):
        lines, asked = self.lines(*np.linspace(SMALLEST, LARGEST, 5000))
        assert sum(asked) == len(lines) == MOST_FOUND

    def test_what_is_not_wanted_is_not_read(self):
        own = Own()
        assert list(printed_lines(PAPER, VIEW, own, wanted=lambda place: place[0] > 50)) == []

    def test_a_page_whose_lines_fall_is_turned_upright_and_searched_again(self):
        tilt = 0.1
        along = np.array([np.cos(tilt), np.sin(tilt)])
        starts = np.array([60.0, 60.0]), np.array([60.0, 110.0])
        in_picture = [(start, start + 180 * along) for start in starts]

        class Fallen(Own):
            def find(self, view):
                self.views = [*getattr(self, "views", []), view]
                ends = [view.placed(np.stack(one)) for one in in_picture]
                return [Found(left, right, 14.0) for left, right in ends]

            def read(self, picture, view, found):  # noqa: ARG002 - what every reader of print takes
                return [("ERIKSSON", (0.9,) * 8, ())] * len(found)

        reader = Fallen()
        lines = lines_of(reader)
        assert len(reader.views) == 2
        for line, (left, right) in zip(lines, in_picture, strict=True):
            assert line.height == pytest.approx(2.0)  # level: of a capital's height, and no more
            middles = (line.quad[0] + line.quad[3]) / 2, (line.quad[1] + line.quad[2]) / 2
            np.testing.assert_allclose(middles, (left, right), atol=1e-6)
        wanted = []
        list(printed_lines(PAPER, VIEW, reader, wanted=lambda place: not wanted.append(place)))
        middles = [(left + right) / 2 for left, right in in_picture]
        np.testing.assert_allclose(wanted, VIEW.millimetres(np.array(middles)), atol=1e-6)

    @pytest.mark.parametrize("ends", [(200.0, 54.0), (60.0, 60.0)])
    def test_a_page_that_falls_by_less_is_left_as_it_is_and_a_stroke_tells_nothing(self, ends):
        class Counting(Own):
            def find(self, view):
                self.searched = getattr(self, "searched", 0) + 1
                return super().find(view)

        reader = Counting((Found(np.array([20.0, 50.0]), np.array(ends), 14.0),))
        assert len(lines_of(reader)) == reader.searched == 1


class Twice(Own):
    """Looks at lines again and again, and sees more each time."""

    def looks(self, picture, view, found):  # noqa: ARG002 - what every reader of print takes
        self.looked = 0
        for text in ("E", "ER", "ERI", "ERIK", "ERIKS", "ERIKSS", "ERIKSSO"):
            self.looked += 1
            yield [(text, (0.9,) * len(text), ())] * len(found)


class TestLooks:
    """A reader may look again, as often as it is asked."""

    FOUND = (LINE, replace(LINE, capital=8.0))  # of the larger print, and of the rest

    def test_all_is_read_once_before_anything_is_looked_at_again(self):
        looks = list(printed_lines(PAPER, VIEW, Twice(self.FOUND), wanted=lambda _: True))
        assert [[line.text for line in look.lines] for look in looks] == [
            ["E"], ["E", "E"], ["ER", "ER"], ["ERI", "ERI"], ["ERIK", "ERIK"], ["ERIKS", "ERIKS"],
            ["ERIKSS", "ERIKSS"],
        ]  # fmt: skip
        assert [look.whole for look in looks] == [False, *[True] * 6]

    def test_nothing_is_looked_at_that_nobody_asks_for(self):
        reader = Twice((LINE,))
        next(printed_lines(PAPER, VIEW, reader, wanted=lambda _: True))
        assert reader.looked == 1

    @pytest.mark.parametrize("told", [None, [], [("E", (2.0,), ())]])
    def test_a_look_that_is_none_breaks_the_promise(self, told):
        class Odd(Own):
            def looks(self, picture, view, found):  # noqa: ARG002 - what every reader of print takes
                return iter([told] if told is not None else [])

        with pytest.raises(EngineFailed, match="breaks its promise"):
            lines_of(Odd())

    def test_what_a_later_look_raises_is_the_readers(self):
        class Broken(Own):
            def looks(self, picture, view, found):  # noqa: ARG002 - what every reader of print takes
                yield [("E", (0.9,), ())] * len(found)
                raise ValueError(PRIVATE)

        with pytest.raises(EngineFailed) as caught:
            lines_of(Broken())
        assert PRIVATE not in str(caught.value)

    def test_two_looks_read_more_than_one_and_what_any_reads_is_more(self):
        """Letter by letter, of lines whose print is as small as it may be."""
        reader = print_reader_named()
        right: list[list[int]] = [[] for _ in range(6)]
        lines = 0
        for seed in range(6):
            taken = take(seed, height=7.5)
            view = view_of(grey_of(taken), page_in(taken))
            truth = Oracle((taken,))
            found = truth.find(view)
            texts = [text for text, *_ in truth.read(None, view, found)]
            looks = list(reader.looks(taken.image, view, found))
            for seen, told in zip(right, looks, strict=True):
                read = [said for said, *_ in told]
                seen += [lines + n for n, text in enumerate(texts) if read[n] == text]
            lines += len(texts)
            assert reader.read(taken.image, view, found) == looks[1]
        first, both, second, *further = map(set, right)
        assert len(both) > len(first)
        assert second - first - both
        assert set().union(*further) - first - both - second


def test_a_missing_package_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)  # what Python itself notes for "not there"
    monkeypatch.setattr("docverify.printed.engines.ppocr.find_spec", lambda _: None)
    with pytest.raises(EngineMissing, match=r"pip install --no-deps 'rapidocr==3\.10\.\*'"):
        print_reader_named("ppocr")


@pytest.mark.skipif(not HAS_RAPIDOCR, reason="rapidocr is not installed: pip install --no-deps rapidocr")
class TestPpOcr:
    """The yardstick."""

    def test_it_reads_a_clean_page(self):
        taken = take(1)
        reader = print_reader_named("ppocr")
        assert reader.name == "ppocr"
        assert [name for name, _ in reader.builds] == ["PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"]
        answers = dv.read_printed(taken.image, print_engine="ppocr").printed.answers
        assert sum(one.agreement is dv.Agreement.AGREES for one in answers) >= 4
        assert not any(one.agreement is dv.Agreement.DIFFERS for one in answers)

    def test_paper_says_nothing(self):
        assert lines_of(print_reader_named("ppocr")) == []


def test_the_networks_read_what_stands_where_the_truth_says():
    """Found by the truth, read by the network: most values of a large, clean page agree."""

    class Told(Oracle):
        def read(self, picture, view, found):
            return print_reader_named().read(picture, view, found)

    agreed = []
    for seed in range(4):
        taken = take(seed)
        view = view_of(grey_of(taken), page_in(taken))
        *_, (lines, _) = printed_lines(taken.image, view, Told((taken,)), wanted=lambda _: True)
        answers = field_answers(lines, parse_mrz(list(taken.lines)))
        assert not [one.field for one in answers if one.agreement is dv.Agreement.DIFFERS]
        agreed += [one.field for one in answers if one.agreement is dv.Agreement.AGREES]
    assert len(agreed) >= 0.7 * 4 * 6, agreed

"""Two sides do the same in turn; a slower or a worse one is told."""

import shutil

import pytest

from benchmarks.compare.limits import LIMITS
from benchmarks.compare.run import compare, run
from benchmarks.compare.sides import UnknownRevision, side
from benchmarks.compare.verdict import judge, table
from benchmarks.compare.worker import MATTERS
from benchmarks.rows import ROOT

TWICE = """
from docverify.mrz import parse_mrz as _parse

def parse_mrz(text, **options):
    _parse(text, **options)
    return _parse(text, **options)
"""
WRONG = """
from docverify.mrz import parse_mrz as _parse

def parse_mrz(text, **options):
    return _parse(text[:-9] + "<" * 9 if text.count("\\n") else text, **options)
"""


def rounds(seconds, exact, answers="aaaaaa"):
    one = {"seconds": [seconds] * 3, "answers": list(answers[:3]), "counts": {"exact": exact}}
    return [one, {**one, "answers": list(answers[3:])}]


def test_a_side_that_is_as_good_keeps_every_limit():
    told = judge("read", rounds(0.1, 3), rounds(0.12, 3))
    assert told["broken"] == []
    assert told["ratio"]["median"] == pytest.approx(1.2)
    assert told["counts"] == {"base": {"exact": 6}, "head": {"exact": 6}}
    assert told["same_answers"] == told["items"] == 6


def test_a_slower_side_breaks_its_limit():
    (broken,) = judge("read", rounds(0.1, 3), rounds(0.15, 3))["broken"]
    assert broken == "1.50 times BASE's time, more than 1.3"


def test_single_items_that_vary_break_nothing():
    first, second = rounds(0.1, 3)
    varied = [{**first, "seconds": [0.1, 0.1, 0.2]}, {**second, "seconds": [0.2, 0.2, 0.1]}]
    told = judge("read", [first, second], varied)
    assert told["ratio"]["median"] > 1.3
    assert told["broken"] == []


def test_a_count_may_fall_by_so_many_and_no_more():
    assert judge("read", rounds(0.1, 3), [*rounds(0.1, 3)[:1], *rounds(0.1, 2)[:1]])["broken"] == []
    (broken,) = judge("read", rounds(0.1, 3), rounds(0.1, 2))["broken"]
    assert broken == "exact: 4 of HEAD, 6 of BASE; it may fall by 1"


def test_few_items_say_nothing_of_time():
    assert judge("read", rounds(0.1, 3)[:1], rounds(0.9, 3)[:1])["broken"] == []


def test_what_base_cannot_do_is_left_out_and_what_head_cannot_is_broken():
    cannot = [{"cannot": "AttributeError: read_printed"}] * 2
    assert judge("printed", cannot, rounds(0.1, 3))["broken"] == []
    told = judge("printed", rounds(0.1, 3), cannot)
    assert told["broken"] == ["HEAD cannot do what BASE can: AttributeError: read_printed"]
    assert "BROKEN" in table([told])


def test_every_matter_has_a_limit():
    assert MATTERS.keys() == LIMITS.keys()


def package(folder, more):
    ignored = shutil.ignore_patterns("*.onnx", "__pycache__", "*.ttf")
    shutil.copytree(ROOT / "docverify", folder / "docverify", ignore=ignored)
    with (folder / "docverify" / "__init__.py").open("a", encoding="utf-8") as file:
        file.write(more)
    return side(str(folder), folder)


def test_rounds_find_what_became_slower_and_what_became_worse(tmp_path):
    base = side(str(ROOT), tmp_path)
    (slower,) = compare(base, package(tmp_path / "twice", TWICE), ["parse"], documents=6, rounds=2)
    assert slower["ratio"]["median"] > 1.3
    assert slower["same_answers"] == slower["items"] == 6
    assert len(slower["broken"]) == 1
    (worse,) = compare(base, package(tmp_path / "wrong", WRONG), ["parse"], documents=6, rounds=2)
    assert worse["counts"]["base"]["valid"] == 6 > worse["counts"]["head"]["valid"]
    assert any(why.startswith("valid: ") for why in worse["broken"])


def test_a_commit_that_is_not_there_is_told(tmp_path, capsys):
    with pytest.raises(UnknownRevision, match="git fetch --unshallow"):
        side("0123456789abcdef", tmp_path / "side")
    assert run("0123456789abcdef", "HEAD", quick=True, only=[], as_json=False) == 2


def test_the_same_package_is_not_compared(capsys):
    found = run("HEAD", "HEAD", quick=True, only=[], as_json=False)
    assert found in {0, 2}  # 2 where there is no history
    if not found:
        assert "the same package" in capsys.readouterr().out

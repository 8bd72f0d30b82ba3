"""The constraints reproduce the tables: every package that they need, in the version of its newest row."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NO_TABLE = {"train", "test", "docs", "audit", "lint"}
"""Extras without which every table can be measured."""
PINNED = re.compile(r"([a-z0-9-]+)==([0-9][0-9a-z.]*)")


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def pinned():
    lines = (ROOT / "benchmarks" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    matched = [PINNED.fullmatch(line) for line in lines if not line.startswith("#")]
    assert all(matched), "a line is no name==version"
    assert len({one[1] for one in matched}) == len(matched)
    return {one[1]: one[2] for one in matched}


def test_every_package_that_tables_need_is_pinned_within_its_bounds(pinned):
    extras = PROJECT["optional-dependencies"]
    asked = [*PROJECT["dependencies"], *(one for extra in extras.keys() - NO_TABLE for one in extras[extra])]
    for one in asked:
        name, low, high = re.fullmatch(r"([\w.-]+)>=([\d.]+)|([\w-]+)<([\d.]+)", one).group(1, 2, 4)
        version = pinned[normal(name or one.partition("<")[0])]
        assert low is None or numbers(version) >= numbers(low), one
        assert high is None or numbers(version) < numbers(high), one


def numbers(version):
    return tuple(int(part) for part in re.findall(r"\d+", version))


def test_versions_are_those_of_the_newest_rows(pinned):
    rows = [json.loads(line) for line in (ROOT / "benchmarks" / "rows.jsonl").read_text().splitlines()]
    newest = {}
    for row in sorted(rows, key=lambda row: row["at"]):
        newest |= {name: told for name, told in row["versions"].items() if told != "not installed"}
    del newest["python"]
    assert {name: pinned.get(normal(name)) for name in newest} == newest

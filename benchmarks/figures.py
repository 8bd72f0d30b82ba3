"""Figures that pages quote, written from rows: `python -m benchmarks figures [--check] FILE…`.

A figure stands between two comments, which no page shows: `<!--f:mrz.real-->29 of 29<!--/f-->`. Its name
leads to `figures.toml`, which says of which row it is and how it is told; what more than one row gives is
computed by the modules of `COMPUTED`. Rows of a tree with changes, of quick runs, and of commits that HEAD
does not hold are refused.
"""

import re
import string
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.history import descends_from, newest, rows_of
from benchmarks.rows import Row
from benchmarks.telling import words

RECIPES = Path(__file__).parent / "figures.toml"
MARK = re.compile(r"(<!--f:([\w. ]+)-->)(.*?)(<!--/f-->)", re.DOTALL)
AT_START = re.compile(r"^[ ]{0,3}<!--f:[\w. ]+-->(?!\n)", re.MULTILINE)
"""A comment that begins a line ends the paragraph, in every Markdown; before a table it may."""
COMPUTED = {"scale": "benchmarks.scale.page", "scenes": "benchmarks.scenes"}
"""What the names of figures begin with that more than one row gives, and the module that computes them."""
OPENED = re.compile(r"<!--/?f\b")


class Refused(Exception):  # noqa: N818 - it says what happened
    """A figure that must not be quoted, and why."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What stands in a page, and the commits of the rows that it is of."""

    text: str
    commits: tuple[str, ...]


def fill(page: str, figures: Callable[[str], Figure]) -> tuple[str, dict[str, Figure]]:
    """Write the figures of a page.

    Args:
        page: its text.
        figures: tells a figure by its name.

    Returns:
        the page, and what was written, by name.

    Raises:
        Refused: a name is unknown, its row must not be quoted, or a mark has no end or begins a line.
    """
    told: dict[str, Figure] = {}

    def write(mark: re.Match[str]) -> str:
        told[mark[2]] = figures(mark[2])
        return mark[1] + told[mark[2]].text + mark[4]

    filled = MARK.sub(write, page)
    if len(OPENED.findall(page)) != 2 * len(MARK.findall(page)):
        raise Refused("a mark has no end: <!--f:NAME-->…<!--/f-->")
    if found := AT_START.search(filled):
        raise Refused(f"{found[0]} begins a line, which would end the paragraph: put a word before it")
    return filled, told


class Figures:
    """Every figure that rows give, by name.

    Args:
        rows: oldest first.
        commit: rows of this commit alone count.
    """

    def __init__(self, rows: Iterable[Row], commit: str | None = None) -> None:
        self.rows = newest(rows, commit)
        self.commit = commit
        self.unknown_history: set[str] = set()
        self._computed: dict[str, Mapping[str, Figure]] = {}

    def __call__(self, name: str) -> Figure:
        """The figure of a name.

        Raises:
            Refused: nothing is called so, or its row must not be quoted.
        """
        room = name.partition(".")[0]
        if room in COMPUTED:
            return self._compute(room, name)
        recipe = recipes().get(name)
        if recipe is None:
            raise Refused(f"{name}: no figure in {RECIPES.name} is called so")
        benchmark, _, case = recipe["row"].partition(": ")
        row = self.row(benchmark, case, asked_by=name)
        try:
            return Figure(_Text().format(recipe["text"], **_told_by(row)), (row["commit"],))
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise Refused(f"{name}: {recipe['row']} does not give {recipe['text']}: {error!r}") from error

    def row(self, benchmark: str, case: str, *, asked_by: str, threads: int = 1) -> Row:
        """The row of a matter, where it may be quoted.

        Raises:
            Refused: there is none, or it may not.
        """
        for row in self.rows:
            if (row["benchmark"], row["case"], row["threads"]) == (benchmark, case, threads):
                self._accept(row, asked_by)
                return row
        of = f" of commit {self.commit}" if self.commit else ""
        raise Refused(f"{asked_by}: there is no row {benchmark}: {case}{of}")

    def _accept(self, row: Row, name: str) -> None:
        commit = row["commit"]
        if commit.endswith("+"):
            raise Refused(f"{name}: its row is of {commit}, a tree with changes that were not committed")
        if row["quick"]:
            raise Refused(f"{name}: its row is of a quick run of {commit}")
        held = descends_from(commit)
        if held is False:
            raise Refused(f"{name}: its row is of {commit}, which HEAD does not hold")
        if held is None:
            self.unknown_history.add(commit)

    def _compute(self, room: str, name: str) -> Figure:
        if room not in self._computed:
            self._computed[room] = import_module(COMPUTED[room]).figures(self)
        if name not in self._computed[room]:
            raise Refused(f"{name}: {COMPUTED[room]} tells nothing of this name")
        return self._computed[room][name]


def recipes() -> dict[str, dict[str, str]]:
    """Name of a figure → its row and its text."""
    tables = tomllib.loads(RECIPES.read_text(encoding="utf-8"))
    return {f"{table}.{name}": one for table, found in tables.items() for name, one in found.items()}


def run(files: Sequence[Path], *, check: bool, commit: str | None, rows: Path) -> int:
    """Fill pages, or look whether they are filled; say which figure is of which commit.

    Returns:
        0, or 1 where a figure was refused or a page says something else.
    """
    figures, wrong = Figures(rows_of(rows), commit), 0
    for file in files:
        page = file.read_text(encoding="utf-8")
        try:
            filled, told = fill(page, figures)
        except Refused as refusal:
            print(f"{file}: {refusal}")
            wrong += 1
            continue
        before = [mark[3] for mark in MARK.finditer(page)]
        after = [mark[3] for mark in MARK.finditer(filled)]
        names = [mark[2] for mark in MARK.finditer(page)]
        for name, old, new in zip(names, before, after, strict=True):
            if old != new:
                print(f"{file}: {name}: {_short(old)} → {_short(new)}")
        print(f"{file}: {len(names)} figures, {_by_commit(told)}")
        if check:
            wrong += before != after
        else:
            file.write_text(filled, encoding="utf-8")
    if figures.unknown_history:
        missing = ", ".join(sorted(figures.unknown_history))
        print(f"This clone's history does not reach so far as to say whether HEAD holds {missing}")
    return int(wrong > 0)


def _by_commit(told: Mapping[str, Figure]) -> str:
    commits: dict[str, list[str]] = {}
    for name, figure in told.items():
        for commit in figure.commits:
            commits.setdefault(commit, []).append(name)
    return "; ".join(f"of {commit}: {', '.join(names)}" for commit, names in commits.items()) or "no rows"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return repr(line if len(line) <= 60 else line[:57] + "…")


def _told_by(row: Row) -> dict[str, Any]:
    """What a recipe's text may name."""
    time = next(iter(row["sides"].values()), None)
    kept = {name: row[name] for name in ("figures", "sides", "ratios", "versions", "count")}
    return {**row["figures"], **kept, "time": time}


def _spread(value: Mapping[str, float] | Sequence[float]) -> str:
    """A time with its quartiles, or a share with its interval."""
    return words.spread(value) if isinstance(value, Mapping) else words.value(value, "share")


def _times(value: Mapping[str, float]) -> str:
    return f"{value['median']:.3g} times ({value['q1']:.3g}–{value['q3']:.3g})"


SAYS: dict[str, Callable[[Any], str]] = {
    "n": lambda value: words.number(round(value) if abs(value) >= 100 else value),
    "share": words.percent,
    "time": words.duration,
    "spread": _spread,
    "times": _times,
    "interval": lambda value: words.value(value, "interval").removesuffix(" %"),
    "rate": words.rate,
}
"""Behind a colon in a recipe: how a value is said."""


class _Text(string.Formatter):
    """Python's format strings, with one figure over another, and the ways to say a value."""

    def get_field(
        self,
        field_name: str,
        args: Sequence[object],  # noqa: ARG002 - as the base class calls it
        kwargs: Mapping[str, Any],
    ) -> tuple[object, str | int]:
        """The value of a name, or of one over another."""
        over, slash, under = field_name.partition(" / ")
        return (_at(over, kwargs) / _at(under, kwargs) if slash else _at(over, kwargs)), over

    def format_field(self, value: object, format_spec: str) -> str:
        """The value, said."""
        return (
            SAYS[format_spec](value) if format_spec in SAYS else str(super().format_field(value, format_spec))
        )


def _at(name: str, told: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever a row holds
    """What a name leads to: a figure, and keys and places in it, each in brackets."""
    head, *keys = re.findall(r"[^\[\]]+", name)
    found = told[head]
    for key in keys:
        found = found[int(key)] if isinstance(found, list) else found[key]
    return found

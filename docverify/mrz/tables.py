"""Read the tables of facts that lie in `tables/`: each names its source in its first lines."""

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, without the comments that name its source.

    Args:
        name: File name in `tables/`, e.g. `states.tsv`.
    """
    text = (files("docverify.mrz") / "tables" / name).read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if not line.startswith("#"))

"""Words that documents print beside what they say, in the languages of their States: a table."""

from functools import cache
from importlib.resources import files


@cache
def languages() -> dict[str, dict[str, str]]:
    """By language (ISO 639-1), the labels of fields, titles and words for the sexes, by their names."""
    text = (files("docverify.specimens") / "tables" / "languages.tsv").read_text(encoding="utf-8")
    head, *rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {row[0]: dict(zip(head, row, strict=True)) for row in rows}


def word(language: str, name: str) -> str:
    """What is called `name` in the table, in a language."""
    return languages()[language][name]


def month(language: str, number: int) -> str:
    """A month, 1–12, as dates in a language abbreviate it; in capitals."""
    return word(language, "months").split()[number - 1]

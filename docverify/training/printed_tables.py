"""Write the tables of month words and of names of States that `docverify.printed` reads, from CLDR.

`pip install babel`, then `python -m docverify.training.printed_tables`. Ordinary use needs none of it: the
tables ship.
"""

from importlib.resources import files
from pathlib import Path
from typing import Any
from unicodedata import name as named

from docverify.mrz import STATES

MONTH_LANGUAGES = (  # noqa: SIM905 - a list of words reads best as text
    "az be bg bs ca cs cy da de el en es et eu fi fil fr ga gl hr hu id is it kk lb lt lv mi mk ms mt nb nl "
    "nn pl pt rm ro ru sk sl sq sr sr_Latn sv sw tg tk tr uk uz vi"
).split()
"""Languages of issuing States in Latin, Cyrillic and Greek script."""
COMMON = ("en", "fr", "es")
"""Languages in which every State is named: the working languages of ICAO in Latin script."""
LETTERS = ("LATIN", "CYRILLIC", "GREEK")


def month_rows(babel: Any) -> list[str]:  # noqa: ANN401 - the package is no dependency
    """Rows of language, month and word, abbreviations without their dot."""
    rows = set()
    for language in MONTH_LANGUAGES:
        months = babel.Locale.parse(language).months
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, word in months[use][width].items():
                    bare = word.strip(". ").upper()
                    if len(bare) > 1 and all(c.isalpha() or c == " " for c in bare):
                        rows.add((language, f"{number:02}", bare))
    return ["\t".join(row) for row in sorted(rows)]


def state_rows(babel: Any, official: Any) -> list[str]:  # noqa: ANN401 - the same
    """Rows of three-letter code, language and name in capitals."""
    rows = set()
    for state in STATES.values():
        if len(state.alpha2) != 2:
            continue
        for language in dict.fromkeys((*COMMON, *official(state.alpha2))):
            try:
                name = babel.Locale.parse(language).territories.get(state.alpha2)
            except (babel.UnknownLocaleError, ValueError):
                continue
            if name and _readable(name):
                rows.add((state.code, language, name.upper()))
    return ["\t".join(row) for row in sorted(rows)]


def _readable(name: str) -> bool:
    return all(named(c, "").startswith(LETTERS) for c in name if c.isalpha())


def main() -> None:
    """Write both tables into the package."""
    import babel
    from babel.core import get_cldr_version
    from babel.languages import get_official_languages

    folder = Path(str(files("docverify.printed") / "tables"))
    source = f"# Source: Unicode CLDR {get_cldr_version()} (Unicode License v3),"
    made = f"# by the package babel {babel.__version__}; written by docverify.training.printed_tables."
    for name, columns, rows in (
        ("months.tsv", "language, month, word in capitals", month_rows(babel)),
        (
            "states.tsv",
            "three-letter code, language, name in capitals",
            state_rows(babel, get_official_languages),
        ),
    ):
        head = [source, made, f"# columns: {columns}"]
        (folder / name).write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""How fast MRZ text is parsed and checked: `python -m benchmarks.mrz_text [--json FILE]`.

Beside docverify run, where they are installed, the checkers of the `mrz` package and PassportEye's `MRZ`
class, in turn and on the same texts. Each side parses the fields and checks every digit.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.rows import Row, Settings, make_row, time_sides
from docverify.mrz import MrzFormat, compose_mrz, parse_many, parse_mrz, repair_mrz

FORMATS = (MrzFormat.TD1, MrzFormat.TD2, MrzFormat.TD3, MrzFormat.MRVA, MrzFormat.MRVB)
PACKAGES = ("numpy", "mrz", "PassportEye")
AT = date(2026, 11, 23)
Parser = Callable[[str], object]


def texts(fmt: MrzFormat, count: int, seed: int) -> list[str]:
    """Documents of Utopia with random numbers and dates."""
    rng = np.random.default_rng(seed)
    return [
        compose_mrz(
            fmt,
            surname="Eriksson",
            given_names="Anna Maria",
            document_number=f"L{rng.integers(10**8):08}",
            issuing_state="UTO",
            date_of_birth=f"{rng.integers(40, 99):02}{rng.integers(1, 13):02}{rng.integers(1, 29):02}",
            sex="FM"[rng.integers(2)],
            date_of_expiry=f"{rng.integers(27, 36)}{rng.integers(1, 13):02}{rng.integers(1, 29):02}",
            optional_data=f"{rng.integers(10**5)}",
        )
        for _ in range(count)
    ]


def peers(fmt: MrzFormat) -> dict[str, Parser]:
    """The peers that are installed, as functions of a text."""
    found: dict[str, Parser] = {}
    try:
        from mrz.checker.mrva import MRVACodeChecker
        from mrz.checker.mrvb import MRVBCodeChecker
        from mrz.checker.td1 import TD1CodeChecker
        from mrz.checker.td2 import TD2CodeChecker
        from mrz.checker.td3 import TD3CodeChecker

        checker = {
            MrzFormat.TD1: TD1CodeChecker,
            MrzFormat.TD2: TD2CodeChecker,
            MrzFormat.TD3: TD3CodeChecker,
            MrzFormat.MRVA: MRVACodeChecker,
            MrzFormat.MRVB: MRVBCodeChecker,
        }[fmt]
        found["mrz"] = lambda text: checker(text).fields()
    except ImportError:
        pass
    try:
        from passporteye.mrz.text import MRZ

        found["PassportEye"] = lambda text: MRZ(text.split("\n")).to_dict()
    except ImportError:
        pass
    return found


def through(parse: Parser, documents: list[str]) -> Callable[[], object]:
    """Parse every document in turn."""
    return lambda: [parse(text) for text in documents]


def run(settings: Settings) -> Iterator[Row]:
    """Yield a row for each layout, one for a manifest, and one for a repair."""
    count = 20 if settings.quick else 200
    for fmt in FORMATS:
        documents = texts(fmt, count, settings.seed)
        sides = {"docverify": through(parse_mrz, documents)}
        sides |= {name: through(parse, documents) for name, parse in peers(fmt).items()}
        yield _row("mrz.parse", settings, sides, len(documents), case=fmt.value)
    manifest = [text for fmt in FORMATS for text in texts(fmt, count, settings.seed)] * 10
    few = manifest[:: max(1, len(manifest) // count)]
    batch = time_sides({"parse_many": lambda: parse_many(manifest, at=AT)})
    yield make_row(
        "mrz.parse_many",
        settings,
        batch,
        count=len(manifest),
        unit="documents",
        packages=PACKAGES,
        case=f"manifest of {len(manifest)}",
    )
    by_one: Parser = lambda text: parse_mrz(text, at=AT)  # noqa: E731
    sides = {"parse_many": lambda: parse_many(few, at=AT), "parse_mrz": through(by_one, few)}
    yield _row("mrz.parse_many", settings, sides, len(few), case=f"manifest of {len(few)}")
    read = texts(MrzFormat.TD3, 1, settings.seed)[0].replace("0", "O").replace("1", "I")
    yield _row(
        "mrz.repair", settings, {"docverify": lambda: repair_mrz(read)}, 1, case="TD3, 0 read as O, 1 as I"
    )


def _row(
    name: str, settings: Settings, sides: dict[str, Callable[[], object]], count: int, *, case: str
) -> Row:
    timings = time_sides(sides, rounds=3 if settings.quick else 9)
    return make_row(name, settings, timings, count=count, unit="documents", packages=PACKAGES, case=case)


def table(rows: list[Row]) -> Table:
    """Median microseconds a document, documents a second, and the ratio to ours."""
    shown = Table("benchmark", "case", "side", "µs a document", "documents a second", "ratio")
    for row in rows:
        for side, spread in row["sides"].items():
            seconds = spread["median"] / row["count"]
            ratio = row["ratios"].get(side, {}).get("median")
            shown.add_row(
                row["benchmark"],
                row["case"],
                side,
                f"{seconds * 1e6:.2f}",
                f"{1 / seconds:,.0f}",
                "" if ratio is None else f"{ratio:.2f}",
            )
    return shown


def main() -> None:
    """Measure, print a table, and write the rows where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mrz_text", description=__doc__)
    parser.add_argument("--json", type=Path, help="append the rows to this file, one JSON object a line")
    parser.add_argument("--quick", action="store_true", help="fewer documents and rounds")
    parser.add_argument("--seed", type=int, default=Settings().seed)
    options = parser.parse_args()
    rows = list(run(Settings(seed=options.seed, quick=options.quick)))
    Console().print(table(rows))
    if options.json:
        with options.json.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


if __name__ == "__main__":
    main()

"""An evaluation of readers on the terminal, and as plain values for JSON. No text of a document is in it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape

from docverify.cli.evaluation_tables import ends, print_whole, said, table_of
from docverify.evaluation import Difference, Interval, Rate
from docverify.evaluation.summary import rate_to_dict
from docverify.evaluation.texts import TextRates
from docverify.evidence.reading import known


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    Attributes:
        readers: figures of each reader, in the order asked for.
        by: (column, value, figures) for each reader.
        differences: (one, other, exact share of one less that of the other).
        documents: how many there are with a text, resampled each as a whole.
        jobs: processes that read at once: times are of a machine so busy.
    """

    readers: Mapping[str, TextRates]
    by: Mapping[str, tuple[tuple[str, str, TextRates], ...]]
    differences: tuple[tuple[str, str, Difference], ...]
    documents: int
    jobs: int


def show(console: Console, found: Found) -> None:
    """Print every figure: first what was called right and is not, which matters most."""
    for name, rates in found.readers.items():
        _show_reader(console, name, rates, found)
    for one, other, difference in found.differences:
        console.print(f"\n{escape(difference_told(one, other, difference))}")


def difference_told(one: str, other: str, difference: Difference) -> str:
    """A difference of exact shares in a sentence."""
    better = one if difference.value > 0 else other
    verdict = f"{better} is better" if difference.decided else "chance alone may make it"
    return (
        f"Exact share of {one} less that of {other}: {100 * difference.value:+.2f} points (95 % "
        f"{100 * difference.low:+.2f} to {100 * difference.high:+.2f}, paired bootstrap over documents): "
        f"{verdict}."
    )


def lines_told(rates: TextRates) -> list[tuple[str, str]]:
    """(what, how much) of one reader, as tables and pages tell it."""
    rows = [(f"wrong, of those called {name}", said(rate)) for name, rate in rates.wrong_claims]
    rows += [
        ("exact", said(rates.exact) + _over(rates.exact_over_documents)),
        ("not found", said(rates.not_found)),
        ("characters wrong", short(rates.characters) + _over(rates.characters_over_documents)),
        ("characters wrong, where found", short(rates.characters_found)),
    ]
    if rates.found_nothing_there is not None:
        rows.append(("found where there is none", str(rates.found_nothing_there)))
    if rates.unusable:
        rows.append(("of them unusable", f"{rates.unusable}: not opened, or the reader broke"))
    if rates.observed is not None:
        told = f"{rates.expected:.4f} expected by confidence, {rates.observed.value:.4f} observed"
        rows.append(("exact, of those found", told))
    return rows


def time_told(rates: TextRates, jobs: int) -> str:
    """The time for a picture, in a sentence."""
    if math.isnan(rates.median_seconds):
        return "No picture was timed."
    busy = "one process" if jobs == 1 else f"{jobs} processes at once"
    return f"Median time for a picture: {1000 * rates.median_seconds:.0f} ms, on this machine, {busy}."


def band_told(low: float, high: float) -> str:
    """A band of confidence, in words."""
    return f"{100 * low:g} to {100 * high:g} %"


def _show_reader(console: Console, name: str, rates: TextRates, found: Found) -> None:
    console.print(f"\n{escape(name)}: {rates.pictures:,} pictures, {found.documents:,} documents with an MRZ")
    table = table_of("", "", right=False)
    for what, value in lines_told(rates):
        table.add_row(what, value)
    print_whole(console, table)
    console.print(time_told(rates, found.jobs))
    table = table_of(
        "", "", "pictures", "exact", "characters wrong", "not found", "wrong, called valid and sure"
    )
    for column, value, one in found.by[name]:
        wrong = dict(one.wrong_claims)["valid and sure"]
        counts = (one.exact, one.characters, one.not_found, wrong)
        table.add_row(
            escape(column),
            escape(value),
            f"{one.pictures:,}",
            *map(short, counts),
        )
    print_whole(console, table)
    if not rates.bands:
        console.print("It tells no confidence.")
        return
    table = table_of("confidence", "readings", "expected exact", "observed", "95 % Wilson interval")
    for band in rates.bands:
        interval = band.exact.interval
        table.add_row(
            band_told(band.low, band.high),
            f"{band.exact.trials:,}",
            f"{band.expected * band.exact.trials:.1f}",
            f"{band.exact.errors:,}",
            f"{interval.low:.3f} to {interval.high:.3f}",
        )
    print_whole(console, table)


def short(rate: Rate | None) -> str:
    """A rate with its counts alone: for characters, which err together, an interval of them says nothing."""
    return "-" if rate is None else f"{rate.value:.3g} ({rate.errors:,} of {rate.trials:,})"


def _over(interval: Interval | None) -> str:
    return f"; over documents {interval.low:.3g} to {interval.high:.3g}" if interval is not None else ""


def to_dict(found: Found) -> dict[str, object]:
    """Plain values for JSON."""
    return {
        "documents": found.documents,
        "jobs": found.jobs,
        "readers": {
            name: {
                **_rates(rates),
                "by": [
                    {"column": column, "value": value, **_rates(one)} for column, value, one in found.by[name]
                ],
            }
            for name, rates in found.readers.items()
        },
        "exact_differences": [
            {"first_engine": one, "second_engine": other, **difference.to_dict()}
            for one, other, difference in found.differences
        ],
    }


def _rates(rates: TextRates) -> dict[str, object]:
    def told(rate: Rate | None) -> dict[str, object] | None:
        return None if rate is None else rate_to_dict(rate)

    return {
        "pictures": rates.pictures,
        "wrong_claims": {name.replace(" ", "_"): told(rate) for name, rate in rates.wrong_claims},
        "exact": told(rates.exact),
        "exact_documents_95": ends(rates.exact_over_documents),
        "characters_wrong": told(rates.characters),
        "characters_wrong_documents_95": ends(rates.characters_over_documents),
        "characters_wrong_where_found": told(rates.characters_found),
        "not_found": told(rates.not_found),
        "found_where_there_is_none": told(rates.found_nothing_there),
        "unusable": rates.unusable,
        "median_seconds": known(rates.median_seconds),
        "reliability": [
            {"low": band.low, "high": band.high, "expected": band.expected, "exact": told(band.exact)}
            for band in rates.bands
        ],
    }

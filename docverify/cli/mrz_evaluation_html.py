"""An evaluation of readers as one HTML file that needs nothing else."""

from typing import TYPE_CHECKING

from docverify.cli.html_page import notes, page_of, paragraph, svg_of, table
from docverify.cli.mrz_evaluation import (
    Found,
    band_told,
    difference_told,
    lines_told,
    short,
    time_told,
)
from docverify.evaluation.texts import TextRates

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def page(figure: "Figure", found: Found, *, title: str) -> str:
    """The whole page, as text. Nothing in it is of one document."""
    parts = [svg_of(figure)]
    if found.differences:
        parts.append(notes(difference_told(*one) for one in found.differences))
    for name, rates in found.readers.items():
        parts += _reader(name, rates, found)
    return page_of(title, *parts)


def _reader(name: str, rates: TextRates, found: Found) -> list[str]:
    by = [
        (
            column,
            value,
            f"{one.pictures:,}",
            *map(short, (one.exact, one.characters, one.not_found)),
        )
        for column, value, one in found.by[name]
    ]
    bands = [
        (
            band_told(band.low, band.high),
            f"{band.exact.trials:,}",
            f"{band.expected * band.exact.trials:.1f}",
            f"{band.exact.errors:,}",
            f"{band.exact.interval.low:.3f} to {band.exact.interval.high:.3f}",
        )
        for band in rates.bands
    ]
    told = f"{name}: {rates.pictures:,} pictures, {found.documents:,} documents with an MRZ. "
    parts = [
        paragraph(told + time_told(rates, found.jobs)),
        table((name, ""), lines_told(rates), words=1),
        table(("column", "value", "pictures", "exact", "characters wrong", "not found"), by, words=2),
    ]
    if bands:
        heads = ("confidence", "readings", "expected exact", "observed", "95 % Wilson interval")
        parts.append(table(heads, bands, words=1))
    return parts

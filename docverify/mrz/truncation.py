"""Fit names into their cells (ICAO Doc 9303-3, 4.6, and the layouts' own 4.2.3)."""

from docverify.mrz.alphabet import FILLER

_GAP = FILLER * 2


def fit_components(components: list[str], width: int) -> str | None:
    """Write components separated by one filler into at most `width` cells; None when they cannot fit.

    Components are shortened from the right end, each keeping its initial; while even initials are too
    many, the last components go.
    """
    kept = list(components)
    while kept and 2 * len(kept) - 1 > width:
        kept.pop()
    if not kept:
        return None
    excess = sum(map(len, kept)) + len(kept) - 1 - width
    for at in range(len(kept) - 1, -1, -1):
        if excess <= 0:
            break
        cut = min(excess, len(kept[at]) - 1)
        kept[at] = kept[at][: len(kept[at]) - cut]
        excess -= cut
    return FILLER.join(kept)


def fit_names(primary: list[str], secondary: list[str], width: int) -> str:
    """Write both identifiers into exactly `width` cells, truncated when they must be.

    A truncated name ends with a letter in the last cell, which is how a reader learns of it.
    """
    whole = FILLER.join(primary) + (_GAP + FILLER.join(secondary) if secondary else "")
    if len(whole) <= width:
        return whole.ljust(width, FILLER)
    if not secondary:
        return (fit_components(primary, width) or "").ljust(width, FILLER)
    first = FILLER.join(primary)
    room = width - len(_GAP) - 1
    if len(first) > room:
        first = fit_components(primary, room) or ""
    rest = fit_components(secondary, width - len(_GAP) - len(first)) or ""
    return (first + _GAP + rest).ljust(width, FILLER)

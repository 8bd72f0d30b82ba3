"""Fit names into their cells (ICAO Doc 9303-4 to -7, truncation of names).

The standard leaves the way of shortening to the State. Here the first method of its examples is used:
components give way from the right, keeping their initials, and the last cell holds a letter.
"""

from docverify.mrz.alphabet import FILLER

_GAP = FILLER * 2


def fit_components(components: list[str], width: int) -> str | None:
    """Write components, separated by one filler, into at most `width` cells.

    Components are shortened from the right end as far as needed, each keeping its initial; while even
    initials are too many, the last component goes. None when not even one initial fits.
    """
    kept = list(components)
    while kept and 2 * len(kept) - 1 > width:
        kept.pop()
    if not kept:
        return None
    excess = sum(map(len, kept)) + len(kept) - 1 - width
    for at in range(len(kept) - 1, -1, -1):
        cut = max(min(excess, len(kept[at]) - 1), 0)
        kept[at] = kept[at][: len(kept[at]) - cut]
        excess -= cut
    return FILLER.join(kept)


def _with_initials(components: list[str], width: int) -> str | None:
    """The same, but a component that must give way becomes its initial at once, the first excepted."""
    kept = list(components)
    for at in range(len(kept) - 1, 0, -1):
        if sum(map(len, kept)) + len(kept) - 1 <= width:
            break
        kept[at] = kept[at][0]
    return fit_components(kept, width)


def fit_names(primary: list[str], secondary: list[str], width: int) -> str:
    """Write both identifiers into exactly `width` cells, truncated only when they must be.

    Args:
        primary: Components of the primary identifier, letters only; may be empty.
        secondary: Components of the secondary identifier; may be empty.
        width: Cells of the name field.

    Returns:
        The cells. A truncated name ends with a letter in the last cell, which is the sign of truncation.

    Source: ICAO Doc 9303-4, 4.2.3; 9303-5, 4.2.3; 9303-6, 4.2.3; 9303-7, 4.2.3 and 7.2.3.

    >>> fit_names(["NILAVADHANANANDA"], ["CHAYAPA", "DEJTHAMRONG", "KRASUANG"], 30)
    'NILAVADHANANANDA<<CHAYAPA<DE<K'
    """
    first = FILLER.join(primary)
    whole = first + (_GAP + FILLER.join(secondary) if secondary else "")
    if len(whole) <= width:
        return whole.ljust(width, FILLER)
    if not secondary:
        return (fit_components(primary, width) or "").ljust(width, FILLER)
    for shorten in (_with_initials, fit_components):
        for room in range(min(len(first), width - len(_GAP) - 1), -1, -1):
            head = first if len(first) <= room else (shorten(primary, room) or "")
            rest = fit_components(secondary, width - len(_GAP) - len(head)) or ""
            if len(head + _GAP + rest) == width:
                return head + _GAP + rest
    return whole[:width]

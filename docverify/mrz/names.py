"""The name cells: primary and secondary identifiers, parts, truncation (ICAO Doc 9303-3, 4.6)."""

from dataclasses import dataclass, field

_SEPARATOR = "<<"


@dataclass(frozen=True, slots=True)
class MrzName:
    """A name as the cells hold it.

    Attributes:
        primary: Primary identifier, its components separated by one space; "" when it is not printed.
        secondary: Secondary identifier likewise; what follows a second `<<` is joined to it.
        parts: The parts between `<<`, at most the three that have been seen on documents, each with
            spaces between its components.
        possibly_truncated: The cells are full to the last one, so the name may go on.

    Source: ICAO Doc 9303-3, 4.6.
    """

    primary: str = field(repr=False)
    secondary: str = field(repr=False)
    parts: tuple[str, ...] = field(repr=False)
    possibly_truncated: bool


def spaced(text: str) -> str:
    """Turn fillers into single spaces and drop those at the ends."""
    inner = text.strip("<")
    return inner if "<" not in inner else " ".join(filter(None, inner.split("<")))


def split_name(cells: str) -> MrzName:
    """Split name cells into identifiers.

    Args:
        cells: The cells of the name field, fillers included.

    >>> split_name("VAN<DER<STEEN<<MARIANNE<LOUISE").primary
    'VAN DER STEEN'
    """
    primary, _, rest = cells.partition(_SEPARATOR)
    primary, rest = spaced(primary), rest.strip("<")
    if _SEPARATOR in rest:
        parts = [spaced(part) for part in rest.split(_SEPARATOR) if part]
        secondary = " ".join(parts)
    else:
        secondary = spaced(rest)
        parts = [secondary] if secondary else []
    return MrzName(primary, secondary, (primary, *parts), cells[-1:] not in ("<", ""))

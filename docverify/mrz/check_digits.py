"""Check digits: weights 7, 3, 1 repeating, modulo 10 (ICAO Doc 9303-3, 4.9)."""

from docverify.arguments import expect
from docverify.errors import InputError
from docverify.mrz.alphabet import ALPHABET, FILLER

_BAD = 255
_VALUES = bytes(
    _BAD if chr(code) not in ALPHABET else 0 if chr(code) == FILLER else ALPHABET.index(chr(code))
    for code in range(256)
)


def weighted_digit(text: str) -> int | None:
    """Compute the check digit of `text`, or None where a character has no value.

    Args:
        text: Any string; `0-9` count as themselves, `A-Z` as 10 to 35, `<` as 0.

    Returns:
        0 to 9, or None when `text` holds a character outside the MRZ alphabet.
    """
    values = text.encode("ascii", "replace").translate(_VALUES)
    if _BAD in values:
        return None
    return (7 * sum(values[0::3]) + 3 * sum(values[1::3]) + sum(values[2::3])) % 10


def check_digit(text: str) -> str:
    """Return the check digit of `text` as one character.

    Args:
        text: Characters `0-9`, `A-Z` and `<`, in the order in which the digit covers them.

    Raises:
        InputError: `text` is no string, or a character is outside the MRZ alphabet; the message says at
            which position.

    Source: ICAO Doc 9303-3, 4.9.

    >>> check_digit("L898902C3")
    '6'
    """
    expect("text", text, str, "a string")
    digit = weighted_digit(text)
    if digit is None:
        where = next(i for i, c in enumerate(text) if c not in ALPHABET)
        raise InputError(f"character {where + 1} of {len(text)} is not in the MRZ alphabet (0-9, A-Z, <)")
    return str(digit)

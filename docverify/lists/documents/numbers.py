"""Document numbers as lists and documents have them: normalised, and what looks alike folded to one."""

from functools import cache
from typing import Final

from docverify.errors import InputError
from docverify.mrz.tables import rows

LONGEST: Final = 22
"""Characters of a document number: nine cells and what a TD1 continues in its optional data."""


def normalised(number: str) -> str:
    """A document number in capitals, without fillers, spaces and hyphens.

    Raises:
        InputError: it is empty, too long, or has other characters; the message does not repeat it.
    """
    text = "".join(number.upper().replace("<", " ").replace("-", " ").split())
    if not text or len(text) > LONGEST or not (text.isascii() and text.isalnum()):
        raise InputError(
            f"a document number is 1 to {LONGEST} letters A-Z and digits; fillers, spaces and hyphens are "
            "left out"
        )
    return text


@cache
def _alike() -> dict[int, str]:
    """Every character that is often taken for another, by the one of them that stands for all."""
    groups: list[set[str]] = []
    for read, printed, weight in rows("confusions.tsv"):
        if weight != "near" or "<" in (read, printed):
            continue
        joined = {read, printed}
        apart = [group for group in groups if not group & joined]
        groups = [*apart, joined.union(*(group for group in groups if group & joined))]
    return {ord(one): min(group) for group in groups for one in group}


def folded(number: str) -> str:
    """A number with every character that looks like another replaced by one of them.

    >>> folded("O0I1") == folded("0OI1"), folded("A12") == folded("B12")
    (True, False)
    """
    return number.translate(_alike())

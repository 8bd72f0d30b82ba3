"""One typing error: a letter too many, too few, another, or two that changed places."""

from collections.abc import Iterator


def one_edit(one: str, other: str) -> bool:
    """Whether two different texts are one typing error apart.

    >>> one_edit("ERIKSON", "ERIKSSON"), one_edit("MARAI", "MARIA"), one_edit("ANNA", "HANNE")
    (True, True, False)
    """
    longest = min(len(one), len(other))
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < longest and one[start] == other[start]:
        start += 1
    end = 0
    while end < longest - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if max(len(left), len(right)) <= 1:
        return left != right
    return len(left) == len(right) == 2 and left == right[::-1]


def deletions(text: str) -> Iterator[str]:
    """The text, and every text that it is with one letter left out: two of one edit share one of these."""
    yield text
    for at in range(len(text)):
        yield text[:at] + text[at + 1 :]

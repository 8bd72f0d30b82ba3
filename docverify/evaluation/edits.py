"""How many letters must be changed, left out or put in to make one text of another."""

from docverify.arguments import expect


def edits(one: str, other: str) -> int:
    """The edit distance (Levenshtein) of two texts of a line's length; time grows with both lengths.

    Raises:
        InputError: something else than texts.

    Example:
        >>> edits("ERIKSSON", "ERICSON")
        2
    """
    expect("one", one, str, "a text")
    expect("other", other, str, "a text")
    row = list(range(len(other) + 1))
    for n, a in enumerate(one, 1):
        before, row[0] = row[0], n
        for m, b in enumerate(other, 1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (a != b))
    return row[-1]

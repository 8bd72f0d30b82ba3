"""What a caller may write into the chain: numbers and codes, in which no sentence and no name fits."""

from collections.abc import Mapping
from typing import Final

from docverify.errors import InputError
from docverify.operation.journal.values import expect_code

_DEEPEST: Final = 6


def codes_of(name: str, given: object, *, depth: int = 0) -> object:
    """Numbers, codes, and lists and tables of them, as plain JSON values.

    Raises:
        InputError: something else is among them; the message does not repeat it.
    """
    if depth > _DEEPEST:
        raise InputError(f"{name} is too deep: tables and lists inside each other, at most {_DEEPEST}")
    if given is None or isinstance(given, (bool, int)):
        return given
    if isinstance(given, float):
        if given != given or abs(given) == float("inf"):  # noqa: PLR0124 - NaN
            raise InputError(f"{name} holds a number that is not finite")
        return given
    if isinstance(given, Mapping):
        for key in given:
            expect_code(f"a key of {name}", key)
        return {str(key): codes_of(name, value, depth=depth + 1) for key, value in given.items()}
    if isinstance(given, (list, tuple)):
        return [codes_of(name, one, depth=depth + 1) for one in given]
    expect_code(f"what {name} holds", given)
    return str(given)

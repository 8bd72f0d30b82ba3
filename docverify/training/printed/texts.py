"""What is printed on pages, drawn at random: no word list, so that the recogniser learns letters, not names.

A reader that knows names reads the usual one where an unusual one is printed: just what must not happen.
"""

from collections.abc import Callable

import numpy as np

from docverify.printed.alphabet import CHARACTERS

_VOWELS = "aeiouy" + "aeiou" * 3
_CONSONANTS = "bcdfghjklmnpqrstvwxz" + "lnrst" * 2
_MARKED = [one for one in CHARACTERS if one.isalpha() and not one.isascii()]
_PUNCTUATION = [one for one in CHARACTERS if not one.isalnum() and one != " "]
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = "0123456789"
_FORMS = (
    "{d:02} {m} {y}",
    "{d:02} {m} {y}",
    "{d} {m} {y}",
    "{d:02} {m}/{k} {y}",
    "{d:02} {m} / {k} {y}",
    "{d:02}.{n:02}.{y}",
    "{d:02}/{n:02}/{y}",
    "{y}-{n:02}-{d:02}",
    "{d:02}-{n:02}-{y}",
    "{d:02} {n:02} {y}",
    "{d:02}.{n:02}.{s:02}",
    "{y}/{n:02}/{d:02}",
    "{d:02} {m} {s:02}",
    "{d:02}{m}{y}",
)


def _word(rng: np.random.Generator, letters: int) -> str:
    """Something that can be said, with the marks of many languages."""
    marks = float(rng.choice([0, 0.06, 0.25]))
    vowel = rng.random() < 0.5
    word = []
    for _ in range(letters):
        word.append(str(rng.choice(list(_VOWELS if vowel else _CONSONANTS))))
        vowel = not vowel if rng.random() < 0.8 else vowel
        if rng.random() < marks:
            word[-1] = str(rng.choice(_MARKED)).lower()
    return "".join(word)


def _cased(rng: np.random.Generator, text: str) -> str:
    kind = rng.random()
    if kind < 0.6:
        return text.upper()
    return text.title() if kind < 0.85 else text


def _name(rng: np.random.Generator) -> str:
    words = [_word(rng, int(rng.integers(2, 11))) for _ in range(int(rng.integers(1, 4)))]
    joint = str(rng.choice([" ", " ", " ", "-", "'", ", "]))
    return _cased(rng, joint.join(words))


def _number(rng: np.random.Generator) -> str:
    length = int(rng.integers(5, 14))
    share = float(rng.choice([0, 0.2, 0.5]))
    signs = [str(rng.choice(list(_CAPITALS if rng.random() < share else _DIGITS))) for _ in range(length)]
    if rng.random() < 0.4:
        signs[: int(rng.integers(1, 3))] = str(rng.choice(list(_CAPITALS)))
    if rng.random() < 0.25:
        signs.insert(int(rng.integers(2, length - 1)), str(rng.choice([" ", "-", "/", "."])))
    return "".join(signs)


def _date(rng: np.random.Generator) -> str:
    month = _cased(rng, _word(rng, int(rng.choice([3, 3, 3, 4, 6]))))
    other = _cased(rng, _word(rng, int(rng.choice([3, 3, 4]))))
    year = int(rng.integers(1900, 2060))
    form = str(rng.choice(_FORMS))
    return form.format(
        d=int(rng.integers(1, 32)), n=int(rng.integers(1, 13)), m=month, k=other, y=year, s=year % 100
    )


def _label(rng: np.random.Generator) -> str:
    parts = []
    for _ in range(int(rng.integers(1, 4))):
        words = " ".join(_word(rng, int(rng.integers(1, 9))) for _ in range(int(rng.integers(1, 4))))
        parts.append(words.capitalize() if rng.random() < 0.7 else words)
    text = str(rng.choice([" / ", "/", " "])).join(parts)
    if rng.random() < 0.3:
        text = f"{int(rng.integers(1, 20))}{rng.choice(['. ', ' ', ') '])}{text}"
    if rng.random() < 0.15:
        text += str(rng.choice([":", ".", " (1)", " (3)"]))
    return text.upper() if rng.random() < 0.2 else text


def _any(rng: np.random.Generator) -> str:
    """Every character as often as any other."""
    sets = ([*_CAPITALS, *_DIGITS], _MARKED, _PUNCTUATION, [*CHARACTERS[1:]])
    signs = [str(rng.choice(sets[int(rng.integers(4))])) for _ in range(int(rng.integers(3, 15)))]
    if rng.random() < 0.4:
        signs.insert(int(rng.integers(1, len(signs))), " ")
    return "".join(signs)


def _short(rng: np.random.Generator) -> str:
    """Sexes, codes of States, heights."""
    kind = rng.random()
    if kind < 0.35:
        return str(rng.choice(list("MFXPKWTNVIDC<Ž")))
    if kind < 0.6:
        return "".join(rng.choice(list(_CAPITALS), int(rng.integers(2, 4))))
    if kind < 0.8:
        return f"{rng.choice(list('MFXK'))}/{rng.choice(list('MFXH'))}"
    return f"{int(rng.integers(100, 220))} cm"


_KINDS: tuple[tuple[float, Callable[[np.random.Generator], str]], ...] = (
    (0.27, _name),
    (0.20, _number),
    (0.18, _date),
    (0.16, _label),
    (0.13, _any),
    (0.06, _short),
)


def random_line(rng: np.random.Generator) -> str:
    """Draw what one line says: a name, a number, a date, a label, a short code, or any signs at all."""
    kind = int(rng.choice(len(_KINDS), p=[share for share, _ in _KINDS]))
    text = "".join(one for one in _KINDS[kind][1](rng) if one in CHARACTERS)
    return " ".join(text.split()) or "X"

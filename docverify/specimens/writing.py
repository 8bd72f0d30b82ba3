"""How a design writes what the document says: dates, numbers, names, the sex, the State."""

import re
from datetime import date

from docverify.mrz import find_state
from docverify.specimens.design import Design
from docverify.specimens.holder import Holder
from docverify.specimens.languages import month, word

_UNKNOWN = "XX"
_PARTS = re.compile("YYYY|YY|DD|MMM|Mmm|LLL|MM")
_LONG_NAME = 12
"""Characters; longer names are printed on two lines where a design does so."""
_LONG_STATE = 26
"""Characters; States of longer names are printed by their code."""
_CASED = frozenset({"surname", "given_names", "name", "place", "authority", "address", "eyes", "entries"})
"""Values that a design may set in small letters."""


def written_date(day: date | str | None, design: Design) -> str:
    """A date in a design's writing; parts that are not known as `XX`.

    Args:
        day: a date, or `YYMMDD` with `<<` for unknown parts, or None.
        design: whose `date` says the order: DD, MM, YY, YYYY; MMM and LLL, the month in words of its first
            and its last language; Mmm, that of its first in small letters after a capital.
    """
    parts = dict.fromkeys(("YYYY", "YY", "DD", "MM", "MMM", "Mmm", "LLL"), _UNKNOWN)
    if isinstance(day, date):
        parts = {"YYYY": f"{day:%Y}", "YY": f"{day:%y}", "DD": f"{day:%d}", "MM": f"{day:%m}"}
        parts |= _months(day.month, design)
    elif day is not None and len(day) == 6:
        year, number, of_month = (day[at : at + 2].replace("<<", _UNKNOWN) for at in (0, 2, 4))
        parts |= {"YYYY": year, "YY": year, "MM": number, "DD": of_month}
        if number.isdigit() and 1 <= int(number) <= 12:
            parts |= _months(int(number), design)
    return _PARTS.sub(lambda part: parts[part[0]], design.date)


def _months(number: int, design: Design) -> dict[str, str]:
    first, last = (month(design.languages[at], number) for at in (0, -1))
    return {"MMM": first, "Mmm": title_case(first), "LLL": last}


def written_number(number: str, design: Design) -> str:
    """A document number, in groups where a design parts it."""
    if design.groups is None:
        return number
    size, between = design.groups
    return between.join(number[at : at + size] for at in range(0, len(number), size))


def written_state(code: str, how: str, *, small: bool = False) -> str:
    """A State by its code, its name, or both; names in capitals unless `small`."""
    state = find_state(code)
    if state is None or len(state.name) > _LONG_STATE:
        return code
    name = state.name if small else state.name.upper()
    return {"code": code, "name": name, "both": f"{name} / {code}"}[how]


def written_sex(sex: str, design: Design) -> str:
    """The sex by its letter, by the letter twice as bilingual documents have it, or in a word.

    Or by the initial of the State's own language, and the letter of the MRZ behind an oblique (ICAO Doc
    9303-4 to -7, the directories of what the visual zone holds).
    """
    letter = sex if sex in ("F", "M") else "X"
    if design.sex == "letter":
        return letter
    named = letter if letter == "X" else word(design.languages[0], "female" if letter == "F" else "male")
    return {"twice": f"{letter}/{letter}", "initial": f"{named[0]}/{letter}", "word": named}[design.sex]


def title_case(text: str) -> str:
    """Capitals to begin words with, and small letters else; İ and ß become one letter each."""
    return re.sub(r"[^\W\d_]+", lambda one: one[0][:1] + one[0][1:].replace("İ", "i").lower(), text)


def values(
    said: dict[str, str], holder: Holder, design: Design, *, issued: date
) -> dict[str, tuple[str, ...]]:
    """What the page says, as the design writes it: the lines of every field.

    Args:
        said: what documents of the common design say.
        holder: whom the print is made out to.
        design: how it is written.
        issued: the day of issue.
    """
    small = design.title_case
    own = {
        "state": written_state(holder.issuing_state, design.state, small=small),
        "nationality": written_state(holder.nationality, design.nationality, small=small),
        "number": written_number(holder.document_number, design),
        "birth": written_date(holder.date_of_birth, design),
        "issue": written_date(issued, design),
        "expiry": written_date(holder.date_of_expiry, design),
        "sex": written_sex(holder.sex, design),
        "name": ", ".join(filter(None, (holder.surname, holder.given_names))),
    }
    lines = {}
    for field, text in (said | own).items():
        cased = title_case(text) if small and field in _CASED else text
        broken = design.two_lines and field in ("surname", "given_names", "name")
        lines[field] = _two_lines(cased) if broken else tuple(cased.split("\n"))
    return lines


def _two_lines(text: str) -> tuple[str, ...]:
    """A long name on two lines, parted between words as near to its middle as can be."""
    gaps = [at for at, letter in enumerate(text) if letter == " "]
    if len(text) <= _LONG_NAME or not gaps:
        return (text,)
    at = min(gaps, key=lambda gap: abs(gap - len(text) / 2))
    return text[:at], text[at + 1 :]


def label(field: str, number: int, design: Design) -> tuple[str, ...]:
    """The lines of a field's label; `number` is its place on the page, from 1."""
    texts = list(dict.fromkeys(_called(field, language) for language in design.label_languages))
    if design.label_capitals:
        texts = [text.upper() for text in texts]
    lines = texts if design.stacked else [" / ".join(texts)] if texts else []
    if design.numbered:
        lines = [f"{number}. {lines[0]}", *lines[1:]] if lines else [f"{number}."]
    return tuple(lines)


def _called(field: str, language: str) -> str:
    parts = ("surname", "given_names") if field == "name" else (field,)
    return ", ".join(word(language, part) for part in parts)


def title(document_code: str, design: Design) -> str:
    """What the document is called, in the languages of its labels or, where it has none, of the design."""
    kind = {"P": "passport", "V": "visa"}.get(document_code[:1], "card")
    named = (word(language, kind) for language in (design.label_languages or design.languages[:1]))
    return " / ".join(dict.fromkeys(named))

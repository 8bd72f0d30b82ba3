"""A manifest as a table: CSV with a heading, a person a line."""

import codecs
import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from sys import intern
from typing import BinaryIO, Final

from docverify.errors import InputError, LimitExceeded
from docverify.lists.announced.passenger import SEXES, AnnouncedDocument, Passenger, PersonRole
from docverify.lists.announced.source import MOST_PEOPLE, Source, opened
from docverify.lists.announced.values import day_announced, number_announced, state_announced

COLUMNS: Final = {
    "surname": ("surname", "last_name", "family_name", "primary_identifier"),
    "given_names": ("given_names", "first_name", "given_name", "secondary_identifier"),
    "birth": ("birth", "date_of_birth", "dob", "birth_date"),
    "sex": ("sex",),
    "nationality": ("nationality",),
    "number": ("number", "document_number", "passport_number"),
    "kind": ("kind", "document_type", "document_code", "document_kind"),
    "issuer": ("issuer", "issuing_state", "document_issuer"),
    "expiry": ("expiry", "date_of_expiry", "expiry_date"),
    "locator": ("locator", "pnr", "record_locator"),
    "embarks": ("embarks",),
    "disembarks": ("disembarks",),
    "role": ("role",),
}
"""What a column says → its headings, which are read without regard to case, blanks and hyphens."""
NEEDED: Final = ("surname",)
LONGEST_LINE: Final = 16_384
"""Characters."""
_TOLD: Final = 20
"""Bad lines that an error names."""
_BLOCK: Final = 1 << 18


def read_table(source: Source, *, at: date | None, most: int = MOST_PEOPLE) -> tuple[Passenger, ...]:
    """Read people from CSV.

    Args:
        source: a path, the bytes, or a file of bytes; UTF-8, with comma, semicolon or tab between cells.
        at: the day for which centuries of two-digit years are told.
        most: how many people it may name.

    Raises:
        InputError: it cannot be read, is not UTF-8, has no surname column or two of one kind, or has lines of
            another length or without any value: nobody is lost by leaving lines out. All are named.
        LimitExceeded: more people, a longer line or a larger file than may be.
    """
    people: list[Passenger] = []
    bad: list[int] = []
    with opened(source) as file:
        lines = _lines(file)
        heading = next(lines, "")
        divider = max(",;\t", key=heading.count)
        columns = _columns(next(csv.reader([heading], delimiter=divider), []))
        width = len(next(csv.reader([heading], delimiter=divider), []))
        for number, row in _counted(lines, divider):
            if not row:
                continue
            if len(row) != width or not any(cell.strip() for cell in row):
                bad.append(number)
                continue
            if len(people) >= most:
                raise LimitExceeded(f"the manifest names more than the limit of {most} people: divide it")
            told = {name: row[place].strip() for name, place in columns.items()}
            role = _role(told.get("role", ""))
            if role is None:
                bad.append(number)
                continue
            people.append(_passenger(len(people) + 1, told, role, at))
    if bad:
        more = "" if len(bad) <= _TOLD else f" and {len(bad) - _TOLD} more"
        raise InputError(
            f"the manifest has lines that cannot be used: {', '.join(map(str, bad[:_TOLD]))}{more}; each has "
            f"{width} cells, some value, and a role of {', '.join(PersonRole)} or none"
        )
    return tuple(people)


def _counted(lines: Iterator[str], divider: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Rows with the line of the file that each ends on."""
    rows = csv.reader(lines, delimiter=divider, strict=True)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as problem:
            raise InputError(f"the manifest, line {rows.line_num + 1}: this is not CSV: {problem}") from None
        yield rows.line_num + 1, row


def _lines(file: BinaryIO) -> Iterator[str]:
    """Lines with their ends."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    rest, count = "", 0
    more = True
    while more:
        block = file.read(_BLOCK)
        more = bool(block)
        try:
            rest += decoder.decode(block, final=not more)
        except UnicodeDecodeError:
            raise InputError(
                f"the manifest is not text in UTF-8, behind line {count}: export it again as UTF-8 CSV"
            ) from None
        *lines, rest = rest.splitlines(keepends=True) or [""]
        if not more and rest:
            lines, rest = [*lines, rest], ""
        for line in lines:
            count += 1
            if len(line) > LONGEST_LINE:
                raise _too_long(count)
            yield line
        if len(rest) > LONGEST_LINE:
            raise _too_long(count + 1)


def _too_long(line: int) -> LimitExceeded:
    return LimitExceeded(f"the manifest, line {line}: longer than the limit of {LONGEST_LINE} characters")


def _columns(heading: Sequence[str]) -> dict[str, int]:
    """Where each column is."""
    known = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}
    found: dict[str, int] = {}
    for place, title in enumerate(heading):
        name = known.get(title.strip().lower().replace(" ", "_").replace("-", "_"))
        if name in found:
            raise InputError(f"the manifest has two columns of the {name}: leave one out")
        if name is not None:
            found[name] = place
    missing = [name for name in NEEDED if name not in found]
    if missing:
        raise InputError(
            f"the manifest has no column {', '.join(missing)}; its columns may be {', '.join(COLUMNS)}"
        )
    return found


_ROLES: Final = {role.value: role for role in PersonRole} | {"": PersonRole.PASSENGER}


def _role(told: str) -> PersonRole | None:
    return _ROLES.get(told.lower().replace(" ", "_"))


def _passenger(place: int, told: dict[str, str], role: PersonRole, at: date | None) -> Passenger:
    get: Callable[[str], str] = lambda name: told.get(name, "")  # noqa: E731 - once, and short
    sex = get("sex").upper()
    document = AnnouncedDocument(
        kind=intern(get("kind").upper()),
        number=number_announced(get("number")),
        issuer=intern(state_announced(get("issuer"))),
        expiry=day_announced(get("expiry"), birth=False, at=at),
    )
    announced = document.number or document.issuer or document.expiry is not None
    return Passenger(
        place=place,
        role=role,
        surname=get("surname"),
        given_names=get("given_names"),
        birth=day_announced(get("birth"), birth=True, at=at),
        sex=SEXES.get(sex, intern(sex)),
        nationality=intern(state_announced(get("nationality"))),
        documents=(document,) if announced else (),
        locator=get("locator").upper(),
        embarks=intern(get("embarks").upper()),
        disembarks=intern(get("disembarks").upper()),
    )

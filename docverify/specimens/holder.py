"""Who a specimen is made out to: given, or drawn at random from invented syllables."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from docverify.arguments import expect
from docverify.mrz import LAYOUTS, MrzFormat, compose_mrz
from docverify.specimens.sheets import drawable

_SYLLABLES = (  # noqa: SIM905 - words read best as text
    "AN BA BEN BRI CA CHE CO DA DE DOR EL ERI FA FEL GI GRA GUN HA HEL IN IS JO KA KLE KOW LA LEN LIN LO MA "
    "MAR MI MO NA NE NO OL PA PE QUI RA RE RO SA SEN SHI SKA SO STE TA THI TO UL VA VE VI WA WES XI YA YU ZA"
).split()
# Drawn often enough that a reader meets codes of one letter, of organisations, and of many States.
_STATES = (  # noqa: SIM905 - the same
    "UTO UTO UTO D D AUT AZE BEL BGR BRA CAN CHE CHN COL CYP CZE DNK ESP EST FIN FRA GBR GRC HRV HUN IND IRL "
    "ISL ISR ITA JPN KEN KOR LTU LUX LVA MEX MLT NLD NOR NZL PHL POL PRT ROU SRB SVK SVN SWE TUR TWN UKR USA "
    "VNM ZAF EUE RKS UNO XOM XXA XXB XXC XXX GBD"
).split()
_SECOND_LETTERS = {"P": "<<<<CDMOS", "I": "<<<<DDPR", "A": "CR<", "C": "<", "V": "<<<CBIN"}
_LETTERS = np.array(list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
_DIGITS = np.array(list("0123456789"))
_ALNUM = np.concatenate([_LETTERS, _DIGITS])
_EPOCH = date(1925, 1, 1)


@dataclass(frozen=True, slots=True)
class Holder:
    """What a document says about its bearer; every field as `docverify.mrz.compose_mrz` takes it."""

    surname: str
    given_names: str = ""
    document_number: str = ""
    issuing_state: str = "UTO"
    nationality: str = "UTO"
    date_of_birth: date | str | None = None
    sex: str = ""
    date_of_expiry: date | str | None = None
    document_code: str | None = None
    optional_data: str = ""
    optional_data_2: str = ""

    def __repr__(self) -> str:
        """Show no identity data."""
        return "Holder(…)"

    def lines(self, format: MrzFormat) -> tuple[str, ...]:  # noqa: A002 - the word of the house
        """The MRZ that this holder's document bears.

        Raises:
            InputError: a field does not fit the format.
        """
        return tuple(
            compose_mrz(
                format,
                surname=self.surname,
                given_names=self.given_names,
                document_number=self.document_number,
                issuing_state=self.issuing_state,
                nationality=self.nationality,
                date_of_birth=self.date_of_birth,
                sex=self.sex,
                date_of_expiry=self.date_of_expiry,
                document_code=self.document_code,
                optional_data=self.optional_data,
                optional_data_2=self.optional_data_2,
            ).split("\n")
        )


def random_holder(format: MrzFormat, *, rng: np.random.Generator) -> Holder:  # noqa: A002 - as above
    """Draw a holder, rare cases included: names that overflow, one name only, long numbers, unknown dates.

    Args:
        format: which of the five formats of Doc 9303 the document has.
        rng: source of every choice.

    Raises:
        UnsupportedFormat: `format` is none of the five.
        InputError: `rng` is none.
    """
    format = drawable(format)  # noqa: A001 - as above
    expect("rng", rng, np.random.Generator, "numpy.random.default_rng(seed)")
    layout = LAYOUTS[format]
    surname, given_names = _names(rng, layout.places_by_name["names"].span)
    state = str(rng.choice(_STATES))
    long_number = bool(layout.long_number) and rng.random() < 0.15
    room = {
        name: place.span.stop - place.span.first
        for name, place in layout.places_by_name.items()
        if name.startswith("optional_data") and not name.endswith("check_digit")
    }
    number_length = 9 if rng.random() < 0.7 else int(rng.integers(6, 10))
    if long_number:  # one cell of the optional data holds the check digit, one the filler after it
        number_length = 10 + int(rng.integers(0, room["optional_data"] - 2))
    number = _number(rng, number_length)
    nationality = state if rng.random() < 0.8 else str(rng.choice(_STATES))
    born = _birth(rng)
    sex = str(rng.choice(["F", "M", "F", "M", "F", "M", "X"]))
    expiry = date(2008, 1, 1) + timedelta(days=int(rng.integers(0, 11_000)))
    return Holder(
        surname=surname,
        given_names=given_names,
        document_number=number,
        issuing_state=state,
        nationality=nationality,
        date_of_birth=_before(born, issued_before(expiry)) if isinstance(born, date) else born,
        sex=sex,
        date_of_expiry=expiry,
        document_code=_code(rng, format, state),
        optional_data="" if long_number else _optional(rng, room["optional_data"]),
        optional_data_2=_optional(rng, room["optional_data_2"]) if "optional_data_2" in room else "",
    )


def random_name(rng: np.random.Generator) -> str:
    """One component of a name, of invented syllables; now and then of any letters."""
    if rng.random() < 0.1:  # any letters: a reader must not lean on what sounds like a name
        return "".join(rng.choice(_LETTERS, int(rng.integers(1, 13))))
    return "".join(rng.choice(_SYLLABLES, int(rng.integers(1, 5))))


def _names(rng: np.random.Generator, span: tuple[int, int, int]) -> tuple[str, str]:
    surname = " ".join(random_name(rng) for _ in range(1 if rng.random() < 0.8 else int(rng.integers(2, 4))))
    given = [random_name(rng) for _ in range(int(rng.integers(1, 4)))]
    kind = rng.random()
    if kind < 0.05:
        return surname, ""
    if kind < 0.15:  # until the cells are full, and beyond
        while len(surname) + sum(map(len, given)) < span[2] - span[1] + 5:
            given.append(random_name(rng))
    return surname.replace(" ", "-") if rng.random() < 0.5 else surname, " ".join(given)


def _number(rng: np.random.Generator, length: int) -> str:
    letters = int(rng.choice([0, 1, 2, 2, 3, length]))
    head = rng.choice(_LETTERS if letters < length else _ALNUM, letters)
    return "".join([*head, *rng.choice(_DIGITS, length - letters)])


def _birth(rng: np.random.Generator) -> date | str | None:
    born = _EPOCH + timedelta(days=int(rng.integers(0, 36_000)))
    kind = rng.random()
    if kind < 0.02:
        return None
    if kind < 0.04:
        return f"{born:%y%m}<<"
    return f"{born:%y}<<<<" if kind < 0.06 else born


def issued_before(expiry: date) -> date:
    """The day of issue of a specimen: ten years before it expires."""
    return expiry - timedelta(days=3652)


def _before(born: date, issued: date) -> date:
    """Nobody is born after the document was issued, but a century earlier: the MRZ says the same."""
    if born < issued:
        return born
    leap_day = (born.month, born.day) == (2, 29)  # 1900 had none
    return born.replace(year=born.year - 100, day=28 if leap_day else born.day)


def _optional(rng: np.random.Generator, room: int) -> str:
    if rng.random() < 0.45:
        return ""
    length = room if rng.random() < 0.3 else int(rng.integers(1, room + 1))
    alphabet = _DIGITS if rng.random() < 0.5 else _ALNUM
    return "".join(rng.choice(alphabet, length))


def _code(rng: np.random.Generator, format: MrzFormat, state: str) -> str:  # noqa: A002 - as above
    first = {"P": "P", "V": "V"}.get(LAYOUTS[format].code[0]) or str(rng.choice(list("IIIIAC")))
    second = str(rng.choice(list(_SECOND_LETTERS[first])))
    if format is MrzFormat.TD2 and state == "FRA":  # IDFRA begins the French card, a layout of its own
        second = "<"
    return (first + second).removesuffix("<")

"""Printed lines of invented pages, as a recogniser would hand them over: text only, no pixels."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from docverify.evidence.printed import PrintedLine
from docverify.mrz import Mrz, MrzFormat, parse_mrz
from docverify.specimens.holder import Holder, random_holder

EN = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
FR = ["JAN", "FÉV", "MARS", "AVR", "MAI", "JUIN", "JUIL", "AOÛT", "SEPT", "OCT", "NOV", "DÉC"]
PT = ["JAN", "FEV", "MAR", "ABR", "MAI", "JUN", "JUL", "AGO", "SET", "OUT", "NOV", "DEZ"]
UK = ["СІЧ", "ЛЮТ", "БЕР", "КВІ", "ТРА", "ЧЕР", "ЛИП", "СЕР", "ВЕР", "ЖОВ", "ЛИС", "ГРУ"]
DE = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
CYRILLIC = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "АБЦДЕФГХІЙКЛМНОПКРСТУВВКИЗ")
GREEK = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ΑΒΓΔΕΦΓΗΙΙΚΛΜΝΟΠΚΡΣΤΥΒΩΞΥΖ")


def line(text: str, x: float, y: float, height: float = 2.6, chance: float = 0.996) -> PrintedLine:
    """A line of print at a place of the page, mm; 10 px a millimetre."""
    right, bottom = x + len(text) * height * 0.62, y + height
    quad = np.array([[x, y], [right, y], [right, bottom], [x, bottom]], float) * 10
    return PrintedLine(text, (chance,) * len(text), (x, y, right, bottom), quad)


@dataclass(frozen=True)
class Said:
    """What a page prints."""

    number: str
    surname: str
    given: str
    birth: str
    issue: str
    expiry: str
    sex: str
    state: str
    nationality: str


@dataclass(frozen=True)
class Design:
    """A way to print a page: its captions, how dates are written, and where everything stands."""

    name: str
    captions: dict[str, str]
    written: Callable[[date], str]
    arrange: Callable[[Said, dict[str, str]], list[PrintedLine]]
    sexes: dict[str, str]


def said(holder: Holder, design: Design) -> Said:
    """What a holder's page prints in a design."""
    expiry = holder.date_of_expiry
    born = holder.date_of_birth
    return Said(
        holder.document_number,
        holder.surname,
        holder.given_names,
        design.written(born) if isinstance(born, date) else "XX XX XXXX",
        design.written(expiry - timedelta(days=3652)),
        design.written(expiry),
        design.sexes.get(holder.sex, "X"),
        holder.issuing_state,
        holder.nationality,
    )


def drawn(rng: np.random.Generator) -> tuple[Holder, Mrz]:
    """A holder with a number of usual length, and the MRZ."""
    while True:
        kind = list(MrzFormat)[int(rng.integers(3))]
        if kind not in (MrzFormat.TD1, MrzFormat.TD2, MrzFormat.TD3):
            kind = MrzFormat.TD3
        holder = random_holder(kind, rng=rng)
        if isinstance(holder.date_of_birth, date) and holder.date_of_birth.year < 2010:
            birth = holder.date_of_birth
            if rng.random() < 0.2:
                holder = replace(holder, surname=accented(holder.surname), date_of_birth=birth)
            return holder, mrz_of(holder, kind)


def accented(name: str) -> str:
    """The name with letters that the MRZ writes otherwise."""
    for plain, marked in (("AE", "Æ"), ("OE", "Ö"), ("N", "Ñ"), ("E", "É"), ("SS", "ß"), ("S", "Š")):
        name = name.replace(plain, marked, 1)
    return name


def mrz_of(holder: Holder, kind: MrzFormat) -> Mrz:
    return parse_mrz("\n".join(holder.lines(kind)), at=date(2020, 1, 1))


def rows(fields: Said, captions: dict[str, str], order: tuple[tuple[str, ...], ...]) -> list:
    """(caption, value, column, row) of each field in an order."""
    out = []
    for y, names in enumerate(order):
        for x, name in enumerate(names):
            if getattr(fields, name):
                out.append((captions.get(name, ""), getattr(fields, name), x, y))
    return out


ORDER = (
    ("state", "number"),
    ("surname",),
    ("given",),
    ("nationality", "sex"),
    ("birth", "issue"),
    ("expiry",),
)


def over(fields: Said, captions: dict[str, str]) -> list[PrintedLine]:
    """Captions above values, two columns."""
    out = []
    for caption, value, x, y in rows(fields, captions, ORDER):
        out += [line(caption, 35 + x * 45, 8 + y * 8, 1.4), line(value, 35 + x * 45, 10.2 + y * 8)]
    return out


def under(fields: Said, captions: dict[str, str]) -> list[PrintedLine]:
    """Captions beneath values."""
    out = []
    for caption, value, x, y in rows(fields, captions, ORDER):
        out += [line(value, 35 + x * 45, 8 + y * 8), line(caption, 35 + x * 45, 11.2 + y * 8, 1.4)]
    return out


def left(fields: Said, captions: dict[str, str]) -> list[PrintedLine]:
    """Captions left of values, in boxes of their own."""
    out = []
    for n, (caption, value, _, _) in enumerate(rows(fields, captions, ORDER)):
        out += [line(caption, 30, 8 + n * 4.5, 1.8), line(value, 65, 7.8 + n * 4.5)]
    return out


def inline(fields: Said, captions: dict[str, str]) -> list[PrintedLine]:
    """Caption and value on one line."""
    return [
        line(f"{caption}: {value}", 30, 8 + n * 4.5)
        for n, (caption, value, _, _) in enumerate(rows(fields, captions, ORDER))
    ]


def headed(fields: Said, captions: dict[str, str]) -> list[PrintedLine]:
    """Several captions above one row of values, names on rows of their own."""
    out = []
    for y, names in enumerate(
        (("surname",), ("given",), ("sex", "nationality", "birth"), ("number", "expiry"))
    ):
        x = 30.0
        for name in names:
            value = getattr(fields, name)
            if value:
                out += [line(captions[name], x, 8 + y * 8, 1.3), line(value, x + 0.8, 10.1 + y * 8)]
            x += 32
    return [line(fields.state, 5, 2), *out]


def bare(fields: Said, captions: dict[str, str]) -> list[PrintedLine]:
    """Values without captions, numbered ones among them."""
    texts = [
        fields.state,
        f"1. {fields.surname}",
        f"2. {fields.given}" if fields.given else "",
        f"3. {fields.birth}",
        f"4a. {fields.issue}",
        f"4b. {fields.expiry}",
        f"5. {fields.number}",
        fields.sex,
    ]
    return [line(text, 30, 8 + n * 5.5) for n, text in enumerate(texts) if text]


def broken(fields: Said, captions: dict[str, str]) -> list[PrintedLine]:
    """Captions above; dates go on in the next line, and long names as well."""
    out, y = [], 6.0
    for name in ("surname", "given", "number", "sex", "nationality", "birth", "issue", "expiry"):
        value = getattr(fields, name)
        if not value:
            continue
        cut = value.rfind(" ") if name in ("surname", "given", "birth", "issue", "expiry") else -1
        out += [line(captions[name], 30, y, 1.4)]
        for part in [value] if cut < 0 else [value[:cut], value[cut + 1 :]]:
            out.append(line(part, 30, y + 2.2))
            y += 3.2
        y += 4.5
    return [line(fields.state, 5, 2), *out]


def together(fields: Said, captions: dict[str, str]) -> list[PrintedLine]:
    """Both identifiers on one line under one caption."""
    out = over(replace(fields, surname="", given=""), captions)
    name = f"{fields.surname}, {fields.given}".strip(", ")
    return [*out, line("Name / Nom et prénoms", 35, 16, 1.4), line(name, 35, 18.2)]


def beside_cyrillic(fields: Said, captions: dict[str, str]) -> list[PrintedLine]:
    """Names in Cyrillic and Latin letters beside each other."""
    doubled = [
        f"{name.translate(CYRILLIC)}/{name}" if name else "" for name in (fields.surname, fields.given)
    ]
    return over(replace(fields, surname=doubled[0], given=doubled[1]), captions)


def under_greek(fields: Said, captions: dict[str, str]) -> list[PrintedLine]:
    """Names in Greek letters, the Latin ones beneath."""
    out, y = [], 6.0
    for name in ("number", "surname", "given", "nationality", "sex", "birth", "issue", "expiry"):
        value = getattr(fields, name)
        if value:
            out.append(line(captions[name], 30, y, 1.4))
            for text in [value.translate(GREEK), value] if name in ("surname", "given") else [value]:
                out.append(line(text, 30, y + 2.2))
                y += 3.2
            y += 4.5
    return [line(fields.state, 5, 2), *out]


def _captions(**words: str) -> dict[str, str]:
    return words


ENGLISH = _captions(
    number="Passport No.", surname="Surname", given="Given names", birth="Date of birth",
    issue="Date of issue", expiry="Date of expiry", sex="Sex", state="Code of issuing State",
    nationality="Nationality",
)  # fmt: skip
DOUBLE = _captions(
    number="Passport No. / Passeport Nº (9)", surname="1. Surname/Nom (1)", given="Given names/Prénoms (2)",
    birth="Date of birth / Date de naissance", issue="Date of issue / Date de délivrance",
    expiry="Date of expiry / Date d'expiration", sex="Sex/Sexe (5)", state="Country code/Code du pays",
    nationality="Nationality/Nationalité (3)",
)  # fmt: skip
GERMAN = _captions(
    number="Reisepass-Nr.", surname="Name/Surname/Nom", given="Vornamen/Given names", birth="Geburtsdatum",
    issue="Ausstellungsdatum", expiry="Gültig bis", sex="Geschlecht", state="Ländercode",
    nationality="Staatsangehörigkeit",
)  # fmt: skip
SPANISH = _captions(
    number="Pasaporte No.", surname="Apellidos", given="Nombre", birth="Fecha de nacimiento", sex="Sexo",
    issue="Fecha de expedición", expiry="Fecha de caducidad", state="Código", nationality="Nacionalidad",
)  # fmt: skip
POLISH = _captions(
    number="Nr paszportu", surname="Nazwisko", given="Imiona", birth="Data urodzenia", issue="Data wydania",
    expiry="Data upływu ważności", sex="Płeć", state="Kod państwa", nationality="Obywatelstwo",
)  # fmt: skip
ITALIAN = _captions(
    number="Passaporto N.", surname="Cognome", given="Nome", birth="Data di nascita",
    issue="Data di rilascio", expiry="Data di scadenza", sex="Sesso", state="Codice Paese",
    nationality="Cittadinanza",
)  # fmt: skip
PORTUGUESE = _captions(
    number="Passaporte N.º", surname="Apelidos", given="Nomes próprios", birth="Data de nascimento",
    issue="Data de emissão", expiry="Válido até", sex="Sexo", state="Código do país",
    nationality="Nacionalidade",
)  # fmt: skip
FINNISH = _captions(
    number="Passin numero/Passnummer/Passport No.", surname="1. Sukunimi/Efternamn/Surname",
    given="2. Etunimet/Förnamn/Given names", birth="Syntymäaika/Födelsedatum/Date of birth",
    issue="Myönnetty/Utfärdat", expiry="Viimeinen voimassaolopäivä/Date of expiry", sex="Sukupuoli/Kön/Sex",
    state="Maatunnus", nationality="Kansalaisuus/Nationalitet",
)  # fmt: skip
UKRAINIAN = _captions(
    number="Паспорт №/Passport No.", surname="Прізвище/Surname", given="Ім'я/Given Names",
    birth="Дата народження/Date of birth", issue="Дата видачі/Date of issue",
    expiry="Дата закінчення строку дії/Date of expiry", sex="Стать/Sex", state="Код держави",
    nationality="Громадянство/Nationality",
)  # fmt: skip
GREEKS = _captions(
    number="Αριθ. Διαβατηρίου/Passport No", surname="Επώνυμο/Surname", given="Όνομα/Name",
    birth="Ημερομηνία γέννησης", issue="Ημερομηνία έκδοσης", expiry="Ημερομηνία λήξης", sex="Φύλο/Sex",
    state="Κωδικός χώρας", nationality="Ιθαγένεια/Nationality",
)  # fmt: skip

PLAIN = {"M": "M", "F": "F"}


def _words(*months: list[str], year: str = "%Y") -> Callable[[date], str]:
    return lambda day: f"{day.day:02} {'/'.join(m[day.month - 1] for m in months)} {day.strftime(year)}"


def _numeric(form: str) -> Callable[[date], str]:
    return lambda day: day.strftime(form)


DESIGNS = (
    Design("english", ENGLISH, _words(EN), over, PLAIN),
    Design("french", DOUBLE, _words(EN, FR, year="%y"), over, PLAIN),
    Design("german", GERMAN, _numeric("%d.%m.%Y"), over, {"M": "M", "F": "W/F"}),
    Design("polish", POLISH, _numeric("%Y-%m-%d"), left, {"M": "M", "F": "K/F"}),
    Design("american", ENGLISH, _numeric("%m/%d/%Y"), inline, {"M": "MALE", "F": "FEMALE"}),
    Design("spanish", SPANISH, _numeric("%d %m %Y"), headed, PLAIN),
    Design("italian", ITALIAN, _numeric("%d/%m/%Y"), under, PLAIN),
    Design("bare", {}, _numeric("%d.%m.%Y"), bare, PLAIN),
    Design("portuguese", PORTUGUESE, _words(PT, EN), broken, PLAIN),
    Design("finnish", FINNISH, _numeric("%d.%m.%Y"), over, {"M": "M/M", "F": "N/F"}),
    Design("together", ENGLISH, lambda d: f"{d.day}. {DE[d.month - 1]} {d.year}", together, PLAIN),
    Design("ukrainian", UKRAINIAN, _words(UK, EN, year="%y"), beside_cyrillic, {"M": "Ч/M", "F": "Ж/F"}),
    Design("greek", GREEKS, _words(EN, year="%y"), under_greek, PLAIN),
)
FOREIGN = ("ПАСПОРТ УТОПИИ", "ΔΙΑΒΑΤΗΡΙΟ", "جواز سفر", "١٢ ٠٨ ١٩٧٤", "护照", "३१ १२ २०२०")


def page(holder: Holder, design: Design, *, fields: Said | None = None) -> list[PrintedLine]:
    """The lines of a sound page."""
    return [
        line("PASSPORT", 50, 2, 3.5),
        *design.arrange(fields or said(holder, design), design.captions),
    ]


def worn(lines: list[PrintedLine], rng: np.random.Generator, *, errors: float = 0.03) -> list[PrintedLine]:
    """What a poor reading makes of a page: letters misread with low chances, lines lost and merged."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    kept = [one for one in lines if rng.random() > 0.08]
    out: list[PrintedLine] = []
    for one in kept:
        text, chances = list(one.text), list(rng.uniform(0.85, 0.999, len(one.text)))
        for n in range(len(text)):
            if rng.random() < errors and text[n] != " ":
                text[n], chances[n] = letters[int(rng.integers(36))], float(rng.uniform(0.2, 0.75))
        before = out[-1] if out else None
        if before is not None and abs(before.box[1] - one.box[1]) < 0.5 and rng.random() < 0.15:
            box = (before.box[0], before.box[1], one.box[2], before.box[3])
            merged = f"{before.text} {''.join(text)}"
            out[-1] = PrintedLine(merged, (*before.chances, 1.0, *chances), box, before.quad)
            continue
        shift = rng.uniform(-0.3, 0.3, 2)
        box = (one.box[0] + shift[0], one.box[1] + shift[1], one.box[2] + shift[0], one.box[3] + shift[1])
        out.append(PrintedLine("".join(text), tuple(chances), box, one.quad))
    for text in rng.choice(FOREIGN, int(rng.integers(0, 3)), replace=False):
        out.insert(
            int(rng.integers(len(out) + 1)),
            line(str(text), float(rng.uniform(0, 80)), float(rng.uniform(0, 70))),
        )
    return out

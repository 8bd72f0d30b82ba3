"""Journeys and people of Utopia, and their documents."""

import random
from datetime import date, datetime, timedelta

import docverify as dv
from docverify.lists import AnnouncedDocument, Journey, Passenger, PersonRole
from docverify.lists.announced.values import day_announced

ARRIVAL = datetime(2026, 11, 28, 14, 0)  # noqa: DTZ001 - local time, as carriers announce it
AT = ARRIVAL.date()
JOURNEY = Journey(
    carrier="XX",
    number="XX101",
    departs_from="UTA",
    arrives_at="UTB",
    departure=ARRIVAL - timedelta(hours=5),
    arrival=ARRIVAL,
)
PREPARED = ARRIVAL - timedelta(days=1)
SURNAMES = (
    "ERIKSSON",
    "VAN DER STEEN",
    "NILAVADHANANANDA",
    "O'CONNOR",
    "SMITH-JONES",
    "IVANOVA",
    "LI",
    "SILVA",
)
GIVEN = ("ANNA", "MARIA", "JAN", "LOUISE", "PEDRO", "CHAYAPA", "MEI", "TODD", "INGRID", "OLGA")
STATES = ("UTO", "D", "NZL", "FRA", "IND")


def drawn(seed):
    return random.Random(seed)  # noqa: S311 - no secret: so that people are the same every time


def birth(day):
    return day_announced(day.isoformat(), birth=True, at=None)


def expiry(day):
    return day_announced(day.isoformat(), birth=False, at=None)


def person(rng, place=1):
    """Somebody with all that the guidelines ask for."""
    born = date(1935, 1, 1) + timedelta(days=rng.randrange(32_000))
    kind = rng.choice("PPPI")
    number = "".join(rng.choice("ABCDEFGHJKLMNPRTUVWXYZ0123456789") for _ in range(9))
    return Passenger(
        place=place,
        role=rng.choice((PersonRole.PASSENGER,) * 8 + tuple(PersonRole)),
        surname=rng.choice(SURNAMES),
        given_names=" ".join(rng.sample(GIVEN, rng.randint(1, 3))),
        birth=birth(born),
        sex=rng.choice("FMX"),
        nationality=rng.choice(STATES),
        documents=(
            AnnouncedDocument(
                kind=kind,
                number=number,
                issuer=rng.choice(STATES),
                expiry=expiry(AT + timedelta(days=rng.randint(1, 3000))),
            ),
        ),
        locator="".join(rng.choice("ABCDEF123456") for _ in range(6)),
        embarks=rng.choice(("UTA", "UTC")),
        disembarks="UTB",
    )


def people(rng, count):
    return tuple(person(rng, place) for place in range(1, count + 1))


def mrz_of(one, **changes):
    """The MRZ of the document that somebody was announced with."""
    document = one.documents[0]
    fields = {
        "document_code": "P",
        "surname": one.surname,
        "given_names": one.given_names,
        "document_number": document.number,
        "issuing_state": document.issuer,
        "nationality": one.nationality,
        "date_of_birth": one.birth.date,
        "sex": one.sex,
        "date_of_expiry": document.expiry.date,
    }
    return dv.parse_mrz(dv.compose_mrz(dv.MrzFormat.TD3, **{**fields, **changes}), at=AT)

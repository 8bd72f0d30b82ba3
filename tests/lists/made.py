"""Lists and documents for tests: invented people, and nothing of anybody."""

from datetime import date

from docverify.evidence import ListEdition
from docverify.lists import NameEntry, NameList
from docverify.mrz import MrzFormat, compose_mrz, parse_mrz

AT = date(2026, 11, 23)
EDITION = ListEdition(name="wanted", version="7", issued=date(2026, 11, 20), stale_after=7)
STRANGERS = """
Adomaitis Rasa|Beaumont Céline Odile|Castellanos Iker|Dvořák Bohumil|Eskildsen Torben|Fiorentino Agnese
Grzybowski Lech|Halvorsen Ingrid Maren|Ioannescu Doru|Järvinen Eero|Kovačević Slavko|Lindqvist Åke
Mészáros Ferenc|Nunes Teresa|Öztürk Deniz|Petrauskas Jonas|Quintero Ximena|Rønning Sigrid|Sørensen Mads
Tkachenko Olena|Ulvang Geir|Villanueva Rocío|Wojciechowska Jadwiga|Yıldırım Emre|Žukauskas Tomas
Лебедев Аркадий|Шевчук Оксана|Гончаренко Тарас|Рахманинова Зоя|منصوری کامران|رحیمی شیرین
""".replace("\n", "|").strip("|")


def strangers():
    """Entries of people who have nothing to do with a test."""
    people = [one.split(" ", 1) for one in STRANGERS.split("|")]
    return [NameEntry(id=f"S-{at}", primary=p, secondary=s) for at, (p, s) in enumerate(people)]


def names_of(*entries, false_positives=0.1, edition=EDITION):
    """A list of these people among strangers."""
    return NameList([*entries, *strangers()], edition=edition, false_positives=false_positives)


def person(primary, secondary="", **more):
    return NameEntry(id="W-1", primary=primary, secondary=secondary, **more)


def mrz_of(surname, given_names="", fmt=MrzFormat.TD3, *, at=AT, **changes):
    fields = {
        "surname": surname,
        "given_names": given_names,
        "document_number": "L898902C3",
        "issuing_state": "UTO",
        "nationality": "UTO",
        "date_of_birth": "740812",
        "sex": "F",
        "date_of_expiry": "320415",
    }
    return parse_mrz(compose_mrz(fmt, **(fields | changes)), at=at)


def reasons(entry, mrz, **options):
    """The reasons for which one person is matched; None where they are not."""
    answer = names_of(entry, **options).look_up(mrz, at=AT)
    found = [set(one.reasons) for one in answer.matches if one.entry == entry.id]
    assert len(answer.matches) == len(found) <= 1
    return found[0] if found else None

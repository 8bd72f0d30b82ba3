"""Files in which a service looks travellers up: galleries, lists and a manifest of invented people."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import docverify as dv
from docverify.evidence import GalleryKind, ListEdition
from docverify.lists import AnnouncedDocument, NameEntry, Passenger, PersonRole, write_paxlst
from docverify.service.lookups import GalleryPlace, Lookups
from tests.gallery.conftest import ENCODER
from tests.lists.made import strangers
from tests.lists.made_manifests import JOURNEY, PREPARED

NOW = datetime(2026, 11, 28, 15, tzinfo=UTC)
"""On which the journey of the manifest has just ended."""
KEY = bytes(range(32))
YEAR = timedelta(days=365)
EDITION = ListEdition(name="lost", version="7", issued=date(2026, 11, 20), stale_after=30)
KNOWN = dv.Purpose(name="known", kind=GalleryKind.TRUSTED, fpir=0.01, longest=YEAR)
WANTED = dv.Purpose(name="wanted", kind=GalleryKind.WATCHLIST, fpir=0.003, longest=YEAR)
NUMBER, BORN = "L898902C3", date(1974, 8, 12)
"""Of the samples' passport."""
POLICY = replace(
    dv.Policy.named("kiosk"),
    name="looked-up",
    optional=["document_not_listed", "name_not_listed", "face_not_listed", "on_manifest", "enrolled"],
)


def new_gallery(folder: Path) -> Path:
    """An empty gallery of two purposes; where one is, another one in its place."""
    path = folder / "port.gallery"
    for one in folder.glob("port.gallery*"):
        one.unlink()
    dv.Gallery.create(path, key=KEY, encoder=ENCODER, purposes=[KNOWN, WANTED], at=NOW).close()
    return path


def listed(folder: Path, *, number: str = "XX1234567", edition: ListEdition = EDITION) -> Path:
    """A list of one document."""
    entries = [dv.DocumentEntry(issuer="UTO", number=number, kind="P")]
    dv.DocumentList.write(folder / "lost.list", entries, edition=edition, key=KEY)
    return folder / "lost.list"


def named(folder: Path, *people: tuple[str, str]) -> Path:
    """A list of people, among strangers."""
    entries = [NameEntry(id=f"W-{at}", primary=one, secondary=two) for at, (one, two) in enumerate(people)]
    edition = replace(EDITION, name="sought")
    dv.NameList.write(folder / "sought.list", [*entries, *strangers()], edition=edition, key=KEY)
    return folder / "sought.list"


def announced(folder: Path, *, number: str = NUMBER) -> Path:
    """A manifest of one passenger."""
    document = AnnouncedDocument(kind="P", number=number, issuer="UTO")
    one = Passenger(
        place=1,
        role=PersonRole.PASSENGER,
        surname="ERIKSSON",
        given_names="ANNA MARIA",
        documents=(document,),
    )
    path = folder / "flight.paxlst"
    path.write_bytes(write_paxlst([one], journey=JOURNEY, prepared=PREPARED))
    return path


def lookups_in(folder: Path) -> Lookups:
    """All of them; none knows the samples' passport or its bearer but the manifest."""
    path = new_gallery(folder)
    return Lookups(
        lists=(listed(folder), named(folder)),
        list_key=KEY,
        manifest=(announced(folder),),
        galleries=(
            GalleryPlace(path=path, purpose="known"),
            GalleryPlace(path=path, purpose="wanted"),
        ),
        gallery_key=KEY,
    )

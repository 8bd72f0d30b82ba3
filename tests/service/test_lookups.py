"""A service that looks travellers up: hits go to an officer in words, and the traveller learns nothing."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

import docverify as dv
from docverify.errors import ConfigurationError
from docverify.service import Settings, create_app
from docverify.service.lookups import GalleryPlace, Lookups
from tests.gallery.conftest import ENCODER, people, template
from tests.service.known import (
    EDITION,
    KEY,
    KNOWN,
    NOW,
    NUMBER,
    POLICY,
    announced,
    listed,
    lookups_in,
    named,
    new_gallery,
)
from tests.service.operate.desk import desk_of

CHECKS = ("document_not_listed", "name_not_listed", "face_not_listed", "enrolled", "on_manifest")
LATER = NOW + timedelta(days=90)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("known")
    dv.Journal.create(folder / "desk.journal").close()
    told = {"lookups": lookups_in(folder), "policy": POLICY, "now": lambda: NOW}
    with desk_of(journal=folder / "desk.journal", journal_profile="standard", **told) as one:
        one.folder = folder
        yield one


@pytest.fixture
def fresh(desk):
    """The desk, after which everything is as it was."""
    yield desk
    listed(desk.folder)
    named(desk.folder)
    announced(desk.folder)
    new_gallery(desk.folder)


def verified(desk, mated, **data):
    document, live = mated
    answer = desk.running.post("/v1/verify", [("document", document), ("live", live)], data)
    assert answer.status_code == 200, answer.text
    return answer.json()


def reasons(told):
    return {one["check"]: one["reason"] for one in told["report"]["findings"] if one["check"] in CHECKS}


def enrol(desk, samples, purpose):
    face = dv.encode_face(samples / "mated/live.jpg")
    with dv.Gallery(desk.folder / "port.gallery", key=KEY) as gallery:
        gallery.enrol(face, id="person-7", purpose=purpose, expires=LATER, at=NOW)


def test_who_is_on_no_list_and_on_the_manifest_is_told_so(fresh, mated, samples):
    enrol(fresh, samples, "known")
    with dv.Gallery(fresh.folder / "port.gallery", key=KEY) as gallery:
        gallery.enrol(template(people(1)[0]), id="person-8", purpose="wanted", expires=LATER, at=NOW)
    told = verified(fresh, mated)
    assert reasons(told) == {
        "document_not_listed": "document_not_listed",
        "name_not_listed": "name_not_listed",
        "face_not_listed": "face_not_listed",
        "enrolled": "face_enrolled",
        "on_manifest": "on_manifest",
    }
    assert told["outcome"] == "PASSED"


def change_document(desk, samples):
    listed(desk.folder, number=NUMBER)


def change_name(desk, samples):
    named(desk.folder, ("ERIKSSON", "ANNA MARIA"))


def change_face(desk, samples):
    enrol(desk, samples, "wanted")


def change_manifest(desk, samples):
    announced(desk.folder, number="L898902C8")


@dataclass
class Hit:
    """What is changed under the running service, whose workers see it, and what an officer is told then."""

    change: Callable[..., None]
    check: str
    reason: str
    sentence: str
    figures: dict[str, str]


ON_LISTS = {"lists": "lost", "editions": "7", "lists are": "current", "how they agree": "number"}
HITS = [
    Hit(change_document, "document_not_listed", "document_listed", "on a list", ON_LISTS),
    Hit(
        change_name,
        "name_not_listed",
        "name_listed",
        "on a list",
        {"entries of the lists": "W-0", "people on lists who may be meant": "1"},
    ),
    Hit(
        change_face,
        "face_not_listed",
        "face_listed",
        "on the watchlist",
        {"people compared": "1", "of them alike": "1"},
    ),
    Hit(change_manifest, "on_manifest", "manifest_in_doubt", "on the manifest", {"manifest": "in doubt"}),
]


@pytest.mark.parametrize("hit", HITS, ids=[one.reason for one in HITS])
def test_a_hit_goes_to_an_officer_in_words_and_the_traveller_learns_nothing(fresh, mated, samples, hit):
    document, live = mated
    hit.change(fresh, samples)
    told = verified(fresh, mated)
    assert reasons(told)[hit.check] == hit.reason
    assert told["outcome"] == "INCONCLUSIVE"
    assert "person-7" not in json.dumps(told)
    session = fresh.session(document, live=live)
    stands = fresh.kiosk.get(f"/v1/sessions/{session}").json()
    assert stands["state"] == "officer"
    assert not any(one in json.dumps(stands) for one in (hit.check, hit.reason, "listed", "gallery"))
    shown = fresh.shown(session)
    (found,) = [one for group in shown["groups"] for one in group["checks"] if one["check"] == hit.check]
    assert (found["light"], found["counts"], found["reason"]) == ("yellow", True, hit.reason)
    assert hit.sentence in found["sentence"]
    figures = {one["label"]: one["value"] for one in found["figures"]}
    assert hit.figures.items() <= figures.items()
    assert "person-7" not in json.dumps(shown)


def test_whoever_goes_to_the_desk_goes_there_alike(fresh, mated, samples):
    """A state of a traveller's page with a hit is that of one whose document is refused, but for the time."""

    def stands():
        document, live = mated
        session = fresh.session(document, live=live)
        told = fresh.kiosk.get(f"/v1/sessions/{session}").json()
        return {name: value for name, value in told.items() if name != "seconds_left"}

    enrol(fresh, samples, "wanted")
    hit = stands()
    new_gallery(fresh.folder)
    change_document(fresh, samples)
    assert stands() == hit


def test_a_watch_hit_of_a_verification_is_in_its_entry_of_the_journal(fresh, mated, samples):
    enrol(fresh, samples, "wanted")
    told = verified(fresh, mated)
    with dv.Journal(fresh.folder / "desk.journal", read_only=True) as journal:
        entry = journal.entry(told["entry"])
    assert ("face_not_listed", "not_performed", "face_listed", "required") in [
        tuple(str(word).lower() for word in one) for one in entry.findings
    ]
    assert entry.content["evidence"]["face_not_listed"]["matching"] == 1
    assert b"person-7" not in (fresh.folder / "desk.journal").read_bytes()


@pytest.mark.parametrize("file", ["lost.list", "flight.paxlst", "port.gallery"])
def test_what_cannot_be_looked_up_is_not_told(fresh, mated, file):
    (fresh.folder / file).unlink()
    document, live = mated
    answer = fresh.running.post("/v1/verify", [("document", document), ("live", live)])
    assert (answer.status_code, answer.json()["code"]) == (503, "not_looked_up")
    assert file not in answer.text
    session = fresh.session(document, live=live)
    assert fresh.kiosk.get(f"/v1/sessions/{session}").json()["state"] == "officer"
    assert fresh.shown(session)["outcome"] is None


def test_a_stale_list_clears_nobody(fresh, mated):
    old = replace(EDITION, issued=NOW.date() - timedelta(days=99))
    listed(fresh.folder, edition=old)
    told = verified(fresh, mated)
    assert reasons(told)["document_not_listed"] == "list_stale"
    assert told["outcome"] == "INCONCLUSIVE"


def test_what_is_wrong_at_the_start_is_told_before_anything_is_listened_on(tmp_path):
    sound = lookups_in(tmp_path)
    create_app(Settings(lookups=sound, now=lambda: NOW))
    other = tmp_path / "other.gallery"
    dv.Gallery.create(other, key=KEY, encoder="another", purposes=[KNOWN], at=NOW).close()
    (tmp_path / "text.list").write_text("no list")
    (tmp_path / "text.paxlst").write_text("no message")
    for change, word in (
        ({"galleries": (GalleryPlace(path=tmp_path / "none", purpose="known"),)}, "none"),
        ({"galleries": (GalleryPlace(path=other, purpose="known"),)}, ENCODER),
        ({"galleries": (replace(sound.galleries[0], purpose="guests"),)}, "known, wanted"),
        ({"gallery_key": bytes(32)}, "another key"),
        ({"list_key": bytes(32)}, "list"),
        ({"lists": (tmp_path / "none",)}, "none"),
        ({"lists": (tmp_path / "text.list",)}, "is no list"),
        ({"manifest": (tmp_path / "none",)}, "none"),
        ({"manifest": (tmp_path / "text.paxlst",)}, "."),
    ):
        with pytest.raises(ConfigurationError, match=word):
            create_app(Settings(lookups=replace(sound, **change), now=lambda: NOW))


def test_files_and_keys_that_cannot_be_meant_are_refused(tmp_path):
    place = GalleryPlace(path=tmp_path / "port.gallery", purpose="known")
    again = GalleryPlace(path=tmp_path / "deep" / "port.gallery", purpose="known")
    odd = GalleryPlace(path=tmp_path / "a port.gallery", purpose="known")
    for told, word in (
        ({"lists": (tmp_path / "a",)}, "list-key"),
        ({"galleries": (place,)}, "gallery-key"),
        ({"galleries": (place, place), "gallery_key": KEY}, "twice"),
        ({"galleries": (place, again), "gallery_key": KEY}, "one name"),
        ({"galleries": (odd,), "gallery_key": KEY}, "letters"),
    ):
        with pytest.raises(ConfigurationError, match=word):
            Lookups(**told)
    for text in ("port.gallery", ":known", "port.gallery:"):
        with pytest.raises(ConfigurationError, match="colon"):
            GalleryPlace.read(text)
    assert str(KEY) not in repr(Lookups(galleries=(place,), gallery_key=KEY))

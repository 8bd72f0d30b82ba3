"""`/v1/galleries`: enrol, recognise, take out; by whom, and what stands in the journal."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

import docverify as dv
from tests.service.keyfile import bearer, keys_in
from tests.service.known import KEY, NOW, lookups_in, new_gallery
from tests.service.running import running

EXPIRES = "2027-03-01"
ID = "traveller-7"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A service with galleries, keys and a journal that seals."""
    folder = tmp_path_factory.mktemp("galleries")
    dv.Journal.create(folder / "desk.journal").close()
    keys, shown = keys_in(folder)
    with running(
        lookups=lookups_in(folder),
        now=lambda: NOW,
        keys=keys,
        journal=folder / "desk.journal",
        journal_profile="full",
        workers=2,
    ) as one:
        one.folder, one.keys = folder, shown
        one.client.headers.update(bearer(shown["gallery"]))
        yield one


@pytest.fixture
def service(served):
    new_gallery(served.folder)
    return served


@pytest.fixture
def live(samples):
    return (samples / "mated/live.jpg").read_bytes()


@pytest.fixture
def portrait(samples):
    return (samples / "mated/document.png").read_bytes()


def enrol(service, picture, **data):
    told = {"id": ID, "purpose": "known", "expires": EXPIRES, **data}
    return service.post("/v1/galleries/port/enrol", {"reference": picture}, told)


def replace(service, picture, **data):
    told = {"id": ID, "purpose": "known", **data}
    return service.post("/v1/galleries/port/replace", {"reference": picture}, told)


def identify(service, picture, purpose="known"):
    return service.post("/v1/galleries/port/identify", {"probe": picture}, {"purpose": purpose})


def take_out(service, what, **data):
    return service.client.post(f"/v1/galleries/port/{what}", json={"id": ID, "purpose": "known", **data})


def deeds(service):
    with dv.Journal(service.folder / "desk.journal", read_only=True) as journal:
        return [
            (entry, journal.unseal(entry)["entries"] if entry.sealed else [])
            for entry in journal.entries(kind="gallery")
        ]


def code(answer):
    told = answer.json()
    assert set(told) == {"code", "side", "message", "retryable"}
    assert ID not in answer.text
    return answer.status_code, told["code"]


def test_what_there_is_is_told_without_anybody(service, portrait):
    assert enrol(service, portrait).status_code == 200
    answer = service.client.get("/v1/galleries")
    known, wanted = answer.json()["galleries"]
    assert (known["gallery"], known["purpose"], known["kind"], known["size"]) == (
        "port",
        "known",
        "trusted",
        1,
    )
    assert (known["fpir"], known["fmr"], known["supported"]) == (0.01, 0.01, True)
    assert 0 < known["threshold"] < 1 < known["most"]
    assert (wanted["purpose"], wanted["size"], wanted["threshold"]) == ("wanted", 0, None)
    assert ID not in answer.text


def test_somebody_is_enrolled_recognised_and_erased(service, portrait, live):
    before = len(deeds(service))
    assert identify(service, live).json()["outcome"] == "INCONCLUSIVE"
    told = enrol(service, portrait, policy="rule-3").json()
    assert told["outcome"] == "PASSED"
    assert told["enrolled"]["expires"].startswith(EXPIRES)
    assert told["enrolled"]["policy"] == "rule-3"
    for _ in range(4):  # either worker sees what one of them wrote
        found = identify(service, live).json()
        assert (found["outcome"], found["why"]) == ("PASSED", "")
        (one,) = found["found"]["candidates"]
        assert (one["id"], one["matches"], found["found"]["confirmed"]) == (ID, True, True)
    with dv.Gallery(service.folder / "port.gallery", key=KEY, read_only=True) as gallery:
        assert gallery.entry(ID).purpose == "known"
    with closing(sqlite3.connect(service.folder / "port.gallery")) as file:
        (box,) = file.execute("SELECT box FROM boxes").fetchone()
    gone = take_out(service, "erase").json()
    assert gone["done"] == "erased"
    assert not any(box[40:200] in one.read_bytes() for one in service.folder.glob("port.gallery*"))
    assert identify(service, live).json()["found"]["candidates"] == []
    assert code(take_out(service, "erase")) == (404, "not_enrolled")
    told_of = [(entry.content["did"], entry.content["count"], ids) for entry, ids in deeds(service)[before:]]
    assert told_of == [
        ("identify", 0, []),
        ("enrol", 1, [ID]),
        *[("identify", 1, [ID])] * 4,
        ("erase", 1, [ID]),
        ("identify", 0, []),
    ]
    entry = deeds(service)[before + 1][0]
    assert entry.number == told["entry"]
    assert entry.content["operator"] == service.keys["gallery"].split("_")[1]
    assert ID.encode() not in (service.folder / "desk.journal").read_bytes()


def test_a_newer_picture_takes_the_place_of_an_older_one(service, samples, portrait, live):
    other = next((samples / "non_mated").glob("document.*")).read_bytes()
    before = len(deeds(service))
    assert code(replace(service, portrait)) == (404, "not_enrolled")
    enrol(service, other, policy="rule-3")
    assert identify(service, live).json()["found"]["candidates"][0]["matches"] is False
    told = replace(service, portrait).json()
    assert (told["outcome"], told["enrolled"]["policy"]) == ("PASSED", "rule-3")
    assert told["enrolled"]["expires"].startswith(EXPIRES), "it stays as long as it was to stay"
    (one,) = identify(service, live).json()["found"]["candidates"]
    assert (one["id"], one["matches"]) == (ID, True)
    assert code(replace(service, portrait, purpose="wanted")) == (404, "not_enrolled")
    assert code(replace(service, portrait, expires="2200-01-01")) == (409, "expires_refused")
    assert replace(service, portrait, expires="2027-01-01").json()["enrolled"]["expires"][:10] == "2027-01-01"
    did = [(entry.content["did"], ids) for entry, ids in deeds(service)[before:]]
    assert [one for one in did if one[0] == "replace"] == [("replace", [ID])] * 2


def test_a_watchlist_is_searched_for_everybody_alike(service, portrait, live):
    assert identify(service, live, "wanted").json()["outcome"] == "INCONCLUSIVE", "it is empty"
    enrol(service, portrait, purpose="wanted")
    told = identify(service, live, "wanted").json()
    assert (told["outcome"], told["found"]["kind"]) == ("INCONCLUSIVE", "watchlist")
    assert "officer" in told["why"]
    assert take_out(service, "remove", purpose="wanted").json()["done"] == "removed"
    assert identify(service, live, "wanted").json()["outcome"] == "INCONCLUSIVE"


def test_entries_are_told_apart_by_id_and_purpose(service, portrait):
    assert enrol(service, portrait).status_code == 200
    assert code(enrol(service, portrait)) == (409, "already_enrolled")
    assert code(enrol(service, portrait, purpose="wanted")) == (409, "already_enrolled")
    assert code(take_out(service, "remove", purpose="wanted")) == (404, "not_enrolled")
    assert code(take_out(service, "erase", id="nobody")) == (404, "not_enrolled")
    assert take_out(service, "remove").status_code == 200


def test_pictures_that_give_no_face_enrol_and_find_nobody(service, samples):
    nobody = (samples / "no_face/live.jpg").read_bytes()
    before = len(deeds(service))
    for ask in (enrol, replace, identify):
        told = ask(service, nobody).json()
        assert (told["outcome"], told["failure"], told["entry"]) == ("INCONCLUSIVE", "no_face", None)
        told = ask(service, b"no picture").json()
        assert (told["outcome"], told["unusable"]["code"]) == ("INCONCLUSIVE", "unreadable_image")
        assert told["unusable"]["side"] == ("probe" if ask is identify else "reference")
    assert len(deeds(service)) == before


@pytest.mark.parametrize("expires", ["2026-11-28", "2026-01-01", "2027-11-29", "2200-01-01"])
def test_nobody_stays_longer_than_the_purpose_allows(service, portrait, expires):
    assert code(enrol(service, portrait, expires=expires)) == (409, "expires_refused")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"purpose": "none such"}, (404, "gallery_unknown")),
        ({"purpose": ""}, (422, "part_empty")),
        ({"id": ""}, (422, "part_empty")),
        ({"id": "x" * 97}, (422, "request_invalid")),
        ({"id": "Anna Maria"}, (422, "request_invalid")),
        ({"expires": "tomorrow"}, (422, "request_invalid")),
        ({"policy": "x" * 97}, (422, "request_invalid")),
        ({"everybody": "1"}, (422, "part_unknown")),
    ],
)
def test_what_is_not_as_described_is_refused(service, portrait, data, found):
    assert code(enrol(service, portrait, **data)) == found


@pytest.mark.parametrize("body", [{}, {"id": ID}, {"purpose": "known"}, {"id": "", "purpose": "known"}])
def test_nobody_is_taken_out_without_being_named(service, portrait, body):
    enrol(service, portrait)
    for what in ("remove", "erase"):
        answer = service.client.post(f"/v1/galleries/port/{what}", json=body)
        assert code(answer) == (422, "request_invalid")
    assert service.client.get("/v1/galleries").json()["galleries"][0]["size"] == 1


def test_each_end_point_takes_a_key_of_its_scope(service, live):
    asked = {
        "enrol": {"files": {"reference": live}, "data": {"id": ID, "purpose": "known", "expires": EXPIRES}},
        "replace": {"files": {"reference": live}, "data": {"id": ID, "purpose": "known"}},
        "identify": {"files": {"probe": live}, "data": {"purpose": "known"}},
        "remove": {"json": {"id": ID, "purpose": "known"}},
        "erase": {"json": {"id": ID, "purpose": "known"}},
    }
    for what, sent in asked.items():
        for scope, key in service.keys.items():
            if scope == "gallery":
                continue
            answer = service.client.post(f"/v1/galleries/port/{what}", headers=bearer(key), **sent)
            assert code(answer) == (403, "scope_missing"), (what, scope)
    for scope, status in (("verify", 200), ("gallery", 200), ("operate", 403), ("report", 403)):
        answer = service.client.get("/v1/galleries", headers=bearer(service.keys[scope]))
        assert answer.status_code == status
    assert service.client.get("/v1/policies").status_code == 403, "a key of galleries is for them alone"


def test_what_the_journal_does_not_take_is_not_done(service, portrait, live):
    journal, aside = service.folder / "desk.journal", service.folder / "aside"
    journal.rename(aside)
    try:
        for answer in (enrol(service, portrait), identify(service, live)):
            assert code(answer) == (503, "not_recorded")
    finally:
        aside.rename(journal)
    assert service.client.get("/v1/galleries").json()["galleries"][0]["size"] == 0
    assert enrol(service, portrait).status_code == 200


def test_a_gallery_that_cannot_be_used_is_told_without_its_place(service, portrait, live):
    (service.folder / "port.gallery").unlink()
    for answer in (enrol(service, portrait), identify(service, live), take_out(service, "remove")):
        assert code(answer) == (503, "not_looked_up")
        assert str(service.folder) not in answer.text
    new_gallery(service.folder)
    assert enrol(service, portrait).status_code == 200


def test_a_gallery_that_outgrows_its_calibration_says_so(service, live):
    with dv.Gallery(service.folder / "port.gallery", key=KEY) as gallery:
        face = dv.encode_face(live)
        gallery.enrol_all(
            [
                dv.Enrolment(template=face, id=f"p{at}", purpose="wanted", expires=NOW + timedelta(days=9))
                for at in range(61)
            ],
            at=NOW,
        )
    wanted = service.client.get("/v1/galleries").json()["galleries"][1]
    assert (wanted["supported"], wanted["size"], wanted["most"]) == (False, 61, 60)
    assert code(identify(service, live, "wanted")) == (503, "not_looked_up")


def test_a_key_that_asks_too_often_waits(tmp_path):
    keys, shown = keys_in(tmp_path)
    with running(keys=keys, warm=False, rate=0.001, burst=3) as one:
        one.client.headers.update(bearer(shown["gallery"]))
        answers = [code(take_out(one, "remove")) for _ in range(5)]
    assert answers == [(404, "gallery_unknown")] * 3 + [(429, "too_often")] * 2


def test_without_galleries_there_are_none(live):
    with running(warm=False) as one:
        described = one.client.get("/openapi.json").json()
        assert code(enrol(one, live)) == (404, "gallery_unknown")
        assert one.client.get("/v1/galleries").json() == {"galleries": []}
    assert "/v1/galleries/{gallery}/enrol" in described["paths"]


def test_galleries_and_purposes_are_described(service):
    told = json.loads(service.client.get("/openapi.json").text)
    asked = told["components"]["schemas"]
    assert asked["EntryAsked"]["properties"]["purpose"]["enum"] == ["known", "wanted"]
    body = asked["Body_enrol_v1_galleries__gallery__enrol_post"]["properties"]
    assert body["purpose"]["enum"] == ["known", "wanted"]
    assert "enum" not in body["policy"]
    (gallery,) = told["paths"]["/v1/galleries/{gallery}/erase"]["post"]["parameters"]
    assert gallery["schema"]["enum"] == ["port"]

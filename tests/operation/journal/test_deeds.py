"""What is done to galleries and searched in them is in a journal; whom it concerns is in the seal alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

import docverify as dv
from docverify.evidence import GalleryDeed
from tests.gallery.conftest import AT, ENCODER, KEY, TRUSTED, WANTED, entered, near, people, template

LATER = AT + timedelta(days=30)
ROWS = people(4)
LISTED = ("listed-person-0", "listed-person-1")
"""Longer than what random bytes spell by chance."""


@pytest.fixture
def kept(tmp_path, journal):
    """A gallery whose record is the journal, with and without what is sealed."""
    path = tmp_path / "desk.gallery"
    dv.Gallery.create(path, key=KEY, encoder=ENCODER, purposes=[TRUSTED, WANTED], at=AT).close()

    def opened(profile="basic", **options):
        def record(deed):
            return journal.gallery(deed, profile=profile, operator="op-7")

        return dv.Gallery(path, key=KEY, record=record, **options)

    return opened


def everything(gallery):
    gallery.enrol(template(ROWS[0]), id="traveller-7", purpose="trusted", expires=LATER, at=AT)
    wanted = entered(ROWS[1:3], purpose="wanted")
    gallery.enrol_all([replace(one, id=name) for one, name in zip(wanted, LISTED, strict=True)], at=AT)
    gallery.replace("traveller-7", template(ROWS[3]), at=AT)
    gallery.identify(near(ROWS[3]), purpose="trusted", at=AT)
    gallery.watch(near(ROWS[1]), purpose="wanted", at=AT)
    gallery.watch(near(ROWS[0]), purpose="wanted", at=AT)
    gallery.confirm("wanted", at=AT)
    gallery.remove(LISTED[0], at=AT)
    gallery.erase("traveller-7", at=AT)
    gallery.purge(at=AT + timedelta(days=40))
    gallery.purge(at=AT + timedelta(days=40))


DEEDS = [
    ("enrol", ["trusted"], 1),
    ("enrol", ["wanted"], 2),
    ("replace", ["trusted"], 1),
    ("identify", ["trusted"], 1),
    ("watch", ["wanted"], 1),
    ("watch", ["wanted"], 0),
    ("confirm", ["wanted"], 2),
    ("remove", ["wanted"], 1),
    ("erase", ["trusted"], 1),
    ("purge", ["wanted"], 1),
]


def of(entry, *names):
    return tuple(entry.content[name] for name in names)


@pytest.mark.parametrize("profile", ["basic", "standard", "full"])
def test_every_deed_is_an_entry_and_names_nobody(journal, kept, profile):
    with kept(profile) as gallery:
        everything(gallery)
        name = gallery.id
    found = list(journal.entries(kind="gallery"))
    assert [of(one, "did", "purposes", "count") for one in found] == DEEDS
    assert {of(one, "gallery", "operator") for one in found} == {(name, "op-7")}
    watched = found[4].content
    assert watched["size"] == 2
    assert watched["best_score"] >= watched["threshold"]
    assert {"kind", "fpir", "fmr", "generation", "stale", "encoder"} <= watched.keys()
    for path in journal.path.parent.glob("desk.journal*"):
        content = path.read_bytes()
        assert not any(name.encode() in content for name in ("traveller-7", *LISTED))
    assert journal.verify(journal.checkpoint()).sound


def test_whom_it_concerned_is_sealed_with_full_and_can_be_erased(journal, kept):
    with kept("full") as gallery:
        everything(gallery)
        name = gallery.id
    found = list(journal.entries(kind="gallery"))
    told = [journal.unseal(one)["entries"] if one.sealed else [] for one in found]
    assert told[0] == told[2] == told[3] == told[8] == ["traveller-7"]
    assert told[1] == list(LISTED)
    assert told[4] == told[7] == [LISTED[0]]
    assert told[5] == told[6] == told[9] == []
    concerned = [found[at].number for at in (0, 2, 3, 8)]
    assert list(journal.erase(subject=f"{name} traveller-7")) == concerned
    with pytest.raises(dv.JournalKeyMissing):
        journal.unseal(concerned[0])
    assert journal.verify(journal.checkpoint()).sound


def test_what_cannot_be_recorded_is_not_done(tmp_path, journal, kept):
    with kept() as gallery:
        gallery.enrol(template(ROWS[0]), id="a", purpose="trusted", expires=LATER, at=AT)
        journal.close()
        for change in (
            lambda: gallery.enrol(template(ROWS[1]), id="b", purpose="trusted", expires=LATER, at=AT),
            lambda: gallery.replace("a", template(ROWS[1]), at=AT),
            lambda: gallery.remove("a", at=AT),
            lambda: gallery.erase("a", at=AT),
            lambda: gallery.identify(near(ROWS[0]), purpose="trusted", at=AT),
            lambda: gallery.watch(near(ROWS[0]), purpose="wanted", at=AT),
        ):
            with pytest.raises(dv.JournalUnavailable):
                change()
        assert gallery.size(purpose="trusted", at=AT) == 1
        assert gallery.entry("a").purpose == "trusted"
    with dv.Gallery(tmp_path / "desk.gallery", key=KEY) as again:
        assert again.identify(near(ROWS[0]), purpose="trusted", at=AT).matching
        assert not again.identify(near(ROWS[1]), purpose="trusted", at=AT).matching


def test_what_was_not_done_is_not_recorded(journal, kept):
    with kept() as gallery:
        with pytest.raises(dv.NotEnrolled):
            gallery.remove("nobody", at=AT)
        with pytest.raises(dv.InputError):
            gallery.enrol(template(ROWS[0]), id="a", purpose="none such", expires=LATER, at=AT)
    assert list(journal.entries(kind="gallery")) == []


def test_names_that_are_no_codes_are_not_written(journal):
    deed = GalleryDeed(did="enrol", gallery="Anna's", purposes=("Anna Maria", "wanted"), count=1)
    content = journal.gallery(deed).content
    assert (content["gallery"], content["purposes"]) == ("other", ["other", "wanted"])

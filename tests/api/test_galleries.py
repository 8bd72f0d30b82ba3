"""Verifying the bearer of a real picture against galleries of real templates."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

import docverify as dv
from docverify.operation.journal.recorded import findings_of
from docverify.verification import Policy
from docverify.verification.replay import replay

AT = datetime(2026, 11, 29, 6, tzinfo=UTC)
YEAR = timedelta(days=365)
KEY = bytes(range(32))
POLICY = Policy(required=["face_match", "face_not_listed"], optional=["enrolled"])


@pytest.fixture(scope="module")
def faces(samples):
    """Templates of the people of two samples; the first is the bearer of `mated`."""
    return [dv.encode_face(samples / name) for name in ("mated/document.png", "portraits/grace_hopper.jpg")]


@pytest.fixture
def gallery(tmp_path, faces):
    purposes = [
        dv.Purpose(name="known", kind=dv.GalleryKind.TRUSTED, fpir=0.01, longest=YEAR),
        dv.Purpose(name="wanted", kind=dv.GalleryKind.WATCHLIST, fpir=0.003, longest=YEAR),
    ]
    with dv.Gallery.create(
        tmp_path / "g", key=KEY, encoder=faces[0].encoder, purposes=purposes, at=AT
    ) as made:
        yield made


def verified(samples, gallery, *purposes, live="mated/live.jpg", **options):
    return dv.verify(
        document=samples / "mated" / "document.png",
        live=None if live is None else samples / live,
        policy=POLICY,
        galleries=[dv.Enquiry(gallery, name) for name in purposes],
        at=AT,
        **options,
    )


def test_a_trusted_traveller_is_recognised_and_a_clear_watchlist_passes(samples, gallery, faces):
    later = AT + timedelta(days=30)
    gallery.enrol(faces[0], id="traveller-7", purpose="known", expires=later, at=AT)
    gallery.enrol(faces[1], id="suspect-9", purpose="wanted", expires=later, at=AT)
    report = verified(samples, gallery, "known", "wanted")
    assert report.finding("enrolled").reason == "face_enrolled"
    assert report.finding("face_not_listed").reason == "face_not_listed"
    assert report.outcome is dv.Outcome.PASSED
    assert [one.id for one in report.evidence.searched.of(dv.GalleryKind.TRUSTED)[0].matching] == [
        "traveller-7"
    ]
    assert "traveller-7" not in str(report.to_dict(identity=True))
    assert report.finding("enrolled").evidence["size"] == 1


def test_who_is_on_the_watchlist_is_referred(samples, gallery, faces):
    gallery.enrol(faces[0], id="s", purpose="wanted", expires=AT + timedelta(days=30), at=AT)
    for live in ("mated/live.jpg", None):
        report = verified(samples, gallery, "wanted", live=live)
        found = report.finding("face_not_listed")
        assert found.reason == "face_listed"
        assert found.evidence["probe"] == ("portrait" if live is None else "live")
        assert report.outcome is dv.Outcome.INCONCLUSIVE


def test_without_a_live_face_nobody_is_recognised_as_enrolled(samples, gallery, faces):
    gallery.enrol(faces[0], id="t", purpose="known", expires=AT + timedelta(days=30), at=AT)
    assert verified(samples, gallery, "known", live=None).finding("enrolled").reason == "gallery_not_searched"


def test_without_galleries_the_checks_are_not_performed(samples, gallery):
    report = verified(samples, gallery)
    assert report.finding("face_not_listed").reason == "not_presented"
    assert report.outcome is dv.Outcome.INCONCLUSIVE


def test_what_cannot_be_kept_is_refused_before_a_picture_is_opened(gallery, tmp_path, faces):
    rows = [
        dv.Enrolment(
            template=replace(faces[0], values=faces[0].values + at),
            id=f"p{at}",
            purpose="wanted",
            expires=AT + timedelta(days=3),
        )
        for at in range(61)
    ]
    gallery.enrol_all(rows, at=AT)
    nothing = tmp_path / "no such picture.jpg"
    with pytest.raises(dv.ConfigurationError, match="among 61 entries"):
        dv.verify(document=nothing, galleries=[dv.Enquiry(gallery, "wanted")], at=AT)
    with (
        dv.Gallery.create(
            tmp_path / "other", key=KEY, encoder="other", purposes=list(gallery.purposes.values()), at=AT
        ) as other,
        pytest.raises(dv.ConfigurationError, match="enrol everybody again"),
    ):
        dv.verify(document=nothing, galleries=[dv.Enquiry(other, "wanted")], at=AT)
    for bad in (None, [gallery], "g"):
        with pytest.raises(dv.InputError, match="galleries"):
            dv.verify(document=nothing, galleries=bad, at=AT)
    with pytest.raises(dv.ConfigurationError, match="purpose"):
        dv.Enquiry(gallery, "none such")


def test_what_was_found_is_written_into_a_journal_without_ids_and_judged_again(
    samples, gallery, faces, tmp_path
):
    later = AT + timedelta(days=30)
    gallery.enrol(faces[0], id="traveller-7", purpose="known", expires=later, at=AT)
    gallery.enrol(faces[0], id="suspect-9", purpose="wanted", expires=later, at=AT)
    report = verified(samples, gallery, "known", "wanted")
    path = tmp_path / "desk.journal"
    with dv.Journal.create(path, origin="example.org/desk") as journal:
        entry = journal.append(report, profile="standard")
        told = {check: reason for check, _, reason, _ in entry.findings}
        assert told["enrolled"] == "face_enrolled"
        assert told["face_not_listed"] == "face_listed"
        again = replay(findings_of(entry), POLICY, at=AT.date())
    assert again.outcome is report.outcome is dv.Outcome.INCONCLUSIVE
    assert not any(word in path.read_bytes() for word in (b"traveller-7", b"suspect-9"))

"""Enrolling, finding, expiring, replacing and removing; what is refused; what others see."""

import threading
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

import docverify as dv
from docverify.evidence import similarity_of
from docverify.faces import calibration_of
from docverify.gallery import MemoryIndex
from tests.gallery.conftest import AT, ENCODER, KEY, TRUSTED, WANTED, entered, near, people, template

SOON = AT + timedelta(days=30)


def ids(found):
    return [one.id for one in found.candidates]


def test_who_is_enrolled_is_found_with_score_rank_threshold_and_rate(gallery):
    rows = people(50)
    gallery.enrol_all(entered(rows), at=AT)
    probe = near(rows[7])
    found = gallery.identify(probe, purpose="trusted", at=AT, k=3, fmr=1e-3)
    assert ids(found)[0] == "p7"
    assert [one.rank for one in found.candidates] == [1, 2, 3]
    assert found.candidates[0].score == pytest.approx(similarity_of(probe, template(rows[7])), abs=1e-7)
    assert [one.matches for one in found.candidates] == [True, False, False]
    assert (found.size, found.fpir, found.confirmed) == (50, 0.01, True)
    assert found.point.fmr <= 0.01 / 50
    assert found.threshold == found.point.threshold
    assert found.kind is dv.GalleryKind.TRUSTED


def test_the_threshold_rises_as_the_gallery_grows_and_is_refused_beyond_the_calibration(gallery):
    rows = people(201)
    thresholds = []
    for count in (1, 10, 100, 200):
        gallery.enrol_all(
            entered(rows[gallery.size(purpose="trusted", at=AT) : count], first=1000 + count), at=AT
        )
        found = gallery.identify(near(rows[0]), purpose="trusted", at=AT)
        assert found.size == count
        assert found.point.fmr <= 0.01 / count
        thresholds.append(found.threshold)
    assert thresholds == sorted(thresholds)
    assert len(set(thresholds)) == 4
    assert gallery.most_entries(purpose="trusted") == 200
    gallery.enrol_all(entered(rows[200:]), at=AT)
    with pytest.raises(dv.ConfigurationError, match=r"among 201 entries .* at this FPIR 200 entries"):
        gallery.identify(near(rows[0]), purpose="trusted", at=AT)
    with pytest.raises(dv.ConfigurationError, match="201 entries"):
        gallery.require_support(purpose="trusted", at=AT)


def test_each_purpose_is_searched_alone(gallery):
    rows = people(20)
    gallery.enrol_all(entered(rows[:10]), at=AT)
    gallery.enrol_all(entered(rows[10:], purpose="wanted", first=10), at=AT)
    assert gallery.identify(near(rows[15]), purpose="trusted", at=AT, k=10).matching == ()
    assert ids(gallery.watch(near(rows[15]), purpose="wanted", at=AT)) == ["p15"]
    assert gallery.watch(near(rows[5]), purpose="wanted", at=AT).candidates == ()
    assert {one.id for one in gallery.entries(purpose="wanted")} == {f"p{at}" for at in range(10, 20)}


def test_what_is_expired_never_matches(gallery):
    rows = people(3)
    gallery.enrol(template(rows[0]), id="a", purpose="trusted", expires=SOON, at=AT)
    gallery.enrol(template(rows[1]), id="b", purpose="trusted", expires=date(2026, 12, 1), at=AT)
    first = datetime(2026, 12, 1, tzinfo=UTC)
    for at, there in (
        (AT, {"a", "b"}),
        (first - timedelta(seconds=1), {"a", "b"}),
        (first, {"a"}),
        (SOON - timedelta(seconds=1), {"a"}),
        (SOON, set()),
        (first - timedelta(seconds=1), {"a", "b"}),  # an earlier instant is asked after a later one
        (date(2026, 12, 1), {"a"}),
    ):
        found = gallery.identify(near(rows[1]), purpose="trusted", at=at, k=5)
        assert set(ids(found)) == there
        assert found.size == gallery.size(purpose="trusted", at=at) == len(there)


def test_an_empty_gallery_answers_with_nobody_and_no_threshold(gallery):
    for found in (
        gallery.identify(template(people(1)[0]), purpose="trusted", at=AT),
        gallery.watch(template(people(1)[0]), purpose="wanted", at=AT),
    ):
        assert (found.candidates, found.size, found.threshold, found.point) == ((), 0, None, None)


def test_replacing_and_removing(gallery):
    rows = people(4)
    gallery.enrol_all(entered(rows[:3]), at=AT)
    later = AT + timedelta(days=1)
    entry = gallery.replace("p1", template(rows[3]), at=later)
    assert (entry.expires, entry.enrolled, entry.purpose) == (SOON, later, "trusted")
    assert ids(gallery.identify(near(rows[3]), purpose="trusted", at=later)) == ["p1"]
    assert gallery.identify(near(rows[1]), purpose="trusted", at=later).matching == ()
    gallery.remove("p1", at=later)
    assert gallery.identify(near(rows[3]), purpose="trusted", at=later, k=9).matching == ()
    assert gallery.size(purpose="trusted", at=later) == 2
    with pytest.raises(dv.NotEnrolled):
        gallery.entry("p1")
    # Whoever comes next takes the place that was left.
    gallery.enrol(template(rows[1]), id="new", purpose="wanted", expires=SOON, at=later)
    assert ids(gallery.watch(near(rows[1]), purpose="wanted", at=later)) == ["new"]
    assert gallery.identify(near(rows[1]), purpose="trusted", at=later).matching == ()


def test_everything_is_there_when_it_is_opened_again(gallery, path):
    rows = people(5)
    gallery.enrol(template(rows[0]), id="ä", purpose="trusted", expires=SOON, at=AT, policy="rule 7")
    gallery.enrol_all(entered(rows[1:]), at=AT)
    gallery.close()
    with dv.Gallery(path, key=KEY, read_only=True) as again:
        entry = again.entry("ä")
        assert (entry.id, entry.policy, entry.enrolled, entry.expires) == ("ä", "rule 7", AT, SOON)
        assert ids(again.identify(near(rows[0]), purpose="trusted", at=AT)) == ["ä"]
        assert again.purposes == {"trusted": TRUSTED, "wanted": WANTED}
        with pytest.raises(dv.GalleryUnavailable, match="read only"):
            again.remove("ä", at=AT)


def test_another_process_or_thread_sees_what_was_changed(gallery, path):
    rows = people(3)
    with dv.Gallery(path, key=KEY) as other:
        gallery.enrol(template(rows[0]), id="a", purpose="trusted", expires=SOON, at=AT)
        assert ids(other.identify(near(rows[0]), purpose="trusted", at=AT)) == ["a"]
        other.enrol(template(rows[1]), id="b", purpose="trusted", expires=SOON, at=AT)
        gallery.remove("a", at=AT)
        assert other.size(purpose="trusted", at=AT) == gallery.size(purpose="trusted", at=AT) == 1
        assert ids(gallery.identify(near(rows[1]), purpose="trusted", at=AT)) == ["b"]


def test_many_threads_enrol_and_search(gallery):
    rows, wrong = people(40), []

    def work(number):
        for at in range(number, 40, 4):
            gallery.enrol(template(rows[at]), id=f"t{at}", purpose="trusted", expires=SOON, at=AT)
            if ids(gallery.identify(near(rows[at]), purpose="trusted", at=AT)) != [f"t{at}"]:
                wrong.append(at)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert wrong == []
    assert gallery.size(purpose="trusted", at=AT) == 40


def test_a_batch_is_enrolled_whole_or_not_at_all(gallery):
    rows = people(4)
    gallery.enrol_all(entered(rows[:1]), at=AT)
    batch = entered(rows[1:], first=1)
    for bad in (
        entered(rows[:1]),  # its id is taken
        entered(rows[:1], first=9, expires=AT),
        entered(rows[:1], first=9, purpose="none such"),
        entered(rows[:1, :64], first=9),
    ):
        with pytest.raises(dv.InputError):
            gallery.enrol_all([*batch, *bad], at=AT)
        assert gallery.size(purpose="trusted", at=AT) == 1
    with pytest.raises(dv.AlreadyEnrolled) as told:
        gallery.enrol_all([*batch, batch[0]], at=AT)
    assert "p1" not in str(told.value)
    assert gallery.enrol_all(batch, at=AT) == 3


def test_the_first_batch_that_fails_leaves_the_length_open(gallery):
    with pytest.raises(dv.InputError):
        gallery.enrol_all([*entered(people(1, length=64)), *entered(people(1), first=1, expires=AT)], at=AT)
    gallery.enrol_all(entered(people(2)), at=AT)
    assert gallery.size(purpose="trusted", at=AT) == 2


@pytest.mark.parametrize(
    "expires", [AT, AT - timedelta(days=1), AT + timedelta(days=366), date(2026, 11, 29)]
)
def test_an_expiry_that_is_over_or_later_than_the_purpose_allows_is_refused(gallery, expires):
    with pytest.raises(dv.InputError, match="expires"):
        gallery.enrol(template(people(1)[0]), id="a", purpose="trusted", expires=expires, at=AT)


def test_another_encoders_template_is_refused_and_what_to_do_is_said(gallery):
    gallery.enrol_all(entered(people(1)), at=AT)
    for given in (template(people(1)[0], encoder="other"), template(people(1, length=64)[0])):
        for ask in (
            lambda one: gallery.identify(one, purpose="trusted", at=AT),
            lambda one: gallery.watch(one, purpose="wanted", at=AT),
            lambda one: gallery.replace("p0", one, at=AT),
            lambda one: gallery.enrol(one, id="x", purpose="trusted", expires=SOON, at=AT),
        ):
            with pytest.raises(dv.InputError, match="enrol everybody again from pictures"):
                ask(given)


def test_there_is_no_way_to_mean_all(gallery):
    probe = template(people(1)[0])
    for ask in (gallery.identify, gallery.watch):
        with pytest.raises(TypeError, match="purpose"):
            ask(probe, at=AT)
    for ask in (gallery.remove, gallery.erase):
        with pytest.raises(TypeError, match="id"):
            ask(at=AT)
        for missing in (None, "", b"a"):
            with pytest.raises(dv.InputError, match="id"):
                ask(missing, at=AT)
    with pytest.raises(dv.InputError, match="it has trusted, wanted"):
        gallery.size(purpose="", at=AT)


def test_what_nobody_confirmed_for_too_long_is_stale(gallery):
    row = people(1)[0]
    gallery.enrol_all(entered([row], purpose="wanted"), at=AT)
    late = AT + timedelta(days=1, seconds=1)
    assert not gallery.watch(near(row), purpose="wanted", at=late - timedelta(seconds=1)).stale
    assert gallery.watch(near(row), purpose="wanted", at=late).stale
    assert not gallery.identify(near(row), purpose="trusted", at=late).stale
    gallery.confirm("trusted", at=late)
    assert gallery.watch(near(row), purpose="wanted", at=late).stale
    gallery.confirm("wanted", at=late)
    found = gallery.watch(near(row), purpose="wanted", at=late)
    assert (found.stale, found.as_of) == (False, late)
    gallery.confirm("wanted", at=AT)
    assert gallery.watch(near(row), purpose="wanted", at=late).as_of == late


def test_nothing_of_a_person_is_shown(gallery):
    row = people(1)[0]
    entry = gallery.enrol(template(row), id="secret-7", purpose="trusted", expires=SOON, at=AT)
    found = gallery.identify(near(row), purpose="trusted", at=AT)
    enrolment = entered([row])[0]
    for shown in (repr(gallery), repr(entry), repr(found), repr(enrolment), str(found)):
        assert "secret-7" not in shown
        assert "p0" not in shown
    for ask in (gallery.remove, gallery.entry):
        with pytest.raises(dv.NotEnrolled) as told:
            ask(*(["secret-8"]), **({"at": AT} if ask == gallery.remove else {}))
        assert "secret-8" not in str(told.value)


def test_an_index_that_is_not_exact_is_scored_again(path):
    class Rough(MemoryIndex):
        exact = False

        def nearest(self, probe, k, *, purpose, at):
            found = super().nearest(probe, k, purpose=purpose, at=at)
            return found._replace(numbers=found.numbers[::-1], scores=np.zeros(len(found.scores)))

    rows = people(60)
    with dv.Gallery.create(path, key=KEY, encoder=ENCODER, purposes=[TRUSTED], at=AT) as made:
        made.enrol_all(entered(rows), at=AT)
        exact = made.identify(near(rows[3]), purpose="trusted", at=AT, k=5)
    with dv.Gallery(path, key=KEY, index=Rough()) as rough:
        assert rough.identify(near(rows[3]), purpose="trusted", at=AT, k=5).candidates == exact.candidates


def test_an_encoder_without_calibration_has_no_thresholds(path):
    rows = people(1)
    with dv.Gallery.create(path, key=KEY, encoder="own", purposes=[TRUSTED], at=AT) as made:
        made.enrol(template(rows[0], "own"), id="a", purpose="trusted", expires=SOON, at=AT)
        with pytest.raises(dv.ConfigurationError, match="docverify calibrate"):
            made.identify(template(rows[0], "own"), purpose="trusted", at=AT)
    with pytest.raises(dv.ConfigurationError, match="pass that encoder's"):
        dv.Gallery(path, key=KEY, calibration=calibration_of(ENCODER))

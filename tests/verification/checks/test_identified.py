"""The checks of galleries: what is found is a referral, what was not searched never passes."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from docverify.errors import InputError
from docverify.evidence import Candidate, Evidence, GalleryKind, Identified, Searched
from docverify.verification import Demand, FindingOutcome, Outcome, Policy, judge

AT = date(2026, 11, 29)
NOW = datetime(2026, 11, 29, 6, tzinfo=UTC)
HIT = Candidate(id="secret-1", rank=1, score=0.8, matches=True)
MISS = Candidate(id="secret-2", rank=2, score=0.2, matches=False)
LISTED = Identified(
    gallery="g",
    purpose="wanted",
    kind=GalleryKind.WATCHLIST,
    encoder="e",
    at=NOW,
    size=50,
    generation=3,
    as_of=NOW,
    stale=False,
    fpir=0.003,
    threshold=0.43,
    candidates=(HIT,),
    probe="live",
)
CLEAR = replace(LISTED, candidates=())
KNOWN = replace(LISTED, kind=GalleryKind.TRUSTED, candidates=(HIT, MISS), confirmed=True)
ASKS = Policy(required=["face_not_listed"], optional=[])
ASKS_ENROLLED = Policy(required=["enrolled"], optional=[])


def told(*searches, policy=ASKS, check="face_not_listed"):
    evidence = Evidence(searched=Searched(searches) if searches else None)
    report = judge(evidence, policy, at=AT)
    found = report.finding(check)
    assert "secret" not in str(report.to_dict())
    return report.outcome, found.reason


@pytest.mark.parametrize(
    ("searches", "reason"),
    [
        ((CLEAR,), "face_not_listed"),
        ((CLEAR, CLEAR), "face_not_listed"),
        ((LISTED,), "face_listed"),
        ((CLEAR, LISTED), "face_listed"),
        ((replace(LISTED, stale=True),), "face_listed"),
        ((replace(CLEAR, stale=True), LISTED), "face_listed"),
        ((replace(CLEAR, stale=True),), "watchlist_stale"),
        ((CLEAR, replace(CLEAR, stale=True)), "watchlist_stale"),
        ((replace(CLEAR, size=0, threshold=None),), "watchlist_empty"),
        ((replace(CLEAR, failure="no_face"),), "watchlist_not_searched"),
        ((CLEAR, replace(CLEAR, failure="no_face")), "watchlist_not_searched"),
        ((replace(CLEAR, failure="face_too_poor"),), "face_too_poor_for_watchlist"),
        ((replace(CLEAR, failure="face_too_poor", stale=True),), "watchlist_stale"),
        ((KNOWN,), "no_watchlist"),
        ((), "not_presented"),
    ],
)
def test_only_a_whole_and_fresh_watchlist_without_the_face_passes(searches, reason):
    outcome, found = told(*searches)
    assert found == reason
    assert outcome is (Outcome.PASSED if reason == "face_not_listed" else Outcome.INCONCLUSIVE)


@pytest.mark.parametrize("policy", [replace(ASKS_ENROLLED, optional=["face_not_listed"]), ASKS_ENROLLED])
def test_a_hit_keeps_from_passing_under_every_policy_and_never_fails(policy):
    """Whoever hands over a watchlist asks for it."""
    report = judge(Evidence(searched=Searched((KNOWN, LISTED))), policy, at=AT)
    assert report.finding("enrolled").outcome is FindingOutcome.PASSED
    assert report.finding("face_not_listed").demand is Demand.REQUIRED
    assert report.outcome is Outcome.INCONCLUSIVE
    clear = judge(Evidence(searched=Searched((KNOWN, CLEAR))), policy, at=AT)
    assert clear.outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("searches", "reason"),
    [
        ((KNOWN,), "face_enrolled"),
        ((replace(KNOWN, confirmed=False),), "enrolment_not_confirmed"),
        ((replace(KNOWN, confirmed=None),), "enrolment_not_confirmed"),
        ((replace(KNOWN, candidates=(HIT, HIT)),), "several_enrolled"),
        ((KNOWN, replace(KNOWN, candidates=(HIT, HIT))), "several_enrolled"),
        ((replace(KNOWN, candidates=(MISS,), confirmed=None),), "face_not_enrolled"),
        ((replace(KNOWN, candidates=(MISS,), confirmed=None), KNOWN), "face_enrolled"),
        ((replace(KNOWN, candidates=(), size=0, threshold=None, confirmed=None),), "face_not_enrolled"),
        ((replace(KNOWN, stale=True),), "gallery_stale"),
        ((replace(KNOWN, failure="no_face", candidates=()),), "gallery_not_searched"),
        ((replace(KNOWN, probe="portrait"),), "gallery_not_searched"),
        ((CLEAR,), "no_gallery"),
        ((), "not_presented"),
    ],
)
def test_only_one_confirmed_match_of_a_live_face_is_enrolled(searches, reason):
    outcome, found = told(*searches, policy=ASKS_ENROLLED, check="enrolled")
    assert found == reason
    assert outcome is (Outcome.PASSED if reason == "face_enrolled" else Outcome.INCONCLUSIVE)


def test_no_shipped_policy_asks_for_either():
    for name in ("document", "kiosk", "border", "lenient"):
        for check in ("face_not_listed", "enrolled"):
            assert Policy.named(name).demand(check) is Demand.NOT_ASKED


def test_what_no_search_gave_is_refused():
    for bad in (None, [1], (LISTED, "x")):
        with pytest.raises(InputError, match="searches"):
            Searched(bad)

"""Lists in a case: a hit refers and never fails; only a fresh list clears, asked for certain."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

import docverify as dv
from docverify.evidence import Evidence, ListEdition, typed
from docverify.lists import Lists
from docverify.mrz import parse_mrz
from docverify.verification import CHECKS, Demand, FindingOutcome, Outcome, Policy, judge

AT = date(2026, 11, 23)
CHECKED = ("document_not_listed", "name_not_listed")
MRZ = parse_mrz(
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F3204153ZE184226B<<<<<16", at=AT
)
ON_LIST = {
    "document_not_listed": {"number": "L898902C3"},
    "name_not_listed": {"primary": "Eriksson"},
}


def edition(**changes):
    return ListEdition(**{"name": "wanted", "version": "7", "issued": AT, "stale_after": 3} | changes)


def lists(*, number="X0000001", primary="Wojciechowska", **changes):
    return Lists(
        documents=[
            dv.DocumentList.of([dv.DocumentEntry(issuer="UTO", number=number)], edition=edition(**changes))
        ],
        names=[
            dv.NameList(
                [dv.NameEntry(id="W-1", primary=primary, secondary="Anna Maria")], edition=edition(**changes)
            )
        ],
    )


def judged(given, *, demand="required", reading=None, at=AT):
    reading = typed(MRZ) if reading is None else reading
    text = Policy(required={"mrz_found", "not_expired"}, optional=())
    policy = replace(text, required={*text.required, *CHECKED}) if demand == "required" else text
    if demand == "optional":
        policy = replace(text, optional=CHECKED)
    if demand == "waived":
        policy = replace(text, waived=CHECKED)
    found = None if given is None else given.look_up(reading, at=at)
    return judge(Evidence(reading=reading, listed=found), policy, at=at)


@pytest.fixture(autouse=True)
def passes_otherwise():
    assert judged(None, demand="not_asked").outcome is Outcome.PASSED


def test_who_is_on_no_list_passes():
    report = judged(lists())
    assert report.outcome is Outcome.PASSED
    for name in CHECKED:
        assert report.finding(name).outcome is FindingOutcome.PASSED
        assert report.finding(name).reason == name
        assert report.finding(name).evidence["versions"] == ("7",)


@pytest.mark.parametrize("check", CHECKED)
@pytest.mark.parametrize("demand", ["required", "optional", "not_asked", "waived"])
def test_a_hit_refers_under_every_policy_and_fails_nobody(check, demand):
    report = judged(lists(**ON_LIST[check]), demand=demand)
    assert report.outcome is Outcome.INCONCLUSIVE
    assert {one.check for one in report.decisive} == {check}
    assert report.finding(check).demand is Demand.REQUIRED
    assert report.finding(check).reason == check.replace("not_", "")


@pytest.mark.parametrize("check", CHECKED)
@pytest.mark.parametrize("stale", [True, False])
def test_a_hit_on_a_list_that_does_not_hold_refers_all_the_same(check, stale):
    day = AT - timedelta(days=9) if stale else AT + timedelta(days=9)
    report = judged(lists(**ON_LIST[check], issued=day), demand="not_asked")
    assert report.finding(check).reason == check.replace("not_", "")
    assert report.outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize(
    ("issued", "reason"),
    [(AT - timedelta(days=4), "list_stale"), (AT + timedelta(days=1), "list_not_yet_issued")],
)
@pytest.mark.parametrize("demand", ["required", "optional"])
def test_a_list_that_does_not_hold_on_the_day_clears_nobody(issued, reason, demand):
    report = judged(lists(issued=issued), demand=demand)
    assert report.outcome is Outcome.INCONCLUSIVE
    assert {report.finding(name).reason for name in CHECKED} == {reason}


def test_one_stale_list_among_fresh_ones_clears_nobody():
    fresh, stale = lists(), lists(issued=AT - timedelta(days=4))
    both = Lists(documents=[*fresh.documents, *stale.documents], names=[*fresh.names, *stale.names])
    report = judged(both)
    assert {report.finding(name).reason for name in CHECKED} == {"list_stale"}
    assert report.finding("name_not_listed").evidence["ages"] == ("current", "stale")


@pytest.mark.parametrize(("given", "reason"), [(None, "not_presented"), (Lists(), "no_list")])
def test_a_list_that_is_missing_clears_nobody(given, reason):
    report = judged(given)
    assert report.outcome is Outcome.INCONCLUSIVE
    assert {report.finding(name).reason for name in CHECKED} == {reason}


def test_what_was_not_read_for_certain_clears_nobody():
    doubtful = dv.Reading(MRZ, None, MRZ.lines, confidence=0.4)
    report = judged(lists(), reading=doubtful)
    assert report.finding("document_not_listed").reason == "listed_number_open"
    assert report.finding("name_not_listed").reason == "listed_name_open"
    listed = judged(lists(**ON_LIST["name_not_listed"]), reading=doubtful)
    assert listed.finding("name_not_listed").reason == "name_listed"


def test_a_look_alike_and_a_document_are_told_apart():
    report = judged(lists(number="L8989O2C3"))
    assert report.finding("document_not_listed").reason == "document_listed_alike"
    both = lists(number="L8989O2C3").documents + lists(number="L898902C3").documents
    report = judged(Lists(documents=both, names=lists().names))
    assert report.finding("document_not_listed").reason == "document_listed"


def test_the_finding_says_who_with_what_score_and_why_and_nothing_of_the_document():
    finding = judged(lists(primary="Eriksson")).finding("name_not_listed")
    assert finding.evidence["entries"] == ("W-1",)
    assert finding.evidence["reasons"] == ("name_same",)
    assert finding.evidence["scores"][0] >= finding.evidence["thresholds"][0]
    assert 0 < finding.evidence["by_chance"][0] < 0.1
    assert "ERIKSSON" not in str(finding.to_dict()).upper()


def test_reports_with_lists_are_read_back():
    report = judged(lists(primary="Eriksson", number="L898902C3"))
    assert dv.Report.from_dict(report.to_dict()).findings == report.findings


def test_no_policy_that_ships_asks_for_lists():
    assert set(CHECKED) <= {check.name for check in CHECKS}
    for name in ("document", "kiosk", "border", "lenient"):
        assert {Policy.named(name).demand(check) for check in CHECKED} == {Demand.NOT_ASKED}

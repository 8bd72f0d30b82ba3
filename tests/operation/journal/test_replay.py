"""What an entry holds, judged again by the policy that the journal holds, gives the same outcome."""

from datetime import date

import pytest

import docverify as dv
from docverify.operation.journal import findings_of
from docverify.verification import replay
from tests.operation.journal.made import LINES, OTHER_LINES, report

DOUBTED = (LINES[0], LINES[1][:9] + "5" + LINES[1][10:])


@pytest.fixture(scope="module")
def passed(samples):
    return dv.verify(
        document=samples / "mated" / "document.png",
        live=samples / "mated" / "live.jpg",
        at=date(2026, 11, 28),
    )


def again(journal, entry):
    """The report that follows from a journal alone."""
    policies = {one.content["sum"]: one.content["policy"] for one in journal.entries(kind="policy")}
    return replay(
        findings_of(entry),
        dv.Policy.from_dict(policies[entry.content["policy"]]),
        at=date.fromisoformat(entry.content["day"]),
        case_id=entry.content["case"],
    )


@pytest.mark.parametrize("profile", ["basic", "standard", "full"])
def test_every_profile_gives_the_same_outcome(journal, passed, profile):
    for told in (
        passed,
        *(
            report(lines, policy)
            for lines in (LINES, OTHER_LINES, DOUBTED, None)
            for policy in ("document", "border", "kiosk", "lenient")
        ),
    ):
        entry = journal.append(told, profile=profile)
        found = again(journal, entry)
        assert found.outcome is told.outcome
        assert found.policy.sha256 == told.policy.sha256
        assert {(one.check, one.reason, one.demand) for one in found.findings} == {
            (one.check, one.reason, one.demand) for one in told.findings
        }


def test_a_full_entry_holds_every_number(journal, passed):
    entry = journal.append(passed, profile="full")
    numbers = {one.check: one.evidence for one in findings_of(entry)}
    for one in passed.findings:
        assert {name: value for name, value in one.evidence.items() if name in numbers[one.check]} == dict(
            numbers[one.check]
        )
        left = one.evidence.keys() - numbers[one.check].keys()
        assert all(isinstance(one.evidence[name], str | None) for name in left)
    assert numbers["face_match"]["score"] == passed.finding("face_match").evidence["score"]


def test_other_entries_have_no_findings(journal):
    assert findings_of(journal.entry(0)) == ()


@pytest.mark.parametrize("profile", ["basic", "standard", "full"])
def test_a_draw_is_decided_anew_by_another_share(journal, samples, profile):
    drawn = dv.Policy.named("document").to_dict() | {"name": "drawn", "refer_share": 1.0}
    told = dv.verify(
        document=samples / "mated" / "document.png",
        at=date(2026, 11, 28),
        policy=dv.Policy.from_dict(drawn),
        referral=dv.Referral(secret=b"32 bytes that nobody else can know"),
        case_id="0" * 32,
    )
    assert told.referred
    entry = journal.append(told, profile=profile)
    seldom = dv.Policy.from_dict(drawn | {"refer_share": 1e-9})
    found = replay(findings_of(entry), seldom, at=date(2026, 11, 28), case_id="0" * 32)
    assert not found.referred
    assert found.outcome is dv.Outcome.PASSED

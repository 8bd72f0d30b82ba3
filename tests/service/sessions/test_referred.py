"""Who is referred: an officer sees why, and the traveller no more than anybody who goes to the desk."""

from dataclasses import replace

import docverify as dv
from docverify.service.jobs.settle import settle
from docverify.service.operate.checks import groups_of
from tests.service.operate.test_views import NOW

REFERRING = replace(dv.Policy.named("kiosk"), name="kiosk, referring", refer_states={"UTO"})


def test_who_was_referred_goes_to_an_officer_and_is_not_asked_to_try_again(mated) -> None:
    document, live = mated
    settled = settle((document,), (live,), policy=REFERRING, at=NOW, case="a")
    report = dv.Report.from_dict(settled.report)
    assert report.referred
    assert (settled.passed, settled.again) == (False, None)
    *_, case = groups_of(report.findings)
    assert case["title"] == "Case"
    (referral,) = [one for one in case["checks"] if one["check"] == "referral"]
    assert (referral["light"], referral["counts"], referral["reason"]) == (
        "yellow",
        True,
        "referred_by_state",
    )

"""A hotel's check-in: document and guest match, and the guest has reached the house's least age.

    python examples/hotel_checkin.py samples/mated/document.png samples/mated/live.jpg --least-age 18

The rule is part of the policy, so that the report says whether it was kept. A date of birth that is not
complete, that was not read with certainty, or whose check digit does not agree proves no age: then the answer
is that it could not be told, and somebody at the desk looks at the document. That is never a yes.
"""

import argparse
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import docverify as dv

EXIT_CODES = {dv.Outcome.PASSED: 0, dv.Outcome.FAILED: 1, dv.Outcome.INCONCLUSIVE: 3}
AGE = {
    dv.FindingOutcome.PASSED: "old enough",
    dv.FindingOutcome.FAILED: "too young",
    dv.FindingOutcome.NOT_PERFORMED: "could not tell",
}


def house_policy(least_age: int) -> dv.Policy:
    """The kiosk's policy with the house's rules: passports and cards, least age, valid for a month."""
    return replace(
        dv.Policy.named("kiosk"), name=f"hotel, {least_age} and older", least_age=least_age, months_left=1
    )


def check_in(document: Path, live: Path, *, least_age: int, at: date) -> dv.Report:
    """Verify a guest for a day."""
    return dv.verify(document=document, live=live, policy=house_policy(least_age), at=at)


def main() -> int:
    """Check one guest in; 0 is yes, 1 is no, 3 asks for the desk."""
    asked = argparse.ArgumentParser(description="Check a guest in.")
    asked.add_argument("document", type=Path)
    asked.add_argument("live", type=Path)
    asked.add_argument("--least-age", type=int, default=18)
    asked.add_argument("--at", type=date.fromisoformat, default=datetime.now().astimezone().date())
    given = asked.parse_args()
    report = check_in(given.document, given.live, least_age=given.least_age, at=given.at)

    age = report.finding("old_enough")
    print(f"age {given.least_age}: {AGE[age.outcome]}. {age.sentence}")
    if report.outcome is dv.Outcome.PASSED and report.mrz is not None:
        # What the register needs is told here and nowhere else: a report without `identity` has none of it.
        print(f"Welcome, {report.mrz.given_names.value} {report.mrz.surname.value}.")
    else:
        print(f"Please come to the desk. {report.why}")
    return EXIT_CODES[report.outcome]


if __name__ == "__main__":
    sys.exit(main())

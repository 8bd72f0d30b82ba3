"""Mutations of the judge: what may refute, what proves, policies, reports, referrals, signatures."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "verification/trust.py",
        ("test_checks.py", "test_judge.py"),
        (
            "trust-doubtful-cells-refute",
            "return certainty(case, *spans) >= case.policy.least_confidence",
            "return certainty(case, *spans) >= 0.5 * case.policy.least_confidence",
            "a sound document fails because a blurred cell was misread",
        ),
        (
            "trust-corrected-digits-vouch",
            "or not corrections(case, relation)",
            "or True",
            "a digit vouches for characters that were changed until it agreed",
        ),
        (
            "trust-refuted-digits-prove",
            "return case.mrz.field(name).check is FieldCheck.VERIFIED and vouches(case, relation)",
            "return vouches(case, relation)",
            "a date is proved by a digit that does not agree",
        ),
        (
            "trust-shifted-lines",
            "        return 0.0\n    if reading.cells is None:",
            "        pass\n    if reading.cells is None:",
            "a line that was read one cell aside fails a sound document",
        ),
        room="verification",
    ),
    *mutations_of(
        "verification/judge.py",
        ("test_judge.py", "test_referral.py", "test_checks.py"),
        (
            "judge-several-documents",
            "    if failed and case.ambiguous:\n",
            "    if False:\n",
            "a document fails for what is wrong with the one beside it",
        ),
        (
            "judge-missing-items-pass",
            "    if missing:\n        return Answer(NOT_PRESENTED",
            "    if missing and check.ask is None:\n        return Answer(NOT_PRESENTED",
            "a check whose evidence is missing is asked all the same",
        ),
        (
            "judge-referral-before-the-others",
            "passed=outcome_of(found.values()) is Outcome.PASSED",
            "passed=True",
            "cases that fail are drawn for an officer, and told so",
        ),
        room="verification",
    ),
    *mutations_of(
        "verification/case.py",
        ("test_judge.py",),
        (
            "case-another-rate",
            "comparison.fmr != policy.fmr:",
            "False:",
            "faces compared at 1 % are judged as if at 0.1 %",
        ),
        room="verification",
    ),
    *mutations_of(
        "verification/checks/faces.py",
        ("test_judge.py", "test_checks.py"),
        (
            "faces-too-small-says-so",  # V5 of the first review
            "    AcquisitionFailure.FACE_TOO_SMALL: _TOO_SMALL,\n",
            "",
            "who stands too far away is not told to come closer",
        ),
        (
            "faces-calibration-untold",  # V9
            '            "calibration_sha256": point.file_sha256,\n',
            "",
            "an auditor cannot tell which calibration a threshold came from",
        ),
        room="verification",
    ),
    *mutations_of(
        "verification/checks/page.py",
        ("test_checks.py",),
        (
            "mrz-in-print",
            "zones = len(seen.zones) + (in_print > 0)",
            "zones = len(seen.zones)",
            "an MRZ that is read as print beside another one is passed",
        ),
        (
            "sides-of-one-page",
            "if seen.portrait.place is FacePlace.PORTRAIT:",
            "if seen.portrait.place is FacePlace.PORTRAIT and seen.pictures == 1:",
            "a passport of which the cover is pictured as well passes no border",
        ),
        room="verification",
    ),
)

"""Wrong arguments to `docverify.verification`: see `test_misuse.py`."""

import math
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from docverify.evidence import Comparison, ComparisonOutcome, Evidence, typed
from docverify.faces import calibration_of, engine_named
from docverify.mrz import parse_mrz
from docverify.verification import CHECKS, Policy, Referral, SignedPolicy, TrustedSigners, judge, sign_policy

MRZ = parse_mrz("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
ENCODER = engine_named().encoder.id
COMPARED = Comparison(
    outcome=ComparisonOutcome.MATCH,
    encoder=ENCODER,
    score=0.9,
    point=calibration_of(ENCODER).at(1e-3),
    fmr=1e-3,
)
SOUND = {
    "evidence": Evidence(reading=typed(MRZ)),
    "policy": Policy.named("document"),
    "at": date(2026, 11, 23),
}
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
UNTIL = datetime(2026, 12, 1, tzinfo=UTC)
SIGNING = {
    "text": Policy().to_toml().encode(),
    "key": KEY,
    "version": 1,
    "valid_from": UNTIL - timedelta(9),
    "valid_until": UNTIL,
}
SIGNED = {
    "self": SignedPolicy.from_bytes(sign_policy(**SIGNING)),
    "trusted": TrustedSigners(keys=[KEY.public_key().public_bytes_raw()]),
    "at": UNTIL - timedelta(1),
}
REPORT = judge(**SOUND)
REPLAYED = {"findings": REPORT.findings, "policy": REPORT.policy, "at": REPORT.at}
TOLD = REPORT.to_dict(identity=True)
FINDING = REPORT.findings[0].to_dict()
ANY = {"self": Policy()}
DRAWS = Policy(refer_share=0.03)
REFERRAL = Referral(secret=bytes(16))
NO_RATE = ["0.001", None, 0, -1, 2, math.nan, math.inf, 1j, np.array([0.1]), 10**400, True]
NO_SET = [{"passport": False}, "passport", 3, [3], [None], [[]], b"passport"]
NO_DAY = [None, "2026-11-23", 5, 2026.5, np.datetime64("2026-11-23")]
NO_YEARS = [0, -1, 1.5, "18", True, math.nan, 10**9]


def without(name):
    return {key: value for key, value in TOLD.items() if key != name}


ROWS = [
    *(("Policy", {}, name, NO_RATE) for name in ("fmr", "least_confidence")),
    *(
        ("Policy", {}, name, NO_SET)
        for name in ("kinds", "formats", "required", "optional", "waived", "states")
    ),
    *(("Policy", {}, name, [[], ()]) for name in ("kinds", "formats", "required", "states")),
    *(("Policy", {}, name, NO_YEARS) for name in ("least_age", "months_left")),
    ("Policy", {}, "name", [None, 3, b"own", []]),
    ("Policy", {}, "required", [["old_enough"]], "least_age"),
    ("Policy", {}, "refer_share", [rate for rate in NO_RATE if rate is not None]),
    ("Policy", {}, "refer_states", [*(one for one in NO_SET if one is not None), [], ()]),
    ("Policy", {}, "refer_first_use", [None, 1, "yes", []]),
    ("verification.Referral", {}, "secret", ["x" * 32, 3, b"", b"short", [1] * 32]),
    ("verification.Referral", {}, "first_use", [3, "yes", True, {}]),
    ("verification.Referral.draw", {"self": REFERRAL}, "case_id", [None, 3, b"x"]),
    ("verification.Referral.draw", {"case_id": "x"}, "self", [Referral()], "secret"),
    ("verification.Referral.proves", {"self": REFERRAL}, "report", [None, 3, {}, TOLD, REPORT]),
    ("verification.judge", SOUND | {"case_id": "x"}, "referral", [3, b"secret of bytes", {}]),
    ("verification.judge", SOUND | {"case_id": "x"}, "policy", [DRAWS], "secret"),
    ("verification.judge", SOUND | {"policy": DRAWS}, "referral", [REFERRAL], "case_id"),
    ("Policy.named", {}, "name", [None, 3, "none such", [], b"border", ""], "policy"),
    ("Policy.read", {}, "path", [None, 3, "no/such.toml", Path(__file__).parent, "\0", __file__], "policy"),
    (
        "Policy.from_dict",
        {},
        "content",
        [None, 3, "x", [], {3: 4}, {"schema": 9}, {"schema": 1}, {"fmr": "x"}],
        "policy|fmr",
    ),
    ("Policy.at_fmr", ANY, "fmr", NO_RATE),
    ("Policy.demand", ANY, "check", [None, 3, []]),
    (
        "SignedPolicy.read",
        {},
        "path",
        [None, 3, "no/such.toml", Path(__file__).parent, "\0", __file__],
        "policy",
    ),
    ("SignedPolicy.from_bytes", {}, "data", [None, 3, "x", [], bytearray(3)]),
    ("SignedPolicy.from_bytes", {}, "data", [b"", b"\xff", b"schema = 1", b"[signed]"], "policy"),
    ("verification.SignedPolicy.under", SIGNED, "trusted", [None, 3, bytes(32), [bytes(32)]]),
    ("verification.SignedPolicy.under", SIGNED, "trusted", [TrustedSigners(keys=[bytes(32)])], "not trusted"),
    ("verification.SignedPolicy.under", SIGNED, "at", NO_DAY),
    ("TrustedSigners", {}, "keys", [None, 3, bytes(32), [], [bytes(31)], ["x" * 32], {bytes(32): 1}]),
    ("TrustedSigners", {"keys": [bytes(32)]}, "least_version", [None, -1, 1.5, "3", True]),
    ("verification.sign_policy", SIGNING, "text", [None, 3, "schema = 1", b"schema = 9"], "text|policy"),
    ("verification.sign_policy", SIGNING, "version", [None, 0, 1.5, "3", 2**60]),
    ("verification.sign_policy", SIGNING, "valid_from", [None, 3, "2026-11-23", date(2026, 11, 23)]),
    ("verification.sign_policy", SIGNING, "valid_until", [None, "2026-11-23", UNTIL - timedelta(9)]),
    ("verification.policy_of", {"live": True, "given": None}, "trusted", [3, bytes(32), "key"]),
    ("verification.policy_of", {"live": True}, "given", [3, "none such", {}, object()], "policy"),
    ("verification.judge", SOUND, "evidence", [None, 3, {}, MRZ, typed(MRZ)]),
    (
        "verification.judge",
        SOUND | {"policy": Policy(fmr=1e-4)},
        "evidence",
        [Evidence(comparison=COMPARED)],
        "FMR",
    ),
    ("verification.judge", SOUND, "policy", [None, 3, "border", {}]),
    ("verification.judge", SOUND, "at", NO_DAY),
    ("verification.judge", SOUND, "instant", ["now", 3, date(2026, 11, 23)]),
    ("verification.judge", SOUND, "case_id", [None, 3, b"x"]),
    ("verification.judge", SOUND, "engines", [None, 3, "x", [3], [("reader", "x")]]),
    ("verification.judge", SOUND, "timings", [None, 3, "x", [3], ["ab"]]),
    ("verification.judge", SOUND, "checks", [None, 3, "x", ["mrz_found"], {c.name: c for c in CHECKS}]),
    ("verification.replay", REPLAYED, "findings", [None, 3, "PASSED", ["PASSED"], [FINDING], TOLD]),
    ("verification.replay", REPLAYED, "policy", [None, 3, "border", {}]),
    ("verification.replay", REPLAYED, "at", NO_DAY),
    ("verification.replay", REPLAYED, "case_id", [None, 3, b"x"]),
    ("verification.outcome_of", {}, "findings", [None, 3, "PASSED", ["PASSED"], [FINDING], TOLD]),
    (
        "Finding.from_dict",
        {},
        "content",
        [None, 3, {}, FINDING | {"outcome": "x"}, FINDING | {"evidence": 3}],
        "finding",
    ),
    (
        "Report.from_dict",
        {},
        "content",
        [None, 3, "x", [], {}, {"schema": 9}, {"schema": True}, {"schema": 1}],
        "report",
    ),
    (
        "Report.from_dict",
        {},
        "content",
        [without(name) for name in TOLD if name not in ("mrz", "why", "policy_sha256")],
        "report",
    ),
    *(
        ("Report.from_dict", {}, "content", [TOLD | {name: value}], "report")
        for name in TOLD
        if name not in ("why", "case_id", "software")
        for value in (3, "x", [3], {"a": "b"})
    ),
    ("Report.from_dict", {}, "content", [TOLD | {"outcome": "PASSED", "findings": []}], "report"),
]

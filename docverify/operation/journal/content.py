"""What of a report goes into the chain, by profile. Nothing of it names or describes a person.

A report may come from a file, and its codes from anybody: what is no check, reason or stage of this package
becomes "other", and text is only taken where a check of this package writes a code. A case id is kept where
it looks drawn at random; whatever else a caller calls a case may be a person's.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final, NamedTuple

from docverify.errors import InputError
from docverify.evidence import (
    Agreement,
    FacePlace,
    LivenessReason,
    LivenessVerdict,
    Typeface,
)
from docverify.mrz import MrzFormat
from docverify.operation.journal.line import canonical
from docverify.operation.journal.values import FIELDS, JournalProfile
from docverify.verification import (
    CHECKS,
    DocumentKind,
    EngineBuild,
    Finding,
    FindingOutcome,
    Outcome,
    Policy,
    Report,
)
from docverify.verification.judge import NO_MEANS, NOT_PRESENTED, WHICH_DOCUMENT

OTHER: Final = "other"
_DRAWN: Final = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_STAGE: Final = re.compile(r"[a-z]+(\.[a-z]+)?")
_SOFTWARE: Final = re.compile(r"docverify-[0-9][\w.+]{0,63}")
_SUM: Final = re.compile("[0-9a-f]{64}")
_BUILD: Final = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}")
_CHECKS: Final = frozenset(check.name for check in CHECKS)
_REASONS: Final = frozenset(reason.code for check in CHECKS for reason in check.reasons) | {
    one.code for one in (NOT_PRESENTED, NO_MEANS, WHICH_DOCUMENT)
}
_TEXTS: Final = frozenset(FIELDS).union(
    *(
        {one.value for one in codes}
        for codes in (
            Agreement,
            DocumentKind,
            FacePlace,
            LivenessReason,
            LivenessVerdict,
            MrzFormat,
            Typeface,
        )
    )
)
"""Every text that stands behind a finding: codes of this package."""
_NAMED: Final = {
    "draw": _SUM,
    "draw_key": re.compile("[0-9a-f]{16}"),
    "encoder": _BUILD,
    "engine": _BUILD,
    "nonce": re.compile("[0-9a-f]{32}"),
    "calibration_sha256": _SUM,
    "calibration_data_sha256": _SUM,
    "population_sha256": _SUM,
}
"""And what tells which build, calibration, challenge or draw it was."""
_COMPARED: Final = ("score", "threshold", "fmr", "encoder", "population_sha256")
_DRAW: Final = ("draw", "draw_key", "share")


class Named(NamedTuple):
    """What entries name by its sum, and stands whole in an entry of its own.

    Attributes:
        sum: SHA-256 of its canonical JSON.
        content: it, as plain JSON values.
    """

    sum: str
    content: Mapping[str, object]


@lru_cache(maxsize=16)
def policy_named(policy: Policy) -> Named:
    """What was demanded; the same few come again all day."""
    return Named(policy.sha256, policy.to_dict())


def setup_named(report: Report) -> Named:
    """What read and compared: names, and sums or versions of what it is made of."""
    return _setup(report.software, report.engines)


@lru_cache(maxsize=16)
def _setup(software: str, engines: tuple[EngineBuild, ...]) -> Named:
    content: dict[str, object] = {
        "software": _code(software.replace(" ", "-"), _SOFTWARE),
        "engines": [
            {
                "role": _code(one.role, _STAGE),
                "name": _code(one.name, _BUILD),
                "builds": {_code(part, _BUILD): _code(build, _BUILD) for part, build in one.builds},
            }
            for one in engines
        ],
    }
    return Named(sha256(canonical(content)).hexdigest(), content)


def drawn(case_id: str) -> str | None:
    """A case id that looks drawn at random, as `verify` draws them; None for any other."""
    return case_id if _DRAWN.fullmatch(case_id) else None


def content_of(report: Report, profile: JournalProfile, *, aborted: bool) -> dict[str, object]:
    """What of a report goes into the chain.

    Raises:
        InputError: `aborted` is said of a report that is not inconclusive.
    """
    outcome = report.outcome
    if aborted and outcome is not Outcome.INCONCLUSIVE:
        raise InputError("aborted: only what is INCONCLUSIVE can have been broken off")
    content: dict[str, object] = {
        "outcome": outcome.value,
        "day": report.at.isoformat(),
        "instant": None if report.instant is None else report.instant.isoformat(),
        "case": drawn(report.case_id),
        "setup": setup_named(report).sum,
        "policy": policy_named(report.policy).sum,
        "findings": _codes(report.findings),
        "timings": {_code(name, _STAGE): round(seconds, 4) for name, seconds in report.timings},
    }
    if outcome is Outcome.INCONCLUSIVE:
        content["inconclusive"] = "aborted" if aborted else "undetermined"
    found = {one.check: one for one in report.findings}
    if "face_match" in found and "score" in found["face_match"].evidence:
        content["comparison"] = _numbers(found["face_match"].evidence, only=_COMPARED)
    if "kind_accepted" in found:
        content["document"] = _numbers(found["kind_accepted"].evidence, only=("kind", "format"))
    if "referral" in found and "draw" in found["referral"].evidence:
        content["referral"] = _numbers(found["referral"].evidence, only=_DRAW)
    told = {one.check: _numbers(one.evidence) for one in _detailed(report, profile)}
    if told:
        content["evidence"] = told
    return content


def _codes(findings: Iterable[Finding]) -> dict[str, dict[str, dict[str, str]]]:
    """Demand → outcome → check → reason, in the fewest words."""
    told: dict[str, dict[str, dict[str, str]]] = {}
    for one in findings:
        check = one.check if one.check in _CHECKS else OTHER
        reason = one.reason if one.reason in _REASONS else OTHER
        told.setdefault(one.demand.value, {}).setdefault(one.outcome.value, {})[check] = reason
    return told


def _detailed(report: Report, profile: JournalProfile) -> list[Finding]:
    """The findings whose numbers are written down."""
    if profile is JournalProfile.BASIC:
        return []
    return [
        one
        for one in report.findings
        if one.check in _CHECKS
        and one.evidence
        and (profile is JournalProfile.FULL or one.outcome is not FindingOutcome.PASSED)
    ]


def _numbers(evidence: Mapping[str, Any], *, only: tuple[str, ...] | None = None) -> dict[str, object]:
    """Numbers and known codes of a finding's evidence."""
    chosen = {name: evidence[name] for name in only if name in evidence} if only else evidence
    kept = {name: _kept(name, value) for name, value in chosen.items() if _BUILD.fullmatch(name)}
    return {name: value for name, value in kept.items() if value is not None}


def _kept(name: str, value: object) -> object:
    if isinstance(value, tuple):
        return [_kept(name, one) for one in value]
    if isinstance(value, str):
        pattern = _NAMED.get(name)
        return value if value in _TEXTS or (pattern is not None and pattern.fullmatch(value)) else None
    return value


def _code(text: str, pattern: re.Pattern[str]) -> str:
    return text if pattern.fullmatch(text) else OTHER

"""One past decision, read from `Report.to_dict()` or from a journal's entry, without anything of a person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from docverify.errors import InputError

OTHER: Final = "other"
_CODE: Final = re.compile(r"[a-z][a-z0-9_.]{0,39}")
_ENCODER: Final = re.compile(r"[a-z][\w.-]{0,63}")
_SUM: Final = re.compile(r"[0-9a-f]{64}")
_OUTCOMES: Final = ("PASSED", "FAILED", "INCONCLUSIVE")
_FINDINGS: Final = ("PASSED", "FAILED", "NOT_PERFORMED")


@dataclass(frozen=True, slots=True)
class Decision:
    """What statistics need of a decision.

    Attributes:
        at: day of the decision.
        outcome: PASSED, FAILED or INCONCLUSIVE.
        findings: (check, outcome, reason), codes only.
        encoder: id of the encoder build that gave the score; "other" when it does not look like one. Where a
            population counted, with the start of its sha256: those scores lie elsewhere.
        score: comparison score; None when there was none.
        threshold: that it was held against; None when there was none.
        fmr: false match rate that was asked for; None when there was no threshold.
        timings: (stage, seconds), without their total.
        mated: what an operator found out afterwards, from a `"mated": true|false` added to the line; or None.
    """

    at: date
    outcome: str
    findings: tuple[tuple[str, str, str], ...]
    encoder: str
    score: float | None
    threshold: float | None
    fmr: float | None
    timings: tuple[tuple[str, float], ...]
    mated: bool | None


def read_decision(content: object) -> Decision:
    """Read one decision. What does not look like a code becomes "other": a name in its place goes nowhere.

    Args:
        content: what `Report.to_dict()` gave, by way of JSON.

    Raises:
        InputError: not such a value; the message names the part, never its content.
    """
    line = _mapping(content, "decision")
    outcome = line.get("outcome")
    if outcome not in _OUTCOMES:
        raise InputError(f"the outcome of a decision is none of {', '.join(_OUTCOMES)}")
    findings = line.get("findings")
    if not isinstance(findings, list):
        raise InputError("the findings of a decision are no list")
    compared: Mapping[str, object] = {}
    codes = []
    for finding in (_mapping(one, "finding") for one in findings):
        found = finding.get("outcome")
        if found not in _FINDINGS:
            raise InputError(f"the outcome of a finding is none of {', '.join(_FINDINGS)}")
        codes.append((_code(finding.get("check")), str(found), _code(finding.get("reason"))))
        if finding.get("check") == "face_match":
            compared = _mapping(finding.get("evidence", {}), "evidence")
    mated = line.get("mated")
    timings = _mapping(line.get("timings", {}), "timings")
    return Decision(
        at=_day(line.get("at")),
        outcome=str(outcome),
        findings=tuple(codes),
        encoder=_encoder(compared),
        score=_number(compared.get("score"), "score"),
        threshold=_number(compared.get("threshold"), "threshold"),
        fmr=_number(compared.get("fmr"), "FMR"),
        timings=tuple(
            (_code(stage), _number(seconds, "timing") or 0.0)
            for stage, seconds in timings.items()
            if stage != "total"
        ),
        mated=mated if isinstance(mated, bool) else None,
    )


def read_entry(content: object, *, mated: bool | None = None) -> Decision:
    """Read one verification of a journal, as `JournalEntry.to_dict` gives it.

    Args:
        content: of the entry, by way of JSON.
        mated: what an operator's decision about it says.

    Raises:
        InputError: not such an entry; the message names the part, never its content.
    """
    line = _mapping(content, "entry")
    told = _mapping(line.get("content"), "content")
    compared = told.get("comparison", {})
    findings = [
        {
            "check": check,
            "outcome": outcome,
            "reason": reason,
            "evidence": compared if check == "face_match" else {},
        }
        for demand in _mapping(told.get("findings"), "findings").values()
        for outcome, checks in _mapping(demand, "findings").items()
        for check, reason in _mapping(checks, "findings").items()
    ]
    report = {
        "outcome": told.get("outcome"),
        "findings": findings,
        "timings": told.get("timings", {}),
        "at": told.get("day"),
        "mated": mated,
    }
    return read_decision(report)


def mated_of(content: object) -> tuple[int, bool] | None:
    """Which verification of a journal an operator's decision concerns, and who it says it was.

    None where it does not say: an officer accepts a bearer for other reasons too.
    """
    line = _mapping(content, "entry")
    concerns = line.get("concerns")
    mated = _mapping(line.get("content"), "content").get("mated")
    if type(concerns) is not int or not isinstance(mated, bool):
        return None
    return concerns, mated


def _encoder(compared: Mapping[str, object]) -> str:
    """What gave the score, with the population that counted."""
    encoder, population = compared.get("encoder"), compared.get("population_sha256")
    if not isinstance(encoder, str) or not _ENCODER.fullmatch(encoder):
        return OTHER
    if not isinstance(population, str) or not _SUM.fullmatch(population):
        return encoder
    return f"{encoder} with population {population[:12]}"


def _mapping(value: object, what: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise InputError(f"the {what} is no JSON object")
    return value


def _code(value: object) -> str:
    return value if isinstance(value, str) and _CODE.fullmatch(value) else OTHER


def _number(value: object, what: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not -1e9 < value < 1e9:
        raise InputError(f"the {what} of a decision is no finite number")
    return float(value)


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise InputError("the day (`at`) of a decision is no ISO date") from None

"""Every check in words, with its light and its numbers, group by group."""

from typing import Final

from docverify.service.operate.lights import Light, counts, light_of
from docverify.service.operate.numbers import figures_of
from docverify.verification import CHECKS, Demand, Finding, Group, Report

_GROUPS: Final = {
    Group.DOCUMENT: "Document",
    Group.PAGE: "Page",
    Group.FACES: "Faces",
    Group.CASE: "Case",
}
_DEMANDS: Final = {
    Demand.REQUIRED: "required",
    Demand.OPTIONAL: "must not fail",
    Demand.WAIVED: "waived by the policy",
    Demand.NOT_ASKED: "not asked by the policy",
}
_ROWS: Final = {check.name: check for check in CHECKS}
_ORDER: Final = (Light.RED, Light.YELLOW, Light.GREEN, Light.GREY)


def check_view(finding: Finding) -> dict[str, object]:
    """One check as plain values for JSON; checks of other versions are shown under their own name."""
    row, light = _ROWS.get(finding.check), light_of(finding)
    return {
        "check": finding.check,
        "title": finding.check.replace("_", " ") if row is None else row.title,
        "group": _GROUPS[Group.DOCUMENT if row is None else row.group],
        "light": light.value,
        "word": light.word,
        "sentence": finding.sentence,
        "reason": finding.reason,
        "demand": _DEMANDS[finding.demand],
        "counts": counts(finding),
        "figures": [one.to_dict() for one in figures_of(finding)],
    }


def groups_of(findings: tuple[Finding, ...]) -> list[dict[str, object]]:
    """The checks by group, what an officer must look at first within each; a count of every light."""
    views = [check_view(one) for one in findings]
    views.sort(key=lambda view: _ORDER.index(Light(str(view["light"]))))  # stable: else in the report's order
    told: list[dict[str, object]] = []
    for title in _GROUPS.values():
        inside = [view for view in views if view["group"] == title]
        if inside:
            lights = {one.value: sum(view["light"] == one.value for view in inside) for one in Light}
            told.append({"title": title, "lights": lights, "checks": inside})
    return told


def summary_of(report: Report) -> str:
    """The reason in a sentence or two, as the report gives it; of what passed, that it did."""
    return report.why or "Every check that the policy asks for passed."

"""The numbers behind a check, as a person reads them, with the limit that each is held against."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from docverify.evidence.reading import SURE
from docverify.faces.advice import LIVE_ADVICE
from docverify.faces.limits import DOCUMENT_LIMITS, LIVE_LIMITS, Limit
from docverify.mrz import in_words
from docverify.service.operate.titles import title_of
from docverify.verification import Finding


@dataclass(frozen=True, slots=True)
class Figure:
    """One number in words.

    Attributes:
        label: what it is.
        value: the number with its unit.
        limit: what it is held against, such as "at least 0.359"; empty where nothing is demanded.
        within: whether it keeps to that; None without a limit.
    """

    label: str
    value: str
    limit: str = ""
    within: bool | None = None

    def to_dict(self) -> dict[str, object]:
        """As plain values for JSON."""
        return {"label": self.label, "value": self.value, "limit": self.limit, "within": self.within}


_PX, _DEGREES, _SHARE, _PLAIN, _COUNT = "px", "°", "%", "", "#"
_SURE: Final = f"at least {SURE * 100:g} %"
_KINDS: Final = {
    "confidence": ("confidence of the whole text", _SHARE),
    "character_height": ("height of a capital", _PX),
    "least_certain": ("least certain character", _SHARE),
    "corrections": ("characters changed by the reader", _COUNT),
    "glare": ("washed out", _SHARE),
    "eye_distance": ("between the eyes", _PX),
    "certainty": ("certainty", _SHARE),
    "visible": ("of the face in the picture", _SHARE),
    "sharpness": ("sharpness", _PLAIN),
    "focus": ("focus", _PLAIN),
    "steadiness": ("steadiness", _PLAIN),
    "brightness": ("brightness", _SHARE),
    "contrast": ("contrast", _SHARE),
    "clipped": ("black or white", _SHARE),
    "relief": ("relief", _PLAIN),
    "grain": ("grain", _PLAIN),
    "yaw": ("turned aside", _DEGREES),
    "pitch": ("raised or lowered", _DEGREES),
    "roll": ("tilted", _DEGREES),
    "eyes_closed": ("eyes closed", _SHARE),
    "eyes_covered": ("eyes covered", _SHARE),
    "mouth_open": ("mouth open", _SHARE),
    "mouth_covered": ("mouth covered", _SHARE),
    "faces": ("faces seen", _COUNT),
    "frames": ("live pictures", _COUNT),
    "others": ("others", _COUNT),
    "copies": ("copies", _COUNT),
    "documents": ("documents before the camera", _COUNT),
    "repeated": ("repeated pictures", _COUNT),
    "pictures": ("pictures", _COUNT),
    "zones": ("machine-readable zones", _COUNT),
    "faces_elsewhere": ("faces beside the document", _COUNT),
    "digits": ("check digits that agree", _COUNT),
    "line": ("line", _COUNT),
    "column": ("column", _COUNT),
    "seconds": ("seconds", _PLAIN),
    "steps": ("turns asked for", _COUNT),
    "done": ("turns seen", _COUNT),
    "years": ("least age", _COUNT),
    "months": ("months asked for", _COUNT),
    "comparisons": ("comparisons behind the threshold", _COUNT),
    "size": ("people compared", _COUNT),
    "matching": ("of them alike", _COUNT),
    "matches": ("people on lists who may be meant", _COUNT),
    "people": ("people", _COUNT),
}
"""What of the evidence is shown, in words, and in which unit; the rest is places and sums for programs."""
_TEXTS: Final = {
    "kind": "kind of document",
    "format": "layout",
    "typeface": "typeface",
    "doubt": "in doubt because of",
    "agreement": "print",
    "place": "place of the portrait",
    "verdict": "challenge",
    "cause": "because of",
    "encoder": "face engine",
    "reasons": "how they agree",
    "agreements": "agree in",
    "standing": "manifest",
    "ages": "lists are",
}
"""Codes, one or several."""
_NAMES: Final = {"lists": "lists", "versions": "editions", "entries": "entries of the lists"}
"""What whoever made a list calls it."""
_QUALITY_OF: Final[Mapping[str, tuple[Limit, ...]]] = {
    "portrait_found": DOCUMENT_LIMITS,
    "live_face_found": (*LIVE_ADVICE, *LIVE_LIMITS),
}
"""By check, the limits of its measures; the narrower ones, which advice is given by, come first."""


def figures_of(finding: Finding) -> tuple[Figure, ...]:
    """The numbers of a check: those beyond their limits first, then in the order of the evidence."""
    return tuple(sorted(_figures(finding.check, finding.evidence), key=lambda one: one.within is not False))


def _figures(check: str, evidence: Mapping[str, Any]) -> Iterator[Figure]:
    if _is_number(evidence.get("score")):
        yield _held("score", evidence["score"], evidence.get("threshold"))
    if _is_number(evidence.get("fmr")):
        yield Figure("strangers who would match", f"one in {round(1 / evidence['fmr']):,}")
    if _is_number(evidence.get("likeness")):
        most = evidence.get("most_likeness")
        within = evidence["likeness"] <= most if _is_number(most) else None
        limit = f"at most {most:.3f}" if _is_number(most) else ""
        yield Figure("likeness to the printed portrait", f"{evidence['likeness']:.3f}", limit, within)
    if _is_number(evidence.get("best_score")):
        reached = evidence.get("threshold")
        limit = f"alike from {reached:.3f} on" if _is_number(reached) else ""
        yield Figure("best score", f"{evidence['best_score']:.3f}", limit)
    for name, value in evidence.items():
        if name.startswith("certainty.") and _is_number(value):
            field = title_of(name.removeprefix("certainty."))
            yield Figure(field, _shown(value, _SHARE), _SURE, value >= SURE)
        elif name in _TEXTS and (codes := _texts(value)):
            yield Figure(_TEXTS[name], ", ".join(map(in_words, codes)))
        elif name in _NAMES and (names := _texts(value)):
            yield Figure(_NAMES[name], ", ".join(names))
        elif name in _KINDS and _is_number(value):
            yield _measured(check, name, value)


def _texts(value: object) -> list[str]:
    """One text or several, each once and none empty."""
    given = value if isinstance(value, (tuple, list)) else (value,)
    return list(dict.fromkeys(one for one in given if isinstance(one, str) and one))


def _held(label: str, value: float, least: object) -> Figure:
    if not isinstance(least, (int, float)):
        return Figure(label, f"{value:.3f}")
    return Figure(label, f"{value:.3f}", f"at least {least:.3f}", value >= least)


def _measured(check: str, name: str, value: float) -> Figure:
    label, unit = _KINDS[name]
    if check == "text_certain" and name == "confidence":
        return Figure(label, _shown(value, unit), _SURE, value >= SURE)
    limits = [one for one in _QUALITY_OF.get(check, ()) if one.measure == name]
    if not limits:
        return Figure(label, _shown(value, unit))
    broken = next((one for one in limits if not one.low <= value <= one.high), None)
    return Figure(label, _shown(value, unit), _range(broken or limits[0], unit), broken is None)


def _range(limit: Limit, unit: str) -> str:
    low, high = limit.low, limit.high
    if math.isinf(high):
        return f"at least {_shown(low, unit)}"
    if low <= 0 <= high and low != -high:
        return f"at most {_shown(high, unit)}"
    if unit == _SHARE and high == 1:
        return f"at least {_shown(low, unit)}"
    return f"from {_shown(low, unit)} to {_shown(high, unit)}"


def _shown(value: float, unit: str) -> str:
    if unit == _SHARE:
        # 0.99996 is not certain, and must not look so.
        return f"{math.floor(value * 1000) / 10:.1f} %" if value < 1 else "100 %"
    if unit == _COUNT:
        return f"{round(value):,}"
    return f"{value:.3f}" if unit == _PLAIN else f"{value:.0f} {unit}".replace(f" {_DEGREES}", _DEGREES)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)

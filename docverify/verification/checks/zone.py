"""The machine-readable zone as a whole: found, of a known layout, of an accepted kind."""

from docverify.evidence.failure import ReadingFailure
from docverify.evidence.reading import known
from docverify.verification.case import Case
from docverify.verification.check import Answer, Number, Reason, document_check, failed, not_performed, passed
from docverify.verification.trust import certain
from docverify.verification.words import kind_of

_FOUND = passed("mrz_found", "A machine-readable zone was found.")
_NOTHING = (ReadingFailure.NO_DOCUMENT, ReadingFailure.NO_MRZ)
"""Failures whose names say all: the others are the MRZ's."""
_NOT_FOUND: dict[ReadingFailure, Reason] = {
    failure: not_performed(
        failure.value if failure in _NOTHING else f"mrz_{failure.value}",
        "{advice}" if failure is ReadingFailure.CUT_OFF else failure.instruction,  # it names the edge
    )
    for failure in ReadingFailure
    if failure is not ReadingFailure.UNREADABLE  # whose lines were found
}
_OTHERWISE = {
    "mirrored": _NOT_FOUND[ReadingFailure.MIRRORED],
    "inverted": not_performed(
        "mrz_inverted", "Light and dark are exchanged in the picture: send it as it was taken."
    ),
}
"""Pictures of which the text can be read, and nothing else can be relied on."""


def _found(case: Case) -> Answer:
    reading = case.evidence.reading
    assert reading is not None  # noqa: S101 - it is needed
    evidence: dict[str, Number] = {
        "engine": reading.engine,
        "confidence": known(reading.confidence),
        "corrections": len(reading.corrections),
        **reading.legibility.to_dict(),
    }
    if reading.quad is not None:
        evidence["quad"] = tuple(reading.quad.round(1).ravel().tolist())
    if reading.cut_at:
        evidence["cut_at"] = tuple(edge.value for edge in reading.cut_at)
    for way, reason in _OTHERWISE.items():
        if getattr(reading, way):
            return Answer(reason, evidence)
    if reading.failure is None:
        return Answer(_FOUND, evidence)
    return Answer(_NOT_FOUND.get(reading.failure, _FOUND), evidence, {"advice": reading.instruction or ""})


_KNOWN = passed("format_known", "The machine-readable zone has the layout {format}.")
_UNKNOWN = not_performed("format_unknown", ReadingFailure.UNREADABLE.instruction)
_NO_TEXT = not_performed("no_text", "There is no text of a machine-readable zone to check.")


def _format(case: Case) -> Answer:
    if case.mrz is not None:
        layout = {"format": case.mrz.format.value}
        return Answer(_KNOWN, layout, layout)
    reading = case.evidence.reading
    lines = reading is not None and reading.failure is ReadingFailure.UNREADABLE
    return Answer(_UNKNOWN if lines else _NO_TEXT)


_ACCEPTED = passed("kind_accepted", "A document of this kind ({kind}, {format}) is accepted.")
_NOT_ACCEPTED = failed("kind_not_accepted", "A document of this kind ({kind}, {format}) is not accepted.")
_KIND_DOUBTFUL = not_performed(
    "kind_doubtful",
    "This kind ({kind}, {format}) is not accepted, but it is in doubt: take the picture again.",
)


def _kind(case: Case) -> Answer:
    assert case.mrz is not None  # noqa: S101 - it is needed
    kind, layout = kind_of(case.mrz), case.mrz.format
    evidence = {"kind": kind.value, "format": layout.value}
    words = {"kind": kind.value.replace("_", " "), "format": layout.value}
    if case.policy.accepts(kind, layout):
        return Answer(_ACCEPTED, evidence, words)
    # The shape of the text and its first cells make the kind.
    sure = certain(case, case.mrz.document_code.span, case.mrz.issuing_state.span)
    return Answer(_NOT_ACCEPTED if sure else _KIND_DOUBTFUL, evidence, words)


CHECKS = (
    document_check(
        "mrz_found",
        "MRZ found",
        _found,
        tuple(dict.fromkeys((_FOUND, *_NOT_FOUND.values(), *_OTHERWISE.values()))),
        needs=("reading",),
    ),
    document_check("format_known", "format known", _format, (_KNOWN, _UNKNOWN, _NO_TEXT), needs=("reading",)),
    document_check("kind_accepted", "kind accepted", _kind, (_ACCEPTED, _NOT_ACCEPTED, _KIND_DOUBTFUL)),
)

"""The manifest: whether the passenger was announced with this document."""

from docverify.evidence.manifested import Manifested, ManifestStanding
from docverify.verification.case import Case
from docverify.verification.check import Answer, Check, Number, Reason, failed, not_performed, passed
from docverify.verification.trust import certain
from docverify.verification.words import Group

_ON = passed("on_manifest", "The document is that of one passenger on the manifest.")
_NOT_ON = failed("not_on_manifest", "Nobody on the manifest was announced with this document.")
_IN_DOUBT = not_performed(
    "manifest_in_doubt",
    "Somebody on the manifest agrees with the document in part: a person must look at it.",
    counts_when_asked=True,
)
_INCOMPLETE = not_performed(
    "manifest_incomplete",
    "Nobody on the manifest was announced with this document, but it may lack people: fetch it again.",
)
_READ_IN_DOUBT = not_performed(
    "manifest_reading_doubtful",
    "Nobody on the manifest seems to be announced with this document, but its text is in doubt: take the "
    "picture again.",
)
_STALE = not_performed("manifest_stale", "The manifest counts no longer: fetch the one of this journey.")
_UNDATED = not_performed(
    "manifest_undated", "The manifest does not say of which day it is: say until when it counts."
)


def _on_manifest(case: Case) -> Answer:
    answer = case.evidence.manifested
    assert answer is not None  # noqa: S101 - it is needed
    evidence: dict[str, Number] = {
        "standing": answer.standing.value,
        "people": answer.people,
        "agreements": answer.reasons,
        "complete": answer.complete,
    }
    if answer.stale_after is None:
        return Answer(_UNDATED, evidence)
    evidence["stale_after"] = answer.stale_after.isoformat()
    if answer.stale(case.at):
        return Answer(_STALE, evidence)
    if answer.standing is ManifestStanding.LISTED:
        return Answer(_ON, evidence)
    if answer.standing is ManifestStanding.IN_DOUBT:
        return Answer(_IN_DOUBT, evidence)
    return Answer(_absent(case, answer), evidence)


def _absent(case: Case, answer: Manifested) -> Reason:
    """What it means that nobody comes near: only a whole list and a text that is sure can say so."""
    assert case.mrz is not None  # noqa: S101 - it is needed
    if not answer.complete:
        return _INCOMPLETE
    read = (case.mrz.document_number, case.mrz.date_of_birth)
    return _NOT_ON if certain(case, *(found.span for found in read)) else _READ_IN_DOUBT


CHECKS = (
    Check(
        name="on_manifest",
        title="on the manifest",
        group=Group.CASE,
        needs=("mrz", "manifested"),
        ask=_on_manifest,
        reasons=(_ON, _NOT_ON, _IN_DOUBT, _INCOMPLETE, _READ_IN_DOUBT, _STALE, _UNDATED),
    ),
)

"""Lists of documents and of names: a hit refers the case to an officer, and no missing list clears it.

A hit is no decision. Numbers are copied wrongly and names are shared, so that whoever is listed may be
somebody else; and whoever hands over lists asks for them, so that a hit counts under every policy.
"""

from collections.abc import Sequence

from docverify.evidence.listed import DocumentAnswer, ListAge, NameAnswer
from docverify.evidence.reading import known
from docverify.verification.case import Case
from docverify.verification.check import Answer, Check, Number, not_performed, passed
from docverify.verification.trust import certain, proves
from docverify.verification.words import Group

_NO_LIST = not_performed("no_list", "No list that could clear it was given.")
_STALE = not_performed(
    "list_stale",
    "A list is older than it may be: load its newest edition.",
    counts_when_asked=True,
)
_NOT_YET = not_performed(
    "list_not_yet_issued",
    "A list was issued after the day of the check: set the clock right.",
    counts_when_asked=True,
)

_DOCUMENT_CLEAR = passed("document_not_listed", "The document is on no list.")
_DOCUMENT_LISTED = not_performed(
    "document_listed",
    "The document's number is on a list: an officer must look at the case.",
    counts_always=True,
)
_DOCUMENT_ALIKE = not_performed(
    "document_listed_alike",
    "A number that looks like the document's is on a list: an officer must look at the case.",
    counts_always=True,
)
_DOCUMENT_MISREAD = not_performed(
    "document_listed_if_misread",
    "A number that the document may bear is on a list: take the picture again, or let an officer look.",
    counts_always=True,
)
_NUMBER_OPEN = not_performed(
    "listed_number_open",
    "The document's number or issuing State is not certain, so that it shows nothing that no list has it.",
    counts_when_asked=True,
)
_BY_DOCUMENT_REASON = {
    "number": _DOCUMENT_LISTED,
    "range": _DOCUMENT_LISTED,
    "look_alike": _DOCUMENT_ALIKE,
    "misread": _DOCUMENT_MISREAD,
}

_NAME_CLEAR = passed("name_not_listed", "Nobody on a list is like the document's holder.")
_NAME_LISTED = not_performed(
    "name_listed",
    "Somebody on a list may be the document's holder: an officer must look at the case.",
    counts_always=True,
)
_NAME_OPEN = not_performed(
    "listed_name_open",
    "The holder's name is not certain, so that it shows nothing that nobody on a list is like it.",
    counts_when_asked=True,
)


def _document(case: Case) -> Answer:
    """Whether the document is on none of the lists.

    Only a number and a State that were read for certain can clear it.
    """
    assert case.evidence.listed is not None and case.mrz is not None  # noqa: S101, PT018 - they are needed
    answers = case.evidence.listed.documents
    evidence = _editions(case, answers)
    matches = [match for answer in answers for match in answer.matches]
    if matches:
        reasons = [match.reason.value for match in matches]
        reason = next(_BY_DOCUMENT_REASON[r] for r in _BY_DOCUMENT_REASON if r in reasons)
        evidence |= {
            "reasons": tuple(reasons),
            "certainty": tuple(known(match.certainty) for match in matches),
        }
        return Answer(reason, evidence)
    unable = _unable(case, answers, evidence)
    if unable is not None:
        return unable
    sure = proves(case, "document_number") and certain(case, case.mrz.issuing_state.span)
    if not sure or not all(answer.asked for answer in answers):
        return Answer(_NUMBER_OPEN, evidence)
    return Answer(_DOCUMENT_CLEAR, evidence)


def _name(case: Case) -> Answer:
    """Whether the holder is like nobody on the lists; only a name that was read for certain can clear it."""
    assert case.evidence.listed is not None and case.mrz is not None  # noqa: S101, PT018 - they are needed
    answers = case.evidence.listed.names
    evidence = _editions(case, answers)
    matches = [match for answer in answers for match in answer.matches]
    if matches:
        best = max(matches, key=lambda match: match.score)
        evidence |= {
            "matches": len(matches),
            "entries": tuple(match.entry for match in matches),
            "scores": tuple(match.score for match in matches),
            "by_chance": tuple(float(f"{match.by_chance:.3g}") for match in matches),
            "reasons": best.reasons,
        }
        return Answer(_NAME_LISTED, evidence)
    unable = _unable(case, answers, evidence)
    if unable is not None:
        return unable
    name = case.mrz.primary_identifier.span, case.mrz.secondary_identifier.span
    if not certain(case, *name) or not all(answer.asked for answer in answers):
        return Answer(_NAME_OPEN, evidence)
    return Answer(_NAME_CLEAR, evidence)


def _editions(case: Case, answers: Sequence[DocumentAnswer | NameAnswer]) -> dict[str, Number]:
    """Which lists were asked, and how old they are."""
    editions = [answer.edition for answer in answers]
    found: dict[str, Number] = {
        "lists": tuple(one.name for one in editions),
        "versions": tuple(one.version for one in editions),
        "issued": tuple(one.issued.isoformat() for one in editions),
        "ages": tuple(one.age(case.at).value for one in editions),
    }
    names = [answer for answer in answers if isinstance(answer, NameAnswer)]
    if names:
        found["thresholds"] = tuple(one.threshold for one in names)
        found["false_positives"] = tuple(one.false_positives for one in names)
    return found


def _unable(
    case: Case,
    answers: Sequence[DocumentAnswer | NameAnswer],
    evidence: dict[str, Number],
) -> Answer | None:
    """Why no hit says nothing, if it does: there is no list, or one that does not hold on the day."""
    ages = {answer.edition.age(case.at) for answer in answers}
    if not answers:
        return Answer(_NO_LIST, evidence)
    if ListAge.NOT_YET in ages:
        return Answer(_NOT_YET, evidence)
    return Answer(_STALE, evidence) if ListAge.STALE in ages else None


CHECKS = (
    Check(
        name="document_not_listed",
        title="document on no list",
        group=Group.CASE,
        needs=("mrz", "listed"),
        ask=_document,
        reasons=(
            _DOCUMENT_CLEAR,
            _DOCUMENT_LISTED,
            _DOCUMENT_ALIKE,
            _DOCUMENT_MISREAD,
            _NUMBER_OPEN,
            _NO_LIST,
            _STALE,
            _NOT_YET,
        ),
    ),
    Check(
        name="name_not_listed",
        title="holder on no list",
        group=Group.CASE,
        needs=("mrz", "listed"),
        ask=_name,
        reasons=(_NAME_CLEAR, _NAME_LISTED, _NAME_OPEN, _NO_LIST, _STALE, _NOT_YET),
    ),
)

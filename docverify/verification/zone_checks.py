"""Checks of the machine-readable zone as a whole: found, of a known layout, of an accepted kind."""

from docverify.reading import ReadingFailure
from docverify.verification.answer import Answer, Scalar, known
from docverify.verification.evidence import Case
from docverify.verification.kinds import kind_of
from docverify.verification.reasons import OF_FAILURE, Reason


def mrz_found(case: Case) -> Answer:
    """Whether a machine-readable zone was found."""
    reading = case.evidence.reading
    seen = reading.evidence
    evidence: dict[str, Scalar] = {
        "engine": reading.engine,
        "confidence": known(reading.confidence),
        "corrections": len(reading.corrections),
        "character_height": known(seen.character_height),
        "sharpness": known(seen.sharpness),
        "glare": known(seen.glare),
    }
    if reading.failure is None or reading.failure is ReadingFailure.UNREADABLE:  # whose lines were found
        return Answer(Reason.MRZ_FOUND, evidence)
    return Answer(OF_FAILURE[reading.failure], evidence)


def format_known(case: Case) -> Answer:
    """Whether the text that was read fits a layout."""
    if case.mrz is not None:
        layout = case.mrz.format.value
        return Answer(Reason.FORMAT_KNOWN, {"format": layout}, {"format": layout})
    if case.evidence.reading.failure is ReadingFailure.UNREADABLE:
        return Answer(OF_FAILURE[ReadingFailure.UNREADABLE])
    return Answer(Reason.NO_TEXT)


def kind_accepted(case: Case) -> Answer:
    """Whether the policy accepts the kind of document and its layout."""
    if case.mrz is None:
        return Answer(Reason.NO_TEXT)
    kind, layout = kind_of(case.mrz), case.mrz.format
    words = {"kind": kind.value, "format": layout.value}
    if kind in case.policy.kinds and layout in case.policy.formats:
        return Answer(Reason.KIND_ACCEPTED, words, words)
    # The shape of the text and its first cells make the kind.
    sure = case.certain(case.mrz.document_code.span, case.mrz.issuing_state.span)
    return Answer(Reason.KIND_NOT_ACCEPTED if sure else Reason.KIND_DOUBTFUL, words, words)

"""The bearer: a live face of one person, not the document again, and the same person as on the portrait."""

from docverify.evidence.comparison import ComparedSide, Comparison, ComparisonOutcome
from docverify.evidence.sample import AcquisitionFailure
from docverify.verification.case import Case
from docverify.verification.check import Answer, Check, Number, failed, not_performed, passed
from docverify.verification.checks.page import numbers_of
from docverify.verification.words import Group

_FOUND = passed("live_face_found", "One face was found in the live picture.")
_NOT_FOUND = not_performed(
    "no_live_face",
    "No face was found in the live picture: show the whole face, from the front, in even light.",
)
_SEVERAL = not_performed(
    "several_live_faces", "Several faces were found in the live picture: only one person may be in it."
)
_TOO_SMALL = not_performed("live_face_too_small", "The face in the live picture is too small: come closer.")
_POOR = not_performed("live_face_poor", "The live face cannot be compared. {advice}")
_WHY_NOT = {
    AcquisitionFailure.NO_FACE: _NOT_FOUND,
    AcquisitionFailure.SEVERAL_FACES: _SEVERAL,
    AcquisitionFailure.FACE_TOO_SMALL: _TOO_SMALL,
}


def _live(case: Case) -> Answer:
    sample = case.evidence.live
    assert sample is not None  # noqa: S101 - it is needed
    if sample.failure is None:
        return Answer(_FOUND, numbers_of(sample))
    return Answer(
        _WHY_NOT.get(sample.failure, _POOR), numbers_of(sample), {"advice": sample.failure.instruction}
    )


_ONE_PERSON = passed("one_live_person", "Every usable live frame shows the same person.")
_SEVERAL_PEOPLE = not_performed(
    "several_live_people", "The live frames do not all show one person: take them again, of one person alone."
)


def _one_person(case: Case) -> Answer:
    sample, scene = case.evidence.live, case.evidence.live_scene
    assert sample is not None and scene is not None  # noqa: S101, PT018 - they are needed
    several = sample.failure is AcquisitionFailure.SEVERAL_FACES
    return Answer(_SEVERAL_PEOPLE if several else _ONE_PERSON, {"frames": scene.frames})


_NOT_THE_DOCUMENT = passed("live_is_not_the_document", "The live picture is another one than the document's.")
_COPY = not_performed(
    "live_is_the_document_picture", "A live picture is the picture of the document: look into the camera."
)
_DOCUMENT_SHOWN = not_performed(
    "document_before_camera",
    "A document is held before the camera in place of a face: look into the camera.",
)
_PORTRAIT_AGAIN = not_performed(
    "live_is_the_portrait", "The live picture shows the portrait itself, not a person: look into the camera."
)


def _not_the_document(case: Case) -> Answer:
    scene = case.evidence.live_scene
    assert scene is not None  # noqa: S101 - it is needed
    evidence: dict[str, Number] = {
        "frames": scene.frames,
        "copies": scene.copies,
        "documents": scene.documents,
        "likeness": None if scene.likeness is None else round(scene.likeness, 4),
        "most_likeness": scene.most_likeness,
    }
    if scene.copies:
        return Answer(_COPY, evidence)
    if scene.documents:
        return Answer(_DOCUMENT_SHOWN, evidence)
    most = scene.most_likeness
    again = scene.likeness is not None and most is not None and scene.likeness >= most
    return Answer(_PORTRAIT_AGAIN if again else _NOT_THE_DOCUMENT, evidence)


_MATCH = passed("faces_match", "The portrait and the live face match.")
_NON_MATCH = failed("faces_do_not_match", "The portrait and the live face do not match.")
_UNDECIDED = not_performed(
    "faces_undecided",
    "The portrait and the live face do not match, but the {side} is too poor to tell ({fault}): "
    "take it again.",
)
_NOT_COMPARED = not_performed(
    "faces_not_compared", "The faces could not be compared: one of them was not acquired."
)
_NO_CALIBRATION = not_performed(
    "no_calibration", "The face engine has no calibration, so that its score has no threshold."
)
_NO_PERSON = not_performed(
    "no_person_to_refute",
    "The live picture shows a document, so that its face says nothing about the bearer.",
)
_BY_OUTCOME = {
    ComparisonOutcome.MATCH: _MATCH,
    ComparisonOutcome.NON_MATCH: _NON_MATCH,
    ComparisonOutcome.UNDECIDED: _UNDECIDED,
    ComparisonOutcome.NOT_ACQUIRED: _NOT_COMPARED,
    ComparisonOutcome.NOT_CALIBRATED: _NO_CALIBRATION,
}
_SIDES = {ComparedSide.REFERENCE: "portrait", ComparedSide.PROBE: "live picture", None: "picture"}


def _match(case: Case) -> Answer:
    """Whether the faces match: score ≥ the calibrated threshold of the policy's FMR."""
    comparison = case.evidence.comparison
    assert comparison is not None  # noqa: S101 - it is needed
    fault = "" if comparison.reason is None else comparison.reason.value.replace("_", " ")
    words = {"side": _SIDES[comparison.side], "fault": fault}
    scene = case.evidence.live_scene
    shown = scene is not None and max(scene.copies, scene.documents) == scene.frames
    if shown and comparison.outcome is ComparisonOutcome.NON_MATCH:
        return Answer(_NO_PERSON, _scores(comparison))
    return Answer(_BY_OUTCOME[comparison.outcome], _scores(comparison), words)


def _scores(comparison: Comparison) -> dict[str, Number]:
    """The score, and where its threshold comes from."""
    evidence: dict[str, Number] = {"encoder": comparison.encoder, "score": comparison.score}
    point = comparison.point
    if point is None or comparison.threshold is None:
        return evidence
    return (
        evidence
        | {
            "threshold": point.threshold,
            "fmr": comparison.fmr,
            "fmr_low": point.interval.low,
            "fmr_high": point.interval.high,
            "calibration": point.data,
            "calibration_sha256": point.file_sha256,
            "calibration_data_sha256": point.data_sha256,
            "false_matches": point.counted.errors,
            "comparisons": point.counted.trials,
        }
        | _population(comparison)
    )


def _population(comparison: Comparison) -> dict[str, Number]:
    """Which population counted; the counts above are then of its own people."""
    counted = comparison.population
    if counted is None:
        return {}
    return {
        "similarity": comparison.similarity,
        "population": counted.name,
        "population_people": counted.people,
        "population_sha256": counted.sha256,
        "taken_by_population": counted.taken,
        "false_matches_without": counted.without.errors,
    }


_COUNTED = passed("population_counted", "The population {population} counted ({count} people).")
_NO_POPULATION = not_performed(
    "no_population",
    "No population was given, so that the false match rate holds for strangers of mixed kinds only.",
)
_OTHER_POPULATION = not_performed(
    "other_population",
    "Another population counted than the policy demands, so that its false match rate is another one's.",
)


def _in_population(case: Case) -> Answer:
    """Whether the false match rate is that of the people who come."""
    comparison = case.evidence.comparison
    assert comparison is not None  # noqa: S101 - it is needed
    counted = comparison.population
    if counted is None:
        return Answer(_NO_POPULATION)
    if case.policy.population not in (None, counted.sha256):
        return Answer(_OTHER_POPULATION, _population(comparison))
    words = {"population": counted.name, "count": str(counted.people)}
    return Answer(_COUNTED, _population(comparison), words)


CHECKS = (
    Check(
        name="live_face_found",
        title="live face found",
        group=Group.FACES,
        needs=("live",),
        ask=_live,
        reasons=(_FOUND, *_WHY_NOT.values(), _POOR),
    ),
    Check(
        name="one_live_person",
        title="one live person",
        group=Group.FACES,
        needs=("live", "live_scene"),
        ask=_one_person,
        reasons=(_ONE_PERSON, _SEVERAL_PEOPLE),
    ),
    Check(
        name="live_is_not_the_document",
        title="live is not the document",
        group=Group.FACES,
        needs=("live_scene",),
        ask=_not_the_document,
        reasons=(_NOT_THE_DOCUMENT, _COPY, _DOCUMENT_SHOWN, _PORTRAIT_AGAIN),
    ),
    Check(
        name="face_match",
        title="face match",
        group=Group.FACES,
        needs=("comparison",),
        ask=_match,
        reasons=(*_BY_OUTCOME.values(), _NO_PERSON),
    ),
    Check(
        name="face_population",
        title="face population",
        group=Group.FACES,
        needs=("comparison",),
        ask=_in_population,
        reasons=(_COUNTED, _NO_POPULATION, _OTHER_POPULATION),
    ),
)

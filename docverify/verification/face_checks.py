"""The faces: the portrait found, the live face found, and both of one person at the policy's FMR."""

from docverify.faces import Acquisition, AcquisitionFailure, Comparison, ComparisonOutcome
from docverify.verification.answer import Answer, Scalar
from docverify.verification.evidence import Case
from docverify.verification.reasons import Reason

_PORTRAIT = {
    None: Reason.PORTRAIT_FOUND,
    AcquisitionFailure.NO_FACE: Reason.NO_PORTRAIT,
    AcquisitionFailure.FACE_TOO_SMALL: Reason.PORTRAIT_TOO_SMALL,
}
_LIVE = {
    None: Reason.LIVE_FACE_FOUND,
    AcquisitionFailure.NO_FACE: Reason.NO_LIVE_FACE,
    AcquisitionFailure.SEVERAL_FACES: Reason.SEVERAL_LIVE_FACES,
    AcquisitionFailure.FACE_TOO_SMALL: Reason.LIVE_FACE_TOO_SMALL,
}
_MATCH = {
    ComparisonOutcome.MATCH: Reason.FACES_MATCH,
    ComparisonOutcome.NON_MATCH: Reason.FACES_DO_NOT_MATCH,
    ComparisonOutcome.NOT_ACQUIRED: Reason.FACES_NOT_COMPARED,
    ComparisonOutcome.NOT_CALIBRATED: Reason.NO_CALIBRATION,
}


def portrait_found(case: Case) -> Answer:
    """Whether the document's portrait gave a template."""
    portrait = case.evidence.portrait
    return _acquired(portrait, _PORTRAIT.get(portrait.failure, Reason.PORTRAIT_POOR))


def live_face_found(case: Case) -> Answer:
    """Whether the live picture gave a template of one person."""
    live = case.evidence.live
    return _acquired(live, _LIVE.get(live.failure, Reason.LIVE_FACE_POOR))


def face_match(case: Case) -> Answer:
    """Whether the faces match: score ≥ the calibrated threshold of the policy's FMR."""
    comparison = case.evidence.comparison
    return Answer(_MATCH[comparison.outcome], {**_scores(comparison), **_calibration(case)})


def _acquired(acquisition: Acquisition, reason: Reason) -> Answer:
    failure = acquisition.failure
    evidence: dict[str, Scalar] = {"faces": len(acquisition.faces)}
    if failure is None:
        return Answer(reason, evidence)
    words = {"fault": failure.value.replace("_", " ").lower(), "advice": failure.instruction}
    return Answer(reason, evidence | {"failure": failure.value}, words)


def _scores(comparison: Comparison) -> dict[str, Scalar]:
    evidence: dict[str, Scalar] = {"encoder": comparison.encoder, "score": comparison.score}
    if comparison.threshold is not None:
        evidence |= {"threshold": comparison.threshold, "fmr": comparison.fmr}
    if comparison.fmr_interval is not None:
        evidence |= {"fmr_low": comparison.fmr_interval.low, "fmr_high": comparison.fmr_interval.high}
    return evidence


def _calibration(case: Case) -> dict[str, Scalar]:
    """Where the threshold comes from."""
    calibration = case.evidence.calibration
    if calibration is None or case.evidence.comparison.threshold is None:
        return {}
    point = calibration.at(case.policy.fmr)
    data = calibration.provenance.get("data")
    of = data if isinstance(data, dict) else {}
    return {
        "calibration": str(of.get("description", "")),
        "calibration_sha256": str(of.get("sha256", "")),
        "false_matches": point.counted.errors,
        "comparisons": point.counted.trials,
    }

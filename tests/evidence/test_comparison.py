"""What was not compared has no threshold to be held against."""

from docverify.evidence import AcquisitionFailure, ComparedSide, Comparison, ComparisonOutcome
from docverify.faces import engine_named, threshold_for

ENCODER = engine_named().encoder.id


def test_faces_that_were_not_compared_have_no_threshold():
    point = threshold_for(ENCODER, 1e-3)
    nothing = Comparison(
        outcome=ComparisonOutcome.NOT_ACQUIRED,
        encoder=ENCODER,
        point=point,
        fmr=1e-3,
        reason=AcquisitionFailure.NO_FACE,
        side=ComparedSide.PROBE,
    )
    assert nothing.threshold is None
    assert nothing.fmr_interval is None
    assert nothing.similarity is None
    compared = Comparison(outcome=ComparisonOutcome.MATCH, encoder=ENCODER, score=0.9, point=point, fmr=1e-3)
    assert compared.threshold == point.threshold
    assert compared.fmr_interval == point.interval

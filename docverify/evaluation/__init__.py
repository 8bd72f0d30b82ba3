"""Biometric error rates, intervals and curves (ISO/IEC 19795-1); arrays in, frozen results out.

Scores are similarities and a comparison matches when its score ≥ the threshold. Mated scores come before
non-mated ones in every signature. Scores already in ascending order are neither sorted again nor copied.
"""

from docverify.evaluation.intervals import (
    Interval,
    clopper_pearson,
    rule_of_thirty,
    rule_of_three,
    trials_to_claim,
    upper_bound,
    wilson,
)
from docverify.evaluation.rates import Rate, far_from, fmr_at_threshold, fnmr_at_threshold, frr_from
from docverify.evaluation.thresholds import (
    OperatingPoint,
    fnmr_at_fmr,
    require_resolution,
    threshold_at_fmr,
    threshold_at_fnmr,
)

__all__ = [
    "Interval",
    "OperatingPoint",
    "Rate",
    "clopper_pearson",
    "far_from",
    "fmr_at_threshold",
    "fnmr_at_fmr",
    "fnmr_at_threshold",
    "frr_from",
    "require_resolution",
    "rule_of_thirty",
    "rule_of_three",
    "threshold_at_fmr",
    "threshold_at_fnmr",
    "trials_to_claim",
    "upper_bound",
    "wilson",
]

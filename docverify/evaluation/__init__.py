"""Biometric error rates, intervals and curves (ISO/IEC 19795-1); arrays in, frozen results out.

Scores are similarities and a comparison matches when its score ≥ the threshold. Mated scores come before
non-mated ones in every signature. Scores already in ascending order are neither sorted again nor copied.
"""

from docverify.evaluation.attacks import AttackRates, attack_rates, bpcer_at_apcer
from docverify.evaluation.bootstrap import bootstrap_rates
from docverify.evaluation.curves import (
    EqualErrorRate,
    ErrorCurve,
    area_under_log_roc,
    area_under_roc,
    equal_error_rate,
    error_curve,
    probit,
)
from docverify.evaluation.differences import (
    Comparisons,
    Difference,
    fnmr_differences,
    rate_difference,
)
from docverify.evaluation.edits import edits
from docverify.evaluation.groups import (
    GroupRates,
    fairness_discrepancy_rate,
    garbe,
    gini,
    inequity_rate,
    max_over_geometric_mean,
    rates_by_group,
)
from docverify.evaluation.hull import (
    HullPoint,
    LeastCost,
    cllr,
    expected_performance,
    hull_equal_error_rate,
    least_cost,
    min_cllr,
    roc_hull,
)
from docverify.evaluation.identification import (
    Searches,
    cmc,
    collect_searches,
    fnir,
    fpir,
    rank_of_mates,
    threshold_at_fpir,
)
from docverify.evaluation.intervals import (
    Interval,
    clopper_pearson,
    rule_of_thirty,
    rule_of_three,
    trials_to_claim,
    upper_bound,
    wilson,
    wilson_bounds,
)
from docverify.evaluation.rates import Rate, far_from, fmr_at_threshold, fnmr_at_threshold, frr_from
from docverify.evaluation.sense import Sense
from docverify.evaluation.summary import Summary, summarise
from docverify.evaluation.texts import (
    Band,
    TextRates,
    TextTrial,
    exact_difference,
    text_rates,
    text_rates_by,
)
from docverify.evaluation.thresholds import (
    OperatingPoint,
    fnmr_at_fmr,
    require_resolution,
    threshold_at_fmr,
    threshold_at_fnmr,
)

__all__ = [
    "AttackRates",
    "Band",
    "Comparisons",
    "Difference",
    "EqualErrorRate",
    "ErrorCurve",
    "GroupRates",
    "HullPoint",
    "Interval",
    "LeastCost",
    "OperatingPoint",
    "Rate",
    "Searches",
    "Sense",
    "Summary",
    "TextRates",
    "TextTrial",
    "area_under_log_roc",
    "area_under_roc",
    "attack_rates",
    "bootstrap_rates",
    "bpcer_at_apcer",
    "cllr",
    "clopper_pearson",
    "cmc",
    "collect_searches",
    "edits",
    "equal_error_rate",
    "error_curve",
    "exact_difference",
    "expected_performance",
    "fairness_discrepancy_rate",
    "far_from",
    "fmr_at_threshold",
    "fnir",
    "fnmr_at_fmr",
    "fnmr_at_threshold",
    "fnmr_differences",
    "fpir",
    "frr_from",
    "garbe",
    "gini",
    "hull_equal_error_rate",
    "inequity_rate",
    "least_cost",
    "max_over_geometric_mean",
    "min_cllr",
    "probit",
    "rank_of_mates",
    "rate_difference",
    "rates_by_group",
    "require_resolution",
    "roc_hull",
    "rule_of_thirty",
    "rule_of_three",
    "summarise",
    "text_rates",
    "text_rates_by",
    "threshold_at_fmr",
    "threshold_at_fnmr",
    "threshold_at_fpir",
    "trials_to_claim",
    "upper_bound",
    "wilson",
    "wilson_bounds",
]

"""Wrong arguments to `docverify.evaluation`: see `test_misuse.py`."""

import math

import numpy as np

from docverify.evaluation import Comparisons, TextTrial, collect_searches

NO_SCORES = [
    None,
    3,
    "abc",
    [],
    ["a"],
    [None],
    {},
    {1.0: 2.0},
    object(),
    [[0.1, 0.2]],
    [[0.1], [0.1, 0.2]],
    [math.nan],
    [0.1, math.inf],
    [1j],
    np.array(["2026"], "datetime64[D]"),
]
NO_SHARE = [None, "0.5", -0.1, 1.1, math.nan, math.inf, 1j, [0.5]]
NO_THRESHOLD = [None, "0.5", math.nan, 1j, [0.5]]
NO_COUNT = [None, "3", -1, math.nan, math.inf, 1.5]
NO_CONFIDENCE = [None, "0.9", 0, 1, -1, 2, math.nan]
NO_RATES = [None, 3, "abc", [], ["a"], [None], [1.5], [math.nan], {}]
NO_SEARCHES = [None, 3, "x", [], [([0.1], [0.2])]]
SEARCHES = collect_searches([([0.3], [0.7]), ([0.8], None)])
MATED, NON_MATED = [0.5, 0.9], [0.1, 0.2]
BOTH = {"mated": MATED, "non_mated": NON_MATED}
COUNTS = {"errors": 1, "trials": 10}
RNG = np.random.default_rng(1)
LABELLED = {"scores": [0.1, 0.9], "mated": [False, True], "threshold": 0.5}
SYSTEM = Comparisons(np.array([0.9, 0.1]), np.array([True, False]), np.array([["a", "a"], ["a", "b"]]))
SYSTEMS = {"first": SYSTEM, "second": SYSTEM, "fmrs": [0.5], "rng": RNG}
FLAGS = {"first": [1, 0], "second": [0, 0], "people": ["a", "b"], "rng": RNG}
NO_FLAGS = [None, 3, [], [None, 1], [[1, 0]], {}, [1, 0, 1]]
NO_REPLICATES = [None, "3", 0, -1, 1.5, math.nan, 10**12]
TRIALS = [TextTrial(picture=name, characters=88, groups={"site": "x"}) for name in "ab"]
NO_TRIALS = [None, 3, "x", [], [None], {}]
TRIAL = {"picture": "a", "characters": 88}
OVER = {"errors": [1, 0], "people": ["a", "b"], "rng": RNG}
CURVES = (
    "error_curve",
    "equal_error_rate",
    "area_under_roc",
    "area_under_log_roc",
    "roc_hull",
    "hull_equal_error_rate",
    "least_cost",
    "cllr",
    "min_cllr",
    "summarise",
)
ROWS = [
    *(
        (f"evaluation.{name}", BOTH, kind, NO_SCORES, f"{kind.replace('_', '-')} scores")
        for name in CURVES
        for kind in BOTH
    ),
    *(("evaluation.fnmr_at_fmr", BOTH | {"fmr": 0.1}, kind, NO_SCORES, "scores") for kind in BOTH),
    ("evaluation.fnmr_at_fmr", BOTH, "fmr", NO_SHARE),
    ("evaluation.least_cost", BOTH, "fmr_weight", NO_SHARE, "weight of FMR"),
    ("evaluation.summarise", BOTH, "failures", NO_COUNT),
    ("evaluation.summarise", BOTH, "targets", [None, 3, "x", [2], ["x"], {0.1}], "target"),
    ("evaluation.fmr_at_threshold", {"threshold": 0.5}, "non_mated", NO_SCORES),
    ("evaluation.fmr_at_threshold", {"non_mated": NON_MATED}, "threshold", NO_THRESHOLD),
    ("evaluation.fnmr_at_threshold", {"threshold": 0.5}, "mated", NO_SCORES),
    ("evaluation.fnmr_at_threshold", {"mated": MATED}, "threshold", NO_THRESHOLD),
    ("evaluation.threshold_at_fmr", {"fmr": 0.1}, "non_mated", NO_SCORES),
    ("evaluation.threshold_at_fmr", {"non_mated": NON_MATED}, "fmr", NO_SHARE),
    ("evaluation.threshold_at_fnmr", {"fnmr": 0.1}, "mated", NO_SCORES),
    ("evaluation.threshold_at_fnmr", {"mated": MATED}, "fnmr", NO_SHARE),
    ("evaluation.far_from", {"fta": 0.1}, "fmr", NO_SHARE),
    ("evaluation.far_from", {"fmr": 0.1}, "fta", NO_SHARE),
    ("evaluation.frr_from", {"fta": 0.1}, "fnmr", NO_SHARE),
    ("evaluation.frr_from", {"fnmr": 0.1}, "fta", NO_SHARE),
    ("evaluation.Rate", {"trials": 10}, "errors", [*NO_COUNT, 11]),
    ("evaluation.Rate", {"errors": 0}, "trials", [*NO_COUNT, 0]),
    *(
        row
        for name in ("wilson", "clopper_pearson", "upper_bound", "wilson_bounds")
        for row in (
            (f"evaluation.{name}", COUNTS, "errors", [None, "3", -1, math.nan, math.inf, 11]),
            (f"evaluation.{name}", COUNTS, "trials", [None, "3", -1, 0, math.nan, math.inf]),
            (f"evaluation.{name}", COUNTS, "confidence", NO_CONFIDENCE),
        )
    ),
    ("evaluation.rule_of_three", {}, "trials", [*NO_COUNT, 0]),
    ("evaluation.rule_of_thirty", {}, "errors", [None, "3", -1, math.nan]),
    ("evaluation.trials_to_claim", {}, "rate", [None, "0.1", 0, -1, 2, math.nan, math.inf, 5e-324]),
    ("evaluation.require_resolution", {"trials": 10_000}, "fmr", [None, "x", 0, 2, math.nan], "rate"),
    ("evaluation.require_resolution", {"fmr": 1e-3}, "trials", [None, "x", -1, math.nan]),
    ("evaluation.require_resolution", {"fmr": 1e-3}, "trials", [10], "support FMR"),
    ("evaluation.probit", {}, "rates", [None, "x", ["x"], [math.nan], -0.1, [1.1], [[0.1], [0.1, 0.2]], {}]),
    *(
        ("evaluation." + name, {}, "rates", NO_RATES, "rate|groups")
        for name in ("gini", "max_over_geometric_mean")
    ),
    ("evaluation.gini", {}, "rates", [[0.1]], "two groups"),
    ("evaluation.max_over_geometric_mean", {}, "rates", [[0.0]], "group 0"),
    *(
        (f"evaluation.{name}", {"fmrs": [0.1, 0.2], "fnmrs": [0.1, 0.2]}, which, values, "rate|groups|weight")
        for name in ("garbe", "fairness_discrepancy_rate", "inequity_rate")
        for which, values in (("fmrs", NO_RATES), ("fnmrs", NO_RATES), ("fmr_weight", NO_SHARE))
    ),
    ("evaluation.rates_by_group", LABELLED | {"groups": ["a", "b"]}, "scores", NO_SCORES),
    *(
        (
            "evaluation.rates_by_group",
            LABELLED | {"groups": ["a", "b"]},
            name,
            [None, 3, ["a"], [None, 1], {}],
        )
        for name in ("mated", "groups")
    ),
    ("evaluation.rates_by_group", LABELLED | {"groups": ["a", "b"]}, "threshold", NO_THRESHOLD),
    ("evaluation.bootstrap_rates", OVER, "errors", [None, 3, [], [None, 1], [[1, 0]], {}]),
    ("evaluation.bootstrap_rates", OVER, "people", [None, 3, ["a"], ["a", "a"], [None, 1], {}]),
    ("evaluation.bootstrap_rates", OVER, "rng", [None, 3, np.random]),
    ("evaluation.bootstrap_rates", OVER, "confidence", NO_CONFIDENCE),
    ("evaluation.bootstrap_rates", OVER, "replicates", [None, "3", 0, -1, 1.5, math.nan, 10**12]),
    *(("evaluation.rate_difference", FLAGS, name, NO_FLAGS) for name in ("first", "second")),
    ("evaluation.rate_difference", FLAGS, "people", [None, 3, ["a"], ["a", "a"], [None, 1], {}]),
    *(("evaluation.fnmr_differences", SYSTEMS, name, [None, 3, [0.1]]) for name in ("first", "second")),
    ("evaluation.fnmr_differences", SYSTEMS, "fmrs", [None, 3, [-0.1], ["x"], [math.nan]]),
    *(
        (f"evaluation.{name}", sound, argument, values)
        for name, sound in (("rate_difference", FLAGS), ("fnmr_differences", SYSTEMS))
        for argument, values in (
            ("rng", [None, 3, np.random]),
            ("confidence", NO_CONFIDENCE),
            ("replicates", NO_REPLICATES),
        )
    ),
    (
        "evaluation.Comparisons",
        {"mated": [True, False], "people": ["a", "b"]},
        "scores",
        NO_SCORES,
        "scores",
    ),
    (
        "evaluation.Comparisons",
        {"scores": [0.9, 0.1], "people": ["a", "b"]},
        "mated",
        [None, 3, [True], [True, True], {}],
    ),
    (
        "evaluation.Comparisons",
        {"scores": [0.9, 0.1], "mated": [True, False]},
        "people",
        [None, 3, ["a"], {}],
    ),
    ("evaluation.TextTrial", TRIAL, "picture", [None, 3]),
    ("evaluation.TextTrial", TRIAL, "characters", NO_COUNT),
    ("evaluation.TextTrial", TRIAL, "edits", NO_COUNT),
    *(
        ("evaluation.TextTrial", TRIAL, name, [None, 3, "x"])
        for name in ("found", "valid", "sure", "unusable")
    ),
    ("evaluation.TextTrial", TRIAL, "confidence", [None, "x", -0.1, 1.1]),
    ("evaluation.TextTrial", TRIAL, "seconds", [None, "x"]),
    ("evaluation.TextTrial", TRIAL, "document", [None, 3]),
    ("evaluation.TextTrial", TRIAL, "groups", [None, 3, []]),
    ("evaluation.edits", {"other": "ERICSON"}, "one", [None, 3, b"ERIKSSON"]),
    ("evaluation.edits", {"one": "ERIKSSON"}, "other", [None, 3, b"ERICSON"]),
    ("evaluation.text_rates", {"rng": RNG}, "trials", NO_TRIALS),
    ("evaluation.text_rates", {"trials": TRIALS}, "rng", [None, 3]),
    ("evaluation.text_rates_by", {"rng": RNG, "column": "site"}, "trials", NO_TRIALS),
    ("evaluation.text_rates_by", {"rng": RNG, "trials": TRIALS}, "column", [None, 3, "other"]),
    ("evaluation.text_rates_by", {"column": "site", "trials": TRIALS}, "rng", [None, 3]),
    ("evaluation.exact_difference", {"rng": RNG, "second": TRIALS}, "first", [*NO_TRIALS, TRIALS[:1]]),
    ("evaluation.exact_difference", {"rng": RNG, "first": TRIALS}, "second", [*NO_TRIALS, TRIALS[:1]]),
    ("evaluation.exact_difference", {"first": TRIALS, "second": TRIALS}, "rng", [None, 3]),
    ("evaluation.collect_searches", {}, "searches", [None, 3, "x", [], [3], [([0.1],)], ["ab"]], "search"),
    (
        "evaluation.collect_searches",
        {},
        "searches",
        [[([], None)], [([math.nan], None)], [([0.1], ["x"])]],
        "search|scores",
    ),
    ("evaluation.cmc", {}, "searches", NO_SEARCHES),
    ("evaluation.fnir", {"threshold": 0.5}, "searches", NO_SEARCHES),
    ("evaluation.fnir", {"searches": SEARCHES}, "threshold", NO_THRESHOLD),
    ("evaluation.fnir", {"searches": SEARCHES, "threshold": 0.5}, "rank", [0, -1, 1.5, "1", math.nan]),
    ("evaluation.fpir", {"threshold": 0.5}, "searches", NO_SEARCHES),
    ("evaluation.fpir", {"searches": SEARCHES}, "threshold", NO_THRESHOLD),
    ("evaluation.threshold_at_fpir", {"target": 0.5}, "searches", NO_SEARCHES),
    ("evaluation.threshold_at_fpir", {"searches": SEARCHES}, "target", NO_SHARE),
    (
        "evaluation.rank_of_mates",
        {"mates": [0]},
        "scores",
        [None, 3, "x", [0.1], [["x"]], [[math.nan]], [[]], [[1j]]],
    ),
    (
        "evaluation.rank_of_mates",
        {"scores": [[0.1, 0.2]]},
        "mates",
        [None, 3, "x", [2], [-2], [0.5], [0, 1], ["a"]],
    ),
    *(
        row
        for name, target in (("attack_rates", "threshold"), ("bpcer_at_apcer", "apcer"))
        for row in (
            (
                f"evaluation.{name}",
                {"bona_fide": MATED, target: 0.5},
                "attacks",
                [None, 3, "x", [], {}, [[0.1]]],
            ),
            (
                f"evaluation.{name}",
                {"bona_fide": MATED, target: 0.5},
                "attacks",
                [{"print": x} for x in NO_SCORES],
                "scores",
            ),
            (
                f"evaluation.{name}",
                {"attacks": {"print": [0.1]}, target: 0.5},
                "bona_fide",
                NO_SCORES,
                "scores",
            ),
            (
                f"evaluation.{name}",
                {"bona_fide": MATED, "attacks": {"print": [0.1]}},
                target,
                NO_THRESHOLD,
                "threshold|FMR",
            ),
        )
    ),
    *(
        (
            "evaluation.expected_performance",
            {"development": (MATED, NON_MATED), "test": (MATED, NON_MATED), "fmr_weights": [0.5]},
            name,
            values,
            word,
        )
        for name, values, word in (
            ("development", [None, 3, "ab", (MATED,), [MATED, NON_MATED]], "development"),
            ("development", [([], NON_MATED), ([math.nan], NON_MATED)], "scores"),
            ("test", [None, 3, "ab", (MATED,)], "test"),
            ("fmr_weights", [None, "x", [2], [math.nan], [None], []], "weight"),
        )
    ),
]

"""Mutations of error rates, thresholds and intervals."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "evaluation/rates.py",
        ("test_evaluation_rates.py",),
        (
            "rates-match-above",
            "np.count_nonzero(scores >= check_threshold(threshold))",
            "np.count_nonzero(scores > check_threshold(threshold))",
            "scores at the threshold count as non-matches",
        ),
        (
            "rates-non-match-below",
            "np.count_nonzero(scores < check_threshold(threshold))",
            "np.count_nonzero(scores <= check_threshold(threshold))",
            "scores at the threshold count as matches and as non-matches",
        ),
        (
            "rates-no-error-is-zero",
            "        if self.errors == 0:\n",
            "        if self.errors < 0:\n",
            "no error in ten comparisons is quoted as a rate of zero",
        ),
        (
            "rates-refusals-without-failures",
            'return check_fraction(fta, name="FTA") + check_fraction(fnmr, name="FNMR") * (1 - fta)',
            'return check_fraction(fnmr, name="FNMR") * (1 - check_fraction(fta, name="FTA"))',
            "who was not acquired is not among the refused",
        ),
        room="evaluation",
    ),
    *mutations_of(
        "evaluation/thresholds.py",
        ("test_evaluation_rates.py", "../property/test_evaluation_properties.py"),
        (
            "thresholds-one-false-match-too-many",
            (
                "    if k < trials and (k + 1) / trials <= rate:\n        return k + 1\n"
                "    return k - 1 if k / trials > rate else k"
            ),
            "    return min(trials, k + 1)",
            "the threshold lets more false matches through than asked for",
        ),
        (
            "thresholds-unsupported",
            "    if trials < needed:\n",
            "    if trials < 0:\n",
            "a rate of one in a million is claimed from a hundred comparisons",
        ),
        room="evaluation",
    ),
    *mutations_of(
        "evaluation/intervals.py",
        ("../conformance/test_evaluation_intervals.py", "test_evaluation_rates.py"),
        (
            "intervals-rule-of-thirty",
            "    return errors >= 30\n",
            "    return errors >= 3\n",
            "rates from three errors are taken for known",
        ),
        (
            "intervals-exact-bound-too-low",
            "return solve_tail(errors + 1, trials, tail, upper=False)",
            "return solve_tail(errors, trials, tail, upper=False)",
            "the upper bound of a rate is too low to claim",
        ),
        room="evaluation",
    ),
    *mutations_of(
        "evaluation/groups.py",
        ("test_evaluation_groups.py",),
        (
            "groups-zero-is-zero",
            "            values[i] = upper_bound(0, rate.trials)",
            "            values[i] = 1e-9",
            "a group without errors makes every other one look infinitely worse",
        ),
        (
            "groups-of-one-kind",
            "wrong = np.where(is_mated, values < check_threshold(threshold), values >= threshold)",
            "wrong = values >= check_threshold(threshold)",
            "groups whose members are not recognised look best",
        ),
        room="evaluation",
    ),
    *mutations_of(
        "evaluation/drift.py",
        ("../operation/rates/test_report_command.py",),
        (
            "drift-near-misses",
            "return self.rate.interval.low > self.expected",
            "return self.rate.interval.high > self.expected",
            "every site is told that its bearers are refused",
        ),
        room="evaluation",
    ),
    *mutations_of(
        "evaluation/scores.py",
        ("test_evaluation_rates.py",),
        (
            "scores-nan",
            "finite = np.isfinite(values)",
            "finite = ~np.isinf(values)",
            "NaN among the scores makes rates that look fine",
        ),
        room="evaluation",
    ),
)

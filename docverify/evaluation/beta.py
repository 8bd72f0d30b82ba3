"""Binomial tail probabilities and their inverse, without scipy.

The tail of the binomial is the regularised incomplete beta function. Its continued fraction is DLMF
8.17.22, evaluated by Lentz's method; its prefactor is C. Loader's saddle-point form of the binomial density
(2000), which keeps full precision for millions of trials where differences of log-gamma lose seven digits.
"""

import math

_TINY = 1e-300
_STEPS = 100_000
_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188)


def _stirling_error(n: float) -> float:
    """log(n!) minus Stirling's approximation of it."""
    if n < 16:
        return math.lgamma(n + 1) - (n + 0.5) * math.log(n) + n - 0.5 * math.log(2 * math.pi)
    inverse_square = 1 / (n * n)
    total = 0.0
    for coefficient in reversed(_STIRLING):
        total = total * inverse_square + coefficient
    return total / n


def _deviance(x: float, mean: float) -> float:
    """x·log(x / mean) + mean − x, without cancellation when x is near the mean."""
    if abs(x - mean) < 0.1 * (x + mean):
        ratio = (x - mean) / (x + mean)
        total = (x - mean) * ratio
        term = 2 * x * ratio
        for j in range(3, 1000, 2):
            term *= ratio * ratio
            following = total + term / j
            if following == total:
                break
            total = following
        return total
    return x * math.log(x / mean) + mean - x


def binomial_density(k: int, n: int, p: float) -> float:
    """P(X = k) for X ~ Binomial(n, p), 0 < k < n, 0 < p < 1."""
    exponent = (
        _stirling_error(n)
        - _stirling_error(k)
        - _stirling_error(n - k)
        - _deviance(k, n * p)
        - _deviance(n - k, n * (1 - p))
    )
    return math.exp(exponent) * math.sqrt(n / (2 * math.pi * k * (n - k)))


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function, for x below (a + 1) / (a + b + 2)."""
    c = 1.0
    d = 1 / (1 - (a + b) * x / (a + 1) or _TINY)
    value = d
    for m in range(1, _STEPS):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / (1 + numerator * d or _TINY)
            c = 1 + numerator / c or _TINY
            value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return value


def binomial_tails(k: int, n: int, p: float) -> tuple[float, float]:
    """(P(X ≤ k − 1), P(X ≥ k)) for X ~ Binomial(n, p), 0 < k ≤ n, 0 < p < 1; the smaller one is precise."""
    a, b = k, n - k + 1
    # The prefactor x^a·(1−x)^b / B(a, b), written with the density of Binomial(a + b, x).
    front = binomial_density(a, a + b, p) * a * b / (a + b)
    if p < (a + 1) / (a + b + 2):
        upper = front * _fraction(a, b, p) / a
        return 1 - upper, upper
    lower = front * _fraction(b, a, 1 - p) / b
    return lower, 1 - lower


def solve_tail(k: int, n: int, tail: float, *, upper: bool) -> float:
    """Return the p at which P(X ≥ k) (or, with `upper=False`, P(X ≤ k − 1)) equals `tail`.

    Newton's method inside a bracket that every step narrows: it cannot leave the interval nor run away.
    """
    low, high = 0.0, 1.0
    p = k / (n + 1)
    for _ in range(200):
        tails = binomial_tails(k, n, p)
        excess = tails[upper] - tail
        rising = excess if upper else -excess
        if rising > 0:
            high = p
        else:
            low = p
        slope = binomial_density(k, n + 1, p) * k * (n - k + 1) / ((n + 1) * p * (1 - p))
        step = rising / slope if slope > 0 else math.inf
        following = p - step
        if not low < following < high:
            following = (low + high) / 2
        if abs(following - p) <= 4e-16 * p:
            return following
        p = following
    return p

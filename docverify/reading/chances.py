"""Chances of what a cell holds, from what speaks for each."""

import numpy as np
from numpy.typing import NDArray


def normalised(logarithms: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities from their logarithms, each row off by a constant.

    Args:
        logarithms: (N, M) float64.

    Returns:
        (N, M) float64, each row summing to 1.
    """
    likelihood = np.exp(logarithms - logarithms.max(1, keepdims=True))
    return np.asarray(likelihood / likelihood.sum(1, keepdims=True))

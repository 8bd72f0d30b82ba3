"""Who of a set of people is somebody else of it: one person many times is no population."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.errors import ConfigurationError
from docverify.evidence.calibration import Calibration
from docverify.evidence.population import LEAST_PEOPLE
from docverify.faces.encoded import Encoded

_DECADES: Final = 3
_MOST_AGAIN: Final = 0.1
_MOST_MATCHING: Final = 0.02
_MOST_TIMES: Final = 400
_BLOCK: Final = 1024


def different_people(encoded: Encoded, calibration: Calibration) -> Encoded:
    """The same pictures with people who are surely one person under one number.

    Surely: a similarity that strangers would reach once in some ten million pairs, three decades beyond the
    calibration's last rate as far as its thresholds go on rising. Of 145,000 pairs of a parliament and 5,000
    of London none reaches it, at 0.58 for SFace; the lowest of 102 mated pairs of London has 0.756.

    Pictures of one person that differ much reach it seldom, so that a set in which many pairs match at the
    calibration's last rate is refused too: 2 %, and 400 times that rate. The most that was seen in a
    population is 58 times, among the women of one group.

    Raises:
        ConfigurationError: fewer than 50 different people, or more than a tenth of them are others again.
    """
    last = calibration.points[-1]
    share = _matching(encoded, last.threshold)
    if share > max(_MOST_MATCHING, _MOST_TIMES * last.fmr):
        raise ConfigurationError(
            f"{share:.1%} of the pairs of different people match at FMR {last.fmr:g}: many of them are one "
            "person again, so put all pictures of one person into one folder"
        )
    numbers = _components(encoded, _sure(calibration))
    different = int(numbers.max()) + 1
    again = encoded.count - different
    if again > _MOST_AGAIN * encoded.count:
        raise ConfigurationError(
            f"of {encoded.count} people {again} are others of them again: a population is of different "
            "people, so put all pictures of one person into one folder"
        )
    if different < LEAST_PEOPLE:
        raise ConfigurationError(
            f"a population of {different} different people is refused: a mean of fewer than {LEAST_PEOPLE} "
            "does harm and is no aggregate; 100 are advised"
        )
    return Encoded(encoded.rows, numbers[encoded.people], encoded.failures, encoded.pictures, encoded.digest)


def _sure(calibration: Calibration) -> float:
    """The similarity from which two pictures surely show one person."""
    last = calibration.points[-1]
    decade = next((p for p in reversed(calibration.points) if p.fmr >= 10 * last.fmr * (1 - 1e-9)), None)
    if decade is None:  # so few strangers that the table spans no decade
        return (1 + last.threshold) / 2
    return min(last.threshold + _DECADES * (last.threshold - decade.threshold), (1 + last.threshold) / 2)


def _matching(encoded: Encoded, threshold: float) -> float:
    """The share of pairs of pictures of different people that reach a threshold."""
    matching = pairs = 0
    for start in range(0, len(encoded.rows), _BLOCK):
        block = slice(start, start + _BLOCK)
        different = encoded.people[block, None] != encoded.people
        matching += int((encoded.rows[block] @ encoded.rows.T >= threshold)[different].sum())
        pairs += int(different.sum())
    return matching / pairs if pairs else 0.0


def _components(encoded: Encoded, sure: float) -> NDArray[np.intp]:
    """(people,) the number of the different person that each is."""
    parent = np.arange(encoded.count)

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = int(parent[one])
        return one

    for start in range(0, len(encoded.rows), _BLOCK):
        scores = encoded.rows[start : start + _BLOCK] @ encoded.rows.T
        for row, column in np.argwhere(scores >= sure):
            a, b = encoded.people[start + row], encoded.people[column]
            if a != b:
                parent[root(int(a))] = root(int(b))
    roots = np.array([root(one) for one in range(encoded.count)])
    return np.unique(roots, return_inverse=True)[1].ravel().astype(np.intp)

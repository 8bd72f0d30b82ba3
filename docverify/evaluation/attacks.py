"""Error rates of presentation attack detection (ISO/IEC 30107-3).

The higher a score, the more bona fide; a presentation is taken as bona fide when its score ≥ the threshold.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from numpy.typing import ArrayLike

from docverify.arguments import expect
from docverify.errors import InputError
from docverify.evaluation.rates import Rate, fmr_at_threshold, fnmr_at_threshold
from docverify.evaluation.scores import check_threshold
from docverify.evaluation.thresholds import threshold_at_fmr


@dataclass(frozen=True, slots=True)
class AttackRates:
    """Error rates of presentation attack detection at one threshold.

    Attributes:
        threshold: taken as bona fide when score ≥ threshold.
        apcer_by_species: (species, attack presentation classification error rate), one a kind of instrument.
        bpcer: bona fide presentation classification error rate.
    """

    threshold: float
    apcer_by_species: tuple[tuple[str, Rate], ...]
    bpcer: Rate

    @property
    def apcer(self) -> Rate:
        """The worst species' rate: the standard quotes the maximum, never a mean over species."""
        return max((rate for _, rate in self.apcer_by_species), key=lambda rate: rate.value)


def _refuse_no_species(attacks: object) -> None:
    expect("attacks", attacks, Mapping, "a mapping from species to scores")
    if not attacks:
        raise InputError("there are no attacks: pass the scores of at least one species")


def attack_rates(attacks: Mapping[str, ArrayLike], bona_fide: ArrayLike, threshold: float) -> AttackRates:
    """APCER of each attack instrument species and BPCER at a threshold.

    Args:
        attacks: species ("print", "screen", "mask" …) → (n,) finite scores of its presentations.
        bona_fide: (m,) finite scores of bona fide presentations.
        threshold: ±inf allowed.

    Raises:
        InputError: no species, no scores of one, NaN or infinite ones, or a NaN threshold.

    Example:
        >>> attack_rates({"print": [0.1, 0.6], "mask": [0.2]}, [0.4, 0.9], 0.5).apcer
        Rate(errors=1, trials=2)
    """
    _refuse_no_species(attacks)
    at = check_threshold(threshold)
    by_species = tuple((name, fmr_at_threshold(scores, at)) for name, scores in attacks.items())
    return AttackRates(at, by_species, fnmr_at_threshold(bona_fide, at))


def bpcer_at_apcer(attacks: Mapping[str, ArrayLike], bona_fide: ArrayLike, apcer: float) -> AttackRates:
    """The rates at the smallest threshold that keeps every species' APCER ≤ apcer; BPCER20 is at 0.05.

    Arguments and Raises as `attack_rates`, and a target outside [0, 1].
    """
    _refuse_no_species(attacks)
    thresholds = [threshold_at_fmr(scores, apcer, mated=bona_fide) for scores in attacks.values()]
    return attack_rates(attacks, bona_fide, max(thresholds))

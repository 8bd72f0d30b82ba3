"""Whether frames show one person: the rule that fusing, streams and challenges share."""

from collections.abc import Sequence
from typing import Final

from docverify.evidence.calibration import Calibration
from docverify.evidence.sample import FaceSample
from docverify.evidence.template import Template, similarity_of
from docverify.faces.refutable import refutes

_SAME_PERSON_FMR: Final = 1e-3


def same_person_threshold(calibration: Calibration) -> float:
    """The score from which on two frames are one person's: that of FMR 0.1 %.

    A calibration that does not go so far gives its lowest rate: whoever measured fewer people can still take
    more than one frame.
    """
    least = calibration.points[-1].fmr
    return calibration.at(max(_SAME_PERSON_FMR, least)).threshold


def frame_merit(sample: FaceSample) -> tuple[bool, bool, float]:
    """Usable frames first, of them those that can refute, then those of whose face the detector is surest.

    A frame too poor to refute must not lead, since good ones that do not match it would be measured by it.
    The detector's sureness foretells errors best.
    """
    quality = sample.quality
    certainty = 0.0 if quality is None else quality.certainty
    return sample.template is not None, _good(sample), certainty


def of_one_person(samples: Sequence[FaceSample], calibration: Calibration | None) -> list[FaceSample] | None:
    """The frames that show the person of the best one, best first; None when they show several people.

    A frame that does not match the best one shows somebody else when both are good enough to say so. When
    not, nobody knows whose it is, and it is left out: the mean of two people could match them both.

    Args:
        samples: those without a template say nothing, and are left out.
        calibration: of their encoder. Without one nobody can tell, so only a frame alone is one person's.
    """
    usable = sorted((one for one in samples if one.template is not None), key=frame_merit, reverse=True)
    if len(usable) < 2:
        return usable
    if calibration is None:
        return None
    threshold = same_person_threshold(calibration)
    lead = usable[0]
    matching = [one is lead or _score(lead, one) >= threshold for one in usable]
    # The best come first: where the lead is too poor to refute, so are all others.
    if any(_good(one) and not matches for one, matches in zip(usable, matching, strict=True)):
        return None
    return [one for one, matches in zip(usable, matching, strict=True) if matches]


def _good(sample: FaceSample) -> bool:
    """Whether it is good enough to show that somebody is another person."""
    return sample.template is not None and sample.quality is not None and refutes(sample.quality)


def _score(first: FaceSample, second: FaceSample) -> float:
    return similarity_of(_template(first), _template(second))


def _template(sample: FaceSample) -> Template:
    assert sample.template is not None  # noqa: S101 - only usable frames are compared
    return sample.template

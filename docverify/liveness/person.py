"""Whether one face stays the same person's from the first frame to the last."""

from docverify.evidence.calibration import Calibration
from docverify.evidence.template import Template, similarity_of
from docverify.faces.one_person import same_person_threshold
from docverify.liveness import limits


class Person:
    """Compares each frame's template with the one before and with the first ones.

    Attributes:
        least: the lowest score that counted; None while there was none.
    """

    def __init__(self, calibration: Calibration) -> None:
        self._threshold = same_person_threshold(calibration)
        self._last: Template | None = None
        self._first: Template | None = None
        self.least: float | None = None

    def begin(self, template: Template) -> None:
        """From now on frames are compared with this one, too."""
        self._first = template

    def same(self, template: Template, *, yaw: float) -> bool:
        """Whether this is the person of the frames before.

        Args:
            template: of the next frame.
            yaw: degrees that its head is turned by since it looked ahead.
        """
        last, self._last = self._last, template
        if last is not None and similarity_of(last, template) < self._threshold:
            return False
        if self._first is None or abs(yaw) > limits.ANCHORED:
            return True
        score = similarity_of(self._first, template)
        self.least = score if self.least is None else min(self.least, score)
        return score >= self._threshold

"""Lines that may be an MRZ, and how much they look like one."""

from dataclasses import dataclass

from docverify.reading import thresholds
from docverify.reading.lines import TextLine


@dataclass(frozen=True, slots=True)
class Candidate:
    """Lines that may be an MRZ, from the top one to the bottom one, in picture px."""

    lines: tuple[TextLine, ...]

    def reversed(self) -> "Candidate":
        """The same lines read upside down."""
        return Candidate(tuple(line.reversed() for line in self.lines[::-1]))

    @property
    def weight(self) -> float:
        """How much text was seen, and how surely: the order in which candidates are tried."""
        return float(sum(line.sureness**2 * line.length / line.mean_height for line in self.lines))

    @property
    def like_an_mrz(self) -> bool:
        """Whether the locator is sure of a line, or rather sure of a long one."""
        return any(
            line.sureness >= thresholds.SURE_OF_ONE
            or (
                line.sureness >= thresholds.SURE_OF_LONG
                and line.length >= thresholds.LONG_LINE * line.mean_height
            )
            for line in self.lines
        )

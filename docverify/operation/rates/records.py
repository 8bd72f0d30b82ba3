"""What a period's figures are made of: decisions and site rates, out of JSON lines or of a journal.

Lines are reports, entries of a journal as it exports them, or site rates, in any order and mixed.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from docverify.errors import InputError
from docverify.operation.rates.decisions import Decision, mated_of, read_decision, read_entry
from docverify.operation.rates.site import Held, SiteRates

TOPIC: Final = "site_rates"
"""What a journal's note is about that holds site rates: `journal.note(TOPIC, rates.to_dict())`."""
_ENTRY: Final = frozenset({"kind", "content", "leaf"})
"""What every entry of a journal has and no report."""


class Records:
    """Reads lines one after the other; what operators decided, and what sites counted, is kept.

    An operator decides after the verification: hand all lines to `decided` first where they hold entries.

    Attributes:
        rates: site rates that were met.
    """

    def __init__(self) -> None:
        self.rates: list[SiteRates] = []
        self._mated: dict[int, bool] = {}

    def decided(self, content: object) -> None:
        """Look at a line for what an operator decided; the last decision about a verification counts."""
        if isinstance(content, Mapping) and content.get("kind") == "decision" and content.keys() >= _ENTRY:
            said = mated_of(content)
            if said is not None:
                self._mated[said[0]] = said[1]

    def read(self, content: object) -> Decision | None:
        """A line's decision; None for lines that are something else of a journal, or site rates.

        Raises:
            InputError: none of these; the message names the part, never its content.
        """
        if not isinstance(content, Mapping):
            raise InputError("the line is no JSON object")
        if TOPIC in content:
            self.rates.append(SiteRates.from_dict(content))
            return None
        if not content.keys() >= _ENTRY:
            return read_decision(content)
        if content["kind"] == "verification":
            number = content.get("number")
            return read_entry(content, mated=self._mated.get(number) if type(number) is int else None)
        if content["kind"] == "note":
            self._note(content["content"])
        return None

    def _note(self, told: Any) -> None:  # noqa: ANN401 - of JSON
        if isinstance(told, Mapping) and told.get("topic") == TOPIC:
            self.rates.append(SiteRates.from_dict(told.get("content", {})))


def decisions_in(records: Records, lines: Iterable[object]) -> Iterator[Decision]:
    """The decisions of lines that are all sound, as a journal's are."""
    for line in lines:
        found = records.read(line)
        if found is not None:
            yield found


def rates_of(rates: Iterable[SiteRates], *, month: str | None = None) -> SiteRates | None:
    """What was counted in a month, all processes and days together; None where nothing was.

    Where comparisons were held against several things, such as two thresholds, it is what most were held
    against.

    Args:
        rates: of sites.
        month: "2026-11", by when counting ended; None takes all.
    """
    by_held: dict[Held, SiteRates] = {}
    for one in rates:
        if month is not None and one.ended.strftime("%Y-%m") != month:
            continue
        by_held[one.held] = by_held[one.held] + one if one.held in by_held else one
    return max(by_held.values(), key=lambda one: one.non_mated.trials + one.mated, default=None)

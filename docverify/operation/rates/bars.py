"""What authorities ask of error rates in operation, and whether what was counted keeps it.

A bar is kept where the whole 95 % interval is at or below it, and not kept where the whole interval is above;
otherwise it is open, and more must be counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from docverify.evaluation.intervals import Interval
from docverify.evaluation.rates import Rate, frr_from
from docverify.operation.rates.operations import Operations
from docverify.operation.rates.site import SiteRates


class Kept(StrEnum):
    """Whether a bar is kept."""

    KEPT = "kept"
    NOT_KEPT = "not_kept"
    OPEN = "open"
    """The interval lies on both sides of it, or it was counted at a looser rate than the bar is for."""
    UNKNOWN = "unknown"
    """Nothing was counted."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What somebody asks for.

    Attributes:
        source: who asks for it, and where.
        figure: "fmr", "fnmr", "fta" or "frr", which is FNMR and failures to acquire together.
        most: the bar itself.
        fmr: the false match rate at which FNMR and FRR are asked for; None where none is.
    """

    source: str
    figure: str
    most: float
    fmr: float | None = None


BARS: Final = (
    Bar("EES: Decision (EU) 2019/329", "fmr", 5e-4),
    Bar("EES: Decision (EU) 2019/329", "fnmr", 0.01, 5e-4),
    Bar("border: BSI TR-03121-3 §4.10.1", "fmr", 1e-3),
    Bar("border: BSI TR-03121-3 §4.10.1", "fnmr", 0.02, 1e-3),
    Bar("border: BSI TR-03121-3 §4.10.1", "frr", 0.04, 1e-3),
    Bar("identity proofing: NIST SP 800-63A-4 §3.1.11", "fmr", 1e-4),
    Bar("identity proofing: NIST SP 800-63A-4 §3.1.11", "fnmr", 0.01, 1e-4),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A rate that was counted in operation.

    Attributes:
        value: of it.
        interval: 95 %; over people, where people were counted.
        told: its counts, in words.
        fmr: false match rate that the threshold was chosen for; None for failures to acquire.
    """

    value: float
    interval: Interval
    told: str
    fmr: float | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A bar and what was counted against it.

    Attributes:
        bar: what is asked for.
        counted: what was counted; None where nothing was.
        kept: whether it is kept.
    """

    bar: Bar
    counted: Counted | None
    kept: Kept

    def to_dict(self) -> dict[str, object]:
        """As plain JSON values."""
        one = self.counted
        return {
            "source": self.bar.source,
            "figure": self.bar.figure,
            "most": self.bar.most,
            "at_fmr": self.bar.fmr,
            "kept": self.kept.value,
            "counted": None
            if one is None
            else {"value": one.value, "interval": [one.interval.low, one.interval.high], "counts": one.told},
        }


def held_against(
    found: Operations, rates: SiteRates | None, *, bars: Sequence[Bar] = BARS
) -> tuple[Held, ...]:
    """Every bar, and whether it is kept.

    Args:
        found: of a period.
        rates: what the site counted in the same period; None where it counted nothing, and then FMR and FNMR
            are known from decisions alone that say who was who.
        bars: that count.
    """
    counted = counted_in(found, rates)
    return tuple(_held(bar, counted.get(bar.figure)) for bar in bars)


def counted_in(found: Operations, rates: SiteRates | None) -> dict[str, Counted]:
    """The figures of a period: fmr, fnmr, fta and frr, as far as they were counted."""
    counted: dict[str, Counted] = {}
    if rates is not None:
        rate, interval = rates.non_mated.rate, rates.non_mated.interval()
        if rate is not None and interval is not None:
            told = f"{rate.errors} of {rate.trials:,} pairs of {rates.non_mated.people:,} people"
            counted["fmr"] = Counted(rate.value, interval, told, rates.held.fmr)
        if rates.fnmr is not None:
            counted["fnmr"] = _of_rate(rates.fnmr, rates.held.fmr)
    known = max(found.scores, key=lambda one: one.count, default=None)
    if known is not None:
        for name, rate in (("fmr", known.known_fmr), ("fnmr", known.known_fnmr)):
            if rate is not None:
                counted.setdefault(name, _of_rate(rate, known.fmr))
    if found.fta is not None:
        counted["fta"] = _of_rate(found.fta, None)
        if "fnmr" in counted:
            counted["frr"] = _both(counted["fnmr"], counted["fta"])
    return counted


def _of_rate(rate: Rate, fmr: float | None) -> Counted:
    return Counted(rate.value, rate.interval, f"{rate.errors} of {rate.trials:,}", fmr)


def _both(fnmr: Counted, fta: Counted) -> Counted:
    """FRR; its interval takes the ends of both, and is wider than it need be."""
    low, high = (frr_from(getattr(fnmr.interval, end), getattr(fta.interval, end)) for end in ("low", "high"))
    told = f"FNMR {fnmr.told}, FTA {fta.told}"
    return Counted(frr_from(fnmr.value, fta.value), Interval(low, high), told, fnmr.fmr)


def _held(bar: Bar, counted: Counted | None) -> Held:
    if counted is None:
        return Held(bar, None, Kept.UNKNOWN)
    looser = bar.fmr is not None and counted.fmr is not None and counted.fmr > bar.fmr * (1 + 1e-9)
    if counted.interval.low > bar.most:
        return Held(bar, counted, Kept.NOT_KEPT)
    kept = counted.interval.high <= bar.most and not looser
    return Held(bar, counted, Kept.KEPT if kept else Kept.OPEN)

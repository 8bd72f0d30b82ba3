"""Measured values in words: three digits, a unit that suits, intervals behind them."""

import re
from collections.abc import Mapping, Sequence

RATE = re.compile(r"([\d.e-]+) \((\d+) of (\d+), 95 % ([\d.e-]+) to ([\d.e-]+)\)")
"""A share as benchmarks write it: "0.00437 (45 of 10302, 95 % 0.00327 to 0.00584)"."""
SHARES = re.compile(r"(^|_|\W)(share|recall|right|grown|agree)(_|\W|$)|_grown$|^(strangers|mates|matches) ")
"""Names of figures that are shares of one."""
INTERVAL = re.compile(r"wilson|interval")
LONG = 4
"""So many kinds of a count are named."""


def duration(seconds: float) -> str:
    """Three digits with a unit that suits."""
    for unit, scale in (("s", 1.0), ("ms", 1e3), ("µs", 1e6)):
        if seconds * scale >= 1:
            return f"{seconds * scale:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def spread(found: Mapping[str, float]) -> str:
    """A median of times, with its quartiles in the same unit."""
    middle = duration(found["median"])
    unit = middle.partition(" ")[2]
    scale = {"s": 1.0, "ms": 1e3, "µs": 1e6, "ns": 1e9}[unit]
    return f"{middle} ({number(found['q1'] * scale)}–{number(found['q3'] * scale)})"


def number(value: float) -> str:
    """A number with three or four digits that count, and commas between thousands."""
    if isinstance(value, int) or abs(value) >= 1e4:
        return f"{value:,.0f}"
    digits = 4 if abs(value) >= 1e3 else 3
    text = f"{value:.{digits}g}"
    return f"{value:,.0f}" if "e+" in text else text


def percent(share: float) -> str:
    """A share of one, in per cent with one digit where it says something."""
    value = 100 * share
    if 0 < value < 1:
        return f"{value:.2g} %"
    return f"{value:.1f} %" if 0 < value < 100 else f"{value:.0f} %"


def rate(text: str) -> str:
    """A share as benchmarks write it, for a person: "0.44 % (45 of 10,302; 0.33–0.58)"."""

    def told(found: re.Match[str]) -> str:
        share, low, high = (percent(float(found[at])) for at in (1, 4, 5))
        counted = f"{int(found[2]):,} of {int(found[3]):,}"
        return f"{share} ({counted}; {low.removesuffix(' %')}–{high.removesuffix(' %')})"

    return RATE.sub(told, text)


def value(found: object, name: str = "") -> str:
    """What was measured, in words; the figure's name tells shares and intervals from other numbers."""
    if found is None:
        return ""
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, int | float):
        return percent(found) if SHARES.search(name) and isinstance(found, float) else number(found)
    if isinstance(found, Mapping):
        return counts(found, name)
    if isinstance(found, Sequence) and not isinstance(found, str):
        return _several(found, name)
    return rate(str(found)).replace("_", " ")


def counts(found: Mapping[str, object], name: str = "") -> str:
    """Values by kind, the most frequent first."""
    if not found:
        return "none"
    if len(found) > 1 and len(set(map(str, found.values()))) == 1 and SHARES.search(name):
        return f"{value(next(iter(found.values())), name)}, all"
    pairs = sorted(found.items(), key=lambda pair: -pair[1] if isinstance(pair[1], int) else 0)
    told = [f"{kind}{':' * kind.isdigit()} {value(one, name)}".replace("_", " ") for kind, one in pairs]
    whole = len(told) <= LONG + 1 or not all(isinstance(one, int) for one in found.values())
    return ", ".join(told) if whole else ", ".join(told[:LONG]) + f", {len(told) - LONG} more kinds"


def _several(found: Sequence[object], name: str) -> str:
    """An interval, a value with its interval, least to most of many, or how many names."""
    if not all(isinstance(one, int | float) for one in found):
        return " or ".join(map(str, found)) if name == "right" else str(len(found))
    if not found:
        return "0"
    say = percent if INTERVAL.search(name) or SHARES.search(name) else number
    numbers = [float(one) for one in found if isinstance(one, int | float)]
    if len(numbers) == 2:
        return f"{say(numbers[0]).removesuffix(' %')}–{say(numbers[1])}"
    if len(numbers) == 3 and not numbers[0] <= numbers[1] <= numbers[2]:
        low, high = (say(one).removesuffix(" %") for one in numbers[1:])
        return f"{say(numbers[0])} ({low}–{high})"
    if numbers == sorted(numbers) and len(numbers) > 1:
        return f"{say(numbers[len(numbers) // 2])} ({say(numbers[0])}–{say(numbers[-1])})"
    return ", ".join(map(say, numbers))

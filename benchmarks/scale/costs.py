"""Cores, memory and disk, from what one of each takes."""

import math
from typing import NamedTuple

from benchmarks.scale import assumed
from benchmarks.scale.queueing import servers_for


class Cores(NamedTuple):
    """What a peak takes.

    Attributes:
        rate: verifications a second in the busiest minutes.
        busy: cores that work all the time.
        cores: with which few verifications wait for one.
    """

    rate: float
    busy: float
    cores: int


def cores(yearly: float, peak: assumed.Peak, verification_s: float) -> Cores:
    """Cores for the busiest minutes of a year.

    Args:
        yearly: verifications a year.
        peak: how they come together.
        verification_s: seconds of one core that a verification takes.
    """
    rate = yearly * peak.share / 3600 * peak.burst
    needed = servers_for(rate, verification_s, within_s=assumed.WITHIN_S, late=assumed.LATE)
    return Cores(rate, rate * verification_s, needed)


class Shards(NamedTuple):
    """What a gallery takes.

    Attributes:
        memory: bytes.
        machines: that hold it.
        search_s: seconds of one core for a probe.
        cores: that answer it in time, each with its part.
        strangers: whom a probe of somebody who is not enrolled finds, at the strictest rate supported.
    """

    memory: float
    machines: int
    search_s: float
    cores: int
    strangers: float


def shards(templates: float, *, template_bytes: float, search_s: float, fmr: float) -> Shards:
    """What so many templates take.

    Args:
        templates: of a gallery.
        template_bytes: of memory, for each.
        search_s: seconds of one core for each template.
        fmr: the strictest false match rate that the calibration supports.
    """
    memory, seconds = templates * template_bytes, templates * search_s
    machines = math.ceil(memory / assumed.SHARD_BYTES)
    return Shards(memory, machines, seconds, math.ceil(seconds / assumed.ANSWER_S), templates * fmr)

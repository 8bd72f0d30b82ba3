"""Erlang's formula for people who come at random and wait for one of several servers (M/M/c)."""

import math


def waits(load: float, servers: int) -> float:
    """The probability that somebody has to wait (Erlang C).

    Args:
        load: servers that would be busy all the time: arrivals a second times seconds of service.
        servers: more than `load`.

    Raises:
        ValueError: the queue would grow for ever.
    """
    if servers <= load:
        raise ValueError(f"{servers} servers cannot carry a load of {load:g}")
    blocked = 1.0  # Erlang B, by its recursion
    for at in range(1, servers + 1):
        blocked = load * blocked / (at + load * blocked)
    return blocked / (1 - load / servers * (1 - blocked))


def mean_wait(load: float, servers: int, service_s: float) -> float:
    """Seconds that somebody waits in the mean."""
    return waits(load, servers) * service_s / (servers - load)


def servers_for(rate: float, service_s: float, *, within_s: float, late: float) -> int:
    """The fewest servers with which at most a share `late` waits longer than `within_s`.

    Args:
        rate: arrivals a second.
        service_s: mean seconds of service.
        within_s: seconds.
        late: share of the arrivals.
    """
    load = rate * service_s
    servers = math.floor(load) + 1
    while waits(load, servers) * math.exp(-(servers - load) * within_s / service_s) > late:
        servers += 1
    return servers

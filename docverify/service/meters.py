"""What is counted and measured, as Prometheus' text has it; labels are routes, codes and stages, nobody's."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

_EDGES: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds: upper edges of the histograms' classes."""
_MOST: Final = 1_000
"""Label sets of one name; beyond it nothing is added, so that nobody can fill the memory with names."""

Labels = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Histogram:
    """Durations in classes."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(_EDGES) + 1))
    total: float = 0.0

    def add(self, seconds: float) -> None:
        """Count one."""
        self.counts[bisect_left(_EDGES, seconds)] += 1
        self.total += seconds


@dataclass(slots=True)
class Meters:
    """Counters and histograms by name and labels."""

    _counters: dict[str, Counter[Labels]] = field(default_factory=dict)
    _histograms: dict[str, dict[Labels, Histogram]] = field(default_factory=dict)

    def count(self, name: str, **labels: str) -> None:
        """Add one to a counter.

        Args:
            name: as `HELP` has it.
            labels: codes and names of the service's own; never anything of a document, a person or a key.
        """
        kept, key = self._counters.setdefault(name, Counter()), tuple(sorted(labels.items()))
        if key in kept or len(kept) < _MOST:
            kept[key] += 1

    def time(self, name: str, seconds: float, **labels: str) -> None:
        """Add a duration to a histogram; see `count`."""
        kept, key = self._histograms.setdefault(name, {}), tuple(sorted(labels.items()))
        if key in kept or len(kept) < _MOST:
            kept.setdefault(key, Histogram()).add(seconds)

    def text(self, gauges: Mapping[str, float]) -> str:
        """Everything, and some values of now."""
        return "\n".join([*self._lines(gauges), ""])

    def _lines(self, gauges: Mapping[str, float]) -> Iterator[str]:
        for name, counts in sorted(self._counters.items()):
            yield from _head(name, "counter")
            for labels, count in sorted(counts.items()):
                yield f"{name}{_braced(labels)} {count}"
        for name, histograms in sorted(self._histograms.items()):
            yield from _head(name, "histogram")
            for labels, one in sorted(histograms.items()):
                yield from _histogram(name, labels, one)
        for name, value in sorted(gauges.items()):
            yield from _head(name, "counter" if name.endswith("_total") else "gauge")
            yield f"{name} {value:g}"


HELP: Final = {
    "docverify_requests_total": "Requests by route, method and status.",
    "docverify_request_seconds": "Time from a request's head to its answer, by route.",
    "docverify_outcomes_total": "Answers by route and outcome.",
    "docverify_unusable_pictures_total": "Pictures that could not be used, by code.",
    "docverify_stage_seconds": "Time that workers took, by stage.",
    "docverify_pool_waiting": "Requests that wait for a worker.",
    "docverify_pool_working": "Workers that are at work, or not yet warm.",
    "docverify_pool_workers": "Workers.",
    "docverify_pool_jobs_total": "Jobs that were done.",
    "docverify_pool_refused_total": "Requests that found the queue full.",
    "docverify_pool_lost_total": "Workers that died and were replaced.",
    "docverify_pool_late_total": "Workers that were ended because they did not answer.",
}
"""What each name means."""


def _head(name: str, kind: str) -> Iterable[str]:
    told = HELP.get(name)
    return [*([] if told is None else [f"# HELP {name} {told}"]), f"# TYPE {name} {kind}"]


def _histogram(name: str, labels: Labels, one: Histogram) -> Iterator[str]:
    reached = 0
    for edge, count in zip((*(f"{edge:g}" for edge in _EDGES), "+Inf"), one.counts, strict=True):
        reached += count
        yield f"{name}_bucket{_braced((*labels, ('le', edge)))} {reached}"
    yield f"{name}_sum{_braced(labels)} {one.total:.6f}"
    yield f"{name}_count{_braced(labels)} {reached}"


def _braced(labels: Labels) -> str:
    if not labels:
        return ""
    told = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels)
    return f"{{{told}}}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")

"""Evaluation in operation (BSI TR-03121-3, 3.11): a site's own false match rate, from people who come anyway.

Each accepted verification is also compared with recent references of other people. Whether such a pair would
have matched is counted, overall and where both are of one sex, age group, nationality or issuing State; then
the pair is forgotten. Nothing is decided by it, and nobody is looked for.
"""

import secrets
import threading
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_number
from docverify.errors import ConfigurationError, InputError
from docverify.evidence.calibration import Calibration
from docverify.evidence.comparison import Comparison
from docverify.evidence.population import Population
from docverify.evidence.template import Template
from docverify.mrz import Mrz
from docverify.operation.rates.pairs import PairCounter, PairSums, Places
from docverify.operation.rates.references import MOST, References
from docverify.operation.rates.site import BINS, Held, SiteRates, bin_of, bins_of, empty_histogram
from docverify.operation.rates.traits import KINDS, Traits
from docverify.verification import Outcome, Report

DAY: Final = timedelta(days=1)
_SAME: Final = 1e-9


class Monitor:
    """Counts a site's error rates while it works. Safe for several threads; each process has its own.

    Its references are in memory alone, and wiped at the end: use it with `with`, or call `wipe`. Where nobody
    comes, call `tick` now and then, so that what is too old goes all the same.

    Attributes:
        held: what comparisons are held against.
    """

    def __init__(
        self,
        *,
        calibration: Calibration,
        fmr: float,
        population: Population | None = None,
        capacity: int = 1000,
        lifetime: timedelta = DAY,
        each: int = 100,
        rng: np.random.Generator,
    ) -> None:
        """Begin to count.

        Args:
            calibration: of the encoder that compares.
            fmr: the policy's.
            population: the one that counts in comparisons; None where none does.
            capacity: references that are kept at most.
            lifetime: how long each is kept at most.
            each: with how many of them every accepted verification is compared.
            rng: draws them.

        Raises:
            InputError: an argument is not what is said above.
            ConfigurationError: the calibration does not support the rate, or the population is of another.
        """
        expect("calibration", calibration, Calibration, "what read_calibration gave, or an engine's")
        expect("population", population, (Population, type(None)), "what Population.read gave, or None")
        expect_number("each", each, low=1, high=MOST, whole=True)
        expect("rng", rng, np.random.Generator, "numpy.random.default_rng(seed)")
        self.held = _held(calibration, fmr, population)
        self._point = calibration.at(fmr)
        self._population, self._each, self._rng = population, each, rng
        self._capacity, self._lifetime = capacity, lifetime
        self._empty(1)  # so that what cannot be kept is refused before anybody comes
        self._references: References | None = None
        self._counter = PairCounter(capacity)
        self._lock = threading.Lock()
        self._begun: datetime | None = None
        self._ended: datetime | None = None
        self._restart()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self.wipe()

    def __repr__(self) -> str:
        return f"Monitor(<{len(self)} references>)"

    def __reduce__(self) -> str:
        raise TypeError("a monitor's references are never written down")

    @property
    def locked(self) -> bool:
        """Whether the system promised to keep the templates out of its swap; True while there is none."""
        return self._references is None or self._references.locked

    def copy_of_references(self) -> NDArray[np.float32]:
        """(n, length) directions of the references that are there: personal data, to be zeroed after use."""
        with self._lock:
            if self._references is None:
                return np.zeros((0, 1), np.float32)
            return self._references.rows[self._references.there]

    def __len__(self) -> int:
        return 0 if self._references is None else len(self._references)

    def observe(self, report: Report, *, at: datetime, accepted: bool | None = None) -> None:
        """Count a verification, once, when it is known what came of it.

        Args:
            report: as `verify` gave it, in the process that made it: one that was stored has no faces.
            at: when it was.
            accepted: what an operator decided: True where the bearer was the bearer, False where somebody
                else came; None where nobody decided, and then a report that passed is of its bearer.

        Raises:
            InputError: a report without its evidence, or no instant with a time zone.
        """
        expect("report", report, Report, "what verify gave")
        expect("accepted", accepted, (bool, type(None)), "True, False or None")
        if report.evidence is None:
            raise InputError("report has no evidence: observe it in the process that judged it")
        comparison, portrait, live = (
            getattr(report.evidence, name) for name in ("comparison", "portrait", "live")
        )
        bearer = True if accepted is None and report.outcome is Outcome.PASSED else accepted
        with self._lock:
            self._tick(at)
            if comparison is None or comparison.score is None or not self._held_alike(comparison):
                self._count["left_out"] += 1
                return
            traits = Traits() if report.mrz is None else Traits.of(report.mrz, at=at.date())
            self._count_own(comparison.score, traits, bearer=bearer)
            if (
                bearer
                and report.mrz is not None
                and portrait
                and live
                and portrait.template
                and live.template
            ):
                self._count_others(portrait.template, live.template, report.mrz, traits)

    def tick(self, at: datetime) -> None:
        """Wipe references that are too old; all of them, where the clock was set back.

        Raises:
            InputError: no instant with a time zone.
        """
        with self._lock:
            self._tick(at)

    def rates(self, *, restart: bool = False) -> SiteRates:
        """What was counted so far; with `restart` counting begins anew, and the references stay.

        Raises:
            InputError: no time was told yet.
        """
        expect("restart", restart, bool, "True or False")
        with self._lock:
            if self._begun is None or self._ended is None:
                raise InputError("nothing was observed yet: there are no rates")
            sums = PairSums()
            names: Mapping[int, tuple[str, str]] = {}
            if self._references is not None:
                sums = self._counter.sums(self._references.there, self._references.codes)
                names = {number: self._references.group(number) for number in sums.groups}
            found = SiteRates(
                held=self.held,
                begun=self._begun,
                ended=self._ended,
                non_mated=sums.overall,
                wider=sums.wider,
                groups={names[number]: pairs for number, pairs in sums.groups.items()},
                mated_groups={name: counts for name, counts in self._mated_groups.items() if name[1]},
                mated_scores=self._mated_scores.copy(),
                non_mated_scores=self._non_mated_scores.copy(),
                **self._count,
            )
            if restart:
                self._restart()
            return found

    def wipe(self) -> None:
        """Overwrite every reference with zeros; the counts stay."""
        with self._lock:
            if self._references is not None:
                self._references.wipe()

    def _restart(self) -> None:
        self._counter.restart()
        self._count = dict.fromkeys(("mated", "missed", "unresolved", "refused", "taken", "left_out"), 0)
        self._mated_scores, self._non_mated_scores = empty_histogram(), empty_histogram()
        self._mated_groups: dict[tuple[str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
        self._begun = self._ended

    def _tick(self, at: datetime) -> None:
        expect("at", at, datetime, "a datetime with a time zone")
        if at.tzinfo is None:
            raise InputError("at has no time zone: pass datetime.now(UTC)")
        if self._references is not None:
            self._references.tick(at)
        self._begun = at if self._begun is None else min(self._begun, at)
        self._ended = at if self._ended is None else max(self._ended, at)

    def _held_alike(self, comparison: Comparison) -> bool:
        """Whether a comparison was held against what this monitor counts."""
        population = "" if comparison.population is None else comparison.population.sha256
        told = comparison.encoder, comparison.fmr, comparison.threshold, population
        return told == (self.held.encoder, self.held.fmr, self.held.threshold, self.held.population)

    def _count_own(self, score: float, traits: Traits, *, bearer: bool | None) -> None:
        matched = score >= self.held.threshold
        if bearer is True:
            self._count["mated"] += 1
            self._count["missed"] += not matched
            self._mated_scores[bin_of(score)] += 1
            for kind in KINDS:
                missed, mated = self._mated_groups[kind, getattr(traits, kind)]
                self._mated_groups[kind, getattr(traits, kind)] = missed + (not matched), mated + 1
        elif bearer is False:
            self._count["refused"] += 1
            self._count["taken"] += matched
        elif not matched:
            self._count["unresolved"] += 1

    def _count_others(self, reference: Template, probe: Template, mrz: Mrz, traits: Traits) -> None:
        """Compare the live face with references of others, and keep the portrait for those who come."""
        cache = self._references
        if cache is None:
            assert self._ended is not None  # noqa: S101 - `observe` told the time
            cache = self._references = self._empty(reference.values.size)
            cache.tick(self._ended)
        own, direction = cache.codes_of(traits), reference.direction
        sums = cache.sums_of(mrz)
        places = cache.others(sums, most=self._each, rng=self._rng)
        # Where most are chosen, all are compared: copying them out would cost more.
        most = 2 * places.size > self._capacity
        where: Places | slice = slice(None) if most else places
        chosen = np.zeros(self._capacity, bool) if most else np.ones(places.size, bool)
        chosen[places if most else slice(None)] = True
        scores = cache.rows[where] @ probe.direction
        mean = None if self._population is None else self._population.direction
        if mean is not None:
            typical = (cache.typical[where] + float(probe.direction @ mean)) / 2
            scores = scores - np.maximum(typical, self._point.threshold - self.held.threshold)
        counted = self._counter.add(
            where,
            chosen=chosen,
            wrong=scores >= self.held.threshold,
            wide=scores >= self.held.wider_threshold,
            codes=cache.codes[:, where],
            own=own,
        )
        self._non_mated_scores += np.bincount(bins_of(scores[chosen]), minlength=BINS)
        place = cache.add(direction, sums, own)
        self._counter.place(place, counted)
        if mean is not None:
            cache.typical[place] = direction @ mean

    def _empty(self, length: int) -> References:
        return References(
            length=length,
            capacity=self._capacity,
            lifetime=self._lifetime,
            key=secrets.token_bytes(32),
            leave=self._leave,
        )

    def _leave(self, places: Places) -> None:
        assert self._references is not None  # noqa: S101 - it tells of its own
        self._counter.leave(places, self._references.codes)


def _held(calibration: Calibration, fmr: float, population: Population | None) -> Held:
    """What comparisons are held against: at the rate that is asked for, and at one ten times as high."""
    point = calibration.at(fmr)
    looser = [one for one in calibration.points if one.fmr >= 10 * point.fmr * (1 - _SAME)]
    wide = looser[-1] if looser else calibration.points[0]
    if population is not None:
        population.check(calibration.encoder)
        with suppress(ConfigurationError):  # it may do harm at the looser rate and be of use at this one
            wide = population.corrected(wide)
        wide = wide if wide.file_sha256 == population.sha256 else population.corrected(point)
        point = population.corrected(point)
    return Held(
        encoder=calibration.encoder,
        fmr=fmr,
        threshold=point.threshold,
        wider_fmr=wide.fmr,
        wider_threshold=wide.threshold,
        calibrated_high=point.interval.high,
        population="" if population is None else population.sha256,
    )

"""One search: candidates from the index, scored as comparisons are, ranked, held against the threshold."""

from dataclasses import dataclass, replace
from itertools import compress
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.errors import GalleryBroken
from docverify.evidence.calibration import CalibratedPoint, Calibration
from docverify.evidence.comparison import ComparisonOutcome
from docverify.evidence.identified import Candidate, GalleryKind, Identified
from docverify.evidence.population import Population
from docverify.evidence.template import Template
from docverify.faces.compare import compare_at
from docverify.gallery.index import Found, Index
from docverify.gallery.register import Register
from docverify.gallery.search.exact import exact_scores
from docverify.gallery.thresholds import point_of_search
from docverify.gallery.values import Purpose, instant_of

_MORE: Final = 4
"""Times as many candidates as are asked for, where their order may still change."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Search:
    """What one search looks for, and where."""

    register: Register
    index: Index
    calibration: Calibration
    population: Population | None
    number: int
    purpose: Purpose
    as_of: int
    at: int
    template: Template

    def nearest(self, k: int, *, fmr: float | None) -> Identified:
        """The k entries with the highest scores."""
        with self.register.store.lock:
            point = self._point()
            if point is None:
                return self._told(None, [], None)
            ranked = self._ranked(k, point)
            matching = [one for one in ranked if one.score >= self._threshold(point)]
            confirmed = None
            if fmr is not None and len(matching) == 1:
                confirmed = self._confirmed(matching[0], fmr)
            return self._told(point, ranked, confirmed)

    def matching(self, most: int) -> Identified:
        """Every entry that matches, the best `most` of them."""
        with self.register.store.lock:
            point = self._point()
            if point is None:
                return self._told(None, [], None)
            # A population never lets match what would not match without it.
            found = self.index.above(self._probe, self._uncorrected(point), purpose=self.number, at=self.at)
            scored = self._scored(found, point)
            return self._told(
                point, [one for one in scored if one.score >= self._threshold(point)][:most], None
            )

    @property
    def _probe(self) -> NDArray[np.float32]:
        return self.template.direction

    def _point(self) -> CalibratedPoint | None:
        """The calibration's point for as many entries as are compared; None where there are none."""
        size = self.index.count(self.number, self.at)
        if not self.index.exact and size != self.register.count(self.number, self.at):
            raise GalleryBroken(
                "what searches the gallery does not hold what the register does: docverify gallery reindex"
            )
        if not size:
            return None
        point = point_of_search(self.calibration, fpir=self.purpose.fpir, size=size)
        if self.population is not None:
            self.population.at(point)
        return point

    def _uncorrected(self, point: CalibratedPoint) -> float:
        return point.threshold

    def _threshold(self, point: CalibratedPoint) -> float:
        return point.threshold if self.population is None else self.population.at(point).threshold

    def _ranked(self, k: int, point: CalibratedPoint) -> list["_Scored"]:
        """The best k by score.

        What a population takes from a similarity is bounded from below: beyond that nothing that was not
        looked at can be among them.
        """
        if self.population is None and self.index.exact:
            return self._scored(self._nearest(k), point)
        found = self._nearest(_MORE * k + 16)
        scored = self._scored(found, point)
        if self.population is None or len(scored) <= k or not self.index.exact:
            return scored[:k]
        least_taken = point.threshold - self._threshold(point)
        if scored[k - 1].score < float(found.scores[-1]) - least_taken:
            beyond = scored[k - 1].score + least_taken
            found = self.index.above(self._probe, beyond, purpose=self.number, at=self.at)
            scored = self._scored(found, point)
        return scored[:k]

    def _nearest(self, k: int) -> Found:
        return self.index.nearest(self._probe, k, purpose=self.number, at=self.at)

    def _scored(self, found: Found, point: CalibratedPoint) -> list["_Scored"]:
        """Candidates with the scores that a comparison would give them, best first."""
        if not len(found.numbers):
            return []
        numbers = [int(number) for number in found.numbers]
        opened = [self.register.open(number) for number in numbers]
        if not self.index.exact:  # it may lag behind the register, which alone says who is enrolled for what
            kept = [o.purpose == self.number and o.expires > self.at for o in opened]
            numbers, opened = list(compress(numbers, kept)), list(compress(opened, kept))
        if not opened:
            return []
        rows = np.array([one.row for one in opened])
        probe = self._probe[None].repeat(len(rows), 0)
        scores = found.scores if self.index.exact else exact_scores(rows, probe)
        if self.population is not None:
            mean = self.population.direction.astype(np.float64)
            typical = (rows.astype(np.float64) @ mean + float(self._probe.astype(np.float64) @ mean)) / 2
            scores = scores - np.maximum(typical, point.threshold - self._threshold(point))
        order = np.lexsort((np.array(numbers), -scores))
        return [_Scored(opened[at].id, float(scores[at]), opened[at].row) for at in order]

    def _confirmed(self, one: "_Scored", fmr: float) -> bool:
        """Whether the candidate also matches as one compared with one."""
        reference = Template(encoder=self.register.encoder, values=one.row)
        point = self.calibration.at(fmr)
        compared = compare_at(reference, self.template, point=point, fmr=fmr, population=self.population)
        return compared.outcome is ComparisonOutcome.MATCH

    def _told(
        self, point: CalibratedPoint | None, ranked: list["_Scored"], confirmed: bool | None
    ) -> Identified:
        threshold = None if point is None else self._threshold(point)
        candidates = tuple(
            Candidate(
                id=one.id,
                rank=rank,
                score=one.score,
                matches=threshold is not None and one.score >= threshold,
            )
            for rank, one in enumerate(ranked, start=1)
        )
        known = told(
            register=self.register,
            purpose=self.purpose,
            at=self.at,
            as_of=self.as_of,
            size=self.index.count(self.number, self.at),
            generation=self.index.generation,
        )
        return replace(
            known,
            threshold=threshold,
            point=point,
            candidates=candidates,
            population="" if self.population is None else self.population.name,
            confirmed=confirmed if self.purpose.kind is GalleryKind.TRUSTED else None,
        )


def told(
    *, register: Register, purpose: Purpose, at: int, as_of: int, size: int, generation: int
) -> Identified:
    """What is known of a gallery before anything is searched."""
    stale_after = purpose.stale_after
    return Identified(
        gallery=register.id.hex(),
        purpose=purpose.name,
        kind=purpose.kind,
        encoder=register.encoder,
        at=instant_of(at),
        size=size,
        generation=generation,
        as_of=instant_of(as_of),
        stale=stale_after is not None and at - as_of > stale_after.total_seconds(),
        fpir=purpose.fpir,
    )


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Scored:
    id: str
    score: float
    row: NDArray[np.float32]

"""Populations: how the people of one place look on average, and what that takes from a comparison's score.

A calibration is right for strangers of mixed kinds. Within one population, portraits of like people in one
style of picture, scores of different people lie higher, so that more of them match than was asked for. With
m(x), the cosine of a template and the population's mean direction, and for a false match rate the threshold
t of the calibration and t′ of the population:

    score = s − max(½ (m(reference) + m(probe)), t − t′),      match when score ≥ t′

This is cohort normalisation (t-norm and s-norm of speaker verification: R. Auckenthaler, M. Carey, H. Lloyd-
Thomas, "Score normalization for text-independent speaker verification systems", Digital Signal Processing,
2000) by an aggregate that is nobody's template. The maximum keeps s ≥ t beside it: no pair matches that would
not match without the population, so that nobody's rate, of the population or not, is worse for it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_all, expect_number, expect_numbers
from docverify.errors import ConfigurationError
from docverify.evidence.calibration import CalibratedPoint
from docverify.evidence.comparison import CountedPopulation
from docverify.evidence.from_file import from_file
from docverify.evidence.population_point import PopulationPoint, number
from docverify.evidence.template import Template

SCHEMA: Final = 1
LEAST_PEOPLE: Final = 50
"""Below this a mean is no aggregate, and does harm (measured with 20)."""
ADVISED_PEOPLE: Final = 100
_LONGEST_NAME: Final = 200
_UNIT: Final = 1e-3
_USUAL: Final = 1e-3
_NO_CONTENT: Final = (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Population:
    """How the people of one place look on average to one encoder build; nobody's template is in it.

    Attributes:
        name: of the place and kind of picture, as reports show it.
        encoder: id of the encoder build.
        direction: (n,) float32 of length 1: the mean of the people's directions; read-only.
        people: from how many, 50 at least; 100 are advised.
        points: its own calibration, largest FMR first.
        provenance: when, from what and with what it was made, as plain JSON values.
        sha256: of `to_json()`, as comparisons and reports record it.

    Raises:
        ConfigurationError: fewer than 50 people; numbers that make no sense; rates that it made worse.
    """

    name: str
    encoder: str
    direction: NDArray[np.float32]
    people: int
    points: tuple[PopulationPoint, ...]
    provenance: Mapping[str, object] = field(default_factory=dict)
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        try:
            self._check()
        except ConfigurationError:
            raise
        except ValueError as problem:  # what `expect` says, which is no picture's fault
            raise ConfigurationError(f"this is no population: {problem}") from problem
        direction = np.array(self.direction, np.float32)
        direction.setflags(write=False)
        object.__setattr__(self, "direction", direction)
        object.__setattr__(self, "sha256", hashlib.sha256(self._text().encode()).hexdigest())

    def _check(self) -> None:
        for name in ("name", "encoder"):
            text = getattr(self, name)
            expect(name, text, str, "a string")
            if not 0 < len(text) <= _LONGEST_NAME or not text.isprintable():
                raise ConfigurationError(
                    f"the population's {name} is no name: pass up to 200 printable letters"
                )
        expect_number("people", self.people, low=0, whole=True)
        if self.people < LEAST_PEOPLE:
            raise ConfigurationError(
                f"a population of {self.people} people is refused: a mean of fewer than {LEAST_PEOPLE} does "
                f"harm and is no aggregate; {ADVISED_PEOPLE} are advised"
            )
        expect_numbers("direction", self.direction, (None,))
        with np.errstate(over="ignore"):  # what is too long has no length 1 either
            length = float(np.linalg.norm(self.direction.astype(np.float64)))
        if not abs(length - 1) <= _UNIT:
            raise ConfigurationError(
                f"the population's direction has length {length:g}: it must have length 1"
            )
        expect_all("points", self.points, PopulationPoint, "PopulationPoint")
        if not self.points:
            raise ConfigurationError("the population has no points: it was calibrated at no rate")
        if not all(point.sensible for point in self.points) or not all(
            a.fmr > b.fmr and a.threshold <= b.threshold for a, b in pairwise(self.points)
        ):
            raise ConfigurationError(
                "the population's points make no sense: rates must fall and thresholds rise, within [-2, 1]"
            )
        used = [point for point in self.points if point.fmr <= _USUAL] or self.points
        if any(p.counted.errors > p.without.errors for p in self.points) or all(p.worse for p in used):
            rates = ", ".join(f"{point.fmr:g}" for point in self.points if point.worse)
            raise ConfigurationError(
                f"the population made things worse for its own people at FMR {rates}: it is refused"
            )

    def __repr__(self) -> str:
        return f"Population(name={self.name!r}, encoder={self.encoder!r}, people={self.people})"

    @property
    def notices(self) -> tuple[str, ...]:
        """What its user should know, in sentences; empty when there is nothing."""
        told = []
        if self.people < ADVISED_PEOPLE:
            told.append(f"It was made from {self.people} people; {ADVISED_PEOPLE} are advised.")
        supported = [point for point in self.points if point.without.trials * point.fmr >= 30]
        if supported and all(point.without.value <= point.fmr for point in supported):
            told.append("Its people are no more alike than strangers: without it they keep every rate too.")
        harmed = ", ".join(f"{point.fmr:g}" for point in self.points if point.worse)
        if harmed:
            told.append(f"It lost too many of their mated pairs at FMR {harmed}: there it is refused.")
        return tuple(told)

    def at(self, point: CalibratedPoint) -> PopulationPoint:
        """What stands in for a point of the encoder's calibration.

        Raises:
            InputError: `point` is none.
            ConfigurationError: the population was made with another calibration, or did harm at this rate.
        """
        expect("point", point, CalibratedPoint, "what Calibration.at gave")
        for own in self.points:
            if own.fmr == point.fmr and own.uncorrected == point.threshold:
                return self._usable(own)
        raise ConfigurationError(
            f"the population {self.name} was made with another calibration of {self.encoder} than the engine "
            f"has, so that it has no threshold at FMR {point.fmr:g}: make it again with this calibration"
        )

    def _usable(self, own: PopulationPoint) -> PopulationPoint:
        if own.worse:
            raise ConfigurationError(
                f"the population {self.name} made things worse at FMR {own.fmr:g}: {own.lost:.0%} of the "
                "mated pairs of its own people match without it and not with it; ask for another rate, or "
                "leave it out"
            )
        return own

    def check(self, encoder: str) -> None:
        """Refuse the population of another encoder build.

        Raises:
            ConfigurationError: its numbers mean nothing to templates of `encoder`.
        """
        if encoder != self.encoder:
            raise ConfigurationError(
                f"the population {self.name} is of {self.encoder}, the faces are compared by {encoder}: "
                "make one with this engine"
            )

    def typicality(self, template: Template) -> float:
        """The cosine of a template and the mean direction, in [−1, 1].

        Raises:
            InputError: no template.
            ConfigurationError: of another encoder build.
        """
        expect("template", template, Template, "a Template")
        self.check(template.encoder)
        if template.values.shape != self.direction.shape:
            raise ConfigurationError(
                f"the population {self.name} has {self.direction.size} numbers, the template "
                f"{template.values.size}: make the population again with this engine"
            )
        return float(template.direction.astype(np.float64) @ self.direction.astype(np.float64))

    def taken(self, reference: Template, probe: Template, *, point: CalibratedPoint) -> float:
        """What the population takes from the similarity of two templates, at a point of the calibration.

        Raises:
            InputError: no templates, or no point.
            ConfigurationError: another encoder build, or made with another calibration.
        """
        own = self.at(point)
        typical = (self.typicality(reference) + self.typicality(probe)) / 2
        return max(typical, own.uncorrected - own.threshold)

    def corrected(self, point: CalibratedPoint) -> CalibratedPoint:
        """What a comparison carries in place of a point of the encoder's calibration.

        Raises:
            ConfigurationError: the population was made with another calibration.
        """
        own = self.at(point)
        return CalibratedPoint(
            fmr=own.fmr,
            threshold=own.threshold,
            counted=own.counted,
            interval=own.interval,
            data=f"the own people of the population {self.name}, k-fold",
            data_sha256=str(self.provenance.get("sha256", "")),
            file_sha256=self.sha256,
        )

    def counted(self, *, point: CalibratedPoint, taken: float) -> CountedPopulation:
        """What a comparison at a point of the encoder's calibration records of it."""
        return CountedPopulation(
            name=self.name,
            people=self.people,
            sha256=self.sha256,
            taken=taken,
            without=self.at(point).without,
            threshold_without=point.threshold,
        )

    def to_dict(self) -> dict[str, object]:
        """The population as plain JSON values."""
        return {
            "schema": SCHEMA,
            "population": self.name,
            "encoder": self.encoder,
            "people": self.people,
            "provenance": dict(self.provenance),
            "points": [point.to_dict() for point in self.points],
            "direction": [float(value) for value in self.direction],
        }

    def to_json(self) -> str:
        """The population as the text of a file; `from_json` reads it back, to the last digit."""
        return self._text()

    def _text(self) -> str:
        try:
            return json.dumps(self.to_dict(), indent=1, allow_nan=False) + "\n"
        except _NO_CONTENT as problem:
            raise ConfigurationError(
                "the population's provenance is none: pass a mapping of plain JSON values"
            ) from problem

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote.

        Raises:
            ConfigurationError: no such text, of a later version, or a population that is refused.
        """
        fault = ""
        try:
            content = json.loads(text)
            version = content["schema"]
            parts: dict[str, Any] = {
                "name": content["population"],
                "encoder": content["encoder"],
                "people": content["people"],
                "provenance": dict(content["provenance"]),
                "points": tuple(PopulationPoint.from_dict(row) for row in content["points"]),
                "direction": np.array([number(one) for one in content["direction"]], np.float64),
            }
        except _NO_CONTENT as problem:
            fault = type(problem).__name__
        if fault:  # outside, so that no context quotes the content
            raise ConfigurationError(f"this is no population: {fault}")
        if version != SCHEMA:
            raise ConfigurationError(
                f"the population is not of version {SCHEMA}, the one that this docverify knows"
            )
        return cls(**parts)

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a population from its file, as `docverify population` writes it.

        Raises:
            ConfigurationError: no such file, or no population.
        """
        return from_file(path, "a population", cls.from_json)

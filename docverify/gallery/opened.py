"""The half of a gallery that only looks: searches, and what is known of the entries."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from docverify.arguments import expect, expect_number
from docverify.errors import ConfigurationError, InputError, NotEnrolled
from docverify.evidence.calibration import CalibratedPoint, Calibration
from docverify.evidence.deed import Deed, GalleryDeed
from docverify.evidence.identified import Identified
from docverify.evidence.population import Population
from docverify.evidence.template import Template
from docverify.faces.thresholds import calibration_of
from docverify.gallery.index import Index
from docverify.gallery.ranking import Search, told
from docverify.gallery.register import Kept, Opened, Register
from docverify.gallery.seal import require_cryptography
from docverify.gallery.state import State
from docverify.gallery.thresholds import most_entries, point_of_search
from docverify.gallery.values import Entry, Purpose, checked_id, instant_of, seconds_of

MOST_CANDIDATES: Final = 1000
"""Of one answer: a search that finds more has no threshold worth its name."""


Record = Callable[[GalleryDeed], object]
"""Is told of every change and every search, such as `Journal.gallery`."""


class OpenGallery:
    """A gallery that is searched; see `Gallery`."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        key: bytes,
        calibration: Calibration | None = None,
        read_only: bool = False,
        index: Index | None = None,
        wait: float = 5.0,
        record: Record | None = None,
    ) -> None:
        require_cryptography()
        expect("path", path, (str, os.PathLike), "the path of the register")
        expect("calibration", calibration, (Calibration, type(None)), "a Calibration, or None")
        expect("index", index, (Index, type(None)), "an index, or None")
        expect("read_only", read_only, bool, "True or False")
        expect_number("wait", wait, low=0)
        if record is not None and not callable(record):
            raise InputError("record is no function: pass one that takes a GalleryDeed, or None")
        self._record = record
        self._state = State(Path(path), key, read_only=read_only, index=index, wait=wait)
        try:
            self._calibration = _calibration_of(calibration, self.encoder)
            found = self._register.purposes()
        except BaseException:
            self._state.close()
            raise
        self._purposes = {one.name: (number, one) for number, (one, _) in found.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _register(self) -> Register:
        return self._state.register

    def __repr__(self) -> str:
        return f"Gallery({self.id!r}, encoder={self.encoder!r})"

    @property
    def id(self) -> str:
        """What tells this gallery from others; random, made with it."""
        return self._register.id.hex()

    @property
    def encoder(self) -> str:
        """Id of the encoder build whose templates it takes."""
        return self._register.encoder

    @property
    def purposes(self) -> Mapping[str, Purpose]:
        """For which people may be enrolled, by name."""
        return {name: one for name, (_, one) in self._purposes.items()}

    def entry(self, id: str) -> Entry:  # noqa: A002
        """What is known of an entry.

        Raises:
            NotEnrolled: the gallery has no entry of this id.
            GalleryBroken: it is not what was written.
        """
        with self._state.lock:
            opened = self._register.open(self._kept(id).number)
        return self._entry(opened)

    def entries(self, *, purpose: str) -> Iterator[Entry]:
        """Every entry of a purpose, expired ones too, in the order of their places.

        Raises:
            InputError: no such purpose.
            GalleryBroken: one is not what was written.
        """
        number, _ = self._purpose(purpose)
        for rows in self._register.changed_since(-1):
            for place, of, expires, box in rows:
                if box is not None and of == number:
                    yield self._entry(self._register.opened(place, of, expires, box))

    def size(self, *, purpose: str, at: date) -> int:
        """How many entries a search of a purpose compares: those that are not expired."""
        number, _ = self._purpose(purpose)
        with self._state.lock:
            self._state.follow()
            return self._state.index.count(number, seconds_of(at))

    @property
    def calibrated(self) -> bool:
        """Whether searches have thresholds: the encoder has a calibration."""
        return self._calibration is not None

    def most_entries(self, *, purpose: str) -> int:
        """How many entries of a purpose a search can compare and keep its FPIR, by the calibration.

        Raises:
            InputError: no such purpose.
            ConfigurationError: the encoder has no calibration.
        """
        return most_entries(self._calibrated(), fpir=self._purpose(purpose)[1].fpir)

    def require_support(
        self, *, purpose: str, at: date, population: Population | None = None
    ) -> CalibratedPoint | None:
        """Refuse a search that cannot keep the purpose's FPIR among as many as are enrolled now.

        Returns:
            The operating point at which it keeps that; None where nobody is enrolled.

        Raises:
            InputError: no such purpose.
            ConfigurationError: the calibration does not support it; a population of another encoder build or
                calibration.
        """
        rules = self._purpose(purpose)[1]
        size = self.size(purpose=purpose, at=at)
        if population is not None:
            population.check(self.encoder)
        if not size:
            return None
        point = point_of_search(self._calibrated(), fpir=rules.fpir, size=size)
        if population is not None:
            population.at(point)
        return point

    def not_searched(self, *, purpose: str, at: date) -> Identified:
        """What is known of a gallery that could not be searched, as there is no face.

        Raises:
            InputError: no such purpose.
        """
        number, rules = self._purpose(purpose)
        with self._state.lock:
            self._state.follow()
            now, as_of = seconds_of(at), self._register.as_of(number)
            return told(
                register=self._register,
                purpose=rules,
                at=now,
                as_of=as_of,
                size=self._state.index.count(number, now),
                generation=self._state.index.generation,
            )

    def identify(
        self,
        template: Template,
        *,
        purpose: str,
        at: date,
        k: int = 1,
        population: Population | None = None,
        fmr: float | None = None,
    ) -> Identified:
        """Find the k entries of a purpose that are most like a face, and say which of them match.

        Args:
            template: of the face, of this gallery's encoder build.
            purpose: whose entries are searched; there is no way to search all.
            at: now; what is expired is not compared.
            k: how many candidates, 1 to 1000.
            population: of the people who come, so that the rate holds among them.
            fmr: of one comparison: where one candidate matches, whether it also does at this rate is told
                (`Identified.confirmed`).

        Raises:
            InputError: another encoder's template, no such purpose, or an argument that is none.
            ConfigurationError: the calibration does not support the purpose's FPIR for so many entries.
            GalleryBroken: a candidate's entry is not what was written.
        """
        expect_number("k", k, low=1, high=MOST_CANDIDATES, whole=True)
        search = self._search(template, purpose, at, population)
        return self._searched(Deed.IDENTIFY, search.nearest(int(k), fmr=fmr))

    def watch(
        self, template: Template, *, purpose: str, at: date, population: Population | None = None
    ) -> Identified:
        """Find every entry of a purpose that matches a face; the best thousand where there are more.

        Raises as `identify`.
        """
        found = self._search(template, purpose, at, population).matching(MOST_CANDIDATES)
        return self._searched(Deed.WATCH, found)

    def reindex(self) -> None:
        """Empty what searches, and fill it again from the register, which alone is true.

        Raises:
            GalleryUnavailable: what searches does not answer.
        """
        self._state.refill()

    def close(self) -> None:
        """Close the files and overwrite the templates in memory."""
        self._state.close()

    def _search(self, template: Template, purpose: str, at: date, population: Population | None) -> Search:
        expect("population", population, (Population, type(None)), "a Population, or None")
        number, rules = self._purpose(purpose)
        self._mine(template)
        if population is not None:
            population.check(self.encoder)
        calibration = self._calibrated()
        with self._state.lock:
            self._state.follow()
            as_of = self._register.as_of(number)
            return Search(
                register=self._register,
                index=self._state.index,
                calibration=calibration,
                population=population,
                number=number,
                purpose=rules,
                as_of=as_of,
                at=seconds_of(at),
                template=template,
            )

    def _searched(self, did: Deed, found: Identified) -> Identified:
        """What was found, once it is recorded."""
        ids = tuple(one.id for one in found.matching)
        self._did(did, [found.purpose], len(ids), ids, found)
        return found

    def _did(
        self,
        did: Deed,
        purposes: Iterable[str],
        count: int,
        entries: tuple[str, ...] = (),
        found: Identified | None = None,
    ) -> None:
        """Tell whoever keeps the record; what that raises keeps a change from being made."""
        if self._record is not None:
            named = tuple(sorted(set(purposes)))
            self._record(
                GalleryDeed(
                    did=did, gallery=self.id, purposes=named, count=count, entries=entries, found=found
                )
            )

    def _mine(self, template: Template) -> None:
        """Refuse the template of another encoder build."""
        expect("template", template, Template, "a Template")
        length = self._register.length
        if template.encoder != self.encoder or length not in (0, template.values.size):
            raise InputError(
                f"the template is of {template.encoder} and the gallery of {self.encoder}: encode with that "
                "engine, or make a new gallery and enrol everybody again from pictures"
            )

    def _purpose(self, name: str) -> tuple[int, Purpose]:
        expect("purpose", name, str, "the name of one of the gallery's purposes")
        if name not in self._purposes:
            raise InputError(f"the gallery has no such purpose: it has {', '.join(sorted(self._purposes))}")
        return self._purposes[name]

    def _name_of(self, number: int) -> str:
        return next(name for name, (own, _) in self._purposes.items() if own == number)

    def _kept(self, entry: str) -> Kept:
        found = self._register.find(self._register.seal.token(checked_id(entry)))
        if found is None:
            raise NotEnrolled("the gallery has no entry of this id")
        return found

    def _entry(self, opened: Opened) -> Entry:
        return Entry(
            id=opened.id,
            purpose=self._name_of(opened.purpose),
            enrolled=instant_of(opened.enrolled),
            expires=instant_of(opened.expires),
            policy=opened.policy,
        )

    def _calibrated(self) -> Calibration:
        if self._calibration is None:
            raise ConfigurationError(
                f"{self.encoder} has no calibration, so that no search has a threshold: make one with "
                "`docverify calibrate` and pass it as calibration="
            )
        return self._calibration


def _calibration_of(given: Calibration | None, encoder: str) -> Calibration | None:
    """The calibration that counts: the caller's, or the one that ships.

    Raises:
        ConfigurationError: of another encoder build.
    """
    if given is not None and given.encoder != encoder:
        raise ConfigurationError(
            f"the calibration is of {given.encoder}, the gallery of {encoder}: pass that encoder's"
        )
    return given or calibration_of(encoder)

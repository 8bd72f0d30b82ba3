"""The cache of recent references, for non-mated pairs: bounded, expiring, in memory alone, wiped.

Templates are personal data. None leaves this cache but as one more count; an entry is overwritten with zeros
when it is too old, when a newer one needs its place, when its person comes again, and at the end.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_number
from docverify.errors import InputError
from docverify.mrz import Mrz
from docverify.operation.rates.memory import HiddenRows
from docverify.operation.rates.traits import KINDS, Traits

MOST: Final = 100_000
"""References: more than pass a gate on a day."""
LONGEST: Final = timedelta(days=31)
_SET_BACK: Final = timedelta(minutes=1)
"""By which clocks of one machine may differ; where one goes back further, no age can be told."""
_LEAST_KEY: Final = 16
Sums = NDArray[np.uint64]
Leave = Callable[[NDArray[np.intp]], None]


class References:
    """Recent references and what groups their people are of. Not for several threads at once.

    Attributes:
        capacity: how many at most; the oldest makes room.
        lifetime: how long each stays at most.
        codes: (kinds, capacity) int32: the number of each entry's group, for each kind of `KINDS`; 0 where it
            is not known.
        typical: (capacity,) float32, for the caller's use: the cosine with a population's mean.
    """

    def __init__(
        self, *, length: int, capacity: int, lifetime: timedelta, key: bytes, leave: Leave = lambda _: None
    ) -> None:
        """Make an empty cache.

        Args:
            length: numbers of a template.
            capacity: 1 to 100,000.
            lifetime: above zero, 31 days at most.
            key: 16 random bytes or more, forgotten with the cache: of documents it keeps keyed sums only.
            leave: told which places are about to be wiped.

        Raises:
            InputError: an argument is not what is said above.
        """
        expect_number("length", length, low=1, high=0xFFFF, whole=True)
        expect_number("capacity", capacity, low=1, high=MOST, whole=True)
        expect("lifetime", lifetime, timedelta, "a timedelta")
        expect("key", key, bytes, "random bytes")
        if not timedelta() < lifetime <= LONGEST:
            raise InputError(f"lifetime is {lifetime}: pass one above zero, {LONGEST.days} days at most")
        if len(key) < _LEAST_KEY:
            raise InputError(f"key has {len(key)} bytes: pass {_LEAST_KEY} random ones or more")
        self.capacity, self.lifetime = capacity, lifetime
        self.codes = np.zeros((len(KINDS), capacity), np.int32)
        self.typical = np.zeros(capacity, np.float32)
        self._rows = HiddenRows(capacity, length)
        self._there = np.zeros(capacity, bool)
        self._since = np.zeros(capacity, np.float64)
        self._documents = np.zeros((2, capacity), np.uint64)
        self._numbers: dict[tuple[str, str], int] = {}
        self._names: list[tuple[str, str]] = [("", "")]
        self._next = 0
        self._latest: datetime | None = None
        self._key, self._leave = key, leave

    def __repr__(self) -> str:
        return f"References(<{len(self)} of {self.capacity}>)"

    def __reduce__(self) -> str:
        raise TypeError("references are never written down")

    def __len__(self) -> int:
        return int(np.count_nonzero(self._there))

    @property
    def locked(self) -> bool:
        """Whether the system promised to keep the templates out of its swap file."""
        return self._rows.locked

    @property
    def there(self) -> NDArray[np.intp]:
        """The places that hold a reference."""
        return np.flatnonzero(self._there)

    @property
    def rows(self) -> NDArray[np.float32]:
        """(capacity, length) directions of length 1, or zero: personal data, not to be kept."""
        return self._rows.values

    def tick(self, at: datetime) -> None:
        """Wipe what is too old at an instant; everything, where the clock was set back.

        Raises:
            InputError: no instant with a time zone.
        """
        expect("at", at, datetime, "a datetime with a time zone")
        if at.tzinfo is None:
            raise InputError("at has no time zone: pass datetime.now(UTC)")
        if self._latest is not None and at < self._latest - _SET_BACK:
            self.wipe()
            self._latest = None
        self._latest = at if self._latest is None else max(at, self._latest)
        old = self._there & (self._since <= (self._latest - self.lifetime).timestamp())
        if old.any():
            self._forget(np.flatnonzero(old))

    def others(self, sums: "Sums", *, most: int, rng: np.random.Generator) -> NDArray[np.intp]:
        """Places of references of other people, drawn at random, at most so many.

        The person's own are left out: those of the same document, and those of the same name and birth.

        Args:
            sums: of the person, as `sums_of` gives them.
            most: how many at most.
            rng: draws them.
        """
        there = np.flatnonzero(self._there & ~self._own(sums))
        if there.size <= most:
            return there
        # Faster than a choice without replacement, and as even: those of the smallest of random numbers.
        return there[np.argpartition(rng.random(there.size), most)[:most]]

    def add(self, direction: NDArray[np.float32], sums: "Sums", codes: NDArray[np.int32]) -> int:
        """Keep a reference from the latest tick on; the person's earlier ones are wiped. Gives its place.

        Raises:
            InputError: a direction of another length; no tick told the time.
        """
        if direction.shape != self._rows.values.shape[1:]:
            raise InputError(f"direction has shape {direction.shape}: use one engine for all references")
        if self._latest is None:
            raise InputError("nobody told the time: call tick first")
        own = np.flatnonzero(self._there & self._own(sums))
        if own.size:
            self._forget(own)
        place = self._next
        if self._there[place]:
            self._forget(np.array([place]))
        self._next = (place + 1) % self.capacity
        self._rows.values[place] = direction
        self._since[place] = self._latest.timestamp()
        self._documents[:, place] = sums
        self.codes[:, place] = codes
        self._there[place] = True
        return place

    def codes_of(self, traits: Traits) -> NDArray[np.int32]:
        """(kinds,) the numbers of somebody's groups; 0 for none."""
        return np.array([self._number(kind, getattr(traits, kind)) for kind in KINDS], np.int32)

    def group(self, number: int) -> tuple[str, str]:
        """The kind and the value of a group's number."""
        return self._names[number]

    def wipe(self) -> None:
        """Overwrite everything with zeros."""
        if self._there.any():
            self._forget(self.there)
        self._rows.wipe(slice(None))

    def _number(self, kind: str, value: str) -> int:
        if not value:
            return 0
        found = self._numbers.get((kind, value))
        if found is None:
            found = self._numbers[kind, value] = len(self._names)
            self._names.append((kind, value))
        return found

    def _forget(self, places: NDArray[np.intp]) -> None:
        self._leave(places)
        self._rows.wipe(places)
        self._there[places] = False
        self._since[places] = 0.0
        self._documents[:, places] = 0
        self.codes[:, places] = 0
        self.typical[places] = 0.0

    def _own(self, sums: "Sums") -> NDArray[np.bool_]:
        document, holder = self._documents == sums[:, None]
        return np.asarray(document | holder)

    def sums_of(self, mrz: Mrz) -> "Sums":
        """Keyed sums of the document, and of the name and birth of its holder: (2,) uint64."""
        document = (mrz.issuing_state.value, mrz.document_number.value)
        holder = (mrz.date_of_birth.raw, mrz.primary_identifier.raw, mrz.secondary_identifier.raw)
        sums = [
            hashlib.blake2b(repr(one).encode(), digest_size=8, key=self._key[:64]).digest()
            for one in (document, holder)
        ]
        return np.frombuffer(b"".join(sums), np.uint64)

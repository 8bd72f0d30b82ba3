"""The rows of a gallery in memory, by the numbers of their places in the register, searched exactly."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from docverify.gallery.index import Change, Found
from docverify.gallery.register import NOBODY
from docverify.gallery.search import Matrix, Part, search_above, search_nearest
from docverify.gallery.search.coarse import Coarse
from docverify.gallery.search.exact import Rows
from docverify.gallery.search.kernels import kernel
from docverify.gallery.search.matrix import HEIGHT, LEAST_COARSE

_Kind = TypeVar("_Kind", bound=np.generic)
_LEAST_ROOM: Final = 1024
_ALWAYS: Final = np.iinfo(np.int64).max


@dataclass(slots=True, eq=False, repr=False)
class _Allowed:
    """Which rows one purpose allows from one instant up to another."""

    mask: NDArray[np.bool_]
    count: int
    since: int
    until: int


class MemoryIndex:
    """Every row in float32, and in 8 bits beside it: 1.26 times the memory of float32."""

    exact = True

    def __init__(self) -> None:
        self.generation = -1
        self._parts: list[_Growing] = []
        self._count = self._length = 0
        self._purposes = np.zeros(0, np.int32)
        self._expires = np.zeros(0, np.int64)
        self._allowed: dict[int, _Allowed] = {}

    def __len__(self) -> int:
        return self._count

    def attach(self, gallery: str) -> None:
        """Nothing is kept from one opening to the next."""

    def put(self, changes: Iterable[Change], *, generation: int) -> None:
        """Take in what changed."""
        for number, purpose, expires, row in changes:
            if row is not None and not self._length:
                self._length = len(row)
            self.reserve(number + 1)
            self._purposes[number] = purpose if row is not None else NOBODY
            self._expires[number] = expires
            if self._length:
                self._parts[number // HEIGHT].put(
                    number % HEIGHT, np.zeros(self._length, np.float32) if row is None else row
                )
        self._allowed.clear()
        self.generation = generation

    def put_block(
        self, first: int, rows: Rows, purposes: NDArray[np.int32], expires: NDArray[np.int64]
    ) -> None:
        """Take in consecutive places at once, of a gallery that is being opened."""
        self._length = rows.shape[1]
        last = first + len(rows)
        self.reserve(last)
        self._purposes[first:last], self._expires[first:last] = purposes, expires
        for part in range(first // HEIGHT, (last - 1) // HEIGHT + 1):
            start, end = max(first, part * HEIGHT), min(last, (part + 1) * HEIGHT)
            self._parts[part].fill(start - part * HEIGHT, rows[start - first : end - first])
        self._allowed.clear()

    def reserve(self, count: int) -> None:
        """Make room for so many places."""
        self._count = max(self._count, count)
        if count > len(self._purposes):
            room = max(_LEAST_ROOM, count + count // 8)
            self._purposes = _grown(self._purposes, room)
            self._expires = _grown(self._expires, room)
        while self._length and len(self._parts) * HEIGHT < self._count:
            first = len(self._parts) * HEIGHT
            self._parts.append(_Growing(self._length, min(HEIGHT, self._count - first)))
        for number, part in enumerate(self._parts):  # a place may lie beyond a part that is not full yet
            part.reserve(min(HEIGHT, self._count - number * HEIGHT))

    def block(self, first: int, last: int) -> tuple[Rows, NDArray[np.int32], NDArray[np.int64]]:
        """What is at consecutive places, for the copy on the disk; they lie in one part."""
        part, start = divmod(first, HEIGHT)
        rows = self._parts[part].rows[start : start + last - first]
        return rows, self._purposes[first:last], self._expires[first:last]

    @property
    def length(self) -> int:
        """Numbers of a template; 0 while there is none."""
        return self._length

    def count(self, purpose: int, at: int) -> int:
        """Entries that a search compares."""
        return self._of(purpose, at).count

    def nearest(self, probe: Rows, k: int, *, purpose: int, at: int) -> Found:
        """The k most similar, or all where there are fewer."""
        allowed = self._of(purpose, at)
        k = min(k, allowed.count)
        if not k:
            return Found(np.empty(0, np.int64), np.empty(0))
        found = search_nearest(self._matrix(), probe, k=k, allowed=_mask(allowed))
        return Found(found.rows[0], found.scores[0])

    def above(self, probe: Rows, threshold: float, *, purpose: int, at: int) -> Found:
        """Every one whose similarity reaches a threshold."""
        allowed = self._of(purpose, at)
        if not allowed.count:
            return Found(np.empty(0, np.int64), np.empty(0))
        found = search_above(self._matrix(), probe, threshold=threshold, allowed=_mask(allowed))
        return Found(found.rows, found.scores)

    def clear(self) -> None:
        """Let go of every row."""
        self.close()
        self.generation = -1

    def close(self) -> None:
        """Overwrite the templates in memory."""
        for part in self._parts:
            part.rows[:] = 0
        self._parts, self._count = [], 0
        self._purposes, self._expires = np.zeros(0, np.int32), np.zeros(0, np.int64)
        self._allowed.clear()

    def _matrix(self) -> Matrix:
        return Matrix(tuple(part.seen(number * HEIGHT) for number, part in enumerate(self._parts)))

    def _of(self, purpose: int, at: int) -> _Allowed:
        """The rows of a purpose at an instant; kept as long as no entry begins or ceases to be expired."""
        found = self._allowed.get(purpose)
        if found is None or not found.since <= at < found.until:
            of = self._purposes[: self._count] == purpose
            expires = self._expires[: self._count]
            mask = of & (expires > at)
            over = expires[of & ~mask]
            found = _Allowed(
                mask,
                int(np.count_nonzero(mask)),
                int(over.max(initial=-_ALWAYS)),
                int(expires[mask].min(initial=_ALWAYS)),
            )
            self._allowed[purpose] = found
        return found


class _Growing:
    """One part, with room for more rows: it doubles, so that few rows take little memory."""

    def __init__(self, length: int, count: int) -> None:
        self.rows: Rows = np.zeros((max(count, _LEAST_ROOM), length), np.float32)
        self._count = count
        self._coarse: Coarse | None = None

    def reserve(self, count: int) -> None:
        if count > len(self.rows):
            room = min(HEIGHT, max(2 * len(self.rows), count))
            rows = np.zeros((room, self.rows.shape[1]), np.float32)
            rows[: self._count] = self.rows[: self._count]
            self.rows[:] = 0  # nothing stays in memory that was let go
            self.rows, self._coarse = rows, None
        self._count = max(self._count, count)

    def put(self, at: int, row: Rows) -> None:
        self.rows[at] = row
        if self._coarse is not None and self._coarse.fits(row):
            self._coarse.put(at, row[None])
        else:
            self._coarse = None

    def fill(self, at: int, rows: Rows) -> None:
        self.rows[at : at + len(rows)] = rows
        self._coarse = None

    def seen(self, first: int) -> Part:
        if self._coarse is None and self._count >= LEAST_COARSE and kernel() is not None:
            self._coarse = Coarse.of(self.rows[: self._count], room=len(self.rows))
        return Part(first, self.rows[: self._count], self._coarse)


def _mask(allowed: _Allowed) -> NDArray[np.bool_] | None:
    return None if allowed.count == len(allowed.mask) else allowed.mask


def _grown(values: NDArray[_Kind], room: int) -> NDArray[_Kind]:
    grown = np.zeros(room, values.dtype)
    grown[: len(values)] = values
    return grown

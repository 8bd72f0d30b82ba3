"""An opened gallery: the register, the index that follows it, and the copy that it is opened from."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from docverify.database import Database
from docverify.errors import GalleryUnavailable
from docverify.gallery.copy import LEAST, Copy
from docverify.gallery.index import Change, Index
from docverify.gallery.memory import MemoryIndex
from docverify.gallery.register import KIND, Register


class State:
    """What a `Gallery` holds open.

    Attributes:
        lock: held while anything is looked at or changed.
        register: what is true.
        index: what searches; it follows the register.
    """

    def __init__(self, path: Path, key: bytes, *, read_only: bool, index: Index | None, wait: float) -> None:
        self._store = Database(path, kind=KIND, read_only=read_only, wait=wait)
        self.lock = self._store.lock
        try:
            self.register = Register(self._store, key)
            self.index: Index = MemoryIndex() if index is None else index
            self.index.attach(self.register.id.hex())
            self._copy = Copy(path, self.register.seal)
            self._fill()
        except BaseException:
            self._store.close()
            raise

    @contextmanager
    def changing(self) -> Iterator[None]:
        """A change of the register that is on the disk, and in the index, when this ends well.

        Raises:
            GalleryUnavailable: it cannot be written.
        """
        self._writable()
        with self.lock:
            try:
                with self._store.writing():
                    self.follow()
                    yield
            except BaseException:
                self.register.read_length()  # what was not committed did not set it
                raise
            self.follow()

    def follow(self) -> int:
        """Take what was changed since, here or by another process, into the index; how many places."""
        generation = self.register.generation()
        since, count = self.index.generation, 0
        if since == generation:
            return 0
        self.register.read_length()
        for rows in self.register.changed_since(since):
            self.index.put([self._change(*row) for row in rows], generation=since)
            count += len(rows)
        self.index.put((), generation=generation)
        return count

    def refill(self) -> None:
        """Empty what searches, and fill it from the register again."""
        with self.lock:
            self.index.clear()
            self.follow()

    def forget(self) -> None:
        """Overwrite what the files still hold of entries that were removed or replaced.

        Raises:
            GalleryUnavailable: it cannot be written, or a reader holds on to what was there.
        """
        self._writable()
        self._store.forget()
        if isinstance(self.index, MemoryIndex):
            self._written(self._scrub, self.index)

    def close(self) -> None:
        """Close the files and overwrite the templates in memory."""
        with self.lock:
            self.index.close()
            self._store.close()

    def _fill(self) -> None:
        """Fill the index: from the copy where there is one, then from the register."""
        index = self.index
        loaded = isinstance(index, MemoryIndex) and self._copy.load(index)
        changed = self.follow()
        if self._store.read_only or not isinstance(index, MemoryIndex):
            return
        if changed >= LEAST:
            self._written(self._copy.write, index)
        elif loaded and changed:
            self._written(self._scrub, index)

    def _scrub(self, index: MemoryIndex) -> None:
        self._copy.scrub(index, self.register.numbers_changed_since)

    def _written(self, write: Callable[[MemoryIndex], None], index: MemoryIndex) -> None:
        """Write the copy, while nobody changes the register."""
        with self.lock, self._store.writing():
            self.follow()
            try:
                write(index)
            except OSError as problem:
                raise GalleryUnavailable(f"{self._copy.path}: {problem.strerror or problem}") from problem

    def _change(self, number: int, purpose: int, expires: int, box: bytes | None) -> Change:
        row = None if box is None else self.register.opened(number, purpose, expires, box).row
        return Change(number, purpose, expires, row)

    def _writable(self) -> None:
        if self._store.read_only:
            raise GalleryUnavailable(f"{self._store.path} was opened to be read only")

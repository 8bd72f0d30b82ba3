"""The file of a register: SQLite in WAL mode, every commit on the disk before it is acknowledged."""

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, Self

from docverify.errors import DocverifyError, GalleryBroken, GalleryUnavailable, UnsupportedFormat

MARK: Final = 0x44564731
""""DVG1", by which SQLite's own header tells a gallery."""
VERSION: Final = 1
_SETTINGS: Final = (
    "synchronous = FULL",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "cache_size = -65536",  # KiB: tokens are looked up all over their index
    "trusted_schema = OFF",
)
_UNAVAILABLE: Final = {
    "SQLITE_FULL": "there is no room left on the disk",
    "SQLITE_READONLY": "it may only be read",
    "SQLITE_BUSY": "another process has been writing for too long: try again",
    "SQLITE_LOCKED": "another process has been writing for too long: try again",
    "SQLITE_CANTOPEN": "it cannot be opened: look at its folder's permissions",
    "SQLITE_IOERR": "the disk does not read or write: there may be no room left",
    "SQLITE_PERM": "permission is denied",
    "SQLITE_NOMEM": "there is no memory left",
}


class Store:
    """One SQLite file. Several threads may use it; each process opens its own."""

    def __init__(self, path: Path, *, read_only: bool = False, wait: float = 5.0) -> None:
        self.path, self.read_only = path, read_only
        self.lock, self._process = threading.RLock(), os.getpid()
        if not path.is_file():
            raise GalleryUnavailable(f"{path}: there is no such gallery; make one with Gallery.create")
        with self._told():
            self._connection = _connected(path, "ro" if read_only else "rw", wait)
            try:
                self._look_at()
            except BaseException:
                self._connection.close()
                raise

    @classmethod
    def create(cls, path: Path, *, schema: str, wait: float = 5.0) -> Self:
        """Make the file, which only its owner may read.

        Raises:
            GalleryUnavailable: it exists already, or cannot be made.
        """
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            raise GalleryUnavailable(f"{path} exists already, and was left as it is") from None
        except OSError as problem:
            raise GalleryUnavailable(f"{path}: {problem.strerror or problem}") from problem
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.executescript(
                f"PRAGMA page_size = 8192; PRAGMA application_id = {MARK}; PRAGMA user_version = {VERSION};"
                f"PRAGMA journal_mode = WAL; BEGIN; {schema} COMMIT;"
            )
        except sqlite3.Error as problem:
            raise GalleryUnavailable(f"{path} cannot be made: {problem}") from problem
        finally:
            connection.close()
        settle(path.parent)
        return cls(path, wait=wait)

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """All rows of a query, as they are at one moment."""
        with self.lock, self._told():
            return self._mine().execute(query, values).fetchall()

    def row(self, query: str, values: Sequence[object] = ()) -> Any:  # noqa: ANN401 - a row of any columns
        """The first row of a query, or None."""
        with self.lock, self._told():
            return self._mine().execute(query, values).fetchone()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the file against other writers; what was executed is on the disk when this ends well."""
        with self.lock, self._told():
            self._mine().execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # already rolled back where the disk is full
                    self._connection.execute("ROLLBACK")
                raise

    def execute(self, statement: str, values: Sequence[object] = ()) -> int:
        """Change something, inside `writing`; the number of rows that changed."""
        return self._connection.execute(statement, values).rowcount

    def execute_each(self, statement: str, values: Iterable[Sequence[object]]) -> None:
        """Change many things, inside `writing`."""
        self._connection.executemany(statement, values)

    def forget(self) -> None:
        """Bring the WAL into the file, and empty it: what was overwritten is in neither any more.

        Raises:
            GalleryUnavailable: a reader holds on to what was there before.
        """
        with self.lock, self._told():
            busy, *_ = self._mine().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise GalleryUnavailable(
                f"{self.path}: a reader still holds what was erased; it is gone once this is run again"
            )

    def close(self) -> None:
        """Close the file."""
        with self.lock, suppress(AttributeError):
            self._connection.close()

    def _mine(self) -> sqlite3.Connection:
        """The connection, in the process that opened it: SQLite's are of no use after a fork."""
        if os.getpid() != self._process:
            raise GalleryUnavailable(f"{self.path} was opened before this process was forked: open it anew")
        return self._connection

    def _look_at(self) -> None:
        mark = self._connection.execute("PRAGMA application_id").fetchone()[0]
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if mark != MARK:
            raise UnsupportedFormat(f"{self.path} is no gallery, or empty, and was left as it is")
        if version != VERSION:
            raise UnsupportedFormat(
                f"{self.path} is a gallery of version {version}, and this docverify knows version {VERSION}"
            )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what SQLite and the system raise into errors of this package."""
        try:
            yield
        except DocverifyError:
            raise
        except sqlite3.ProgrammingError as problem:
            raise GalleryUnavailable(f"{self.path} is closed: open it anew") from problem
        except sqlite3.Error as problem:
            raise self._error(problem) from problem

    def _error(self, problem: sqlite3.Error) -> DocverifyError:
        name = getattr(problem, "sqlite_errorname", "SQLITE_ERROR")
        for code, sentence in _UNAVAILABLE.items():
            if name.startswith(code):
                return GalleryUnavailable(f"{self.path}: {sentence}")
        if name == "SQLITE_NOTADB":
            return UnsupportedFormat(f"{self.path} is no gallery: it is no SQLite database")
        return GalleryBroken(f"{self.path} is damaged ({name}): restore it from a copy")


def _connected(path: Path, mode: str, wait: float) -> sqlite3.Connection:
    """A connection with the settings that the promises rest on."""
    target = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(
        target, uri=True, timeout=wait, isolation_level=None, check_same_thread=False
    )
    try:
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def settle(folder: Path) -> None:
    """Bring a new file's name to the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""The file of a journal: SQLite in WAL mode, every commit on the disk before it is acknowledged."""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Final, Self

from docverify.errors import DocverifyError, JournalBroken, JournalUnavailable, UnsupportedFormat

_UNAVAILABLE: Final = {
    "SQLITE_FULL": "there is no room left on the disk",
    "SQLITE_READONLY": "it may only be read",
    "SQLITE_BUSY": "another process has been writing for too long: try again",
    "SQLITE_LOCKED": "another process has been writing for too long: try again",
    "SQLITE_CANTOPEN": "it cannot be opened: look at its folder's permissions",
    "SQLITE_IOERR": "the disk does not read or write: there may be no room left",
    "SQLITE_PERM": "permission is denied",
    "SQLITE_AUTH": "permission is denied",
    "SQLITE_NOMEM": "there is no memory left",
    "SQLITE_TOOBIG": "a value is too large",
}


class Store:
    """One SQLite file of a known kind. Several threads may use it; each process opens its own.

    Deleted content is overwritten with zeros, and nothing is put into temporary files.
    """

    def __init__(self, path: Path, *, mark: int, read_only: bool = False, wait: float = 5.0) -> None:
        self.path = path
        self._lock, self._process = threading.RLock(), os.getpid()
        with _told(path):
            _look_at(path, mark)
            self._connection = _connected(path, read_only=read_only, wait=wait)

    @classmethod
    def create(cls, path: Path, *, mark: int, schema: str, wait: float = 5.0) -> Self:
        """Make the file, which only its owner may read.

        Raises:
            JournalUnavailable: it exists already, or cannot be made.
        """
        with _told(path):
            try:
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            except FileExistsError:
                raise JournalUnavailable(f"{path} exists already, and was left as it is") from None
            connection = sqlite3.connect(path, isolation_level=None)
            try:
                connection.executescript(
                    f"PRAGMA page_size = 8192; PRAGMA application_id = {mark}; PRAGMA user_version = 1;"
                    f"PRAGMA journal_mode = WAL; BEGIN; {schema} COMMIT;"
                )
            finally:
                connection.close()
            _settle(path.parent)
        return cls(path, mark=mark, wait=wait)

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """All rows of a query, as they are at one moment."""
        with self._lock, _told(self.path):
            return self._mine().execute(query, values).fetchall()

    def row(self, query: str, values: Sequence[object] = ()) -> Any:  # noqa: ANN401 - a row of any columns
        """The first row of a query, or None."""
        with self._lock, _told(self.path):
            return self._mine().execute(query, values).fetchone()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the file against other writers; what was executed is on the disk when this ends well."""
        with self._lock, _told(self.path):
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
        with _told(self.path):
            return self._connection.execute(statement, values).rowcount

    def forget(self) -> None:
        """Bring the WAL into the file, and empty it: what was overwritten is in neither any more.

        Raises:
            JournalUnavailable: a reader holds on to what was there before.
        """
        with self._lock, _told(self.path):
            busy, *_ = self._mine().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise JournalUnavailable(
                f"{self.path}: a reader still holds what was erased; it is gone once this is run again"
            )

    def _mine(self) -> sqlite3.Connection:
        """The connection, in the process that opened it: SQLite's are of no use after a fork."""
        if os.getpid() != self._process:
            raise JournalUnavailable(f"{self.path} was opened before this process was forked: open it anew")
        return self._connection

    def close(self) -> None:
        """Close the file."""
        with self._lock, suppress(AttributeError):
            self._connection.close()


def _connected(path: Path, *, read_only: bool, wait: float) -> sqlite3.Connection:
    """A connection with the settings that the promises rest on."""
    mode = "rw"
    if read_only:
        # Without its folder no WAL can be shared; what lies on a read-only medium does not change.
        alone = not os.access(path.parent, os.W_OK) and not _waiting(path)
        mode = "ro&immutable=1" if alone else "ro"
    target = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(
        target, uri=True, timeout=wait, isolation_level=None, check_same_thread=False
    )
    # Text that somebody spoilt is told as what it is, not refused before it can be looked at.
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    try:
        for setting in (
            "synchronous = FULL",
            "fullfsync = ON",
            "checkpoint_fullfsync = ON",
            "secure_delete = ON",
            "temp_store = MEMORY",
            "trusted_schema = OFF",
        ):
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def _waiting(path: Path) -> bool:
    """Whether a WAL lies beside the file and holds something."""
    wal = path.with_name(f"{path.name}-wal")
    return wal.exists() and wal.stat().st_size > 0


def _look_at(path: Path, mark: int) -> None:
    """Refuse what is no such file before a WAL is made beside it.

    SQLite itself must look: were the file opened and closed here, the system would drop every lock that this
    process holds on it, those of another `Store` too, and what other processes write then would destroy it.
    """
    if not path.is_file():
        raise JournalUnavailable(f"{path}: there is no such journal; make one with Journal.create")
    target = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(target, uri=True, isolation_level=None)) as connection:
        try:
            found = connection.execute("PRAGMA application_id").fetchone()[0]
        except sqlite3.DatabaseError as problem:
            if getattr(problem, "sqlite_errorname", "") != "SQLITE_NOTADB":
                raise
            raise UnsupportedFormat(f"{path} is no journal: it is no SQLite database") from None
    if found != mark:
        raise UnsupportedFormat(f"{path} is another program's database, or empty, and was left as it is")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system raise into errors of this package."""
    try:
        yield
    except DocverifyError:
        raise
    except sqlite3.ProgrammingError as problem:
        raise JournalUnavailable(f"{path} is closed: open it anew") from problem
    except sqlite3.Error as problem:
        name = getattr(problem, "sqlite_errorname", "SQLITE_ERROR")
        for code, sentence in _UNAVAILABLE.items():
            if name.startswith(code):
                raise JournalUnavailable(f"{path}: {sentence}") from problem
        raise JournalBroken(f"{path} is damaged: {problem}") from problem
    except OSError as problem:
        raise JournalUnavailable(f"{path}: {problem.strerror or problem}") from problem


def _settle(folder: Path) -> None:
    """Bring a new file's name to the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

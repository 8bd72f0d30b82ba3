"""A file that is a record: SQLite in WAL mode, every commit on the disk before it is acknowledged.

Galleries and journals are such files. What one kind of them needs is a row of `Kind`.
"""

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from docverify.errors import DocverifyError, UnsupportedFormat

_SETTINGS: Final = (
    "synchronous = FULL",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
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
    "SQLITE_AUTH": "permission is denied",
    "SQLITE_NOMEM": "there is no memory left",
    "SQLITE_TOOBIG": "a value is too large",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of file, and how its errors are called.

    Attributes:
        name: what messages call it.
        mark: by which SQLite's own header tells it (`application_id`).
        version: of its tables (`user_version`).
        unavailable: raised where it cannot be read or written.
        broken: raised where it does not hold what was written.
        archived: whether it may lie on a medium that nobody writes to. What else is opened there could be
            changed from elsewhere, and would not be seen to.
        cache: KiB of its pages that are kept in memory.
    """

    name: str
    mark: int
    version: int = 1
    unavailable: type[DocverifyError]
    broken: type[DocverifyError]
    archived: bool = False
    cache: int = 2_000


class Database:
    """One SQLite file of a kind. Several threads may use it; each process opens its own.

    Deleted content is overwritten with zeros, and nothing is put into temporary files.
    """

    def __init__(self, path: Path, *, kind: Kind, read_only: bool = False, wait: float = 5.0) -> None:
        self.path, self.kind, self.read_only = path, kind, read_only
        self.lock, self._process = threading.RLock(), os.getpid()
        with _told(path, kind):
            _look_at(path, kind)
            self._connection = _connected(path, kind, read_only=read_only, wait=wait)

    @classmethod
    def create(cls, path: Path, *, kind: Kind, schema: str, wait: float = 5.0) -> Self:
        """Make the file, which only its owner may read.

        Raises:
            DocverifyError: the kind's `unavailable`: it exists already, or cannot be made.
        """
        with _told(path, kind):
            try:
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            except FileExistsError:
                raise kind.unavailable(f"{path} exists already, and was left as it is") from None
            with closing(sqlite3.connect(path, isolation_level=None)) as connection:
                connection.executescript(
                    f"PRAGMA page_size = 8192; PRAGMA application_id = {kind.mark};"
                    f"PRAGMA user_version = {kind.version};"
                    f"PRAGMA journal_mode = WAL; BEGIN; {schema} COMMIT;"
                )
            settle(path.parent)
        return cls(path, kind=kind, wait=wait)

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
        with self.lock:
            with self._told():
                self._mine().execute("BEGIN IMMEDIATE")
            try:
                yield
                with self._told():
                    self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # already rolled back where the disk is full
                    self._connection.execute("ROLLBACK")
                raise

    def execute(self, statement: str, values: Sequence[object] = ()) -> int:
        """Change something, inside `writing`; the number of rows that changed."""
        with self._told():
            return self._connection.execute(statement, values).rowcount

    def execute_each(self, statement: str, values: Iterable[Sequence[object]]) -> None:
        """Change many things, inside `writing`."""
        with self._told():
            self._connection.executemany(statement, values)

    def forget(self) -> None:
        """Bring the WAL into the file, and empty it: what was overwritten is in neither any more.

        Raises:
            DocverifyError: the kind's `unavailable`: a reader holds on to what was there before.
        """
        with self.lock, self._told():
            busy, *_ = self._mine().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise self.kind.unavailable(
                f"{self.path}: a reader still holds what was erased; it is gone once this is run again"
            )

    def close(self) -> None:
        """Close the file."""
        with self.lock, suppress(AttributeError):
            self._connection.close()

    def _mine(self) -> sqlite3.Connection:
        """The connection, in the process that opened it: SQLite's are of no use after a fork."""
        if os.getpid() != self._process:
            raise self.kind.unavailable(
                f"{self.path} was opened before this process was forked: open it anew"
            )
        return self._connection

    def _told(self) -> AbstractContextManager[None]:
        return _told(self.path, self.kind)


def settle(folder: Path) -> None:
    """Bring a new file's name to the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _connected(path: Path, kind: Kind, *, read_only: bool, wait: float) -> sqlite3.Connection:
    """A connection with the settings that the promises rest on."""
    mode = "ro" if read_only else "rw"
    if read_only and kind.archived and not os.access(path.parent, os.W_OK) and not _waiting(path):
        mode = "ro&immutable=1"  # without its folder no WAL can be shared
    target = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(
        target, uri=True, timeout=wait, isolation_level=None, check_same_thread=False
    )
    # Text that somebody spoilt is told as what it is, not refused before it can be looked at.
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    try:
        for setting in (*_SETTINGS, f"cache_size = -{kind.cache}"):
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def _waiting(path: Path) -> bool:
    """Whether a WAL lies beside the file and holds something."""
    wal = path.with_name(f"{path.name}-wal")
    return wal.exists() and wal.stat().st_size > 0


def _look_at(path: Path, kind: Kind) -> None:
    """Refuse what is no such file before a WAL is made beside it.

    SQLite itself must look: were the file opened and closed here, the system would drop every lock that this
    process holds on it, those of another `Database` too, and what other processes write would destroy it.
    """
    if not path.is_file():
        raise kind.unavailable(
            f"{path}: there is no such {kind.name}; make one with {kind.name.capitalize()}.create"
        )
    target = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(target, uri=True, isolation_level=None)) as connection:
        try:
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as problem:
            if getattr(problem, "sqlite_errorname", "") != "SQLITE_NOTADB":
                raise
            raise UnsupportedFormat(f"{path} is no {kind.name}: it is no SQLite database") from None
    if mark != kind.mark:
        raise UnsupportedFormat(
            f"{path} is no {kind.name}: it is another program's database, or empty, and was left as it is"
        )
    if version != kind.version:
        raise UnsupportedFormat(
            f"{path} is a {kind.name} of version {version}, and this docverify knows version {kind.version}"
        )


@contextmanager
def _told(path: Path, kind: Kind) -> Iterator[None]:
    """Turn what SQLite and the system raise into errors of this package."""
    try:
        yield
    except DocverifyError:
        raise
    except sqlite3.ProgrammingError as problem:
        raise kind.unavailable(f"{path} is closed: open it anew") from problem
    except sqlite3.Error as problem:
        name = getattr(problem, "sqlite_errorname", "SQLITE_ERROR")
        for code, sentence in _UNAVAILABLE.items():
            if name.startswith(code):
                raise kind.unavailable(f"{path}: {sentence}") from problem
        raise kind.broken(f"{path} is damaged ({name}): restore it from a copy") from problem
    except OSError as problem:
        raise kind.unavailable(f"{path}: {problem.strerror or problem}") from problem

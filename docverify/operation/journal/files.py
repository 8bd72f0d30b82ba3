"""The files of a journal: the chain, and beside it the key that signs and the keys of what is sealed."""

import os
import secrets
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from docverify.arguments import expect, expect_number
from docverify.database import Database
from docverify.errors import InputError, JournalKeyMissing
from docverify.operation.journal.chain import KIND, SCHEMA
from docverify.operation.journal.note import Signer, VerifierKey
from docverify.operation.journal.seal import Keys

Where = str | os.PathLike[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the files are, and how they are opened.

    Attributes:
        path: the chain.
        key: the private key that signs checkpoints, in PEM.
        seals: the keys of what is sealed.
        read_only: whether nothing may be written.
        wait: seconds to wait for other writers.
        entropy: bytes drawn at random, as many as asked.
    """

    path: Path
    key: Path
    seals: Path
    read_only: bool = False
    wait: float = 5.0
    entropy: Callable[[int], bytes] = field(default=secrets.token_bytes, repr=False)


def places(
    path: Where,
    *,
    key: Where | None,
    seals: Where | None,
    read_only: bool = False,
    wait: float = 5.0,
    entropy: Callable[[int], bytes] | None = None,
) -> Places:
    """Where a caller's journal is: keys lie beside the chain unless told otherwise.

    Raises:
        InputError: an argument is no path, or no number of seconds.
    """
    for name, given in (("path", path), ("key", key), ("seals", seals)):
        if given is not None or name == "path":
            expect(name, given, (str, os.PathLike), "the path of a file")
    expect("read_only", read_only, bool, "True or False")
    expect_number("wait", wait, low=0, high=3600)
    if entropy is not None and not callable(entropy):
        raise InputError("entropy is no function: pass one that draws as many bytes as it is asked for")
    chain = Path(path)
    if not chain.name or "\0" in str(chain):
        raise InputError("path is no file's name")
    return Places(
        path=chain,
        key=chain.with_name(f"{chain.name}.key") if key is None else Path(key),
        seals=chain.with_name(f"{chain.name}.seals") if seals is None else Path(seals),
        read_only=read_only,
        wait=wait,
        entropy=entropy or secrets.token_bytes,
    )


@dataclass(slots=True)
class Files:
    """The opened files; keys are opened when they are first needed."""

    where: Places
    store: Database
    _keys: Keys | None = None
    _signer: Signer | None = None

    @classmethod
    def open(cls, where: Places) -> "Files":
        """Open the chain."""
        return cls(where, Database(where.path, kind=KIND, read_only=where.read_only, wait=where.wait))

    @classmethod
    def create(cls, where: Places, origin: str) -> tuple["Files", VerifierKey]:
        """Make all three, or none, and say by which key the log will be known.

        Raises:
            EngineMissing: `cryptography` is not installed.
            JournalUnavailable: one of them exists already, or cannot be made.
        """
        signer = Signer.of_seed(origin, where.entropy(32))
        with ExitStack() as undone:
            signer.write(where.key)
            undone.callback(where.key.unlink)
            keys = Keys.create(where.seals, origin, where.entropy, wait=where.wait)
            undone.callback(where.seals.unlink)
            undone.callback(keys.close)
            store = Database.create(where.path, kind=KIND, schema=SCHEMA, wait=where.wait)
            undone.pop_all()
        return cls(where, store, keys, signer), signer.key

    def keys(self, origin: str) -> Keys:
        """The keys of what is sealed.

        Raises:
            JournalKeyMissing: they are not there, or another journal's.
        """
        if self._keys is None:
            where = self.where
            self._keys = Keys.open(where.seals, origin, read_only=where.read_only, wait=where.wait)
        return self._keys

    def signer(self, key: VerifierKey) -> Signer:
        """The key that signs for a log.

        Raises:
            JournalKeyMissing: it is not there, or another one.
            EngineMissing: `cryptography` is not installed.
        """
        if self._signer is None:
            found = Signer.read(key.name, self.where.key)
            if found.key != key:
                raise JournalKeyMissing(f"{self.where.key} is another key than the one that this log names")
            self._signer = found
        return self._signer

    def remove(self) -> None:
        """Close and remove all that `create` made."""
        self.close()
        for path in (self.where.path, self.where.seals, self.where.key):
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """Close what is open."""
        if self._keys is not None:
            self._keys.close()
        self.store.close()

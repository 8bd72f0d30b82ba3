"""Identity beside the chain: sealed under a key of its own, which lies in a second file and can be destroyed.

The entry holds only a commitment, salted by what lies beside the key: while both are there, what was sealed
can be proved; without them nothing can be guessed from it, not even by trying every number and date of
birth.

Rows are never removed, only overwritten with zeros of the same length: no row ever moves, so that no page
keeps a copy of one in the room that it left.
"""

import hmac
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from docverify.database import Database
from docverify.errors import JournalBroken, JournalKeyMissing
from docverify.operation.journal.chain import KIND
from docverify.operation.journal.line import canonical
from docverify.verification.signing_keys import require_cryptography

_KIND: Final = replace(KIND, mark=0x44564B31)  # "DVK1"
_SCHEMA: Final = """
CREATE TABLE log (origin TEXT NOT NULL, subjects BLOB NOT NULL);
CREATE TABLE keys (number INTEGER PRIMARY KEY, key BLOB NOT NULL, salt BLOB NOT NULL);
"""
_ZEROS: Final = bytes(32)
_NONCE: Final = 12  # bytes: AES-GCM, NIST SP 800-38D


class Sealed(NamedTuple):
    """What is kept of an identity.

    Attributes:
        number: of the entry that it belongs to.
        subject: token of whom it is of; only this journal's own secret makes it.
        purpose: for which it is kept.
        expires: instant after which it is to be destroyed.
        box: nonce and ciphertext.
    """

    number: int
    subject: bytes
    purpose: str
    expires: str
    box: bytes


class Keys:
    """The second file: a key and a salt for every sealed identity, and the secret that makes tokens."""

    def __init__(self, store: Database, origin: str) -> None:
        self._store = store
        found = store.row("SELECT origin, subjects FROM log")
        if found is None or found[0] != origin:
            store.close()
            raise JournalKeyMissing(f"{store.path} holds the keys of another journal: put this one's there")
        self._origin: str = origin
        self._subjects: bytes = found[1]

    @classmethod
    def create(cls, path: Path, origin: str, entropy: Callable[[int], bytes], *, wait: float) -> "Keys":
        """Make the file."""
        store = Database.create(path, kind=_KIND, schema=_SCHEMA, wait=wait)
        with store.writing():
            store.execute("INSERT INTO log VALUES (?, ?)", (origin, entropy(32)))
        return cls(store, origin)

    @classmethod
    def open(cls, path: Path, origin: str, *, read_only: bool, wait: float) -> "Keys":
        """Open the file.

        Raises:
            JournalKeyMissing: it is not there, or another journal's.
        """
        if not path.exists():
            raise JournalKeyMissing(
                f"{path}: the keys of what is sealed are not there: nothing can be sealed, opened or erased"
            )
        return cls(Database(path, kind=_KIND, read_only=read_only, wait=wait), origin)

    def token(self, subject: str) -> bytes:
        """What stands for a subject beside the chain."""
        return hmac.digest(self._subjects, " ".join(subject.upper().split()).encode(), "sha256")

    def seal(
        self, number: int, identity: bytes, purpose: str, expires: str, entropy: Callable[[int], bytes]
    ) -> tuple[bytes, str]:
        """Keep a new key for an entry, and seal its identity: the box, and the commitment for the entry."""
        key, salt, nonce = entropy(32), entropy(32), entropy(_NONCE)
        box = nonce + _cipher(key).encrypt(nonce, identity, self._about(number, purpose, expires))
        with self._store.writing():
            # A number comes again where the entry of its first use was not committed.
            self._store.execute("INSERT OR REPLACE INTO keys VALUES (?, ?, ?)", (number, key, salt))
        return box, hmac.digest(salt, identity, "sha256").hex()

    def unseal(self, sealed: Sealed, commitment: str) -> bytes:
        """What was sealed.

        Raises:
            JournalKeyMissing: its key is not there, or was destroyed.
            JournalBroken: it is not what was sealed for this entry, purpose and expiry.
        """
        found = self._store.row("SELECT key, salt FROM keys WHERE number = ?", (sealed.number,))
        if found is None or found[0] == _ZEROS:
            raise JournalKeyMissing(f"the key of entry {sealed.number} is not there: it cannot be opened")
        key, salt = found
        about = self._about(sealed.number, sealed.purpose, sealed.expires)
        identity = _opened(key, sealed.box, about)
        if identity is None or hmac.digest(salt, identity, "sha256").hex() != commitment:
            raise JournalBroken(f"what is sealed beside entry {sealed.number} is not what was sealed there")
        return identity

    def held(self) -> set[int]:
        """Entries whose key is there."""
        return {n for (n,) in self._store.rows("SELECT number FROM keys WHERE key <> ?", (_ZEROS,))}

    def destroy(self, numbers: Iterable[int]) -> None:
        """Overwrite keys and salts, and empty the WAL.

        Raises:
            JournalUnavailable: a reader holds on to them.
        """
        with self._store.writing():
            for number in numbers:
                self._store.execute(
                    "UPDATE keys SET key = ?, salt = ? WHERE number = ?", (_ZEROS, _ZEROS, number)
                )
        self._store.forget()

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def _about(self, number: int, purpose: str, expires: str) -> bytes:
        """What is authenticated with the identity, so that none can be put in another's place."""
        return canonical({"expires": expires, "number": number, "origin": self._origin, "purpose": purpose})


def boxes(store: Database, where: str, values: tuple[object, ...] = ()) -> Iterator[Sealed]:
    """The sealed identities of a journal that are not overwritten."""
    query = f"SELECT number, subject, purpose, expires, box FROM sealed WHERE kept AND ({where})"  # noqa: S608 - of this room's own
    yield from (Sealed(*row) for row in store.rows(f"{query} ORDER BY number", values))


def overwrite(store: Database, number: int) -> None:
    """Overwrite a sealed identity in its place, inside `writing`; its row stays, with zeros of its length."""
    statement = (
        "UPDATE sealed SET kept = 0, subject = zeroblob(length(subject)), box = zeroblob(length(box)) "
        "WHERE number = ?"
    )
    store.execute(statement, (number,))


def _cipher(key: bytes) -> Any:  # noqa: ANN401 - AESGCM, of an extra
    require_cryptography()
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def _opened(key: bytes, box: bytes, about: bytes) -> bytes | None:
    """What a box holds; None where it was made with another key or about something else."""
    cipher = _cipher(key)
    from cryptography.exceptions import InvalidTag

    try:
        opened: bytes = cipher.decrypt(box[:_NONCE], box[_NONCE:], about)
    except (InvalidTag, ValueError):
        return None
    return opened

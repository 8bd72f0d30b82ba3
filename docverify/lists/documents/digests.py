"""Keyed digests of documents, sorted: they say whether a document is listed, and not which ones are.

A record is 16 bytes: 12 of the HMAC-SHA-256 (RFC 2104) of issuing State, kind and number with all that looks
alike folded to one, and 4 of the HMAC of the number as it is. Without the key, numbers cannot be tried out.
Ranges are divided into blocks of numbers with the same beginning, each of which is a record: a list of stolen
blanks is looked up as any other and does not lie in the file either.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect
from docverify.errors import ConfigurationError
from docverify.lists.documents.entry import DocumentEntry, blocks_of
from docverify.lists.documents.numbers import folded, normalised

RECORD: Final = 16
FOLDED: Final = 12
"""Bytes of a record that are found by: a false hit among ten million takes 2^72 look-ups."""
LEAST_KEY: Final = 16
"""Bytes of a key: shorter ones can be tried out."""
_BLOCK: Final = 64  # bytes that SHA-256 takes at a time
_CHUNK: Final = 100_000

Shape = tuple[int, int]
"""Of a block of a range: characters of its numbers, and how many of them are free."""


def checked_key(key: bytes) -> bytes:
    """The key, if it is long enough.

    Raises:
        ConfigurationError: it is no bytes, or too short.
    """
    if not isinstance(key, bytes) or len(key) < LEAST_KEY:  # type: ignore[redundant-expr]
        raise ConfigurationError(f"the key is too short or no bytes: pass {LEAST_KEY} random bytes or more")
    return key


def tag(key: bytes, purpose: str, message: bytes = b"") -> bytes:
    """HMAC-SHA-256 of a message for one purpose."""
    return hmac.digest(key, b"docverify lists: " + purpose.encode() + b"\0" + message, "sha256")


def key_id(key: bytes) -> str:
    """An id of the key, which tells nothing about it."""
    return tag(key, "key").hex()[:16]


class Digester:
    """Makes the records of documents and of blocks of ranges."""

    def __init__(self, key: bytes) -> None:
        own = hashlib.sha256(b"docverify lists: documents\0" + checked_key(key)).digest().ljust(_BLOCK, b"\0")
        # HMAC by its definition, with what depends on the key alone computed once: a third of hmac's time.
        self._inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in own))
        self._outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in own))

    def _tag(self, message: str) -> bytes:
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(message.encode())
        outer.update(inner.digest())
        return outer.digest()

    def alike(self, state: str, kind: str, number: str, free: int = 0) -> bytes:
        """The beginning of a record, which all numbers share that look alike; see `record`."""
        return self._tag(f"{state}\0{kind}\0{free}\0{folded(number)}")[:FOLDED]

    def exact(self, state: str, kind: str, number: str, free: int = 0) -> bytes:
        """The rest of a record, which the number as it is has alone; see `record`."""
        return self._tag(f"{state}\0{kind}\0{free}\0\0{number}")[: RECORD - FOLDED]

    def record(self, state: str, kind: str, number: str, free: int = 0) -> bytes:
        """The record of a document, or of all documents whose number begins so.

        Args:
            state: code of the issuing State.
            kind: first letter of the document code; "" for every kind.
            number: normalised.
            free: digits that follow the number, whatever they are.
        """
        return self.alike(state, kind, number, free) + self.exact(state, kind, number, free)


def records_of(
    entries: Iterable[DocumentEntry], digester: Digester, kinds: set[str], shapes: set[Shape]
) -> NDArray[np.bytes_]:
    """The records of a list, sorted, each once; the kinds and shapes that occur are added to the sets."""
    chunks = []
    waiting: list[bytes] = []
    for record in _each(entries, digester, kinds, shapes):
        waiting.append(record)
        if len(waiting) == _CHUNK:
            chunks.append(np.frombuffer(b"".join(waiting), f"S{RECORD}"))
            waiting = []
    chunks.append(np.frombuffer(b"".join(waiting), f"S{RECORD}"))
    every = np.concatenate(chunks)
    every.sort()
    return every[np.append(True, every[1:] != every[:-1])] if len(every) else every


def _each(
    entries: Iterable[DocumentEntry], digester: Digester, kinds: set[str], shapes: set[Shape]
) -> Iterator[bytes]:
    for entry in entries:
        expect("one of entries", entry, DocumentEntry, "a DocumentEntry")
        state, kind, first = entry.state, entry.letter, normalised(entry.number)
        kinds.add(kind)
        if not entry.last:
            yield digester.record(state, kind, first)
            continue
        for start, free in blocks_of(first, normalised(entry.last)):
            if free:
                shapes.add((len(first), free))
            yield digester.record(state, kind, start, free)

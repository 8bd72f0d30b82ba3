"""What lies on a gallery's disk is encrypted: AES-256-GCM (NIST SP 800-38D) under the caller's key.

From that key come three by HKDF (RFC 5869), bound to the gallery's own id: one encrypts entries, one the copy
of the rows, one turns ids into tokens, so that neither templates nor ids can be read or guessed without it.
"""

import hmac
import os
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from docverify.errors import ConfigurationError, EngineMissing, GalleryBroken

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY: Final = 32
"""Bytes of the caller's key."""
NONCE: Final = 12
TAG: Final = 16
OVERHEAD: Final = NONCE + TAG
"""Bytes that a box has more than what is in it."""
_TOKEN: Final = 16
Entropy = Callable[[int], bytes]


def require_cryptography() -> None:
    """Raise `EngineMissing` where cryptography is not installed."""
    try:
        import cryptography  # noqa: F401
    except ImportError as problem:
        raise EngineMissing(
            "galleries are encrypted by cryptography: pip install 'docverify[gallery]'"
        ) from problem


class Seal:
    """The keys of one gallery, made from the caller's."""

    def __init__(self, key: bytes, gallery: bytes, *, entropy: Entropy = os.urandom) -> None:
        require_cryptography()
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if not isinstance(key, bytes) or len(key) != KEY:  # type: ignore[redundant-expr]
            raise ConfigurationError(f"key is not {KEY} bytes: pass those that the gallery was made with")
        self._gallery, self._entropy = gallery, entropy
        self._entries = AESGCM(_derived(key, gallery, b"entries"))
        self._rows = AESGCM(_derived(key, gallery, b"rows"))
        self._ids = _derived(key, gallery, b"ids")
        self.proof = hmac.digest(_derived(key, gallery, b"proof"), gallery, sha256)
        """What tells this key from others, and nothing about it."""

    def __repr__(self) -> str:
        return "Seal()"

    def token(self, entry: str) -> bytes:
        """What stands for the id of an entry."""
        return hmac.digest(self._ids, entry.encode(), sha256)[:_TOKEN]

    def close_entry(self, number: int, content: bytes) -> bytes:
        """A box that only opens at this number of this gallery."""
        nonce = self._entropy(NONCE)
        return nonce + self._entries.encrypt(nonce, content, self._place(number))

    def open_entry(self, number: int, box: bytes) -> bytes:
        """What is in a box.

        Raises:
            GalleryBroken: it is not what was written there.
        """
        opened = _opened(self._entries, box, self._place(number))
        if opened is None:
            raise GalleryBroken(f"entry {number} is not what was written: restore the gallery from a copy")
        return opened

    def close_rows(self, place: bytes, content: bytes) -> bytes:
        """A block of the copy of the rows."""
        nonce = self._entropy(NONCE)
        return nonce + self._rows.encrypt(nonce, content, self._gallery + place)

    def open_rows(self, place: bytes, box: bytes) -> bytes | None:
        """What is in a block; None where it is not what was written there."""
        return _opened(self._rows, box, self._gallery + place)

    def _place(self, number: int) -> bytes:
        return self._gallery + number.to_bytes(8, "big")


def _opened(cipher: "AESGCM", box: bytes, place: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag

    if len(box) < OVERHEAD:
        return None
    try:
        return cipher.decrypt(box[:NONCE], box[NONCE:], place)
    except InvalidTag:
        return None


def _derived(key: bytes, gallery: bytes, what: bytes) -> bytes:
    """HKDF-SHA-256 with the gallery's id as salt; one block is all that is needed."""
    secret = hmac.digest(gallery, key, sha256)
    return hmac.digest(secret, b"docverify gallery " + what + b"\x01", sha256)

"""The keys of a running service: read again when their file changes, checked slowly only once each."""

import asyncio
import hmac
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from docverify.errors import ConfigurationError
from docverify.service.security.keys import Caller, KeptKey, parts_of, read_keys

_MOST: Final = 1024
"""Keys that are remembered as checked."""


@dataclass(slots=True)
class Keyring:
    """Says whose key it is.

    A key that was checked is remembered by a keyed hash of it, with a secret that lives as long as the
    process: neither the memory's cache nor a dump of it gives the key away, and the next check is quick.

    Attributes:
        path: the file of keys.
    """

    path: Path
    _keys: dict[str, KeptKey] = field(default_factory=dict, repr=False)
    _stamp: tuple[int, int, int] | None = None
    _checked: dict[bytes, str] = field(default_factory=dict, repr=False)
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _one: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1), repr=False)

    def __post_init__(self) -> None:
        self._read()

    async def caller(self, key: str) -> Caller | None:
        """Whose key this is; None for one that is none, or no longer.

        Args:
            key: as it was shown when it was made.
        """
        self._read()
        parts = parts_of(key)
        kept = None if parts is None else self._keys.get(parts[0])
        if parts is None or kept is None:
            return None
        mark = hmac.digest(self._secret, key.encode(), sha256)
        if self._checked.get(mark) == kept.id:
            return kept.caller
        async with self._one:  # guesses wait for each other, and take one core at most
            if not await asyncio.to_thread(kept.opens, parts[1]):
                return None
        if len(self._checked) >= _MOST:
            self._checked.clear()
        self._checked[mark] = kept.id
        return kept.caller

    def _read(self) -> None:
        """Read the file if it is another one than before; one that is gone or broken opens nothing."""
        try:
            told = self.path.stat()
        except OSError:
            stamp = None
        else:
            stamp = (told.st_mtime_ns, told.st_size, told.st_ino)
        if stamp is not None and stamp == self._stamp:
            return
        first = self._stamp is None and not self._keys
        self._stamp = stamp
        self._checked.clear()
        try:
            self._keys = read_keys(self.path)
        except ConfigurationError:
            self._keys = {}
            if first:
                raise

"""Keys: made once and shown once; what is kept of them is a hash that is slow to guess."""

import base64
import hashlib
import hmac
import json
import os
import re
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from docverify.errors import ConfigurationError

SCHEMA: Final = 1
_KEY: Final = re.compile(r"dv_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
_COST: Final = {"n": 2**14, "r": 8, "p": 1}
"""Of scrypt: 16 MB and a twentieth of a second a guess, RFC 7914 §2."""
_NO_FILE: Final = (KeyError, TypeError, ValueError, AttributeError)
"""What reading something else than a file of keys may raise."""


class Scope(StrEnum):
    """What a key may be used for."""

    VERIFY = "verify"
    """Read, compare and verify; begin sessions."""
    OPERATE = "operate"
    """The operator's page and its decisions."""
    REPORT = "report"
    """Reports of sessions."""
    GALLERY = "gallery"
    """Enrol into galleries, take out of them, and search them."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: a key, or whoever is on this machine where no keys are kept.

    Attributes:
        id: of the key, as the log tells it; never a part of its secret.
        name: what its maker calls it.
        scopes: what it may be used for.
    """

    id: str
    name: str
    scopes: frozenset[Scope]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptKey:
    """What is kept of a key. Its `repr` shows neither salt nor hash."""

    id: str
    name: str
    scopes: frozenset[Scope]
    made: str
    salt: bytes
    digest: bytes

    def __repr__(self) -> str:
        return f"KeptKey({self.id}, {self.name!r}, {', '.join(sorted(self.scopes))})"

    @property
    def caller(self) -> Caller:
        """Who asks with it."""
        return Caller(self.id, self.name, self.scopes)

    def opens(self, secret: str) -> bool:
        """Whether this is its secret; takes a twentieth of a second either way."""
        return hmac.compare_digest(_digest(secret, self.salt), self.digest)

    def to_dict(self) -> dict[str, object]:
        """As the file keeps it."""
        return {
            "id": self.id,
            "name": self.name,
            "scopes": sorted(self.scopes),
            "made": self.made,
            "salt": base64.b64encode(self.salt).decode(),
            "scrypt": base64.b64encode(self.digest).decode(),
        }

    @classmethod
    def from_dict(cls, content: dict[str, Any]) -> "KeptKey":
        """Read what `to_dict` gave."""
        return cls(
            id=str(content["id"]),
            name=str(content["name"]),
            scopes=frozenset(Scope(one) for one in content["scopes"]),
            made=str(content["made"]),
            salt=base64.b64decode(content["salt"], validate=True),
            digest=base64.b64decode(content["scrypt"], validate=True),
        )


def new_key(
    *,
    name: str,
    scopes: frozenset[Scope],
    now: datetime,
    token: Callable[[int], bytes] = secrets.token_bytes,
) -> tuple[str, KeptKey]:
    """A new key, to be shown once, and what is kept of it.

    Args:
        name: what its maker calls it.
        scopes: what it may be used for, at least one.
        now: when it is made.
        token: what the secret is drawn from.

    Raises:
        ConfigurationError: no scope, or a name that is none.
    """
    if not scopes:
        raise ConfigurationError(f"a key without a scope opens nothing: name one of {', '.join(Scope)}")
    if not 1 <= len(name) <= 64 or not name.isprintable():
        raise ConfigurationError("a key's name has 1 to 64 printable characters")
    identity, secret, salt = token(6).hex(), _text(token(32)), token(16)
    kept = KeptKey(
        id=identity,
        name=name,
        scopes=scopes,
        made=now.isoformat(timespec="seconds"),
        salt=salt,
        digest=_digest(secret, salt),
    )
    return f"dv_{identity}_{secret}", kept


def parts_of(key: str) -> tuple[str, str] | None:
    """The id and the secret of a key; None for what cannot be one."""
    found = _KEY.fullmatch(key)
    return None if found is None else (found[1], found[2])


def read_keys(path: Path) -> dict[str, KeptKey]:
    """The kept keys by their ids.

    Raises:
        ConfigurationError: no such file, one that others may read, or not one of keys.
    """
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise ConfigurationError(f"{path} can be read by others: chmod 600 it")
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["schema"] != SCHEMA:
            raise ConfigurationError(f"{path} was written by another version: make its keys again")
        kept = [KeptKey.from_dict(one) for one in content["keys"]]
    except OSError as problem:
        raise ConfigurationError(f"{path} cannot be read: {problem.strerror or 'unknown reason'}") from None
    except _NO_FILE as problem:
        if isinstance(problem, ConfigurationError):
            raise
        raise ConfigurationError(f"{path} is no file of keys: make one by --new-key") from None
    return {one.id: one for one in kept}


def write_keys(path: Path, keys: dict[str, KeptKey]) -> None:
    """Write the kept keys, readable by their owner alone; whole or not at all.

    Raises:
        ConfigurationError: the file cannot be written.
    """
    content = {"schema": SCHEMA, "keys": [one.to_dict() for one in keys.values()]}
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # A temporary file of tempfile's is readable by its owner alone from the start.
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, prefix=path.name, delete=False, encoding="utf-8"
        ) as file:
            json.dump(content, file, indent=1)
        Path(file.name).replace(path)
    except OSError as problem:
        raise ConfigurationError(
            f"{path} cannot be written: {problem.strerror or 'unknown reason'}"
        ) from None


def _digest(secret: str, salt: bytes) -> bytes:
    return hashlib.scrypt(secret.encode(), salt=salt, n=_COST["n"], r=_COST["r"], p=_COST["p"], dklen=32)


def _text(random: bytes) -> str:
    return base64.urlsafe_b64encode(random).rstrip(b"=").decode()

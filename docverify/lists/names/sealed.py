"""The file of a list of names: what it is in the clear, and its people encrypted under the caller's key.

```text
magic             18 bytes
length of header   4 bytes, little-endian
header            JSON: the edition, the key's id, how many entries
nonce             12 bytes, random
people            AES-256-GCM (NIST SP 800-38D) of zlib of JSON lines; all before it is authenticated with it
```

Names cannot be looked up by digests as numbers can, as what is like a name is not the same: they are
encrypted where they lie, and in the clear in memory while they are looked up.
"""

import hashlib
import importlib
import json
import secrets
import zlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from docverify.errors import ConfigurationError, EngineMissing, InputError, UnsupportedFormat
from docverify.evidence.listed import ListEdition
from docverify.lists.documents.digests import checked_key, key_id
from docverify.lists.names.entry import NameEntry

MAGIC: Final = b"docverify names 1\n"
_NONCE: Final = 12
_MOST_BYTES: Final = 1 << 31
"""Of the people of one list, unpacked: AES-GCM takes no more at a time."""


def sealed_names(entries: Sequence[NameEntry], *, edition: ListEdition, key: bytes) -> bytes:
    """The file of a list of names.

    Raises:
        ConfigurationError: the key is too short.
        EngineMissing: `cryptography` is not installed.
        InputError: the list is too long for a file.
    """
    cipher = _cipher(key)
    header = json.dumps(
        {
            "name": edition.name,
            "version": edition.version,
            "issued": edition.issued.isoformat(),
            "stale_after": edition.stale_after,
            "key": key_id(key),
            "entries": len(entries),
        },
        ensure_ascii=False,
    ).encode()
    lines = "\n".join(
        json.dumps([getattr(one, name) for name in one.__slots__], ensure_ascii=False) for one in entries
    ).encode()
    if len(lines) >= _MOST_BYTES:
        raise InputError("the list is too long for one file: divide it")
    clear = MAGIC + len(header).to_bytes(4, "little") + header
    nonce = secrets.token_bytes(_NONCE)
    sealed: bytes = cipher.encrypt(nonce, zlib.compress(lines, 6), clear)
    return clear + nonce + sealed


def open_names(path: str | Path, *, key: bytes) -> tuple[ListEdition, list[NameEntry]]:
    """Read what `sealed_names` made.

    Raises:
        ConfigurationError: it cannot be opened, or was made under another key.
        UnsupportedFormat: it is no list of names, or one of another version.
        InputError: it is not whole, or was changed.
        EngineMissing: `cryptography` is not installed.
    """
    cipher = _cipher(key)
    try:
        content = Path(path).read_bytes()
    except OSError as problem:
        raise ConfigurationError(f"{path} cannot be opened as a list of names: {problem.strerror}") from None
    if not content.startswith(MAGIC):
        raise UnsupportedFormat(f"{path} is no list of names that this version of docverify made")
    start = len(MAGIC) + 4
    end = start + int.from_bytes(content[len(MAGIC) : start], "little")
    header = _header(content[start:end])
    if header.get("key", key_id(key)) != key_id(key):
        raise ConfigurationError(f"{path} was made under another key: pass the one that it was built with")
    people = _opened(cipher, content, end)
    if people is None:
        raise InputError(f"{path} is not whole, or was changed after it was built: build it again")
    edition = ListEdition(
        name=header["name"],
        version=header["version"],
        issued=date.fromisoformat(header["issued"]),
        stale_after=header["stale_after"],
    )
    return edition, [
        NameEntry(**dict(zip(NameEntry.__slots__, json.loads(line), strict=True)))
        for line in people.decode().split("\n")  # a name may hold other ends of lines
    ]


def _opened(cipher: Any, content: bytes, end: int) -> bytes | None:  # noqa: ANN401 - of an extra
    from cryptography.exceptions import InvalidTag

    nonce, sealed = content[end : end + _NONCE], content[end + _NONCE :]
    if len(nonce) < _NONCE or len(sealed) < 16:  # the tag alone
        return None
    try:
        packed = cipher.decrypt(nonce, sealed, content[:end])
    except InvalidTag:
        return None
    return zlib.decompress(packed)


def _header(text: bytes) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _cipher(key: bytes) -> Any:  # noqa: ANN401 - of an extra
    own = hashlib.sha256(b"docverify lists: names\0" + checked_key(key)).digest()
    try:
        aead = importlib.import_module("cryptography.hazmat.primitives.ciphers.aead")
    except ImportError as problem:
        raise EngineMissing(
            "lists of names lie on disk encrypted, which takes cryptography: pip install 'docverify[lists]'"
        ) from problem
    return aead.AESGCM(own)

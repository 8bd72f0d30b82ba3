"""Signed notes (C2SP signed-note) with Ed25519: what a checkpoint is written as."""

import base64
import binascii
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from docverify.arguments import expect
from docverify.errors import InputError, JournalKeyMissing, JournalUnavailable
from docverify.verification.signing_keys import public_of, require_cryptography, signs

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_ED25519: Final = b"\x01"
_CONTROL: Final = re.compile("[\x00-\x09\x0b-\x1f]")
_DASH: Final = "\u2014"
MOST_CHARACTERS: Final = 1_000_000
"""Of a note; signatures that resist quantum computers take thousands each, and there may be many."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """Whose signature is believed: a name, and the public key that goes with it.

    Attributes:
        name: of the key, which is the log's origin.
        public: 32 bytes of Ed25519 (RFC 8032).
    """

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The first four bytes of the key's sum."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `name+id+key`, as `str` gives it.

        Raises:
            InputError: it is no such text, or of another kind of signature than Ed25519.
        """
        expect("key", text, str, "a verifier key, name+id+key")
        parts = text.strip().split("+", 2)
        material = _decoded(parts[2]) if len(parts) == 3 else b""
        if len(material) != 33 or material[:1] != _ED25519 or not _is_name(parts[0]):
            raise InputError("key is no verifier key of Ed25519: pass name+id+key, as the journal tells it")
        found = cls(parts[0], material[1:])
        if found.id.hex() != parts[1]:
            raise InputError("key is damaged: its id does not belong to it")
        return found

    def signed(self, note: str) -> bool:
        """Whether a note bears this key's signature, and it is right; others' are left alone.

        Raises:
            InputError: it is no note, or names this key with a signature that is wrong.
            EngineMissing: `cryptography` is not installed.
        """
        text, signatures = parsed(note)
        mine = [found for name, key, found in signatures if (name, key) == (self.name, self.id)]
        for one in mine:
            if not signs(self.public, one, text.encode()):
                raise InputError("the note bears a signature in this key's name that is not its own")
        return bool(mine)


class Signer:
    """A name and a private key that sign notes. Its `repr` shows no key."""

    def __init__(self, name: str, private: "Ed25519PrivateKey") -> None:
        self._private = private
        self.key = VerifierKey(name, public_of(private))

    def __repr__(self) -> str:
        return f"Signer({self.key.name!r})"

    @classmethod
    def of_seed(cls, name: str, seed: bytes) -> Self:
        """The signer of a seed of 32 bytes (RFC 8032, 5.1.5).

        Raises:
            EngineMissing: `cryptography` is not installed.
        """
        require_cryptography()
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return cls(name, Ed25519PrivateKey.from_private_bytes(seed))

    @classmethod
    def read(cls, name: str, path: Path) -> Self:
        """Read the key of a file, as `write` wrote it.

        Raises:
            JournalKeyMissing: there is no such file, or no such key in it.
            EngineMissing: `cryptography` is not installed.
        """
        require_cryptography()
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        private: Any = None
        try:
            private = load_pem_private_key(path.read_bytes(), None)
        except OSError as problem:
            raise JournalKeyMissing(f"{path}: the signing key cannot be read: {problem.strerror}") from None
        except (ValueError, TypeError):
            pass
        if not isinstance(private, Ed25519PrivateKey):
            raise JournalKeyMissing(f"{path} holds no Ed25519 key: put the journal's own key there")
        return cls(name, private)

    def write(self, path: Path) -> None:
        """Write the private key, in PEM, into a new file that only its owner may read.

        Raises:
            JournalUnavailable: it exists already, or cannot be made.
        """
        from cryptography.hazmat.primitives import serialization as form

        pem = self._private.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
        try:
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(pem)
                file.flush()
                os.fsync(file.fileno())
        except OSError as problem:
            raise JournalUnavailable(f"{path}: the key cannot be written: {problem.strerror}") from problem

    def sign(self, text: str) -> str:
        """The note of a text, which ends in a newline, with this key's signature."""
        made = base64.b64encode(self.key.id + self._private.sign(text.encode())).decode()
        return f"{text}\n{_DASH} {self.key.name} {made}\n"


def parsed(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """A note's text, and its signatures: name, key id, signature.

    Raises:
        InputError: it is no signed note.
    """
    expect("note", note, str, "a signed note")
    text, gap, signatures = note.rpartition("\n\n")
    lines = signatures.split("\n")
    whole = bool(gap) and lines[-1] == "" and len(lines) > 1 and len(note) <= MOST_CHARACTERS
    if not whole or _CONTROL.search(note):
        raise InputError("this is no signed note: text, an empty line, and lines of signatures")
    return f"{text}\n", list(_signatures(lines[:-1]))


def _signatures(lines: Iterable[str]) -> Iterable[tuple[str, bytes, bytes]]:
    for line in lines:
        words = line.split(" ")
        content = _decoded(words[2]) if len(words) == 3 and words[0] == _DASH else b""
        if len(content) < 5 or not _is_name(words[1]):
            raise InputError("this is no signed note: a line of its signatures is no signature")
        yield words[1], content[:4], content[4:]


def _is_name(text: str) -> bool:
    return bool(text) and "+" not in text and not any(letter.isspace() for letter in text)


def _decoded(text: str) -> bytes:
    """What base64 says; nothing where it is none."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""

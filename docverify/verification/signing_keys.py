"""Ed25519 keys (RFC 8032) in PEM files, as OpenSSL writes them; cryptography is imported when it is used."""

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docverify.errors import ConfigurationError, EngineMissing

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_BLOCK: Final = re.compile(rb"-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----", re.DOTALL)
_MOST_BYTES: Final = 100_000
"""Of a file of keys: thousands of keys are no list of those who sign policies."""


def require_cryptography() -> None:
    """Raise `EngineMissing` where cryptography is not installed."""
    try:
        import cryptography  # noqa: F401
    except ImportError as problem:
        raise EngineMissing(
            "signing, sealing and checking signatures need cryptography: pip install 'docverify[journal]'"
        ) from problem


def id_of(public: bytes) -> str:
    """What a key is called: the first 16 hex digits of the sha256 of its 32 bytes."""
    return hashlib.sha256(public).hexdigest()[:16]


def public_of(key: "Ed25519PrivateKey") -> bytes:
    """The 32 bytes of the public half of a key."""
    return key.public_key().public_bytes_raw()


def read_private_key(path: Path, *, passphrase: str | None = None) -> "Ed25519PrivateKey":
    """The key of a PEM file.

    Args:
        path: of the file.
        passphrase: that it is encrypted with; None where it is not.

    Raises:
        ConfigurationError: no such file, no such key, or another passphrase; the message quotes neither.
        EngineMissing: cryptography is not installed.
    """
    require_cryptography()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    given = None if passphrase is None else passphrase.encode()
    try:
        key = load_pem_private_key(_bytes_of(path), given)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ConfigurationError(
            f"{path} holds no private key that can be read: pass an Ed25519 key in PEM, and its passphrase "
            "where it has one"
        ) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise ConfigurationError(f"{path} holds a key of another kind: policies are signed with Ed25519")
    return key


def is_encrypted(path: Path) -> bool:
    """Whether the private key of a PEM file needs a passphrase.

    Raises:
        ConfigurationError: no such file.
    """
    return b"ENCRYPTED" in _bytes_of(path)


def read_public_keys(path: Path) -> tuple[bytes, ...]:
    """The public keys of a PEM file, one or several, 32 bytes each.

    Raises:
        ConfigurationError: no such file, or no such keys.
        EngineMissing: cryptography is not installed.
    """
    require_cryptography()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    found = []
    for block in _BLOCK.findall(_bytes_of(path)):
        try:
            key = load_pem_public_key(block)
        except (ValueError, UnsupportedAlgorithm):
            raise ConfigurationError(f"{path} holds a public key that cannot be read") from None
        if not isinstance(key, Ed25519PublicKey):
            raise ConfigurationError(f"{path} holds a key of another kind: policies are signed with Ed25519")
        found.append(key.public_bytes_raw())
    if not found:
        raise ConfigurationError(f"{path} holds no public key: pass one in PEM, -----BEGIN PUBLIC KEY-----")
    return tuple(found)


def new_key() -> tuple[bytes, bytes]:
    """A new key: the PEM texts of its private and of its public half.

    Raises:
        EngineMissing: cryptography is not installed.
    """
    require_cryptography()
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    public = key.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
    return private, public


def signs(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether a signature of a message is this key's.

    Raises:
        EngineMissing: cryptography is not installed.
    """
    require_cryptography()
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _bytes_of(path: Path) -> bytes:
    try:
        data = Path(path).read_bytes()
    except (OSError, TypeError, ValueError) as problem:
        told = getattr(problem, "strerror", None) or "it is no path"
        raise ConfigurationError(f"{path} cannot be read as a key: {told}") from None
    if len(data) > _MOST_BYTES:
        raise ConfigurationError(f"{path} is no file of keys: it has {len(data):,} bytes")
    return data

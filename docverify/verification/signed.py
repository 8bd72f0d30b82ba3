"""Signed policies: whoever runs a port can be held to the policy that its authority signed, and to no other.

A signed policy is its TOML file with a table at the end:

```toml
[signed]
version = 7
valid_from = 2026-12-01T00:00:00Z
valid_until = 2027-06-01T00:00:00Z
signer = "0f1e2d3c4b5a6978"
signature = "…"
```

The signature (Ed25519, RFC 8032) covers every byte before its own line, comments and line ends included, so
that nothing that a person reads in the file can be exchanged either.
"""

import base64
import re
import tomllib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from docverify.arguments import expect, expect_number
from docverify.errors import ConfigurationError, NotSigned
from docverify.verification.policy import SIGNATURE, Policy
from docverify.verification.signing_keys import (
    id_of,
    public_of,
    read_public_keys,
    require_cryptography,
    signs,
)

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_PURPOSE: Final = b"docverify signed policy 1\n"
"""Before what is signed, so that no signature made for something else is one of a policy."""
_KEYS: Final = frozenset({"version", "valid_from", "valid_until", "signer", "signature"})
# Before == stands a letter of two bits whose other four are zero: a signature is written in one way only.
_LAST_LINE: Final = re.compile(rb'signature = "([A-Za-z0-9+/]{85}[AQgw]==)"\n?\Z')
_TABLE: Final = re.compile(rb"^\[signed\][ \t]*\r?$", re.MULTILINE)
_MOST_BYTES: Final = 1_000_000
_LARGEST_VERSION: Final = 2**53


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedSigners:
    """Whose signatures under policies count.

    Attributes:
        keys: public keys, 32 bytes each.
        least_version: policies of earlier versions are refused, though they are still valid: an old one
            cannot be put back.

    Raises:
        ConfigurationError: no keys, or what is none.
    """

    keys: frozenset[bytes]
    least_version: int = 0

    def __post_init__(self) -> None:
        expect("keys", self.keys, (set, frozenset, list, tuple), "public Ed25519 keys, 32 bytes each")
        given: list[object] = list(self.keys)
        if not given or not all(isinstance(key, bytes) and len(key) == 32 for key in given):
            raise ConfigurationError("the keys of signers are none: pass public Ed25519 keys, 32 bytes each")
        object.__setattr__(self, "keys", frozenset(given))
        expect_number("least_version", self.least_version, low=0, high=_LARGEST_VERSION, whole=True)

    @classmethod
    def read(cls, *paths: str | Path, least_version: int = 0) -> Self:
        """Read public keys from PEM files.

        Raises:
            ConfigurationError: a file cannot be read, or holds no Ed25519 key.
            EngineMissing: cryptography is not installed.
        """
        keys = frozenset(key for path in paths for key in read_public_keys(Path(path)))
        return cls(keys=keys, least_version=least_version)

    @property
    def ids(self) -> tuple[str, ...]:
        """What the keys are called in signed policies."""
        return tuple(sorted(map(id_of, self.keys)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPolicy:
    """A policy with a version, a time for which it holds, and a signature that nobody has checked yet.

    Attributes:
        claimed: the policy, as long as nobody asks whose it is; `under` checks that.
        version: counted up by whoever signs.
        valid_from: from when on it holds, with its time zone.
        valid_until: until when, that instant left out.
        signer: id of the key that it says it is signed with.
        message: what is signed.
        signature: 64 bytes.
    """

    claimed: Policy
    version: int
    valid_from: datetime
    valid_until: datetime
    signer: str
    message: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read the file of a signed policy.

        Raises:
            ConfigurationError: no such file, no policy, or it is not signed.
        """
        try:
            data = Path(path).read_bytes()
        except (OSError, TypeError, ValueError) as problem:
            raise ConfigurationError(f"{path} cannot be read as a policy: {problem}") from problem
        try:
            return cls.from_bytes(data)
        except ConfigurationError as problem:
            raise type(problem)(f"{path}: {problem}") from problem

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read the bytes of such a file.

        Raises:
            ConfigurationError: no policy, or it is not signed.
            InputError: no bytes.
        """
        expect("data", data, bytes, "the bytes of a signed policy")
        if len(data) > _MOST_BYTES:
            raise ConfigurationError(f"the policy is no policy: it has {len(data):,} bytes")
        try:
            content = tomllib.loads(data.decode())
        except (ValueError, RecursionError) as problem:
            raise ConfigurationError(f"the policy cannot be read: {problem}") from problem
        table, last = content.pop(SIGNATURE, None), _LAST_LINE.search(data)
        if not isinstance(table, dict) or last is None or table.keys() != _KEYS:
            raise NotSigned(
                "the policy is not signed: it must end with the table [signed] as `docverify policy sign` "
                "writes it"
            )
        version, begin, end, signer = (table[n] for n in ("version", "valid_from", "valid_until", "signer"))
        if type(version) is not int or not 0 < version <= _LARGEST_VERSION or not isinstance(signer, str):
            raise ConfigurationError("the policy's signature names no version or no signer")
        try:
            claimed = Policy.from_dict(content)
        except ConfigurationError:
            raise
        except ValueError as problem:  # a number that is too long to be named
            raise ConfigurationError(f"the policy cannot be read: {problem}") from problem
        return cls(
            claimed=claimed,
            version=version,
            valid_from=_instant("valid_from", begin),
            valid_until=_instant("valid_until", end),
            signer=signer,
            message=data[: last.start()],
            signature=base64.b64decode(last[1]),
        )

    def under(self, trusted: TrustedSigners, *, at: date) -> Policy:
        """The policy, where somebody signed it who is trusted, and it holds.

        Args:
            trusted: whose signatures count.
            at: the instant; or the day, on which it must hold for a moment at least.

        Raises:
            ConfigurationError: signed by nobody who is trusted, changed since, not valid then, or older than
                the least version.
            EngineMissing: cryptography is not installed.
        """
        expect("trusted", trusted, TrustedSigners, "TrustedSigners(keys=…)")
        first, last = _moments(at)
        name = f"the signed policy {self.claimed.name}, version {self.version},"
        key = next((key for key in trusted.keys if id_of(key) == self.signer), None)
        if key is None:
            raise ConfigurationError(f"{name} is signed with the key {self.signer}, which is not trusted")
        if not signs(key, self.signature, _PURPOSE + self.message):
            raise ConfigurationError(f"{name} was changed after it was signed, if only in its line ends")
        if last < self.valid_from or first >= self.valid_until:
            raise ConfigurationError(
                f"{name} is valid from {self.valid_from.isoformat()} until {self.valid_until.isoformat()}, "
                "and not now"
            )
        if self.version < trusted.least_version:
            raise ConfigurationError(f"{name} is older than version {trusted.least_version}, the least one")
        return self.claimed


def sign_policy(
    text: bytes, key: "Ed25519PrivateKey", *, version: int, valid_from: datetime, valid_until: datetime
) -> bytes:
    """The file of a policy, signed. An earlier signature is taken out.

    Args:
        text: of the policy's TOML file.
        key: as `read_private_key` gives it.
        version: above those that were signed before.
        valid_from: from when on it holds, with a time zone.
        valid_until: until when, that instant left out.

    Raises:
        ConfigurationError: no policy, or one that would never hold.
        InputError: an argument is not what is said above.
        EngineMissing: cryptography is not installed.
    """
    require_cryptography()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    expect("text", text, bytes, "the bytes of a policy's file")
    expect("key", key, Ed25519PrivateKey, "a private Ed25519 key")
    expect_number("version", version, low=1, high=_LARGEST_VERSION, whole=True)
    begin, end = _instant("valid_from", valid_from), _instant("valid_until", valid_until)
    if begin >= end:
        raise ConfigurationError("the policy would never hold: valid_until must be after valid_from")
    table = _TABLE.search(text)
    body = (text if table is None else text[: table.start()]).rstrip() + b"\n\n"
    message = (
        body
        + (
            "[signed]\n"
            f"version = {version}\n"
            f"valid_from = {_toml_instant(begin)}\n"
            f"valid_until = {_toml_instant(end)}\n"
            f'signer = "{id_of(public_of(key))}"\n'
        ).encode()
    )
    signature = base64.b64encode(key.sign(_PURPOSE + message))
    signed = message + b'signature = "' + signature + b'"\n'
    SignedPolicy.from_bytes(signed)  # refuses what is no policy
    return signed


def policy_of(
    given: "str | Policy | SignedPolicy | None",
    *,
    live: bool,
    trusted: TrustedSigners | None = None,
    at: date | None = None,
) -> Policy:
    """The policy that the caller means.

    Args:
        given: a policy, signed or not; the name of one that ships; None takes `border`, or `document` without
            a live picture.
        live: whether there is a live picture.
        trusted: whose signatures count; where it is given, only policies that they signed are taken.
        at: when they must hold; needed for signed ones.

    Raises:
        ConfigurationError: there is no policy of that name; it is signed, and nobody said whose signature
            counts; it is not signed and must be; its signature does not count, or not then.
        EngineMissing: cryptography is not installed.
    """
    expect("trusted", trusted, (TrustedSigners, type(None)), "TrustedSigners(keys=…), or None")
    if isinstance(given, SignedPolicy):
        if trusted is None:
            raise ConfigurationError("the policy is signed: say whose signature counts, trusted=…")
        if at is None:
            raise ConfigurationError("the policy is signed: say when it must hold, at=…")
        return given.under(trusted, at=at)
    if trusted is not None:
        raise ConfigurationError(
            f"only a policy that is signed is taken here, by {', '.join(trusted.ids)}: SignedPolicy.read(…)"
        )
    if isinstance(given, Policy):
        return given
    return Policy.named(given if given is not None else "border" if live else "document")


def _instant(name: str, given: object) -> datetime:
    if not isinstance(given, datetime) or given.tzinfo is None:
        raise ConfigurationError(f"{name} is no instant with a time zone, such as 2026-12-01T00:00:00Z")
    try:
        return given.astimezone(UTC)
    except OverflowError:
        raise ConfigurationError(f"{name} lies in a year that no calendar has in UTC") from None


def _toml_instant(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds").replace("+00:00", "Z")


def _moments(at: object) -> tuple[datetime, datetime]:
    """The first and the last moment that `at` names: an instant, or a day by the local clock."""
    expect("at", at, date, "a date or a datetime")
    if isinstance(at, datetime):
        return at.astimezone(UTC), at.astimezone(UTC)
    assert isinstance(at, date)  # noqa: S101 - as expected above
    first, last = (datetime.combine(at, moment).astimezone(UTC) for moment in (time.min, time.max))
    return first, last

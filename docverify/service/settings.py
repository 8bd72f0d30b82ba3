"""Everything that the service can be told; frozen, and checked when it is made."""

import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

from docverify.arguments import expect_number, member
from docverify.errors import ConfigurationError
from docverify.imaging import Limits
from docverify.operation.journal import JournalProfile
from docverify.service.demanded import Demanded
from docverify.service.lookups import Lookups
from docverify.service.record import Record
from docverify.verification import Policy, Referral, SignedPolicy, TrustedSigners


def _instant() -> datetime:
    return datetime.now(tz=UTC)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the service is told. Nothing else steers it: no environment, no file but those named here.

    Attributes:
        host: address to listen on; any but loopback needs `keys`, and a certificate or `behind_proxy`.
        port: likewise; 0 takes a free one.
        workers: processes that work on pictures, one thread each.
        queue: requests that may wait for them; more are answered 503.
        job_seconds: after so long a worker that does not answer is ended.
        keys: the file of keys; None leaves a service on loopback open to everybody on this machine.
        certificate: PEM file of the server's certificate, for TLS.
        certificate_key: its private key.
        behind_proxy: a proxy in front does TLS, and tells who asks by `X-Forwarded-For`.
        origins: web pages of other origins that may ask ("https://desk.example"); CORS is off without.
        hosts: names under which the service is asked, beside its address.
        policy: the name of the policy that counts where a request names none, or a `Policy`, signed or not.
        policies: policies of one's own that requests may name, beside those that ship.
        trusted: whose signatures under policies count: where it is given, all policies are `SignedPolicy`,
            and a request may change nothing of them; see `Demanded`.
        referral_secret: by which cases are drawn for an officer, where a policy refers a share of them.
        journal: into which every verification and every decision is written before it is told; None for none.
        journal_profile: how much of a verification is written down: "basic", "standard" or "full".
        lookups: lists, manifest and galleries in which every verification is looked up; None for none.
        challenge: whether the kiosk asks for a turn of the head.
        session_seconds: after which a session is gone, whatever its state.
        most_sessions: sessions at once; more are answered 503.
        state_seconds: how long the kiosk waits in a state before it offers help.
        tries: captures that a traveller has before the desk is shown.
        body: bytes of a request; more are refused before anything is decoded.
        body_seconds: in which a body has to arrive.
        header_seconds: in which a request's head has to arrive, and a connection may idle.
        sides: pictures of a document in a request.
        frames: live pictures in a request.
        limits: of each picture.
        rate: requests a second that each key may make on average.
        burst: requests that it may make at once.
        clock: seconds that only grow, for time-outs and rates.
        now: the instant, for reports and the day on which dates are judged.
        token: what session tokens and ids are drawn from: so many random bytes, as URL-safe text.
    """

    host: str = "127.0.0.1"
    port: int = 8017
    workers: int = field(default_factory=_cores)
    queue: int = 32
    job_seconds: float = 60.0
    keys: Path | None = None
    certificate: Path | None = None
    certificate_key: Path | None = None
    behind_proxy: bool = False
    origins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    policy: str | Policy | SignedPolicy = "border"
    policies: tuple[Policy | SignedPolicy, ...] = ()
    trusted: TrustedSigners | None = None
    referral_secret: bytes | None = field(default=None, repr=False)
    journal: Path | None = None
    journal_profile: JournalProfile | str = JournalProfile.BASIC
    lookups: Lookups | None = None
    challenge: bool = False
    session_seconds: float = 180.0
    most_sessions: int = 64
    state_seconds: float = 60.0
    tries: int = 3
    body: int = 32_000_000
    body_seconds: float = 30.0
    header_seconds: float = 10.0
    sides: int = 4
    frames: int = 16
    limits: Limits = field(default_factory=Limits)
    rate: float = 20.0
    burst: int = 60
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = _instant
    token: Callable[[int], str] = secrets.token_urlsafe

    def __post_init__(self) -> None:
        for name, low, high, whole in _NUMBERS:
            expect_number(name, getattr(self, name), low=low, high=high, whole=whole)
        if (self.certificate is None) != (self.certificate_key is None):
            raise ConfigurationError("TLS takes both certificate and certificate_key, or neither")
        Demanded(self)
        member("journal_profile", self.journal_profile, JournalProfile)
        if not self.loopback:
            self._check_open_to_others()

    def _check_open_to_others(self) -> None:
        if self.keys is None:
            raise ConfigurationError(
                f"{self.host} can be reached by others: make a key by `docverify serve --new-key`, "
                "or listen on 127.0.0.1"
            )
        if self.certificate is None and not self.behind_proxy:
            raise ConfigurationError(
                f"{self.host} can be reached by others, and keys and pictures would travel in clear: name "
                "--certificate and --certificate-key, or say --behind-proxy where a proxy does TLS"
            )

    @property
    def record(self) -> Record | None:
        """The journal, as it travels to whoever writes into it."""
        return None if self.journal is None else Record(self.journal, JournalProfile(self.journal_profile))

    @property
    def referral(self) -> Referral | None:
        """What cases are drawn for an officer with."""
        return None if self.referral_secret is None else Referral(secret=self.referral_secret)

    @property
    def loopback(self) -> bool:
        """Whether only this machine can ask."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def scheme(self) -> str:
        """Of the addresses that the service prints."""
        return "http" if self.certificate is None else "https"


_NUMBERS = (
    ("port", 0, 65_535, True),
    ("workers", 1, 256, True),
    ("queue", 0, 10_000, True),
    ("job_seconds", 1, 3_600, False),
    ("session_seconds", 0.05, 3_600, False),
    ("most_sessions", 1, 100_000, True),
    ("state_seconds", 0.05, 3_600, False),
    ("tries", 1, 100, True),
    ("body", 1, 1e9, True),
    ("body_seconds", 0.05, 3_600, False),
    ("header_seconds", 0.05, 3_600, False),
    ("sides", 1, 8, True),
    ("frames", 1, 200, True),
    ("rate", 0.001, 1e6, False),
    ("burst", 1, 1e6, True),
)
"""Name, least, most, and whether it is a whole number."""

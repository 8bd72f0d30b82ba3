"""Drawing cases for an officer: by a secret, so that nobody outside can tell which, and whoever has it can.

A case is drawn when HMAC-SHA-256 (RFC 2104) of its id, under the operator's secret, lies in the lowest share
of all its values. The draw looks at nothing but the id: not at the document, its State or the face, so that
every group of people is drawn as often. Reports hold the tag, by which whoever has the secret can prove the
draw, and an id of the secret; neither tells anything about other cases.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from docverify.arguments import expect
from docverify.errors import ConfigurationError, InputError
from docverify.mrz import Mrz

if TYPE_CHECKING:  # policies name checks, and checks look at cases that hold a referral
    from docverify.verification.policy import Policy
    from docverify.verification.report import Report

LEAST_SECRET: Final = 16
"""Bytes: shorter ones can be tried out."""
_DRAW: Final = b"docverify referral: draw\0"
_KEY: Final = b"docverify referral: key"
_DIGITS: Final = 13
"""Hex digits of a tag that are compared with the share: as many as a float holds exactly."""


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn for a case.

    Attributes:
        tag: HMAC-SHA-256 of the case id, 64 hex digits.
    """

    tag: str

    def refers(self, share: float) -> bool:
        """Whether this draw lies in the lowest share of all draws."""
        return int(self.tag[:_DIGITS], 16) / 16**_DIGITS < share


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """What cases are drawn for an officer with. Its `repr` shows no secret.

    Case ids must not be chosen by the traveller, nor anew for the same case: who is drawn once is drawn
    again under the same id.

    Attributes:
        secret: at least 16 random bytes, the same for every gate of an operator and known to none who stands
            before them; None where the policy draws no share.
        first_use: answers whether a document was never used before: True, False, or None where that cannot be
            told; None where the policy does not ask. It sees the document's text, and keeps it to itself.

    Raises:
        ConfigurationError: a secret that is none or too short.
        InputError: `first_use` cannot be called.
    """

    secret: bytes | None = field(default=None, repr=False)
    first_use: Callable[[Mrz], bool | None] | None = None

    def __post_init__(self) -> None:
        if self.secret is not None and not (
            isinstance(self.secret, bytes) and len(self.secret) >= LEAST_SECRET  # type: ignore[redundant-expr]
        ):
            raise ConfigurationError(
                f"the secret of referrals is too short or no bytes: pass {LEAST_SECRET} random bytes or more"
            )
        if self.first_use is not None:
            expect("first_use", self.first_use, Callable, "a function of an Mrz")  # type: ignore[arg-type]

    @property
    def key(self) -> str:
        """An id of the secret, which tells nothing about it; "" without one."""
        return "" if self.secret is None else self._tag(_KEY)[:16]

    def draw(self, case_id: str) -> Draw:
        """The draw of a case.

        Raises:
            ConfigurationError: there is no secret.
            InputError: `case_id` is no string.
        """
        expect("case_id", case_id, str, "a string")
        return Draw(self._tag(_DRAW + case_id.encode("utf-8", "surrogatepass")))

    def proves(self, report: "Report") -> bool:
        """Whether the draw that a report records is the one of its case under this secret, and was kept to.

        Raises:
            InputError: the report records no draw: its policy draws none, or the case did not pass.
            ConfigurationError: there is no secret.
        """
        from docverify.verification.report import Report  # which holds policies, as cases do

        expect("report", report, Report, "a Report")
        found = next((one for one in report.findings if "draw" in one.evidence), None)
        if found is None:
            raise InputError("the report records no draw: its policy draws none, or the case did not pass")
        told = found.evidence["draw"]
        draw, share = self.draw(report.case_id), report.policy.refer_share
        if share is None or found.evidence.get("draw_key") != self.key or draw.tag != told:
            return False
        contradicts = "not_referred" if draw.refers(share) else "referred_at_random"
        return found.reason != contradicts

    def _tag(self, message: bytes) -> str:
        if self.secret is None:
            raise ConfigurationError("no secret to draw with: pass Referral(secret=…)")
        return hmac.new(self.secret, message, hashlib.sha256).hexdigest()


def require_referral(policy: "Policy", referral: Referral | None, case_id: str) -> None:
    """Refuse to judge by a policy that refers cases without what it takes: nobody would be drawn.

    Raises:
        ConfigurationError: no secret, no answer about first use, or no id of the case to draw by.
        InputError: `referral` is none.
    """
    expect("referral", referral, (Referral, type(None)), "Referral(…), or None")
    if policy.refer_share is not None:
        if referral is None or referral.secret is None:
            raise ConfigurationError(
                f"the policy {policy.name} draws cases for an officer: pass the secret, Referral(secret=…)"
            )
        if not case_id:
            raise ConfigurationError(
                f"the policy {policy.name} draws cases for an officer by their id: pass a case_id"
            )
    if policy.refer_first_use and (referral is None or referral.first_use is None):
        raise ConfigurationError(
            f"the policy {policy.name} refers documents that are used for the first time: pass a function "
            "that tells it, Referral(first_use=…)"
        )

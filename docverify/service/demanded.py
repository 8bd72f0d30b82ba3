"""What requests may demand: policies by name, and only signed ones where the service was told so."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from docverify.errors import ConfigurationError
from docverify.service.refused import Refused
from docverify.verification import Policy, SignedPolicy, policy_of
from docverify.verification.policy import NAMES
from docverify.verification.referral import require_referral

if TYPE_CHECKING:
    from docverify.service.settings import Settings


@dataclass(frozen=True)
class Demanded:
    """The policies of a service.

    Where `settings.trusted` is given, the authority that signed decides and not who asks. Policies that ship
    are not known then, `document` for a request without a live picture neither: the service's own policy
    counts, and finds that nobody was there. A request may name another policy that is signed too, as the
    authority signed it and the operator put it there. It may change nothing of it: neither the false match
    rate, nor the day for which the answer holds, by which an expired document would be valid again, and a
    policy that holds no longer would hold. Whether a policy holds is looked at for every verification.

    Attributes:
        settings: what the service was told.

    Raises:
        ConfigurationError: a policy is not signed by who is trusted, or two are called the same; a policy
            refers cases, and what that takes is missing.
    """

    settings: "Settings"

    def __post_init__(self) -> None:
        for policy in self.policies.values():  # what would be refused later is refused at the start
            require_referral(policy, self.settings.referral, case_id="any")

    @cached_property
    def policies(self) -> Mapping[str, Policy]:
        """By name: those that ship, those of the settings, and the one that counts unless one is named."""
        told = self.settings
        own = {name_of(one): self._claimed(one) for one in (*told.policies, told.policy)}
        if told.trusted is None:
            return MappingProxyType({name: Policy.named(name) for name in NAMES} | own)
        if len(own) != len({*told.policies, told.policy}):
            raise ConfigurationError("two signed policies have one name, so that none is named by it")
        return MappingProxyType(own)

    @property
    def default(self) -> str:
        """The name of the policy that counts unless one is named."""
        return name_of(self.settings.policy)

    def policy(self, named: str | None, *, fmr: float | None, live: bool) -> Policy:
        """The policy of a request, which holds now.

        Args:
            named: by the request.
            fmr: to keep in place of the policy's.
            live: whether there is a live picture; `document` counts without, unless one is named, or only
                signed ones count.

        Raises:
            Refused: 422 `policy_unknown`; 422 `policy_signed` for what would change a signed policy; 503
                `policy_not_valid` where it does not hold now.
        """
        name = named or (self.default if live or self.settings.trusted else "document")
        if name not in self.policies:
            raise Refused(422, "policy_unknown", "There is no policy of that name: see /v1/policies.")
        self.expect_unchanged("fmr", fmr)
        found = self._now(name)
        return found if fmr is None else found.at_fmr(fmr)

    def expect_unchanged(self, name: str, given: object) -> None:
        """Refuse what a request asks for that would change a signed policy.

        Raises:
            Refused: 422 `policy_signed`.
        """
        if self.settings.trusted is not None and given is not None:
            raise Refused(422, "policy_signed", f"The policy is signed and taken as it is: leave {name} out.")

    def fmr(self, given: float | None) -> float:
        """The false match rate of a comparison: of the request, or of the service's policy, which holds now.

        Raises:
            Refused: as `policy`.
        """
        return self.policy(self.default, fmr=given, live=True).fmr

    def _claimed(self, given: str | Policy | SignedPolicy) -> Policy:
        """The policy, as it is when the service begins; a signature must count, and the policy hold."""
        return policy_of(given, live=True, trusted=self.settings.trusted, at=self.settings.now())

    def _now(self, name: str) -> Policy:
        told = self.settings
        for one in (told.policy, *told.policies):
            if isinstance(one, SignedPolicy) and name_of(one) == name:
                try:
                    return self._claimed(one)
                except ConfigurationError:
                    raise Refused(
                        503, "policy_not_valid", "The signed policy of that name does not hold now."
                    ) from None
        return self.policies[name]


def name_of(given: str | Policy | SignedPolicy) -> str:
    """What requests call a policy."""
    if isinstance(given, str):
        return given
    return given.claimed.name if isinstance(given, SignedPolicy) else given.name

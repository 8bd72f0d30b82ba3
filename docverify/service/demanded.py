"""What requests may demand: policies by name."""

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from docverify.service.refused import Refused
from docverify.verification import Policy, policy_of
from docverify.verification.policy import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docverify.service.settings import Settings


@dataclass(frozen=True)
class Demanded:
    """The policies of a service.

    Attributes:
        settings: what the service was told.
    """

    settings: "Settings"

    @cached_property
    def policies(self) -> "Mapping[str, Policy]":
        """By name: those that ship, those of the settings, and the one that counts unless one is named."""
        own = {one.name: one for one in self.settings.policies}
        chosen = policy_of(self.settings.policy, live=True)
        return MappingProxyType({name: Policy.named(name) for name in NAMES} | own | {self.default: chosen})

    @property
    def default(self) -> str:
        """The name of the policy that counts unless one is named."""
        given = self.settings.policy
        return given if isinstance(given, str) else given.name

    def policy(self, named: str | None, *, fmr: float | None, live: bool) -> Policy:
        """The policy of a request.

        Args:
            named: by the request.
            fmr: to keep in place of the policy's.
            live: whether there is a live picture; `document` counts without, unless one is named.

        Raises:
            Refused: 422 `policy_unknown`.
        """
        name = named or (self.default if live else "document")
        if name not in self.policies:
            raise Refused(422, "policy_unknown", "There is no policy of that name: see /v1/policies.")
        found = self.policies[name]
        return found if fmr is None else found.at_fmr(fmr)

    @property
    def fmr(self) -> float:
        """The false match rate of the policy that counts unless one is named."""
        return self.policies[self.default].fmr

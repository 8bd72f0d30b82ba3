"""The options that name a policy and what it takes to count, the same in every command."""

from pathlib import Path
from typing import Annotated

import typer

from docverify.errors import ConfigurationError
from docverify.verification import Policy, SignedPolicy
from docverify.verification.policy import NAMES

TrustedOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--trusted",
        metavar="KEY.pem",
        help="Public key by which the policy must be signed, and hold now; no other is taken; repeatable.",
    ),
]
ReferralSecretOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Secret by which cases are drawn, where the policy refers a share of them."
    ),
]


def names_a_file(named: str) -> bool:
    """Whether a policy is to be read from a file: what looks like a file's name is one."""
    return named.endswith(".toml") or Path(named).is_file()


def policy_named(given: str) -> Policy:
    """A policy that ships, or one from a file; a file in the way of a name is taken.

    Raises:
        ConfigurationError: there is neither, or the file holds no policy.
    """
    return Policy.named(given) if given in NAMES and not Path(given).is_file() else Policy.read(given)


def signed_in(named: str | None) -> SignedPolicy:
    """The signed policy of a file, where no other is taken.

    Raises:
        ConfigurationError: no file is named, or it holds no signed policy.
    """
    if named is None or not Path(named).is_file():
        raise ConfigurationError("only a signed policy is taken: name its file, --policy FILE")
    return SignedPolicy.read(named)

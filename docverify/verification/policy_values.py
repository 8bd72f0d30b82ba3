"""What policies are written down with: members, names, codes of States; and the policies of docverify 0.1."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Final, TypeVar

from docverify.errors import ConfigurationError
from docverify.mrz import STATES
from docverify.verification.checks import CHECKS

CHECK_NAMES: Final = tuple(check.name for check in CHECKS)
"""Every check that a policy may name."""
_VERSION_0_CHECKS: Final = (
    "mrz_found",
    "format_known",
    "kind_accepted",
    "document_number_digit",
    "date_of_birth_digit",
    "date_of_expiry_digit",
    "optional_data_digit",
    "composite_digit",
    "dates_valid",
    "not_expired",
    "portrait_found",
    "live_face_found",
    "face_match",
)
"""What docverify 0.1 checked; what a policy neither required nor waived must not fail."""


def of_version_0(content: dict[str, object]) -> dict[str, object]:
    """A policy of docverify 0.1 in the words of today, demanding the same."""
    content.setdefault("required", list(_VERSION_0_CHECKS))
    content.setdefault("optional", list(_VERSION_0_CHECKS))
    kinds = content.get("kinds")
    if isinstance(kinds, list):
        content["kinds"] = [kind.replace(" ", "_") if isinstance(kind, str) else kind for kind in kinds]
    return content


def is_sum(given: object) -> bool:
    """Whether it is a sha256 in hex digits."""
    return isinstance(given, str) and re.fullmatch("[0-9a-f]{64}", given) is not None


HALF_CHARACTER: Final = re.compile("[\ud800-\udfff]")
"""What JSON may hold and no file in UTF-8 can."""

_Member = TypeVar("_Member", bound=StrEnum)


def chosen(name: str, given: Iterable[_Member | str], members: type[_Member]) -> frozenset[_Member]:
    """The members that the caller named, by value or as they are."""
    try:
        if isinstance(given, (str, Mapping)):
            raise TypeError  # noqa: TRY301 - a word is a collection of its letters, a mapping of its keys
        return frozenset(members(one) for one in given)
    except (ValueError, TypeError) as problem:
        known = ", ".join(member.value for member in members)
        raise ConfigurationError(f"the policy's {name} must be a collection of: {known}") from problem


def checks_named(name: str, given: Iterable[str]) -> frozenset[str]:
    """The names of checks that the caller named."""
    try:
        if isinstance(given, (str, Mapping)):
            raise TypeError  # noqa: TRY301 - as above
        found = frozenset(given)
    except TypeError as problem:
        raise ConfigurationError(f"the policy's {name} must be a collection of names of checks") from problem
    unknown = found - frozenset(CHECK_NAMES)
    if unknown:
        raise ConfigurationError(
            f"the policy's {name} has {', '.join(sorted(map(str, unknown)))}, which this version does not "
            f"check; it checks {', '.join(CHECK_NAMES)}"
        )
    return found


def states_of(name: str, given: Iterable[str]) -> frozenset[str]:
    """The codes of States that the caller named, without their fillers."""
    several = isinstance(given, Collection) and not isinstance(given, (str, Mapping))
    found = frozenset(str(code).rstrip("<").upper() for code in given) if several else frozenset()
    unknown = found - set(STATES)
    if not found or unknown:
        raise ConfigurationError(
            f"the policy's {name} must be codes of ICAO Doc 9303-3, such as UTO or D"
            + (f"; {', '.join(sorted(unknown))} is none" if unknown else "")
        )
    return found


def toml_of(value: object) -> str:
    """A value of a policy as TOML."""
    if isinstance(value, list):
        return "[\n" + "".join(f"    {toml_of(one)},\n" for one in value) + "]" if value else "[]"
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return str(value)
    # As JSON writes it, but TOML has no escapes of half a character, and none of its own for DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

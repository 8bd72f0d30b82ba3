"""What a verification demands: a named, versioned value, written down as TOML."""

import json
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, Self, TypeVar

from docverify.arguments import expect
from docverify.errors import ConfigurationError
from docverify.mrz import STATES, MrzFormat
from docverify.verification.checks import CHECKS
from docverify.verification.words import Demand, DocumentKind

CHECK_NAMES: Final = tuple(check.name for check in CHECKS)
SCHEMA: Final = 1
"""Of policy files. Version 0 is `Policy.to_dict()` of docverify 0.1, which had no such number."""
NAMES: Final = ("document", "kiosk", "border", "lenient")
"""The policies that ship."""
_RULES: Final = {
    "state_accepted": "states",
    "valid_long_enough": "months_left",
    "old_enough": "least_age",
}
"""Checks that are required as soon as the policy states their rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What must hold for a verification to pass. Unless told otherwise it demands what `border` does.

    A check that the policy names in no list is reported and does not count. A check digit that the layout
    does not print (the composite of a visa), or may leave out (of empty optional data), is demanded of
    nobody: narrow `formats` to demand it.

    Attributes:
        name: of the policy, with its edition, as reports show it.
        fmr: the false match rate at which faces are compared, above 0 and at most 1. The calibration of the
            face engine must support it.
        kinds: the kinds of document that are accepted.
        formats: the MRZ layouts that are accepted.
        states: codes of the issuing States that are accepted, as the MRZ prints them; None accepts all.
        least_age: years that the holder must have reached; None asks nothing.
        months_left: months that the document must stay valid; None asks only that it has not expired.
        population: sha256 of the population that must count when faces are compared, as it says itself; None
            asks for none in particular. It requires `face_population`.
        differing_print_fails: whether print that surely says otherwise than the MRZ is FAILED; it is
            INCONCLUSIVE otherwise, for a person to look at.
        required: names of checks that must be performed and pass.
        optional: names of checks that must not fail and need not be performed; what `border` names beyond
            `required`, unless given.
        waived: names of checks that are taken out of both, to be reported without counting. Only a
            presentation attack that a challenge suspects counts all the same, as it does where no check is
            named for it.
        least_confidence: in (0, 1], that the cells concerned were read right. What less certain cells (or a
            reader without a calibrated confidence) seem to refute is in doubt, not failed.

    Raises:
        ConfigurationError: nothing is required or accepted, a name is unknown, or a number is out of range.

    Example:
        >>> Policy(fmr=1e-4, kinds={DocumentKind.PASSPORT}).demand("face_match").value
        'required'
        >>> Policy.named("document").demand("face_match").value
        'not_asked'
    """

    name: str = "own"
    fmr: float = 1e-3
    kinds: Iterable[DocumentKind | str] | None = None
    formats: Iterable[MrzFormat | str] | None = None
    states: Iterable[str] | None = None
    least_age: int | None = None
    months_left: int | None = None
    population: str | None = None
    differing_print_fails: bool = False
    required: Iterable[str] | None = None
    optional: Iterable[str] | None = None
    waived: Iterable[str] = frozenset()
    least_confidence: float = 0.9

    def __post_init__(self) -> None:
        for name, members in (("kinds", DocumentKind), ("formats", MrzFormat)):
            given = getattr(self, name)
            _set(self, name, _chosen(name, _of_border()[name] if given is None else given, members))
        _set(self, "waived", _checks("waived", self.waived))
        asked = _of_border()["required"] if self.required is None else self.required
        _set(self, "required", _checks("required", asked))
        border = _of_border()
        beyond = [*border["required"], *border["optional"]] if self.optional is None else self.optional
        _set(self, "optional", _checks("optional", beyond) - frozenset(self.required or ()))
        for name in ("kinds", "formats", "required"):
            if not getattr(self, name):
                raise ConfigurationError(
                    f"the policy's {name} is empty, so nothing could be proved: name some"
                )
        if frozenset(self.required or ()) <= frozenset(self.waived):
            raise ConfigurationError(
                "the policy waives every check that it requires: leave one to be performed"
            )
        self._check_numbers()
        if self.states is not None:
            _set(self, "states", _states(self.states))

    def _check_numbers(self) -> None:
        """Refuse what nobody can have meant: numbers out of range, a rule that is required and not stated."""
        if self.population is not None and not _is_sum(self.population):
            raise ConfigurationError(
                "the policy's population is no sha256: pass what Population.sha256 says, 64 hex digits"
            )
        if not isinstance(self.name, str) or _HALF_CHARACTER.search(self.name):  # type: ignore[redundant-expr]
            raise ConfigurationError("the policy's name is no text: call it something")
        for check, rule in _RULES.items():
            if check in frozenset(self.required or ()) and getattr(self, rule) is None:
                raise ConfigurationError(f"the policy requires {check} and states no {rule}: state it")
        if not isinstance(self.differing_print_fails, bool):
            raise ConfigurationError("the policy's differing_print_fails must be true or false")
        for name in ("fmr", "least_confidence"):
            value = getattr(self, name)
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            if not (number and 0 < value <= 1):  # False for NaN
                raise ConfigurationError(
                    f"the policy's {name} is {value}: pass a number above 0 and at most 1"
                )
        for name in ("least_age", "months_left"):
            value = getattr(self, name)
            if value is not None and not (type(value) is int and 0 < value <= 1200):
                raise ConfigurationError(
                    f"the policy's {name} is {value}: pass a whole number from 1 to 1200"
                )

    @classmethod
    def named(cls, name: str) -> Self:
        """One of the policies that ship: document, kiosk, border or lenient.

        Raises:
            ConfigurationError: there is no such policy.
        """
        if name not in NAMES:
            raise ConfigurationError(f"there is no policy called {name!r}: choose from {', '.join(NAMES)}")
        return cls.from_dict(_shipped(name))

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a policy from a TOML file, as `to_toml` writes it.

        Raises:
            ConfigurationError: no such file, no TOML, or no policy of a version that this docverify knows.
        """
        try:
            content = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError, RecursionError) as problem:
            raise ConfigurationError(f"{path} cannot be read as a policy: {problem}") from problem
        try:
            return cls.from_dict(content)
        except ValueError as problem:  # ConfigurationError, or a number that is too long to be named in one
            raise ConfigurationError(f"{path}: {problem}") from problem

    @classmethod
    def from_dict(cls, content: Mapping[str, object]) -> Self:
        """Read what `to_dict` gave, of this version or an earlier one.

        Raises:
            ConfigurationError: of a later version, with unknown keys, or not a policy.
        """
        if not (isinstance(content, Mapping) and all(isinstance(key, str) for key in content)):  # type: ignore[redundant-expr]
            raise ConfigurationError("this is no policy: it is a table of names and values")
        fields = dict(content)
        version = fields.pop("schema", 0)
        if version == 0 and isinstance(version, int):
            fields = _of_version_0(fields)
        elif version != SCHEMA:
            raise ConfigurationError(
                f"the policy is of version {version!r}; this docverify knows versions 0 to {SCHEMA}"
            )
        unknown = set(fields) - set(cls.__slots__)
        if unknown:
            raise ConfigurationError(
                f"a policy has no {', '.join(sorted(unknown))}: it has {', '.join(cls.__slots__)}"
            )
        if version == SCHEMA and fields.get("required") is None:
            raise ConfigurationError("the policy names no required checks: list them under `required`")
        try:
            return cls(**{"optional": (), **fields})  # type: ignore[arg-type]
        except (TypeError, RecursionError) as problem:
            raise ConfigurationError(f"this is no policy: {problem}") from problem

    def accepts(self, kind: DocumentKind, layout: MrzFormat) -> bool:
        """Whether documents of a kind and layout are accepted."""
        return kind in frozenset(self.kinds or ()) and layout in frozenset(self.formats or ())

    def accepts_state(self, code: str | None) -> bool:
        """Whether documents of an issuing State are accepted, by its code."""
        return self.states is None or code in frozenset(self.states)

    def demand(self, check: str) -> Demand:
        """How much a check counts, by its name.

        Raises:
            InputError: `check` is no string.
        """
        expect("check", check, str, "the name of a check")
        if check in self.waived:
            return Demand.WAIVED
        if check == "face_population" and self.population is not None:
            return Demand.REQUIRED
        rule = _RULES.get(check)
        if check in frozenset(self.required or ()) or (rule is not None and getattr(self, rule) is not None):
            return Demand.REQUIRED
        return Demand.OPTIONAL if check in frozenset(self.optional or ()) else Demand.NOT_ASKED

    def at_fmr(self, fmr: float) -> "Policy":
        """The same policy at another false match rate; its name says so.

        Raises:
            ConfigurationError: `fmr` is no rate above 0 and at most 1.
        """
        other = replace(self, fmr=fmr)  # refuses what is no rate
        return self if fmr == self.fmr else replace(other, name=f"{self.name}, FMR {fmr:g}")

    def to_dict(self) -> dict[str, object]:
        """The policy as plain JSON values; what it does not state is left out."""
        content: dict[str, object] = {"schema": SCHEMA, "name": self.name, "fmr": self.fmr}
        content |= {name: sorted(map(str, getattr(self, name))) for name in ("kinds", "formats")}
        if self.states is not None:
            content["states"] = sorted(self.states)
        content |= {
            name: getattr(self, name)
            for name in ("least_age", "months_left", "population")
            if getattr(self, name) is not None
        }
        if self.differing_print_fails:
            content["differing_print_fails"] = True
        for name in ("required", "optional", "waived"):
            content[name] = [check for check in CHECK_NAMES if check in getattr(self, name)]
        content["least_confidence"] = self.least_confidence
        return content

    def to_toml(self) -> str:
        """The policy as a TOML file that `read` reads back."""
        return "".join(f"{name} = {_toml(value)}\n" for name, value in self.to_dict().items())


def policy_of(given: "str | Policy | None", *, live: bool) -> Policy:
    """The policy that the caller means.

    Args:
        given: a policy; the name of one that ships; None takes `border`, or `document` without a live
            picture.
        live: whether there is a live picture.

    Raises:
        ConfigurationError: there is no policy of that name.
    """
    if isinstance(given, Policy):
        return given
    return Policy.named(given if given is not None else "border" if live else "document")


def _set(policy: Policy, name: str, value: object) -> None:
    object.__setattr__(policy, name, value)


@cache
def _shipped(name: str) -> dict[str, object]:
    text = (files("docverify.verification") / "policies" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _of_border() -> dict[str, list[str]]:
    return _shipped("border")  # type: ignore[return-value]


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


def _of_version_0(content: dict[str, object]) -> dict[str, object]:
    """A policy of docverify 0.1 in the words of today, demanding the same."""
    content.setdefault("required", list(_VERSION_0_CHECKS))
    content.setdefault("optional", list(_VERSION_0_CHECKS))
    kinds = content.get("kinds")
    if isinstance(kinds, list):
        content["kinds"] = [kind.replace(" ", "_") if isinstance(kind, str) else kind for kind in kinds]
    return content


def _is_sum(given: object) -> bool:
    return isinstance(given, str) and re.fullmatch("[0-9a-f]{64}", given) is not None


_HALF_CHARACTER: Final = re.compile("[\ud800-\udfff]")
"""What JSON may hold and no file in UTF-8 can."""

_Member = TypeVar("_Member", bound=StrEnum)


def _chosen(name: str, given: Iterable[_Member | str], members: type[_Member]) -> frozenset[_Member]:
    """The members that the caller named, by value or as they are."""
    try:
        if isinstance(given, (str, Mapping)):
            raise TypeError  # noqa: TRY301 - a word is a collection of its letters, a mapping of its keys
        return frozenset(members(one) for one in given)
    except (ValueError, TypeError) as problem:
        known = ", ".join(member.value for member in members)
        raise ConfigurationError(f"the policy's {name} must be a collection of: {known}") from problem


def _checks(name: str, given: Iterable[str]) -> frozenset[str]:
    try:
        if isinstance(given, (str, Mapping)):
            raise TypeError  # noqa: TRY301 - as above
        chosen = frozenset(given)
    except TypeError as problem:
        raise ConfigurationError(f"the policy's {name} must be a collection of names of checks") from problem
    unknown = chosen - frozenset(CHECK_NAMES)
    if unknown:
        raise ConfigurationError(
            f"the policy's {name} has {', '.join(sorted(map(str, unknown)))}, which this version does not "
            f"check; it checks {', '.join(CHECK_NAMES)}"
        )
    return chosen


def _states(given: Iterable[str]) -> frozenset[str]:
    several = isinstance(given, Collection) and not isinstance(given, (str, Mapping))
    chosen = frozenset(str(code).rstrip("<").upper() for code in given) if several else frozenset()
    unknown = chosen - set(STATES)
    if not chosen or unknown:
        raise ConfigurationError(
            "the policy's states must be codes of ICAO Doc 9303-3, such as UTO or D"
            + (f"; {', '.join(sorted(unknown))} is none" if unknown else "")
        )
    return chosen


def _toml(value: object) -> str:
    if isinstance(value, list):
        return "[\n" + "".join(f"    {_toml(one)},\n" for one in value) + "]" if value else "[]"
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return str(value)
    # As JSON writes it, but TOML has no escapes of half a character, and none of its own for DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


TEXT: Final = Policy.from_dict(_shipped("text"))
"""What `docverify read` and `parse` ask of a text alone: that it is certain and agrees with itself."""
TEXT_AND_PRINT: Final = replace(
    TEXT,
    name="text and print",
    optional=[name for name in CHECK_NAMES if name.startswith("printed_")],
)
"""The same, where the print was read too: print that surely says otherwise is a doubt."""

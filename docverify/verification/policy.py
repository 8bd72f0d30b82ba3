"""What a verification demands: a named, versioned value, written down as TOML."""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, Self

from docverify.arguments import expect
from docverify.errors import ConfigurationError
from docverify.mrz import MrzFormat
from docverify.verification.policy_values import (
    CHECK_NAMES,
    HALF_CHARACTER,
    checks_named,
    chosen,
    is_sum,
    of_version_0,
    states_of,
    toml_of,
)
from docverify.verification.words import Demand, DocumentKind

SCHEMA: Final = 1
"""Of policy files. Version 0 is `Policy.to_dict()` of docverify 0.1, which had no such number."""
NAMES: Final = ("document", "kiosk", "border", "lenient")
"""The policies that ship."""
_RULES: Final = {
    "state_accepted": "states",
    "valid_long_enough": "months_left",
    "old_enough": "least_age",
    "face_population": "population",
    "referral": "refers",
}
"""Checks that are required as soon as the policy states their rule."""
_WITHOUT_RULE: Final = "face_population"
"""The one of them that may be required while no rule is stated: any population will do then."""
_FRACTIONS: Final = ("fmr", "least_confidence", "refer_share")
"""Numbers that may be written as 1 or as 1.0."""
SIGNATURE: Final = "signed"
"""The table of a policy's file that holds its signature; `SignedPolicy` reads it."""


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
        refer_share: of the cases that pass, the share that is drawn for an officer, above 0 and at most 1;
            None draws none. It requires `referral`, as do the next two.
        refer_states: codes of the issuing States whose documents go to an officer though they pass.
        refer_first_use: whether documents that are used for the first time do.
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
    refer_share: float | None = None
    refer_states: Iterable[str] | None = None
    refer_first_use: bool = False
    differing_print_fails: bool = False
    required: Iterable[str] | None = None
    optional: Iterable[str] | None = None
    waived: Iterable[str] = frozenset()
    least_confidence: float = 0.9

    def __post_init__(self) -> None:
        for name, members in (("kinds", DocumentKind), ("formats", MrzFormat)):
            given = getattr(self, name)
            _set(self, name, chosen(name, _of_border()[name] if given is None else given, members))
        _set(self, "waived", checks_named("waived", self.waived))
        asked = _of_border()["required"] if self.required is None else self.required
        _set(self, "required", checks_named("required", asked))
        border = _of_border()
        beyond = [*border["required"], *border["optional"]] if self.optional is None else self.optional
        _set(self, "optional", checks_named("optional", beyond) - frozenset(self.required or ()))
        for name in ("kinds", "formats", "required"):
            if not getattr(self, name):
                raise ConfigurationError(
                    f"the policy's {name} is empty, so nothing could be proved: name some"
                )
        if frozenset(self.required or ()) <= frozenset(self.waived):
            raise ConfigurationError(
                "the policy waives every check that it requires: leave one to be performed"
            )
        self._check_rules()
        self._check_numbers()
        for name in ("states", "refer_states"):
            if getattr(self, name) is not None:
                _set(self, name, states_of(name, getattr(self, name)))

    def _check_rules(self) -> None:
        """Refuse what nobody can have meant: a rule that is required and not stated, no sum, no name."""
        if self.population is not None and not is_sum(self.population):
            raise ConfigurationError(
                "the policy's population is no sha256: pass what Population.sha256 says, 64 hex digits"
            )
        if not isinstance(self.name, str) or HALF_CHARACTER.search(self.name):  # type: ignore[redundant-expr]
            raise ConfigurationError("the policy's name is no text: call it something")
        for check in sorted(frozenset(self.required or ()) & (_RULES.keys() - {_WITHOUT_RULE})):
            if not self._states_rule(check):
                rule = _RULES[check].replace("refers", "refer_share, refer_states or refer_first_use")
                raise ConfigurationError(f"the policy requires {check} and states no {rule}: state it")

    def _check_numbers(self) -> None:
        """Refuse numbers out of range, and what is neither true nor false."""
        for name in ("differing_print_fails", "refer_first_use"):
            if not isinstance(getattr(self, name), bool):
                raise ConfigurationError(f"the policy's {name} must be true or false")
        for name in _FRACTIONS:
            value = getattr(self, name)
            if value is None and name == "refer_share":
                continue
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

        Whether the file is signed is not looked at: `SignedPolicy.read` does.

        Raises:
            ConfigurationError: no such file, no TOML, or no policy of a version that this docverify knows.
        """
        try:
            content = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError, RecursionError) as problem:
            raise ConfigurationError(f"{path} cannot be read as a policy: {problem}") from problem
        if isinstance(content.get(SIGNATURE), dict):
            del content[SIGNATURE]
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
            fields = of_version_0(fields)
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

    @property
    def refers(self) -> bool:
        """Whether some cases go to an officer though they pass."""
        return self.refer_share is not None or self.refer_states is not None or self.refer_first_use

    def refers_state(self, code: str | None) -> bool:
        """Whether documents of an issuing State go to an officer though they pass, by its code."""
        return self.refer_states is not None and code in frozenset(self.refer_states)

    def _states_rule(self, check: str) -> bool:
        """Whether the policy states the rule of a check that has one."""
        return check in _RULES and getattr(self, _RULES[check]) not in (None, False)

    def demand(self, check: str) -> Demand:
        """How much a check counts, by its name.

        Raises:
            InputError: `check` is no string.
        """
        expect("check", check, str, "the name of a check")
        if check in self.waived:
            return Demand.WAIVED
        if check in frozenset(self.required or ()) or self._states_rule(check):
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
        for name in ("states", "refer_states"):
            if getattr(self, name) is not None:
                content[name] = sorted(getattr(self, name))
        content |= {
            name: getattr(self, name)
            for name in ("least_age", "months_left", "population", "refer_share")
            if getattr(self, name) is not None
        }
        content |= {
            name: True for name in ("refer_first_use", "differing_print_fails") if getattr(self, name)
        }
        for name in ("required", "optional", "waived"):
            content[name] = [check for check in CHECK_NAMES if check in getattr(self, name)]
        content["least_confidence"] = self.least_confidence
        return content

    def to_toml(self) -> str:
        """The policy as a TOML file that `read` reads back."""
        return "".join(f"{name} = {toml_of(value)}\n" for name, value in self.to_dict().items())

    @property
    def sha256(self) -> str:
        """Sum of all that it demands, its name included: two policies with one sum judge every case alike.

        Of the JSON of `to_dict` without its version: names and lists in alphabetical order, no blanks, so
        that no later version that knows more checks gives another one.
        """
        content = self.to_dict()
        del content["schema"]
        content |= {name: sorted(value) for name, value in content.items() if isinstance(value, list)}
        content |= {name: float(getattr(self, name)) for name in _FRACTIONS if name in content}
        text = json.dumps(content, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def _set(policy: Policy, name: str, value: object) -> None:
    object.__setattr__(policy, name, value)


@cache
def _shipped(name: str) -> dict[str, object]:
    text = (files("docverify.verification") / "policies" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _of_border() -> dict[str, list[str]]:
    return _shipped("border")  # type: ignore[return-value]


TEXT: Final = Policy.from_dict(_shipped("text"))
"""What `docverify read` and `parse` ask of a text alone: that it is certain and agrees with itself."""
TEXT_AND_PRINT: Final = replace(
    TEXT,
    name="text and print",
    optional=[name for name in CHECK_NAMES if name.startswith("printed_")],
)
"""The same, where the print was read too: print that surely says otherwise is a doubt."""

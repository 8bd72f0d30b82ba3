"""Whether a printed name and an MRZ name agree, and how (ICAO Doc 9303-3, 4.6 and 6)."""

from dataclasses import dataclass
from enum import StrEnum

from docverify.arguments import expect, expect_all
from docverify.errors import InputError
from docverify.mrz.document import Mrz
from docverify.mrz.names import MrzName, split_name
from docverify.mrz.transliteration import letter_options, printed_components


class NameRule(StrEnum):
    """A rule that leads from the printed name to the MRZ name, or a way in which they differ."""

    TRANSLITERATED = "transliterated"
    """Letters were transliterated as the tables recommend."""
    VARIANT = "variant"
    """Letters were transliterated in another way that the tables allow (Ä as A, Ñ as NXX)."""
    TRUNCATED = "truncated"
    """The MRZ name fills its cells and is a shortened form of the printed one."""
    SPACING = "spacing"
    """The letters agree but components are divided differently: no rule of the standard."""
    SWAPPED = "swapped"
    """Primary and secondary identifier changed places."""
    PRIMARY_DIFFERS = "primary_differs"
    SECONDARY_DIFFERS = "secondary_differs"
    NOT_HELD = "not_held"
    """The layout of the MRZ has no name, so that there is nothing to agree or differ with."""


_AGREEING = frozenset({NameRule.TRANSLITERATED, NameRule.VARIANT, NameRule.TRUNCATED})


@dataclass(frozen=True, slots=True)
class NameComparison:
    """The outcome of comparing two names.

    Attributes:
        agrees: The MRZ name follows from the printed one by the rules of the standard.
        rules: The rules that were needed, or the ways in which the names differ; empty when they are
            the same letter for letter.
    """

    agrees: bool
    rules: tuple[NameRule, ...]


def compare_names(viz: str | tuple[str, str], mrz: Mrz | MrzName | str) -> NameComparison:
    """Compare a printed name with the name of an MRZ.

    Args:
        viz: `(primary, secondary)` as printed, or one string with a comma between them
            (`"ERIKSSON, ANNA MARIA"`); without a comma it is a primary identifier alone.
        mrz: A parsed MRZ, its `.name`, or the cells of a name field.

    Returns:
        Whether they agree, and by which rules.

    Raises:
        InputError: `viz` is neither a string nor two, or `mrz` none of the above.

    Source: ICAO Doc 9303-3, 4.6 and 6; 9303-4 to -7 on truncation.

    >>> compare_names("Müller, Jörg", "MUELLER<<JOERG<<<<").agrees
    True
    >>> compare_names("Papadopoulos, Anna", "PAPAS<<ANNA<<<").rules
    (<NameRule.PRIMARY_DIFFERS: 'primary_differs'>,)
    """
    expect("mrz", mrz, (Mrz, MrzName, str), "a parsed MRZ, its .name, or the cells of a name field")
    if isinstance(mrz, Mrz) and not _holds_name(mrz):
        _halves(viz)  # refused for the same reasons
        return NameComparison(False, (NameRule.NOT_HELD,))
    name = mrz.name if isinstance(mrz, Mrz) else split_name(mrz) if isinstance(mrz, str) else mrz
    printed = _halves(viz)
    halves = (name.primary.split(), name.secondary.split())
    rules, faults = _compare(printed, halves, truncated=name.possibly_truncated)
    if faults and not _compare((printed[1], printed[0]), halves, truncated=name.possibly_truncated)[1]:
        return NameComparison(False, (NameRule.SWAPPED,))
    return NameComparison(not faults, tuple(r for r in NameRule if r in rules | faults))


def _holds_name(mrz: Mrz) -> bool:
    return mrz.primary_identifier.span is not None


def _halves(viz: str | tuple[str, str]) -> tuple[list[str], list[str]]:
    if isinstance(viz, str):
        primary, _, secondary = viz.partition(",")
    else:
        expect_all("viz", viz, str, "strings")
        if len(viz) != 2:
            raise InputError("viz must be one string, or (primary, secondary) as printed")
        primary, secondary = viz
    return printed_components(primary), printed_components(secondary)


def _compare(
    printed: tuple[list[str], list[str]], halves: tuple[list[str], list[str]], *, truncated: bool
) -> tuple[set[NameRule], set[NameRule]]:
    rules: set[NameRule] = set()
    faults: set[NameRule] = set()
    for half, cells, fault in (
        (printed[0], halves[0], NameRule.PRIMARY_DIFFERS),
        (printed[1], halves[1], NameRule.SECONDARY_DIFFERS),
    ):
        found = _half(half, cells, truncated=truncated)
        if found is not None:
            rules |= found
        elif _half(["".join(half)], ["".join(cells)], truncated=False) is not None:
            faults.add(NameRule.SPACING)
        else:
            faults.add(fault)
    return rules, faults


def _half(printed: list[str], cells: list[str], *, truncated: bool) -> set[NameRule] | None:
    """The rules that lead from printed components to those in the cells, or None."""
    written = [c for c in printed if any(any(o) for o in letter_options(c))]
    if len(cells) > len(written) or (len(cells) < len(written) and not truncated):
        return None
    rules: set[NameRule] = set() if len(cells) == len(written) else {NameRule.TRUNCATED}
    for component, cell in zip(written, cells, strict=False):
        whole, part = _matches(component, cell)
        if not whole and not (truncated and part):
            return None
        if not whole:
            rules.add(NameRule.TRUNCATED)
        if component != cell and (not component.isascii()):
            recommended = "".join(next(iter(options), "") for options in letter_options(component))
            same = recommended == cell or (not whole and recommended.startswith(cell))
            rules.add(NameRule.TRANSLITERATED if same else NameRule.VARIANT)
    return rules


def _matches(component: str, cell: str) -> tuple[bool, bool]:
    """Whether some allowed way of writing a component gives the cell's text, or begins with it."""
    ends = {0}
    part = False
    for options in letter_options(component):
        following = set()
        for end in ends:
            for option in options:
                if cell.startswith(option, end):
                    following.add(end + len(option))
                elif option.startswith(cell[end:]):
                    part = True
        part = part or len(cell) in ends
        ends = following
    return len(cell) in ends, part

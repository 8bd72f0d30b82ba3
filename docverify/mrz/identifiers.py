"""Read the name cells of a layout as primary and secondary identifier, with their issues."""

import re

from docverify.mrz.document import Field, FieldCheck
from docverify.mrz.fields import character_issues, plain
from docverify.mrz.formats import Place, Span
from docverify.mrz.issues import Issue, IssueCode
from docverify.mrz.names import MrzName, spaced, split_name
from docverify.mrz.words import in_words

PRIMARY, SECONDARY = "primary_identifier", "secondary_identifier"
_ODD_FILLERS = re.compile("^<(?!<)|<<<+(?=[^<])")


def read_names(place: Place, raw: str) -> tuple[MrzName, tuple[Field, Field]]:
    """Read cells that hold both identifiers, separated by `<<`."""
    name = split_name(raw)
    line, first, last = place.span
    cut = raw.find("<<")
    cut = len(raw) if cut < 0 else cut
    after = min(first + cut + 2, last + 1)
    return name, (
        _field(PRIMARY, raw[:cut], Span(line, first, first + cut - 1), place, name=name),
        _field(SECONDARY, raw[cut + 2 :], Span(line, after, last), place, name=name),
    )


def read_identifier(place: Place, raw: str) -> Field:
    """Read cells that hold one identifier only, as French documents have them."""
    text = spaced(raw)
    name = MrzName(text, text, (), raw[-1] != "<")
    return _field(place.name, raw, place.span, place, name=name)


def join_identifiers(fields: dict[str, Field]) -> MrzName:
    """The name of a layout whose identifiers have cells of their own."""
    raws = [fields[n].raw if n in fields else "" for n in (PRIMARY, SECONDARY)]
    primary, secondary = map(spaced, raws)
    parts = tuple(p for p in (primary, *(spaced(x) for x in raws[1].split("<<"))) if p)
    return MrzName(primary, secondary, parts, any(raw and raw[-1] != "<" for raw in raws))


def _field(field: str, raw: str, span: Span, place: Place, *, name: MrzName) -> Field:
    value = name.secondary if field == SECONDARY else name.primary
    issues = list(character_issues(field, raw, span, place.allowed))
    if not value and field == PRIMARY:
        issues.append(Issue(IssueCode.FIELD_EMPTY, field, span, f"the {in_words(field)} is empty"))
    if name.possibly_truncated and span.last == place.span.last:
        sentence = f"the {in_words(field)} fills its cells to the last, so the name may be truncated"
        issues.append(Issue(IssueCode.NAME_POSSIBLY_TRUNCATED, field, span, sentence))
    if field == SECONDARY and len(name.parts) > 2:
        sentence = "the name has more than two parts; what follows the second was joined to it"
        issues.append(Issue(IssueCode.NAME_IN_THREE_PARTS, field, span, sentence))
    odd = _ODD_FILLERS.search(raw) if raw[:1] == "<" or "<<<" in raw.rstrip("<") else None
    if odd is not None:
        where = Span(span.line, span.first + odd.start(), span.first + odd.end() - 1)
        sentence = f"the {in_words(field)} has fillers where no separator belongs"
        issues.append(Issue(IssueCode.INNER_FILLERS, field, where, sentence))
    text = None if issues and plain(raw) is None else value
    return Field(field, text, raw, span, FieldCheck.NOT_PRINTED, tuple(issues))

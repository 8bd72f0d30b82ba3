"""What of a gallery's deed goes into the chain, and what is sealed of it: ids, which may be people's."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from docverify.evidence.deed import GalleryDeed
from docverify.evidence.identified import Identified
from docverify.operation.journal.line import canonical
from docverify.operation.journal.sealing import Kept
from docverify.operation.journal.values import is_code

OTHER: Final = "other"
_ID: Final = re.compile("[0-9a-f]{32}")
_OF_SEARCH: Final[Mapping[str, Callable[[Identified], object]]] = {
    "kind": lambda found: found.kind.value,
    "encoder": lambda found: _code(found.encoder),
    "size": lambda found: found.size,
    "generation": lambda found: found.generation,
    "stale": lambda found: found.stale,
    "fpir": lambda found: found.fpir,
    "fmr": lambda found: None if found.point is None else found.point.fmr,
    "threshold": lambda found: found.threshold,
    "best_score": lambda found: found.candidates[0].score if found.candidates else None,
    "confirmed": lambda found: found.confirmed,
    "failure": lambda found: _code(found.failure) if found.failure else None,
}
"""What is written of a search: numbers and codes, what is not known left out."""


def content_of(deed: GalleryDeed, *, operator: str) -> dict[str, object]:
    """What goes into the chain.

    A purpose is named where its name is a code; whatever else somebody calls one may be a person's name.
    """
    content: dict[str, object] = {
        "did": deed.did.value,
        "gallery": deed.gallery if _ID.fullmatch(deed.gallery) else OTHER,
        "purposes": sorted({_code(one) for one in deed.purposes}),
        "count": deed.count,
    }
    if operator:
        content["operator"] = operator
    if deed.found is not None:
        told = {name: of(deed.found) for name, of in _OF_SEARCH.items()}
        content |= {name: value for name, value in told.items() if value is not None}
    return content


def kept_of(deed: GalleryDeed, *, purpose: str, expires: str) -> Kept | None:
    """What is sealed of it; None where it names nobody.

    Its subject, for `Journal.erase(subject=…)`, is the gallery's id, and of one entry also that entry's.
    """
    if not deed.entries:
        return None
    content: dict[str, Any] = {"entries": list(deed.entries)}
    one = f" {deed.entries[0]}" if len(deed.entries) == 1 else ""
    return Kept(identity=canonical(content), subject=f"{deed.gallery}{one}", purpose=purpose, expires=expires)


def _code(text: str) -> str:
    return text if is_code(text) else OTHER

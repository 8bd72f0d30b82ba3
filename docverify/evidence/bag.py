"""All that is known of one case: a bag of items, each of which may be missing."""

from dataclasses import dataclass
from typing import Final

from docverify.arguments import expect
from docverify.evidence.comparison import Comparison
from docverify.evidence.identified import Searched
from docverify.evidence.inventory import Inventory, LiveScene
from docverify.evidence.listed import Listed
from docverify.evidence.liveness import LivenessEvidence
from docverify.evidence.manifested import Manifested
from docverify.evidence.page import Page
from docverify.evidence.printed import PrintedZone
from docverify.evidence.reading import Reading
from docverify.evidence.sample import FaceSample


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """What was acquired for one case. A check names the items that it needs; None is an item that is missing.

    Attributes:
        reading: of the MRZ that counts; `evidence.typed` makes one of a text without a picture.
        page: where the document's page lies, from its MRZ.
        printed: what the document prints beside its MRZ, and whether it says the same.
        inventory: everything that the document's pictures show.
        portrait: the document's face, or why there is none.
        live: the live face, or why there is none.
        live_scene: what the live frames show beside it.
        comparison: of the two faces.
        liveness: what came of a challenge; None where none was made.
        manifested: what the journey's manifest says of the document; None where none was asked.
        listed: what lists of documents and of names say; None where none were given.
        searched: what galleries say of the bearer's face; None where none was asked.

    Raises:
        InputError: an item is something else.
    """

    reading: Reading | None = None
    page: Page | None = None
    printed: PrintedZone | None = None
    inventory: Inventory | None = None
    portrait: FaceSample | None = None
    live: FaceSample | None = None
    live_scene: LiveScene | None = None
    comparison: Comparison | None = None
    liveness: LivenessEvidence | None = None
    manifested: Manifested | None = None
    listed: Listed | None = None
    searched: Searched | None = None

    def __post_init__(self) -> None:
        for name, kind in _KINDS.items():
            expect(name, getattr(self, name), (kind, type(None)), f"a {kind.__name__}, or None")


_KINDS: Final = {
    "reading": Reading,
    "page": Page,
    "printed": PrintedZone,
    "inventory": Inventory,
    "portrait": FaceSample,
    "live": FaceSample,
    "live_scene": LiveScene,
    "comparison": Comparison,
    "liveness": LivenessEvidence,
    "manifested": Manifested,
    "listed": Listed,
    "searched": Searched,
}

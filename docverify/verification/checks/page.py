"""The page: one document is seen, and the portrait belongs to the page that bears the MRZ."""

from docverify.evidence.inventory import SeenFace
from docverify.evidence.page_places import FacePlace
from docverify.evidence.printed import Belonging
from docverify.evidence.sample import AcquisitionFailure, FaceSample
from docverify.verification.case import Case
from docverify.verification.check import Answer, Check, Number, failed, not_performed, passed
from docverify.verification.words import Group

_ONE = passed("one_document", "One document is seen.")
_SEVERAL = not_performed(
    "several_documents", "Several machine-readable zones ({count}) were found: show one document alone."
)
_REPEATED = not_performed(
    "repeated_picture", "The same picture was handed over twice: show each side of the document once."
)
_ASLANT = not_performed(
    "mrz_aslant",
    "The machine-readable zone lies aslant on the document: a person must look whether it was stuck on.",
)


def _one_document(case: Case) -> Answer:
    """Whether one zone is seen. Another one that the search passed over may still be read as print."""
    seen, printed = case.evidence.inventory, case.evidence.printed
    assert seen is not None  # noqa: S101 - it is needed
    in_print = 0 if printed is None else sum(line.of_mrz for line in printed.lines)
    evidence: dict[str, Number] = {
        "pictures": seen.pictures,
        "zones": len(seen.zones),
        "lines_in_print": in_print,
        "formats": tuple(zone.format.value if zone.format else "unknown" for zone in seen.zones),
        "same_text": all(zone.same_text for zone in seen.zones),
        "faces_elsewhere": sum(face.place is FacePlace.OUTSIDE for face in seen.faces),
    }
    if seen.repeated:
        return Answer(_REPEATED, evidence)
    zones = len(seen.zones) + (in_print > 0)
    if zones > 1:
        return Answer(_SEVERAL, evidence, {"count": str(zones)})
    if seen.slant is not None:
        return Answer(_ASLANT, {**evidence, "slant": seen.slant})
    return Answer(_ONE, evidence)


_NO_FRAME = passed("no_dark_frame", "No dark frame, as of a phone or a screen, surrounds the document.")
_FRAMED = not_performed(
    "dark_frame", "A dark frame surrounds the document, as of a phone or a screen: show the document itself."
)


def _not_framed(case: Case) -> Answer:
    """Whether the page is not seen on a phone or a tablet: a cue that may refuse and proves nothing."""
    seen = case.evidence.inventory
    assert seen is not None  # noqa: S101 - it is needed
    return Answer(_FRAMED if seen.framed else _NO_FRAME)


_FOUND = passed("portrait_found", "The portrait of the document was found.")
_NOT_FOUND = not_performed(
    "no_portrait",
    "No portrait was found on the document: show the page that bears it, flat and in even light.",
)
_ELSEWHERE = not_performed(
    "portrait_elsewhere",
    "A face was found, but not where this document bears its portrait: show the document alone, uncovered.",
)
_TOO_SMALL = not_performed(
    "portrait_too_small", "The portrait is too small to be compared: come closer, or send a larger picture."
)
_POOR = not_performed(
    "portrait_poor", "The portrait cannot be compared ({fault}): take the picture of the document again."
)
_WHY_NOT = {
    AcquisitionFailure.NO_FACE: _NOT_FOUND,
    AcquisitionFailure.FACE_ELSEWHERE: _ELSEWHERE,
    AcquisitionFailure.FACE_TOO_SMALL: _TOO_SMALL,
}


def _portrait(case: Case) -> Answer:
    sample = case.evidence.portrait
    assert sample is not None  # noqa: S101 - it is needed
    if sample.failure is None:
        return Answer(_FOUND, numbers_of(sample))
    words = {"fault": sample.failure.value.replace("_", " ")}
    return Answer(_WHY_NOT.get(sample.failure, _POOR), numbers_of(sample), words)


def numbers_of(sample: FaceSample) -> dict[str, Number]:
    """What a finding tells of a face: how many there were, why none counts, box in px, quality."""
    evidence: dict[str, Number] = {"faces": len(sample.faces), "picture": sample.picture}
    if sample.failure is not None:
        evidence["failure"] = sample.failure.value
    if sample.face is not None:
        evidence["box"] = tuple(round(edge, 1) for edge in sample.face.box)
    if sample.quality is not None:
        evidence |= {name: round(value, 4) for name, value in sample.quality.to_dict().items()}
    return evidence


_ON_PAGE = passed(
    "portrait_on_page", "The portrait lies where the page of the machine-readable zone bears it."
)
_ON_OTHER_SIDE = passed(
    "portrait_on_other_side", "The portrait lies where the other side of the card bears it."
)
_NO_PAGE = not_performed(
    "page_not_placed", "Where the page lies cannot be told, so nothing ties the portrait to it."
)
_OFF_PAGE = not_performed("portrait_not_on_page", "There is no portrait where the document bears it.")
_PLACES = {FacePlace.PORTRAIT: _ON_PAGE, FacePlace.OTHER_SIDE: _ON_OTHER_SIDE}


def _on_page(case: Case) -> Answer:
    seen = case.evidence.inventory
    assert seen is not None  # noqa: S101 - it is needed
    if case.evidence.page is None:
        return Answer(_NO_PAGE)
    place = None if seen.portrait is None else seen.portrait.place
    evidence: dict[str, Number] = {"place": None if place is None else place.value}
    outline = tuple(case.evidence.page.outline.round(1).ravel().tolist())
    return Answer(
        _OFF_PAGE if place is None else _PLACES.get(place, _OFF_PAGE), {**evidence, "outline": outline}
    )


_ONE_PORTRAIT = passed("one_portrait", "The document shows no face but its portrait and images of it.")
_RIVAL = not_performed(
    "several_portraits",
    "The document shows a second face as large as its portrait: a person must look at it.",
)
_GHOST_DIFFERS = not_performed(
    "ghost_image_differs",
    "The document shows a second face that does not match its portrait: a person must look at it.",
)
_NO_PORTRAIT = not_performed("portrait_missing", "There is no portrait to hold other faces or sides against.")
_RIVAL_SIZE = 0.85
"""Of the portrait's sides: ghost images have up to 0.84 of them on the real documents that were measured (14
of TD3), and differ from a second portrait by their place and by matching."""


def _one_portrait(case: Case) -> Answer:
    """Whether every further face on the document is a ghost image: smaller than the portrait, and like it.

    A face too poor to be compared tells nothing and is passed over.
    """
    seen = case.evidence.inventory
    assert seen is not None  # noqa: S101 - it is needed
    portrait = seen.portrait
    if portrait is None:
        return Answer(_NO_PORTRAIT)
    others = [face for face in seen.faces if not face.counts and face.place not in (FacePlace.OUTSIDE, None)]
    evidence: dict[str, Number] = {
        "others": len(others),
        "sizes": tuple(round(_size(face) / _size(portrait), 3) for face in others),
        "likenesses": tuple(None if one.likeness is None else round(one.likeness, 4) for one in others),
    }
    if any(_size(face) > _RIVAL_SIZE * _size(portrait) for face in others):
        return Answer(_RIVAL, evidence)
    differing = [face for face in others if face.differs]
    return Answer(_GHOST_DIFFERS if differing else _ONE_PORTRAIT, evidence)


def _size(seen: SeenFace) -> float:
    return max(seen.face.width, seen.face.height)


_ONE_SIDE = passed("one_side", "Portrait and machine-readable zone are on one page.")
_SIDES_AGREE = passed(
    "sides_agree", "The front prints the number and the name of the machine-readable zone on the back."
)
_SIDES_DIFFER = failed("sides_differ", "The front is another card's: it prints another number or name.")
_SIDES_SEEM_TO_DIFFER = not_performed(
    "sides_seem_to_differ",
    "The front seems to be another card's than the back: a person must look at both.",
    counts_when_asked=True,
)
_SIDES_NOT_TIED = not_performed(
    "sides_not_tied",
    "Nothing proves that the two sides that are seen belong to one document: show the front flat and closer, "
    "in even light.",
)


def _sides(case: Case) -> Answer:
    """Whether portrait and MRZ are of one document: on one page, or the portrait's prints number and name."""
    seen = case.evidence.inventory
    assert seen is not None  # noqa: S101 - it is needed
    evidence: dict[str, Number] = {"pictures": seen.pictures}
    if seen.portrait is None:
        return Answer(_NO_PORTRAIT, evidence)
    if seen.portrait.place is FacePlace.PORTRAIT:
        return Answer(_ONE_SIDE, evidence)
    sides = None if case.evidence.printed is None else case.evidence.printed.sides
    if sides is None:
        return Answer(_SIDES_NOT_TIED, evidence)
    evidence |= {"number": sides.number.agreement.value, "name": sides.name.agreement.value}
    reason = _BELONGING[sides.belonging]
    if reason is _SIDES_SEEM_TO_DIFFER and case.policy.differing_print_fails:
        reason = _SIDES_DIFFER
    return Answer(reason, evidence)


_BELONGING = {
    Belonging.BELONGS: _SIDES_AGREE,
    Belonging.DOES_NOT: _SIDES_SEEM_TO_DIFFER,
    Belonging.NOT_TOLD: _SIDES_NOT_TIED,
}


CHECKS = (
    Check(
        name="one_document",
        title="one document",
        group=Group.PAGE,
        needs=("inventory", "mrz"),
        ask=_one_document,
        reasons=(_ONE, _SEVERAL, _REPEATED, _ASLANT),
    ),
    Check(
        name="not_in_a_frame",
        title="not on a screen",
        group=Group.PAGE,
        needs=("inventory", "page"),
        ask=_not_framed,
        reasons=(_NO_FRAME, _FRAMED),
    ),
    Check(
        name="portrait_found",
        title="portrait found",
        group=Group.PAGE,
        needs=("portrait",),
        ask=_portrait,
        reasons=(_FOUND, _NOT_FOUND, _ELSEWHERE, _TOO_SMALL, _POOR),
    ),
    Check(
        name="portrait_on_page",
        title="portrait on page",
        group=Group.PAGE,
        needs=("inventory", "portrait"),
        ask=_on_page,
        reasons=(_ON_PAGE, _ON_OTHER_SIDE, _NO_PAGE, _OFF_PAGE),
    ),
    Check(
        name="one_portrait",
        title="one portrait",
        group=Group.PAGE,
        needs=("inventory", "portrait"),
        ask=_one_portrait,
        reasons=(_ONE_PORTRAIT, _RIVAL, _GHOST_DIFFERS, _NO_PORTRAIT),
    ),
    Check(
        name="sides_belong_together",
        title="sides belong together",
        group=Group.PAGE,
        needs=("inventory", "portrait"),
        ask=_sides,
        reasons=(
            _ONE_SIDE,
            _NO_PORTRAIT,
            _SIDES_AGREE,
            _SIDES_DIFFER,
            _SIDES_SEEM_TO_DIFFER,
            _SIDES_NOT_TIED,
        ),
    ),
)

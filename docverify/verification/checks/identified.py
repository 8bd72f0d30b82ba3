"""The bearer among those who are enrolled: on a watchlist, or a trusted traveller.

A search finds people who look alike, too: on a watchlist that is a referral to an officer, never a decision;
and as with lists, whoever hands over a watchlist asks for it, so that a hit counts under every policy.
"""

from collections.abc import Iterable

from docverify.evidence.identified import GalleryKind, Identified
from docverify.verification.case import Case
from docverify.verification.check import Answer, Check, Number, Reason, not_performed, passed
from docverify.verification.words import Group

_NOT_LISTED = passed("face_not_listed", "The face matches nobody on the watchlist.")
_LISTED = not_performed(
    "face_listed",
    "The face is like one on the watchlist: an officer must look.",
    counts_always=True,
)
_NO_WATCHLIST = not_performed("no_watchlist", "No watchlist of faces was given.")
_WATCHLIST_EMPTY = not_performed("watchlist_empty", "The watchlist of faces is empty: fetch it again.")
_WATCHLIST_STALE = not_performed(
    "watchlist_stale", "The watchlist of faces is older than it may be: bring it up to date."
)
_WATCHLIST_NOT_SEARCHED = not_performed(
    "watchlist_not_searched", "The watchlist of faces was not searched: there is no face to search for."
)
_TOO_POOR = not_performed(
    "face_too_poor_for_watchlist",
    "The face matches nobody on the watchlist, but it is too poor for that to mean anything: take it again.",
)


def _not_listed(case: Case) -> Answer:
    """Whether nobody on any watchlist matches; a hit is told before all that is wrong with a list."""
    searches = _of(case, GalleryKind.WATCHLIST)
    if not searches:
        return Answer(_NO_WATCHLIST)
    for reason, one in _found_wrong(searches):
        return Answer(reason, _numbers(one, len(searches)))
    return Answer(_NOT_LISTED, _numbers(searches[0], len(searches)))


def _found_wrong(searches: tuple[Identified, ...]) -> Iterable[tuple[Reason, Identified]]:
    """What keeps the face from being on no watchlist, what weighs most first."""
    tests = (
        (_LISTED, lambda one: bool(one.matching)),
        (_WATCHLIST_NOT_SEARCHED, lambda one: one.failure not in ("", TOO_POOR)),
        (_WATCHLIST_EMPTY, lambda one: one.size == 0),
        (_WATCHLIST_STALE, lambda one: one.stale),
        (_TOO_POOR, lambda one: one.failure == TOO_POOR),
    )
    return ((reason, one) for reason, test in tests for one in searches if test(one))


TOO_POOR = "face_too_poor"
"""The failure of a search whose face is good enough to be found by, and not to be told from others by."""

_ENROLLED = passed("face_enrolled", "The live face is that of one person who is enrolled.")
_NOT_ENROLLED = not_performed(
    "face_not_enrolled", "The live face matches nobody who is enrolled: treat the person as any other."
)
_SEVERAL = not_performed(
    "several_enrolled", "The live face is like several people who are enrolled: an officer must look."
)
_NOT_CONFIRMED = not_performed(
    "enrolment_not_confirmed",
    "The live face is most like one person who is enrolled, but does not match that person one to one.",
)
_NO_GALLERY = not_performed("no_gallery", "No gallery of people who are enrolled was given.")
_GALLERY_STALE = not_performed(
    "gallery_stale", "The gallery of people who are enrolled is older than it may be: bring it up to date."
)
_GALLERY_NOT_SEARCHED = not_performed(
    "gallery_not_searched", "The gallery was not searched: there is no live face to search for."
)


def _enrolled(case: Case) -> Answer:
    """Whether the live face is one of those who are enrolled, found among them and confirmed one to one."""
    searches = _of(case, GalleryKind.TRUSTED)
    if not searches:
        return Answer(_NO_GALLERY)
    # Of several galleries the one that says most is told.
    rank = (_SEVERAL, _ENROLLED, _NOT_CONFIRMED, _GALLERY_STALE, _GALLERY_NOT_SEARCHED, _NOT_ENROLLED)
    answers = sorted(((_standing(one), one) for one in searches), key=lambda pair: rank.index(pair[0]))
    reason, told = answers[0]
    return Answer(reason, _numbers(told, len(searches)))


def _standing(one: Identified) -> Reason:
    if one.failure or one.probe not in ("", "live"):
        return _GALLERY_NOT_SEARCHED
    if len(one.matching) > 1:
        return _SEVERAL
    if not one.matching:
        return _NOT_ENROLLED
    if one.stale:
        return _GALLERY_STALE
    return _ENROLLED if one.confirmed else _NOT_CONFIRMED


def _of(case: Case, kind: GalleryKind) -> tuple[Identified, ...]:
    searched = case.evidence.searched
    return () if searched is None else searched.of(kind)


def _numbers(one: Identified, searches: int) -> dict[str, Number]:
    """What the answer rests on; no ids, for reports travel farther than lists."""
    best = one.candidates[0].score if one.candidates else None
    point = one.point
    return {
        "gallery": one.gallery,
        "searches": searches,
        "size": one.size,
        "generation": one.generation,
        "as_of": one.as_of.isoformat(),
        "stale": one.stale,
        "encoder": one.encoder,
        "probe": one.probe,
        "failure": one.failure,
        "fpir": one.fpir,
        "fmr": None if point is None else point.fmr,
        "threshold": one.threshold,
        "calibration_sha256": None if point is None else point.file_sha256,
        "population": one.population,
        "best_score": best,
        "matching": len(one.matching),
        "confirmed": one.confirmed,
    }


CHECKS = (
    Check(
        name="face_not_listed",
        title="face on no watchlist",
        group=Group.FACES,
        needs=("searched",),
        ask=_not_listed,
        reasons=(
            _NOT_LISTED,
            _LISTED,
            _NO_WATCHLIST,
            _WATCHLIST_NOT_SEARCHED,
            _WATCHLIST_EMPTY,
            _WATCHLIST_STALE,
            _TOO_POOR,
        ),
    ),
    Check(
        name="enrolled",
        title="enrolled traveller",
        group=Group.FACES,
        needs=("searched",),
        ask=_enrolled,
        reasons=(
            _ENROLLED,
            _NOT_ENROLLED,
            _SEVERAL,
            _NOT_CONFIRMED,
            _NO_GALLERY,
            _GALLERY_STALE,
            _GALLERY_NOT_SEARCHED,
        ),
    ),
)

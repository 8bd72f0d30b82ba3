"""`/v1/galleries` in a worker: what there is, who is enrolled, who leaves, and whom a face is like."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Final

from docverify.api.identified import searched
from docverify.errors import ConfigurationError, InputError, NotEnrolled
from docverify.evidence import Evidence, FaceSample, GalleryDeed, GalleryKind, Template
from docverify.evidence.sample import Role
from docverify.faces import acquire, engine_named
from docverify.gallery import Enquiry, Entry, Gallery
from docverify.imaging import Limits, load_image
from docverify.service.jobs.answer import Answer, answer, not_usable
from docverify.service.jobs.looked_up import Open, not_looked_up, open_gallery
from docverify.service.lookups import GalleryPlace, Lookups, NotKept
from docverify.service.record import Record
from docverify.verification import Outcome, Policy, judge

_CHECKS: Final = {GalleryKind.WATCHLIST: "face_not_listed", GalleryKind.TRUSTED: "enrolled"}
"""The check that says in a verification what it means to be found."""


class Written:
    """What tells a journal, and the number of the entry that was written."""

    def __init__(self, record: Record | None, operator: str) -> None:
        self._record, self._operator = record, operator
        self.entry: int | None = None

    @property
    def told(self) -> Callable[[GalleryDeed], object] | None:
        """What a gallery tells; None where no journal is kept."""
        return None if self._record is None else self._tell

    def _tell(self, deed: GalleryDeed) -> None:
        assert self._record is not None  # noqa: S101 - `told` looked
        self.entry = self._record.gallery(deed, operator=self._operator)


def shown(lookups: Lookups, *, at: datetime) -> list[dict[str, object]]:
    """Every gallery and purpose, without anybody who is enrolled.

    Raises:
        NotLookedUp: a gallery cannot be used.
    """
    with not_looked_up():
        return [_shown(lookups, place, at) for place in lookups.galleries]


def _shown(lookups: Lookups, place: GalleryPlace, at: datetime) -> dict[str, object]:
    gallery = open_gallery(lookups, place.path).gallery
    state = gallery.not_searched(purpose=place.purpose, at=at)
    try:
        point = gallery.require_support(purpose=place.purpose, at=at)
    except ConfigurationError:  # it has outgrown its calibration
        point, supported = None, False
    else:
        supported = True
    return {
        "gallery": place.name,
        "id": gallery.id,
        "purpose": place.purpose,
        "kind": state.kind.value,
        "encoder": state.encoder,
        "size": state.size,
        "most": gallery.most_entries(purpose=place.purpose) if gallery.calibrated else 0,
        "fpir": state.fpir,
        "fmr": None if point is None else point.fmr,
        "threshold": None if point is None else point.threshold,
        "supported": supported,
        "as_of": state.as_of.isoformat(),
        "stale": state.stale,
    }


def enrol(
    reference: bytes,
    *,
    lookups: Lookups,
    place: GalleryPlace,
    entry: str,
    expires: date,
    rule: str,
    at: datetime,
    limits: Limits,
    written: Written,
) -> Answer:
    """Enrol the face of a picture; it is on the disk, and in the journal, when this returns.

    Raises:
        AlreadyEnrolled: the gallery has an entry of this id.
        NotKept: it is over already, or is to stay longer than the purpose allows.
        NotLookedUp: the gallery cannot be used.
    """

    def put(gallery: Gallery, template: Template) -> Entry:
        return gallery.enrol(template, id=entry, purpose=place.purpose, expires=expires, policy=rule, at=at)

    kept = open_gallery(lookups, place.path, writing=True)
    _check_time(kept, place, expires, at)
    return _put(reference, put, kept=kept, limits=limits, written=written)


def replace(
    reference: bytes,
    *,
    lookups: Lookups,
    place: GalleryPlace,
    entry: str,
    expires: date | None,
    at: datetime,
    limits: Limits,
    written: Written,
) -> Answer:
    """Put the face of a newer picture in the place of an entry's, until the same day or another one.

    Raises:
        NotEnrolled: the purpose has no entry of this id.
        NotKept: as `enrol`.
        NotLookedUp: the gallery cannot be used.
    """

    def put(gallery: Gallery, template: Template) -> Entry:
        _check_purpose(gallery, entry, place)
        return gallery.replace(entry, template, expires=expires, at=at)

    kept = open_gallery(lookups, place.path, writing=True)
    if expires is not None:
        _check_time(kept, place, expires, at)
    return _put(reference, put, kept=kept, limits=limits, written=written)


def _check_time(kept: Open, place: GalleryPlace, expires: date, at: datetime) -> None:
    with not_looked_up():
        longest = Enquiry(kept.gallery, place.purpose).gallery.purposes[place.purpose].longest
    if not at < datetime(expires.year, expires.month, expires.day, tzinfo=UTC) <= at + longest:
        days = longest // timedelta(days=1)
        raise NotKept(f"expires is over, or later than the {days} days that this purpose allows")


def _check_purpose(gallery: Gallery, entry: str, place: GalleryPlace) -> None:
    if gallery.entry(entry).purpose != place.purpose:
        raise NotEnrolled("the purpose has no entry of this id")


def _put(
    reference: bytes,
    put: Callable[[Gallery, Template], Entry],
    *,
    kept: Open,
    limits: Limits,
    written: Written,
) -> Answer:
    """Acquire a face and have it put into the gallery; it is on the disk, and in the journal, afterwards."""
    try:
        sample = _acquired(reference, "reference", Role.DOCUMENT, limits)
    except InputError as problem:
        return not_usable(problem, enrolled=None, failure=None, entry=None)
    if sample.template is None:
        return _not_acquired(sample, enrolled=None, entry=None)
    with kept.telling(written.told) as gallery:
        made = put(gallery, sample.template)
    told = {
        "purpose": made.purpose,
        "enrolled": made.enrolled.isoformat(),
        "expires": made.expires.isoformat(),
        "policy": made.policy,
    }
    return _answer(Outcome.PASSED, "", enrolled=told, failure=None, entry=written.entry)


def take_out(
    *, lookups: Lookups, place: GalleryPlace, entry: str, erase: bool, at: datetime, written: Written
) -> int | None:
    """Take an entry out, and with `erase` out of every file; the number in the journal.

    Raises:
        NotEnrolled: the purpose has no entry of this id.
        NotLookedUp: the gallery cannot be used.
    """
    kept = open_gallery(lookups, place.path, writing=True)
    with kept.telling(written.told) as gallery:
        try:
            _check_purpose(gallery, entry, place)
        except NotEnrolled:
            if erase:  # an earlier try may have taken it out while a reader held on to its bytes
                gallery.forget()
            raise
        (gallery.erase if erase else gallery.remove)(entry, at=at)
    return written.entry


def identify(
    probe: bytes,
    *,
    lookups: Lookups,
    place: GalleryPlace,
    fmr: float,
    at: datetime,
    limits: Limits,
    written: Written,
) -> Answer:
    """Say whom of a purpose a face is like, as a verification does, and who they are.

    Raises:
        NotLookedUp: the gallery cannot be used.
    """
    kept = open_gallery(lookups, place.path)
    nothing = {"failure": None, "found": None, "entry": None}
    try:
        sample = _acquired(probe, "probe", Role.LIVE, limits)
    except InputError as problem:
        return not_usable(problem, **nothing)
    if sample.template is None:
        return _not_acquired(sample, found=None, entry=None)
    with not_looked_up(), kept.telling(written.told) as gallery:
        enquiry = Enquiry(gallery, place.purpose)
        gallery.require_support(purpose=place.purpose, at=at)
        found = searched((enquiry,), portrait=None, live=sample, shown=True, at=at, fmr=fmr, population=None)
    (one,) = found.searches
    demanded = Policy(required=[_CHECKS[one.kind]], optional=[])
    report = judge(Evidence(searched=found), demanded, at=at.date(), instant=at)
    return _answer(report.outcome, report.why, failure=None, found=one.to_dict(), entry=written.entry)


def _acquired(data: bytes, side: str, role: Role, limits: Limits) -> FaceSample:
    try:
        return acquire(load_image(data, limits=limits), role=role, engine=engine_named())
    except InputError as problem:
        problem.picture = side
        raise


def _not_acquired(sample: FaceSample, **nothing: object) -> Answer:
    assert sample.failure is not None  # noqa: S101 - there is no template
    failure = sample.failure
    return _answer(Outcome.INCONCLUSIVE, failure.instruction, failure=failure.value, **nothing)


def _answer(outcome: Outcome, why: str, **told: object) -> Answer:
    return answer({"outcome": outcome.value, "why": why, **told, "unusable": None})

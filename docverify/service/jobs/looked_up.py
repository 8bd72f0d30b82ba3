"""Lists and galleries, open in each process that works for as long as it lives.

A gallery's register is shared between processes, and what another one changed is seen by the next search. A
list or a manifest is one file that is replaced as a whole: it is opened again when another lies there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from docverify.errors import ConfigurationError, DocverifyError, GalleryUnavailable, JournalError
from docverify.evidence.deed import GalleryDeed
from docverify.faces import engine_named
from docverify.gallery import Enquiry, Gallery
from docverify.lists import Lists
from docverify.lists.opening import open_lists
from docverify.service.lookups import Lookups, NotLookedUp

_Told = Callable[[GalleryDeed], object]


class LookedUp(NamedTuple):
    """What `api.verify` takes."""

    lists: Lists | None = None
    galleries: tuple[Enquiry, ...] = ()


@dataclass(slots=True)
class Open:
    """A gallery that is open here, and who is told of what is done with it now."""

    gallery: Gallery
    which: tuple[int, int]
    writable: bool
    tell: "Teller"

    @contextmanager
    def telling(self, told: _Told | None) -> Iterator[Gallery]:
        """The gallery, while somebody is told of what is done with it; verifications tell by themselves."""
        self.tell.told = told
        try:
            yield self.gallery
        finally:
            self.tell.told = None


@dataclass(slots=True)
class Teller:
    """The record of a gallery, in which whoever works with it puts who is to be told."""

    told: _Told | None = None

    def __call__(self, deed: GalleryDeed) -> None:
        """Pass it on."""
        if self.told is not None:
            self.told(deed)


@dataclass(slots=True)
class _Kept:
    """What is open in this process."""

    lists: Lists | None = None
    marks: tuple[tuple[int, ...], ...] | None = None
    galleries: dict[Path, Open] = field(default_factory=dict)


_KEPT: Final = _Kept()


def looked_up(lookups: Lookups | None, *, at: date) -> LookedUp:
    """Everything that a verification is looked up in, as it is now.

    Raises:
        NotLookedUp: something of it cannot be used.
    """
    if lookups is None:
        return LookedUp()
    with not_looked_up():
        enquiries = []
        for place in lookups.galleries:
            enquiry = Enquiry(open_gallery(lookups, place.path).gallery, place.purpose)
            enquiry.gallery.require_support(purpose=place.purpose, at=at)
            enquiries.append(enquiry)
        return LookedUp(_lists(lookups), tuple(enquiries))


def open_gallery(lookups: Lookups, path: Path, *, writing: bool = False) -> Open:
    """A gallery, open as long as the process lives; read only until somebody writes.

    Raises:
        NotLookedUp: it cannot be used.
    """
    with not_looked_up():
        seen = path.stat()
        which, kept = (seen.st_dev, seen.st_ino), _KEPT.galleries.get(path)
        if kept is not None and kept.which == which and (kept.writable or not writing):
            return kept
        if kept is not None:
            del _KEPT.galleries[path]
            kept.gallery.close()
        tell = Teller()
        gallery = Gallery(path, key=lookups.gallery_key or b"", read_only=not writing, record=tell)
        encoder = engine_named().encoder.id
        if gallery.encoder != encoder:
            gallery.close()
            raise ConfigurationError(
                f"{path} is a gallery of {gallery.encoder}, the service encodes by {encoder}: make a new "
                "gallery and enrol everybody again from pictures"
            )
        found = _KEPT.galleries[path] = Open(gallery, which, writing, tell)
        return found


@contextmanager
def not_looked_up() -> Iterator[None]:
    """Turn what keeps from looking up into one error: none of it is the fault of who asks."""
    try:
        yield
    except (NotLookedUp, JournalError):
        raise
    except (DocverifyError, OSError) as problem:
        raise NotLookedUp.of(problem, retryable=isinstance(problem, GalleryUnavailable)) from problem


def begin(lookups: Lookups | None, *, at: date) -> None:
    """Open everything once, before a service listens.

    Raises:
        ConfigurationError: something of it cannot be used; the message says what and why.
    """
    try:
        looked_up(lookups, at=at)
    except NotLookedUp as problem:
        raise ConfigurationError(str(problem)) from None
    finally:
        for one in _KEPT.galleries.values():
            one.gallery.close()
        _KEPT.galleries.clear()
        _KEPT.lists = _KEPT.marks = None


def _lists(lookups: Lookups) -> Lists | None:
    """The lists and the manifest that lie there now."""
    marks = tuple(map(_mark, (*lookups.lists, *lookups.manifest)))
    if _KEPT.marks != marks:
        _KEPT.lists = open_lists(
            lookups.lists,
            key=lookups.list_key,
            manifest=lookups.manifest,
            manifest_until=lookups.manifest_until,
        )
        _KEPT.marks = marks
    return _KEPT.lists


def _mark(path: Path) -> tuple[int, ...]:
    """What tells a file from the one that lay there before."""
    seen = path.stat()
    return seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns

"""What a service looks travellers up in: lists, a manifest, galleries; as it travels to the workers."""

import logging
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, Self

from docverify.errors import ConfigurationError, DocverifyError, GalleryError, GalleryUnavailable
from docverify.service.refused import Refused

_LOG: Final = logging.getLogger("docverify.service")
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class NotLookedUp(DocverifyError):  # noqa: N818 - they say what happened, as the house has it
    """A list or a gallery cannot be used, so that nothing can be told of anybody.

    Attributes:
        retryable: whether it may be usable in a moment.
    """

    retryable = False

    @classmethod
    def of(cls, problem: Exception, *, retryable: bool) -> Self:
        """What is raised in place of another error."""
        found = cls(str(problem))
        found.retryable = retryable
        return found


def not_looked_up(problem: NotLookedUp | GalleryError) -> Refused:
    """Say in the log what is wrong, and give whoever asked the refusal that names no file."""
    _LOG.error("nobody can be looked up: %s", problem)
    again = isinstance(problem, GalleryUnavailable) or getattr(problem, "retryable", False)
    return Refused(
        503,
        "not_looked_up",
        "A list or a gallery cannot be used, so that nothing is told: whoever runs the service must look.",
        retryable=again,
        retry_after=1 if again else None,
    )


class NotKept(DocverifyError):  # noqa: N818
    """An entry is not to be enrolled for so long, or is over already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryPlace:
    """A gallery and one of its purposes, which every verification searches.

    Attributes:
        path: of the register.
        purpose: name of the purpose; no other is touched.
    """

    path: Path
    purpose: str

    @property
    def name(self) -> str:
        """What requests call the gallery."""
        return self.path.stem

    @classmethod
    def read(cls, text: str) -> Self:
        """The place in `GALLERY:PURPOSE`.

        Raises:
            ConfigurationError: it is none.
        """
        path, _, purpose = text.rpartition(":")
        if not path or not purpose:
            raise ConfigurationError("--gallery names a file and a purpose, with a colon between")
        return cls(path=Path(path), purpose=purpose)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookups:
    """Files and keys. Its `repr` shows no key.

    Attributes:
        lists: files of `docverify lists build`.
        list_key: the key of all of them.
        manifest: files of the journey's manifest.
        manifest_until: last day for which it counts, where its files do not say it.
        galleries: what is searched, and may be enrolled into.
        gallery_key: the key of all galleries.

    Raises:
        ConfigurationError: a key is missing, or a gallery's file has a name that requests cannot say.
    """

    lists: tuple[Path, ...] = ()
    list_key: bytes | None = field(default=None, repr=False)
    manifest: tuple[Path, ...] = ()
    manifest_until: date | None = None
    galleries: tuple[GalleryPlace, ...] = ()
    gallery_key: bytes | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.lists and self.list_key is None:
            raise ConfigurationError("lists are opened with a key: name its file by --list-key")
        if self.galleries and self.gallery_key is None:
            raise ConfigurationError("galleries are opened with a key: name its file by --gallery-key")
        if len(set(self.galleries)) < len(self.galleries):
            raise ConfigurationError("a gallery is named twice for one purpose")
        if len(self.names) < len({one.path for one in self.galleries}):
            raise ConfigurationError("two galleries have one name: rename a file")
        if not all(_NAME.fullmatch(name) for name in self.names):
            raise ConfigurationError("a gallery's file is called by at most 64 letters, digits and . _ -")

    @property
    def names(self) -> tuple[str, ...]:
        """What requests call the galleries."""
        return tuple(dict.fromkeys(one.name for one in self.galleries))

    @property
    def purposes(self) -> tuple[str, ...]:
        """Of all galleries."""
        return tuple(dict.fromkeys(one.purpose for one in self.galleries))

    @property
    def told(self) -> str:
        """How much there is to look up in."""
        counts = {
            "galleries": len(self.galleries),
            "lists": len(self.lists),
            "files of a manifest": len(self.manifest),
        }
        return ", ".join(f"{count} {what}" for what, count in counts.items() if count)

    def place(self, name: str, purpose: str) -> GalleryPlace | None:
        """The place of a name and a purpose; None where the service has none."""
        found = (one for one in self.galleries if (one.name, one.purpose) == (name, purpose))
        return next(found, None)

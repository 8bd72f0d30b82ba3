"""The templates of many people's pictures, from a folder: what calibrations and populations are made of."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.errors import InputError
from docverify.evidence.sample import Role
from docverify.evidence.template import Template
from docverify.faces.acquire import acquire
from docverify.faces.engines import Engine
from docverify.imaging import Limits, load_image

_PICTURES: Final = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp"}
TEMPLATE: Final = ".template"
"""How files of `Template.to_bytes()` end; they lie in folders as pictures do."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Encoded:
    """The templates of many pictures. Personal data, like each template in it.

    Attributes:
        rows: (n, d) float32, each of length 1.
        people: (n,) the number of the person in each, from 0 up without gaps.
        failures: why the other pictures gave none.
        pictures: how many there were.
        digest: sha256 over the pictures' names and contents.
    """

    rows: NDArray[np.float32]
    people: NDArray[np.intp]
    failures: tuple[str, ...]
    pictures: int
    digest: str

    def __repr__(self) -> str:
        return f"Encoded(<{len(self.rows)} templates of {self.count} people>)"

    @property
    def count(self) -> int:
        """How many people there are."""
        return int(self.people.max()) + 1 if self.people.size else 0

    def chosen(self, which: NDArray[np.bool_]) -> "Encoded":
        """Some of the pictures, their people numbered anew."""
        numbers = np.unique(self.people[which], return_inverse=True)[1].ravel()
        return replace(self, rows=self.rows[which], people=numbers)

    def at_most(self, people: int, *, each: int, rng: np.random.Generator) -> "Encoded":
        """So many people at most, chosen at random, and so many of the pictures of each, the first."""
        some = np.zeros(self.count, bool)
        drawn = rng.permutation(self.count)[:people] if self.count > people else np.arange(self.count)
        some[drawn] = True
        seen = np.zeros(self.count, int)
        kept = np.zeros(len(self.rows), bool)
        for at, person in enumerate(self.people):
            kept[at] = some[person] and seen[person] < each
            seen[person] += 1
        return self.chosen(kept)

    def failed(self) -> dict[str, int]:
        """How many pictures gave no template, by the reason."""
        return {name: self.failures.count(name) for name in sorted(set(self.failures))}


def pictures_in(folder: Path) -> list[tuple[str, Path]]:
    """(person, file) of a folder that holds one folder for each person, or one picture of each.

    In a folder of folders the person is the folder's name; in a flat one each file is one. Files are
    pictures, or templates that end in `.template`. In the order of their names.

    Raises:
        InputError: no such folder, there is none of them, or it is both flat and a folder of folders.
    """
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder: name one with a folder, or a picture, for each person")
    kinds = _PICTURES | {TEMPLATE}
    flat = sorted(path for path in folder.glob("*") if path.suffix.lower() in kinds and path.is_file())
    deep = sorted(path for path in folder.glob("*/*") if path.suffix.lower() in kinds and path.is_file())
    if flat and deep:
        raise InputError(
            f"{folder} holds pictures and folders of pictures: use a folder, or a picture, for each person"
        )
    if not flat and not deep:
        raise InputError(f"no pictures in {folder}: it must hold one folder, or one picture, for each person")
    return [(path.name, path) for path in flat] or [(path.parent.name, path) for path in deep]


def encode_pictures(
    pictures: Iterable[tuple[str, Path]],
    engine: Engine,
    *,
    limits: Limits | None = None,
    seen: Callable[[], None] = lambda: None,
) -> Encoded:
    """Encode the face that counts of each picture.

    Args:
        pictures: (person, file), as `pictures_in` gives them.
        engine: see `engine_named`.
        limits: how large each picture may be; `Limits()` unless given.
        seen: called after each.

    Raises:
        InputError: a picture cannot be used, a template is of another encoder build, or none gave a template.
        EngineFailed: a network broke.
    """
    rows, people, failures = [], [], []
    digest = hashlib.sha256()
    count = 0
    for person, path in pictures:
        count += 1
        digest.update(f"{person}/{path.name}".encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
        template, failure = _template(path, engine, limits)
        if template is None:
            failures.append(failure)
        else:
            rows.append(template.direction)
            people.append(person)
        seen()
    if not rows:
        raise InputError(f"none of {count} pictures gave a template: {', '.join(sorted(set(failures)))}")
    if len({row.shape for row in rows}) > 1:
        raise InputError("the templates are of different lengths: encode all pictures with one engine")
    numbers = np.unique(people, return_inverse=True)[1].ravel()
    return Encoded(np.array(rows), numbers, tuple(failures), count, digest.hexdigest())


def _template(path: Path, engine: Engine, limits: Limits | None) -> tuple[Template | None, str]:
    """The template of a file, or why there is none."""
    if path.suffix.lower() == TEMPLATE:
        try:
            template = Template.from_bytes(path.read_bytes())
        except InputError as problem:
            raise InputError(f"{path}: {problem}") from problem
        if template.encoder != engine.encoder.id:
            raise InputError(
                f"{path} is a template of {template.encoder}, the engine is {engine.encoder.id}: encode the "
                "picture again with this engine"
            )
        return template, ""
    acquired = acquire(load_image(path, limits=limits or Limits()), role=Role.DOCUMENT, engine=engine)
    return acquired.template, "" if acquired.failure is None else str(acquired.failure)

"""The register of record: who is enrolled, for what, until when, and their templates in boxes of one length.

Boxes are never removed and never move: whoever leaves has his overwritten with zeros, and the next to be
enrolled takes that place. So no page of the file keeps a copy of a box in room that it left.
"""

import json
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from docverify.database import Database, Kind
from docverify.errors import AlreadyEnrolled, GalleryBroken, GalleryKeyWrong, GalleryUnavailable
from docverify.evidence.identified import GalleryKind
from docverify.gallery.seal import Entropy, Seal
from docverify.gallery.values import LONGEST, Purpose, instant_of

KIND: Final = Kind(
    name="gallery",
    mark=0x44564731,  # "DVG1"
    unavailable=GalleryUnavailable,
    broken=GalleryBroken,
    cache=65_536,  # tokens are looked up all over their index
)
_SCHEMA: Final = """
CREATE TABLE gallery (
    id BLOB NOT NULL, proof BLOB NOT NULL, encoder TEXT NOT NULL, length INTEGER NOT NULL,
    generation INTEGER NOT NULL
);
CREATE TABLE purposes (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, rules TEXT NOT NULL, proof BLOB NOT NULL,
    as_of INTEGER NOT NULL
);
CREATE TABLE entries (
    number INTEGER PRIMARY KEY, token BLOB UNIQUE, purpose INTEGER NOT NULL, enrolled INTEGER NOT NULL,
    expires INTEGER NOT NULL, changed INTEGER NOT NULL
);
CREATE INDEX entries_changed ON entries (changed);
CREATE INDEX entries_free ON entries (number) WHERE token IS NULL;
CREATE TABLE boxes (number INTEGER PRIMARY KEY, box BLOB NOT NULL);
"""
_AT_ONCE: Final = 4096
NOBODY: Final = 0
"""The purpose of a place where nobody is."""
_KNOWN: Final = struct.Struct("<qqqBB")  # purpose, enrolled, expires; lengths of the id and the policy's name
_HEAD: Final = _KNOWN.size + 2 * LONGEST


class Placed(NamedTuple):
    """One to be put into the register: all that is not secret, and what is."""

    token: bytes
    purpose: int
    enrolled: int
    expires: int
    id: str
    policy: str
    row: NDArray[np.float32]


class Kept(NamedTuple):
    """Where one is enrolled."""

    number: int
    purpose: int
    enrolled: int
    expires: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Opened:
    """What a box holds."""

    id: str
    policy: str
    purpose: int
    enrolled: int
    expires: int
    row: NDArray[np.float32]


class Register:
    """The SQLite file of a gallery, and its keys."""

    def __init__(self, store: Database, key: bytes) -> None:
        self.store = store
        found = store.row("SELECT id, proof, encoder, length FROM gallery")
        if found is None:
            raise GalleryBroken(f"{store.path} names no gallery: restore it from a copy")
        self.id: bytes = found[0]
        self.encoder: str = found[2]
        self.seal = Seal(key, self.id)
        if self.seal.proof != found[1]:
            raise GalleryKeyWrong(f"{store.path} was made with another key: pass that one")
        self.length: int = found[3]

    @classmethod
    def create(
        cls, path: Path, key: bytes, *, encoder: str, purposes: Iterable[Purpose], at: int, entropy: Entropy
    ) -> "Register":
        """Make the file."""
        gallery = entropy(16)
        seal = Seal(key, gallery)  # before there is a file: a key may be refused
        store = Database.create(path, kind=KIND, schema=_SCHEMA)
        with store.writing():
            store.execute("INSERT INTO gallery VALUES (?, ?, ?, 0, 0)", (gallery, seal.proof, encoder))
            for number, purpose in enumerate(purposes, start=NOBODY + 1):
                rules = _rules(purpose)
                proof = seal.token(_purpose_text(number, purpose.name, rules))
                store.execute(
                    "INSERT INTO purposes VALUES (?, ?, ?, ?, ?)", (number, purpose.name, rules, proof, at)
                )
        return cls(store, key)

    def purposes(self) -> dict[int, tuple[Purpose, int]]:
        """Every purpose by its number, and when its content was last changed or confirmed.

        Raises:
            GalleryBroken: one is not what was written.
        """
        found = {}
        rows = self.store.rows("SELECT number, name, rules, proof, as_of FROM purposes")
        for number, name, rules, proof, as_of in rows:
            if self.seal.token(_purpose_text(number, name, rules)) != proof:
                raise GalleryBroken(
                    f"purpose {number} is not what was written: restore the gallery from a copy"
                )
            found[number] = _purpose(name, rules), as_of
        return found

    def as_of(self, purpose: int) -> int:
        """When the content of a purpose was last changed or confirmed."""
        return int(self.store.row("SELECT as_of FROM purposes WHERE number = ?", (purpose,))[0])

    def over(self, at: int) -> list[Kept]:
        """Every entry whose time is over."""
        rows = self.store.rows(
            "SELECT number, purpose, enrolled, expires FROM entries WHERE token IS NOT NULL AND expires <= ?",
            (at,),
        )
        return [Kept(*row) for row in rows]

    def count(self, purpose: int, at: int) -> int:
        """How many entries of a purpose are not expired."""
        found = self.store.row(
            "SELECT count(*) FROM entries WHERE purpose = ? AND expires > ? AND token IS NOT NULL",
            (purpose, at),
        )
        return int(found[0])

    def generation(self) -> int:
        """How often the gallery was changed."""
        return int(self.store.row("SELECT generation FROM gallery")[0])

    def find(self, token: bytes) -> Kept | None:
        """Where the entry of a token is; None where there is none."""
        found = self.store.row(
            "SELECT number, purpose, enrolled, expires FROM entries WHERE token = ?", (token,)
        )
        return None if found is None else Kept(*found)

    def put(self, placed: Iterable[Placed], *, at: int) -> None:
        """Enrol some, inside `store.writing`: all or, where one is refused, none.

        Raises:
            AlreadyEnrolled: a token is taken.
        """
        generation = self.step()
        last = self.store.row("SELECT ifnull(max(number), -1) FROM entries")[0]
        reuse, purposes = True, set()
        for one in placed:
            if self.find(one.token) is not None:
                raise AlreadyEnrolled("the gallery has an entry of this id: replace it, or remove it first")
            if self.length == 0:
                self.length = len(one.row)
                self.store.execute("UPDATE gallery SET length = ?", (self.length,))
            known = (one.token, one.purpose, one.enrolled, one.expires, generation)
            free = self.store.row("SELECT number FROM entries WHERE token IS NULL LIMIT 1") if reuse else None
            reuse = free is not None
            if free is not None:
                self.store.execute(
                    "UPDATE entries SET token = ?, purpose = ?, enrolled = ?, expires = ?, changed = ? "
                    "WHERE number = ?",
                    (*known, free[0]),
                )
                self._overwrite(free[0], one)
            else:
                last += 1
                self.store.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", (last, *known))
                self.store.execute("INSERT INTO boxes VALUES (?, ?)", (last, self._box(last, one)))
            purposes.add(one.purpose)
        self.confirm(purposes, at=at)

    def replace(self, kept: Kept, placed: Placed, *, at: int) -> None:
        """Put another template in an entry's place, inside `store.writing`."""
        self.store.execute(
            "UPDATE entries SET enrolled = ?, expires = ?, changed = ? WHERE number = ?",
            (placed.enrolled, placed.expires, self.step(), kept.number),
        )
        self._overwrite(kept.number, placed)
        self.confirm({kept.purpose}, at=at)

    def clear(self, kept: Iterable[Kept], *, at: int) -> None:
        """Overwrite what is at these places, inside `store.writing`."""
        generation, gone = self.step(), list(kept)
        self.store.execute_each(
            f"UPDATE entries SET token = NULL, purpose = {NOBODY}, enrolled = 0, expires = 0, changed = ? "  # noqa: S608
            "WHERE number = ?",
            [(generation, one.number) for one in gone],
        )
        self.store.execute_each(
            "UPDATE boxes SET box = zeroblob(length(box)) WHERE number = ?", [(one.number,) for one in gone]
        )
        self.confirm({one.purpose for one in gone}, at=at)

    def step(self) -> int:
        """Count one change, inside `store.writing`; the generation that it makes."""
        self.store.execute("UPDATE gallery SET generation = generation + 1")
        return self.generation()

    def confirm(self, purposes: Iterable[int], *, at: int) -> None:
        """Note that the content of purposes is that of an instant, inside `store.writing`."""
        self.store.execute_each(
            "UPDATE purposes SET as_of = ? WHERE number = ? AND as_of < ?",
            [(at, one, at) for one in purposes],
        )

    def open(self, number: int) -> Opened:
        """What is at a place.

        Raises:
            GalleryBroken: nobody, or not what was written.
        """
        found = self.store.row(
            "SELECT e.purpose, e.expires, b.box FROM entries e JOIN boxes b ON b.number = e.number "
            "WHERE e.number = ? AND e.token IS NOT NULL",
            (number,),
        )
        if found is None:
            raise GalleryBroken(f"entry {number} is not there: restore the gallery from a copy")
        return self.opened(number, *found)

    def opened(self, number: int, purpose: int, expires: int, box: bytes) -> Opened:
        """What is in a box.

        Raises:
            GalleryBroken: not what was written, or not for this purpose or time.
        """
        content = self.seal.open_entry(number, box)
        known = _KNOWN.unpack_from(content)
        if (known[0], known[2]) != (purpose, expires):
            raise GalleryBroken(f"entry {number} was enrolled for another purpose or time than it says")
        entry, policy = content[_KNOWN.size : _HEAD - LONGEST], content[_HEAD - LONGEST : _HEAD]
        return Opened(
            id=entry[: known[3]].decode(),
            policy=policy[: known[4]].decode(),
            purpose=known[0],
            enrolled=known[1],
            expires=known[2],
            row=np.frombuffer(content, np.float32, offset=_HEAD),
        )

    def changed_since(self, generation: int) -> Iterator[list[tuple[int, int, int, bytes | None]]]:
        """(number, purpose, expires, box) of every place that changed later, some at a time.

        The box is None where nobody is.
        """
        last = (generation, sys.maxsize)
        while True:
            rows = self.store.rows(
                "SELECT e.changed, e.number, e.purpose, e.expires, CASE WHEN e.token NOTNULL THEN b.box END "
                "FROM entries e JOIN boxes b ON b.number = e.number "
                "WHERE (e.changed, e.number) > (?, ?) ORDER BY e.changed, e.number LIMIT ?",
                (*last, _AT_ONCE),
            )
            if not rows:
                return
            yield [row[1:] for row in rows]
            last = rows[-1][:2]

    def numbers_changed_since(self, generation: int) -> list[int]:
        """Every place that changed later."""
        return [
            number
            for (number,) in self.store.rows("SELECT number FROM entries WHERE changed > ?", (generation,))
        ]

    def read_length(self) -> None:
        """Look at how many numbers the templates have, which the first that is enrolled tells."""
        self.length = self.store.row("SELECT length FROM gallery")[0]

    def _overwrite(self, number: int, placed: Placed) -> None:
        box = self._box(number, placed)
        self.store.execute("UPDATE boxes SET box = ? WHERE number = ?", (box, number))

    def _box(self, number: int, placed: Placed) -> bytes:
        entry, policy = placed.id.encode(), placed.policy.encode()
        known = _KNOWN.pack(placed.purpose, placed.enrolled, placed.expires, len(entry), len(policy))
        head = known + entry.ljust(LONGEST, b"\0") + policy.ljust(LONGEST, b"\0")
        return self.seal.close_entry(number, head + placed.row.astype("<f4").tobytes())


def _purpose_text(number: int, name: str, rules: str) -> str:
    return f"purpose {number} {len(name)} {name} {rules}"


def _rules(purpose: Purpose) -> str:
    stale = None if purpose.stale_after is None else int(purpose.stale_after.total_seconds())
    return json.dumps(
        {
            "kind": purpose.kind.value,
            "fpir": purpose.fpir,
            "longest": int(purpose.longest.total_seconds()),
            "stale_after": stale,
        }
    )


def _purpose(name: str, rules: str) -> Purpose:
    told = json.loads(rules)
    stale = told["stale_after"]
    epoch = instant_of(0)
    return Purpose(
        name=name,
        kind=GalleryKind(told["kind"]),
        fpir=told["fpir"],
        longest=instant_of(told["longest"]) - epoch,
        stale_after=None if stale is None else instant_of(stale) - epoch,
    )

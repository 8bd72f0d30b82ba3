"""Looking at a whole journal: every entry against the one before, the tree against every checkpoint.

What was written anew from some entry on, with all that follows chained and hashed again, holds together:
only a checkpoint tells it, and the place is known no more closely than from the last checkpoint that fits
to the first one that does not. A checkpoint of its own that does not fit tells it closely; that they
fit tells nothing where one from outside does not.
"""

from binascii import hexlify
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from docverify.database import Database
from docverify.operation.journal.checkpoint import TreeHead
from docverify.operation.journal.line import NOTHING_BEFORE
from docverify.operation.journal.tree import EMPTY, WIDTH, node_hash
from docverify.operation.journal.values import FaultKind, JournalAudit, JournalFault

MOST_FAULTS: Final = 20
_AT_ONCE: Final = 100
"""Rows that are fetched at once: few enough to be in the processor's cache still when they are hashed."""
_ROWS: Final = """
SELECT
    number,
    CAST(at AS BLOB),
    CAST(kind AS BLOB),
    CAST(coalesce(profile, '-') AS BLOB),
    CAST(coalesce(concerns, '-') AS BLOB),
    CAST(hashes AS BLOB),
    CAST(body AS BLOB)
FROM entries WHERE number >= ? AND number < ? ORDER BY number LIMIT ?
"""
_Row = tuple[int, bytes, bytes, bytes, bytes, bytes, bytes]
"""Bytes throughout: reading them as text took as long as hashing them."""


@dataclass(slots=True)
class _Walk:
    """The state of a walk along the chain."""

    expected: int = 0
    previous: bytes = NOTHING_BEFORE.encode()
    peaks: list[bytes] = field(default_factory=list)
    faults: list[JournalFault] = field(default_factory=list)
    sealed: list[int] = field(default_factory=list)

    def root(self) -> bytes:
        """The root over what was walked."""
        if not self.peaks:
            return EMPTY
        root = self.peaks[-1]
        for peak in self.peaks[-2::-1]:
            root = node_hash(peak, root)
        return root

    def blame(self, kind: FaultKind, first: int, last: int, sentence: str) -> None:
        """Note a fault, as long as there are few."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(JournalFault(kind=kind, first=first, last=last, sentence=sentence))


def audit(
    store: Database,
    *,
    size: int,
    own: Iterable[TreeHead],
    outside: Iterable[TreeHead],
) -> tuple[JournalAudit, list[int]]:
    """Walk along a journal: what is wrong, and numbers of the entries that may tell of something sealed.

    Args:
        store: the journal's file.
        size: entries to look at; what is written meanwhile is left out.
        own: checkpoints that the journal keeps, of this log and signed by its key.
        outside: checkpoints that somebody else kept, likewise.
    """
    heads = sorted(own, key=_size)
    given = sorted(outside, key=_size)
    walk, roots = _Walk(), {0: EMPTY}
    for stop in sorted({size, *(head.size for head in (*heads, *given) if head.size < size)}):
        for rows in _chunks(store, walk.expected, stop):
            _steps(walk, rows)
        if not walk.faults:
            roots[stop] = walk.root()
    if not walk.faults:
        walk.faults += _held_against(roots, heads, given, size)
    found = JournalAudit(
        entries=size,
        root=walk.root().hex(),
        held_against=tuple(head.size for head in given),
        faults=tuple(walk.faults),
    )
    return found, walk.sealed


def _size(head: TreeHead) -> int:
    return head.size


def _chunks(store: Database, first: int, stop: int) -> Iterator[list[_Row]]:
    """Rows in their order, some at a time, so that no reader holds the file for long."""
    while rows := store.rows(_ROWS, (first, stop, _AT_ONCE)):
        yield rows
        first = rows[-1][0] + 1


def _steps(walk: _Walk, rows: list[_Row]) -> None:
    """Walk on by some entries; what does not fit is looked at more closely."""
    previous, peaks, expected = walk.previous, walk.peaks, walk.expected
    for row in rows:
        number, at, kind, profile, concerns, hashes, body = row
        leaf = found = grown = sha256(b"\0" + body).digest()
        if number != expected:
            _gap(walk, expected, number - 1)
            previous, peaks = b"", []
        place = number
        while place & 1 and peaks:
            found = sha256(b"\1" + peaks.pop() + found).digest()
            grown += found
            place >>= 1
        peaks.append(found)
        line = b"%d %b %b %b %b %b\n" % (number, previous, at, kind, profile, concerns)
        if not body.startswith(line) or grown != hashes:
            _blame(walk, row, leaf, previous)
        if profile == b"full":
            walk.sealed.append(number)
        # Where a body was changed, the entry after it tells what it was.
        previous = hexlify(hashes[:WIDTH] if walk.faults else leaf)
        expected = number + 1
    walk.previous, walk.peaks, walk.expected = previous, peaks, expected


def _gap(walk: _Walk, first: int, last: int) -> None:
    """Entries are gone; what comes after is walked on its own."""
    some = f"entry {last} is missing" if first == last else f"entries {first} to {last} are missing"
    walk.blame(FaultKind.MISSING, first, last, some)


def _blame(walk: _Walk, row: _Row, leaf: bytes, previous: bytes) -> None:
    """What is wrong with an entry that does not fit; `previous` is empty where the one before is missing."""
    number, *kept, hashes, body = row
    words = body.partition(b"\n")[0].split(b" ")
    if len(words) != 6:
        walk.blame(FaultKind.CHANGED, number, number, f"entry {number} is no entry any more")
    elif words[0] != b"%d" % number:
        # Whatever was put in before it moved this one on.
        first = number - 1 if words[0] == b"%d" % (number - 1) and number else number
        sentence = f"entry {number} stands where another one was written"
        walk.blame(FaultKind.OUT_OF_ORDER, first, number, sentence)
    elif leaf != hashes[:WIDTH]:
        walk.blame(FaultKind.CHANGED, number, number, f"entry {number} does not say what it said")
    elif previous and words[1] != previous:
        first = max(0, number - 1)
        sentence = f"entry {first} or {number} was changed: they do not follow"
        walk.blame(FaultKind.CHANGED, first, number, sentence)
    elif words[2:] != kept:
        sentence = f"what is kept to find entry {number} is not its own"
        walk.blame(FaultKind.INDEX_CHANGED, number, number, sentence)
    elif not walk.faults:
        sentence = f"the hashes kept beside entry {number} are not its own"
        walk.blame(FaultKind.INDEX_CHANGED, number, number, sentence)


def _held_against(
    roots: dict[int, bytes], own: list[TreeHead], outside: list[TreeHead], size: int
) -> Iterator[JournalFault]:
    """The first checkpoint that does not fit, of the journal's own and of those from outside.

    That the journal's own ones fit where one from outside does not means nothing: whoever wrote the log
    anew may have had its key.
    """
    for heads in (own, outside):
        fits = 0
        for head in heads:
            if head.size > size or roots[head.size] != head.root:
                yield _misfit(head, fits, size)
                break
            fits = head.size


def _misfit(head: TreeHead, fits: int, size: int) -> JournalFault:
    last = head.size - 1
    if head.size > size:
        sentence = (
            f"a checkpoint has {head.size} entries and the journal {size}: those from {size} on are gone, or "
            f"earlier ones, not before {fits}, and what followed them was written anew"
        )
        return JournalFault(kind=FaultKind.TRUNCATED, first=fits, last=last, sentence=sentence)
    sentence = (
        f"from entry {fits} to {last} the journal is another one than a checkpoint of {head.size} entries"
    )
    return JournalFault(kind=FaultKind.FORKED, first=fits, last=last, sentence=sentence)

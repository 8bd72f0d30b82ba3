"""A copy of the rows beside the register, in blocks, from which a gallery is opened quickly.

A register of a million entries is a million boxes; this is 245. It is encrypted under its own key, its
head names every block by its nonce, so that none can be put in another's place, and it holds nothing that
the register does not hold: where it is missing, damaged or half written, it is made anew.

It is read, not mapped into memory. What can be searched as it is mapped lies on the disk in the clear, and
so would the templates of everybody, readable without the key. Each block is deciphered once, copied into the
rows that are searched, and let go.
"""

import os
import struct
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np

from docverify.database import settle
from docverify.gallery.memory import MemoryIndex
from docverify.gallery.register import NOBODY
from docverify.gallery.seal import NONCE, OVERHEAD, Seal

SUFFIX: Final = "-rows"
BLOCK: Final = 4096
"""Places of a block; a part of the memory holds a whole number of them."""
LEAST: Final = 4096
"""A gallery of fewer opens as quickly from the register."""
_MAGIC: Final = b"DVGR0001"
_HEAD: Final = struct.Struct("<qqqq")  # the attributes of `_Head` but for the last two
_MOST_HEAD: Final = 1 << 22
"""Bytes of a head that are read: of a billion places."""
_SIZE: Final = struct.Struct("<8sI")  # magic, bytes of the head's box


@dataclass(slots=True)
class _Head:
    """What the head of the file says.

    Attributes:
        generation: of the register, up to which the copy holds every change.
        scrubbed: up to which it holds nothing that was overwritten in the register.
        count: places.
        length: numbers of a template.
        nonces: of the blocks.
        start: where the first block begins.
    """

    generation: int
    scrubbed: int
    count: int
    length: int
    nonces: list[bytes]
    start: int


class Copy:
    """The file of the copy; it need not be there."""

    def __init__(self, register: Path, seal: Seal) -> None:
        self.path = register.with_name(register.name + SUFFIX)
        self._seal = seal

    def load(self, index: MemoryIndex) -> bool:
        """Put what it holds into an empty index, with its generation; False where it holds nothing whole."""
        try:
            with self.path.open("rb") as file:
                head = self._head(file.read(_MOST_HEAD))
                return head is not None and self._load(file, head, index)
        except OSError:
            return False

    def _load(self, file: BinaryIO, head: _Head, index: MemoryIndex) -> bool:
        """Block by block, so that no more than one is in memory twice."""
        file.seek(head.start)
        index.reserve(head.count)
        for number, first in enumerate(range(0, head.count, BLOCK)):
            places = min(BLOCK, head.count - first)
            box = file.read(_block_size(places, head.length))
            content = (
                self._seal.open_rows(_place(number), box) if box[:NONCE] == head.nonces[number] else None
            )
            if content is None:
                index.close()
                return False
            expires = np.frombuffer(content, np.int64, places)
            purposes = np.frombuffer(content, np.int32, places, offset=8 * places)
            rows = np.frombuffer(content, np.float32, places * head.length, offset=12 * places)
            index.put_block(first, rows.reshape(places, head.length), purposes, expires)
        index.generation = head.generation
        return True

    def write(self, index: MemoryIndex) -> None:
        """Write everything anew, and overwrite what was there; the head comes last, so that half is none."""
        self.drop()
        blocks = _blocks(len(index))
        head = _Head(index.generation, index.generation, len(index), index.length, [], _head_size(blocks))
        self.path.touch(0o600, exist_ok=False)
        with self.path.open("r+b") as file:
            file.seek(head.start)
            for number in range(blocks):
                box = self._box(index, number, head.count)
                head.nonces.append(box[:NONCE])
                file.write(box)
            file.flush()
            os.fsync(file.fileno())
            self._write_head(file, head)
        settle(self.path.parent)

    def scrub(self, index: MemoryIndex, changed_since: Callable[[int], Iterable[int]]) -> None:
        """Overwrite the blocks that hold what the register does not hold any more.

        Args:
            index: which holds every change of the register.
            changed_since: places that changed after a generation.
        """
        try:
            file = self.path.open("r+b")
        except FileNotFoundError:
            return
        with file:
            head = self._head(file.read(_MOST_HEAD))
            if head is not None:
                changed = {place // BLOCK for place in changed_since(head.scrubbed) if place < head.count}
                for number in sorted(changed):
                    box = self._box(index, number, head.count)
                    file.seek(head.start + number * _block_size(BLOCK, head.length))
                    file.write(box)
                    head.nonces[number] = box[:NONCE]
                if head.scrubbed < index.generation:
                    head.scrubbed = index.generation
                    self._write_head(file, head)
        if head is None:
            self.drop()

    def drop(self) -> None:
        """Overwrite the file and remove it."""
        with suppress(FileNotFoundError):
            size = self.path.stat().st_size
            with self.path.open("r+b") as file:
                for _ in range(0, size, 1 << 20):
                    file.write(bytes(1 << 20))
                file.flush()
                os.fsync(file.fileno())
            self.path.unlink()

    def _head(self, data: bytes) -> _Head | None:
        """What the head says; None where it is not what was written."""
        if len(data) < _SIZE.size:
            return None
        magic, size = _SIZE.unpack_from(data)
        end = _SIZE.size + size
        if magic != _MAGIC or len(data) < end:
            return None
        content = self._seal.open_rows(b"head", data[_SIZE.size : end])
        if content is None:
            return None
        nonces = [content[at : at + NONCE] for at in range(_HEAD.size, len(content), NONCE)]
        generation, scrubbed, count, length = _HEAD.unpack_from(content)
        return _Head(generation, scrubbed, count, length, nonces, end)

    def _write_head(self, file: BinaryIO, head: _Head) -> None:
        known = _HEAD.pack(head.generation, head.scrubbed, head.count, head.length)
        box = self._seal.close_rows(b"head", known + b"".join(head.nonces))
        file.seek(0)
        file.write(_SIZE.pack(_MAGIC, len(box)) + box)
        file.flush()
        os.fsync(file.fileno())

    def _box(self, index: MemoryIndex, number: int, count: int) -> bytes:
        first = number * BLOCK
        rows, purposes, expires = index.block(first, min(first + BLOCK, count))
        known = np.where(purposes == NOBODY, 0, expires)
        return self._seal.close_rows(_place(number), known.tobytes() + purposes.tobytes() + rows.tobytes())


def _place(number: int) -> bytes:
    return b"block" + number.to_bytes(8, "big")


def _blocks(count: int) -> int:
    return -(-count // BLOCK)


def _block_size(places: int, length: int) -> int:
    return OVERHEAD + places * (12 + 4 * length)


def _head_size(blocks: int) -> int:
    return _SIZE.size + OVERHEAD + _HEAD.size + NONCE * blocks

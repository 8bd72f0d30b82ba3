"""The structure of a TIFF (revision 6.0, and BigTIFF), judged before its pixels are decoded.

libtiff is lenient: where a fax's codes make no sense it leaves the rows white, and says nothing.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from docverify.errors import LimitExceeded, UnreadableImage
from docverify.imaging.limits import Limits

_WIDTH, _LENGTH, _BITS, _COMPRESSION, _SAMPLES = 256, 257, 258, 259, 277
_SUBFILE, _STRIPS, _STRIP_BYTES, _ROWS = 254, 273, 279, 278
_TILE_WIDTH, _TILE_LENGTH, _TILES, _TILE_BYTES = 322, 323, 324, 325
_SIZES: Final = {
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
    16: 8,
    17: 8,
    18: 8,
}
"""Type of an entry → bytes of one value."""
_UNSIGNED: Final = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
_MOST_ENTRIES: Final = 1000  # of a directory; a picture has about 15
_JPEG: Final = (6, 7)
_FAX: Final = {2: 64, 3: 64, 4: 8}
"""Compression (T.4 without ends of lines, T.4, T.6) → zero bytes in a row that its codes, and T.4's fill,
never have."""
_REDUCED: Final = 1
_STRUCTURE: Final = {
    *(_SUBFILE, _WIDTH, _LENGTH, _BITS, _COMPRESSION, _SAMPLES, _STRIPS, _STRIP_BYTES, _ROWS),
    *(_TILE_WIDTH, _TILE_LENGTH, _TILES, _TILE_BYTES),
}
_DIRECTORIES: Final = (34665, 34853, 40965)  # of EXIF, GPS and interoperability, which Pillow reads as well
_FRACTIONS: Final = {5, 10, 11, 12}
_MOST_FRACTIONS: Final = 1000  # which Pillow makes objects of, 2 µs each
TILE: Final = (_TILE_WIDTH, _TILE_LENGTH)
MAGIC: Final = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


@dataclass(frozen=True, slots=True)
class Directory:
    """An image file directory: one page.

    Attributes:
        order: of bytes, as `struct` has it.
        entries: tag → (type, number of values, where they stand).
        data: the file.
        big: whether places are of eight bytes (BigTIFF).
    """

    order: str
    entries: dict[int, tuple[int, int, int]]
    data: bytes
    big: bool

    def values(self, tag: int, most: int) -> tuple[int, ...]:
        """The first values of an entry; none where there is none, or none of whole numbers."""
        kind, count, place = self.entries.get(tag, (0, 0, 0))
        letter, count = _UNSIGNED.get(kind), min(count, most)
        if letter is None or place + count * _SIZES[kind] > len(self.data):
            return ()
        return struct.unpack_from(f"{self.order}{count}{letter}", self.data, place)

    def value(self, tag: int, default: int) -> int:
        """The first value of an entry."""
        return next(iter(self.values(tag, 1)), default)

    def count(self, tag: int) -> int:
        """How many values an entry has."""
        return self.entries.get(tag, (0, 0, 0))[1]

    @property
    def reduced(self) -> bool:
        """Whether this is a smaller copy of another page."""
        return bool(self.value(_SUBFILE, 0) & _REDUCED)

    @property
    def pixels(self) -> int:
        """Width × height."""
        return self.value(_WIDTH, 1) * self.value(_LENGTH, 1)

    @property
    def _bits(self) -> int:
        return self.value(_SAMPLES, 1) * max(self.values(_BITS, 8), default=1)

    def _check_tags(self) -> None:
        """Refuse tags that cost more than the picture, and those that another reader may see otherwise."""
        for tag, (kind, _, _) in self.entries.items():
            if tag in _STRUCTURE and kind not in _UNSIGNED:
                raise UnreadableImage(f"the TIFF's tag {tag} is no whole number: send the picture again")
        places = [self.value(tag, 0) for tag in _DIRECTORIES]
        others = [_directory(self.data, place, self.order, big=self.big)[0] for place in places if place]
        for one in (self, *others):
            if sum(count * _SIZES[kind] for kind, count, _ in one.entries.values()) > len(self.data):
                raise UnreadableImage("the TIFF's tags are larger than the file: send the picture again")
            for tag, (kind, count, _) in one.entries.items():
                if kind in _FRACTIONS and count > _MOST_FRACTIONS:
                    raise LimitExceeded(f"the TIFF's tag {tag} has {count:,} fractions: save it as PNG")

    def check(self, limits: Limits) -> None:
        """Raise `LimitExceeded` for what costs too much, `UnreadableImage` for a fax with a hole."""
        self._check_tags()
        width, height = self.value(_WIDTH, 1), self.value(_LENGTH, 1)
        limits.check_size(width, height)
        # A tile is decoded whole, however little of it the picture needs.
        across, down = (
            self.value(_TILE_WIDTH, width),
            self.value(_TILE_LENGTH, min(self.value(_ROWS, height), height)),
        )
        limits.check_size(across, down)
        pieces = max(self.count(_STRIPS), self.count(_TILES))
        limits.check_parts(max(pieces, -(-width // across) * -(-height // down)))
        limits.check_decoded(self._bits, width, height)
        compression = self.value(_COMPRESSION, 1)
        lengths = self.values(_STRIP_BYTES, limits.parts) or self.values(_TILE_BYTES, limits.parts)
        if compression != 1 and sum(lengths) > len(self.data):  # strips that share their bytes
            raise UnreadableImage("the TIFF's strips are larger than the file: send the picture again")
        if compression in _JPEG:
            limits.check_work(self.data.count(b"\xff\xda"), across, down)
        if compression in _FAX:
            self._check_fax(bytes(_FAX[compression]), limits)

    def _check_fax(self, hole: bytes, limits: Limits) -> None:
        view = self.data
        places = self.values(_STRIPS, limits.parts) or self.values(_TILES, limits.parts)
        lengths = self.values(_STRIP_BYTES, limits.parts) or self.values(_TILE_BYTES, limits.parts)
        for place, length in zip(places, lengths, strict=False):
            # Zeros at the very end fill the last byte, or a sector.
            if view.find(hole, place, place + len(view[place : place + length].rstrip(b"\0"))) >= 0:
                raise UnreadableImage("a part of the fax is missing: send the picture again")


def directories(data: bytes, most: int) -> Iterator[Directory]:
    """Every page of a TIFF, in order; no more than one beyond `most`.

    Raises:
        UnreadableImage: the file ends before a directory does.
        LimitExceeded: a directory has more entries than any picture needs.
    """
    order = "<" if data[:2] == b"II" else ">"
    big = data[2:4] in (b"+\0", b"\0+")
    seen: set[int] = set()
    place = _number(data, 8 if big else 4, order, big=big)
    while place and place not in seen and len(seen) <= most:
        seen.add(place)
        directory, place = _directory(data, place, order, big=big)
        yield directory


def _number(data: bytes, place: int, order: str, *, big: bool) -> int:
    try:
        return int(struct.unpack_from(f"{order}{'Q' if big else 'I'}", data, place)[0])
    except struct.error as problem:
        raise UnreadableImage(
            f"the TIFF is cut off after {len(data)} bytes: send the picture again"
        ) from problem


def _directory(data: bytes, place: int, order: str, *, big: bool) -> tuple[Directory, int]:
    """The directory at a place of the file, and the place of the next."""
    word, head, step, held_bytes = ("Q", "Q", 20, 8) if big else ("I", "H", 12, 4)
    entries: dict[int, tuple[int, int, int]] = {}
    try:
        (count,) = struct.unpack_from(f"{order}{head}", data, place)
        if count > _MOST_ENTRIES:
            raise LimitExceeded(f"the TIFF has more than {_MOST_ENTRIES} tags: save it as PNG")
        start = place + struct.calcsize(f"={head}")
        for at in range(start, start + count * step, step):
            tag, kind, number = struct.unpack_from(f"{order}HH{word}", data, at)
            held = at + step - held_bytes
            if number * _SIZES.get(kind, 1) > held_bytes:
                held = _number(data, held, order, big=big)
            if kind in _SIZES and entries.setdefault(tag, (kind, number, held)) != (kind, number, held):
                raise UnreadableImage(f"the TIFF has tag {tag} twice: send the picture again")
    except struct.error as problem:
        raise UnreadableImage(
            f"the TIFF is cut off after {len(data)} bytes: send the picture again"
        ) from problem
    return Directory(order, entries, data, big), _number(data, start + count * step, order, big=big)


def pages(data: bytes, most: int) -> list[tuple[int, Directory]]:
    """Every page with its number, smaller copies of others left out; see `directories`."""
    every = list(enumerate(directories(data, most)))
    if not every:
        raise UnreadableImage("the TIFF holds no picture: send another")
    return [(number, page) for number, page in every if not page.reduced] or every[:1]


def check(data: bytes, limits: Limits) -> None:
    """Check the first page; see `Directory.check`."""
    first = next(directories(data, 0), None)
    if first is None:
        raise UnreadableImage("the TIFF holds no picture: send another")
    first.check(limits)

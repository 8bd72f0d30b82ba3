"""The file of a list of documents: what it is in the clear, digests, and a seal over both.

```text
magic             22 bytes
length of header   4 bytes, little-endian; the header is padded so that what follows is aligned
header            JSON: the edition, the key's id, how many records, kinds and shapes of ranges
buckets           uint32, little-endian: where the records begin whose first bits are 0, 1, 2, …
records           16 bytes each, sorted
seal              HMAC-SHA-256 of all before it
```
"""

import hmac
import json
import mmap
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from docverify.errors import ConfigurationError, InputError, UnsupportedFormat
from docverify.evidence.listed import ListEdition
from docverify.lists.documents.digests import FOLDED, RECORD, Shape, key_id, tag

MAGIC: Final = b"docverify documents 1\n"
_SEAL: Final = 32
_IN_BUCKET: Final = 8
"""Records in a bucket, about."""
_LONGEST_HEADER: Final = 1 << 20
Buffer = bytes | mmap.mmap


@dataclass(frozen=True, slots=True)
class Table:
    """Records that can be looked up.

    Attributes:
        edition: of the list.
        count: how many records there are.
        kinds: first letters of document codes that occur; "" where some stand for every kind.
        shapes: of the blocks that ranges are divided into.
        bits: first bits of a record that tell its bucket.
        buckets: (2^bits + 1,) uint32, where they begin.
        buffer: the file.
        start: where in it the records begin.
    """

    edition: ListEdition
    count: int
    kinds: tuple[str, ...]
    shapes: tuple[Shape, ...]
    bits: int
    buckets: NDArray[np.uint32]
    buffer: Buffer
    start: int

    def rests(self, alike: bytes) -> list[bytes]:
        """What the records that begin so end with."""
        bucket = int.from_bytes(alike[:4]) >> (32 - self.bits) if self.bits else 0
        first, last = self.buckets[bucket : bucket + 2].tolist()
        records = self.buffer[self.start + first * RECORD : self.start + last * RECORD]
        return [
            records[at + FOLDED : at + RECORD]
            for at in range(0, len(records), RECORD)
            if records[at : at + FOLDED] == alike
        ]


def table_bytes(
    records: NDArray[np.bytes_], *, key: bytes, edition: ListEdition, kinds: set[str], shapes: set[Shape]
) -> bytes:
    """The file of a list.

    Args:
        records: sorted, (n,) of 16 bytes each.
        key: under which they were made.
        edition: of the list.
        kinds: that occur.
        shapes: of the blocks of its ranges.
    """
    bits = max((len(records) // _IN_BUCKET).bit_length(), 1)
    raw = np.frombuffer(records.tobytes(), np.uint8).reshape(-1, RECORD)
    leading = np.ascontiguousarray(raw[:, :4]).view(">u4").ravel() >> np.uint32(32 - bits)
    buckets = np.searchsorted(leading, np.arange((1 << bits) + 1), "left").astype("<u4")
    header = json.dumps(
        {
            "name": edition.name,
            "version": edition.version,
            "issued": edition.issued.isoformat(),
            "stale_after": edition.stale_after,
            "key": key_id(key),
            "records": len(records),
            "bits": bits,
            "kinds": sorted(kinds),
            "shapes": sorted(shapes),
        },
        ensure_ascii=False,
    ).encode()
    room = -(len(MAGIC) + 4 + len(header)) % RECORD
    header += b" " * room
    body = b"".join((MAGIC, len(header).to_bytes(4, "little"), header, buckets.tobytes(), records.tobytes()))
    return body + tag(key, "seal", body)


def open_table(path: str | Path, key: bytes) -> Table:
    """Open a file of `table_bytes`, memory-mapped, after its seal was checked.

    Raises:
        ConfigurationError: it cannot be opened, or was made under another key.
        UnsupportedFormat: it is no list of documents, or one of another version.
        InputError: it is not whole, or was changed.
    """
    try:
        with Path(path).open("rb") as file:
            buffer = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as problem:
        raise ConfigurationError(f"{path} cannot be opened as a list of documents: {problem}") from problem
    try:
        return table_in(buffer, key)
    except InputError as problem:
        raise type(problem)(f"{path}: {problem}") from problem


def table_in(buffer: Buffer, key: bytes) -> Table:
    """Read what `table_bytes` made; errors as `open_table`."""
    if buffer[: len(MAGIC)] != MAGIC:
        raise UnsupportedFormat("this is no list of documents that this version of docverify made")
    length = int.from_bytes(buffer[len(MAGIC) : len(MAGIC) + 4], "little")
    start = len(MAGIC) + 4 + length
    header = _header(buffer[len(MAGIC) + 4 : start]) if length <= _LONGEST_HEADER else None
    if header is None:
        raise InputError("the list is damaged: build it again")
    if header.get("key") != key_id(key):
        raise ConfigurationError("the list was made under another key: pass the one that it was built with")
    with memoryview(buffer) as whole:
        seal = tag(key, "seal", whole[:-_SEAL])  # type: ignore[arg-type]
        sealed = hmac.compare_digest(seal, whole[-_SEAL:].tobytes())
    if not sealed:
        raise InputError("the list is not whole, or was changed after it was built: build it again")
    bits, count = int(header["bits"]), int(header["records"])
    buckets = np.frombuffer(buffer, "<u4", (1 << bits) + 1, start)
    return Table(
        edition=ListEdition(
            name=header["name"],
            version=header["version"],
            issued=date.fromisoformat(header["issued"]),
            stale_after=header["stale_after"],
        ),
        count=count,
        kinds=tuple(header["kinds"]),
        shapes=tuple((length, free) for length, free in header["shapes"]),
        bits=bits,
        buckets=buckets,
        buffer=buffer,
        start=start + buckets.nbytes,
    )


def _header(text: bytes) -> dict[str, Any] | None:
    try:
        content = json.loads(text)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None

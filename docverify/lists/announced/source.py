"""Open what a caller hands over as a manifest, within limits."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

from docverify.errors import InputError, LimitExceeded

Source = str | Path | bytes | BinaryIO
"""A path, the bytes themselves, or a file of bytes."""

MOST_PEOPLE: Final = 1_000_000
"""In one manifest: 1.1 GB of memory; the largest ship carries fewer than ten thousand."""
MOST_BYTES: Final = 1 << 30
"""Of one file: about a kilobyte for each of a million people."""


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """A file of bytes that gives at most `MOST_BYTES`.

    Raises:
        InputError: there is no such file, it cannot be read, or the source is none of the above.
        LimitExceeded: a file larger than that, or more was read than that.
    """
    if isinstance(source, bytes):
        yield io.BytesIO(source)
        return
    if isinstance(source, (str, Path)):
        with _file(source) as file:
            yield file
        return
    if not callable(getattr(source, "read", None)):
        raise InputError(f"the source is a {type(source).__name__}: pass a path, bytes, or a file of bytes")
    yield cast(BinaryIO, _Bounded(source))


@contextmanager
def _file(path: str | Path) -> Iterator[BinaryIO]:
    try:
        file = Path(path).open("rb")  # noqa: SIM115 - closed below; only its opening is tried
    except (OSError, ValueError) as problem:
        told = getattr(problem, "strerror", None) or "no such name of a file"
        raise InputError(f"{path} cannot be opened: {told}") from None
    with file:
        yield cast(BinaryIO, _Bounded(file))


class _Bounded:
    """A file of bytes of which no more is read than the limit."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._left = file, MOST_BYTES

    def read(self, size: int) -> bytes:
        """Up to `size` bytes."""
        try:
            block = self._file.read(size)
        except (OSError, ValueError) as problem:
            told = getattr(problem, "strerror", None) or "it is closed"
            raise InputError(f"the manifest cannot be read: {told}") from None
        if not isinstance(block, bytes):
            raise InputError("the manifest is a file of text: open it in binary mode")
        self._left -= len(block)
        if self._left < 0:
            raise LimitExceeded(f"the manifest is larger than the limit of {MOST_BYTES} bytes: divide it")
        return block

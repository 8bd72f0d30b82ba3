"""The structure of a GIF (version 89a): its first frame, without what else the file holds."""

from docverify.errors import UnreadableImage
from docverify.imaging.limits import Limits

_EXTENSION, _CONTROL, _IMAGE = 0x21, 0xF9, 0x2C


def first_frame(data: bytes, limits: Limits) -> bytes:
    """Cut a GIF down to its first frame: comments and later frames are nothing to a decoder then.

    Raises:
        UnreadableImage: the file ends before the frame does.
        LimitExceeded: the frame is too large, or there are too many blocks.
    """
    screen = 13 + _table(data, 10)
    position, parts, control = screen, 0, b""
    while position < len(data) and data[position] == _EXTENSION:
        end, count = _blocks(data, position + 2, limits, parts)
        if data[position + 1] == _CONTROL:
            control = data[position:end]
        position, parts = end, count
    if position + 10 > len(data) or data[position] != _IMAGE:
        raise UnreadableImage("the GIF holds no picture: send another")
    for start, left, top in ((6, 0, 0), (position + 5, *_pair(data, position + 1))):
        width, height = _pair(data, start)
        limits.check_size(left + width, top + height)
    end, _ = _blocks(data, position + 11 + _table(data, position + 9), limits, parts)
    return data[:screen] + control + data[position:end] + b";"


def _pair(data: bytes, start: int) -> tuple[int, int]:
    return int.from_bytes(data[start : start + 2], "little"), int.from_bytes(
        data[start + 2 : start + 4], "little"
    )


def _table(data: bytes, flags: int) -> int:
    """Bytes of the palette that these flags announce."""
    if flags >= len(data):
        raise UnreadableImage(f"the GIF is cut off after {len(data)} bytes: send the picture again")
    return 3 << (data[flags] & 7) + 1 if data[flags] & 0x80 else 0


def _blocks(data: bytes, position: int, limits: Limits, parts: int) -> tuple[int, int]:
    """Where a run of blocks ends, and how many parts there are with them."""
    while position < len(data):
        parts += 1
        length = data[position]
        position += 1 + length
        if not length or parts > limits.parts:
            limits.check_parts(parts)
            return position, parts
    raise UnreadableImage(f"the GIF is cut off after {len(data)} bytes: send the picture again")

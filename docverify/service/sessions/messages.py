"""The words of a session's WebSocket: what is asked for, what may come, and why something is refused.

The page sends JSON texts (`{"type": "begin", …}`) and frames: 4 bytes with the number that was asked for, the
most significant first, 8 bytes with the nonce that came with it, and a JPEG.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from docverify.service.refused import Refused
from docverify.service.sessions.events import Asked, Begun, Event, Gone

HELLO_BYTES: Final = 4_096
"""Of a text; more is not read."""
FRAME_BYTES: Final = 3_000_000
"""Of a frame. A JPEG of 1280 × 720 px has 0.1 to 0.3 million."""
NONCE_BYTES: Final = 6
_NUMBER: Final = 4
_NONCE: Final = 8
_HEAD: Final = _NUMBER + _NONCE

EVENTS: Final[Mapping[str, Event]] = {
    "begin": Begun(),
    "more_time": Asked(more_time=True),
    "desk": Asked(desk=True),
    "help": Asked(help=True),
    "again": Asked(again=True),
    "leave": Gone(),
}
"""Texts that let something happen, by their type. `still` asks for a picture to be taken by hand."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A frame that was asked for.

    Attributes:
        number: counted from 1.
        nonce: that comes back with it.
    """

    number: int
    nonce: str


def text_of(text: str) -> dict[str, Any]:
    """A JSON object with a type.

    Raises:
        Refused: 400 `message_broken`, 413 `message_too_large`.
    """
    if len(text) > HELLO_BYTES:
        raise Refused(413, "message_too_large", "A message has 4 kB at most.")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or not isinstance(content.get("type"), str):
        raise Refused(400, "message_broken", "A message is a JSON object with a type.")
    return content


def frame_of(data: bytes, ask: Ask | None, *, last: int) -> bytes:
    """The picture of a frame that was asked for.

    Args:
        data: as it came.
        ask: the frame that is waited for; None for none.
        last: number of the last one that came.

    Raises:
        Refused: 413 `frame_too_large`, 400 `frame_broken`, 409 `frame_replayed`, `frame_not_asked`,
            `frame_out_of_order` or `nonce_wrong`.
    """
    if len(data) > FRAME_BYTES:
        raise Refused(413, "frame_too_large", "A frame has 3 MB at most: send a smaller one.")
    if len(data) <= _HEAD:
        raise Refused(400, "frame_broken", "A frame has its number, its nonce, and a picture.")
    number = int.from_bytes(data[:_NUMBER])
    if number <= last:
        raise Refused(409, "frame_replayed", "This frame came before: send each once.")
    if ask is None:
        raise Refused(409, "frame_not_asked", "No frame was asked for: wait for the next message.")
    if number != ask.number:
        raise Refused(409, "frame_out_of_order", "Another frame was asked for.")
    if data[_NUMBER:_HEAD] != ask.nonce.encode():
        raise Refused(409, "nonce_wrong", "The frame does not bear the nonce that it was asked for with.")
    return data[_HEAD:]


_CLOSED: Final[Mapping[int, int]] = {400: 1007, 415: 1003, 413: 1009}
"""What RFC 6455, 7.4.1, has a code for."""


def closing_code(problem: Refused) -> int:
    """The code with which a WebSocket is closed: RFC 6455's, or 4000 and HTTP's status."""
    return _CLOSED.get(problem.status, 4_000 + problem.status)

"""A picture that cannot be used, as an answer."""

import re
from typing import Final

from docverify.errors import InputError, LimitExceeded, UnreadableImage, UnsupportedFormat

_CODES: Final = (
    (LimitExceeded, "limit_exceeded", "Send a smaller picture: up to 50 megapixels as JPEG or PNG."),
    (
        UnsupportedFormat,
        "unsupported_format",
        "Send the picture as JPEG or PNG, its samples 8 bits a channel.",
    ),
    (UnreadableImage, "unreadable_image", "Take the picture again, and send the whole file as JPEG or PNG."),
)
"""Error, code, and what to do; the first that fits."""
_ANY: Final = ("unusable_picture", "Send another picture.")
_NAMED: Final = re.compile(r"([a-z]+)(?: (\d+))?")


def unusable(problem: InputError) -> dict[str, object]:
    """The `Unusable` of an error that a picture caused.

    Args:
        problem: whose `picture` says which one.
    """
    named = _NAMED.fullmatch(problem.picture or "document")
    code, instruction = next(((code, what) for kind, code, what in _CODES if isinstance(problem, kind)), _ANY)
    return {
        "code": code,
        "side": "document" if named is None or named[1] == "frame" else named[1],
        "picture": 1 if named is None or named[2] is None else int(named[2]),
        "message": str(problem),
        "instruction": instruction,
    }

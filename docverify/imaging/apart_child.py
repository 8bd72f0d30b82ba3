"""The other side of `apart`: draws a file in a process that may die of it. Run as a script, never imported.

It reads the file from its standard input and answers on its standard output: a line of JSON that tells how
many pages there are, and for each page a line with its size, then its pixels. It imports nothing of
docverify, so that it starts in a twentieth of a second.
"""

import io
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

_MOST_POINTS: Final = 14_400  # the largest side of a page that PDF 1.7 knows
_NO_MEMORY: Final = 3
_ORIENTATION: Final = 0x0112
_FOR_A_PAGE: Final = 0.25  # s
_ROWS: Final = 64  # that are copied at once

Draw = Callable[[], Iterator[bytes]]
Page = tuple[dict[str, int], Draw]


class _Refused(Exception):  # noqa: N818 - what it says is the reason
    """Why there is nothing to draw."""


def _limited(memory: int) -> None:
    """Hold this process to its memory, and to writing nothing."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    held = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (held, held))


class _Allowance:
    """What this process may still take of the processor; what a page leaves over the next ones may have."""

    def __init__(self, seconds: float) -> None:
        self._timed = hasattr(signal, "setitimer")  # elsewhere the other side's watch is what remains
        if self._timed:  # what the caller does with this signal was inherited
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGPROF})
            signal.setitimer(signal.ITIMER_PROF, seconds)

    def add(self, seconds: float) -> None:
        if self._timed:
            rest, _ = signal.getitimer(signal.ITIMER_PROF)
            signal.setitimer(signal.ITIMER_PROF, rest + seconds)


def _pdf(data: bytes, longer_side: int) -> tuple[int, Iterator[Page]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise _Refused("locked" if "password" in str(problem).lower() else "corrupt") from problem
    count = len(document)

    def pages() -> Iterator[Page]:
        for number in range(count):
            page = document[number]
            width, height = page.get_size()
            if not (min(width, height) > 0 and max(width, height) <= _MOST_POINTS):
                raise _Refused("size")
            drawn = page.render(scale=longer_side / max(width, height), rev_byteorder=True)
            size = {"width": drawn.width, "height": drawn.height, "channels": drawn.n_channels}
            yield size, partial(_rows, drawn)
            page.close()

    return count, pages()


def _rows(drawn: Any) -> Iterator[bytes]:  # noqa: ANN401 - untyped library
    data, used = memoryview(drawn.buffer).cast("B"), drawn.width * drawn.n_channels
    for start in range(0, drawn.height * drawn.stride, drawn.stride):
        yield bytes(data[start : start + used])  # what is left of a row is filling


def _avif(data: bytes, _: int) -> tuple[int, Iterator[Page]]:
    from PIL import AvifImagePlugin

    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    return 1, _pillow(AvifImagePlugin.AvifImageFile(io.BytesIO(data)))


def _heic(data: bytes, _: int) -> tuple[int, Iterator[Page]]:
    import pi_heif

    pi_heif.options.DECODE_THREADS = 1
    opened = pi_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=True)
    return 1, _pillow(opened)


def _pillow(picture: Any) -> Iterator[Page]:  # noqa: ANN401 - Pillow's, or like it
    """A picture that tells its size before it is drawn."""
    channels = 4 if "A" in picture.mode or "a" in picture.mode else 3
    orientation = picture.getexif().get(_ORIENTATION, 1) if hasattr(picture, "getexif") else 1
    width, height = picture.size

    def draw() -> Iterator[bytes]:
        drawn = picture if hasattr(picture, "convert") else picture.to_pillow()
        for top in range(0, height, _ROWS):  # strip by strip, so that there are no two copies of it
            strip = drawn.crop((0, top, width, min(height, top + _ROWS)))
            yield strip.convert("RGBA" if channels == 4 else "RGB").tobytes()

    yield {"width": width, "height": height, "channels": channels, "orientation": int(orientation)}, draw


_KINDS: Final = {"PDF": _pdf, "AVIF": _avif, "HEIC": _heic}


def main(kind: str, places: str, seconds: float, memory: int, longer_side: int) -> int:
    """Draw what comes in, and answer."""
    sys.path += json.loads(places)
    out = os.fdopen(os.dup(1), "wb")
    _limited(memory)
    allowance = _Allowance(seconds)

    def say(**words: object) -> None:
        out.write(json.dumps(words).encode() + b"\n")
        out.flush()

    try:
        count, pages = _KINDS[kind](sys.stdin.buffer.read(), longer_side)
        say(pages=count)
        for size, draw in pages:
            say(**{"orientation": 1, **size})
            for rows in draw():
                out.write(rows)
            out.flush()
            allowance.add(_FOR_A_PAGE)
    except _Refused as problem:
        say(refused=str(problem))
    except MemoryError:
        return _NO_MEMORY
    except Exception:  # noqa: BLE001 - decoders meet hostile bytes: whatever they stumble on means the same
        say(refused="corrupt")
    return 0


if __name__ == "__main__":
    _, _kind, _places, _seconds, _memory, _longer_side = sys.argv
    sys.exit(main(_kind, _places, float(_seconds), int(_memory), int(_longer_side)))

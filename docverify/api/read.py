"""Reading the MRZ of a picture."""

from dataclasses import replace
from datetime import date

from docverify.api.moment import moment_of
from docverify.api.opened import MOST_FRAMES, Pictures, opened, opened_one
from docverify.evidence.reading import Effort, Reader, Reading
from docverify.imaging import ImageSource, Limits
from docverify.reading.engines import DEFAULT, read_frames_with, read_with, reader_named


def read_mrz(
    source: ImageSource,
    *,
    engine: str | Reader = DEFAULT,
    at: date | None = None,
    limits: Limits | None = None,
    threads: int = 1,
    effort: Effort | str = Effort.FULL,
) -> Reading:
    """Read the machine-readable zone of a picture of a document.

    Args:
        source: a path, the bytes of an image file, a binary file, a Pillow image, or an (H, W, 3) uint8 array
            in the order red, green, blue; see `load_image`, which also takes OpenCV's BGR arrays.
        engine: "docverify", "passporteye", "null", one that a package brings, or a `Reader` of your own.
        at: the day for which two-digit years are resolved; left open unless given.
        limits: how large the picture may be; `Limits()` unless given.
        threads: processor threads that the reader may use.
        effort: "full", or "quick": one search, no second look, nothing else looked for, as `reading.untried`
            then says. For frames of a stream, of which the next may be better.

    Returns:
        The MRZ with its evidence, or why there is none. `reading.sure` says whether every character is
        certain, `reading.certainty("document_number")` how certain a field is.

    Raises:
        InputError: the picture cannot be used (`UnreadableImage`, `LimitExceeded`, `UnsupportedFormat`).
        ConfigurationError: no reader has that name.
        EngineMissing: the reader is not installed.
        EngineFailed: the reader broke.
    """
    reader = reader_named(engine, threads=threads, effort=effort)
    return _on(read_with(reader, opened_one(source, limits=limits)), at)


def read_frames(
    frames: Pictures,
    *,
    engine: str | Reader = DEFAULT,
    at: date | None = None,
    limits: Limits | None = None,
    threads: int = 1,
) -> Reading:
    """Read the machine-readable zone that several pictures of one document show, such as frames of a video.

    Poor frames add up: docverify's own reader votes cell by cell, as `MrzStream` does, which also guides the
    person while frames come. With a reader that has no `read_frames`, the surest frame's reading counts.

    Args:
        frames: one picture as `read_mrz` takes it, or a list of up to 200, in the order they were taken in.
        engine: as for `read_mrz`.
        at: likewise.
        limits: how large each picture may be.
        threads: processor threads that the reader may use.

    Returns:
        One reading of all frames.

    Raises:
        InputError: a picture cannot be used; its `picture` says which.
        ConfigurationError: no reader has that name.
        EngineMissing: the reader is not installed.
        EngineFailed: the reader broke.
    """
    reader = reader_named(engine, threads=threads)
    return _on(read_frames_with(reader, opened(frames, "frame", limits=limits, most=MOST_FRAMES)), at)


def _on(reading: Reading, at: date | None) -> Reading:
    if at is None or reading.mrz is None:
        return reading
    return replace(reading, mrz=reading.mrz.on(moment_of(at)[0]))

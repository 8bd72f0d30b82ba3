"""The façade: opens what the caller hands over, picks engines, calls the rooms.

Here alone are files opened, times measured, and the day taken from the clock when none is given.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from docverify import faces as face_room
from docverify.faces import (
    Comparison,
    Engine,
    Face,
    Role,
    Template,
    acquire,
    acquire_frames,
    calibration_of,
    compare_acquired,
)
from docverify.faces.engines.choose import DEFAULT as DEFAULT_FACE_ENGINE
from docverify.imaging import ImageSource, load_image
from docverify.reading import Reader, Reading
from docverify.reading.engines import DEFAULT as DEFAULT_READER
from docverify.reading.engines import reader_named
from docverify.verification import CaseEvidence, Policy, Report, judge


def read_mrz(source: ImageSource, *, engine: str | Reader = DEFAULT_READER, threads: int = 1) -> Reading:
    """Read the machine-readable zone of a picture of a document.

    Args:
        source: a path, the bytes of an image file, or an (H, W, 3) uint8 RGB array; see `load_image`.
        engine: "docverify", "passporteye", "null", or a `Reader` of your own.
        threads: processor threads that the reader may use.

    Returns:
        The MRZ with its evidence, or why there is none. Two-digit years are left open: `verify`, or
        `parse_mrz(reading.lines, at=…)`, resolves them for a day.

    Raises:
        InputError: the picture cannot be used (`UnreadableImage`, `LimitExceeded`, `UnsupportedFormat`), or
            no reader has that name.
        EngineMissing: the reader is not installed.
        EngineFailed: the reader broke.
    """
    reader = reader_named(engine, threads=threads)
    return reader.read(load_image(source))


def find_faces(
    image: ImageSource, *, engine: str | Engine = DEFAULT_FACE_ENGINE, threads: int = 1
) -> tuple[Face, ...]:
    """Every face of a picture, largest first; empty when there is none.

    Args:
        image: a path, the bytes of an image file, or an (H, W, 3) uint8 RGB array.
        engine: "sface", "dlib-onnx", "face-recognition", or an `Engine`.
        threads: processor threads that the networks may use.

    Raises:
        InputError: the picture cannot be used, or no engine has that name.
        EngineMissing: the engine is not installed.
        EngineFailed: a network broke.
    """
    return face_room.find_faces(load_image(image), engine=engine, threads=threads)


def encode_face(
    image: ImageSource,
    *,
    face: Face | None = None,
    engine: str | Engine = DEFAULT_FACE_ENGINE,
    threads: int = 1,
) -> Template:
    """The template of one face: the given one, else the largest of the picture.

    Args:
        image: a path, the bytes of an image file, or an (H, W, 3) uint8 RGB array.
        face: one that `find_faces` found in this picture.
        engine: "sface", "dlib-onnx", "face-recognition", or an `Engine`.
        threads: processor threads that the networks may use.

    Raises:
        InputError: the picture cannot be used, no engine has that name, or there is no face to encode.
        EngineMissing: the engine is not installed.
        EngineFailed: a network broke.
    """
    return face_room.encode_face(load_image(image), face=face, engine=engine, threads=threads)


def compare_faces(
    *,
    reference: ImageSource,
    probe: ImageSource | Sequence[ImageSource],
    fmr: float = 1e-3,
    engine: str | Engine = DEFAULT_FACE_ENGINE,
    threads: int = 1,
) -> Comparison:
    """Compare the portrait of a document with a live face.

    Args:
        reference: the document or portrait: a path, bytes, or an (H, W, 3) uint8 RGB array.
        probe: the live picture of one person, likewise; or a list of several, frames of one person, whose
            best are taken together.
        fmr: the false match rate to keep, above 0; the engine's calibration must support it.
        engine: "sface", "dlib-onnx", "face-recognition", or an `Engine`.
        threads: processor threads that the networks may use.

    Returns:
        MATCH or NON_MATCH with score and threshold; NOT_ACQUIRED, with the reason and the side, when a
        picture gave no face to compare.

    Raises:
        InputError: a picture cannot be used, or the calibration cannot support the FMR.
        EngineMissing: the engine is not installed.
        EngineFailed: a network broke.
    """
    frames = _opened(probe)
    return face_room.compare_faces(
        reference=load_image(reference), probe=frames, fmr=fmr, engine=engine, threads=threads
    )


def verify(
    *,
    document: ImageSource,
    live: ImageSource | Sequence[ImageSource],
    policy: Policy | None = None,
    at: date | None = None,
    engine: str | Reader = DEFAULT_READER,
    face_engine: str | Engine = DEFAULT_FACE_ENGINE,
    threads: int = 1,
) -> Report:
    """Verify a travel document and its bearer: read it, check it, and compare its portrait with a live face.

    Args:
        document: picture of the document: a path, bytes, or an (H, W, 3) uint8 RGB array.
        live: picture of the person, likewise; or a list of several, frames of one person, whose best are
            taken together.
        policy: what is demanded; `Policy()` unless given.
        at: the day for which the answer shall hold; today's local date unless given.
        engine: the reader: "docverify", "passporteye", "null", or a `Reader` of your own.
        face_engine: "sface", "dlib-onnx", "face-recognition", or an `Engine`.
        threads: processor threads that the networks may use.

    Returns:
        The report. A document that fails, and pictures from which too little could be acquired, are reported
        and never raised: see `Report.outcome` and `Report.raise_for_failure`.

    Raises:
        InputError: a picture cannot be used at all (`UnreadableImage`, `LimitExceeded`, `UnsupportedFormat`),
            the policy's FMR is below what the calibration supports, or an engine's name is unknown.
        EngineMissing: an engine is not installed.
        EngineFailed: an engine broke.
    """
    policy = Policy() if policy is None else policy
    at = datetime.now().astimezone() if at is None else at
    reader = reader_named(engine, threads=threads)
    matcher = face_room.engine_named(face_engine, threads=threads)
    calibration = calibration_of(matcher.encoder.id)
    if calibration is not None:
        calibration.at(policy.fmr)  # an FMR that cannot be kept is refused before any picture is opened
    clock = _Stages()
    with clock.stage("document.load"):
        page = load_image(document)
    with clock.stage("live.load"):
        frames = _opened(live)
    with clock.stage("document.read"):
        reading = reader.read(page)
    quad = None if reading.mrz is None else reading.quad  # which way is up, unless it may be something else
    portrait = acquire(page, role=Role.DOCUMENT, engine=matcher, mrz_quad=quad)
    face = acquire_frames(frames, engine=matcher)
    clock.add("portrait", portrait.timings)
    clock.add("live", face.timings)
    with clock.stage("compare"):
        comparison = compare_acquired(portrait, face, encoder=matcher.encoder.id, fmr=policy.fmr)
    evidence = CaseEvidence(
        reading=reading, portrait=portrait, live=face, comparison=comparison, calibration=calibration
    )
    day = at.date() if isinstance(at, datetime) else at
    return judge(evidence, policy, at=day, timings=clock.timings)


def _opened(live: ImageSource | Sequence[ImageSource]) -> list[NDArray[np.uint8]]:
    """The frames of a live capture: one picture, or several in a list or tuple."""
    return [load_image(frame) for frame in (live if isinstance(live, (list, tuple)) else (live,))]


class _Stages:
    """Seconds by stage, in the order of the work."""

    def __init__(self) -> None:
        self.timings: list[tuple[str, float]] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.timings.append((name, time.perf_counter() - start))

    def add(self, prefix: str, timings: tuple[tuple[str, float], ...]) -> None:
        self.timings += [(f"{prefix}.{stage}", seconds) for stage, seconds in timings]

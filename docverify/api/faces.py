"""Finding, encoding and comparing faces."""

from collections.abc import Sequence

from docverify import faces as room
from docverify.api.opened import MOST_FRAMES, opened, opened_one
from docverify.arguments import expect
from docverify.evidence.comparison import Comparison
from docverify.evidence.face import Face
from docverify.evidence.population import Population
from docverify.evidence.template import Template
from docverify.faces import Engine
from docverify.faces.engines.choose import DEFAULT
from docverify.imaging import ImageSource, Limits


def find_faces(
    image: ImageSource, *, engine: str | Engine = DEFAULT, limits: Limits | None = None, threads: int = 1
) -> tuple[Face, ...]:
    """Every face of a picture, largest first; empty when there is none.

    Args:
        image: a picture as `load_image` takes it; arrays are (H, W, 3) uint8 RGB.
        engine: name of a face engine, or an `Engine`.
        limits: how large the picture may be; `Limits()` unless given.
        threads: processor threads that the networks may use.

    Raises:
        InputError: the picture cannot be used.
        ConfigurationError: no engine has that name.
        EngineMissing: the engine is not installed.
        EngineFailed: a network broke.
    """
    return room.find_faces(opened_one(image, limits=limits), engine=engine, threads=threads)


def encode_face(
    image: ImageSource,
    *,
    face: Face | None = None,
    engine: str | Engine = DEFAULT,
    limits: Limits | None = None,
    threads: int = 1,
) -> Template:
    """The template of one face: the given one, else the largest of the picture.

    Args:
        image: a picture as `load_image` takes it; arrays are (H, W, 3) uint8 RGB.
        face: one that `find_faces` found in this picture.
        engine: name of a face engine, or an `Engine`.
        limits: how large the picture may be; `Limits()` unless given.
        threads: processor threads that the networks may use.

    Raises:
        InputError: the picture cannot be used, there is no face to encode, or `face` is none or lies outside
            the picture.
        ConfigurationError: no engine has that name.
        EngineMissing: the engine is not installed.
        EngineFailed: a network broke.
    """
    expect("face", face, (Face, type(None)), "one that find_faces gave, or None")
    picture = opened_one(image, limits=limits)
    return room.encode_face(picture, face=face, engine=engine, threads=threads)


def compare_faces(
    *,
    reference: ImageSource,
    probe: ImageSource | Sequence[ImageSource],
    fmr: float = 1e-3,
    engine: str | Engine = DEFAULT,
    population: Population | None = None,
    limits: Limits | None = None,
    threads: int = 1,
) -> Comparison:
    """Compare the portrait of a document with a live face.

    The largest face of the reference counts, wherever it lies: `verify` ties it to the document.

    Args:
        reference: the document or portrait, as `load_image` takes it; arrays are (H, W, 3) uint8 RGB.
        probe: the live picture of one person, likewise; or a list of several, frames of one person, whose
            best are taken together.
        fmr: the false match rate to keep, above 0; the engine's calibration must support it.
        engine: name of a face engine, or an `Engine`.
        population: of the people who are compared, so that the rate holds among them: what takes its part of
            the score, and has the threshold.
        limits: how large each picture may be; `Limits()` unless given.
        threads: processor threads that the networks may use.

    Returns:
        MATCH or NON_MATCH with score and threshold; UNDECIDED where the faces do not match and one of them is
        too poor for that to mean another person; NOT_ACQUIRED, with the reason and the side, when a picture
        gave no face to compare.

    Raises:
        InputError: a picture cannot be used; its `picture` says which.
        ConfigurationError: no engine has that name, or the calibration cannot support the FMR; the population
            is of another encoder build, or was made with another calibration.
        EngineMissing: the engine is not installed.
        EngineFailed: a network broke.
    """
    chosen = room.engine_named(engine, threads=threads)
    chosen.point(fmr, population=population)
    (first,) = opened(reference, "reference", limits=limits, most=1)
    frames = opened(probe, "probe", limits=limits, most=MOST_FRAMES)
    return room.compare_faces(
        reference=first, probe=frames, fmr=fmr, engine=chosen, population=population, threads=threads
    )

"""A passive network from an ONNX file and its description, opened only when it gives a known answer.

A network that is fed pixels divided by 255 where it was trained with 0 to 255, or red where it expects blue,
still answers, and takes everything for an attack or nothing. So its description holds one picture and what
the network's own code makes of it; and the picture must be one of which such slips would make something else.
"""

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect
from docverify.errors import EngineFailed, InputError
from docverify.evaluation import AttackRates, Rate
from docverify.evidence.face import Face
from docverify.imaging import load_image
from docverify.liveness.passive_network import PassiveNetwork
from docverify.liveness.preparation import Preparation
from docverify.networks import Network
from docverify.threads import checked_threads

SCHEMA: Final = 1


def passive_network(
    path: str | os.PathLike[str], *, description: str | os.PathLike[str] | None = None, threads: int = 1
) -> PassiveNetwork:
    """Open a passive network from a file, with the description beside it, and test it.

    Args:
        path: an ONNX network from one (1, 3, h, w) float32 tensor to (1, n) classes.
        description: a JSON file; FILE.json beside FILE.onnx unless given (docs/guide/challenges.md shows
            one): the network's sha256; how a face is prepared for it; which classes are bona fide; a picture,
            the box of its face, and what the network's own code gives of it; the threshold, with errors and
            presentations of each species of attack and of bona fide presentations, on which data.
        threads: processor threads.

    Raises:
        InputError: no such files, or a description that is incomplete.
        EngineFailed: another network than the one described, one that does not load, or one that does not
            give the known answer: then it is prepared otherwise than it was trained.
    """
    expect("path", path, (str, os.PathLike), "the path of an ONNX file")
    expect("description", description, (str, os.PathLike, type(None)), "the path of a JSON file, or None")
    checked_threads(threads)
    model = _read(Path(path))
    told_at = Path(path).with_suffix(".json") if description is None else Path(description)
    content = _described(told_at)
    digest = hashlib.sha256(model).hexdigest()
    if content["sha256"] != digest:
        raise EngineFailed(f"{Path(path).name} is not the network that {told_at.name} describes")
    try:
        preparation = Preparation.read(content["input"])
        found = PassiveNetwork(
            Network(model, threads=threads),
            preparation,
            bona_fide=_classes(content["bona_fide"]),
            softmax=_yes_or_no(content["softmax"]),
            rates=_rates(content["rates"]),
            sha256=digest,
        )
        known = content["known_answer"]
        box = tuple(float(edge) for edge in known["box"])
        picture, expected = told_at.parent / str(known["picture"]), np.array(known["classes"], np.float64)
        tolerance = float(known.get("tolerance", 0.01))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as problem:
        if isinstance(problem, InputError):
            raise
        raise InputError(f"{told_at.name} describes no passive network: {type(problem).__name__}") from None
    _test(found, preparation, picture=picture, box=box, expected=expected, tolerance=tolerance)
    return found


def _test(
    found: PassiveNetwork,
    preparation: Preparation,
    *,
    picture: Path,
    box: tuple[float, ...],
    expected: NDArray[np.float64],
    tolerance: float,
) -> None:
    """Refuse a network that does not give the known answer, and an answer that would hide a slip."""
    if len(box) != 4 or expected.ndim != 1 or not np.isfinite(expected).all() or not 0 < tolerance <= 0.05:
        raise InputError(
            "the known answer has a box of four edges, finite classes, and a tolerance up to 0.05"
        )
    image = load_image(picture)
    corners = np.array(box).reshape(2, 2)
    points = corners[0] + np.array([(3, 4), (7, 4), (5, 6), (3.5, 8), (6.5, 8)]) / 10 * (
        corners[1] - corners[0]
    )
    face = Face(box=(box[0], box[1], box[2], box[3]), landmarks=points, score=1.0)

    def answers(prepared: Preparation) -> bool:
        given = found.classes(image, face, preparation=prepared)
        return given.shape == expected.shape and bool(np.abs(given - expected).max() <= tolerance)

    if not answers(preparation):
        raise EngineFailed(
            "the network does not give its known answer: it is prepared otherwise than it was trained "
            "(pixels from 0 to 255 or to 1, order of the channels, crop)"
        )
    slips = {
        "pixels divided by 255": replace(preparation, scale=preparation.scale / 255),
        "pixels multiplied by 255": replace(preparation, scale=preparation.scale * 255),
        "channels in the other order": replace(preparation, bgr=not preparation.bgr),
    }
    for slip, prepared in slips.items():
        if answers(prepared):
            raise EngineFailed(
                f"the known answer is the same with {slip}: take a picture that tells them apart"
            )


def _yes_or_no(given: object) -> bool:
    if not isinstance(given, bool):
        raise InputError("softmax of a passive network is true or false")
    return given


def _classes(given: list[int]) -> tuple[int, ...]:
    """The numbers of the bona fide classes, counted from 0."""
    classes = tuple(int(one) for one in given)
    if not classes or min(classes) < 0:
        raise InputError("a passive network has at least one bona fide class, counted from 0")
    return classes


def _rates(content: dict[str, Any]) -> AttackRates:
    """The rates that a description states: none without species, and none of no presentations."""

    def rate(counts: dict[str, Any]) -> Rate:
        return Rate(int(counts["errors"]), int(counts["presentations"]))

    species = tuple((str(name), rate(counts)) for name, counts in sorted(content["apcer"].items()))
    bona_fide = rate(content["bpcer"])
    if not species or any(one.trials < 1 for _, one in species) or bona_fide.trials < 1:
        raise InputError(
            "the rates of a passive network count presentations of at least one species of attack"
        )
    threshold = float(content["threshold"])
    if not np.isfinite(threshold):
        raise InputError("the threshold of a passive network is a finite number")
    return AttackRates(threshold, species, bona_fide)


def _described(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(_read(path))
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or content.get("schema") != SCHEMA or "sha256" not in content:
        raise InputError(
            f"{path.name} describes no passive network: docs/guide/challenges.md says what it holds"
        )
    return content


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise InputError(f"{path} cannot be read: {problem.strerror}") from problem
    except ValueError as problem:  # a name that no file has
        raise InputError("path is the name of no file: pass the path of one") from problem

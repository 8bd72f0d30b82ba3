"""One engine made of several encoders, whose scores are added after each is divided by its own spread.

The sum of z-scores (s − mean) / sd of several similarities differs from that of s / sd by a constant, which
the threshold takes in. And the sum of s / sd is, but for a factor, the cosine of templates that lie end to
end, each of length sd^-1/2. So a template of several encoders is one like any other; so is its calibration.

Source: A. Jain, K. Nandakumar, A. Ross, "Score normalization in multimodal biometric systems", Pattern
Recognition, 2005.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect_all
from docverify.errors import ConfigurationError
from docverify.evidence.calibration import Calibration
from docverify.evidence.face import Face
from docverify.evidence.template import Template
from docverify.faces.engines.at_work import encoded_faces
from docverify.faces.engines.protocols import Encoder, Engine

_FEWEST: Final = 2


class SeveralEncoders:
    """Templates that are those of several encoders, end to end."""

    def __init__(self, encoders: Sequence[Encoder], spreads: Sequence[float]) -> None:
        self._encoders, self._lengths = tuple(encoders), [spread**-0.5 for spread in spreads]
        build = " ".join(f"{one.id} {spread!r}" for one, spread in zip(encoders, spreads, strict=True))
        self.id = "several-" + hashlib.sha256(build.encode()).hexdigest()[:12]

    def encode(self, image: NDArray[np.uint8], faces: Sequence[Face]) -> list[Template]:
        """One template for each face of an (H, W, 3) uint8 RGB picture, in the same order."""
        parts = [encoded_faces(encoder, image, faces) for encoder in self._encoders]
        return [self._joined(of_face) for of_face in zip(*parts, strict=True)]

    def _joined(self, templates: Sequence[Template]) -> Template:
        rows = [one.direction * length for one, length in zip(templates, self._lengths, strict=True)]
        return Template(encoder=self.id, values=np.concatenate(rows))


def engine_of_several(engines: Sequence[Engine], *, calibration: Calibration | None = None) -> Engine:
    """An engine that adds the z-scores of several encoders, on the faces that the first one's detector finds.

    Args:
        engines: two or more; each has a calibration, which tells how its scores spread.
        calibration: of this very combination, as `docverify calibrate` makes it; None leaves its comparisons
            NOT_CALIBRATED.

    Raises:
        InputError: what is handed over are no engines.
        ConfigurationError: fewer than two, one twice, or one whose calibration does not tell its spread; a
            calibration of another combination.
    """
    expect_all("engines", engines, Engine, "what engine_named gave")
    if len(engines) < _FEWEST:
        raise ConfigurationError("engines are fewer than two: one of several needs several")
    if len({one.encoder.id for one in engines}) < len(engines):
        raise ConfigurationError("one of the engines is there twice: its score would count twice")
    spreads = [_spread(engine) for engine in engines]
    builds = dict(build for engine in engines for build in engine.builds)
    return Engine(
        name="+".join(engine.name for engine in engines),
        detector=engines[0].detector,
        encoder=SeveralEncoders([engine.encoder for engine in engines], spreads),
        builds=tuple(builds.items()),
        calibration=calibration,
    )


def _spread(engine: Engine) -> float:
    spread = None if engine.calibration is None else engine.calibration.spread
    if spread is None:
        raise ConfigurationError(
            f"the engine {engine.name} has no calibration that tells how its scores spread, so that they "
            "cannot be added to another's: calibrate it first with `docverify calibrate`"
        )
    return spread

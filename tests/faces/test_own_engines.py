"""Engines, calibrations and encoders of one's own."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

import docverify as dv
from docverify.errors import ConfigurationError
from docverify.evidence import Template, similarity_of
from docverify.faces import engine_named
from docverify.faces.calibration import placed
from tests.faces.people import DAY, ENGINE, directions

SFACE = files("docverify.faces") / "models" / "sface.onnx"
PREPARED = f"{SFACE}:mean=0,scale=1"


class Bright:
    """An encoder of the caller's: the mean colours of a face's box, cut in 8 by 8."""

    id = "bright-1"

    def encode(self, image, faces):
        found = []
        for face in faces:
            x0, y0, x1, y1 = (max(0, round(side)) for side in face.box)
            rows = np.array_split(image[y0:y1, x0:x1].mean(axis=2), 8)
            cells = [part.mean() for row in rows for part in np.array_split(row, 8, axis=1)]
            found.append(Template(encoder=self.id, values=np.array(cells) - np.mean(cells)))
        return found


def calibration_of(encoder):
    """SFace's thresholds under the name of another encoder."""
    return dv.Calibration(encoder=encoder, points=ENGINE.calibration.points, provenance={}, spread=0.1)


@pytest.fixture(scope="module")
def pictures(samples):
    (document,) = (samples / "mated").glob("document.*")
    return {"reference": document, "probe": samples / "mated" / "live.jpg"}


def test_an_encoder_of_ones_own_decides_once_it_is_calibrated(pictures):
    own = dv.Engine(name="bright", detector=ENGINE.detector, encoder=Bright())
    assert dv.compare_faces(**pictures, engine=own).outcome is dv.ComparisonOutcome.NOT_CALIBRATED
    calibrated = dv.Engine(
        name="bright", detector=ENGINE.detector, encoder=Bright(), calibration=calibration_of("bright-1")
    )
    found = dv.compare_faces(**pictures, engine=calibrated)
    assert found.outcome in {dv.ComparisonOutcome.MATCH, dv.ComparisonOutcome.NON_MATCH}
    assert found.encoder == "bright-1"
    with pytest.raises(ConfigurationError, match="bright-1"):
        ENGINE.calibrated(calibration_of("bright-1"))


def test_a_file_scores_as_the_same_network_that_ships(pictures):
    plain = dv.compare_faces(**pictures)
    named = dv.compare_faces(**pictures, engine=PREPARED)
    from_file = dv.engine_from_file(str(SFACE), mean=0, scale=1)
    assert named.score == pytest.approx(plain.score, abs=1e-6)
    assert named.outcome is dv.ComparisonOutcome.NOT_CALIBRATED
    assert dv.compare_faces(**pictures, engine=from_file).score == named.score
    own = dv.engine_from_file(str(SFACE), mean=0, scale=1, calibration=calibration_of(from_file.encoder.id))
    assert dv.compare_faces(**pictures, engine=own).outcome is plain.outcome


@pytest.mark.parametrize("wrong", ["none.onnx", f"{SFACE}:mean=x", f"{SFACE}:median=0", f"{SFACE}:bgr=1"])
def test_files_that_cannot_be_used_are_refused(wrong):
    with pytest.raises(dv.InputError):
        engine_named(wrong)


def test_several_encoders_add_their_z_scores(pictures):
    parts = engine_named("sface"), engine_named("sface-int8")
    assert dv.engine_of_several(parts).encoder.id == engine_named("sface+sface-int8").encoder.id
    wide = replace(parts[1].calibration, spread=4 * parts[0].calibration.spread)  # whose scores say less
    parts = parts[0], parts[1].calibrated(wide)
    several = dv.engine_of_several(parts)
    assert several.name == "sface+sface-int8"
    assert several.encoder.id != engine_named("sface+sface-int8").encoder.id
    assert dict(several.builds).keys() == {"yunet.onnx", "sface.onnx", "sface-int8.onnx"}
    pairs = [(pictures["reference"], pictures["probe"]), (pictures["probe"], pictures["probe"])]
    sums, scores = [], []
    for pair in pairs:
        faces = [dv.find_faces(picture)[0] for picture in pair]
        of = {
            engine.name: [
                dv.encode_face(picture, face=face, engine=engine)
                for picture, face in zip(pair, faces, strict=True)
            ]
            for engine in (*parts, several)
        }
        sums.append(sum(similarity_of(*of[one.name]) / one.calibration.spread for one in parts))
        scores.append(similarity_of(*of[several.name]))
    weight = sum(1 / one.calibration.spread for one in parts)
    assert np.array(scores) == pytest.approx(np.array(sums) / weight, abs=1e-5)


def test_several_that_cannot_be_added_are_refused():
    bright = dv.Engine(name="bright", detector=ENGINE.detector, encoder=Bright())
    with pytest.raises(ConfigurationError, match="bright has no calibration"):
        dv.engine_of_several([ENGINE, bright])
    with pytest.raises(ConfigurationError, match="fewer than two"):
        dv.engine_of_several([ENGINE])
    with pytest.raises(ConfigurationError, match="twice"):
        dv.engine_of_several([ENGINE, ENGINE])
    for name in ("sface+", "+sface", "sface+sface"):
        with pytest.raises(ConfigurationError):
            engine_named(name)


def test_several_with_one_calibration_decide_and_have_populations(pictures):
    several = engine_named("sface+sface-int8")
    several = several.calibrated(calibration_of(several.encoder.id))
    assert dv.compare_faces(**pictures, engine=several).outcome is dv.ComparisonOutcome.MATCH
    rows = np.hstack([directions(60), directions(60)])
    people = [Template(encoder=several.encoder.id, values=row) for row in rows]
    made = dv.make_population(people, name="x", at=DAY, engine=several)
    assert dv.compare_faces(**pictures, engine=several, population=made).population.name == "x"


def test_calibrations_are_never_written_into_the_package(tmp_path):
    with pytest.raises(ConfigurationError, match="inside the installed docverify"):
        placed(Path(str(files("docverify.faces"))) / "calibrations" / "sface.json")
    with pytest.raises(ConfigurationError, match="no such folder"):
        placed(tmp_path / "none" / "x.json")
    placed(tmp_path / "x.json")

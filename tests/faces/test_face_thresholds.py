"""Thresholds come from calibrations, and from nothing else."""

import hashlib
import json
import re
import shutil
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from docverify.errors import EngineFailed, InputError
from docverify.evidence import ComparisonOutcome, Template, read_calibration, similarity_of
from docverify.faces import calibration_of, compare_at, compare_templates, engine_named, thresholds
from docverify.faces.calibration import Encoded, calibrate
from docverify.shipped import shipped_sums


@pytest.fixture(scope="module")
def calibration():
    found = calibration_of(engine_named().encoder.id)
    assert found is not None, "the default encoder build has no calibration: run docverify.faces.calibration"
    return found


def test_the_shipped_calibration_says_where_it_comes_from(calibration):
    assert set(calibration.provenance) >= {"engine", "builds", "data", "code", "bootstrap"}
    data = calibration.provenance["data"]
    assert data["people"] > 1000
    assert data["pictures"] > data["people"]
    assert len(data["sha256"]) == 64
    assert dict(calibration.provenance["builds"]) == dict(engine_named().builds)


def test_counts_keep_the_target_and_support_it(calibration):
    for point in calibration.points:
        assert point.counted.value <= point.fmr
        assert point.counted.errors >= 30
        assert point.interval.low <= point.counted.value <= point.interval.high


def test_a_rate_between_two_rows_takes_the_stricter_one(calibration):
    assert calibration.at(3e-4).fmr <= 3e-4
    assert calibration.at(3e-4).threshold == calibration.at(2e-4).threshold
    assert calibration.at(1.0) == calibration.points[0]


def test_the_refusal_names_what_is_supported(calibration):
    least = calibration.points[-1].fmr
    with pytest.raises(InputError, match=f"{least:g}"):
        calibration.at(least * 0.99)
    assert calibration.at(least).fmr == least


def test_match_is_score_at_or_above_the_threshold(calibration):
    threshold = calibration.at(1e-3).threshold
    reference = Template(encoder=calibration.encoder, values=np.array([1, 0], np.float32))

    def at(score):
        probe = np.array([score, np.sqrt(1 - score**2)], np.float64)
        return compare_templates(reference, Template(encoder=calibration.encoder, values=probe)).outcome

    assert at(threshold + 1e-6) is ComparisonOutcome.MATCH
    assert at(threshold - 1e-6) is ComparisonOutcome.NON_MATCH


def test_an_encoder_that_nobody_measured_never_matches():
    template = Template(encoder="home-made", values=np.ones(4, np.float32))
    comparison = compare_templates(template, template)
    assert comparison.outcome is ComparisonOutcome.NOT_CALIBRATED
    assert comparison.score == pytest.approx(1.0)
    assert comparison.threshold is None


NOTHING = ["", "[]", "{}", "null", "2", "[" * 100_000, '{"encoder": "x", "points": []}', '{"points": [{}]}']


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_calibration_is_refused(text):
    with pytest.raises(InputError, match="no face calibration"):
        read_calibration(text)


@pytest.mark.parametrize(
    ("place", "change"),
    [
        (0, {"threshold": -1.5}),
        (0, {"threshold": float("nan")}),
        (1, {"threshold": -1.0}),  # looser at a smaller rate
        (0, {"threshold": -1.0}),  # of which every score is a match
        (0, {"fmr": 1e999}),
        (0, {"fmr": 0}),
        (1, {"fmr": 0.5}),
        (0, {"false_matches": 5}),
        (0, {"false_matches": 10**6, "comparisons": 10**6}),
        (0, {"comparisons": 10**400}),
        (0, {"comparisons": 10**200}),
        (0, {"false_matches": -40}),
        (0, {"people_low": 2.0}),
        (0, {"people_high": None}),
    ],
)
def test_a_calibration_that_makes_no_sense_is_refused(place, change):
    shipped = files("docverify.faces") / "calibrations" / "sface.json"
    content = json.loads(shipped.read_text())
    assert read_calibration(json.dumps(content)).points
    content["points"][place] |= change
    with pytest.raises(InputError, match="no face calibration"):
        read_calibration(json.dumps(content))
    for encoder in ("", [], None, 3):
        with pytest.raises(InputError, match="no face calibration"):
            read_calibration(json.dumps(json.loads(shipped.read_text()) | {"encoder": encoder}))


def test_thresholds_that_are_all_one_were_not_measured_where_fewer_pairs_matched():
    content = json.loads((files("docverify.faces") / "calibrations" / "sface.json").read_text())
    for point in content["points"]:
        point["threshold"] = -0.9
    with pytest.raises(InputError, match="its thresholds rise"):
        read_calibration(json.dumps(content))


def test_a_calibration_that_was_changed_is_told_from_the_one_that_was_measured():
    text = (files("docverify.faces") / "calibrations" / "sface.json").read_text()
    shipped, changed = read_calibration(text), read_calibration(text.replace("0.", "0.0", 1))
    assert shipped.at(1e-3).file_sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert changed.at(1e-3).file_sha256 != shipped.at(1e-3).file_sha256
    assert changed.at(1e-3).data_sha256 == shipped.at(1e-3).data_sha256


def test_a_damaged_calibration_is_refused_and_harms_no_other(monkeypatch, tmp_path):
    whole = Path(str(files("docverify.faces"))) / "calibrations"
    shutil.copytree(whole, tmp_path / "calibrations")
    file = tmp_path / "calibrations" / "sface.json"
    file.write_text(re.sub(r'"threshold": [0-9.]+', '"threshold": -1.0', file.read_text()))
    monkeypatch.setattr("docverify.shipped.files", lambda _: tmp_path)
    caches = thresholds._shipped, shipped_sums
    for one in caches:
        one.cache_clear()
    try:
        kept = json.loads((whole / "sface-int8.json").read_text())["encoder"]
        assert calibration_of(kept) is not None
        with pytest.raises(EngineFailed, match=r"sface\.json is not the one that shipped"):
            calibration_of(json.loads((whole / "sface.json").read_text())["encoder"])
    finally:
        for one in caches:
            one.cache_clear()


def test_a_calibration_of_made_up_people_keeps_its_targets():
    rng = np.random.default_rng(5)
    rows = rng.normal(size=(120, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    encoded = Encoded(rows, np.arange(120) // 2, (), 120, "0" * 64)
    points = calibrate(encoded, rng=rng)
    scores = rows @ rows.T
    first, second = np.triu_indices(120, 1)
    others = (scores[first, second])[first // 2 != second // 2]
    for point in points:
        assert point["comparisons"] == others.size == 120 * 119 // 2 - 60
        assert (others >= point["threshold"]).sum() == point["false_matches"]
        assert point["false_matches"] / others.size <= point["fmr"]
    content = {"encoder": "x", "points": points}
    assert read_calibration(json.dumps(content)).encoder == "x"


def test_too_few_people_support_no_rate():
    rows = np.eye(4, dtype=np.float32)
    with pytest.raises(InputError, match="more people"):
        calibrate(Encoded(rows, np.arange(4), (), 4, ""), rng=np.random.default_rng(0))


def test_a_score_on_the_threshold_is_a_match(calibration):
    """As error rates are counted: match is score ≥ threshold."""
    one, other = (
        Template(encoder=calibration.encoder, values=np.array(row, np.float32)) for row in ([1, 0], [3, 4])
    )
    score = similarity_of(one, other)
    for threshold, outcome in (
        (score, ComparisonOutcome.MATCH),
        (float(np.nextafter(score, 2)), ComparisonOutcome.NON_MATCH),
    ):
        point = replace(calibration.at(1e-3), threshold=threshold)
        assert compare_at(one, other, point=point, fmr=1e-3).outcome is outcome

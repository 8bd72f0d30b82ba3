"""Populations: what they take, whom they help, and what is refused by name."""

import json
import re
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest

import docverify as dv
from docverify.errors import ConfigurationError
from docverify.evidence import Role, Template
from docverify.faces import acquire, compare_templates, engine_named
from docverify.faces.engines.choose import NAMES
from docverify.imaging import load_image
from tests.faces.people import DAY, ENCODER, ENGINE, directions, population, templates


@pytest.fixture(scope="module")
def made():
    return population()


def changed(made, **parts):
    return json.dumps(made.to_dict() | parts)


def test_it_says_from_whom_when_and_with_what_it_was_made(made):
    assert (made.name, made.encoder, made.people) == ("made up", ENCODER, 80)
    told = made.provenance
    assert told["made"] == DAY.isoformat()
    assert told["builds"] == dict(ENGINE.builds)
    assert told["measured"] == {"people": 80, "folds": 5, "seed": 2382, "replicates": 100}
    assert len(told["sha256"]) == 64
    assert [point.fmr for point in made.points] == [point.fmr for point in ENGINE.calibration.points]


def test_it_holds_one_mean_and_nobodys_template(made):
    rows = directions(80)
    assert made.direction.shape == (128,)
    np.testing.assert_allclose(
        made.direction, rows.mean(axis=0) / np.linalg.norm(rows.mean(axis=0)), atol=1e-5
    )
    assert (rows @ made.direction).max() < 0.9
    assert not made.direction.flags.writeable
    assert str(made.direction[0])[:6] not in repr(made)


def test_it_comes_back_from_its_file_to_the_last_digit(made, tmp_path):
    (tmp_path / "made.json").write_text(made.to_json(), encoding="utf-8")
    again = dv.Population.read(tmp_path / "made.json")
    assert again.to_json() == made.to_json()
    assert again.sha256 == made.sha256
    assert np.array_equal(again.direction, made.direction)


def test_a_folder_of_templates_makes_the_same_population(made, tmp_path):
    for number, template in enumerate(templates(directions(80))):
        (tmp_path / f"{number:03}.template").write_bytes(template.to_bytes())
    again = dv.make_population(tmp_path, name="made up", at=DAY)
    assert again.direction.tolist() == made.direction.tolist()
    assert again.points == made.points
    (tmp_path / "080.template").write_bytes(templates(directions(1), encoder="other-1")[0].to_bytes())
    with pytest.raises(dv.InputError, match="template of other-1"):
        dv.make_population(str(tmp_path), name="made up", at=DAY)


def test_its_own_people_match_less_often_with_it_and_as_often_as_was_asked(made):
    for point in made.points:
        assert point.counted.errors <= point.without.errors
        if point.without.trials * point.fmr >= 30:
            assert point.without.value > 2 * point.fmr  # alike as they are
            assert point.counted.value <= 1.5 * point.fmr


def test_score_and_threshold_change_together(made):
    reference, probe = templates(directions(2, seed=9))
    plain = compare_templates(reference, probe)
    with_it = compare_templates(reference, probe, population=made)
    point = ENGINE.calibration.at(1e-3)
    typical = (made.typicality(reference) + made.typicality(probe)) / 2
    taken = max(typical, point.threshold - made.at(point).threshold)
    assert with_it.score == pytest.approx(plain.score - taken)
    assert with_it.similarity == pytest.approx(plain.score)
    assert with_it.threshold == made.at(point).threshold != plain.threshold
    told = with_it.to_dict()["population"]
    assert told["name"] == "made up"
    assert told["people"] == 80
    assert told["sha256"] == made.sha256
    assert told["taken"] == pytest.approx(taken)
    assert with_it.fmr_interval == made.at(point).interval
    assert plain.to_dict()["population"] is None


@pytest.mark.parametrize("fmr", [1e-2, 1e-3, 1e-4])
def test_nobody_matches_with_it_who_does_not_match_without_it(made, fmr):
    """Neither its own people nor others, whom a mean that is not theirs would let through."""
    point = ENGINE.calibration.at(fmr)
    own = made.at(point)
    ours, others = directions(60, seed=3), directions(60, seed=4, alike=0.45, pole=5)
    for rows in (ours, others):
        scores, typical = rows @ rows.T, rows @ made.direction / 2
        first, second = np.triu_indices(len(rows), 1)
        plain = scores[first, second]
        without_floor = plain - typical[first] - typical[second] >= own.threshold
        if rows is others:
            assert (without_floor & (plain < point.threshold)).any(), "the floor is not needed: a weak test"
        for a, b in zip(first[:200], second[:200], strict=True):
            pair = templates(rows[[a, b]])
            if compare_templates(*pair, fmr=fmr, population=made).outcome is dv.ComparisonOutcome.MATCH:
                assert compare_templates(*pair, fmr=fmr).outcome is dv.ComparisonOutcome.MATCH


def test_fewer_than_fifty_people_are_refused_and_fewer_than_a_hundred_told():
    with pytest.raises(ConfigurationError, match="49 different people is refused"):
        population(49)
    assert "100 are advised" in population(50).notices[0]
    assert not any("advised" in told for told in population(100).notices)


def test_people_who_are_no_more_alike_than_strangers_are_told():
    assert any("no more alike" in told for told in population(120, alike=0.2).notices)


def test_one_person_many_times_is_refused():
    rows = directions(60)
    rng = np.random.default_rng(0)
    again = rows[:1] + rng.normal(0, 0.02, (40, 128)).astype(np.float32)
    with pytest.raises(ConfigurationError, match=r"1[0-9]\.[0-9]% of the pairs of different people match"):
        dv.make_population(templates(np.concatenate([rows, again])), name="x", at=DAY)
    with pytest.raises(ConfigurationError, match=r"100\.0% of the pairs"):
        dv.make_population(templates(np.repeat(rows[:1], 102, axis=0)), name="x", at=DAY)
    with pytest.raises(ConfigurationError, match="of 72 people 12 are others of them again"):
        dv.make_population(templates(np.concatenate([rows, rows[:12]])), name="x", at=DAY)


def test_pictures_of_one_person_that_differ_much_are_refused_too():
    """Sixty of one person among themselves at 0.5 to 0.6, as news pictures are, and sixty others."""
    rng = np.random.default_rng(0)
    again = directions(1) + rng.normal(0, 0.08, (60, 128)).astype(np.float32)
    again /= np.linalg.norm(again, axis=1, keepdims=True)
    scores = (again @ again.T)[np.triu_indices(60, 1)]
    assert 0.45 < np.median(scores) < 0.6
    with pytest.raises(ConfigurationError, match="many of them are one person again"):
        dv.make_population(templates(np.concatenate([directions(60), again])), name="x", at=DAY)


def test_a_few_people_twice_count_once():
    rows = directions(60)
    made = dv.make_population(templates(np.concatenate([rows, rows[:3]])), name="x", at=DAY)
    assert made.people == 60
    assert made.provenance["people_named"] == 63


def test_several_pictures_of_one_person_count_once_and_their_mated_pairs_are_counted():
    rows = directions(60)
    rng = np.random.default_rng(2)
    noisy = [row + rng.normal(0, 0.03, (2, 128)).astype(np.float32) for row in rows]
    made = dv.make_population([templates(few) for few in noisy], name="x", at=DAY)
    assert made.people == 60
    assert made.at(ENGINE.calibration.at(1e-3)).missed.trials == 60
    assert made.points[0].to_dict()["mated_comparisons"] == 60
    assert dv.Population.from_json(made.to_json()).to_json() == made.to_json()


def test_templates_and_populations_of_another_encoder_are_refused(made):
    other = templates(directions(2), encoder="other-1")
    with pytest.raises(dv.InputError, match="other-1"):
        dv.make_population([*templates(directions(60)), *other], name="x", at=DAY)
    with pytest.raises(ConfigurationError, match="other-1"):
        made.typicality(other[0])
    with pytest.raises(ConfigurationError, match="sface-int8"):
        engine_named("sface-int8").point(1e-3, population=made)
    short = Template(encoder=ENCODER, values=np.ones(64))
    with pytest.raises(ConfigurationError, match="128 numbers"):
        made.typicality(short)


def test_another_calibration_is_refused(made):
    points = tuple(replace(p, threshold=p.threshold + 0.01) for p in ENGINE.calibration.points)
    other = ENGINE.calibrated(replace(ENGINE.calibration, points=points))
    with pytest.raises(ConfigurationError, match="made with another calibration"):
        other.point(1e-3, population=made)


def test_a_calibration_without_corrected_thresholds_makes_none():
    points = tuple(replace(point, corrected=None) for point in ENGINE.calibration.points)
    old = ENGINE.calibrated(replace(ENGINE.calibration, points=points))
    with pytest.raises(ConfigurationError, match="no corrected thresholds"):
        dv.make_population(templates(directions(60)), name="x", at=DAY, engine=old)


def test_a_rate_that_the_calibration_does_not_support_is_refused(made):
    with pytest.raises(ConfigurationError, match="smaller than the calibration"):
        ENGINE.point(1e-9, population=made)


def test_one_that_made_things_worse_is_refused(made):
    rows = made.to_dict()["points"]
    rows[3] |= {"false_matches": rows[3]["false_matches_without"] + 1}
    with pytest.raises(ConfigurationError, match=r"made things worse.*at FMR 0\.01"):
        dv.Population.from_json(changed(made, points=rows))


def test_one_that_lost_too_many_mated_pairs_is_refused_where_it_did(made):
    rows = made.to_dict()["points"]
    for row in rows:
        row |= {"mated_comparisons": 100, "missed": 3, "missed_without": 1}
    rows[-2] |= {"missed": 7}
    harmed = dv.Population.from_json(changed(made, points=rows))
    assert harmed.notices[-1] == "It lost too many of their mated pairs at FMR 0.0001: there it is refused."
    assert ENGINE.point(1e-3, population=harmed)
    with pytest.raises(ConfigurationError, match=r"made things worse at FMR 0\.0001: 6% of the mated"):
        ENGINE.point(1e-4, population=harmed)
    rows[-2] |= {"mated_comparisons": 10, "missed": 2, "missed_without": 0}  # of so few pairs this is no rate
    assert ENGINE.point(1e-4, population=dv.Population.from_json(changed(made, points=rows)))
    for row in rows:
        row |= {"mated_comparisons": 100, "missed": 50}
    with pytest.raises(ConfigurationError, match=r"made things worse.*0\.001, "):
        dv.Population.from_json(changed(made, points=rows))


POINT = {"threshold": float("nan")}, {"fmr": 2}, {"threshold": -9}, {"comparisons": 0}, {"false_matches": -1}
POINT += {"people_low": 1, "people_high": 0}, {"false_matches": 1.5}, {"comparisons": 10**400}


@pytest.mark.parametrize("at", range(len(POINT)))
def test_points_that_make_no_sense_are_refused(made, at):
    rows = made.to_dict()["points"]
    rows[2] |= POINT[at]
    with pytest.raises(ConfigurationError, match="population"):
        dv.Population.from_json(changed(made, points=rows))


@pytest.mark.parametrize(
    "parts",
    [
        {"direction": [float("nan")] * 128},
        {"direction": [0.0] * 128},
        {"direction": [[1.0]]},
        {"direction": ["1"]},
        {"direction": None},
        {"people": 49},
        {"people": 60.5},
        {"people": True},
        {"points": []},
        {"points": None},
        {"schema": 2},
        {"population": ""},
        {"population": "two\nlines"},
        {"population": 3},
        {"encoder": None},
        {"provenance": 3},
        {"provenance": {"made": float("nan")}},
    ],
    ids=str,
)
def test_what_is_no_population_is_refused_by_name(made, parts):
    with pytest.raises(ConfigurationError, match="population"):
        dv.Population.from_json(changed(made, **parts))


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "2", "[" * 100_000, "\x00"])
def test_other_texts_are_refused(text):
    with pytest.raises(ConfigurationError, match="no population"):
        dv.Population.from_json(text)


def test_no_file_is_told(tmp_path):
    with pytest.raises(ConfigurationError, match="cannot be read as a population"):
        dv.Population.read(tmp_path / "none.json")


def test_verify_says_which_population_counted_and_a_policy_may_require_one(samples, made):
    pictures = {
        "document": next((samples / "mated").glob("document.*")),
        "live": samples / "mated" / "live.jpg",
        "at": DAY,
    }
    border = dv.Policy.named("border")
    strict = replace(border, name="own", required=[*border.required, "face_population"])
    without = dv.verify(**pictures, policy=strict)
    assert without.outcome is dv.Outcome.INCONCLUSIVE
    assert finding(without, "face_population").reason == "no_population"
    report = dv.verify(**pictures, policy=strict, population=made)
    assert report.outcome is dv.Outcome.PASSED
    told = finding(report, "face_population")
    assert told.sentence == "The population made up counted (80 people)."
    evidence = finding(report, "face_match").evidence
    assert evidence["population"] == "made up"
    assert evidence["population_sha256"] == made.sha256
    assert evidence["threshold"] == made.at(ENGINE.calibration.at(1e-3)).threshold
    assert evidence["similarity"] - evidence["taken_by_population"] == pytest.approx(evidence["score"])
    assert dv.Report.from_dict(report.to_dict()) == report


def finding(report, name):
    return next(one for one in report.findings if one.check == name)


def test_a_population_that_does_not_fit_is_refused_before_any_picture_is_opened(made):
    other = replace(made, encoder="other-1")
    with pytest.raises(ConfigurationError, match="other-1"):
        dv.compare_faces(reference="none.jpg", probe="none.jpg", population=other)
    with pytest.raises(ConfigurationError, match="other-1"):
        dv.verify(document="none.jpg", live="none.jpg", population=other)


@pytest.mark.data
def test_real_people_half_of_whom_make_it_and_half_are_compared(data):
    """London: neutral portraits of 56 make the population; the others' smiling pictures are compared."""
    folders = sorted(path.parent for path in (data / "face" / "london").glob("*/*_neutral.jpg"))
    engine = engine_named()
    neutral = {
        folder: acquire(load_image(folder / f"{folder.name}_neutral.jpg"), role=Role.DOCUMENT, engine=engine)
        for folder in folders[:86]
    }
    smiling = {
        folder: acquire(load_image(folder / f"{folder.name}_smiling.jpg"), role=Role.LIVE, engine=engine)
        for folder in folders[56:86]
    }
    made = dv.make_population([neutral[folder].template for folder in folders[:56]], name="London", at=DAY)
    matched = dict.fromkeys((1e-3, 1e-4), 0)
    false, without = dict(matched), dict(matched)
    for fmr in matched:
        for a in smiling:
            for b, probe in smiling.items():
                pair = neutral[a].template, probe.template
                found = compare_templates(*pair, fmr=fmr, population=made).outcome
                plain = compare_templates(*pair, fmr=fmr).outcome
                matches = found is dv.ComparisonOutcome.MATCH
                matched[fmr] += matches and a == b
                false[fmr] += matches and a != b
                without[fmr] += plain is dv.ComparisonOutcome.MATCH and a != b
    assert matched == dict.fromkeys((1e-3, 1e-4), 30)
    for fmr in matched:
        assert false[fmr] <= without[fmr]
        assert false[fmr] <= max(1, 2 * fmr * 870)


def test_shipped_calibrations_say_how_corrected_scores_lie_and_where_they_were_made():
    for name in ("sface", "sface-int8"):
        calibration = engine_named(name).calibration
        assert all(point.corrected is not None for point in calibration.points)
        assert 0.05 < calibration.spread < 0.2
        assert max(point["lost"] for point in shipped(name)["points"]) <= 0.05
    for name in ("dlib-onnx", "face-recognition"):
        rows = shipped(name)["points"]
        assert next(row["lost"] for row in rows if row["fmr"] == 1e-3) > 0.2
        assert not any("corrected" in row for row in rows)
    for name in NAMES:
        assert re.fullmatch("[0-9a-f]{12}", shipped(name)["code"]), "made in a checkout with changes"


def shipped(name):
    return json.loads((files("docverify.faces") / "calibrations" / f"{name}.json").read_text())

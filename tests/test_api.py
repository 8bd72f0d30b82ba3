"""The façade on real pictures: what comes back, what is raised, and what is never shown."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

import docverify as dv
from docverify.evidence import AcquisitionFailure, similarity_of
from docverify.faces import engine_named
from docverify.specimens import capture, draw_specimen, kiosk, random_holder

AT = date(2026, 11, 23)
BLANK = np.full((400, 600, 3), 200, np.uint8)


@pytest.fixture(scope="module")
def document(samples):
    return samples / "mated" / "document.png"


@pytest.fixture(scope="module")
def live(samples):
    return samples / "mated" / "live.jpg"


@pytest.fixture(scope="module")
def report(document, live):
    return dv.verify(document=document, live=live, at=AT)


def test_public_names_are_complete_sorted_and_importable():
    assert len(dv.__all__) == len(set(dv.__all__))
    named = set(dv._HOMES) | {"__version__"} | {name for name in dir(dv.errors) if isinstance_of_error(name)}
    assert named == set(dv.__all__)
    for name in dv.__all__:
        assert getattr(dv, name) is not None
    assert set(dv.__all__) <= set(dir(dv))
    promised = (
        "parse_mrz compose_mrz MrzFormat read_mrz find_faces encode_face compare_faces verify Policy Report"
    )
    assert set(promised.split()) <= set(dv.__all__)


def isinstance_of_error(name):
    found = getattr(dv.errors, name)
    return isinstance(found, type) and issubclass(found, Exception)


def test_a_name_that_is_not_public_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = dv.no_such_name


def test_importing_docverify_imports_no_engine():
    code = "import docverify, sys; print(sorted({'numpy', 'cv2', 'onnxruntime', 'typer'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_every_kind_of_source_gives_the_same_answer(report, document, live):
    for convert in (str, Path.read_bytes, dv.load_image):
        again = dv.verify(document=convert(document), live=convert(live), at=AT)
        assert again.findings == report.findings
    assert report.outcome is dv.Outcome.PASSED


def test_the_report_has_stages_day_engines_and_the_text_only_when_asked(report):
    stages = [name for name, _ in report.timings]
    assert stages[:3] == ["live.load", "document.load", "document.read"]
    assert {"portrait.detect", "portrait.encode", "live.detect", "live.encode", "compare"} <= set(stages)
    assert all(seconds >= 0 for _, seconds in report.timings)
    assert report.at == AT
    assert [(one.role, one.name) for one in report.engines] == [
        ("reader", "docverify"),
        ("faces", engine_named().encoder.id),
        ("print", "docverify"),
    ]
    assert [name for name, _ in report.engines[2].builds] == [
        "finder.onnx",
        "leveller.onnx",
        "recogniser.onnx",
    ]
    assert report.mrz.primary_identifier.value == "ERIKSSON"
    assert "ERIKSSON" not in repr(report) + json.dumps(report.to_dict())
    assert "ERIKSSON" in json.dumps(report.to_dict(identity=True))


def test_the_day_is_an_argument_and_a_point_in_time_will_do(document, live):
    later = dv.verify(document=document, live=live, at=datetime(2050, 1, 1, 12))  # noqa: DTZ001 - local
    assert later.at == date(2050, 1, 1)
    assert later.finding("not_expired").outcome is dv.FindingOutcome.FAILED
    assert dv.verify(document=document, live=live).at >= AT


def test_a_document_lying_on_its_side_is_verified_too(document, live):
    for quarters in (1, 2, 3):
        turned = np.rot90(dv.load_image(document), quarters)
        assert dv.verify(document=turned, live=live, at=AT).outcome is dv.Outcome.PASSED


def test_several_live_frames_are_taken_together(document, live, samples):
    assert dv.verify(document=document, live=[live, live], at=AT).outcome is dv.Outcome.PASSED
    other = samples / "portraits" / "grace_hopper.jpg"
    mixed = dv.verify(document=document, live=(live, other), at=AT)
    assert mixed.outcome is dv.Outcome.INCONCLUSIVE
    assert mixed.finding("live_face_found").reason == "several_live_faces"
    with pytest.raises(dv.InputError, match="no live picture"):
        dv.verify(document=document, live=[], at=AT)


def test_what_shows_nothing_is_inconclusive(document, live):
    empty = dv.verify(document=BLANK, live=BLANK, at=AT)
    assert empty.outcome is dv.Outcome.INCONCLUSIVE
    with pytest.raises(dv.VerificationFailed, match="No portrait"):
        empty.raise_for_failure()
    assert dv.verify(document=document, live=BLANK, at=AT).outcome is dv.Outcome.INCONCLUSIVE
    assert dv.verify(document=live, live=live, at=AT).outcome is dv.Outcome.INCONCLUSIVE


@pytest.mark.parametrize("spoilt", ["document", "live"])
def test_a_picture_that_cannot_be_used_is_raised(document, live, tmp_path, spoilt):
    cut = tmp_path / "cut.jpg"
    cut.write_bytes(live.read_bytes()[:5000])
    for bad in (cut, tmp_path, tmp_path / "missing.png", b"", b"no picture"):
        with pytest.raises(dv.UnreadableImage):
            dv.verify(**({"document": document, "live": live, "at": AT} | {spoilt: bad}))


def test_an_fmr_that_cannot_be_kept_is_refused_before_any_picture_is_opened():
    with pytest.raises(dv.InputError, match="FMR"):
        dv.verify(document="no such file", live="no such file", policy=dv.Policy(fmr=1e-12), at=AT)


def test_the_threshold_is_that_of_the_policys_fmr(document, live):
    reports = [
        dv.verify(document=document, live=live, policy=dv.Policy(fmr=fmr), at=AT) for fmr in (0.1, 1e-4)
    ]
    loose, strict = (one.finding("face_match").evidence for one in reports)
    assert strict["score"] == loose["score"]
    assert strict["threshold"] > loose["threshold"]


def test_a_reader_of_the_callers_own_and_the_null_reader(document, live):
    class Own:
        name = "mine"

        def read(self, image):
            assert image.shape[2] == 3
            return dv.Reading(None, dv.ReadingFailure.GLARE, engine=self.name)

    report = dv.verify(document=document, live=live, at=AT, engine=Own())
    assert report.engines[0].name == "mine"
    assert report.finding("mrz_found").reason == "mrz_glare"
    faces_alone = dv.Policy(required=["face_match"])
    assert (
        dv.verify(document=document, live=live, at=AT, engine="null", policy=faces_alone).outcome
        is dv.Outcome.PASSED
    )


def test_engines_that_crash_are_not_swallowed(document, live):
    class Broken:
        name = "broken"

        def read(self, image):  # noqa: ARG002 - what every reader takes
            raise dv.EngineFailed("it broke")

    with pytest.raises(dv.EngineFailed, match="it broke"):
        dv.verify(document=document, live=live, at=AT, engine=Broken())


def test_read_find_encode_and_compare(document, live, samples):
    reading = dv.read_mrz(document)
    assert reading.mrz.format is dv.MrzFormat.TD3
    assert "ERIKSSON" not in repr(reading)
    (face,) = dv.find_faces(live)
    given, found = dv.encode_face(live, face=face), dv.encode_face(live)
    assert similarity_of(given, found) > 0.95
    assert dv.compare_faces(reference=document, probe=live).outcome is dv.ComparisonOutcome.MATCH
    other = samples / "portraits" / "grace_hopper.jpg"
    assert dv.compare_faces(reference=document, probe=other).outcome is dv.ComparisonOutcome.NON_MATCH
    assert dv.compare_faces(reference=document, probe=BLANK).outcome is dv.ComparisonOutcome.NOT_ACQUIRED


def test_comparing_takes_frames_of_one_person(document, live, samples):
    assert dv.compare_faces(reference=document, probe=[live, BLANK]).outcome is dv.ComparisonOutcome.MATCH
    mixed = dv.compare_faces(reference=document, probe=(live, samples / "portraits" / "grace_hopper.jpg"))
    assert mixed.reason is AcquisitionFailure.SEVERAL_FACES
    with pytest.raises(dv.InputError, match="no probe picture"):
        dv.compare_faces(reference=document, probe=[])


@pytest.mark.parametrize("column", [4, 15, 24])  # of the number, the date of birth, the date of expiry
def test_an_altered_digit_fails_though_it_refutes_two_check_digits_at_once(column):
    rng = np.random.default_rng(column)
    holder = replace(
        random_holder(dv.MrzFormat.TD3, rng=rng),
        document_number="C01234567",
        date_of_birth=date(1974, 8, 12),
        date_of_expiry=date(2034, 4, 15),
    )
    first, second = holder.lines(dv.MrzFormat.TD3)
    altered = second[:column] + ("2" if second[column] == "1" else "1") + second[column + 1 :]
    conditions = kiosk(rng)
    drawn = draw_specimen(
        dv.MrzFormat.TD3,
        holder=holder,
        rng=rng,
        lines=(first, altered),
        px_per_mm=conditions.px_per_mm,
    )
    report = dv.verify(document=capture(drawn, conditions, rng=rng).image, live=BLANK, at=AT)
    assert report.mrz.lines == (first, altered)
    assert report.outcome is dv.Outcome.FAILED
    refuted = [one.check for one in report.findings if one.reason == "digit_refuted"]
    assert len(refuted) == 2
    assert "composite_digit" in refuted

"""The samples are what their README and `expected.json` say; `verify` on them is tested with the façade."""

import hashlib
import json
import re
import shutil
from dataclasses import replace

import numpy as np
import pytest

from docverify.imaging import load_image
from docverify.mrz import check_digit, parse_mrz
from docverify.specimens import samples as made
from docverify.specimens.samples import CASES
from docverify.specimens.samples import main as make_samples


@pytest.fixture(scope="module")
def expected(samples):
    return json.loads((samples / "expected.json").read_text(encoding="utf-8"))


def test_every_file_is_accounted_for(samples, expected):
    named = {"README.md", "expected.json", "portraits/astronaut.png", "portraits/grace_hopper.jpg"}
    named |= {name for case in expected["cases"] for name in (*case["sides"], case["live"])}
    named |= {entry["file"] for entry in expected["formats"]}
    present = {path.relative_to(samples).as_posix() for path in samples.rglob("*") if path.is_file()}
    assert present == named


def test_the_photographs_are_those_that_the_readme_names(samples):
    text = (samples / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"\| `(portraits/[^`]+)` .*`([0-9a-f]{64})` \|", text)
    assert len(rows) == 2
    for name, digest in rows:
        assert hashlib.sha256((samples / name).read_bytes()).hexdigest() == digest


def test_the_readme_states_the_outcomes(samples, expected):
    text = (samples / "README.md").read_text(encoding="utf-8")
    for case in expected["cases"]:
        row = next(line for line in text.splitlines() if line.startswith(f"| `{case['name']}`"))
        assert f"| {case['outcome']} | {case['exit_code']} |" in row
        assert all(f"`{reason}`" in row for reason in case["reasons"])
    assert {case["name"] for case in expected["cases"]} == {case.name for case in CASES}


def test_the_pictures_load(samples, expected):
    for case in expected["cases"]:
        for name in (*case["sides"], case["live"]):
            assert load_image(samples / name).ndim == 3


def test_the_clean_specimens_read_at_their_quads(samples, expected, read_by_templates):
    assert [entry["format"] for entry in expected["formats"]] == ["TD1", "TD2", "TD3", "MRVA", "MRVB"]
    for entry in expected["formats"]:
        image = load_image(samples / entry["file"])
        assert image.shape[:2] == (entry["height"], entry["width"])
        read = read_by_templates(image, np.array(entry["line_quads"]), len(entry["lines"][0]))
        assert list(read) == entry["lines"]
        assert parse_mrz("\n".join(entry["lines"])).format.value == entry["format"]


def test_one_check_digit_is_wrong_and_only_one(expected):
    lines = {case["name"]: case.get("mrz") for case in expected["cases"] if case["name"] != "two_sided"}
    assert lines["no_document"] is None
    for name, (_upper, lower) in ((name, mrz) for name, mrz in lines.items() if mrz):
        covered = {9: lower[:9], 19: lower[13:19], 27: lower[21:27], 42: lower[28:42]}
        covered[43] = lower[:10] + lower[13:20] + lower[21:43]
        wrong = [
            place
            for place, text in covered.items()
            if lower[place] != check_digit(text) and not (place == 42 and lower[place] == "<")
        ]
        assert wrong == ([9] if name == "wrong_check_digit" else [])


def test_the_samples_can_be_made_again(samples, expected, tmp_path):
    shutil.copytree(samples / "portraits", tmp_path / "portraits")
    make_samples(tmp_path)
    again = json.loads((tmp_path / "expected.json").read_text(encoding="utf-8"))
    assert [case.get("mrz") for case in again["cases"]] == [case.get("mrz") for case in expected["cases"]]
    for entry, other in zip(expected["formats"], again["formats"], strict=True):
        assert other["lines"] == entry["lines"]
        np.testing.assert_allclose(other["line_quads"], entry["line_quads"], atol=1)


def test_the_document_whose_print_was_altered_is_sound_but_for_one_field(samples):
    (case,) = [one for one in CASES if one.altered is not None]
    photographs = {
        name: (load_image(samples / "portraits" / file), portrait, live)
        for name, (file, portrait, live) in made._PHOTOGRAPHS.items()
    }
    sound, altered = (
        made._sides(one, photographs, np.random.default_rng(1)) for one in (replace(case, altered=None), case)
    )
    assert sound[1] == altered[1]
    differ = (sound[0]["document"] != altered[0]["document"]).any(axis=2)
    assert 0 < differ.mean() < 0.01

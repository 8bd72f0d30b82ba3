"""The description holds: generated requests, sound and broken, are answered as it says."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from docverify.service.models.parts import Parts
from docverify.service.routes import pictures
from tests.service.known import NOW, lookups_in
from tests.service.running import running

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def described(service):
    return service.client.get("/openapi.json").json()


def generated(service, folder, *words):
    """What came of requests that were drawn from a service's own description."""
    report = folder / "report.json"
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "run", f"{service.address}/openapi.json"),
            *("--max-examples=4", "--seed=20261128", "--checks=all", "--no-color", "--warnings=off"),
            *("--report=json", f"--report-json-path={report}", *words),
        ],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SCHEMATHESIS_HOOKS": "tests.service.files_are_bytes"},
    )
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["failures"] == [], ended.stdout
    assert told["errors"] == [], ended.stdout
    return told


def test_generated_requests_are_answered_as_described(service, tmp_path):
    """A few for each address; `python -m benchmarks run service` sends ten thousand."""
    told = generated(service, tmp_path)
    assert told["operations"]["tested"] == told["operations"]["total"] >= 8
    assert told["test_cases"]["generated"] > 150


def test_generated_requests_to_galleries_are_answered_as_described(tmp_path):
    with running(lookups=lookups_in(tmp_path), now=lambda: NOW) as one:
        told = generated(one, tmp_path, "--include-path-regex=/v1/galleries")
    assert told["operations"]["tested"] == 6
    assert told["test_cases"]["generated"] > 40


def test_forms_take_the_parts_that_are_described(described):
    """What a route's check of parts lets through is what its form has."""
    checked = 0
    for route in pictures.router.routes:
        (parts,) = [one.call for one in route.dependant.dependencies if isinstance(one.call, Parts)]
        content = described["paths"][route.path]["post"]["requestBody"]["content"]
        title = content["multipart/form-data"]["schema"]["$ref"].rpartition("/")[2]
        assert set(parts.names) == set(described["components"]["schemas"][title]["properties"])
        checked += 1
    assert checked == 3


def test_limits_and_policies_are_those_of_the_settings():
    with running(sides=2, frames=5, warm=False) as one:
        told = one.client.get("/openapi.json").json()["components"]["schemas"]
    body = told["Body_verify_v1_verify_post"]
    assert body["properties"]["document"]["maxItems"] == 2
    assert body["properties"]["live"]["maxItems"] == 5
    assert body["properties"]["policy"]["enum"] == ["document", "kiosk", "border", "lenient"]
    assert body["additionalProperties"] is False


def test_every_error_has_one_shape(described):
    shapes = {
        answer["content"]["application/json"]["schema"]["$ref"]
        for path in described["paths"].values()
        for operation in path.values()
        for status, answer in operation["responses"].items()
        if status[0] in "45"
    }
    assert shapes == {"#/components/schemas/Problem"}

"""The container file: what can be held without a builder. Its commands are run as they stand."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import httpx
import pytest

from docverify.service.settings import Settings
from tests.service.running import until

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "examples/container/Containerfile"
PREFIX = "/opt/docverify"
KEYS = "/run/docverify/keys.json"


@pytest.fixture(scope="module")
def steps():
    """The file's instructions: (name, the rest of the line), stage by stage."""
    lines = FILE.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    told = [line.partition(" ")[::2] for line in lines if line.strip() and not line.startswith("#")]
    starts = [number for number, (name, _) in enumerate(told) if name == "FROM"]
    return [told[first:stop] for first, stop in zip(starts, [*starts[1:], len(told)], strict=True)]


def commands(stage, name):
    """Arguments of every instruction of a name in a stage, as JSON has them: no shell parses them."""
    return [json.loads(rest[rest.index("[") :]) for told, rest in stage if told == name]


def test_it_has_two_stages_on_one_pinned_base(steps):
    bases = [stage[0][1].split()[0] for stage in steps]
    assert len(bases) == 2
    assert len(set(bases)) == 1, "a virtual environment finds its interpreter in the same place only"
    version = re.fullmatch(r"docker\.io/library/python:(\d+\.\d+)-slim-\w+", bases[0])
    assert version is not None, "a version, never latest"
    classifiers = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "classifiers"
    ]
    assert f"Programming Language :: Python :: {version[1]}" in classifiers


def test_no_shell_runs_and_nobody_is_root(steps):
    for stage in steps:
        for name in ("RUN", "CMD", "ENTRYPOINT"):
            assert len(commands(stage, name)) == sum(told == name for told, _ in stage)
    users = [rest for told, rest in steps[-1] if told == "USER"]
    assert [user.split(":") for user in users] == [["10001", "10001"]]
    names = [told for told, _ in steps[-1]]
    assert "RUN" not in names, "nothing is run in what ships"
    assert "ADD" not in {told for stage in steps for told, _ in stage}, "nothing is fetched"


def test_what_is_copied_is_there_and_is_all_that_the_build_reads(steps):
    copied = [one for told, rest in steps[0] if told == "COPY" for one in rest.split()[:-1]]
    assert all((ROOT / one).exists() for one in copied)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    read = [project["project"]["readme"], *project["project"]["license-files"]]
    read += project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    # Licences of what ships lie in the package, which is copied whole.
    assert {one.partition("/")[0] for one in read} <= {one.removeprefix("./") for one in copied}


def test_it_installs_the_service_into_its_own_environment(steps):
    made, installed, compiled = commands(steps[0], "RUN")
    assert made == ["python", "-m", "venv", PREFIX]
    assert installed[:4] == [f"{PREFIX}/bin/python", "-m", "pip", "install"]
    assert installed[-1] == ".[service]"
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "service" in extras["optional-dependencies"]
    for command in (installed, compiled):  # the modules that they name are Python's own, or there
        module = command[command.index("-m") + 1]
        ended = subprocess.run([sys.executable, "-m", module, "--help"], capture_output=True, check=False)
        assert ended.returncode == 0, module


def test_it_serves_as_it_says_and_writes_nothing(steps, samples, tmp_path):
    """Entry point and arguments, run with an environment like the container's; then its health check."""
    (entry,), (arguments,) = commands(steps[-1], "ENTRYPOINT"), commands(steps[-1], "CMD")
    assert entry == [f"{PREFIX}/bin/docverify", "serve"]
    assert KEYS in arguments
    keys, home, temporary = tmp_path / "run/keys.json", tmp_path / "home", tmp_path / "temporary"
    temporary.mkdir()
    told = dict(one.split("=") for name, rest in steps[-1] if name == "ENV" for one in rest.split())
    environment = {**os.environ, **told, "HOME": str(home), "TMPDIR": str(temporary)}
    docverify = [sys.executable, "-m", "docverify", "serve"]
    new = [*docverify, "--new-key", "--scope", "verify", "--name", "x", "--keys-file", str(keys)]
    made = subprocess.run(new, capture_output=True, text=True, check=True, env=environment)
    key, port = made.stdout.strip(), _exposed(steps)
    started = [{KEYS: str(keys), str(port): "0"}.get(one, one) for one in arguments]
    before = sorted(keys.parent.iterdir())
    serving = subprocess.Popen(
        [*docverify, *started, "--workers", "1"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        bound = re.search(r":(\d+)/", serving.stdout.readline())[1]
        client = httpx.Client(base_url=f"http://127.0.0.1:{bound}", timeout=60)
        with client:
            until(lambda: _ready(client), 120)
            assert _healthy(steps, port, bound)
            files = {
                "document": (samples / "mated/document.png").read_bytes(),
                "live": (samples / "mated/live.jpg").read_bytes(),
            }
            assert client.post("/v1/verify", files=files).status_code == 401
            answer = client.post("/v1/verify", files=files, headers={"Authorization": f"Bearer {key}"})
            assert answer.json()["outcome"] == "PASSED"
    finally:
        serving.terminate()
        serving.communicate(timeout=60)
    assert not home.exists()
    assert list(temporary.iterdir()) == []
    assert sorted(keys.parent.iterdir()) == before
    assert not _healthy(steps, port, bound), "the check tells when nobody answers"


def test_without_keys_it_does_not_start(steps, tmp_path):
    (arguments,) = commands(steps[-1], "CMD")
    started = [{KEYS: str(tmp_path / "nosuch.json")}.get(one, one) for one in arguments]
    ended = subprocess.run(
        [sys.executable, "-m", "docverify", "serve", *started],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode != 0
    assert "cannot be read" in ended.stderr


def test_the_port_is_the_services_own(steps):
    assert _exposed(steps) == Settings.__dataclass_fields__["port"].default


def _exposed(steps):
    return int(next(rest for told, rest in steps[-1] if told == "EXPOSE"))


def _ready(client):
    try:
        return client.get("/readyz").status_code == 200
    except httpx.TransportError:
        return False


def _healthy(steps, port, bound):
    """Whether the health check says so, asked at the port that was free."""
    ((check),) = commands(steps[-1], "HEALTHCHECK")
    assert check[0] == f"{PREFIX}/bin/python"
    asked = [sys.executable, *(one.replace(str(port), bound) for one in check[1:])]
    return subprocess.run(asked, capture_output=True, check=False, timeout=60).returncode == 0

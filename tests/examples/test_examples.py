"""Every example runs as it says, on the samples, by real models and a real service."""

import json
import os
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import cv2
import httpx
import numpy as np
import pytest
import uvicorn
from PIL import Image

from docverify import MrzFormat, load_image
from docverify.service.pool.pool import busy
from docverify.specimens import Holder, draw_specimen
from tests.service.running import running, until

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
DAY = "2026-11-23"


def run(name, *words, **environment):
    """An example as a user starts it."""
    return subprocess.run(
        [sys.executable, str(EXAMPLES / name), *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="module")
def cameras(tmp_path_factory, samples):
    """Two folders and a video that play cameras: a table, then the document; the bearer, moving a little."""
    folder = tmp_path_factory.mktemp("cameras")
    document, face = folder / "document", folder / "face"
    document.mkdir()
    face.mkdir()
    (document / "1.jpg").write_bytes((samples / "no_document/document.jpg").read_bytes())
    (document / "2.png").write_bytes((samples / "mated/document.png").read_bytes())
    live = cv2.imread(str(samples / "mated/live.jpg"))
    shown = [np.roll(live, 2 * step, axis=1)[:, 12:-12] for step in range(6)]
    for number, frame in enumerate(shown):
        cv2.imwrite(str(face / f"{number}.png"), frame)
    video = cv2.VideoWriter(
        str(folder / "face.avi"), cv2.VideoWriter.fourcc(*"MJPG"), 10, shown[0].shape[1::-1]
    )
    for frame in shown:
        video.write(frame)
    video.release()
    return folder


@pytest.mark.parametrize("face", ["face", "face.avi"])
def test_webcam_guides_and_verifies(cameras, tmp_path, face):
    picture = tmp_path / "seen.png"
    ended = run(
        "webcam.py", "--document", cameras / "document", "--face", cameras / face, "--picture", picture
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    lines = ended.stdout.splitlines()
    assert "document" in lines[1], "what to do about the empty table"
    assert "  Read." in lines
    assert lines[-1] == "PASSED"
    assert cv2.imread(str(picture)) is not None


def test_webcam_sends_to_the_desk_whom_it_does_not_see(samples, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "1.jpg").write_bytes((samples / "no_document/document.jpg").read_bytes())
    ended = run("webcam.py", "--document", empty, "--face", empty)
    assert ended.returncode == 3
    assert ended.stdout.splitlines()[-1] == "INCONCLUSIVE: no document was seen: please go to the desk."


def test_webcam_says_what_it_cannot_open(tmp_path):
    ended = run("webcam.py", "--document", tmp_path / "nosuch.mp4")
    assert ended.returncode == 1
    assert "cannot be opened" in ended.stderr


@pytest.mark.parametrize(
    ("case", "age", "code", "said"),
    [
        ("mated", 18, 0, "age 18: old enough"),
        ("mated", 60, 1, "age 60: too young"),
        ("no_document", 18, 3, "age 18: could not tell"),
        ("non_mated", 18, 1, "age 18: old enough"),
    ],
)
def test_hotel_tells_the_age_or_that_it_could_not(samples, case, age, code, said):
    document = next((samples / case).glob("document.*"))
    ended = run("hotel_checkin.py", document, samples / case / "live.jpg", "--least-age", age, "--at", DAY)
    assert ended.returncode == code, ended.stderr
    assert ended.stdout.startswith(said)
    assert ("Welcome, ANNA MARIA ERIKSSON." in ended.stdout) is (code == 0)


@pytest.mark.parametrize(
    ("born", "code", "said"),
    [
        ("<<<<<<", 3, "could not tell"),
        ("08<<<<", 3, "could not tell"),  # 17 or 18 years old on that day
        ("74<<<<", 0, "old enough"),  # whatever the day was
    ],
)
def test_hotel_proves_no_age_by_a_date_of_birth_that_leaves_it_open(samples, tmp_path, born, code, said):
    portrait = load_image(samples / "portraits/astronaut.png")[:400, 60:380]
    holder = Holder(
        surname="ERIKSSON",
        given_names="ANNA MARIA",
        document_number="L898902C3",
        date_of_birth=born,
        sex="F",
        date_of_expiry=date(2034, 4, 15),
    )
    page = tmp_path / "page.png"
    drawn = draw_specimen(MrzFormat.TD3, holder=holder, rng=np.random.default_rng(5), portrait=portrait)
    Image.fromarray(drawn.image).save(page)
    ended = run("hotel_checkin.py", page, samples / "mated/live.jpg", "--at", DAY)
    assert ended.stdout.startswith(f"age 18: {said}"), ended.stderr
    assert ended.returncode == code, ended.stdout


@pytest.fixture(scope="module")
def service():
    with running(policy="kiosk") as one:
        yield one


def test_client_prints_outcome_and_reasons(service, samples):
    def ask(case):
        document = next((samples / case).glob("document.*"))
        return run(
            "service_client.py", document, "--live", samples / case / "live.jpg", "--url", service.address
        )

    passed = ask("mated")
    assert (passed.returncode, passed.stdout) == (0, "PASSED\n")
    failed = ask("wrong_check_digit")
    assert failed.returncode == 1
    assert "document_number_digit: digit_refuted" in failed.stdout
    missing = ask("no_face")
    assert (missing.returncode, missing.stdout.partition(":")[0]) == (3, "INCONCLUSIVE")


def test_client_says_what_was_refused(service, samples):
    document = samples / "mated/document.png"
    ended = run("service_client.py", document, "--policy", "nosuch", "--url", service.address)
    assert ended.returncode == 4
    assert ended.stderr.strip()
    ended = run("service_client.py", document, "--url", "http://127.0.0.1:9")
    assert ended.returncode == 4


def test_client_waits_as_long_as_a_busy_service_says(samples):
    """A queue cannot be filled by hand at the right moment: the refusals are the service's, word by word."""
    sys.path.insert(0, str(EXAMPLES))
    try:
        import service_client
    finally:
        sys.path.remove(str(EXAMPLES))
    asked = []

    def busy_at_first(request):
        asked.append(request.url.path)
        if len(asked) < 3:
            return httpx.Response(503, json=busy().body, headers={"Retry-After": "0"})
        return httpx.Response(200, json={"outcome": "PASSED", "why": "", "report": None})

    with httpx.Client(base_url="http://x", transport=httpx.MockTransport(busy_at_first)) as client:
        told = service_client.verify(client, [samples / "mated/document.png"], [])
    assert (told["outcome"], len(asked)) == ("PASSED", 3)


@pytest.fixture(scope="module")
def own_service():
    """The service of one's own, as uvicorn serves it."""
    sys.path.insert(0, str(EXAMPLES))
    try:
        import own_service
    finally:
        sys.path.remove(str(EXAMPLES))
    server = uvicorn.Server(uvicorn.Config(own_service.app, port=0, log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
        yield client
    server.should_exit = True
    thread.join(30)


def sent(samples, document="mated/document.png", live="mated/live.jpg"):
    return {"document": (samples / document).read_bytes(), "live": (samples / live).read_bytes()}


def test_own_service_answers_without_the_text_of_the_document(own_service, samples):
    answer = own_service.post("/verify", files=sent(samples))
    assert (answer.status_code, answer.json()["outcome"]) == (200, "PASSED")
    assert "ERIKSSON" not in answer.text
    answer = own_service.post("/verify", files=sent(samples, live="no_face/live.jpg"))
    assert (answer.status_code, answer.json()["outcome"]) == (200, "INCONCLUSIVE")


def test_own_service_tells_whose_fault_an_error_is(own_service, samples):
    answer = own_service.post("/verify", files=sent(samples) | {"live": b"no picture"})
    assert answer.status_code == 422
    assert answer.json() | {"message": ""} == {
        "code": "unusable_picture",
        "side": "live",
        "message": "",
        "retryable": True,
    }
    assert own_service.post("/verify", files={"document": b"x"}).status_code == 422


def test_own_service_refuses_what_is_too_large(own_service):
    answer = own_service.post("/verify", files={"document": bytes(13_000_000), "live": b"x"})
    assert answer.status_code == 413


def test_the_readme_names_every_example():
    told = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert all(f"]({path.name})" in told for path in EXAMPLES.glob("*.py"))
    assert json.dumps("container/README.md").strip('"') in told

"""A gallery searched on a Milvus server, which is started here: Milvus Lite's."""

import json
import shutil
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import docverify as dv
from docverify.cli import app
from docverify.cli.codes import ExitCode
from docverify.errors import ConfigurationError, GalleryBroken, GalleryUnavailable, NotEnrolled
from docverify.gallery import Gallery, MilvusIndex
from docverify.gallery.milvus import ERROR, require_private
from tests.gallery.conftest import AT, KEY, entered, near, people

pytest.importorskip("pymilvus", reason="pip install 'docverify[milvus]'")
COMMAND = shutil.which("milvus-lite", path=str(Path(sys.executable).parent))
pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # of pymilvus and what it brings
    pytest.mark.skipif(COMMAND is None, reason="pip install milvus-lite"),
]
ROWS = people(200)


def answers(port):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


@pytest.fixture(scope="module")
def uri(tmp_path_factory):
    """A server that listens on this machine alone."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["server", "--data-dir", tmp_path_factory.mktemp("milvus"), "--host", "127.0.0.1", "--port", port]
    server = subprocess.Popen(
        [COMMAND, *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 120
        while not answers(port) and server.poll() is None and time.monotonic() < until:
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture
def filled(gallery):
    gallery.enrol_all(entered(ROWS), at=AT)
    gallery.enrol_all(entered(ROWS[:5], purpose="wanted", first=900), at=AT)
    return gallery


@pytest.fixture
def on_milvus(filled, path, uri):
    with Gallery(path, key=KEY, index=MilvusIndex(uri)) as opened:
        yield opened


def same(found, told):
    assert [one.id for one in found.candidates] == [one.id for one in told.candidates]
    assert [one.score for one in found.candidates] == pytest.approx(
        [one.score for one in told.candidates], abs=1e-12
    )
    assert (found.threshold, found.size, found.fpir) == (told.threshold, told.size, told.fpir)


def test_it_finds_what_the_memory_finds_with_the_same_scores(filled, on_milvus):
    for probe in (near(ROWS[7]), near(ROWS[150], share=0.3), near(people(1, seed=9)[0])):
        for k in (1, 10, 200):
            same(
                on_milvus.identify(probe, purpose="trusted", at=AT, k=k),
                filled.identify(probe, purpose="trusted", at=AT, k=k),
            )
        same(on_milvus.watch(probe, purpose="wanted", at=AT), filled.watch(probe, purpose="wanted", at=AT))
    found = on_milvus.identify(near(ROWS[7]), purpose="trusted", at=AT)
    assert found.candidates[0].id == "p7"
    assert found.candidates[0].matches


def test_a_watchlist_of_many_alike_is_found_in_whole(gallery, path, uri):
    rows = np.repeat(ROWS[:1], 200, axis=0)  # more than are asked for first
    gallery.enrol_all(entered(rows), at=AT)
    with Gallery(path, key=KEY, index=MilvusIndex(uri)) as opened:
        assert len(opened.watch(near(ROWS[0]), purpose="trusted", at=AT).matching) == 200
    assert ERROR < 1e-3


def test_it_follows_enrolment_removal_replacement_and_expiry(on_milvus):
    probe = near(ROWS[7])
    on_milvus.remove("p7", at=AT)
    assert not on_milvus.identify(probe, purpose="trusted", at=AT).matching
    assert on_milvus.size(purpose="trusted", at=AT) == 199
    with pytest.raises(NotEnrolled):
        on_milvus.entry("p7")
    on_milvus.replace("p8", probe, at=AT)
    assert on_milvus.identify(probe, purpose="trusted", at=AT).matching[0].id == "p8"
    later = AT + timedelta(days=31)
    assert on_milvus.size(purpose="trusted", at=later) == 0
    assert not on_milvus.identify(probe, purpose="trusted", at=later).candidates
    on_milvus.enrol(probe, id="new", purpose="trusted", expires=later + timedelta(days=1), at=AT)
    assert on_milvus.identify(probe, purpose="trusted", at=later).matching[0].id == "new"


def test_it_goes_on_where_it_was_and_follows_what_others_changed(filled, on_milvus, path, uri):
    before = on_milvus._state.index.generation
    filled.remove("p3", at=AT)
    again = MilvusIndex(uri)
    with Gallery(path, key=KEY, index=again, read_only=True) as opened:
        assert again.generation == before + 1
        assert opened.size(purpose="trusted", at=AT) == 199
    assert on_milvus.size(purpose="trusted", at=AT) == 199


@pytest.mark.parametrize("lost", ["number >= 10", "number >= 0", "number >= -1"])
def test_rows_that_milvus_lost_are_noticed_and_reindex_brings_them_back(on_milvus, path, uri, lost):
    index = on_milvus._state.index
    index._client.delete(index._name, filter=lost)
    with pytest.raises(GalleryBroken, match="reindex"):
        on_milvus.identify(near(ROWS[7]), purpose="trusted", at=AT)
    on_milvus.reindex()
    assert on_milvus.identify(near(ROWS[7]), purpose="trusted", at=AT).matching[0].id == "p7"
    with Gallery(path, key=KEY, index=MilvusIndex(uri)) as opened:
        assert opened.identify(near(ROWS[99]), purpose="trusted", at=AT).matching[0].id == "p99"


def test_what_milvus_says_of_purpose_and_expiry_is_not_believed(on_milvus):
    index = on_milvus._state.index
    row = ROWS[7].tolist()
    wanted = on_milvus._purposes["wanted"][0]
    index._client.upsert(index._name, data=[{"number": 7, "purpose": wanted, "expires": 2**40, "row": row}])
    index._client.delete(index._name, ids=[200])  # so that the count is right
    found = on_milvus.watch(near(ROWS[7]), purpose="wanted", at=AT)
    assert not found.matching


def test_the_command_line_searches_and_reindexes(filled, path, uri, tmp_path):
    key, face = tmp_path / "key", tmp_path / "face.template"
    key.write_text(KEY.hex())
    face.write_bytes(near(ROWS[7]).to_bytes())
    words = [str(path), "--key", str(key), "--milvus", uri]

    def run(*more):
        return CliRunner().invoke(app, ["gallery", *map(str, more)])

    told = run("identify", path, face, *words[1:], "--purpose", "trusted", "--at", AT.isoformat(), "--json")
    assert told.exit_code == ExitCode.PASSED, told.output
    assert json.loads(told.stdout)["candidates"][0]["id"] == "p7"
    index = MilvusIndex(uri)
    index.attach(filled.id)
    index.clear()
    index.put((), generation=filled._state.index.generation)
    again = run("reindex", *words)
    assert again.exit_code == ExitCode.PASSED, again.output
    index.attach(filled.id)
    assert index.count(1, 0) == 200
    refused = run("reindex", path, "--key", key, "--milvus", "http://10.0.0.1:19530")
    assert refused.exit_code == ExitCode.USAGE


def test_galleries_do_not_see_each_other(on_milvus, tmp_path, uri):
    other = tmp_path / "other.gallery"
    purposes = on_milvus.purposes.values()
    with Gallery.create(other, key=KEY, encoder=on_milvus.encoder, purposes=purposes, at=AT) as made:
        made.enrol_all(entered(ROWS[:3]), at=AT)
    with Gallery(other, key=KEY, index=MilvusIndex(uri)) as opened:
        assert opened.size(purpose="trusted", at=AT) == 3
        assert on_milvus.size(purpose="trusted", at=AT) == 200


@pytest.mark.parametrize(
    "address",
    [
        "http://10.0.0.1:19530",
        "http://milvus.example:19530",
        "tcp://127.0.0.1:1",
        "gallery.db",
        "",
        "http://",
        "//x",
    ],
)
def test_an_address_in_plain_text_or_none_is_refused_and_not_repeated(address):
    with pytest.raises(ConfigurationError) as caught:
        MilvusIndex(address)
    assert "example" not in str(caught.value)
    require_private("https://milvus.example:19530")


def test_a_server_that_does_not_answer_is_told():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(GalleryUnavailable, match="Milvus"):
        MilvusIndex(f"http://127.0.0.1:{port}", wait=1)
    assert issubclass(dv.GalleryUnavailable, dv.GalleryError)

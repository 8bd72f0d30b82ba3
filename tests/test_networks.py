"""Networks are the ones that shipped, or they are not opened; and nothing leaves the machine."""

import os
import subprocess
import sys
from functools import partial
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from docverify import networks, shipped
from docverify.errors import EngineFailed
from docverify.networks import Network, shipped_network
from docverify.shipped import shipped_sum, shipped_sums
from tests.hostile.flips import FILES, refused

SHIPPED = [
    (room, path.name)
    for room in ("reading", "faces", "printed")
    for path in sorted((Path(str(files(f"docverify.{room}"))) / "models").glob("*.onnx"))
]


@pytest.fixture
def damaged(monkeypatch, tmp_path):
    """A copy of the models of a room in which files may be damaged."""

    def copied(room, name, change):
        folder = tmp_path / "models"
        folder.mkdir(exist_ok=True)
        whole = Path(str(files(f"docverify.{room}"))) / "models"
        for file in (name, "SHA256SUMS"):
            (folder / file).write_bytes((whole / file).read_bytes())
        change(folder)
        monkeypatch.setattr(shipped, "files", lambda _: tmp_path)
        monkeypatch.setattr(networks, "_OPEN", {})
        shipped_sums.cache_clear()

    yield copied
    shipped_sums.cache_clear()


def test_every_network_ships_with_its_sum():
    assert len(SHIPPED) == 10
    for room, name in SHIPPED:
        assert shipped_network(room, name, threads=1) is shipped_network(room, name, threads=1)
        assert len(shipped_sum(room, "models", name)) == 64


@pytest.mark.parametrize(("room", "name"), SHIPPED)
def test_a_flipped_bit_anywhere_is_refused(damaged, room, name):
    rng = np.random.default_rng(len(name))

    def flip(folder, place):
        data = bytearray((folder / name).read_bytes())
        data[place % len(data)] ^= 1 << int(rng.integers(8))
        (folder / name).write_bytes(data)

    for place in (0, -1, *rng.integers(0, 1 << 30, 8).tolist()):
        damaged(room, name, partial(flip, place=place))
        with pytest.raises(EngineFailed, match="not the one that shipped: install docverify again"):
            shipped_network(room, name, threads=1)


def test_a_flipped_bit_in_any_shipped_file_is_refused_by_the_door_that_opens_it():
    found = refused(8)  # `refused(1000)` takes 40 seconds: python -m tests.hostile.flips
    assert len(found) == len(FILES) >= len(SHIPPED) + 4
    assert set(found.values()) == {8}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda folder: (folder / "yunet.onnx").unlink(), "yunet.onnx is missing"),
        (lambda folder: (folder / "SHA256SUMS").unlink(), "missing or damaged"),
        (lambda folder: (folder / "SHA256SUMS").write_bytes(b"\xff\x00 one two three"), "missing or damaged"),
        (lambda folder: (folder / "SHA256SUMS").write_text(""), "not the one that shipped"),
    ],
)
def test_what_is_missing_is_said(damaged, change, message):
    damaged("faces", "yunet.onnx", change)
    with pytest.raises(EngineFailed, match=message):
        shipped_network("faces", "yunet.onnx", threads=1)


def test_what_onnxruntime_refuses_is_typed():
    with pytest.raises(EngineFailed, match="cannot load"):
        Network(b"no network", threads=1)
    with pytest.raises(EngineFailed, match="failed while running"):
        shipped_network("faces", "sface.onnx", threads=1).run(np.zeros((1, 3, 5, 5), np.float32))


def test_numbers_that_are_none_are_refused():
    faces = np.full((1, 3, 112, 112), np.nan, np.float32)
    with pytest.raises(EngineFailed, match="NaN or infinite"):
        shipped_network("faces", "sface.onnx", threads=1).run(faces)


def test_onnxruntime_is_imported_in_one_place():
    folder = Path(str(files("docverify")))
    importing = [
        str(path.relative_to(folder))
        for path in folder.rglob("*.py")
        if any(
            line.split()[:1] in (["import"], ["from"]) and "onnxruntime" in line
            for line in path.read_text(encoding="utf-8").splitlines()
        )
    ]
    assert importing == []  # `networks` asks importlib for it, once the switch is set


# Kills the process at its first socket, whoever asks for one: no library gets round a filter of system calls
# (seccomp), as it does round a patch of Python's own `socket`.
BAN = """
import ctypes, platform, struct
SOCKET, ARCHITECTURE = {"x86_64": (41, 0xC000003E), "aarch64": (198, 0xC00000B7)}[platform.machine()]
ALLOW, KILL = 0x7FFF0000, 0x80000000
program = b"".join(
    struct.pack("HBBI", *step)
    for step in (
        (0x20, 0, 0, 4),  # load the architecture
        (0x15, 0, 3, ARCHITECTURE),
        (0x20, 0, 0, 0),  # load the number of the call
        (0x15, 0, 1, SOCKET),
        (0x06, 0, 0, KILL),
        (0x06, 0, 0, ALLOW),
    )
)
class Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_char_p)]
libc = ctypes.CDLL(None, use_errno=True)
assert libc.prctl(38, 1, 0, 0, 0) == 0  # no new privileges
assert libc.prctl(22, 2, ctypes.byref(Filter(6, program)), 0, 0) == 0
"""
USE = """
import sys
import time
from datetime import date
import docverify as dv
from docverify.cli import app
sys.path.append(".")
from tests.hostile.pdfs import sound as pdf
document, live = "samples/mated/document.png", "samples/mated/live.jpg"
assert dv.read_mrz(document).mrz is not None
assert dv.verify(document=document, live=live, at=date(2026, 11, 1)).outcome.value == "PASSED"
assert dv.compare_faces(reference=document, probe=live).score > 0.5
app(["read", document], standalone_mode=False)
assert dv.load_image("tests/imaging/drawn.heic").shape == (120, 160, 3)
(page,) = dv.load_pages(pdf())
assert page.shape == (1600, 2400, 3)
time.sleep(6)
"""


def banned(code, home, **environment):
    """Run code with an empty home, in which every socket is death."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "VIRTUAL_ENV") if name in os.environ}
    homes = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "TMPDIR": str(home)}
    return subprocess.run(
        [sys.executable, "-c", BAN + code],
        cwd=Path(__file__).parent.parent,
        env=kept | homes | {"OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the ban on sockets is Linux's")
def test_no_network_call_and_no_file(tmp_path):
    assert banned("import socket; socket.socket()", tmp_path).returncode < 0  # the ban works
    used = banned(USE, tmp_path)
    assert used.returncode == 0, used.stderr[-2000:]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

"""Engines that other packages bring: found by name, and a broken one hurts nobody else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import docverify as dv
from docverify.faces import engine_named
from docverify.faces.engines.listed import engines_listed
from docverify.plugins import FACE_ENGINES, MRZ_ENGINES, PRINT_ENGINES
from docverify.printed.engines import print_reader_named
from docverify.reading.engines import reader_named

ROOT = Path(__file__).resolve().parents[1]
MODULE = '''
"""Engines as small as they can be."""

from dataclasses import dataclass, replace

import docverify as dv
from docverify.faces import engine_named


@dataclass
class Reader:
    threads: int
    name: str = "tiny"

    def read(self, image):
        return dv.Reading(None, dv.ReadingFailure.GLARE, engine=self.name)


class Print:
    name = "tiny"

    def find(self, view):
        return []

    def read(self, picture, view, found):
        return []


class Colours:
    id = "tiny-1"

    def encode(self, image, faces):
        return [dv.Template(encoder=self.id, values=image.mean(axis=(0, 1))) for face in faces]


def reader(*, threads, effort):
    return Reader(threads)


def print_reader(*, threads):
    return Print()


def faces(*, threads):
    return dv.Engine(name="tiny", detector=engine_named("sface").detector, encoder=Colours())


def breaks(*, threads, **others):
    raise RuntimeError("no such device")


def lacks(*, threads, **others):
    raise dv.EngineMissing("pip install 'tiny-engines[device]'")


def leaves(*, threads, **others):
    raise SystemExit(3)


def gives_text(*, threads, **others):
    return "an engine"
'''
ENTRIES = """
[docverify.mrz_engines]
tiny = tiny_engines:reader
docverify = tiny_engines:breaks
broken = tiny_engines:breaks
text = tiny_engines:gives_text

[docverify.face_engines]
tiny = tiny_engines:faces
sface = tiny_engines:breaks
absent = no_such_module:make
broken = tiny_engines:breaks
lacking = tiny_engines:lacks
leaving = tiny_engines:leaves
text = tiny_engines:gives_text

[docverify.print_engines]
tiny = tiny_engines:print_reader
text = tiny_engines:gives_text
"""
BROKEN = ("absent", "broken", "lacking", "leaving", "text")
NAMERS = {"reader": reader_named, "face engine": engine_named, "reader of print": print_reader_named}


def install(folder, package, entries, *, told="License-Expression: MIT\n"):
    """What installing a package leaves behind, as far as anybody looks at it."""
    metadata = folder / f"{package.replace('-', '_')}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {package}\nVersion: 1.0\n{told}")
    (metadata / "entry_points.txt").write_text(entries)


@pytest.fixture
def installed(tmp_path, monkeypatch):
    (tmp_path / "tiny_engines.py").write_text(MODULE)
    install(tmp_path, "tiny-engines", ENTRIES)
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    sys.modules.pop("tiny_engines", None)


def test_an_engine_of_a_package_works_by_its_name(installed, samples):
    document, live = samples / "mated" / "document.png", samples / "mated" / "live.jpg"
    assert dv.read_mrz(document, engine="tiny").failure is dv.ReadingFailure.GLARE
    assert dv.compare_faces(reference=live, probe=live, engine="tiny").encoder == "tiny-1"
    assert dv.read_printed(document, print_engine="tiny").printed.lines == ()
    report = dv.verify(document=document, live=live, policy="lenient", engine="tiny", face_engine="tiny")
    assert report.outcome is not dv.Outcome.PASSED
    assert {("reader", "tiny"), ("faces", "tiny-1")} <= {(one.role, one.name) for one in report.engines}


def test_options_reach_the_engine(installed):
    assert reader_named("tiny", threads=1).threads == 1


def test_an_engine_of_a_package_works_from_the_command_line(installed, samples):
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(installed), *filter(None, sys.path)])}

    def run(*words):
        command = [sys.executable, "-m", "docverify", *words]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    told = run("read", str(samples / "mated" / "document.png"), "--engine", "tiny", "--json")
    assert json.loads(told.stdout)["engine"] == "tiny", told.stderr
    broken = run("read", str(samples / "mated" / "document.png"), "--engine", "broken")
    assert broken.returncode not in {0, 1}
    assert "tiny-engines 1.0" in broken.stderr
    assert "Traceback" not in broken.stderr


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_engine_names_itself_and_its_package(installed, name):
    with pytest.raises(dv.EngineError, match=rf"engine '{name}' of the package tiny-engines 1\.0") as caught:
        engine_named(name)
    assert type(caught.value) is (dv.EngineMissing if name == "lacking" else dv.EngineFailed)


@pytest.mark.parametrize("namer", [reader_named, engine_named, print_reader_named])
def test_what_is_no_engine_is_told_by_every_kind(installed, namer):
    with pytest.raises(dv.EngineFailed, match=r"tiny-engines 1\.0 gave a str: it must give"):
        namer("text")


def test_broken_engines_hurt_no_other(installed):
    for name in BROKEN:
        with pytest.raises(dv.EngineError):
            engine_named(name)
    assert engine_named("tiny").encoder.id == "tiny-1"
    assert engine_named().name == "sface"
    listed = {one.name: one for one in engines_listed()}
    assert listed["tiny"].encoder == "tiny-1"
    assert listed["tiny"].licence == "tiny-engines 1.0: MIT"
    assert all("tiny-engines 1.0" in listed[name].missing for name in BROKEN)
    assert listed["sface"].encoder == engine_named().encoder.id


def test_no_package_takes_a_name_of_docverifys_own(installed):
    assert reader_named("docverify").name == "docverify"
    assert engine_named("sface").builds
    assert "tiny_engines" not in sys.modules


@pytest.mark.parametrize(("kind", "namer"), NAMERS.items())
def test_whoever_asks_for_no_engine_is_told_those_of_packages(installed, kind, namer):
    with pytest.raises(dv.InputError, match=f"no {kind} is called 'none': choose from .*, tiny"):
        namer("none")


def test_one_name_of_two_packages_is_refused(installed):
    install(installed, "other-engines", "[docverify.face_engines]\ntiny = tiny_engines:faces\n", told="")
    with pytest.raises(dv.ConfigurationError, match=r"other-engines 1\.0 and tiny-engines 1\.0"):
        engine_named("tiny")
    assert {one.name: one.missing for one in engines_listed()}["tiny"]
    assert reader_named("tiny").name == "tiny"


def test_damaged_metadata_of_a_package_stop_nobody(installed):
    (installed / "damaged-1.0.dist-info").mkdir()
    (installed / "damaged-1.0.dist-info" / "entry_points.txt").write_text("[docverify.face_engines\nx\n=\n")
    assert engine_named("tiny").encoder.id == "tiny-1"
    values = np.arange(3.0)
    assert dv.Template(encoder="tiny-1", values=values).values.shape == (3,)


def test_the_recipe_names_every_group():
    page = (ROOT / "docs" / "cookbook" / "own-encoder.md").read_text(encoding="utf-8")
    for group in (FACE_ENGINES, MRZ_ENGINES, PRINT_ENGINES):
        assert f'[project.entry-points."{group}"]' in page


def test_a_package_without_a_licence_is_told_to_have_none(installed):
    install(installed, "plain-engines", "[docverify.face_engines]\nplain = tiny_engines:faces\n", told="")
    assert {one.name: one.licence for one in engines_listed()}["plain"] == (
        "plain-engines 1.0: its metadata name none"
    )

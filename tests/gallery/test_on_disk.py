"""On the disk: nothing readable, nothing after an erasure, nothing lost by kill -9 or half a file."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta

import numpy as np
import pytest

import docverify as dv
from docverify.gallery import copy, state
from tests.gallery.conftest import AT, ENCODER, KEY, TRUSTED, all_bytes, entered, near, people, template

SOON = AT + timedelta(days=30)


def boxes_of(path):
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT number, box FROM boxes"))


@pytest.fixture
def small_copy(monkeypatch):
    """Galleries of a few have a copy of their rows, in blocks of 4."""
    for module in (copy, state):
        monkeypatch.setattr(module, "LEAST", 2)
    monkeypatch.setattr(copy, "BLOCK", 4)


def opened_again(gallery, path, **options):
    gallery.close()
    return dv.Gallery(path, key=KEY, **options)


def test_neither_templates_nor_ids_can_be_read_without_the_key(gallery, path, small_copy):
    rows = people(9)
    gallery.enrol_all(entered(rows), at=AT)
    gallery = opened_again(gallery, path)
    files = all_bytes(path)
    assert set(files) >= {path.name, f"{path.name}-rows"}
    for name, content in files.items():
        for at, row in enumerate(rows):
            assert row.tobytes() not in content, name
            assert row[:8].tobytes() not in content, name
            assert row.astype(np.float64).tobytes()[:64] not in content, name
            assert f"p{at}".encode().ljust(16, b"\0") not in content, name
        assert KEY not in content
    gallery.close()
    for key in (bytes(32), KEY[::-1]):
        with pytest.raises(dv.GalleryKeyWrong, match="another key"):
            dv.Gallery(path, key=key)
    for key in (b"short", None, KEY.hex(), KEY + b"x"):
        with pytest.raises(dv.ConfigurationError, match="32 bytes"):
            dv.Gallery(path, key=key)


@pytest.mark.parametrize("way", ["erase", "purge", "remove and forget"])
def test_after_an_erasure_no_file_holds_its_bytes(gallery, path, small_copy, way):
    rows = people(9)
    gallery.enrol_all(entered(rows[:5]), at=AT)
    gallery.enrol_all(entered(rows[5:], first=5, expires=AT + timedelta(days=5)), at=AT)
    gallery = opened_again(gallery, path)
    before = boxes_of(path)
    blocks = all_bytes(path)[f"{path.name}-rows"]
    gone = {"erase": [6], "purge": [5, 6, 7, 8], "remove and forget": [6]}[way]
    if way == "erase":
        gallery.erase("p6", at=AT)
    elif way == "purge":
        assert gallery.purge(at=AT + timedelta(days=6)) == 4
    else:
        gallery.remove("p6", at=AT)
        gallery.forget()
    files = all_bytes(path)
    for number, box in before.items():
        held = any(
            box[part : part + 32] in content for content in files.values() for part in range(0, 700, 32)
        )
        assert held == (number not in gone), number
    assert files[f"{path.name}-wal"] == b""
    # The block of the copy that held them is another one; the first, of places 0 to 3, is what it was.
    size = copy._block_size(4, 128)
    first = len(blocks) - 2 * size - copy._block_size(1, 128)
    rewritten = files[f"{path.name}-rows"]
    assert rewritten[first : first + size] == blocks[first : first + size]
    assert not any(blocks[at : at + 64] in rewritten for at in range(first + size, first + 2 * size - 64, 64))
    gallery.close()
    with dv.Gallery(path, key=KEY) as again:
        for number in range(9):
            found = again.identify(near(rows[number]), purpose="trusted", at=AT)
            assert bool(found.matching) == (number not in gone)


def test_what_was_replaced_is_gone_once_it_is_forgotten(gallery, path):
    rows = people(3)
    gallery.enrol_all(entered(rows[:2]), at=AT)
    before = boxes_of(path)
    gallery.replace("p0", template(rows[2]), at=AT)
    gallery.forget()
    for name, content in all_bytes(path).items():
        assert not any(before[0][part : part + 32] in content for part in range(0, 700, 32)), name


def test_an_erasure_that_a_reader_holds_up_is_told_and_is_done_when_it_is_run_again(gallery, path):
    gallery.enrol_all(entered(people(3)), at=AT)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM boxes").fetchone()
        gallery.enrol_all(entered(people(1, seed=9), first=3), at=AT)
        box = boxes_of(path)[0]
        with pytest.raises(dv.GalleryUnavailable, match="run again"):
            gallery.erase("p0", at=AT)
        assert gallery.size(purpose="trusted", at=AT) == 3
        reader.execute("ROLLBACK")
    gallery.forget()
    assert not any(box in content for content in all_bytes(path).values())


def test_a_copy_is_only_a_copy(gallery, path, small_copy):
    """Half written, damaged, another gallery's, older than the register: what is found is the register's."""
    rows = people(9)
    gallery.enrol_all(entered(rows[:8]), at=AT)
    gallery = opened_again(gallery, path)
    rows_file = path.with_name(f"{path.name}-rows")
    whole = rows_file.read_bytes()
    gallery.remove("p2", at=AT)
    gallery.enrol(template(rows[8]), id="p8", purpose="trusted", expires=SOON, at=AT)
    gallery.close()
    swapped = bytearray(whole)
    size = copy._block_size(4, 128)
    first = len(whole) - 2 * size
    swapped[first:], swapped[first : first + size] = whole[first:], whole[first + size :]
    for content in (
        whole,
        whole[:-1],
        whole[:100],
        b"",
        b"\0" * len(whole),
        bytes(swapped),
        _flipped(whole, 50),
        _flipped(whole, len(whole) - 9),
    ):
        rows_file.write_bytes(content)
        for read_only in (True, False):
            with dv.Gallery(path, key=KEY, read_only=read_only) as again:
                for number in range(9):
                    found = again.identify(near(rows[number]), purpose="trusted", at=AT)
                    assert bool(found.matching) == (number != 2), (len(content), number)
    with dv.Gallery.create(
        path.with_name("other"), key=KEY, encoder=ENCODER, purposes=[TRUSTED], at=AT
    ) as other:
        other.enrol_all(entered(people(4, seed=5)), at=AT)
    path.with_name("other-rows").write_bytes(whole)
    with dv.Gallery(path.with_name("other"), key=KEY) as other:
        assert other.identify(near(rows[1]), purpose="trusted", at=AT).matching == ()


def _flipped(content, at):
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def test_a_crash_between_an_erasure_and_the_copy_is_made_good_when_it_is_opened(
    gallery, path, small_copy, monkeypatch
):
    rows = people(8)
    gallery.enrol_all(entered(rows), at=AT)
    gallery = opened_again(gallery, path)
    rows_file = path.with_name(f"{path.name}-rows")
    before = rows_file.read_bytes()
    with monkeypatch.context() as broken:
        broken.setattr(copy.Copy, "scrub", lambda *_: (_ for _ in ()).throw(OSError(5, "Input/output error")))
        with pytest.raises(dv.GalleryUnavailable, match="Input/output"):
            gallery.erase("p1", at=AT)
    assert rows_file.read_bytes() == before
    gallery = opened_again(gallery, path)
    size = copy._block_size(4, 128)
    first = len(before) - 2 * size
    assert before[first : first + 64] not in rows_file.read_bytes()
    assert before[first + size : first + size + 64] in rows_file.read_bytes()
    assert gallery.identify(near(rows[1]), purpose="trusted", at=AT).matching == ()
    gallery.close()


_CHILD = """
import sys
from docverify import Gallery
from tests.gallery.conftest import AT, KEY, entered, people
path, first = sys.argv[1], int(sys.argv[2])
with Gallery(path, key=KEY) as gallery:
    print("ready", flush=True)
    for number in range(first, first + 100_000):
        gallery.enrol_all(entered(people(1, seed=number), first=number), at=AT)
        print(number, flush=True)
"""


def test_kill_9_loses_nothing_that_was_acknowledged(gallery, path):
    gallery.close()
    first, acknowledged = 0, []
    for count in (1, 12, 5, 8):
        child = subprocess.Popen(
            [sys.executable, "-c", _CHILD, str(path), str(first)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout.readline() == "ready\n"
        acknowledged += [int(child.stdout.readline()) for _ in range(count)]
        os.kill(child.pid, signal.SIGKILL)
        acknowledged += [int(line) for line in child.communicate()[0].split("\n")[:-1]]
        with dv.Gallery(path, key=KEY) as again:
            there = {one.id for one in again.entries(purpose="trusted")}
            assert {f"p{number}" for number in acknowledged} <= there
            assert len(there) == again.size(purpose="trusted", at=AT) <= len(acknowledged) + 1
            first = acknowledged[-1] + 1000
            acknowledged = [int(one[1:]) for one in there]
    with dv.Gallery(path, key=KEY) as again:
        last = acknowledged[-1]
        found = again.identify(template(people(1, seed=last)[0]), purpose="trusted", at=AT)
        assert [one.id for one in found.matching] == [f"p{last}"]


def test_a_wal_cut_short_opens_and_holds_what_came_before(gallery, path, tmp_path):
    rows = people(6)
    for at in range(6):
        gallery.enrol(template(rows[at]), id=f"p{at}", purpose="trusted", expires=SOON, at=AT)
    files = all_bytes(path)
    for cut in (1, 100, 5000):
        other = tmp_path / f"cut {cut}"
        other.mkdir()
        for name, content in files.items():
            if not name.endswith("-shm"):
                (other / name).write_bytes(content[:-cut] if name.endswith("-wal") else content)
        with dv.Gallery(other / path.name, key=KEY) as again:
            assert again.size(purpose="trusted", at=AT) in (4, 5)
            assert again.identify(near(rows[0]), purpose="trusted", at=AT).matching


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ("UPDATE boxes SET box = zeroblob(length(box)) WHERE number = 1", dv.GalleryBroken),
        ("UPDATE entries SET expires = expires + 9 WHERE number = 1", dv.GalleryBroken),
        ("UPDATE entries SET purpose = 2 WHERE number = 1", dv.GalleryBroken),
        ("UPDATE purposes SET rules = replace(rules, '0.01', '0.5')", dv.GalleryBroken),
        ("DELETE FROM gallery", dv.GalleryBroken),
        ("PRAGMA user_version = 9", dv.UnsupportedFormat),
        ("PRAGMA application_id = 9", dv.UnsupportedFormat),
    ],
)
def test_what_was_changed_by_another_hand_is_told(gallery, path, change, error):
    gallery.enrol_all(entered(people(3)), at=AT)
    gallery.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(change)
        connection.commit()
    with pytest.raises(error):
        dv.Gallery(path, key=KEY)


def test_what_is_no_gallery_is_told_and_left_as_it_is(tmp_path):
    text = tmp_path / "text"
    text.write_text("no database, and longer than the head of one " * 9)
    (tmp_path / "empty").touch()
    for name, error in (
        ("text", dv.UnsupportedFormat),
        ("empty", dv.UnsupportedFormat),
        ("none", dv.GalleryUnavailable),
    ):
        with pytest.raises(error):
            dv.Gallery(tmp_path / name, key=KEY)
    assert {one.name for one in tmp_path.iterdir()} == {"text", "empty"}
    with pytest.raises(dv.GalleryUnavailable, match="exists already"):
        dv.Gallery.create(text, key=KEY, encoder=ENCODER, purposes=[TRUSTED], at=AT)
    assert text.read_text().startswith("no database")


def test_files_are_their_owners_alone(gallery, path, small_copy):
    gallery.enrol_all(entered(people(5)), at=AT)
    opened_again(gallery, path).close()
    for one in path.parent.iterdir():
        assert one.stat().st_mode & 0o077 == 0, one.name


def test_what_goes_wrong_with_a_callers_own_files_is_told_as_it_is(gallery):
    """Enrolments may come from files: what is wrong with those is not the gallery's fault."""

    def enrolments():
        yield from entered(people(2))
        raise FileNotFoundError("a picture")

    with pytest.raises(FileNotFoundError, match="a picture"):
        gallery.enrol_all(enrolments(), at=AT)
    assert gallery.size(purpose="trusted", at=AT) == 0

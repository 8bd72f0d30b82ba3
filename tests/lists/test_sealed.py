"""The file of a list of names: whole, encrypted, and opened by its key alone."""

import sys

import numpy as np
import pytest

import docverify as dv
from docverify.lists.names.sealed import MAGIC
from tests.lists.made import AT, EDITION, mrz_of, person, strangers

KEY = bytes(range(32))
ENTRY = person("Zwetschgenbaum", "Ottilie\u2028Kunigunde", birth="1974-08-12", sex="F", nationality="UTO")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "wanted.list"
    assert dv.NameList.write(path, [ENTRY, *strangers()], edition=EDITION, key=KEY) == len(strangers()) + 1
    return path


def test_a_list_is_the_same_after_it_was_written(file):
    opened = dv.NameList.open(file, key=KEY)
    made = dv.NameList([ENTRY, *strangers()], edition=EDITION)
    mrz = mrz_of("Zwetschgenbaum", "Ottilie Kunigunde")
    assert len(opened) == len(made)
    assert opened.edition == EDITION
    assert opened.look_up(mrz, at=AT) == made.look_up(mrz, at=AT)
    assert opened.look_up(mrz, at=AT).matches


def test_nobody_can_be_read_from_it_without_the_key(file):
    content = file.read_bytes()
    for word in (b"Zwetsch", b"Ottilie", b"1974", b"W-1", "Лебедев".encode()):
        assert word not in content
    with pytest.raises(dv.ConfigurationError, match="another key"):
        dv.NameList.open(file, key=KEY[::-1])
    with pytest.raises(dv.ConfigurationError, match="too short"):
        dv.NameList.open(file, key=b"short")


def test_two_files_of_one_list_have_nothing_in_common_behind_the_header(file, tmp_path):
    other = tmp_path / "other.list"
    dv.NameList.write(other, [ENTRY, *strangers()], edition=EDITION, key=KEY)
    assert file.read_bytes()[-64:] != other.read_bytes()[-64:]


def test_a_file_that_is_not_whole_or_was_changed_is_refused(file):
    content = file.read_bytes()
    for cut in (0, 5, len(MAGIC), len(MAGIC) + 2, 60, len(content) // 2, len(content) - 1):
        file.write_bytes(content[:cut])
        with pytest.raises(dv.InputError):
            dv.NameList.open(file, key=KEY)
    rng = np.random.default_rng(1)
    for at in rng.integers(len(content), size=200).tolist():
        file.write_bytes(content[:at] + bytes([content[at] ^ 1 << int(rng.integers(8))]) + content[at + 1 :])
        with pytest.raises(dv.InputError):
            dv.NameList.open(file, key=KEY)


def test_a_list_of_documents_is_no_list_of_names(file):
    dv.DocumentList.write(file, [], edition=EDITION, key=KEY)
    with pytest.raises(dv.UnsupportedFormat, match="no list of names"):
        dv.NameList.open(file, key=KEY)


def test_without_cryptography_the_extra_is_named(file, monkeypatch):
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.ciphers.aead", None)
    with pytest.raises(dv.EngineMissing, match=r"docverify\[lists\]"):
        dv.NameList.open(file, key=KEY)

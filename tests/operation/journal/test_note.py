"""Signed notes and checkpoints, against the examples of C2SP's specifications and of Go's implementation."""

import base64

import pytest

import docverify as dv
from docverify.operation.journal.checkpoint import TreeHead, head_signed_by
from docverify.operation.journal.note import Signer, VerifierKey, parsed
from tests.operation.journal import independent

SPECIFIED_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPECIFIED = (
    "This is an example message.\n\n\N{EM DASH} example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
"""The example of C2SP's signed-note."""
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
GO = (
    f"{GO_TEXT}\n\N{EM DASH} PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
"""The example of golang.org/x/mod/sumdb/note, where the format comes from."""
SPECIFIED_CHECKPOINT = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "\N{EM DASH} example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)
"""The example of C2SP's tlog-checkpoint, whose key is not published."""
NEITHER = VerifierKey("nobody", bytes(32))


@pytest.mark.parametrize(("note", "key"), [(SPECIFIED, SPECIFIED_KEY), (GO, GO_KEY)])
def test_published_notes_are_signed_by_their_keys(note, key):
    read = VerifierKey.read(key)
    assert str(read) == key
    assert read.signed(note)
    assert independent.open_note(note, key) == parsed(note)[0]
    assert not NEITHER.signed(note)
    with pytest.raises(dv.InputError, match="not its own"):
        read.signed(
            note.replace("example", "exemple")
            .replace("cryptography", "cryptographie")
            .replace("\N{EM DASH} exemple", "\N{EM DASH} example")
        )


def test_the_published_key_signs_the_published_note():
    seed = base64.b64decode(GO_PRIVATE.split("+", 4)[4])[1:]
    signer = Signer.of_seed("PeterNeumann", seed)
    assert str(signer.key) == GO_KEY
    assert signer.sign(GO_TEXT) == GO
    assert "BgoUAtU" not in repr(signer)


def test_signatures_of_unknown_keys_are_left_alone():
    other = Signer.of_seed("witness.example", bytes(32))
    cosigned = GO + other.sign(GO_TEXT).rpartition("\n\n")[2]
    assert VerifierKey.read(GO_KEY).signed(cosigned)
    assert other.key.signed(cosigned)
    assert not VerifierKey.read(SPECIFIED_KEY).signed(cosigned)
    namesake = Signer.of_seed("PeterNeumann", bytes(range(32)))
    assert not namesake.key.signed(GO)


def test_the_published_checkpoint_is_read():
    head = TreeHead.read(SPECIFIED_CHECKPOINT)
    assert (head.origin, head.size) == ("example.com/behind-the-sofa", 20852163)
    assert base64.b64encode(head.root) == b"CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
    assert head.text == parsed(SPECIFIED_CHECKPOINT)[0]
    with pytest.raises(dv.ForeignCheckpoint, match="another log"):
        head_signed_by(SPECIFIED_CHECKPOINT, NEITHER)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "text\n",
        "text\n\n",
        GO[:-1],
        GO.replace("\n\n", "\n"),
        GO.replace("\N{EM DASH}", "-"),
        GO.replace(" x08", "  x08"),
        GO.replace("x08go", "x08g!"),
        GO.replace("If", "If\r"),
        GO.replace("If", "If\t"),
        GO.replace("\N{EM DASH} PeterNeumann", "\N{EM DASH} Peter+Neumann"),
        GO + "x\n",
    ],
)
def test_what_is_no_note_is_refused(note):
    with pytest.raises(dv.InputError, match="no signed note"):
        parsed(note)


@pytest.mark.parametrize(
    "text",
    [
        "a\n1\n",
        "a\n01\n{root}\n",
        "a\n-1\n{root}\n",
        "a\n1x\n{root}\n",
        "\n1\n{root}\n",
        "a\n1\n{root}x\n",
        "a\n1\n" + "A" * 43 + "\n",
        "a\n1\nAAAA\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text):
    signer = Signer.of_seed("a", bytes(32))
    note = signer.sign(text.format(root=base64.b64encode(bytes(32)).decode()))
    with pytest.raises(dv.InputError, match=r"no checkpoint|no signed note"):
        TreeHead.read(note)


@pytest.mark.parametrize("at", range(0, len(GO_KEY), 3))
def test_a_damaged_key_is_refused(at):
    letter = "B" if GO_KEY[at] != "B" else "C"
    with pytest.raises(dv.InputError, match="key"):
        VerifierKey.read(GO_KEY[:at] + letter + GO_KEY[at + 1 :])

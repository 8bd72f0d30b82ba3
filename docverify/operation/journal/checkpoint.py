"""Checkpoints (C2SP tlog-checkpoint) and proofs (C2SP tlog-proof): text that others can check."""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final, Self

from docverify.arguments import expect
from docverify.errors import ForeignCheckpoint, InputError
from docverify.operation.journal.note import VerifierKey, parsed
from docverify.operation.journal.tree import WIDTH, leaf_hash, root_by_inclusion
from docverify.operation.journal.values import JournalProof

_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,18}")
_FIRST: Final = "c2sp.org/tlog-proof@v1"
_LONGEST: Final = 63
"""Hashes of a path: no tree has more leaves than that allows."""


@dataclass(frozen=True, slots=True)
class TreeHead:
    """What a checkpoint says.

    Attributes:
        origin: what the log is called.
        size: leaves of its tree.
        root: 32 bytes.
    """

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def read(cls, note: str) -> Self:
        """Read a checkpoint without looking at its signatures.

        Raises:
            InputError: it is none.
        """
        text, _ = parsed(note)
        lines = text.split("\n")[:-1]
        root = _hash(lines[2]) if len(lines) >= 3 else None
        if root is None or not lines[0] or not _NUMBER.fullmatch(lines[1]) or not all(lines):
            raise InputError("this is no checkpoint: origin, size and root, each in a line, and signatures")
        return cls(lines[0], int(lines[1]), root)


def head_signed_by(note: str, key: VerifierKey) -> TreeHead:
    """What a checkpoint says that a key signed.

    Raises:
        InputError: it is no checkpoint, or the signature in the key's name is wrong.
        ForeignCheckpoint: it is of another log, or not signed by the key.
        EngineMissing: `cryptography` is not installed.
    """
    expect("checkpoint", note, str, "the text of a checkpoint")
    head = TreeHead.read(note)
    if head.origin != key.name:
        raise ForeignCheckpoint("the checkpoint is of another log: its first line is not this log's origin")
    if not key.signed(note):
        raise ForeignCheckpoint("the checkpoint is not signed by the key that this log is known by")
    return head


def proof_text(number: int, path: list[bytes], note: str) -> str:
    """The proof that an entry is in the log of a checkpoint."""
    return f"{_FIRST}\nindex {number}\n{_lines(path)}\n{note}"


def growth_text(earlier: int, path: list[bytes], note: str) -> str:
    """What a witness is asked (C2SP tlog-witness): to cosign a checkpoint that follows an earlier one."""
    return f"old {earlier}\n{_lines(path)}\n{note}"


def check_proof(proof: JournalProof, key: str) -> int:
    """Check that an entry is in a log, with nothing but the entry, the proof and the log's key.

    Args:
        proof: the entry's bytes and the text of its proof (C2SP tlog-proof).
        key: the log's verifier key, `name+id+key`, known from elsewhere: `Journal.key` tells it.

    Returns:
        The entry's number in the log.

    Raises:
        InputError: the text is no proof, or the entry is not the one that it proves.
        ForeignCheckpoint: the proof is of another log, or not signed by the key.
        EngineMissing: `cryptography` is not installed.
    """
    expect("proof", proof, JournalProof, "what Journal.prove gave")
    top, gap, note = proof.text.partition("\n\n")
    lines = top.split("\n")
    if lines[0] != _FIRST or not gap:
        raise InputError(f"proof is no proof: its first line is not {_FIRST}")
    lines = lines[2:] if lines[1:2] and lines[1].startswith("extra ") else lines[1:]
    word, _, number = lines[0].partition(" ") if lines else ("", "", "")
    path = [_hash(line) for line in lines[1:]]
    steps = [step for step in path if step is not None]
    if word != "index" or not _NUMBER.fullmatch(number) or not len(steps) == len(path) <= _LONGEST:
        raise InputError("proof is no proof: after its first line come an index and lines of hashes")
    head = head_signed_by(note, VerifierKey.read(key))
    if root_by_inclusion(int(number), head.size, leaf_hash(proof.entry), steps) != head.root:
        raise InputError("proof does not prove this entry: the path does not lead to the checkpoint's root")
    return int(number)


def _lines(path: list[bytes]) -> str:
    return "".join(f"{base64.b64encode(step).decode()}\n" for step in path)


def _hash(line: str) -> bytes | None:
    """The hash of a line of base64, or None."""
    try:
        found = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        return None
    return found if len(found) == WIDTH and base64.b64encode(found).decode() == line else None

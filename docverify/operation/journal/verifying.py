"""Verifying a journal: its chain, its tree, its checkpoints and those from outside, and what is sealed."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from docverify.database import Database
from docverify.errors import (
    EngineMissing,
    ForeignCheckpoint,
    InputError,
    JournalBroken,
    JournalKeyMissing,
)
from docverify.operation.journal.audit import MOST_FAULTS, audit
from docverify.operation.journal.chain import Chain
from docverify.operation.journal.checkpoint import TreeHead, head_signed_by
from docverify.operation.journal.files import Files
from docverify.operation.journal.note import VerifierKey
from docverify.operation.journal.origin import Origin
from docverify.operation.journal.seal import Keys
from docverify.operation.journal.sealing import sealed_faults
from docverify.operation.journal.values import FaultKind, JournalAudit, JournalFault
from docverify.verification.signing_keys import require_cryptography


def verify(files: Files, checkpoints: Sequence[str], *, key: str | None) -> JournalAudit:
    """Look at a whole journal: see `Journal.verify`."""
    store, chain = files.store, Chain(files.store)
    size = chain.size()
    heads = [TreeHead.read(note) for note in checkpoints]
    trusted = None if key is None else VerifierKey.read(key)
    faults: list[JournalFault] = []
    own: list[TreeHead] = []
    outside: list[TreeHead] = []
    try:
        log = Origin.of(chain.entry(0)).key
    except (JournalBroken, InputError):  # the walk says what is wrong with it
        faults.append(_fault(FaultKind.CHANGED, 0, 0, "the first entry is missing, or not what it was"))
    else:
        if trusted is not None and trusted != log:
            faults.append(_replaced())
        for note, head in zip(checkpoints, heads, strict=True):
            if _of_log(note, head, log, trusted):
                outside.append(head)
            else:
                faults.append(_replaced())
        own, wrong = _own(store, log)
        faults += wrong
    found, sealed = audit(store, size=size, own=own, outside=outside)
    faults = [*found.faults, *faults]
    if not faults:
        faults += islice(sealed_faults(store, chain, sealed, _keys(files, log)), MOST_FAULTS)
    held = (
        found.held_against if size and not any(one.kind is FaultKind.KEY_REPLACED for one in faults) else ()
    )
    return replace(found, held_against=held, faults=tuple(faults))


def _keys(files: Files, log: VerifierKey) -> Keys | None:
    """The keys of what is sealed; None for who audits a journal without them."""
    try:
        require_cryptography()
        return files.keys(log.name)
    except (EngineMissing, JournalKeyMissing):
        return None


def _of_log(note: str, head: TreeHead, log: VerifierKey, trusted: VerifierKey | None) -> bool:
    """Whether a checkpoint is of this log and signed by the key that it names; False where by another.

    Raises:
        ForeignCheckpoint: it is of another log.
        InputError: the signature in the key's name is wrong.
    """
    if head.origin != log.name:
        raise ForeignCheckpoint("the checkpoint is of another log: its first line is not this log's origin")
    if trusted is not None:
        head_signed_by(note, trusted)
    return log.signed(note)


def _own(store: Database, log: VerifierKey) -> tuple[list[TreeHead], list[JournalFault]]:
    """The checkpoints that the journal keeps; those that its key did not sign are faults."""
    heads: list[TreeHead] = []
    wrong: list[JournalFault] = []
    last = 0
    for size, note in store.rows("SELECT size, CAST(note AS TEXT) FROM checkpoints ORDER BY size"):
        try:
            head = head_signed_by(note, log)
        except EngineMissing:  # without signatures they still tell what was changed by accident
            head = TreeHead.read(note)
        except (InputError, ForeignCheckpoint):
            head = None
        if head is None or head.size != size:
            sentence = f"the checkpoint of {size} entries that the journal keeps is not its own"
            wrong.append(_fault(FaultKind.CHECKPOINT_INVALID, last, max(last, size - 1), sentence))
            break
        heads.append(head)
        last = size
    return heads, wrong


def _replaced() -> JournalFault:
    sentence = "the log names another key than the one that is known or signed the checkpoint"
    return _fault(FaultKind.KEY_REPLACED, 0, 0, sentence)


def _fault(kind: FaultKind, first: int, last: int, sentence: str) -> JournalFault:
    return JournalFault(kind=kind, first=first, last=last, sentence=sentence)

"""Wrong arguments to `docverify.operation.journal`: see `test_misuse.py`."""

import atexit
import math
import tempfile
from datetime import date
from pathlib import Path

import docverify as dv
from docverify.evidence import Evidence, GalleryDeed
from docverify.operation.journal import Journal, JournalProof, OperatorDecision
from docverify.verification import judge

FOLDER = tempfile.TemporaryDirectory(prefix="misuse")
atexit.register(FOLDER.cleanup)
PATH = Path(FOLDER.name) / "desk.journal"
NEW = Path(FOLDER.name) / "new.journal"
JOURNAL = Journal.create(PATH, origin="example.org/desk")
REPORT = judge(Evidence(), dv.Policy.named("document"), at=date(2026, 11, 28))
WRITTEN = JOURNAL.append(REPORT)
DECISION = OperatorDecision(verdict="accept", operator="op-7")
MINE = {"self": JOURNAL}
NOTE = JOURNAL.checkpoint()
PROOF = JOURNAL.prove(WRITTEN)
TEXT = Path(FOLDER.name) / "text"
TEXT.write_text("no database, and longer than the head of one " * 9)

DEED = GalleryDeed(did="enrol", gallery="0" * 32, purposes=("known",), count=1)

NO_PATH = [None, 3, b"x", [], object()]
NO_WAIT = [None, "3", -1, math.nan, math.inf, 1e9]
NO_NUMBER = [None, "3", -1, 1.5, math.nan, True, [0]]
NO_INSTANT = ["now", 3, date(2026, 11, 28), []]
NO_CODE = [None, 3, "", "a name", "x" * 65, "ä", "-x", "a\n", ["a"]]
ROWS = [
    ("Journal", {}, "path", NO_PATH),
    ("Journal", {}, "path", [Path(FOLDER.name) / "none"], "no such journal"),
    ("Journal", {}, "path", [TEXT], "no journal"),
    ("Journal", {}, "path", [""], "no file's name"),
    ("Journal", {"path": PATH}, "key", NO_PATH[1:]),
    ("Journal", {"path": PATH}, "seals", NO_PATH[1:]),
    ("Journal", {"path": PATH}, "read_only", [None, 1, "yes"]),
    ("Journal", {"path": PATH}, "wait", NO_WAIT),
    ("Journal", {"path": PATH}, "clock", [None, 3, "now"]),
    ("Journal.create", {}, "path", NO_PATH),
    ("Journal.create", {}, "path", [PATH], "exists"),
    ("Journal.create", {"path": NEW}, "origin", [3, b"x", "", "a b", "a+b", "x" * 129, "ä"]),
    ("Journal.create", {"path": NEW}, "retention", [3, "x", {}, {"a b": 3}, {"a": 0}, {"a": "3"}, {3: 3}]),
    ("Journal.create", {"path": NEW}, "key", NO_PATH[1:]),
    ("Journal.create", {"path": NEW}, "seals", NO_PATH[1:]),
    ("Journal.create", {"path": NEW}, "wait", NO_WAIT),
    ("Journal.create", {"path": NEW}, "clock", [None, 3, "now"]),
    ("Journal.create", {"path": NEW}, "entropy", [3, "x"]),
    ("Journal.append", MINE, "report", [None, 3, "PASSED", REPORT.to_dict()]),
    ("Journal.append", MINE | {"report": REPORT}, "profile", [None, 3, "none such"]),
    ("Journal.append", MINE | {"report": REPORT}, "aborted", [None, 1, "yes"]),
    ("Journal.append", MINE | {"report": REPORT}, "at", NO_INSTANT),
    ("Journal.append", MINE | {"report": REPORT, "profile": "full"}, "purpose", [3, "none such", []]),
    ("Journal.append", MINE | {"report": REPORT, "profile": "full"}, "keep", [3, "3 days"]),
    ("Journal.append", MINE | {"report": REPORT, "profile": "full"}, "subject", [3, b"x"]),
    ("Journal.decide", MINE | {"decision": DECISION}, "entry", [*NO_NUMBER, 0, 10**6]),
    ("Journal.decide", MINE | {"entry": WRITTEN}, "decision", [None, 3, "accept", DECISION.to_dict()]),
    ("Journal.decide", MINE | {"entry": WRITTEN, "decision": DECISION}, "at", NO_INSTANT),
    ("Journal.gallery", MINE, "deed", [None, 3, "enrol", DEED.did]),
    ("Journal.gallery", MINE | {"deed": DEED}, "profile", [None, 3, "none such"]),
    ("Journal.gallery", MINE | {"deed": DEED}, "operator", [one for one in NO_CODE if one != ""]),
    ("Journal.gallery", MINE | {"deed": DEED}, "at", NO_INSTANT),
    ("Journal.note", MINE, "topic", NO_CODE),
    (
        "Journal.note",
        MINE | {"topic": "a"},
        "content",
        [
            3,
            "x y",
            ["a"],
            {"a b": 1},
            {1: 1},
            {"a": "x y"},
            {"a": math.nan},
            {"a": object()},
            {"a": {"b": "ä"}},
        ],
    ),
    ("Journal.note", MINE | {"topic": "a"}, "content", [{"a": [[[[[[[[1]]]]]]]]}], "too deep"),
    ("Journal.note", MINE | {"topic": "a"}, "at", NO_INSTANT),
    ("Journal.correct_clock", MINE, "at", NO_INSTANT),
    ("Journal.entry", MINE, "number", NO_NUMBER),
    ("Journal.entry", MINE, "number", [10**6], "no entry"),
    (
        "Journal.entries",
        MINE,
        "period",
        [3, "", "26", "2026-13", "2026-02-30", "2026-11-28T10", (1,), ("2026", None), [None, None]],
    ),
    ("Journal.entries", MINE, "kind", [3, "none such"]),
    ("Journal.entries", MINE, "concerns", NO_NUMBER[1:]),
    ("Journal.unseal", MINE, "entry", NO_NUMBER),
    ("Journal.unseal", MINE, "entry", [1], "nothing is sealed"),
    ("Journal.verify", MINE, "key", [3, "", "a+b+c", "example.org/desk"]),
    ("Journal.prove", MINE, "entry", NO_NUMBER),
    ("Journal.prove", MINE | {"entry": 1}, "checkpoint", [3, "", "x\n\ny\n", b"x"], "signed note|checkpoint"),
    ("Journal.growth", MINE, "earlier", [None, 3, "", "x\n\ny\n", b"x"], "signed note|checkpoint"),
    ("Journal", {"path": PATH}, "entropy", [3, "x"]),
    ("operation.journal.findings_of", {}, "entry", [None, 3, WRITTEN.to_dict()]),
    ("JournalProof", {"text": ""}, "entry", [None, 3, "x"]),
    ("JournalProof", {"entry": b""}, "text", [None, 3, b"x"]),
    ("Journal.erase", MINE, "entry", NO_NUMBER[1:]),
    ("Journal.erase", MINE, "entry", [None], "pass one of"),
    ("Journal.erase", MINE, "subject", [3, b"x", []]),
    ("Journal.erase", MINE, "before", [3, "2026", []]),
    ("Journal.erase", MINE | {"entry": 1}, "reason", NO_CODE),
    ("Journal.erase", MINE | {"entry": 1}, "at", NO_INSTANT),
    ("Journal.retain", MINE, "at", NO_INSTANT),
    ("Journal.export", MINE, "path", [Path(FOLDER.name) / "x.csv"], "exported"),
    ("Journal.export", MINE, "path", NO_PATH),
    ("check_proof", {"key": JOURNAL.key}, "proof", [None, 3, PROOF.text, b"x"]),
    (
        "check_proof",
        {"key": JOURNAL.key},
        "proof",
        [
            JournalProof(entry=PROOF.entry, text=text)
            for text in ("", NOTE, f"x\n\n{NOTE}", PROOF.text.replace("index ", "index 0"), PROOF.text[:-9])
        ],
        "proof|note",
    ),
    ("check_proof", {"proof": PROOF}, "key", [None, 3, "", "a+b+c", JOURNAL.key[:-4], JOURNAL.key + "A"]),
    ("OperatorDecision", {"operator": "op-7"}, "verdict", [None, 3, "none such"]),
    ("OperatorDecision", {"verdict": "accept"}, "operator", NO_CODE),
    ("OperatorDecision", {"verdict": "accept", "operator": "a"}, "reason", [None, "1", -1, 10**6, 1.5, True]),
    ("OperatorDecision", {"verdict": "correct", "operator": "a"}, "corrected", [3, "sex", ["x"], [3], ()]),
    ("OperatorDecision", {"verdict": "accept", "operator": "a"}, "corrected", [("sex",)]),
    ("OperatorDecision", {"verdict": "accept", "operator": "a"}, "mated", [1, "yes"]),
]

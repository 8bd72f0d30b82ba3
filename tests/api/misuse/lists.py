"""Wrong arguments to `docverify.lists` and to what it answers with: see `test_misuse.py`."""

import math
from datetime import UTC, date, datetime
from pathlib import Path

import docverify as dv
from docverify.evidence import typed
from docverify.mrz import parse_mrz

MRZ = parse_mrz("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
EDITION = dv.ListEdition(name="wanted", version="7", issued=date(2026, 11, 20), stale_after=7)
PERSON = dv.NameEntry(id="W-1", primary="Eriksson")
DOCUMENT = dv.DocumentEntry(issuer="UTO", number="L898902C3")
NAMES = dv.NameList([PERSON], edition=EDITION)
DOCUMENTS = dv.DocumentList.of([DOCUMENT], edition=EDITION)
OUT = Path("unwritten.list")
KEY = bytes(32)
NO_TEXT = [None, 3, b"x", ["x"]]
NO_PATH = [None, 3, b"x", []]
NO_KEY = [None, "x" * 32, b"", b"short", [1] * 32]
NO_DAY = [None, "2026-11-23", 5]
NO_EDITION = [None, 3, "wanted", {}]
NO_SHARE = [None, "0.1", -0.1, 1.1, math.nan, True]
ROWS = [
    (
        "ListEdition",
        {"version": "7", "issued": EDITION.issued, "stale_after": 7},
        "name",
        [*NO_TEXT, "", "a\n"],
    ),
    ("ListEdition", {"name": "w", "issued": EDITION.issued, "stale_after": 7}, "version", [*NO_TEXT, ""]),
    (
        "ListEdition",
        {"name": "w", "version": "7", "stale_after": 7},
        "issued",
        [*NO_DAY, datetime(2026, 1, 1, tzinfo=UTC)],
    ),
    (
        "ListEdition",
        {"name": "w", "version": "7", "issued": EDITION.issued},
        "stale_after",
        [None, "7", -1, 1.5],
    ),
    ("ListEdition.age", {"self": EDITION}, "at", NO_DAY),
    ("evidence.Listed", {}, "documents", [None, 3, [3], "x"]),
    ("evidence.Listed", {}, "names", [None, 3, [3], "x"]),
    ("NameEntry", {"primary": "A"}, "id", [*NO_TEXT, "", "a\n"]),
    ("NameEntry", {"id": "W-1"}, "primary", [*NO_TEXT, "", "1", "山"]),
    ("NameEntry", {"id": "W-1", "primary": "A"}, "secondary", [*NO_TEXT, "山"]),
    ("NameEntry", {"id": "W-1", "primary": "A"}, "birth", [None, 1974], "birth"),
    ("NameEntry", {"id": "W-1", "primary": "A"}, "birth", ["74", "1974-13-01", "12.8.1974"], "date of birth"),
    ("NameEntry", {"id": "W-1", "primary": "A"}, "sex", [*NO_TEXT, "X", "f"]),
    ("NameEntry", {"id": "W-1", "primary": "A"}, "nationality", [*NO_TEXT, "Utopia"]),
    ("DocumentEntry", {"number": "1"}, "issuer", [*NO_TEXT, "", "Utopia"]),
    ("DocumentEntry", {"issuer": "UTO"}, "number", [None, 3]),
    ("DocumentEntry", {"issuer": "UTO"}, "number", ["", "a/b", "A" * 23], "document number"),
    ("DocumentEntry", {"issuer": "UTO", "number": "A12"}, "last", [None, 3, "A11", "B13", "A1"]),
    ("DocumentEntry", {"issuer": "UTO", "number": "A12"}, "kind", [*NO_TEXT, "X"]),
    ("NameList", {"edition": EDITION}, "entries", [None, 3, [], [3], "x", [DOCUMENT]]),
    ("NameList", {"entries": [PERSON]}, "edition", NO_EDITION),
    ("NameList", {"entries": [PERSON], "edition": EDITION}, "false_positives", NO_SHARE),
    ("NameList", {"entries": [PERSON], "edition": EDITION}, "false_positives", [0, 1e-9], "false positives"),
    ("NameList.look_up", {"self": NAMES, "at": EDITION.issued}, "mrz", [None, 3, "x", typed(MRZ)]),
    ("NameList.look_up", {"self": NAMES, "mrz": MRZ}, "at", NO_DAY),
    ("NameList.open", {"key": KEY}, "path", NO_PATH),
    ("NameList.open", {"path": OUT}, "key", NO_KEY),
    ("NameList.write", {"entries": [PERSON], "edition": EDITION, "key": KEY}, "path", NO_PATH),
    ("NameList.write", {"path": OUT, "edition": EDITION, "key": KEY}, "entries", [None, 3, [], [3]]),
    ("NameList.write", {"path": OUT, "entries": [PERSON], "key": KEY}, "edition", NO_EDITION),
    ("NameList.write", {"path": OUT, "entries": [PERSON], "edition": EDITION}, "key", NO_KEY),
    ("DocumentList", {"key": KEY}, "path", NO_PATH),
    ("DocumentList", {"path": OUT}, "key", NO_KEY),
    ("DocumentList.of", {"edition": EDITION}, "entries", [None, 3, [3], "x", [PERSON]]),
    ("DocumentList.of", {"entries": [DOCUMENT]}, "edition", NO_EDITION),
    ("DocumentList.of", {"entries": [DOCUMENT], "edition": EDITION}, "key", NO_KEY[1:]),
    ("DocumentList.write", {"entries": [DOCUMENT], "edition": EDITION, "key": KEY}, "path", NO_PATH),
    (
        "DocumentList.write",
        {"path": OUT, "edition": EDITION, "key": KEY},
        "entries",
        [None, 3, [3], [PERSON]],
    ),
    ("DocumentList.write", {"path": OUT, "entries": [DOCUMENT], "key": KEY}, "edition", NO_EDITION),
    ("DocumentList.write", {"path": OUT, "entries": [DOCUMENT], "edition": EDITION}, "key", NO_KEY),
    ("DocumentList.look_up", {"self": DOCUMENTS}, "document", [None, 3, "x", DOCUMENT]),
    ("DocumentList.look_up_number", {"self": DOCUMENTS, "number": "1"}, "issuer", [*NO_TEXT, "", "Utopia"]),
    ("DocumentList.look_up_number", {"self": DOCUMENTS, "issuer": "UTO"}, "number", [None, 3, ""]),
    ("DocumentList.look_up_number", {"self": DOCUMENTS, "issuer": "UTO", "number": "1"}, "kind", [3, "X"]),
    ("Lists", {}, "documents", [None, 3, [3], "x", [NAMES]]),
    ("Lists", {}, "names", [None, 3, [3], "x", [DOCUMENTS]]),
    ("Lists.look_up", {"self": dv.Lists(), "at": EDITION.issued}, "reading", [None, 3, MRZ]),
    ("Lists.look_up", {"self": dv.Lists(), "reading": typed(MRZ)}, "at", NO_DAY),
    ("lists.read_names", {}, "path", NO_PATH),
    ("lists.read_documents", {}, "path", NO_PATH),
    ("verify", {"document": "unread.png"}, "lists", [3, "x", [], [NAMES], NAMES]),
]

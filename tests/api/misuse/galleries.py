"""Wrong arguments to `docverify.gallery`: see `test_misuse.py`."""

import atexit
import math
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

import docverify as dv
from docverify.evidence import Template
from docverify.faces import calibration_of

FOLDER = tempfile.TemporaryDirectory(prefix="misuse")
atexit.register(FOLDER.cleanup)
PATH = Path(FOLDER.name) / "desk.gallery"
NEW = Path(FOLDER.name) / "new.gallery"
KEY = bytes(range(32))
AT = datetime(2026, 11, 29, tzinfo=UTC)
SOON = AT + timedelta(days=3)
ENCODER = "sface-6631ac9bf687"
FACE = Template(encoder=ENCODER, values=np.ones(128, np.float32))
RULES = {"name": "known", "kind": dv.GalleryKind.TRUSTED, "fpir": 0.01, "longest": timedelta(days=9)}
PURPOSE = dv.Purpose(**RULES)
GALLERY = dv.Gallery.create(PATH, key=KEY, encoder=ENCODER, purposes=[PURPOSE], at=AT)
GALLERY.enrol(FACE, id="a", purpose="known", expires=SOON, at=AT)
MINE = {"self": GALLERY}
ONE = {"template": FACE, "id": "b", "purpose": "known", "expires": SOON}
ENROLMENT = dv.Enrolment(**ONE)
ASK = MINE | {"template": FACE, "purpose": "known", "at": AT}
MADE = {"path": NEW, "key": KEY, "encoder": ENCODER, "purposes": [PURPOSE], "at": AT}
CALIBRATION = calibration_of(ENCODER)

NO_PATH = [None, 3, b"x", [], object()]
NO_KEY = [None, 3, "x" * 32, b"", b"x" * 31, bytearray(32), [0] * 32]
NO_INSTANT = [None, "now", 3, [], datetime(2026, 11, 29)]  # noqa: DTZ001 - without a time zone, on purpose
NO_ID = [None, 3, b"a", "", "x" * 97, "\ud800", ["a"]]
NO_PURPOSE = [None, 3, b"known", "", "none such", ["known"]]
NO_TEMPLATE = [None, 3, np.ones(128), b"DVF1"]
NO_POPULATION = [3, "border", {}]
NO_SPAN = [None, 3, "9 days", timedelta(0), timedelta(-1)]
NO_RATE = [None, "x", 0, -1, 2, math.nan]
DEED = {"did": "enrol", "gallery": "0" * 32, "purposes": ("known",), "count": 1}
ROWS = [
    ("GalleryDeed", DEED, "did", [None, 3, "none such"]),
    ("GalleryDeed", DEED, "gallery", [None, 3, b"x"]),
    ("GalleryDeed", DEED, "purposes", [None, 3, "known", [3]]),
    ("GalleryDeed", DEED, "count", [None, "3", -1, 1.5]),
    ("GalleryDeed", DEED, "entries", [None, 3, "a", [3]]),
    ("GalleryDeed", DEED, "found", [3, "x", {}]),
    ("GalleryDeed", DEED | {"did": "watch"}, "found", [None]),
    ("Gallery", {"path": PATH, "key": KEY}, "record", [3, "x", []]),
    ("gallery.MilvusIndex", {}, "uri", [None, 3, "", "gallery.db", "http://10.0.0.1:19530", "http://[x"]),
    ("gallery.MilvusIndex", {"uri": "http://127.0.0.1:1"}, "token", [None, 3, b"x"]),
    ("gallery.MilvusIndex", {"uri": "http://127.0.0.1:1"}, "index_type", [None, 3, b"x"]),
    ("gallery.MilvusIndex", {"uri": "http://127.0.0.1:1"}, "wait", [None, 0, -1, "3"]),
    ("Purpose", RULES, "name", [None, 3, "", "x" * 65, "a\nb"]),
    ("Purpose", RULES, "kind", [None, 3, "trusted", "none"]),
    ("Purpose", RULES, "fpir", [None, "0.1", 0, -0.1, 0.6, math.nan, math.inf]),
    ("Purpose", RULES, "longest", NO_SPAN),
    ("Purpose", RULES, "stale_after", NO_SPAN[1:]),
    ("Enrolment", ONE, "template", NO_TEMPLATE),
    ("Enrolment", ONE, "id", NO_ID),
    ("Enrolment", ONE, "purpose", [None, 3, b"known", ["known"]]),
    ("Enrolment", ONE, "expires", [None, "soon", 3]),
    ("Enrolment", ONE, "policy", [None, 3, b"x", "x" * 97, "\ud800"]),
    ("Enquiry", {"purpose": "known"}, "gallery", [None, 3, PATH]),
    ("Enquiry", {"gallery": GALLERY}, "purpose", NO_PURPOSE),
    ("Gallery", {"key": KEY}, "path", NO_PATH),
    ("Gallery", {"key": KEY}, "path", [NEW], "no such gallery"),
    ("Gallery", {"path": PATH}, "key", NO_KEY),
    ("Gallery", {"path": PATH}, "key", [bytes(32)], "another key"),
    ("Gallery", {"path": PATH, "key": KEY}, "calibration", [3, "sface", {}]),
    ("Gallery", {"path": PATH, "key": KEY}, "read_only", [None, 1, "yes"]),
    ("Gallery", {"path": PATH, "key": KEY}, "index", [3, "memory", object()]),
    ("Gallery", {"path": PATH, "key": KEY}, "wait", [None, "3", -1, math.nan, math.inf]),
    ("Gallery.create", MADE, "path", NO_PATH),
    ("Gallery.create", MADE, "path", [PATH], "exists"),
    ("Gallery.create", MADE, "key", NO_KEY),
    ("Gallery.create", MADE, "encoder", [None, 3, b"x", "", "x" * 70_000]),
    ("Gallery.create", MADE, "purposes", [None, 3, [], ["known"], [PURPOSE, PURPOSE], {PURPOSE: 1}]),
    ("Gallery.create", MADE, "at", NO_INSTANT),
    ("Gallery.create", MADE, "entropy", [3, "x", None]),
    *(
        (f"Gallery.{name}", ASK, argument, values)
        for name in ("identify", "watch")
        for argument, values in (
            ("template", NO_TEMPLATE),
            ("purpose", NO_PURPOSE),
            ("at", NO_INSTANT),
            ("population", NO_POPULATION),
        )
    ),
    ("Gallery.identify", ASK, "k", [None, 0, -1, 1.5, 1001, "3", math.nan]),
    ("Gallery.identify", ASK, "fmr", ["0.1", 0, -1, 2, math.nan, 1e-30]),
    *(
        ("Gallery.enrol", MINE | ONE | {"at": AT}, name, values)
        for name, values in (
            ("template", NO_TEMPLATE),
            ("id", NO_ID),
            ("purpose", NO_PURPOSE),
            ("expires", [*NO_INSTANT, AT, AT + timedelta(days=10)]),
            ("at", NO_INSTANT),
        )
    ),
    ("Gallery.enrol", MINE | ONE | {"at": AT}, "id", ["a"], "entry of this id"),
    ("Gallery.enrol_all", MINE | {"at": AT}, "enrolments", [None, 3, [3], [ONE]]),
    ("Gallery.enrol_all", MINE | {"enrolments": [ENROLMENT]}, "at", NO_INSTANT),
    ("Gallery.replace", MINE | {"template": FACE, "at": AT}, "id", NO_ID),
    ("Gallery.replace", MINE | {"template": FACE, "at": AT}, "id", ["none"], "no entry"),
    ("Gallery.replace", MINE | {"id": "a", "at": AT}, "template", NO_TEMPLATE),
    ("Gallery.replace", MINE | {"id": "a", "template": FACE}, "at", NO_INSTANT),
    ("Gallery.replace", MINE | {"id": "a", "template": FACE, "at": AT}, "expires", ["soon", 3, AT]),
    *(
        row
        for name in ("remove", "erase")
        for row in (
            (f"Gallery.{name}", MINE | {"at": AT}, "id", NO_ID),
            (f"Gallery.{name}", MINE | {"at": AT}, "id", ["none"], "no entry"),
            (f"Gallery.{name}", MINE | {"id": "a"}, "at", NO_INSTANT),
        )
    ),
    ("Gallery.purge", MINE, "at", NO_INSTANT),
    ("Gallery.confirm", MINE | {"at": AT}, "purpose", NO_PURPOSE),
    ("Gallery.confirm", MINE | {"purpose": "known"}, "at", NO_INSTANT),
    ("Gallery.entry", MINE, "id", NO_ID),
    ("Gallery.entries", MINE, "purpose", NO_PURPOSE),
    ("Gallery.size", MINE | {"at": AT}, "purpose", NO_PURPOSE),
    ("Gallery.size", MINE | {"purpose": "known"}, "at", NO_INSTANT),
    ("Gallery.most_entries", MINE, "purpose", NO_PURPOSE),
    ("gallery.point_of_search", {"fpir": 0.01, "size": 3}, "calibration", [None, 3, "sface"]),
    (
        "gallery.point_of_search",
        {"calibration": CALIBRATION, "size": 3},
        "fpir",
        [None, "x", 0, -1, 2, math.nan],
    ),
    ("gallery.point_of_search", {"calibration": CALIBRATION, "fpir": 0.01}, "size", [None, "3", 0, -1, 1.5]),
    ("gallery.most_entries", {"fpir": 0.01}, "calibration", [None, 3, "sface"]),
    ("gallery.most_entries", {"calibration": CALIBRATION}, "fpir", NO_RATE),
]

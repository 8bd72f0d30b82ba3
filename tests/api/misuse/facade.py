"""Wrong arguments to what `docverify` itself offers: see `test_misuse.py`."""

import io
import os
from datetime import date
from pathlib import Path

import numpy as np

import docverify as dv
from docverify.printed.found import Found

SAMPLES = Path(__file__).parents[3] / "samples"
DOCUMENT, LIVE = SAMPLES / "mated" / "document.png", SAMPLES / "mated" / "live.jpg"
BOTH = {"document": DOCUMENT, "live": LIVE}
PAIR = {"reference": LIVE, "probe": LIVE}
NO_THREADS = [0, -1, 1.5, "2", None, True, (os.cpu_count() or 1) + 1, 10**9, [1], float("nan")]
NO_RATE = ["0.001", None, 0, -1, 2, float("nan"), float("inf"), 1j, np.array([0.1]), 10**400]
NO_LIMITS = [3, "large", {"pixels": 3}, 0, ()]
NO_DAY = ["2026-11-23", 5, np.datetime64("2026-11-23"), date.max, date.min, 2026.5]
NO_ENGINE = [3, None, "none such", [], object()]
NO_FACE = ["x", 3, (1, 2, 3, 4), []]


class Mute:
    """A reader that forgets to answer."""

    name = "mute"

    def read(self, image):  # noqa: ARG002 - what every reader takes
        return None


class Blind:
    """A reader of print that gives no lines."""

    name = "blind"

    def find(self, view):  # noqa: ARG002 - what every reader of print takes
        return None

    def read(self, picture, view, found):  # noqa: ARG002 - likewise
        return []


class Illiterate(Blind):
    """One that finds a line and reads two."""

    def find(self, view):  # noqa: ARG002 - likewise
        return [Found(np.array([20.0, 20.0]), np.array([60.0, 20.0]), 16.0)]

    def read(self, picture, view, found):  # noqa: ARG002 - likewise
        return [("A", (0.5,), ()), ("B", (0.5,), ())]


NO_PRINT_READER = [*NO_ENGINE, b"docverify", dv.read_mrz, Mute(), Blind, Blind(), Illiterate()]


def closed():
    file = io.BytesIO(b"x")
    file.close()
    return file


NO_PATH = [SAMPLES, "", "\0", b"", b"no picture", closed(), "no/such.png"]
NO_PICTURE = [None, 3, 1.5, {}, {1}, object(), *NO_PATH]
NO_PIXELS = [np.zeros(shape) for shape in ((5, 5, 3), (0, 5, 3), (5,), (5, 5, 2), (1, 5, 5, 3))]
AROUND = [
    dv.Face(box=(x, y, x + 50, y + 50), landmarks=np.array(points) + np.array((x, y)), score=0.9)
    for x, y in ((-9000.0, 10.0), (10.0, 1e6), (-1e8, -1e8))
    for points in [[(10, 10), (40, 10), (25, 25), (15, 40), (35, 40)]]
]

DOORS = (
    ("read_mrz", {"source": DOCUMENT}),
    ("read_frames", {"frames": DOCUMENT}),
    ("verify", BOTH),
    ("acquire_document", {"document": DOCUMENT}),
    ("read_printed", {"document": DOCUMENT}),
    ("find_faces", {"image": LIVE}),
    ("assess_face", {"frame": LIVE}),
    ("encode_face", {"image": LIVE}),
    ("compare_faces", PAIR),
)
"""What opens pictures and runs networks, each with sound arguments."""

ROWS = [
    *(
        ("Limits", {}, name, [0, -1, 1.5, "a", None, True, float("nan"), float("inf"), [1], 10**400])
        for name in ("file_bytes", "pixels", "side", "scans", "work", "decoded_bytes", "parts", "memory")
    ),
    ("Limits", {}, "seconds", [0, -1, "a", None, True, float("nan"), float("inf"), [1], 10**400]),
    ("read_mrz", {}, "source", ["P<UTOERIKSSON<<ANNA", "I<UTO\nERIKSSON"], "parse_mrz"),
    *((name, sound, "threads", NO_THREADS) for name, sound in (*DOORS, ("MrzStream", {}))),
    ("compare_faces", PAIR, "fmr", NO_RATE),
    *((name, sound, "limits", NO_LIMITS) for name, sound in (*DOORS, ("load_image", {"source": LIVE}))),
    ("verify", BOTH, "at", NO_DAY),
    ("verify", BOTH, "liveness", [3, "consistent", {}, object()]),
    ("read_mrz", {"source": DOCUMENT}, "at", NO_DAY),
    ("read_mrz", {"source": DOCUMENT}, "effort", [None, 3, "slow", b"full"], "quick"),
    ("read_mrz", {"source": DOCUMENT}, "engine", [*NO_ENGINE, Mute()], "reader"),
    ("read_frames", {"frames": DOCUMENT}, "at", NO_DAY),
    ("read_frames", {"frames": DOCUMENT}, "engine", [*NO_ENGINE, Mute()], "reader"),
    ("verify", BOTH, "engine", [*NO_ENGINE, Mute()], "reader"),
    ("acquire_document", {"document": DOCUMENT}, "engine", [*NO_ENGINE, Mute()], "reader"),
    ("verify", BOTH, "print_engine", NO_PRINT_READER, "reader of print"),
    ("read_printed", {"document": DOCUMENT}, "engine", [*NO_ENGINE, Mute()], "reader"),
    ("read_printed", {"document": DOCUMENT}, "print_engine", NO_PRINT_READER, "reader of print"),
    ("read_printed", {"document": DOCUMENT}, "at", NO_DAY),
    ("read_printed", {"document": LIVE}, "at", NO_DAY),
    ("verify", BOTH, "face_engine", NO_ENGINE, "engine"),
    ("acquire_document", {"document": DOCUMENT}, "face_engine", [3, "none such", []], "engine"),
    ("find_faces", {"image": LIVE}, "engine", NO_ENGINE),
    ("assess_face", {"frame": LIVE}, "engine", NO_ENGINE),
    ("encode_face", {"image": LIVE}, "engine", NO_ENGINE),
    ("compare_faces", PAIR, "engine", NO_ENGINE),
    ("verify", BOTH, "policy", [{}, 3, "none such", object(), b"border"]),
    ("encode_face", {"image": LIVE}, "face", [*NO_FACE, *AROUND]),
    # What a picture may be is told by the gate; whose fault it is, by the façade.
    ("load_image", {}, "source", [*NO_PICTURE, *NO_PIXELS], "."),
    ("load_image", {"source": LIVE}, "bgr", [True]),
    ("load_pages", {}, "source", [*NO_PATH, *NO_PIXELS], "."),
    ("load_pages", {"source": LIVE}, "limits", NO_LIMITS),
    ("load_pages", {"source": LIVE}, "most_pages", [0, -1, 1.5, "3", None, True]),
    ("read_mrz", {}, "source", [*NO_PICTURE, *NO_PIXELS], "."),
    ("find_faces", {}, "image", [*NO_PICTURE, *NO_PIXELS], "."),
    ("assess_face", {}, "frame", [*NO_PICTURE, *NO_PIXELS], "."),
    ("encode_face", {}, "image", [*NO_PICTURE, *NO_PIXELS], "."),
    ("verify", {"live": LIVE}, "document", [*NO_PICTURE, *NO_PIXELS, [], ["no/such"]]),
    ("verify", {"document": DOCUMENT}, "live", [*NO_PICTURE[1:], *NO_PIXELS, [], [LIVE, None]]),
    ("verify", {}, "document", [[b""] * 9]),
    ("read_frames", {}, "frames", [*NO_PICTURE, *NO_PIXELS, [], [DOCUMENT, 3]], "frame"),
    ("read_printed", {}, "document", [*NO_PICTURE, *NO_PIXELS, [], [DOCUMENT, 3], [b""] * 9]),
    ("acquire_document", {}, "document", [*NO_PICTURE, *NO_PIXELS, [], [DOCUMENT, 3]]),
    ("compare_faces", {"probe": LIVE}, "reference", [*NO_PICTURE, *NO_PIXELS, [], [LIVE, LIVE]]),
    ("compare_faces", {"reference": LIVE}, "probe", [*NO_PICTURE, *NO_PIXELS, [], [LIVE, {}]]),
    ("explain_verification", {"document": DOCUMENT}, "report", [None, 3, {}, "PASSED"]),
]

"""Wrong arguments to public names: each is told in the caller's words, and typed."""

import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import docverify as dv

SAMPLES = Path(__file__).parents[2] / "samples"
DOCUMENT, LIVE = SAMPLES / "mated" / "document.png", SAMPLES / "mated" / "live.jpg"
TD3 = {
    "surname": "A",
    "given_names": "B",
    "document_number": "1",
    "issuing_state": "UTO",
    "date_of_birth": "740812",
    "sex": "F",
    "date_of_expiry": "280415",
}
NO_THREADS = [0, -1, 1.5, "2", None, True, (os.cpu_count() or 1) + 1, 10**9, [1], float("nan")]
NO_RATE = ["0.001", None, 0, -1, 2, float("nan"), float("inf"), 1j, np.array([0.1]), 10**400]
NO_LIMITS = [3, "large", {"pixels": 3}]
NO_DAY = ["2026-11-23", 5, np.datetime64("2026-11-23"), date.max, date.min, 2026.5]


BOTH = {"document": DOCUMENT, "live": LIVE}
PAIR = {"reference": LIVE, "probe": LIVE}
NO_ENGINE = [3, None, "none such", [], object()]
NO_TEXT = [3, 1.5, b"A", ["A"]]
TABLE = [
    # what the message says, what is called, with which sound arguments, and one that is wrong in many ways
    ("threads", dv.read_mrz, {"source": DOCUMENT}, "threads", NO_THREADS),
    ("threads", dv.verify, BOTH, "threads", NO_THREADS),
    ("threads", dv.find_faces, {"image": LIVE}, "threads", NO_THREADS),
    ("threads", dv.encode_face, {"image": LIVE}, "threads", NO_THREADS),
    ("threads", dv.compare_faces, PAIR, "threads", NO_THREADS),
    ("fmr", dv.Policy, {}, "fmr", NO_RATE),
    *(
        (name, dv.Policy, {}, name, [{"passport": False}, "passport", 3, [3], [None]])
        for name in ("kinds", "formats", "required", "optional", "waived", "states")
    ),
    ("fmr", dv.compare_faces, PAIR, "fmr", NO_RATE),
    ("limits", dv.load_image, {"source": LIVE}, "limits", NO_LIMITS),
    ("limits", dv.read_mrz, {"source": DOCUMENT}, "limits", NO_LIMITS),
    ("limits", dv.verify, BOTH, "limits", NO_LIMITS),
    ("limits", dv.find_faces, {"image": LIVE}, "limits", NO_LIMITS),
    ("at", dv.verify, BOTH, "at", NO_DAY),
    ("at", dv.read_mrz, {"source": DOCUMENT}, "at", NO_DAY),
    ("reader", dv.read_mrz, {"source": DOCUMENT}, "engine", NO_ENGINE),
    ("reader", dv.verify, BOTH, "engine", NO_ENGINE),
    ("engine", dv.find_faces, {"image": LIVE}, "engine", NO_ENGINE),
    ("policy", dv.verify, BOTH, "policy", [{}, 3, "none such", object()]),
    ("format", dv.compose_mrz, TD3, "format", ["TD9", 3, None, [], ""]),
    *(
        ("must be", dv.compose_mrz, TD3 | {"format": "TD3"}, name, NO_TEXT)
        for name in (*TD3, "nationality", "document_code")
    ),
    ("MRZ", dv.parse_mrz, {}, "text", [None, 3, b"P<", [1], [None], object()]),
    ("face", dv.encode_face, {"image": LIVE}, "face", ["x", 3, (1, 2, 3, 4)]),
]
CASES = [
    (word, function, options | {name: value})
    for word, function, options, name, values in TABLE
    for value in values
]


@pytest.mark.parametrize("number", range(len(CASES)))
def test_misuse_is_typed_and_names_what_is_wrong(number):
    word, function, options = CASES[number]
    with pytest.raises(dv.DocverifyError, match=word):
        function(**options)


def test_a_layout_may_be_named():
    assert dv.compose_mrz("TD3", **TD3) == dv.compose_mrz(dv.MrzFormat.TD3, **TD3)

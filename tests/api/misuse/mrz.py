"""Wrong arguments to `docverify.mrz`: see `test_misuse.py`."""

import math

import numpy as np

from docverify.mrz import ICAO, IssueCode, parse_mrz

LINES = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
MRZ = parse_mrz(LINES)
TD3 = {
    "surname": "A",
    "given_names": "B",
    "document_number": "1",
    "issuing_state": "UTO",
    "date_of_birth": "740812",
    "sex": "F",
    "date_of_expiry": "280415",
}
NO_TEXT = [3, 1.5, b"A", ["A"]]
NO_DAY = ["2026-11-23", 5, 2026.5, b"", ["2026"], np.datetime64("2026-11-23")]
NO_LAYOUT = ["TD9", 3, [], "", b"TD3", ICAO, {"TD3"}]
NO_WAIVERS = ["nothing", ["nothing"], 3, None, [3], {"sex": True}, b"sex", [None], [["sex"]], LINES]
NO_PROFILE = [None, "icao", {IssueCode.LOWER_CASE}, 3]
TEXT = {"text": LINES}
CELLS = np.full((2, 44, 37), 1 / 37)
NO_EVIDENCE = [
    3,
    "x",
    [],
    np.zeros((2, 44)),
    CELLS[:, :43],
    CELLS.astype(str),
    CELLS * math.nan,
    -CELLS,
    CELLS * 1j,
    {(0, 44): {"A": 1.0}},
    {"a": {"A": 1.0}},
    {(0, 0): 1.0},
    {(0, 0): {"AB": 1.0}},
    {(0, 0): {"a": 1.0}},
    {(0, 0): {"A": "1"}},
    {(0, 0): {"A": math.nan}},
    {(0, 0): {"A": -1.0}},
]
ROWS = [
    ("mrz.compose_mrz", TD3, "format", [*NO_LAYOUT, None]),
    *(
        ("mrz.compose_mrz", TD3 | {"format": "TD3"}, name, NO_TEXT, "must be")
        for name in (*TD3, "nationality", "document_code", "optional_data", "optional_data_2", "variant")
    ),
    ("mrz.compose_mrz", TD3 | {"format": "TD3"}, "variant", ["none such", LINES[0]]),
    ("mrz.parse_mrz", {}, "text", [None, 3, b"P<", [1], [None], object(), {"P<": 1}, {"P<"}, 2**70], "MRZ"),
    ("mrz.parse_mrz", {}, "text", ["", [], "A" * 20_000]),
    ("mrz.parse_mrz", TEXT, "at", NO_DAY),
    ("mrz.parse_mrz", TEXT, "format", NO_LAYOUT),
    ("mrz.parse_mrz", TEXT, "waive", NO_WAIVERS),
    ("mrz.parse_mrz", TEXT, "profile", NO_PROFILE),
    ("mrz.parse_many", {}, "texts", [None, 3, "P<", b"P<", [3], [None], {"a": "b"}, iter([]), [b"P<"]]),
    ("mrz.parse_many", {"texts": []}, "at", NO_DAY),
    ("mrz.repair_mrz", {}, "lines", [None, 3, b"P<", [1], [None], "", []], "MRZ"),
    ("mrz.repair_mrz", {"lines": LINES}, "evidence", NO_EVIDENCE),
    ("mrz.repair_mrz", {"lines": LINES}, "depth", [-1, 1.5, "3", None, math.nan, 10**9, True]),
    ("mrz.repair_mrz", {"lines": LINES}, "margin", [-1, "3", None, math.nan, math.inf, 1j]),
    ("mrz.repair_mrz", {"lines": LINES}, "at", NO_DAY),
    ("mrz.repair_mrz", {"lines": LINES}, "format", NO_LAYOUT),
    ("mrz.repair_mrz", {"lines": LINES}, "waive", NO_WAIVERS),
    ("mrz.repair_mrz", {"lines": LINES}, "profile", NO_PROFILE),
    ("mrz.detect", {}, "text", [None, 3, b"P<", [1], "A" * 20_000], "MRZ"),
    (
        "mrz.compare_names",
        {"mrz": MRZ},
        "viz",
        [None, 3, b"A", ("A",), ("A", "B", "C"), ("A", 3), {"A", "B"}],
    ),
    ("mrz.compare_names", {"viz": "A, B"}, "mrz", [None, 3, b"A", ("A", "B"), LINES]),
    ("mrz.transliterate", {}, "name", [None, 3, b"A", ["A"], "山", "7"]),
    ("mrz.transliterate", {"name": "A"}, "variant", [None, 3, "none such", [], LINES[0]]),
    ("mrz.check_digit", {}, "text", [None, 3, b"A", ["A"]]),
    ("mrz.check_digit", {}, "text", ["a", "Ä"], "character 1 of 1"),
    ("mrz.find_state", {}, "code", [None, 3, b"D", ["D"]]),
    ("mrz.in_words", {}, "name", [None, 3, b"a", ["a"]]),
    ("mrz.mrz_information", {}, "mrz", [None, 3, LINES, MRZ.fields]),
    *(
        (f"mrz.{one}", {}, "fmt", [*NO_LAYOUT, None])
        for one in ("cell_alphabet", "cell_classes", "check_relations")
    ),
    (
        "mrz.Profile",
        {"name": "own"},
        "counts",
        [None, 3, "x", frozenset(), {"lower_case"}, frozenset({"x"}), []],
    ),
    ("mrz.Profile", {"counts": ICAO.counts}, "name", [None, 3, b"own"]),
    ("mrz.Mrz.field", {"self": MRZ}, "name", [None, 3, b"sex", []]),
    ("mrz.Mrz.on", {"self": MRZ}, "day", [*NO_DAY, None]),
]

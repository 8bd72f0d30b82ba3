"""Wrong arguments to `docverify.evidence`: see `test_misuse.py`."""

import json
import math

import numpy as np

from docverify.evidence import (
    Agreement,
    Comparison,
    ComparisonOutcome,
    Face,
    FieldAnswer,
    Obstacle,
    Page,
    PrintedField,
    PrintedZone,
    Reading,
    ReadingFailure,
    Template,
    typed,
)
from docverify.mrz import MrzFormat, parse_mrz

MRZ = parse_mrz("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
POINTS = np.array([(10.0, 10.0), (40, 10), (25, 25), (15, 40), (35, 40)])
FACE = {"box": (0.0, 0.0, 50.0, 50.0), "landmarks": POINTS, "score": 0.9}
ROW = np.ones(8, np.float32)
TEMPLATE = Template(encoder="a", values=ROW)
BYTES = TEMPLATE.to_bytes()
OUTLINE = np.array([(0.0, 0.0), (125, 0), (125, 88), (0, 88)])
PAGE = {"format": MrzFormat.TD3, "outline": OUTLINE, "spread": np.ones(4), "zone_spread": np.ones(2)}
LAID = Page(**PAGE)
CELLS = np.zeros((2, 44, 4, 2))
NO_MRZ = [None, 3, "P<", MRZ.fields]
BAD_ROWS = [
    [],
    None,
    "abc",
    ["a"],
    [None],
    object(),
    {},
    [[1.0, 2.0]],
    [[1.0], [1.0, 2.0]],
    [math.nan],
    [math.inf, 1.0],
    [1e300],
    [1e38] * 100,
    np.zeros(8),
    np.ones(3) * 1j,
    np.ones((2, 2)),
    np.ones(70_000),
    np.array(["2026"], "datetime64[D]"),
]
NO_BOX = [None, 3, "abcd", [0, 0, 1, 1], (0, 0, 1), (0, 0, 1, math.nan), (0, 0, math.inf, 1), ("0", 0, 1, 1)]
NO_POINTS = [
    None,
    POINTS.tolist(),
    POINTS[:4],
    POINTS * math.nan,
    POINTS * math.inf,
    POINTS * 1e300,
    POINTS * 0,
    POINTS * 1e-9,
    POINTS.astype(str),
    POINTS * 1j,
    np.full((5, 2), 25.0),
]
ANSWER = {"field": PrintedField.SEX, "agreement": Agreement.NOT_READ, "reason": "Nothing was read."}
ANSWERS = tuple(FieldAnswer(field, Agreement.NOT_READ, "Nothing was read.") for field in PrintedField)
LINE = {"text": "AB", "chances": (0.5, 0.5), "box": (0.0, 0.0, 9.0, 2.0), "quad": np.zeros((4, 2))}
ITEMS = (
    "reading",
    "page",
    "printed",
    "inventory",
    "portrait",
    "live",
    "live_scene",
    "comparison",
    "liveness",
    "manifested",
)
READ = Reading(None, ReadingFailure.NO_MRZ)
ROWS = [
    ("Searched", {}, "searches", [None, 3, "x", [3], {}]),
    ("Template", {"encoder": "a"}, "values", BAD_ROWS, "template"),
    ("Template", {"values": ROW}, "encoder", [None, 3, b"a", "a" * 70_000, "\ud800"]),
    ("Template.from_bytes", {}, "data", [None, 3, "DVF1", [68]]),
    (
        "Template.from_bytes",
        {},
        "data",
        [b"", b"DVF1", BYTES[:-1], BYTES + b"\0", b"x" + BYTES[1:]],
        "to_bytes",
    ),
    ("Template.from_bytes", {}, "data", [BYTES[:8] + b"\xff" + BYTES[9:]], "damaged"),
    ("Template.from_bytes", {}, "data", [BYTES[:-4] + b"\0\0\xc0\x7f"], "NaN"),
    ("evidence.similarity_of", {"probe": TEMPLATE}, "reference", [None, ROW, BYTES, "a"]),
    ("evidence.similarity_of", {"reference": TEMPLATE}, "probe", [None, ROW, BYTES, "a"]),
    (
        "evidence.similarity_of",
        {"reference": TEMPLATE},
        "probe",
        [Template(encoder="b", values=ROW)],
        "of a and b",
    ),
    ("Face", FACE, "box", [*NO_BOX, (9, 0, 1, 1), (0, 9, 1, 1), (0, 0, 1e300, 1), (0, 0, 10**400, 1)]),
    ("Face", FACE, "landmarks", NO_POINTS),
    ("Face", FACE, "score", [None, "0.9", math.nan, math.inf, 1j, [0.9]]),
    *(("Evidence", {}, item, [3, "x", [], {}, object(), TEMPLATE]) for item in ITEMS),
    ("Evidence", {}, "reading", [MRZ]),
    ("Page", PAGE, "format", [None, "TD9", 3]),
    ("Page", PAGE, "outline", [None, OUTLINE.tolist(), OUTLINE[:3], OUTLINE * math.nan, OUTLINE.astype(str)]),
    ("Page", PAGE, "spread", [None, 1.0, np.ones(3), np.full(4, math.inf)]),
    (
        "Page.from_dict",
        {},
        "values",
        [None, 3, "x", {}, [], {"format": "TD9"}, LAID.to_dict() | {"spread": "x"}],
    ),
    ("evidence.page_of", {"quads": CELLS}, "format", ["TD9", None, 3, [], ""]),
    (
        "evidence.page_of",
        {"format": MrzFormat.TD3},
        "quads",
        [None, [], CELLS[:1], CELLS.astype(str), CELLS * 1j],
    ),
    ("evidence.place_of", {"box": (0, 0, 1, 1)}, "page", [None, 3, OUTLINE]),
    ("evidence.place_of", {"page": LAID}, "box", NO_BOX),
    ("evidence.typed", {}, "mrz", NO_MRZ),
    ("Reading", {"failure": None}, "mrz", NO_MRZ),
    ("Reading", {"mrz": None}, "failure", [None, "no_mrz", 3]),
    ("Reading", {"mrz": MRZ}, "failure", [ReadingFailure.NO_MRZ], "either"),
    *(
        ("Reading", {"mrz": None, "failure": ReadingFailure.NO_MRZ}, name, values)
        for name, values in (
            ("confidence", [None, "1", 2, -1, math.inf, 1j]),
            ("lines", [None, "P<", [3], {"P<"}]),
            ("cut_at", [None, "left", ["left"], [3]]),
            ("doubt", ["glare", 3]),
        )
    ),
    ("Reading.certainty", {"self": typed(MRZ)}, "name", [None, 3, b"sex", []]),
    ("Reading.certainty", {"self": READ}, "name", [None]),
    (
        "evidence.Cells",
        {"quads": CELLS},
        "probabilities",
        [None, [], np.zeros((2, 44)), np.zeros((2, 43, 37))],
    ),
    ("PrintedLine", LINE, "text", [None, 3, b"AB", ["A", "B"]]),
    ("PrintedLine", LINE, "chances", [None, 3, "AB", [0.5, 0.5], (), (0.5,), (0.5, 1.5), (0.5, math.nan)]),
    ("PrintedLine", LINE, "others", [None, 3, "AB", ["A", "B"], ("A",), (3, 4)]),
    ("PrintedLine", LINE, "box", [*NO_BOX[:7], ("0", 0, 1, 1)]),
    (
        "PrintedLine",
        LINE,
        "quad",
        [None, 3, LINE["quad"].tolist(), LINE["quad"][:3], LINE["quad"] * math.nan],
    ),
    ("FieldAnswer", ANSWER, "field", [None, 3, "sex", "eyes"]),
    ("FieldAnswer", ANSWER, "agreement", [None, 3, "agrees", True]),
    ("FieldAnswer", ANSWER, "agreement", [Agreement.NOT_COMPARABLE], "obstacle"),
    ("FieldAnswer", ANSWER, "reason", [None, 3, b"x"]),
    ("FieldAnswer", ANSWER, "quads", [None, 3, [LINE["quad"]], (3,), (LINE["quad"][:3],)], "quad"),
    ("FieldAnswer", ANSWER, "picture", [None, "0", -1, 0.5, math.nan]),
    ("FieldAnswer", ANSWER, "obstacle", [3, "not_in_mrz", Obstacle.NOT_ALIKE]),
    ("PrintedZone", {}, "answers", [None, 3, "agrees", (), ANSWERS[1:], ANSWERS[::-1], (3,) * 6]),
    ("PrintedZone", {"answers": ANSWERS}, "lines", [None, 3, "AB", (3,), ("AB",)]),
    ("PrintedZone", {"answers": ANSWERS}, "sides", [3, "belongs", ANSWERS[0]]),
    ("PrintedZone.answer", {"self": PrintedZone(answers=ANSWERS)}, "field", [None, 3, "eyes", b"sex", []]),
    ("evidence.Cells", {"probabilities": np.zeros((2, 44, 37))}, "quads", [None, 3, CELLS[0], CELLS[:, :43]]),
    ("Calibration", {"encoder": "a", "provenance": {}}, "points", [None, (), [3], "x", 3, {1: 2}]),
    ("Calibration", {"points": (), "provenance": {}}, "encoder", [None, 3, b"a"]),
    (
        "evidence.read_calibration",
        {},
        "text",
        [None, 3, "", "[]", "{}", "NaN", b"\xff", json.dumps({"points": [{}]})],
        "calibration",
    ),
]
assert Face(**FACE)
assert Comparison(outcome=ComparisonOutcome.NOT_ACQUIRED, encoder="a")

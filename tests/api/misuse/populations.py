"""Wrong arguments to populations and to engines of one's own: see `test_misuse.py`."""

import math
from dataclasses import replace
from importlib.resources import files

import numpy as np

from docverify.evidence import Template
from tests.faces.people import DAY, ENCODER, ENGINE, directions, population, templates

MADE = population(60)
POINT = ENGINE.calibration.at(1e-3)
OTHER = replace(POINT, threshold=0.5)
PEOPLE = templates(directions(60))
ONE = PEOPLE[0]
FOREIGN = Template(encoder="other-1", values=np.ones(128))
GIVEN = {"people": PEOPLE, "name": "x", "at": DAY}
FIELDS = {
    "name": "x",
    "encoder": ENCODER,
    "direction": MADE.direction,
    "people": 60,
    "points": MADE.points,
}
MODEL = str(files("docverify.faces") / "models" / "sface.onnx")
PAIR = {"reference": ONE, "probe": ONE}
TAKEN = PAIR | {"self": MADE, "point": POINT}
NO_POINT = [None, 3, 0.3, MADE.points[0]]
NO_TEMPLATE = [None, 3, np.ones(128), FOREIGN]
ROWS = [
    ("Population", FIELDS, "name", [None, 3, "", "a\nb", "x" * 300]),
    ("Population", FIELDS, "encoder", [None, 3, ""]),
    (
        "Population",
        FIELDS,
        "direction",
        [None, "x", [1.0], MADE.direction * 2, MADE.direction * math.nan, np.zeros(128), np.ones((2, 2))],
    ),
    ("Population", FIELDS, "people", [None, "60", 49, 0, -1, 60.5, math.nan, True]),
    ("Population", FIELDS, "points", [None, (), [3], MADE.points[::-1], (POINT,)]),
    ("Population.at", {"self": MADE}, "point", [None, 3, 1e-3, MADE.points[0]]),
    ("Population.at", {"self": MADE}, "point", [OTHER], "another calibration"),
    ("Population.check", {"self": MADE}, "encoder", ["other-1", None, 3], "population"),
    ("Population.typicality", {"self": MADE}, "template", NO_TEMPLATE[:3]),
    ("Population.typicality", {"self": MADE}, "template", [FOREIGN], "other-1"),
    (
        "Population.taken",
        {"self": MADE, "probe": ONE, "point": POINT},
        "reference",
        NO_TEMPLATE,
        "template|other",
    ),
    (
        "Population.taken",
        {"self": MADE, "reference": ONE, "point": POINT},
        "probe",
        NO_TEMPLATE,
        "template|other",
    ),
    ("Population.taken", {"self": MADE, "reference": ONE, "probe": ONE}, "point", NO_POINT),
    ("Population.corrected", {"self": MADE}, "point", NO_POINT),
    ("Population.counted", {"self": MADE, "taken": 0.1}, "point", NO_POINT),
    ("Population.from_json", {}, "text", [None, 3, "", "{}", b"\xff", "NaN"], "population"),
    ("Population.read", {}, "path", [None, 3, "", "none such", "\0"], "population"),
    (
        "make_population",
        GIVEN,
        "people",
        [None, 3, {}, [], PEOPLE[:20], [3], [[]], [FOREIGN] * 60, "none"],
        ".",
    ),
    ("make_population", GIVEN, "name", [None, 3, ""]),
    ("make_population", GIVEN, "describe", [None, 3]),
    ("make_population", GIVEN, "limits", [3, "large", {"pixels": 3}]),
    ("make_population", GIVEN, "at", [None, "2026-11-28", 3]),
    ("make_population", GIVEN, "engine", [3, None, "none such", []]),
    ("make_population", GIVEN, "threads", [0, "1", None, 10**9]),
    ("engine_from_file", {}, "path", [None, 3, "none.onnx", "\0", ""], "."),
    *(
        ("engine_from_file", {"path": MODEL}, name, [None, "x", math.nan, math.inf, True])
        for name in ("mean", "scale")
    ),
    ("engine_from_file", {"path": MODEL}, "bgr", [None, 1, "x"]),
    ("engine_from_file", {"path": MODEL}, "calibration", [3, "x", ENGINE.calibration]),
    ("engine_from_file", {"path": MODEL}, "threads", [0, "1", None]),
    ("engine_of_several", {}, "engines", [None, 3, [], [ENGINE], ["sface", "sface-int8"], ENGINE]),
    ("Engine.calibrated", {"self": ENGINE}, "calibration", [None, 3, "x", POINT]),
    ("Engine.point", {"self": ENGINE, "fmr": 1e-3}, "population", [3, "x", MADE.to_json()]),
    (
        "faces.compare_at",
        {"reference": ONE, "probe": ONE, "point": POINT, "fmr": 1e-3},
        "population",
        [3, "x"],
    ),
    ("faces.compare_templates", {"reference": ONE, "probe": ONE}, "population", [3, "x", MADE.to_dict()]),
    ("compare_faces", {"reference": "x", "probe": "x"}, "population", [3, "border.json", MADE.to_dict()]),
    ("verify", {"document": "x", "live": "x"}, "population", [3, "border.json", MADE.to_dict()]),
    ("read_calibration", {}, "text", [None, 3, "", "{}"], "calibration"),
]

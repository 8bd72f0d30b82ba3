"""Wrong arguments to `docverify.trials`: see `test_misuse.py`."""

import math
from datetime import date
from pathlib import Path

from docverify.trials import Setting
from docverify.verification import Policy

BATCH = {
    "pairs": Path("pairs.csv"),
    "root": Path(),
    "out": Path("reports.jsonl"),
    "setting": Setting(policy=Policy.named("border"), at=date(2026, 11, 23)),
    "told": print,
}
NO_COUNT = [0, -1, 1.5, "2", True, math.nan]

SETTING = {"policy": Policy(), "at": date(2026, 11, 23)}

ROWS = [
    ("trials.Setting", SETTING, "policy", [None, "border"]),
    ("trials.Setting", SETTING, "at", [None, "2026-11-23", 3]),
    *(("trials.Setting", SETTING, name, [None, 3, print]) for name in ("engine", "face_engine")),
    *(("trials.Setting", SETTING, name, [3, "sface"]) for name in ("calibration", "population")),
    ("trials.Setting", SETTING, "threads", [None, *NO_COUNT]),
    *(("trials.verify_pairs", BATCH, name, [None, 3, "pairs.csv"]) for name in ("pairs", "root", "out")),
    ("trials.verify_pairs", BATCH, "setting", [None, "border", Policy.named("border")]),
    ("trials.run_in_workers", {"jobs": ()}, "count", [None, *NO_COUNT]),
    ("trials.run_on_ray", {"jobs": (), "address": "local"}, "count", NO_COUNT),
    ("trials.run_on_ray", {"jobs": ()}, "address", [None, 6379]),
]

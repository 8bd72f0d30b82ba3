"""Wrong arguments to `docverify.printed`: see `test_misuse.py`."""

import numpy as np

from docverify.evidence import PrintedLine
from docverify.mrz import parse_mrz
from docverify.printed import field_answers

LINES = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
LINE = PrintedLine("UTO", (0.9,) * 3, (5.0, 5.0, 12.0, 7.0), np.zeros((4, 2)))
MRZ = parse_mrz(LINES)
SOUND = {"lines": [LINE], "mrz": MRZ}
ANSWERS = field_answers([LINE], MRZ)
ROWS = [
    (
        "printed.field_answers",
        SOUND,
        "lines",
        [None, 3, "UTO", LINE, ["UTO"], [LINE, None], {"UTO": LINE}, b"UTO"],
    ),
    ("printed.field_answers", SOUND, "mrz", [None, 3, LINES, "\n".join(LINES), LINE]),
    (
        "printed.front_agrees",
        {},
        "answers",
        [None, 3, "UTO", ANSWERS[0], [LINE], [*ANSWERS, None], {"number": ANSWERS[0]}, ANSWERS[:1], []],
    ),
]

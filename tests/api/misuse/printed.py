"""Wrong arguments to `docverify.printed`: see `test_misuse.py`."""

import numpy as np

from docverify.evidence import PrintedLine
from docverify.mrz import parse_mrz

LINES = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
LINE = PrintedLine("UTO", (0.9,) * 3, (5.0, 5.0, 12.0, 7.0), np.zeros((4, 2)))
SOUND = {"lines": [LINE], "mrz": parse_mrz(LINES)}
ROWS = [
    row
    for name in ("printed.field_answers", "printed.front_agrees")
    for row in (
        (name, SOUND, "lines", [None, 3, "UTO", LINE, ["UTO"], [LINE, None], {"UTO": LINE}, b"UTO"]),
        (name, SOUND, "mrz", [None, 3, LINES, "\n".join(LINES), LINE]),
    )
]

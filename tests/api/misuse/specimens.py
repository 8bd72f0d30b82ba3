"""Wrong arguments to `docverify.specimens`: see `test_misuse.py`."""

import math

import numpy as np

from docverify.evidence.printed import PrintedField
from docverify.mrz import MrzFormat
from docverify.specimens import Conditions, Holder, Style, alter, draw_specimen

RNG = np.random.default_rng(1)
ANNA = Holder("ERIKSSON", "ANNA", "L898902C3", date_of_birth="740812", sex="F", date_of_expiry="340415")
DRAWN = {"format": MrzFormat.TD3, "holder": ANNA, "rng": RNG, "px_per_mm": 2.0}
SPECIMEN = draw_specimen(**DRAWN)
TAKEN = {"specimen": SPECIMEN, "conditions": Conditions(character_height=8.0), "rng": RNG}
CHANGED = {"holder": ANNA, "field": PrintedField.SEX, "format": MrzFormat.TD3, "rng": RNG}
assert alter
NO_FORMAT = [None, 3, "TD9", MrzFormat.FRA_ID, [], ""]
NO_RNG = [None, 3, np.random, "seed"]
NO_NUMBER = [None, "1", math.nan, math.inf, -math.inf, 1j, [1.0]]
NO_SHARE = [*NO_NUMBER, -0.1, 1.1]
ROWS = [
    ("specimens.draw_specimen", DRAWN, "format", NO_FORMAT),
    ("specimens.draw_specimen", DRAWN, "holder", [None, 3, "ERIKSSON", {}]),
    ("specimens.draw_specimen", DRAWN, "holder", [Holder(3), Holder("A", optional_data="x" * 99)], "."),
    ("specimens.draw_specimen", DRAWN, "rng", NO_RNG),
    ("specimens.draw_specimen", DRAWN, "portrait", [3, "x.jpg", np.zeros((5, 5)), np.zeros((5, 5, 3))]),
    ("specimens.draw_specimen", DRAWN, "px_per_mm", [*NO_NUMBER, 0, -1, 1e6]),
    ("specimens.draw_specimen", DRAWN, "side", [None, 3, "front"]),
    ("specimens.draw_specimen", DRAWN, "style", [3, "x", {}]),
    ("specimens.draw_specimen", DRAWN, "lines", [3, "x", [3], ("A",), ("A" * 44,) * 3, ("A" * 400,) * 2]),
    ("specimens.draw_specimen", DRAWN, "printed", [3, "ERIKSSON", {}]),
    ("specimens.capture", TAKEN, "specimen", [None, 3, SPECIMEN.image]),
    ("specimens.capture", TAKEN, "conditions", [None, 3, "kiosk", {}]),
    ("specimens.capture", TAKEN, "rng", NO_RNG),
    *((f"specimens.{name}", {}, "rng", NO_RNG) for name in ("kiosk", "moderate", "hard", "random_style")),
    ("specimens.random_holder", {"rng": RNG}, "format", NO_FORMAT),
    ("specimens.random_holder", {"format": MrzFormat.TD3}, "rng", NO_RNG),
    ("specimens.foreign_holder", {"rng": RNG}, "format", NO_FORMAT),
    ("specimens.foreign_holder", {"format": MrzFormat.TD3}, "rng", NO_RNG),
    ("specimens.random_design", {}, "rng", NO_RNG),
    ("specimens.random_design", {"rng": RNG}, "among", [None, 3, "atlas", (), ("nowhere",), (3,)]),
    ("specimens.alter.altered", CHANGED, "holder", [None, 3, "ERIKSSON"]),
    ("specimens.alter.altered", CHANGED, "field", [None, 3, "sex", "hat"]),
    ("specimens.alter.altered", CHANGED, "format", NO_FORMAT),
    ("specimens.alter.altered", CHANGED, "rng", NO_RNG),
    ("specimens.alter.draw_altered", CHANGED, "zone", [None, 3, "print"]),
    ("specimens.truth", {}, "taken", [None, 3, SPECIMEN]),
    *(("specimens.Conditions", {}, name, NO_SHARE) for name in ("shadow", "glare", "light_loss")),
    *(
        ("specimens.Conditions", {}, name, [*NO_NUMBER, -1, 1e9])
        for name in ("character_height", "tilt", "margin", "blur", "motion", "noise", "creases", "fingers")
    ),
    *(("specimens.Conditions", {}, name, NO_NUMBER) for name in ("rotation", "distance", "light_direction")),
    ("specimens.Conditions", {}, "surroundings", [None, 3, "sea", []]),
    ("specimens.Conditions", {}, "jpeg", ["90", 0, 101, 90.5, math.nan]),
    *(("specimens.Style", {}, name, NO_SHARE) for name in ("stock", "ghost", "mrz_opacity", "facing_page")),
    *(
        ("specimens.Style", {}, name, [None, 3, "sea", []])
        for name in ("mrz_variant", "text_face", "label_face", "design")
    ),
    *(
        ("specimens.Style", {}, name, [None, 3, (1, 2), (1, 2, 300), (1, 2, 0.5)])
        for name in ("mrz_ink", "text_ink")
    ),
    *(("specimens.Style", {}, name, [3, "x.ttf", []]) for name in ("text_font", "label_font")),
    ("specimens.Style", {}, "mrz_stretch", [None, 1.0, (1.0,), (1.0, math.nan), (0.0, 1.0)]),
]
assert Style()

"""What the picture was like, and how it is explained."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "reading/ink.py",
        ("test_stage_legibility.py",),
        (
            "ink-neighbours-lend-theirs",
            "_REACH: Final = 0.35",
            "_REACH: Final = 0.75",
            "a hidden cell passes for seen",
        ),
        (
            "ink-usual-of-the-whole-line",
            "_AROUND: Final = 8",
            "_AROUND: Final = 99",
            "a dim end passes for hidden",
        ),
        (
            "ink-other-lines",
            "[HEIGHT // 2 - _HALF : HEIGHT // 2 + _HALF]",
            "[0:HEIGHT]",
            "the line above lends ink to a hidden cell",
        ),
        (
            "ink-paper-shines",
            "max(paper + thresholds.BRIGHTER, thresholds.GLARING)",
            "max(paper + thresholds.BRIGHTER, 0.0)",
            "who covers the MRZ is told to tilt it",
        ),
        (
            "ink-nothing-shines",
            "bool(np.median(low[hidden]) > ",
            "bool(np.median(low[hidden]) > 999 + ",
            "who has a lamp in the picture is told to take fingers away",
        ),
    ),
    *mutations_of(
        "reading/legibility.py",
        ("test_stage_legibility.py",),
        (
            "legibility-edges-of-nothing",
            "edges / usual / thresholds.PERFECT_EDGE",
            "edges / 255 / thresholds.PERFECT_EDGE",
            "pale print is called blurred",
        ),
        (
            "legibility-covers-are-glare",
            "high > max(thresholds.BRIGHT, paper + thresholds.WASHED_ABOVE)",
            "high > 0",
            "a finger is called a reflection",
        ),
        (
            "legibility-glare-of-the-worst-line",
            "glare=float(np.mean(washed))",
            "glare=float(np.max(washed))",
            "glare is measured too large",
        ),
    ),
    *mutations_of(
        "reading/explain.py",
        ("test_stage_legibility.py",),
        (
            "explain-all-sure",
            "colour = _SURE if chance > _CERTAIN else _DOUBTFUL",
            "colour = _SURE",
            "a doubtful cell is painted as a sure one",
        ),
        (
            "explain-corrections-hidden",
            "colour = _CORRECTED if (line, column) in corrected else colour",
            "colour = colour",
            "a corrected cell is painted as a sure one",
        ),
    ),
    *mutations_of(
        "reading/thresholds.py",
        ("test_stage_legibility.py",),
        (
            "thresholds-bleached-is-hidden",
            "INKED: Final = 0.10",
            "INKED: Final = 0.40",
            "a fifth of the sure readings is lost to glare",
        ),
        (
            "thresholds-bare-is-shown",
            "BARE: Final = 0.05",
            "BARE: Final = -1.0",
            "what is under a finger is made up",
        ),
        (
            "thresholds-no-glare",
            "LEAST_CONTRAST: Final = 0.3",
            "LEAST_CONTRAST: Final = 0.0",
            "reflections are not measured",
        ),
        (
            "thresholds-all-sharp",
            "PERFECT_EDGE: Final = 0.55",
            "PERFECT_EDGE: Final = 0.1",
            "nothing is ever blurred",
        ),
        (
            "thresholds-shining-paper",
            "GLARING: Final = 240.0",
            "GLARING: Final = 100.0",
            "who covers the MRZ is told to tilt it",
        ),
    ),
    *mutations_of(
        "reading/thresholds.py",
        ("test_stage_reasons.py",),
        (
            "thresholds-never-blurred",
            "SOFT: Final = 0.4",
            "SOFT: Final = 0.0",
            "who moves the camera is not told to hold it still",
        ),
    ),
    *mutations_of(
        "reading/thresholds.py",
        ("test_stage_reasons.py",),
        (
            "thresholds-never-small",
            "SMALL: Final = 7.0",
            "SMALL: Final = 0.0",
            "who is too far away is not told to come closer",
        ),
    ),
)

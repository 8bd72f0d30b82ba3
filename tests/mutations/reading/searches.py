"""Search after search, other ways to look, and further MRZs."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "reading/others.py",
        ("test_stage_searches.py",),
        (
            "others-never",
            "return found[1:]",
            "return []",
            "two documents in a picture pass for one",
        ),
        (
            "others-itself",
            "return any(_holds(other.quad, strip.line) for strip in one.strips)",
            "return False",
            "one document passes for two",
        ),
        (
            "others-one-way-up",
            "for way in (candidate, candidate.reversed()):",
            "for way in (candidate,):",
            "a second document upside down is overlooked",
        ),
        (
            "others-left-over-lines-that-were-read",
            "for line in candidate.lines if not any(_holds(one.quad, line) for one in found))",
            "for line in candidate.lines)",
            "every document is read twice",
        ),
        (
            "others-other-print-is-left",
            "if fillers >= thresholds.MANY_FILLERS or (fillers and clear):",
            "if fillers >= thresholds.MANY_FILLERS or clear:",
            "print of a sound document passes for a covered MRZ",
        ),
        (
            "others-nothing-is-left",
            "if fillers >= thresholds.MANY_FILLERS or (fillers and clear):",
            "if fillers >= 99:",
            "an MRZ under a strip is overlooked",
        ),
        (
            "others-one-clear-filler",
            "if fillers >= thresholds.MANY_FILLERS or (fillers and clear):",
            "if fillers >= thresholds.MANY_FILLERS:",
            "a short piece of a covered MRZ is overlooked",
        ),
        (
            "others-unsure-lines",
            "(thresholds.LEAST_SURE_LONG_LINE if long else thresholds.LEAST_SURE_LINE)",
            "(thresholds.LEAST_SURE_LONG_LINE)",
            "print of a sound document passes for a covered MRZ",
        ),
        (
            "others-least-sure-first",
            "for line in sorted(lines, key=lambda one: -one.sureness)",
            "for line in sorted(lines, key=lambda one: one.sureness)",
            "what is left of a covered MRZ is overlooked for other print",
        ),
    ),
    *mutations_of(
        "reading/read.py",
        ("test_stage_searches.py",),
        (
            "read-no-lightest-channel",
            'picture = image.max(2) if kind == "lightest" else',
            'picture = image.max(2) if kind == "" else',
            "MRZs under a coloured overprint are not read",
        ),
        (
            "read-one-way-up",
            "if upright is None or upright.hopeless:",
            "if upright is None:",
            "documents whose direction was mistaken are not read",
        ),
        (
            "read-attempts-without-end",
            "islice(_attempts(image, threads, seen), thresholds.MOST_ATTEMPTS)",
            "islice(_attempts(image, threads, seen), 999)",
            "a page of print takes seconds",
        ),
        (
            "read-nothing-is-left",
            "covered = (Reading(None, ReadingFailure.CUT_OFF, (one.text,), one.quad) for one in left)",
            "covered = ()",
            "an MRZ under a strip is overlooked",
        ),
        (
            "read-latest-attempt",
            "if best is None or one.rank > best.rank:",
            "if best is None or one.rank:",
            "other print that is tried later replaces the MRZ",
        ),
    ),
    *mutations_of(
        "reading/read.py",
        ("test_reading_claims.py",),
        (
            "read-no-other-ways",
            "_WAYS = (_mirrored, _inverted)",
            "_WAYS = ()",
            "pictures as in a mirror and negatives are not read",
        ),
        (
            "read-other-print-is-certain",
            "proved.confidence if one.plausible else 0.0,",
            "proved.confidence,",
            "what is no MRZ is read for certain",
        ),
    ),
    *mutations_of(
        "reading/thresholds.py",
        ("test_stage_searches.py",),
        (
            "thresholds-no-second-search",
            'SEARCHES: Final = ((704, "grey"), (1408, "grey"), (704, "lightest"))',
            'SEARCHES: Final = ((704, "grey"), (704, "lightest"))',
            "small MRZs in large pictures are not found",
        ),
        (
            "thresholds-no-third-search",
            'SEARCHES: Final = ((704, "grey"), (1408, "grey"), (704, "lightest"))',
            'SEARCHES: Final = ((704, "grey"), (1408, "grey"))',
            "MRZs under a coloured overprint are not found",
        ),
        (
            "thresholds-enlarged-ten-times",
            "MOST_ENLARGED: Final = 2",
            "MOST_ENLARGED: Final = 10",
            "small pictures take four times as long",
        ),
        (
            "thresholds-patient-with-print",
            "MOST_IMPLAUSIBLE: Final = 4",
            "MOST_IMPLAUSIBLE: Final = 400",
            "a page of print takes seconds",
        ),
        (
            "thresholds-few-glances",
            "MOST_GLANCES: Final = 2",
            "MOST_GLANCES: Final = 1",
            "of a covered MRZ one line at most is told",
        ),
        (
            "thresholds-single-lines-elsewhere",
            "LEAST_LINES_ELSEWHERE: Final = 2",
            "LEAST_LINES_ELSEWHERE: Final = 1",
            "every line of print is read as another MRZ",
        ),
        (
            "thresholds-negatives-of-bright-pictures",
            "DARK: Final = 128.0",
            "DARK: Final = 999.0",
            "every picture without an MRZ is searched twice",
        ),
        (
            "thresholds-attempts-without-end",
            "MOST_ATTEMPTS: Final = 8",
            "MOST_ATTEMPTS: Final = 800",
            "a page of print takes seconds",
        ),
        (
            "thresholds-one-candidate",
            "MOST_CANDIDATES: Final = 3",
            "MOST_CANDIDATES: Final = 2",
            "a bold headline hides the MRZ",
        ),
        (
            "thresholds-any-cell-is-a-filler",
            "SURE_FILLER: Final = 0.9",
            "SURE_FILLER: Final = 0.0",
            "print of a sound document passes for a covered MRZ",
        ),
        (
            "thresholds-unclear-pieces",
            "CLEAR_PIECE: Final = 0.85",
            "CLEAR_PIECE: Final = 0.0",
            "a speck in print passes for a covered MRZ",
        ),
        (
            "thresholds-long-lines-unsure",
            "LONG_LINE: Final = 28.0",
            "LONG_LINE: Final = 280.0",
            "a long piece of a covered MRZ is overlooked",
        ),
    ),
)

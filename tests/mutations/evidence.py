"""Mutations of the values that engines make and checks read."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "evidence/reading.py",
        ("test_reading.py",),
        (
            "evidence-sure-without-text",
            "return self.mrz is not None and self.confidence >= SURE",
            "return self.confidence >= SURE",
            "a reading without an MRZ is sure",
        ),
        (
            "evidence-both",
            "if (self.mrz is None) == (self.failure is None):",
            "if self.mrz is None and self.failure is None:",
            "a reader says that it read an MRZ and that it did not",
        ),
        room="evidence",
    ),
    *mutations_of(
        "evidence/template.py",
        ("../faces/test_face_templates.py",),
        (
            "template-of-nothing",
            "        if not norm > _LEAST_NORM:\n",
            "        if False:\n",
            "a face of zeros is compared, and its score is NaN",
        ),
        (
            "template-of-another-encoder",
            "if reference.encoder != probe.encoder or reference.values.shape != probe.values.shape:",
            "if reference.values.shape != probe.values.shape:",
            "templates of two encoders are compared, which means nothing",
        ),
        (
            "template-cut-short",
            "if len(data) != _HEADER.size + name + 4 * count:",
            "if len(data) < _HEADER.size + name:",
            "a template that was cut short is read",
        ),
        (
            "template-repr",
            "values=<{self.values.size} numbers>)",
            "values={self.values.tolist()})",
            "faces stand in logs",
        ),
        room="evidence",
    ),
    *mutations_of(
        "evidence/calibration.py",
        ("../faces/test_face_thresholds.py",),
        (
            "calibration-looser-than-asked",
            "            if point.fmr <= fmr * (1 + 1e-9):\n",
            "            if point.fmr <= 10 * fmr:\n",
            "a false match rate ten times as high as asked for is used",
        ),
        room="evidence",
    ),
    *mutations_of(
        "evidence/comparison.py",
        ("test_comparison.py",),
        (
            "comparison-threshold-of-nothing",
            "return None if self.point is None or self.score is None else self.point.threshold",
            "return None if self.point is None else self.point.threshold",
            "faces that were not compared have a threshold",
        ),
        room="evidence",
    ),
    *mutations_of(
        "evidence/population.py",
        ("../faces/test_populations.py",),
        (
            "population-that-harms",
            "        if own.worse:\n",
            "        if False:\n",
            "a population that loses a third of its own people is used",
        ),
        room="evidence",
    ),
    *mutations_of(
        "evidence/printed.py",
        ("../verification/test_checks.py",),
        (
            "mrz-line-at-any-pitch",
            "return long and least <= pitch <= most",
            "return long",
            "security print that repeats the MRZ is a second document",
        ),
        (
            "mrz-line-without-fillers",
            ' and self.text.count("<") >= _FILLERS',
            "",
            "a line of print is a second document",
        ),
        (
            "mrz-line-of-any-length",
            "len(self.text) >= _LEAST_OF_MRZ and ",
            "",
            "a pattern that is read as fillers is a second document",
        ),
        room="evidence",
    ),
)

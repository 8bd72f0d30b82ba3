"""What a reading is worth."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "reading/prove.py",
        ("test_claim_confidence.py",),
        (
            "prove-sure-from-90",
            "return self.confidence >= SURE",
            "return self.confidence >= 0.9",
            "one reading in ten that is called certain is wrong",
        ),
        (
            "prove-no-repair",
            "if repair and not mrz.valid:",
            "if False:",
            "what digits could mend stays misread",
        ),
        (
            "prove-repair-always",
            "if repair and not mrz.valid:",
            "if not mrz.valid:",
            "print that is no MRZ takes long",
        ),
        (
            "prove-grammar-unsaid",
            "return Proved(mrz, (*by_grammar, *repaired), ",
            "return Proved(mrz, repaired, ",
            "text is changed silently",
        ),
        (
            "prove-corrected-twice",
            "for one in _by_grammar(text, mrz) if (one.line, one.column) not in done)",
            "for one in _by_grammar(text, mrz))",
            "one correction is told as two",
        ),
        (
            "prove-confidence-before-grammar",
            "confidence(mrz, text.posterior))",
            "confidence(mrz, text.probabilities))",
            "what the layout settles stays in doubt",
        ),
        (
            "prove-partly-repaired",
            "attempt.outcome is RepairOutcome.REPAIRED and",
            "attempt.outcome is not None and",
            "text is changed that no digit proves",
        ),
    ),
    *mutations_of(
        "reading/confidence.py",
        ("test_claim_confidence.py",),
        (
            "confidence-digits-do-not-help",
            "if check is FieldCheck.VERIFIED:",
            "if check is None:",
            "good readings are not called sure",
        ),
        (
            "confidence-refuted-digits-hurt",
            "        return right / (right + wrong * thresholds.BLIND)\n    return right",
            "        return right / (right + wrong * thresholds.BLIND)\n    return right * 0.5",
            "altered documents are called poorly read, and never failed",
        ),
        (
            "confidence-digits-tell-all-apart",
            "return blind * composite",
            "return composite",
            "8 and S are told apart by a digit to which they are the same",
        ),
        (
            "confidence-names-left-out",
            "* float(np.prod(list(told.values())))",
            "",
            "a misread name is certain",
        ),
        (
            "confidence-beyond-doubt",
            "min(cell[0] + cell[1], _SURE)",
            "min(cell[0] + cell[1], 1.0)",
            "a reading is claimed that cannot be wrong",
        ),
        (
            "confidence-composite-ignored",
            "composite = _judged(composite * own, mrz.fields[_COMPOSITE].check)",
            "composite = composite * own",
            "the digit over all fields supports none",
        ),
        (
            "confidence-composite-first",
            "key=lambda one: one.name == _COMPOSITE",
            "key=lambda one: one.name != _COMPOSITE",
            "fields are judged by the digit over all of them alone",
        ),
    ),
    *mutations_of(
        "evidence/reading.py",
        ("test_claim_confidence.py",),
        (
            "sure-from-90",
            "SURE: Final = 0.999",
            "SURE: Final = 0.9",
            "one reading in ten that is called certain is wrong",
        ),
        (
            "sure-whatever",
            "return self.mrz is not None and self.confidence >= SURE",
            "return self.mrz is not None",
            "whatever is read is called certain",
        ),
    ),
    *mutations_of(
        "reading/thresholds.py",
        ("test_claim_confidence.py",),
        (
            "thresholds-digits-prove-all",
            "BLIND: Final = 0.1",
            "BLIND: Final = 0.001",
            "one misread field in ten is called certain",
        ),
    ),
    *mutations_of(
        "reading/calibration.py",
        (
            "test_claim_confidence.py",
            "test_calibration.py::test_what_is_sure_stays_sure_and_nothing_else_becomes_so",
        ),
        (
            "calibration-never",
            "return 1 / (1 + math.exp(-stretched))",
            "return chance",
            "confidences are believed that are too high",
        ),
        (
            "calibration-sure-moves",
            "if chance >= SURE or chance <= _LEAST:",
            "if chance <= _LEAST:",
            "what was counted as sure is no more, or too much",
        ),
        (
            "calibration-about-one-half",
            "anchor = math.log(SURE / (1 - SURE))",
            "anchor = 0.0",
            "readings that are not sure become so",
        ),
        (
            "calibration-slope-of-its-own",
            "reader_calibration().slope if slope is None else slope",
            "slope or 1.0",
            "what was counted is not heeded",
        ),
        (
            "calibration-slope-not-undone",
            "reader_calibration().slope if slope is None else slope",
            "reader_calibration().slope",
            "a calibration cannot be fitted",
        ),
    ),
    *mutations_of(
        "reading/prove.py",
        ("test_claim_confidence.py",),
        (
            "prove-repairs-what-is-no-mrz",
            "if repair and not mrz.valid:",
            "if not mrz.valid:",
            "frames of video take twice as long",
        ),
    ),
)

"""Mutations of the text of an MRZ: check digits, dates, layouts, names, repair."""

from tests.mutations.mutation import mutations_of

_DOC9303 = ("../conformance/test_mrz_doc9303.py",)

MUTATIONS = (
    *mutations_of(
        "mrz/check_digits.py",
        _DOC9303,
        (
            "digits-weights",
            "7 * sum(values[0::3]) + 3 * sum(values[1::3]) + sum(values[2::3])",
            "7 * sum(values[0::3]) + 3 * sum(values[1::3]) + 3 * sum(values[2::3])",
            "check digits are computed with other weights than ICAO's",
        ),
        room="mrz",
    ),
    *mutations_of(
        "mrz/checks.py",
        ("test_mrz_parse.py",),
        (
            "digits-lone-character-is-a-number",  # M1 of the first review
            "if end - start < 2:",
            "if end - start < 1:",
            "a lone character of optional data becomes a long number's check digit",
        ),
        (
            "digits-missing-one-agrees",
            "            check = FieldCheck.NOT_PRINTED\n",
            "            check = FieldCheck.VERIFIED\n",
            "a check digit that is not printed counts as agreeing",
        ),
        (
            "digits-long-number-always-agrees",
            "FieldCheck.REFUTED if long.rule is LongNumber.NEITHER else FieldCheck.VERIFIED",
            "FieldCheck.VERIFIED",
            "a long document number's check digit is never refuted",
        ),
        (
            "digits-unreadable-one-is-refuted",
            "printed not in ALPHABET:\n            check = FieldCheck.UNCHECKABLE",
            "printed not in ALPHABET:\n            check = FieldCheck.REFUTED",
            "a digit that could not be read counts against the document",
        ),
        room="mrz",
    ),
    *mutations_of(
        "mrz/dates.py",
        ("test_mrz_dates.py",),
        (
            "dates-born-tomorrow",
            "possible = [d for d in possible if d <= at]",
            "pass",
            "people who are not born yet are taken for travellers",
        ),
        (
            "dates-29-february",
            "if month == 2 and day == 29 and year % 4:\n        return _IMPOSSIBLE\n",
            "",
            "29 February of any year is a date",
        ),
        (
            "dates-century",
            "return tuple(sorted(inside, key=lambda y: (abs(y - at.year), -y)))",
            "return tuple(sorted(inside, key=lambda y: (-abs(y - at.year), -y)))",
            "of two centuries the farther one comes first",
        ),
        (
            "dates-valid-for-a-century",
            "LONGEST_VALIDITY = 50",
            "LONGEST_VALIDITY = 99",
            "any year is an expiry",
        ),
        room="mrz",
    ),
    *mutations_of(
        "mrz/detect.py",
        ("test_mrz_layouts.py",),
        (
            "layouts-marks-decide-alone",
            "and not _agrees(found[0]) and _agrees(found[1]):",
            "and False:",
            "a German card whose name begins with FRA is read as a French one",
        ),
        room="mrz",
    ),
    *mutations_of(
        "mrz/batch_shapes.py",
        ("test_mrz_new_layout.py",),
        (
            "many-other-marks",  # A2 of the first review: many at once and one by one must agree
            "marked = np.stack([_marked(codes, flat.layout, flat) for flat in shape.flats])",
            "marked = np.stack([np.ones(len(codes), np.bool_) for flat in shape.flats])",
            "many texts at once are taken for other layouts than one by one",
        ),
        room="mrz",
    ),
    *mutations_of(
        "mrz/batch.py",
        ("test_mrz_dates.py", "../property/test_mrz_properties.py::test_many_at_once_agree_with_one_by_one"),
        (
            "many-long-numbers",
            "mine = (chosen == number) & ~_may_be_long(codes, flat)",
            "mine = chosen == number",
            "long document numbers fail where many are parsed at once",
        ),
        (
            "many-impossible-dates",
            "            valid &= dates.kinds != KINDS.index(DateKind.IMPOSSIBLE)\n",
            "",
            "many at once pass with a 31st of February",
        ),
        room="mrz",
    ),
    *mutations_of(
        "mrz/names.py",
        ("test_mrz_names.py", "../conformance/test_mrz_doc9303.py"),
        (
            "names-never-truncated",
            'cells[-1:] not in ("<", "")',
            "False",
            "a name that fills its cells is taken for whole",
        ),
        room="mrz",
    ),
    *mutations_of(
        "mrz/name_comparison.py",
        ("test_mrz_names.py",),
        (
            "names-shorter-ones-agree",
            "(len(cells) < len(written) and not truncated)",
            "False",
            "a name that lacks a part agrees",
        ),
        (
            "names-beginnings-agree",
            "if not whole and not (truncated and part):",
            "if not whole and not part:",
            "ANN agrees with ANNA",
        ),
        (
            "names-swapped",
            "        return NameComparison(False, (NameRule.SWAPPED,))",
            "        return NameComparison(True, (NameRule.SWAPPED,))",
            "surname and given name may change places",
        ),
        room="mrz",
    ),
    *mutations_of(
        "mrz/parse.py",
        ("test_mrz_parse.py",),
        (
            "parse-everything-is-valid",
            "valid = not issues or not counted_issues(issues, profile.counts, waived)",
            "valid = not issues or not counted_issues(issues, profile.counts, waived) or at is None",
            "an MRZ that contradicts itself is valid where no day is given",
        ),
        (
            "parse-unknown-waivers",
            "if name not in _ISSUE_CODES and name not in _ALL_FIELDS:",
            "if False:",
            "a waiver with a spelling error is taken, and waives nothing",
        ),
        room="mrz",
    ),
    *mutations_of(
        "mrz/repair_layout.py",
        ("test_mrz_repair.py",),
        (
            "repair-margin",  # M3 of the first review
            "MARGIN = math.log(9.0)",
            "MARGIN = math.log(2.0)",
            "a repair that is hardly likelier than the next one is applied",
        ),
        (
            "repair-ties-are-guessed",
            "ranked[1].cost - ranked[0].cost < margin",
            "ranked[1].cost - ranked[0].cost < 0",
            "of two repairs that are as likely one is guessed",
        ),
        (
            "repair-blind-spots-proved",
            "return Proof.BLIND if twins else Proof.CHECK_DIGIT",
            "return Proof.CHECK_DIGIT",
            "a digit is said to prove what it is blind to",
        ),
        room="mrz",
    ),
    *mutations_of(
        "mrz/document.py",
        ("../property/test_mrz_properties.py::test_no_identity_in_any_repr",),
        (
            "document-repr",
            "    value: str | None = field(repr=False)\n",
            "    value: str | None = field()\n",
            "names and numbers stand in logs and tracebacks",
        ),
        room="mrz",
    ),
    *mutations_of(
        "mrz/text.py",
        ("test_mrz_text.py",),
        (
            "text-endless",
            "if len(whole) > LONGEST_TEXT:",
            "if False:",
            "a megabyte of text keeps a worker busy",
        ),
        (
            "text-silent-capitals",
            "        changes.append(IssueCode.LOWER_CASE)\n",
            "        pass\n",
            "small letters are changed without a word",
        ),
        room="mrz",
    ),
    *mutations_of(
        "mrz/truncation.py",
        _DOC9303,
        (
            "truncation-one-letter-too-many",
            "excess = sum(map(len, kept)) + len(kept) - 1 - width",
            "excess = sum(map(len, kept)) + len(kept) - 2 - width",
            "long names run over their cells",
        ),
        room="mrz",
    ),
)

"""How lines that were found are placed and read, and what of names follows."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "printed/level.py",
        ("test_level.py",),
        (
            "print-level-place",
            "weights @ at) / total, (weights @ lower) / total",
            "weights @ at) / total, 0 * (weights @ lower) / total",
            "lines are read as high as they were found",
        ),
        (
            "print-level-height",
            "np.exp(weights @ larger / total)",
            "np.exp(0 * weights @ larger / total)",
            "lines are read as large as they were found",
        ),
        (
            "print-level-slope",
            "if length > thresholds.LEVEL_TILT:",
            "if length > 1000:",
            "tilted lines leave their strip",
        ),
        (
            "print-level-ends",
            "_ends(weights > 0,",
            "_ends(weights > 2,",
            "first and last letters stay cut off",
        ),
        (
            "print-level-others",
            "np.where(weights < thresholds.LEVEL_THERE, 0, weights)",
            "np.maximum(weights, 0.5)",
            "what stands beside a line moves it",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/thresholds.py",
        ("test_level.py",),
        (
            "print-level-tilt",
            "LEVEL_TILT: Final = 3.0",
            "LEVEL_TILT: Final = 0.0",
            "letters alone are turned",
        ),
        (
            "print-level-far",
            "LEVEL_FAR: Final = 0.6",
            "LEVEL_FAR: Final = 0.05",
            "lines that were found wrong stay so",
        ),
        (
            "print-level-there",
            "LEVEL_THERE: Final = 0.5",
            "LEVEL_THERE: Final = 1.1",
            "no line is placed",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/date_words.py",
        ("test_date_words.py",),
        (
            "print-two-dates",
            "        text = _without(text, match)\n",
            "",
            "of two columns read as one line the second date is lost",
        ),
        (
            "print-month-digit",
            "if text[0].isalpha() and text[-1].isalpha():",
            "if False:",
            "a digit misread in a month's word hides the date",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/recognise.py",
        ("test_recognise.py",),
        (
            "print-marks",
            "shares[_MARKS[best] == _MARKS]",
            "shares[_CASES[best] == _CASES]",
            "a letter is as doubtful as its marks, so that other names are not noticed",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/name_others.py",
        ("test_fields.py", "test_names.py", "test_name_others.py", "test_answers.py"),
        (
            "print-other-word",
            'another = first + last > 0 and _altogether(left, "".join(ours_left), cut=cut)',
            "another = False",
            "another given name beside the right one is not noticed",
        ),
        (
            "print-other-word-near",
            "return shortest >= SHORTEST and others >= OTHER_NAME * (len(our) if cut else longest)",
            "return shortest >= SHORTEST",
            "a name printed longer is another one",
        ),
        (
            "print-poor-word",
            "legible and min(letter.chance for letter in word) >= LEAST_CHANCE",
            "legible",
            "a letter among poorly read ones makes another name",
        ),
        (
            "print-many-doubts",
            "legible = _legible(found, word, captioned=captioned)",
            "legible = True",
            "a line of doubtful letters is a name but for one letter",
        ),
        (
            "print-other-half",
            "if Verdict.SAME in every:",
            "if False:",
            "a name at the caption of the other one is another name",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/name_letters.py",
        ("test_name_others.py",),
        (
            "print-lost-letter",
            "return 1 if letter in _THIN else _ANOTHER + _GAP",
            "return _ANOTHER",
            "a narrow letter that was not read makes another name",
        ),
        (
            "print-two-letters-for-one",
            "costs.append(row[at - 2] + other)",
            "pass",
            "an altered letter where the MRZ writes two is not noticed",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/name_beside.py",
        ("test_left_over.py",),
        (
            "print-name-beside",
            " and not _elsewhere(legible_ones, other, wanted):",
            ":",
            "a line beneath a surname is another given name although that stands elsewhere",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/names.py",
        ("test_doubts.py",),
        (
            "print-pattern-is-a-name",
            "for line in filter(_legible, lines):",
            "for line in lines:",
            "letters seen in a pattern are a short name",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/sexes.py",
        (
            "test_fields.py",
            "test_names.py",
        ),
        (
            "print-piece-of-a-word",
            "or _cut_off(piece.text, match.span())",
            "",
            "the first letter of a word for men is taken for a woman's initial",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/dates.py",
        ("test_date_words.py",),
        (
            "print-three-lines",
            "chain(_threes(page.beside), _threes(page.below))",
            "_threes(page.beside)",
            "a date on three lines is lost",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/name_lines.py",
        (
            "test_fields.py",
            "test_names.py",
        ),
        (
            "print-gap-in-cut-name",
            "_divided_otherwise(words, wanted.split()) if truncated and several else ()",
            "()",
            "one narrow gap makes long names unread",
        ),
        (
            "print-nationality-beside",
            "line.words[-1] in STATES",
            "line.words[-1] in ()",
            "a name is lost where the next column is read with it",
        ),
        room="printed",
    ),
)

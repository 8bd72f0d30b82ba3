"""The rules by which a printed value is the MRZ's, another one, or neither."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "printed/certainty.py",
        (
            "test_fields.py",
            "test_names.py",
        ),
        (
            "print-legible",
            " and len(poor) <= MOST_POOR",
            "",
            "one character decides among others that were guessed",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/numbers.py",
        (
            "test_fields.py",
            "test_names.py",
        ),
        (
            "print-number-inside-another",
            "if last is not None and _bounded(line, words, (first, last), taken):",
            "if last is not None:",
            "the first digits of a longer number are the document's",
        ),
        (
            "print-two-numbers",
            "if same is not None and other is None:",
            "if same is not None:",
            "a number that stands beside an altered one hides it",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/dates.py",
        (
            "test_fields.py",
            "test_names.py",
        ),
        (
            "print-date-cut-off",
            "spared = {*unheld, *_cut_off(date, way, expected)}",
            "spared = {*unheld}",
            "a line that was found too short says that a date was altered",
        ),
        (
            "print-date-century",
            "spared = {*unheld, *_cut_off(date, way, expected)}",
            "spared = {*_cut_off(date, way, expected)}",
            "a century that the MRZ does not hold makes another date",
        ),
        (
            "print-date-order",
            "_in_order(d, free, element)), None)",
            "True), None)",
            "the day of issue is taken for that of expiry",
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
            "print-name-gaps",
            'several = len(words) > 1 or " " in wanted',
            "several = False",
            "a narrow gap between words makes another name",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/name_others.py",
        (
            "test_fields.py",
            "test_names.py",
        ),
        (
            "print-name-is-a-caption",
            " or _known(run.text):",
            ":",
            "a State or a caption beside one of names is another name",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/names.py",
        (
            "test_fields.py",
            "test_names.py",
        ),
        (
            "print-name-other",
            'return differs("Another name is printed at its caption.", others)',
            'return not_read("Another name is printed at its caption.", others)',
            "an altered name is not noticed",
        ),
        room="printed",
    ),
    *mutations_of(
        "printed/sides.py",
        ("test_sides.py",),
        (
            "print-sides-by-one-field",
            "if said == {Agreement.AGREES}:",
            "if Agreement.AGREES in said:",
            "front and back of two cards of one family belong together",
        ),
        room="printed",
    ),
)

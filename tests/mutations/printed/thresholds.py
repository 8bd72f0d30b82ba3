"""The figures that decide whether print differs."""

from tests.mutations.mutation import mutations_of

MUTATIONS = mutations_of(
    "printed/thresholds.py",
    (
        "test_fields.py",
        "test_names.py",
    ),
    (
        "print-wrong-at-most",
        "WRONG_AT_MOST: Final = 0.08",
        "WRONG_AT_MOST: Final = 0.12",
        "a number that was misread says that a document was altered",
    ),
    (
        "print-least-chance",
        "LEAST_CHANCE: Final = 0.8",
        "LEAST_CHANCE: Final = 0.0",
        "a value that cannot be read is said to be another one",
    ),
    (
        "print-doubted-never",
        "DOUBTED: Final = 0.9",
        "DOUBTED: Final = 0.0",
        "a zero that was read as a letter is not the number",
    ),
    (
        "print-doubted-always",
        "DOUBTED: Final = 0.9",
        "DOUBTED: Final = 1.1",
        "a letter put in a digit's place is overlooked",
    ),
    (
        "print-marked",
        "MARKED: Final = 0.985",
        "MARKED: Final = 1.1",
        "a letter whose mark does not explain it is overlooked",
    ),
    (
        "print-near-word",
        "NEAR_WORD: Final = 3",
        "NEAR_WORD: Final = 99",
        "one misread letter of a long name makes another one",
    ),
    (
        "print-other-name",
        "OTHER_NAME: Final = 0.5",
        "OTHER_NAME: Final = 1.1",
        "another person's name beside the MRZ is not noticed",
    ),
    (
        "print-side-votes",
        "SIDE_VOTES: Final = 2",
        "SIDE_VOTES: Final = 0",
        "what stands near a caption by chance is taken for its value",
    ),
    (
        "print-label-gap",
        "LABEL_GAP: Final = 1.3",
        "LABEL_GAP: Final = 9.0",
        "the value of the next row is taken for one that was not read",
    ),
    room="printed",
)

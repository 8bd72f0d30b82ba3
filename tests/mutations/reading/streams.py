"""Frames of video that add up."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "reading/stream.py",
        ("test_stage_stream.py",),
        (
            "stream-latest-frame-only",
            "votes if earlier is None else tuple(a + b for a, b in zip(earlier, votes, strict=True))",
            "votes if True else tuple(a + b for a, b in zip(earlier, votes, strict=True))",
            "frames do not add up",
        ),
        (
            "stream-documents-mixed",
            "return float(np.concatenate(differ).mean()) > thresholds.OTHER_DOCUMENT",
            "return False",
            "the text of one document is mixed with the next one's",
        ),
    ),
)

"""Where other things are on the page of an MRZ."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "reading/on_page.py",
        ("test_stage_page.py",),
        (
            "on-page-pale-ones",
            "grey = np.asarray(cv2.createCLAHE(3.0, (_EVEN, _EVEN)).apply(grey), np.uint8)",
            "grey = np.asarray(grey, np.uint8)",
            "a pale MRZ beside a bold one is overlooked",
        ),
        (
            "on-page-the-known-one",
            "cv2.fillPoly(grey, [np.round(hidden).astype(np.int32)], 127)",
            "cv2.fillPoly(grey, [np.round(hidden * 0).astype(np.int32)], 127)",
            "every document has two MRZs",
        ),
        (
            "on-page-not-below",
            "_BELOW: Final = 24.0",
            "_BELOW: Final = 0.0",
            "a page's own MRZ below one that was stuck on is overlooked",
        ),
    ),
    *mutations_of(
        "reading/aslant.py",
        ("test_stage_page.py",),
        (
            "aslant-never",
            "return float(tried[best]) if told else None",
            "return None",
            "MRZs that were stuck on are not told",
        ),
        (
            "aslant-across-alone",
            "best = int(ways.min(axis=0).argmax())\n",
            "best = int(ways.max(axis=0).argmax())\n    ways = np.maximum(ways, ways[::-1])\n",
            "perspective passes for a strip that was stuck on",
        ),
        (
            "aslant-mostly-straight",
            "turned >= _MOSTLY * (turned + straight)",
            "turned >= 0",
            "a pattern on a sound document passes for a strip that was stuck on",
        ),
        (
            "aslant-the-strip-itself",
            "& ((middles < hidden[0]) | (middles > hidden[1]))",
            "& (middles > -9e9)",
            "the edges of a strip hide that it lies aslant",
        ),
    ),
    *mutations_of(
        "reading/held_up.py",
        ("test_stage_page.py",),
        (
            "held-up-never",
            "return any(either_way_up(grey, one, threads=threads) is not None for one in candidates[:2])",
            "return False",
            "a document held before the camera passes for a person",
        ),
        (
            "held-up-always-looked-for",
            "return bool(past.any())",
            "return False",
            "every live picture takes longer",
        ),
        (
            "held-up-turned-wrong",
            "back = np.vstack([np.column_stack([across, down, corner]), (0, 0, 1)])",
            "back = np.vstack([np.column_stack([(1, 0), (0, 1), corner]), (0, 0, 1)])",
            "a document held aslant passes for a person",
        ),
    ),
)

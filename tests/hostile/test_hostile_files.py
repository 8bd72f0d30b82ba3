"""Every hostile file ends in a picture or a typed error, in a bounded memory; what is cut is refused.

What they cost in time is measured by `python -m benchmarks run hostile`: a test on a busy machine cannot say.
"""

from collections import Counter

import pytest

from tests.hostile.files import FILES
from tests.hostile.measure import Cost, costs, faults

# What takes seconds to make, or to load, is left to the benchmark, but for some of each kind.
DEAR = (
    "mpx",
    "5mb",
    "4mb",
    "2mb",
    "com",
    "app1",
    "tem",
    "tables",
    "idat",
    "_chunks",
    "million",
    "groups",
    "thrice",
    "frames",
    "dear",
    "share_",
    "strokes",
    "pages_of",
    "told_twice",
    "fractions",
)
KEPT = (
    "jpeg_progressive_49mpx_2000_scans",
    "jpeg_progressive_claims_30mpx",
    "jpeg_empty_app1",
    "png_private_chunks",
    "png_rgba_49mpx",
    "png_rgba16_50mpx",
    "tiff_tiles_of_16",
    "j2k_precincts_of_2_49mpx",
    "j2k_tiles_of_2_49mpx",
    "gif_comments",
    "pdf_forms_100_million",
    "pdf_2_million_saved_states",
)
TAKEN = ("gif_screen_of_20000_by_3", "pdf_after_junk", "tiff_follows_itself", "png_profile_bomb", "jpeg_fill")
MUST_BE_REFUSED = ("_cut", "_of_its_rows", "_hole_at", "_half", "_without_end", "_forms_", "claims_30mpx")


@pytest.fixture(scope="module")
def measured() -> dict[str, Cost]:
    chosen = [name for name in FILES if name in KEPT or not any(part in name for part in DEAR)]
    return {one.name: one for one in costs(chosen)}


def test_there_are_hundreds_of_every_kind(measured):
    assert len(FILES) >= 300
    assert len(measured) >= 250
    kinds = Counter(name.partition("_")[0] for name in measured)
    assert set(kinds) == {"jpeg", "png", "tiff", "jp2", "j2k", "webp", "bmp", "gif", "avif", "heic", "pdf"}


def test_none_crashes_is_untyped_or_takes_all_memory(measured):
    assert not [(name, one) for name, one in measured.items() if {*faults(one)} - {"slow"}]


def test_what_is_cut_is_refused(measured):
    wrong = [
        name
        for name, one in measured.items()
        if any(part in name for part in MUST_BE_REFUSED) and one.ending == "taken"
    ]
    assert wrong == []


def test_what_is_only_odd_is_taken(measured):
    assert [measured[name].ending for name in TAKEN] == ["taken"] * len(TAKEN)

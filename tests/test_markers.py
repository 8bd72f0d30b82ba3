"""`-m "not data"` and `-m data` mean what they say."""

import re
from pathlib import Path

from tests.conftest import needs_data

TESTS = Path(__file__).parent
_OTHER_WAYS = re.compile(r"DOCVERIFY_DATA|getoption\(|getfixturevalue\([\"']data|[\"'/]shared[\"'/]")


def test_the_marker_stands_on_exactly_those_tests_that_need_the_folder(request):
    wrong = [
        item.nodeid
        for item in request.session.items
        if needs_data(item) != (item.get_closest_marker("data") is not None)
    ]
    assert not wrong


def test_the_folder_is_reached_by_its_fixture_alone():
    """So that no test needs it unseen."""
    others = [
        str(path.relative_to(TESTS))
        for path in TESTS.rglob("*.py")
        if _OTHER_WAYS.search(path.read_text(encoding="utf-8"))
    ]
    assert sorted(others) == ["conftest.py", "mutations/bench.py", "test_markers.py"]

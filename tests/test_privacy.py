"""What the process remembers of a document once its report is gone."""

import functools
import gc
import sys
from datetime import date

import docverify as dv


def caches():
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "docverify":
            for value in vars(module).values():
                if isinstance(value, functools._lru_cache_wrapper):
                    yield value


def strings_in(root, depth=6):
    """Every string that is reached from a cache, but for modules, classes and functions."""
    seen, edge = set(), [root]
    for _ in range(depth):
        reached = []
        for one in gc.get_referents(*edge):
            if isinstance(one, str):
                yield one
            elif id(one) not in seen and not isinstance(one, (type, type(sys), type(strings_in))):
                seen.add(id(one))
                reached.append(one)
        if not reached:
            return
        edge = reached


def test_no_cache_keeps_what_a_document_says(samples):
    report = dv.verify(
        document=samples / "mated" / "document.png", live=samples / "mated" / "live.jpg", at=date(2026, 11, 1)
    )
    names = ("document_number", "date_of_birth", "date_of_expiry", "primary_identifier")
    personal = {report.mrz.fields[name].raw.strip("<") for name in names}
    assert min(map(len, personal)) >= 4
    kept = [text for cache in set(caches()) for text in strings_in(cache)]
    assert len(kept) > 100  # tables and sums: the search does find what caches hold
    assert not [word for word in personal for text in kept if word in text]

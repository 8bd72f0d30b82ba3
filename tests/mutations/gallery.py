"""Mutations of galleries: who matches, until when, and what lies on the disk."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "gallery/thresholds.py",
        ("test_gallery.py",),
        (
            "gallery-threshold-of-one",
            "    needed = fpir / size\n",
            "    needed = fpir\n",
            "in a large gallery somebody is found for everybody",
        ),
        (
            "gallery-unsupported",
            "    if needed < calibration.points[-1].fmr * (1 - 1e-9):\n",
            "    if False:\n",
            "a rate is promised that nobody measured",
        ),
        room="gallery",
    ),
    *mutations_of(
        "gallery/gallery.py",
        (
            "test_gallery.py",
            "../operation/journal/test_deeds.py",
            "test_on_disk.py::test_after_an_erasure_no_file_holds_its_bytes",
        ),
        (
            "gallery-for-ever",
            "if not now < until <= now + int(rules.longest.total_seconds()):",
            "if not now < until:",
            "people are kept longer than the purpose allows",
        ),
        (
            "gallery-purge",
            "                self._register.clear(over, at=now)\n",
            "",
            "who is over is never taken out",
        ),
        (
            "gallery-unrecorded",
            "            self._did(did, [self._name_of(kept.purpose)], 1, (entry,))\n",
            "",
            "somebody is taken off a watchlist, and nobody knows",
        ),
        (
            "gallery-other-templates",
            "        self._mine(one.template)\n",
            "",
            "templates of another encoder are enrolled, and never match",
        ),
        room="gallery",
    ),
    *mutations_of(
        "gallery/ranking.py",
        ("test_gallery.py", "test_populations.py"),
        (
            "ranking-everybody-matches",
            "matches=threshold is not None and one.score >= threshold,",
            "matches=threshold is not None,",
            "the nearest of a watchlist is always a hit",
        ),
        (
            "ranking-stale",
            "stale=stale_after is not None and at - as_of > stale_after.total_seconds(),",
            "stale=False,",
            "a watchlist of last year counts as today's",
        ),
        room="gallery",
    ),
)

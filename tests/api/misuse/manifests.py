"""Wrong arguments to manifests and their messages: see `test_misuse.py`."""

from datetime import datetime

import numpy as np

from docverify.evidence import ManifestStanding, typed
from docverify.lists import AnnouncedDocument, Journey, Lists, Manifest, Passenger, write_paxlst
from docverify.mrz import parse_mrz

MRZ = parse_mrz("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
ANNA = Passenger(
    place=1, surname="ERIKSSON", given_names="ANNA MARIA", documents=(AnnouncedDocument(number="L898902C3"),)
)
PREPARED = datetime(2026, 11, 28)  # noqa: DTZ001 - local time, as carriers tell it
SENT = write_paxlst([ANNA], journey=Journey(number="XX1"), prepared=PREPARED)
WRITTEN = {"passengers": [ANNA], "journey": Journey(), "prepared": PREPARED}
KEPT = {"standing": ManifestStanding.LISTED, "people": 3, "complete": True, "stale_after": None}
NO_SOURCE = [None, 3, [], {}, object(), np.zeros(3), "no/such/file", "\0", "x" * 5000, b"", b"no message"]
NO_DAY = ["2026-11-23", 5, 2026.5, np.datetime64("2026-11-23")]
ON = {"self": Manifest([ANNA])}
ROWS = [
    ("Manifest", {}, "passengers", [None, 3, "x", {}, [3], [None], [MRZ]]),
    ("Manifest", {"passengers": [ANNA]}, "journey", [3, "XX1", {}, []]),
    ("Manifest", {"passengers": [ANNA]}, "issues", [None, 3, "x", [3]]),
    ("Manifest", {"passengers": [ANNA]}, "announced", [-1, "3", 1.5, True]),
    ("Manifest", {"passengers": [ANNA]}, "stale_after", NO_DAY),
    ("Lists", {}, "manifest", [3, "x", [], b"surname\nA\n"]),
    ("lists.Lists.find_passenger", {"self": Lists(), "at": PREPARED}, "reading", [None, 3, MRZ]),
    ("lists.Lists.find_passenger", {"self": Lists(), "reading": typed(MRZ)}, "at", [None, *NO_DAY]),
    ("Manifest.match", ON, "mrz", [None, 3, "P<", MRZ.lines, MRZ.fields]),
    ("Manifest.answer", ON, "mrz", [None, 3, "P<", MRZ.lines]),
    ("Manifest.reconcile", ON, "documents", [None, 3, "P<", [3], [None]]),
    ("Manifest.from_csv", {}, "source", NO_SOURCE, "."),
    ("Manifest.from_csv", {"source": b"surname\nA\n"}, "stale_after", NO_DAY),
    ("Manifest.from_csv", {"source": b"surname\nA\n"}, "journey", [3, "XX1", {}, []]),
    ("lists.read_paxlst", {}, "source", NO_SOURCE, "."),
    ("lists.read_paxlst", {"source": SENT}, "most", [-1, "3", 1.5, None]),
    ("lists.read_paxlst", {"source": SENT}, "before", [-1, "3", 1.5, None]),
    ("lists.write_paxlst", WRITTEN, "passengers", [None, 3, "x", [3]]),
    ("lists.write_paxlst", WRITTEN, "journey", [None, 3, "XX1"]),
    ("lists.write_paxlst", WRITTEN, "prepared", [None, 3, "2026-11-28"]),
    ("lists.write_paxlst", WRITTEN, "version", [None, 3, "99Z", []]),
    ("lists.write_paxlst", WRITTEN, "service", [3, ":+?'"]),
    ("lists.write_paxlst", WRITTEN, "people_each", [-1, "3", 1.5, None]),
    ("Manifested", KEPT, "standing", [None, 3, "maybe"]),
    ("Manifested", KEPT, "reasons", [None, 3, "x", [3]]),
    ("Manifested", KEPT, "people", [None, -1, "3", 1.5]),
    ("Manifested", KEPT, "complete", [None, 1, "yes"]),
    ("Manifested", KEPT, "stale_after", NO_DAY),
    ("lists.Journey", {}, "departure", [3, "2026-11-28"]),
    ("lists.Journey", {}, "arrival", [3, "2026-11-28"]),
    ("lists.Journey", {}, "number", [3, None]),
    ("lists.Passenger", {"place": 1}, "surname", [3, None]),
    ("lists.Passenger", {}, "place", [None, "1", 0, 1.5]),
    ("lists.Passenger", {"place": 1}, "documents", [None, 3, [3], ("x",)]),
    ("lists.AnnouncedDocument", {}, "number", [None, 3, b"x"]),
]

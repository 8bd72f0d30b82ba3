"""Wrong arguments to `docverify.operation.rates`: see `test_misuse.py`."""

import math
from datetime import UTC, date, datetime, timedelta

import numpy as np

from docverify.evidence import Evidence, typed
from docverify.faces import engine_named
from docverify.mrz import parse_mrz
from docverify.operation.rates import Monitor, Proposal, SiteRates
from docverify.operation.rates.site import Held
from docverify.verification import Policy, Report, judge

AT = datetime(2026, 11, 23, tzinfo=UTC)
RNG = np.random.default_rng(1)
ENGINE = engine_named()
MRZ = parse_mrz("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
MONITORED = {"calibration": ENGINE.calibration, "fmr": 1e-3, "rng": RNG}
MONITOR = Monitor(**MONITORED)
REPORT = judge(Evidence(reading=typed(MRZ)), Policy.named("document"), at=AT.date())
OBSERVED = {"self": MONITOR, "report": REPORT, "at": AT}
STORED = Report.from_dict(REPORT.to_dict())
HELD = Held(
    encoder="sface-1", fmr=1e-3, threshold=0.4, wider_fmr=1e-2, wider_threshold=0.3, calibrated_high=1e-3
)
SITE = SiteRates(held=HELD, begun=AT, ended=AT)
TOLD = SITE.to_dict()
PROPOSAL = Proposal(population=None, fmr=1e-3, worthwhile=False, notices=())
LABELLED = {"scores": [0.1, 0.9], "mated": [False, True], "threshold": 0.5, "rng": RNG}
NO_SCORES = [None, 3, "abc", [], ["a"], [None], {}, [[0.1, 0.2]], [math.nan], [0.1, math.inf], [1j]]
NO_LABELS = [3, ["a"], [None, 1], {}, "ab"]
NO_THRESHOLD = [None, "0.5", math.nan, 1j, [0.5]]
NO_INSTANT = [None, "now", 3, date(2026, 11, 23), datetime(2026, 11, 23)]  # noqa: DTZ001 - no time zone
NO_COUNT = [None, 0, -1, 1.5, "3", True, 10**9]
ROWS = [
    ("operation.rates.rates_in_use", LABELLED, "scores", NO_SCORES),
    ("operation.rates.rates_in_use", LABELLED, "mated", [None, 3, [True], [None, 1], {}]),
    ("operation.rates.rates_in_use", LABELLED, "mated", [[True, True]], "non-mated"),
    ("operation.rates.rates_in_use", LABELLED, "people", NO_LABELS),
    ("operation.rates.rates_in_use", LABELLED, "groups", NO_LABELS),
    ("operation.rates.rates_in_use", LABELLED, "threshold", NO_THRESHOLD),
    ("operation.rates.Monitor", MONITORED, "calibration", [None, 3, "sface", ENGINE]),
    ("operation.rates.Monitor", MONITORED, "fmr", [None, 0, 2, math.nan, "0.001", 1e-9]),
    ("operation.rates.Monitor", MONITORED, "population", [3, "mine.json", {}]),
    ("operation.rates.Monitor", MONITORED, "capacity", NO_COUNT),
    ("operation.rates.Monitor", MONITORED, "each", NO_COUNT),
    ("operation.rates.Monitor", MONITORED, "lifetime", [None, 3600, "1 h", timedelta(), timedelta(days=400)]),
    ("operation.rates.Monitor", MONITORED, "rng", [None, 3, np.random]),
    ("operation.rates.Monitor.observe", OBSERVED, "accepted", [1, "yes"]),
    ("operation.rates.Monitor.observe", {"self": MONITOR, "at": AT}, "report", [None, 3, {}, STORED]),
    ("operation.rates.Monitor.observe", {"self": MONITOR, "report": REPORT}, "at", NO_INSTANT),
    (
        "operation.rates.Monitor.observe",
        {"self": MONITOR, "report": REPORT, "at": AT},
        "accepted",
        [1, "yes"],
    ),
    ("operation.rates.Monitor.tick", {"self": MONITOR}, "at", NO_INSTANT),
    ("operation.rates.Monitor.rates", {"self": MONITOR}, "restart", [None, 1, "yes"]),
    ("operation.rates.Monitor.rates", {}, "self", [Monitor(**MONITORED)], "nothing was observed"),
    ("operation.rates.SiteRates.from_dict", {}, "content", [None, 3, [], {}, {"site_rates": 9}], "rates"),
    (
        "operation.rates.SiteRates.from_dict",
        {},
        "content",
        [TOLD | {name: value} for name in TOLD for value in (None, "x", [3], {"a": "b"})],
        "rates|counts",
    ),
    ("operation.rates.alarms", {}, "rates", [None, 3, {}, TOLD]),
    ("operation.rates.alarms", {"rates": SITE}, "earlier", [3, {}, TOLD]),
    ("operation.rates.alarms", {"rates": SITE}, "fnmr", [None, -1, 2, "x", math.nan]),
    ("operation.rates.Traits.of", {"at": AT.date()}, "mrz", [None, 3, "P<UTO", {}]),
    ("operation.rates.Traits.of", {"mrz": MRZ}, "at", [None, 3, "2026-11-23"]),
    ("operation.rates.Proposal.in_policy", {"self": PROPOSAL, "name": "x"}, "policy", [None, 3, "border"]),
    (
        "operation.rates.Proposal.in_policy",
        {"self": PROPOSAL, "policy": Policy(name="x")},
        "name",
        [None, 3, "x", b"y"],
    ),
    *(
        ("operation.rates.propose_population", {"name": "x", "at": AT.date()} | sound, argument, values)
        for sound, argument, values in (
            ({"engine": ENGINE}, "monitor", [None, 3, SITE]),
            ({"monitor": MONITOR}, "engine", [None, 3, "sface"]),
        )
    ),
]

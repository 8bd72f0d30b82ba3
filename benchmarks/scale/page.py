"""The tables of docs/at-scale.md, from rows, assumptions and simulated days."""

import json
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import Figure, Figures
from benchmarks.rows import ROOT, Row
from benchmarks.scale import assumed
from benchmarks.scale.costs import cores, shards
from benchmarks.scale.port import Day, Port, simulate
from benchmarks.telling import words
from benchmarks.telling.tables import markdown

KIOSKS = (8, 10, 12, 15, 20)
DESKS = (1, 2, 3, 4)
USUAL_KIOSKS, USUAL_DESKS = 12, 2
TEMPLATES = (10**6, 10**7, 10**8, 10**9)
YEARS = (1e6, 10e6, assumed.YEARLY)
LENGTH = 128
TEMPLATE_BYTES = LENGTH * (4 + 1)
"""A row of float32, and its copy in 8 bits that is looked at first."""
SEARCHES = ("gallery.one_probe", "matching.nearest")
"""Rows of one search among a million, the first that there is."""
CALIBRATION = ROOT / "docverify" / "faces" / "calibrations" / "sface.json"
SEED = 1


def figures(rows: Figures, seed: int = SEED) -> dict[str, Figure]:
    """Every figure of the page, by its name.

    Raises:
        Refused: a row is missing or must not be quoted.
    """
    verification, journal = _row(rows, "main_job", "verify"), _row(rows, "journal.verify", "")
    search = _search(rows)
    seconds = _median(verification)
    bytes_an_entry = float(journal["figures"]["bytes_an_entry"])
    audited = float(journal["figures"]["entries_a_second_of_a_processor"])
    port = port_of(rows)
    days = {kiosks: _days(port, kiosks, USUAL_DESKS, seed) for kiosks in KIOSKS}
    at_desks = {desks: _days(port, USUAL_KIOSKS, desks, seed) for desks in DESKS}
    usual = days[USUAL_KIOSKS]
    of_verification, of_journal = (verification["commit"],), (journal["commit"],)
    return {
        "scale.verification": Figure(words.duration(seconds), of_verification),
        "scale.verification_of": Figure(_of(verification), of_verification),
        "scale.cores": Figure(_cores(seconds), of_verification),
        "scale.search": Figure(words.duration(_median(search)), (search["commit"],)),
        "scale.search_of": Figure(_of(search), (search["commit"],)),
        "scale.template": Figure(f"{TEMPLATE_BYTES:,} bytes", ()),
        "scale.fmr": Figure(words.percent(_strictest()), ()),
        "scale.gallery": Figure(_galleries(_median(search) / 1e6), (search["commit"],)),
        "scale.entry": Figure(f"{bytes_an_entry:,.0f} bytes", of_journal),
        "scale.audited": Figure(f"{audited:,.0f}", of_journal),
        "scale.journal_of": Figure(_of(journal), of_journal),
        "scale.journal": Figure(_journals(bytes_an_entry, audited), of_journal),
        "scale.people": Figure(f"{np.mean([len(day.arrival) for day in usual]):,.0f}", of_verification),
        "scale.referred": Figure(f"{np.mean([len(day.referred) for day in usual]):,.0f}", of_verification),
        "scale.days": Figure(str(assumed.DAYS), ()),
        "scale.seeds": Figure(f"{seed} to {seed + assumed.DAYS - 1}", ()),
        "scale.kiosks": Figure(_waiting("kiosks", days), of_verification),
        "scale.desks": Figure(_at_desks(at_desks), of_verification),
        "scale.assumed": Figure(_assumptions(port), ()),
    }


def port_of(rows: Figures) -> Port:
    """The port that is simulated, with verifications as long as they were measured."""
    return Port(verification_s=_median(_row(rows, "main_job", "verify")))


def _row(rows: Figures, benchmark: str, case: str) -> Row:
    return rows.row(benchmark, case, asked_by="scale")


def _search(rows: Figures) -> Row:
    """The newest way to search that was measured."""
    *first, last = SEARCHES
    for benchmark in first:
        if any(row["benchmark"] == benchmark for row in rows.rows):
            return _row(rows, benchmark, "1 against 1,000,000")
    return _row(rows, last, "1 against 1,000,000")


def _median(row: Row) -> float:
    return float(next(iter(row["sides"].values()))["median"])


def _of(row: Row) -> str:
    """Where a row stands."""
    case = f", {row['case']}" if row["case"] else ""
    return f"row `{row['benchmark']}`{case}, commit {row['commit']}"


def _block(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table between marks of its own lines."""
    return "\n\n" + markdown([list(header), *(list(line) for line in lines)]) + "\n"


def _cores(seconds: float) -> str:
    lines = []
    for peak in assumed.PEAKS:
        found = cores(assumed.YEARLY, peak, seconds)
        hour = f"{100 * peak.share:.3g} %"
        lines.append([peak.told, hour, f"{found.rate:,.0f}", f"{found.busy:,.0f}", f"{found.cores:,}"])
    return _block(
        ["they come", "busiest hour, of the year", "a second, at most", "cores busy", "cores needed"], lines
    )


def _galleries(search_s: float) -> str:
    lines = []
    for templates in TEMPLATES:
        found = shards(templates, template_bytes=TEMPLATE_BYTES, search_s=search_s, fmr=_strictest())
        lines.append(
            [
                f"{templates:,}",
                _bytes(found.memory),
                f"{found.machines:,}",
                words.duration(found.search_s),
                f"{found.cores:,}",
                f"{found.strangers:,.0f}",
            ]
        )
    header = [
        "templates",
        "memory",
        "shards of 64 GB",
        "one probe, one core",
        "cores for 0.5 s",
        "strangers found",
    ]
    return _block(header, lines)


def _strictest() -> float:
    """The lowest false match rate that the calibration supports."""
    return float(min(point["fmr"] for point in json.loads(CALIBRATION.read_text(encoding="utf-8"))["points"]))


def _journals(bytes_an_entry: float, audited: float) -> str:
    lines = [
        [
            f"{yearly:,.0f}",
            _bytes(yearly * bytes_an_entry),
            _bytes(yearly * bytes_an_entry / 365),
            words.duration(yearly / audited) if yearly / audited < 90 else f"{yearly / audited / 60:.0f} min",
        ]
        for yearly in YEARS
    ]
    return _block(["entries a year", "in a year", "in a day", "one core looks a year over in"], lines)


def _bytes(count: float) -> str:
    for unit, scale in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if count >= scale:
            return f"{count / scale:.3g} {unit}"
    return f"{count / 1e3:.3g} kB"


def _days(port: Port, kiosks: int, desks: int, seed: int) -> list[Day]:
    return [simulate(port, kiosks=kiosks, desks=desks, seed=seed + at) for at in range(assumed.DAYS)]


def waits(days: Sequence[Day], *, desk: bool = False) -> list[NDArray[np.float64]]:
    """Seconds that people waited, day by day."""
    return [day.desk_wait if desk else day.wait for day in days]


def _minutes(waited: Sequence[NDArray[np.float64]], percents: Sequence[int]) -> list[str]:
    """Percentiles of all days together, in minutes, and the best and worst day's last one."""
    together = np.percentile(np.concatenate(waited), percents) / 60
    each = [float(np.percentile(one, percents[-1])) / 60 for one in waited]
    return [*(f"{one:.1f}" for one in together), f"{min(each):.1f}–{max(each):.1f}"]


def _waiting(what: str, days: Mapping[int, Sequence[Day]]) -> str:
    header = [what, "half wait less", "95 of 100", "99 of 100", "that, best and worst day"]
    header += ["at the desk, 95 of 100"]
    lines = [
        [
            str(count),
            *_minutes(waits(some), (50, 95, 99)),
            _minutes(waits(some, desk=True), (95,))[0],
        ]
        for count, some in days.items()
    ]
    return _block(header, lines)


def _at_desks(days: Mapping[int, Sequence[Day]]) -> str:
    lines = [[str(count), *_minutes(waits(some, desk=True), (50, 95, 99))] for count, some in days.items()]
    return _block(["desks", "half wait less", "95 of 100", "99 of 100", "that, best and worst day"], lines)


def _assumptions(port: Port) -> str:
    attempt, desk = port.attempt_s, port.desk_s
    hours = ", ".join(f"{int(hour)}:{60 * (hour % 1):02.0f}" for hour, _ in port.banks)
    told = (
        ("flights", f"{port.flights}, {port.people:g} people each", "a port of some 6,000 kiosk users a day"),
        (
            "when they land",
            f"{100 * (1 - port.between):.0f} % around {hours}, ± {60 * port.bank_spread_h:.0f} min",
            "airlines bundle flights, so that people can change; the rest comes at any time",
        ),
        (
            "the way to the hall",
            f"{port.walk_s[0] / 60:.0f}–{port.walk_s[1] / 60:.0f} min, {port.leave_a_minute:g} a minute",
            "one aisle, one door; the walk is that of the gate",
        ),
        (
            "one attempt at a kiosk",
            f"half take {attempt.median_s:g} s, one in ten more than {attempt.tenth_s:g} s",
            "nobody was watched: a page laid down, a look at the camera; the verification's time is added",
        ),
        (
            "attempts that do not end well",
            f"{100 * port.fails:g} %, and {100 * port.fails_again:g} % of repeated ones",
            "more than drawn captures need: people cover lines, move, look away",
        ),
        ("attempts at most", str(port.attempts), "then an officer looks"),
        (
            "drawn for an officer",
            f"{100 * port.drawn:g} % of those who passed",
            "random referral, so that officers stay able to tell",
        ),
        (
            "one person at a desk",
            f"half take {desk.median_s:g} s, one in ten more than {desk.tenth_s:g} s",
            "questions and a look at the page; the same reason",
        ),
    )
    return _block(["what", "assumed", "why"], told)

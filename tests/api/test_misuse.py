"""Wrong arguments to public names: each is told in the caller's words, and typed.

`misuse/` has a table for each room: (name, sound arguments, one argument, what it is not[, what the message
says]). The message names the argument unless the row says other words.
"""

import functools
import re
import runpy
from enum import Enum
from importlib import import_module
from inspect import getdoc, isabstract, isclass, isgenerator, isroutine
from pathlib import Path

import pytest

import docverify as dv

ROOMS = (
    "mrz",
    "imaging",
    "faces",
    "gallery",
    "reading",
    "printed",
    "liveness",
    "lists",
    "verification",
    "operation.journal",
    "operation.rates",
    "evaluation",
    "evidence",
    "specimens",
    "trials",
)
TABLES = sorted((Path(__file__).parent / "misuse").glob("*.py"))
ROWS = [(path.stem, *row) for path in TABLES for row in runpy.run_path(str(path))["ROWS"]]
HOMES = {room: import_module(f"docverify.{room}") for room in ROOMS}
CASES = [
    pytest.param(name, sound | {argument: value}, *(word or [argument]), id=f"{room}-{name}-{argument}-{at}")
    for room, name, sound, argument, values, *word in ROWS
    for at, value in enumerate(values)
]


def named(name):
    return functools.reduce(getattr, name.split("."), dv)


def call(name, options):
    answer = named(name)(**options)
    return list(answer) if isgenerator(answer) else answer


@pytest.mark.parametrize(("name", "options", "word"), CASES)
def test_misuse_is_typed_and_names_what_is_wrong(name, options, word):
    with pytest.raises((dv.DocverifyError, TypeError)) as caught:
        call(name, options)
    if not isinstance(caught.value, dv.DocverifyError):
        assert "TypeError:" in (getdoc(named(name)) or ""), caught.value
    assert re.search(word.replace("_", "[ _-]"), str(caught.value), re.IGNORECASE), str(caught.value)


def test_there_are_many_cases():
    assert len(CASES) > 1000


SPARED = {
    "what docverify makes and hands out; whatever takes one of them looks at it": """
        AcquiredDocument Alarm Alternative AttackRates Band BatchCounts CalibratedPoint Candidate Capture
        ChallengeState Change Comparison Correction CountedPopulation Difference DocumentAnswer DocumentMatch
        Draw Entry
        EqualErrorRate ErrorCurve FaceSample Field Fit Found GroupRates HullPoint Identified Interval
        Inventory Issue JournalAudit JournalEntry JournalFault LeastCost Legibility LiveScene ManifestCheck
        ManifestIssue MemoryIndex MrzBatch MrzDate MrzName NameAnswer NameComparison NameMatch
        OperatingPoint PassengerMatch PassiveNetwork PaxlstInterchange PaxlstMessage PopulationPoint
        Portrait PrintedReading Reconciliation
        PrintedTruth Quality RatesInUse Repair Searches SeenFace SeenZone SidesAnswer Specimen Summary
        TextRates Turn""",
    "rows of tables that ship": "CheckRelation Layout Span State Answer Check Reason EngineBuild",
    "its fields are looked at where the document is drawn": "Holder",
    "takes nothing, or leaves alone what it is given": "clean report_schema run_here variants",
}


def needs_no_case(value):
    """Enums, errors and protocols take nothing that docverify would have to look at; tables are no calls."""
    if not callable(value) or not (isclass(value) or isroutine(value) or hasattr(value, "__wrapped__")):
        return True
    return isclass(value) and (
        issubclass(value, (Enum, BaseException)) or getattr(value, "_is_protocol", False) or isabstract(value)
    )


def test_every_public_name_is_misused():
    reached = set()
    for _, name, *_ in ROWS:
        parts = name.split(".")
        reached |= {id(named(".".join(parts[:end]))) for end in range(1, len(parts) + 1)}
    spared = {name for names in SPARED.values() for name in names.split()}
    homes = [dv, *HOMES.values()]
    public = {(home.__name__, name): getattr(home, name) for home in homes for name in home.__all__}
    left = {name for name, value in public.items() if not needs_no_case(value) and id(value) not in reached}
    assert sorted(name for name in left if name[1] not in spared) == []
    assert spared <= {name for _, name in left}  # the list holds nothing that has a case


def test_a_layout_may_be_named():
    sound = {"surname": "A", "document_number": "1", "issuing_state": "UTO"}
    text = dv.compose_mrz("TD3", **sound)
    assert text == dv.compose_mrz(dv.MrzFormat.TD3, **sound)
    assert dv.parse_mrz(text, format="TD3") == dv.parse_mrz(text, format=dv.MrzFormat.TD3)

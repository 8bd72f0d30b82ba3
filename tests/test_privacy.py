"""What a document says stands in no repr, log, error, cache or report that was not asked for it."""

import dataclasses
import functools
import gc
import json
import logging
import re
import sys
import traceback
from datetime import date

import numpy as np
import pytest
from PIL import Image, PngImagePlugin, TiffImagePlugin
from typer.testing import CliRunner

import docverify as dv
from docverify.cli import app
from docverify.evidence import Evidence, typed
from docverify.mrz import (
    check_digit,
    compare_names,
    detect,
    find_state,
    mrz_information,
    parse_many,
    repair_mrz,
    transliterate,
)
from docverify.printed import field_answers
from docverify.printed.dates import printed_dates
from docverify.printed.name_candidates import name_candidates
from docverify.printed.page import read_page
from docverify.reading import explain
from docverify.specimens import Conditions, Holder, Style, capture, draw_specimen, truth
from docverify.verification import judge, outcome_of
from tests.printed.oracle import Oracle

AT = date(2026, 11, 1)
HOLDER = Holder(
    "ZWETSCHGENBAUM",
    "OTTILIE KUNIGUNDE",
    "X7Q4K2M9P",
    date_of_birth=date(1974, 8, 12),
    sex="F",
    date_of_expiry=date(2034, 4, 15),
    optional_data="R5T8W1Y3U6",
)
PERSONAL = re.compile(
    r"ZWETSCHGEN|OTTILIE|KUNIGUNDE|X7Q4K2|R5T8W1|(?<![\d.])(740812|340415|74, 8, 12|34, 4, 15)"
    r"|1974(-0|, )8|2034(-0|, )4",
    re.IGNORECASE,
)
"""Identifiers, document number, personal number; dates as printed, in ISO 8601 and as Python shows them."""
LINES = HOLDER.lines(dv.MrzFormat.TD3)
TEXT = "\n".join(LINES)
SPOILT = TEXT.replace("X7Q4K2M9P", "X7Q4K2M8P")
NAME = f"{HOLDER.surname}, {HOLDER.given_names}"
EDITION = dv.ListEdition(name="wanted", version="7", issued=AT, stale_after=7)
LISTED = [
    dv.DocumentEntry(issuer="UTO", number=HOLDER.document_number, kind="P"),
    dv.NameEntry(id="W-1", primary=HOLDER.surname, secondary=HOLDER.given_names, birth="1974-08-12"),
]
LISTS = dv.Lists(
    documents=[dv.DocumentList.of(LISTED[:1], edition=EDITION)],
    names=[dv.NameList(LISTED[1:], edition=EDITION)],
)


@pytest.fixture(scope="module")
def taken(samples):
    """A picture of the holder's passport."""
    rng = np.random.default_rng(7)
    portrait = dv.load_image(samples / "portraits" / "astronaut.png")[8:250, 130:320]
    conditions = Conditions(margin=0.1, surroundings="table", noise=2.0)
    return capture(
        draw_specimen(
            dv.MrzFormat.TD3,
            holder=HOLDER,
            rng=rng,
            portrait=portrait,
            px_per_mm=conditions.px_per_mm,
            style=Style(),
        ),
        conditions,
        rng=rng,
    )


@pytest.fixture(scope="module")
def file(taken, tmp_path_factory):
    path = tmp_path_factory.mktemp("pictures") / "document.png"
    Image.fromarray(taken.image).save(path)
    return path


@pytest.fixture(scope="module")
def live(samples):
    return samples / "mated" / "live.jpg"


@pytest.fixture(scope="module")
def report(file, live):
    found = dv.verify(document=file, live=live, at=AT)
    assert found.mrz is not None
    assert found.mrz.surname.value == HOLDER.surname  # what follows would find nothing in another text
    assert found.outcome is dv.Outcome.PASSED, found.why
    return found


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


def test_no_cache_keeps_what_a_document_says(report):
    kept = [text for cache in set(caches()) for text in strings_in(cache)]
    assert len(kept) > 100  # tables and sums: the search does find what caches hold
    assert not [text for text in kept if PERSONAL.search(text)]


def values_in(roots):
    """Every value of docverify that is reached from some, each once."""
    seen, edge = {}, list(roots)
    while edge:
        one = edge.pop()
        if id(one) in seen or isinstance(one, (str, bytes, type)):
            continue
        seen[id(one)] = one
        if dataclasses.is_dataclass(one):
            edge += [getattr(one, field.name) for field in dataclasses.fields(one)]
        elif hasattr(one, "items"):
            edge += [*one.keys(), *one.values()]
        elif isinstance(one, (list, tuple, set, frozenset)):
            edge += one
        elif type(one).__module__.startswith("docverify"):
            edge += vars(one).values() if hasattr(one, "__dict__") else ()
    return [one for one in seen.values() if type(one).__module__.startswith("docverify")]


REACHED = """
Report Finding Policy EngineBuild Evidence Mrz Field MrzDate MrzName Issue Repair Alternative Correction Fit
MrzBatch NameComparison State Reading Cells Legibility MrzStream AcquiredDocument Page Inventory SeenZone
SeenFace LiveScene Comparison CalibratedPoint Template Face FaceSample Quality Capture Conditions Holder
PrintedReading PrintedZone PrintedLine FieldAnswer Piece Run PrintedDate NameLine
"""


def test_no_repr_shows_what_a_document_says(report, file, live, taken):
    stream = dv.MrzStream()
    (face,) = dv.find_faces(live)
    everything = printed_of(taken)
    page = read_page(everything.printed.lines)
    repaired = repair_mrz(SPOILT)
    assert repaired.alternatives
    roots = [
        *(report, report.evidence, dv.Report.from_dict(report.to_dict(identity=True))),
        *(dv.read_mrz(file, at=AT), stream, stream.add(taken.image), dv.acquire_document(file)),
        *(dv.read_printed(file), everything, page, printed_dates(page), name_candidates(page)),
        *(dv.parse_mrz(TEXT, at=AT), dv.parse_mrz(SPOILT), dv.parse_mrz(TEXT.replace("740812", "741312"))),
        *(repaired, repair_mrz(TEXT.replace("740812", "74O812"))),
        *(detect(TEXT), parse_many([TEXT, SPOILT, NAME], at=AT)),
        *(compare_names(NAME, report.mrz), typed(report.mrz), Evidence(reading=typed(report.mrz))),
        *(dv.compare_faces(reference=file, probe=live), dv.encode_face(live), face),
        *(HOLDER, taken, dv.parse_mrz(truth(taken)["lines"]), find_state("UTO"), dv.Policy()),
        judge(Evidence(reading=typed(dv.parse_mrz(SPOILT))), dv.Policy.named("document"), at=AT),
        *(LISTS, *LISTS.documents, *LISTS.names, LISTED, LISTS.look_up(typed(report.mrz), at=AT)),
    ]
    values = values_in(roots)
    kinds = {type(one).__name__ for one in values}
    assert set(REACHED.split()) <= kinds
    shown = {f"{type(one).__name__}: {text}" for one in values for text in (repr(one), str(one), f"{one}")}
    shown |= {repr([one]) for one in roots}
    assert not [text for text in shown if PERSONAL.search(text)]


def printed_of(taken):
    """All that the page prints, as a perfect reader of print has it."""
    reading = dv.read_printed(taken.image, print_engine=Oracle((taken,)))
    assert any(PERSONAL.search(line.text) for line in reading.printed.lines)
    return reading


def pictures_that_say_it(image, folder):
    """The picture with the holder's name wherever a file has room for words."""
    picture = Image.fromarray(image)
    exif = Image.Exif()
    exif[270], exif[315], exif[0x9C9B] = NAME, NAME, NAME.encode("utf-16-le")
    words = PngImagePlugin.PngInfo()
    words.add_text("Title", NAME)
    words.add_text("Comment", NAME, zip=True)
    words.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{NAME}</x:xmpmeta>")
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[270], tags[305], tags[700] = NAME, NAME, NAME.encode()
    options = {
        "words.png": {"pnginfo": words, "exif": exif},
        "words.jpg": {"exif": exif, "comment": NAME.encode(), "xmp": NAME.encode(), "quality": 95},
        "words.tif": {"tiffinfo": tags},
        "words.webp": {"exif": exif, "xmp": NAME.encode(), "quality": 95},
    }
    for name, how in options.items():
        picture.save(folder / name, **how)
        assert HOLDER.surname.encode() in (folder / name).read_bytes()
        yield folder / name


class Everything(logging.Handler):
    def __init__(self):
        super().__init__(logging.NOTSET)
        self.lines = []

    def emit(self, record):
        self.lines += [self.format(record), repr(record.args), repr(record.__dict__.get("data"))]


def test_no_log_tells_what_a_document_says(taken, live, tmp_path):
    pictures = list(pictures_that_say_it(taken.image, tmp_path))  # Pillow logs what it writes
    everything, root = Everything(), logging.getLogger()
    loggers = [root, *map(logging.getLogger, list(root.manager.loggerDict))]
    levels = [one.level for one in loggers]
    root.addHandler(everything)
    for one in loggers:  # each by itself: that a parent is quiet does not help
        one.setLevel(logging.DEBUG)
    try:
        for path in pictures:
            dv.load_image(path.read_bytes())
            assert dv.read_mrz(path).mrz is not None
            (tmp_path / "cut").write_bytes(path.read_bytes()[:-500])
            with pytest.raises(dv.InputError):
                dv.load_image(tmp_path / "cut")
        dv.verify(document=path, live=live, at=AT)
        dv.compare_faces(reference=path, probe=live)
        dv.MrzStream().add(taken.image)
        dv.read_printed(path)
        printed_of(taken)
        explain(taken.image, dv.read_mrz(path))
        logging.getLogger("test").debug("heard")
    finally:
        root.removeHandler(everything)
        for one, level in zip(loggers, levels, strict=True):
            one.setLevel(level)
    assert "heard" in everything.lines
    assert not [line for line in everything.lines if PERSONAL.search(line)]


class Talkative:
    """A reader that gives the text where a reading is wanted."""

    name = "talkative"

    def read(self, image):  # noqa: ARG002 - what every reader takes
        return TEXT


class TalkativeOfPrint(Oracle):
    """A reader of print that gives the texts without their chances."""

    def read(self, picture, view, found):
        return [text for text, *_ in super().read(picture, view, found)]


LONG = HOLDER.document_number * 4
TD3 = {"surname": "A", "document_number": "1", "issuing_state": "UTO"}
MRZ = dv.parse_mrz(TEXT, at=AT)
TOLD = judge(Evidence(reading=typed(MRZ)), dv.Policy.named("document"), at=AT).to_dict(identity=True)
TOLD_MRZ = TOLD["mrz"]
MISPLACED = {
    "parse: a line alone": lambda: dv.parse_mrz(LINES[1]),
    "parse: a name": lambda: dv.parse_mrz(NAME),
    "parse: cut": lambda: dv.parse_mrz(TEXT[:-1]),
    "parse: many times": lambda: dv.parse_mrz(TEXT * 500),
    "parse: lines of something": lambda: dv.parse_mrz([*LINES, None]),
    "parse: format": lambda: dv.parse_mrz(TEXT, format=LINES[0]),
    "parse: another format": lambda: dv.parse_mrz(TEXT, format="TD1"),
    "parse: waive": lambda: dv.parse_mrz(TEXT, waive=LINES),
    "parse: waive a text": lambda: dv.parse_mrz(TEXT, waive=TEXT),
    "parse: waive a table": lambda: dv.parse_mrz(TEXT, waive={NAME: TEXT}),
    "parse: profile": lambda: dv.parse_mrz(TEXT, profile=TEXT),
    "parse: at": lambda: dv.parse_mrz(TEXT, at=LINES[1]),
    "parse many": lambda: parse_many(TEXT),
    "parse many: at": lambda: parse_many([TEXT], at=NAME),
    "detect": lambda: detect([TEXT, 3]),
    "repair: nothing near": lambda: repair_mrz([NAME]),
    "repair: evidence": lambda: repair_mrz(TEXT, TEXT),
    "repair: evidence of characters": lambda: repair_mrz(TEXT, {(0, 0): {NAME: 1.0}}),
    "repair: evidence of cells": lambda: repair_mrz(TEXT, {NAME: {"A": 1.0}}),
    "repair: depth": lambda: repair_mrz(TEXT, depth=NAME),
    "repair: format": lambda: repair_mrz(TEXT, format=NAME),
    "repair: waive": lambda: repair_mrz(TEXT, waive=[NAME]),
    "compose: format": lambda: dv.compose_mrz(TEXT, **TD3),
    "compose: variant": lambda: dv.compose_mrz("TD3", **TD3, variant=NAME),
    "compose: document code": lambda: dv.compose_mrz("TD3", **TD3, document_code=HOLDER.surname),
    "compose: issuing State": lambda: dv.compose_mrz("TD3", **TD3 | {"issuing_state": NAME}),
    "compose: number": lambda: dv.compose_mrz("TD3", **TD3 | {"document_number": TEXT}),
    "compose: long number": lambda: dv.compose_mrz("TD1", **TD3 | {"document_number": LONG}),
    "compose: date": lambda: dv.compose_mrz("TD3", **TD3, date_of_birth=HOLDER.date_of_birth.isoformat()),
    "compose: sex": lambda: dv.compose_mrz("TD3", **TD3, sex=NAME),
    "compose: optional data": lambda: dv.compose_mrz("TD3", **TD3, optional_data=LONG),
    "compose: letters": lambda: dv.compose_mrz("TD3", **TD3 | {"surname": NAME + "山"}),
    "compose: bytes": lambda: dv.compose_mrz("TD3", **TD3 | {"surname": NAME.encode()}),
    "compose: strangers": lambda: dv.compose_mrz("FRA_DL", **TD3, given_names=NAME),
    "transliterate": lambda: transliterate(NAME + "山"),
    "transliterate: variant": lambda: transliterate("A", variant=NAME),
    "check digit": lambda: check_digit(NAME),
    "chip": lambda: mrz_information(dv.parse_mrz(SPOILT)),
    "chip: a text": lambda: mrz_information(TEXT),
    "names": lambda: compare_names((NAME, NAME, NAME), TEXT),
    "names: MRZ": lambda: compare_names(NAME, {NAME: TEXT}),
    "field": lambda: MRZ.field([NAME]),
    "day": lambda: MRZ.on(NAME),
    "typed": lambda: typed(TEXT),
    "evidence": lambda: dv.Evidence(reading=TEXT),
    "reading": lambda: dv.Reading(TEXT, None),
    "reading: lines": lambda: dv.Reading(None, dv.ReadingFailure.GLARE, [LINES, 3]),
    "reading: both": lambda: dv.Reading(MRZ, dv.ReadingFailure.GLARE, LINES),
    "reader": lambda: dv.read_mrz(np.zeros((50, 50, 3), np.uint8), engine=Talkative()),
    "printed line": lambda: dv.PrintedLine(NAME, (0.9,), (0.0, 0.0, 1.0, 1.0), np.zeros((4, 2))),
    "printed line: box": lambda: dv.PrintedLine("A", (0.9,), NAME, np.zeros((4, 2))),
    "printed line: chances": lambda: dv.PrintedLine("A", (NAME,), (0.0, 0.0, 1.0, 1.0), np.zeros((4, 2))),
    "printed answer": lambda: dv.FieldAnswer(NAME, TEXT, NAME),
    "printed zone": lambda: dv.PrintedZone(answers=[NAME]),
    "printed fields": lambda: field_answers([NAME], MRZ),
    "printed fields: MRZ": lambda: field_answers([], TEXT),
    "picture": lambda: dv.load_image(TEXT.encode()),
    "picture: array": lambda: dv.load_image(np.array([NAME])),
    "template": lambda: dv.Template.from_bytes(TEXT.encode()),
    "judge": lambda: judge(TEXT, dv.Policy(), at=AT),
    "judge: at": lambda: judge(Evidence(), dv.Policy(), at=NAME),
    "findings": lambda: outcome_of([TEXT]),
    "a failure": lambda: judge(
        Evidence(reading=typed(dv.parse_mrz(SPOILT))), dv.Policy.named("document"), at=AT
    ).raise_for_failure(),
    "report: at": lambda: dv.Report.from_dict(TOLD | {"at": NAME}),
    "report: outcome": lambda: dv.Report.from_dict(TOLD | {"outcome": NAME}),
    "report: instant": lambda: dv.Report.from_dict(TOLD | {"instant": TEXT}),
    "report: findings": lambda: dv.Report.from_dict(TOLD | {"findings": [{"check": NAME, "outcome": NAME}]}),
    "report: MRZ cut": lambda: dv.Report.from_dict(TOLD | {"mrz": TOLD_MRZ | {"lines": [LINES[1]]}}),
    "report: MRZ's layout": lambda: dv.Report.from_dict(TOLD | {"mrz": TOLD_MRZ | {"format": NAME}}),
    "report: timings": lambda: dv.Report.from_dict(TOLD | {"timings": {"read": NAME}}),
    "finding": lambda: dv.Finding.from_dict({"check": NAME, "outcome": TEXT}),
    "listed name": lambda: dv.NameEntry(id="W-1", primary=NAME + "山"),
    "listed name: birth": lambda: dv.NameEntry(id="W-1", primary="A", birth=f"{HOLDER.date_of_birth:%Y%m%d}"),
    "listed name: no date": lambda: dv.NameEntry(
        id="W-1", primary="A", birth=f"{HOLDER.date_of_birth:%Y-%m}-32"
    ),
    "listed name: nationality": lambda: dv.NameEntry(id="W-1", primary="A", nationality=NAME),
    "listed document": lambda: dv.DocumentEntry(issuer="UTO", number=TEXT),
    "listed document: issuer": lambda: dv.DocumentEntry(issuer=NAME, number="1"),
    "listed document: range": lambda: dv.DocumentEntry(
        issuer="UTO", number="A1", last=HOLDER.document_number
    ),
    "lists": lambda: LISTS.names[0].look_up(NAME, at=AT),
    "holder": lambda: draw_specimen(
        dv.MrzFormat.TD3, holder=Holder(NAME, document_number=TEXT), rng=np.random.default_rng(1)
    ),
    "specimen": lambda: draw_specimen(TEXT, holder=HOLDER, rng=np.random.default_rng(1)),
    "specimen: lines": lambda: draw_specimen(
        dv.MrzFormat.TD3, holder=HOLDER, rng=np.random.default_rng(1), lines=(TEXT,)
    ),
}


def chain(error):
    """The error and everything that it drags along."""
    found, edge = [], [error]
    while edge:
        one = edge.pop()
        if one is not None and one not in found:
            found.append(one)
            edge += [one.__cause__, one.__context__]
    return found


@pytest.mark.parametrize("name", MISPLACED)
def test_no_error_repeats_what_a_document_says(name):
    with pytest.raises(dv.DocverifyError) as caught:
        MISPLACED[name]()
    for one in chain(caught.value):
        told = [str(one), repr(one), repr(vars(one)), *map(repr, one.args), *traceback.format_exception(one)]
        assert not [text for text in told if PERSONAL.search(text)]


def test_no_error_of_a_reader_of_print_repeats_what_it_read(taken):
    with pytest.raises(dv.EngineFailed) as caught:
        dv.read_printed(taken.image, print_engine=TalkativeOfPrint((taken,)))
    for one in chain(caught.value):
        assert not PERSONAL.search(f"{one} {one!r} {vars(one)!r}")


def test_no_report_tells_what_a_document_says_unless_asked(report):
    for one in (report, judge(Evidence(reading=typed(dv.parse_mrz(SPOILT))), dv.Policy(), at=AT)):
        assert not PERSONAL.search(json.dumps(one.to_dict()))
        assert not PERSONAL.search(one.why)
        assert PERSONAL.search(json.dumps(one.to_dict(identity=True)))


def printed(*words):
    run = CliRunner().invoke(app, [*map(str, words)])
    return run.stdout + run.stderr


def test_no_command_tells_what_a_document_says_unless_asked(file, live, tmp_path):
    at = ("--at", AT)
    for told in (
        printed("verify", file, live, *at, "--json"),
        printed("verify", file, live, *at),
        printed("verify", file, *at, "--json"),
        printed("compare", file, live, "--json"),
        printed("compare", file, live),
    ):
        assert len(told) > 50
        assert not PERSONAL.search(told)
    (tmp_path / "decisions.jsonl").write_text(printed("verify", file, live, *at, "--json", "--identity"))
    assert not PERSONAL.search(printed("report", tmp_path / "decisions.jsonl"))
    # The text is what these are asked for.
    for asked in (
        ("read", file, "--json"),
        ("read", "--printed", file),
        ("verify", file, *at, "--identity"),
        ("parse", TEXT),
    ):
        assert PERSONAL.search(printed(*asked))

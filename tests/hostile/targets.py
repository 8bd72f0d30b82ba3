"""The doors that hostile bytes come through, and what must hold whatever comes through them.

A target takes any bytes and raises only where there is a fault: of its door it catches the errors that the
door documents, and asserts what a sound answer keeps.
"""

import atexit
import contextlib
import io
import json
import os
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from docverify import read_mrz
from docverify.cli.report import report as report_command
from docverify.errors import (
    ConfigurationError,
    EngineError,
    InputError,
    LimitExceeded,
    UnknownMrzFormat,
    UnreadableImage,
    UnsupportedFormat,
)
from docverify.evidence import Population, Template, read_calibration, similarity_of
from docverify.imaging import Limits, load_image, load_pages
from docverify.mrz import ALPHABET, ICAO, LAYOUTS, LENIENT, STRICT, detect, parse_many, parse_mrz, repair_mrz
from docverify.verification import CHECK_NAMES, Policy, Report
from tests.hostile.pictures import shown

LIMITS = Limits(file_bytes=1_000_000, pixels=300_000, side=4_000, parts=10_000)
PAGES = replace(LIMITS, pixels=6_000_000, seconds=1.0, memory=500_000_000)  # of 2,400 px a side
_UNUSABLE = (UnreadableImage, LimitExceeded, UnsupportedFormat)
_SCRATCH = Path(tempfile.gettempdir()) / f"docverify-hostile-{os.getpid()}"
atexit.register(_SCRATCH.unlink, missing_ok=True)
_MARGINS = (None, 0.0, 5.0, -1.0, float("nan"), float("inf"), float("-inf"), 1e308)
_CHARACTERS = f"{ALPHABET}É"
_SAMPLES = (np.uint8, np.float16, np.float32, np.float64)


def load(data: bytes) -> None:
    """`load_image`: a whole picture within the limits, or a typed error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's, of damage that its decoders get over
        try:
            picture = load_image(data, limits=LIMITS)
        except _UNUSABLE:
            return
    _check_picture(picture, LIMITS)


def pages(data: bytes) -> None:
    """`load_pages`: whole pictures of at most three pages, or a typed error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with contextlib.suppress(*_UNUSABLE, EngineError):
            for picture in load_pages(data, most_pages=3, limits=PAGES):
                _check_picture(picture, PAGES)


def _check_picture(picture, limits):
    assert picture.ndim == 3
    assert picture.shape[2] == 3
    assert min(picture.shape) > 0
    assert picture.dtype == np.uint8
    assert picture.flags.c_contiguous
    assert picture.shape[0] * picture.shape[1] <= limits.pixels


def parse(data: bytes) -> None:
    """`parse_mrz`, `detect` and `parse_many` agree about any text, and what was parsed parses again."""
    text = _text(data)
    try:
        mrz = parse_mrz(text)
    except UnknownMrzFormat:
        with contextlib.suppress(UnknownMrzFormat):  # longer than any MRZ
            assert not any(fit.fits for fit in detect(text))
        assert parse_many([text]).formats[0] is None
        return
    assert mrz.format is detect(text)[0].format
    assert parse_many([text]).valid[0] == mrz.valid
    assert parse_mrz(mrz.lines, format=mrz.format).lines == mrz.lines
    for field in mrz.fields.values():
        assert field.span is not None
    json.dumps(mrz.to_dict(), allow_nan=False)


def repair(data: bytes) -> None:
    """`repair_mrz`, whatever the evidence: a text of the layout's shape that says all that was changed.

    The text ends at a byte 0xFF, which UTF-8 never has; the rest is the evidence and the ways to repair.
    """
    text, _, rest = data.partition(b"\xff")
    kind, depth, margin, profile, *rest = *rest[:4].ljust(4, b"\0"), *rest[4:]
    lines = _text(text).split("\n")[:4]
    options = {"depth": depth % 6 - 1, "profile": (ICAO, LENIENT, STRICT)[profile % 3]}
    if (chosen := _MARGINS[margin % len(_MARGINS)]) is not None:
        options["margin"] = chosen
    if profile & 0x80:
        options["format"] = list(LAYOUTS)[profile % len(LAYOUTS)]
    try:
        fixed = repair_mrz(lines, _evidence(kind, lines, bytes(rest)), **options)
    except InputError:
        return
    assert tuple(map(len, fixed.mrz.lines)) == LAYOUTS[fixed.mrz.format].widths
    for one in fixed.corrections:
        assert fixed.mrz.lines[one.line][one.column] == one.became
    assert all(0 <= one.share <= 1 for one in fixed.alternatives)


def _evidence(kind: int, lines: list[str], data: bytes):
    """None, an array of the lines' shape or of another, or a mapping; with any numbers in it."""
    samples = np.frombuffer(data[: len(data) // 8 * 8] or bytes(8), _SAMPLES[kind % 4])
    samples = samples / 255 if samples.dtype == np.uint8 else samples
    match kind // 4 % 4:
        case 0:
            return None
        case 1:
            return np.resize(samples, (len(lines), max(map(len, lines)), len(ALPHABET)))
        case 2:
            return np.resize(samples, (1 + kind % 3, len(lines[0]), len(ALPHABET)))
    chances = zip(*[iter(data[:600])] * 3, np.resize(samples, 200), strict=False)
    width = max(1, len(lines[0]))
    return {
        (a % len(lines) if a < 255 else 9, b % width): {_CHARACTERS[c % len(_CHARACTERS)]: float(one)}
        for a, b, c, one in chances
    }


def reading(data: bytes) -> None:
    """`read_mrz` of any small picture answers; what is no specimen is never read for certain."""
    picture, specimen = shown(data)
    found = read_mrz(picture)
    _check_reading(found)
    for other in found.others:
        _check_reading(other)
    if not specimen:
        assert not any(one.sure or (one.mrz and one.mrz.valid) for one in (found, *found.others))


def _check_reading(found):
    assert (found.mrz is None) != (found.failure is None)
    assert 0 <= found.confidence <= 1
    assert not found.sure or found.mrz is not None
    assert set("".join(found.lines)) <= set(ALPHABET)
    assert found.quad is None or (found.quad.shape == (4, 2) and np.isfinite(found.quad).all())
    if found.mrz is not None:
        widths = LAYOUTS[found.mrz.format].widths
        assert found.cells.quads.shape == (len(widths), max(widths), 4, 2)
    json.dumps(found.to_dict(), allow_nan=False)
    assert not any(line in repr(found) for line in found.lines if len(line) > 8)


def templates(data: bytes) -> None:
    """`Template.from_bytes`: what it takes it gives back to the byte, and it is as like itself as can be."""
    try:
        template = Template.from_bytes(data)
    except InputError:
        return
    assert template.to_bytes() == data
    assert abs(similarity_of(template, Template.from_bytes(template.to_bytes())) - 1) < 1e-3
    assert repr(template).count(",") == 1 + repr(template.encoder).count(",")


def calibrations(data: bytes) -> None:
    """`read_calibration`: a threshold in [-1, 1] for every rate that it supports, never looser than asked."""
    try:
        calibration = read_calibration(_text(data))
    except InputError:
        return
    for fmr in (1, 0.1, 1e-3, 1e-6, *(point.fmr for point in calibration.points)):
        with contextlib.suppress(ConfigurationError):
            point = calibration.at(fmr)
            assert 0 < point.fmr <= fmr * (1 + 1e-8)
            assert -1 <= point.threshold <= 1
            assert 0 <= point.counted.interval.low <= point.counted.value <= point.counted.interval.high <= 1
            assert str(point.counted)


def populations(data: bytes) -> None:
    """`Population.from_json`: what is read is written and read again, and harms nobody of its own."""
    try:
        population = Population.from_json(_text(data))
    except ConfigurationError:
        return
    assert population.people >= 50
    assert Population.from_json(population.to_json()).sha256 == population.sha256
    assert abs(np.linalg.norm(population.direction.astype(np.float64)) - 1) < 1e-2
    template = Template(encoder=population.encoder, values=population.direction)
    assert abs(population.typicality(template) - 1) < 1e-2
    assert all(point.counted.errors <= point.without.errors for point in population.points)
    assert repr(population).count(",") >= 2


def policies(data: bytes) -> None:
    """`Policy.read` of TOML and `Policy.from_dict` of JSON: what is read is written and read again."""
    _SCRATCH.write_bytes(data)
    for policy in (_policy(Policy.read, _SCRATCH), _policy(Policy.from_dict, _json(data))):
        if policy is not None:
            _check_policy(policy)


def _policy(read, source):
    try:
        return read(source)
    except ConfigurationError:
        return None


def _check_policy(policy):
    assert policy.required
    assert {policy.demand(check) for check in CHECK_NAMES}
    assert Policy.from_dict(json.loads(json.dumps(policy.to_dict(), allow_nan=False))) == policy
    _SCRATCH.write_text(policy.to_toml(), encoding="utf-8")
    assert Policy.read(_SCRATCH) == policy


def reports(data: bytes) -> None:
    """`Report.from_dict` of every line, and `docverify report` of them all, as tables and as JSON."""
    for line in data.splitlines()[:8]:
        _check_report(line)
    _SCRATCH.write_bytes(data)
    for as_json in (False, True):
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.suppress(InputError):
            report_command(_SCRATCH, as_json=as_json)
            assert not as_json or json.loads(out.getvalue())["verifications"] >= 0


def _check_report(line: bytes):
    try:
        report = Report.from_dict(_json(line))
    except InputError:
        return
    written = json.dumps(report.to_dict(identity=True))
    assert json.dumps(Report.from_dict(json.loads(written)).to_dict(identity=True)) == written
    assert report.outcome.value in repr(report)
    assert isinstance(report.why, str)


def _json(data: bytes):
    """The value that bytes hold as JSON; None where that is none, or is nested too deep for the reader."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _text(data: bytes) -> str:
    """Bytes as UTF-8; those that are none become lone surrogates."""
    return data.decode("utf-8", "surrogateescape")


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one
    for one in (load, pages, parse, repair, reading, templates, calibrations, populations, policies, reports)
}

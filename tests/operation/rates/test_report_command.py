"""`docverify report`: what is counted, what is never told, and files that are damaged."""

import json
from datetime import date, timedelta

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from docverify.cli import report as command
from docverify.cli import report_lines
from docverify.errors import EngineMissing, InputError, LimitExceeded
from docverify.evaluation import Rate
from docverify.evaluation.drift import near_misses, shift
from docverify.faces import calibration_of, engine_named
from docverify.mrz import MrzFormat, compose_mrz, parse_mrz
from docverify.operation.rates.decisions import read_decision
from docverify.operation.rates.operations import operations
from docverify.verification import Demand, EngineBuild, Finding, FindingOutcome, Policy, Report

PASSING = {"mrz_found", "portrait_found", "faces_match"}
app = typer.Typer(pretty_exceptions_enable=False)
app.command()(command.report)


def run(*arguments):
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def decision(at, score, threshold=0.36, *, portrait="portrait_found", encoder="sface-1", **extra):
    """A decision as the verification room writes it."""

    def finding(check, reason, **evidence):
        outcome = FindingOutcome.PASSED if reason in PASSING else FindingOutcome.NOT_PERFORMED
        outcome = FindingOutcome.FAILED if reason == "faces_do_not_match" else outcome
        return Finding(
            check=check,
            outcome=outcome,
            reason=reason,
            sentence="",
            demand=Demand.REQUIRED,
            evidence=evidence,
        )

    if score is None:
        match = finding("face_match", "faces_not_compared", encoder=encoder, score=None)
    else:
        reason = "faces_match" if score >= threshold else "faces_do_not_match"
        match = finding("face_match", reason, encoder=encoder, score=score, threshold=threshold, fmr=1e-3)
    found = Report(
        findings=(finding("mrz_found", "mrz_found"), finding("portrait_found", portrait), match),
        at=at,
        policy=Policy(),
        engines=(EngineBuild(role="faces", name=encoder),),
        timings=(("document.read", 0.1), ("compare", 0.02)),
    )
    return {**found.to_dict(), **extra}


@pytest.fixture
def lines():
    """October as it was, November with lower scores."""
    rng = np.random.default_rng(3)
    october = [decision(date(2026, 10, 1) + timedelta(i % 30), rng.normal(0.6, 0.1)) for i in range(200)]
    november = [decision(date(2026, 11, 1 + i % 20), rng.normal(0.45, 0.1)) for i in range(100)]
    lost = [decision(date(2026, 11, 5), None, portrait="no_portrait") for _ in range(5)]
    return october + november + lost


@pytest.fixture
def file(tmp_path, lines):
    path = tmp_path / "decisions.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def test_a_month_is_counted_and_compared_with_earlier_ones(file, lines):
    found = json.loads(run(file, "--month", "2026-11", "--json").stdout)
    november = [line for line in lines if line["at"].startswith("2026-11")]
    assert found["verifications"] == 105
    assert found["days"] == 20
    for outcome, rate in found["outcomes"].items():
        assert rate["errors"] == sum(line["outcome"] == outcome for line in november)
    assert found["failures_to_acquire"]["portrait_found"]["errors"] == 5
    (scores,) = found["scores"]
    assert scores["comparisons"] == 100
    assert scores["shift"]["before"] == 200
    assert scores["shift"]["median_shift"] == pytest.approx(-0.15, abs=0.05)
    assert scores["shift"]["p_value"] < 1e-6
    assert found["seconds"]["total"]["50"] == pytest.approx(0.12)
    assert scores["known_fmr"] is None
    text = run(file, "--month", "2026-11").stdout
    assert "105 verifications" in text
    assert "no_portrait" in text


def test_a_shift_is_one_from_earlier_months_and_later_ones_count_nowhere():
    months = {9: 0.7, 10: 0.7, 11: 0.5, 12: 0.3}
    decisions = [
        read_decision(decision(date(2026, month, 1 + day), score + day / 1000))
        for month, score in months.items()
        for day in range(25)
    ]
    (figures,) = operations(decisions, month="2026-11").scores
    assert figures.count == figures.shift.now == 25
    assert figures.shift.before == 50
    assert figures.shift.median_shift == pytest.approx(-0.2)
    (first,) = operations(decisions, month="2026-09").scores
    assert first.shift is None


def test_without_a_month_all_is_counted(file):
    assert json.loads(run(file, "--json").stdout)["verifications"] == 305
    assert json.loads(run(file, "--month", "2025-01", "--json").stdout)["verifications"] == 0
    assert run(file, "--month", "2025-01").exit_code == 0


@pytest.mark.parametrize("month", ["2026", "2026-13", "11-2026", "2026-1"])
def test_a_month_that_is_none_is_wrong_usage(file, month):
    assert run(file, "--month", month).exit_code == 2


def test_error_rates_are_counted_where_it_is_known_who_was_who(tmp_path):
    day = date(2026, 11, 1)
    known = [decision(day, s, mated=True) for s in (0.3, 0.5, 0.6)] + [decision(day, 0.4, mated=False)]
    found = operations(map(read_decision, [*known, decision(day, 0.7)]))
    assert found.scores[0].known_fnmr == Rate(1, 3)
    assert found.scores[0].known_fmr == Rate(1, 1)


def test_scores_of_other_encoders_and_thresholds_are_not_mixed():
    day = date(2026, 11, 1)
    rows = [decision(day, 0.5), decision(day, 0.5, 0.4), decision(day, 0.5, encoder="sface-2")]
    assert [s.count for s in operations(map(read_decision, rows)).scores] == [1, 1, 1]


def test_scores_with_a_population_are_not_mixed_nor_held_against_the_calibration(tmp_path):
    calibration = calibration_of(engine_named().encoder.id)
    before, day = date(2026, 10, 1), date(2026, 11, 1)
    plain = [decision(before, 0.5, encoder=calibration.encoder) for _ in range(60)]
    corrected = [decision(day, 0.01, 0.05, encoder=calibration.encoder) for _ in range(60)]
    for row in corrected:
        row["findings"][2]["evidence"]["population_sha256"] = "a1" * 32
    path = tmp_path / "d.jsonl"
    path.write_text("\n".join(map(json.dumps, plain + corrected)))
    (found,) = json.loads(run(path, "--month", "2026-11", "--json").stdout)["scores"]
    assert found["encoder"] == f"{calibration.encoder} with population a1a1a1a1a1a1"
    assert found["near_misses"] is None
    assert found["shift"] is None
    corrected[0]["findings"][2]["evidence"]["population_sha256"] = "ERIKSSON"
    assert read_decision(corrected[0]).encoder == calibration.encoder


def test_near_misses_are_held_against_the_shipped_calibration(tmp_path):
    calibration = calibration_of(engine_named().encoder.id)
    point = calibration.at(1e-3)
    wide = calibration.at(1e-2).threshold
    low = [wide - 0.05] * 50 + [(wide + point.threshold) / 2] * 30
    path = tmp_path / "d.jsonl"
    rows = [decision(date(2026, 11, 1), s, point.threshold, encoder=calibration.encoder) for s in low]
    path.write_text("\n".join(map(json.dumps, rows)))
    near = json.loads(run(path, "--json").stdout)["scores"][0]["near_misses"]
    assert (near["errors"], near["trials"], near["too_many"]) == (30, 80, True)
    assert near["expected"] == pytest.approx(0.009, abs=1e-3)
    assert "too many" in run(path).stdout


def test_near_misses_of_strangers_are_as_expected():
    scores = np.random.default_rng(1).normal(0, 1, 200_000)
    found = near_misses(scores, 3.0902, 1e-3, [(0.1, 1.2816), (0.01, 2.3263), (1e-3, 3.0902)])
    assert found.rate.interval.low < found.expected < found.rate.interval.high
    assert not found.too_many
    assert near_misses(scores, 3.0902, 1e-3, []) is None
    assert near_misses([5.0], 3.0902, 1e-3, [(0.01, 2.3)]) is None


def test_shift_is_that_of_scipy():
    stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(2)
    for size, move in ((50, 0.0), (500, 0.1), (80, 0.5)):
        a, b = rng.normal(0, 1, size), rng.normal(move, 1, size + 30).round(1)
        want = stats.ks_2samp(a, b, method="asymp")
        found = shift(a, b)
        assert found.distance == pytest.approx(want.statistic)
        limit = stats.kstwobign.sf(found.distance * np.sqrt(a.size * b.size / (a.size + b.size)))
        assert found.p_value == pytest.approx(limit, rel=1e-9, abs=1e-12)


def test_nothing_that_identifies_a_person_gets_out(tmp_path):
    text = compose_mrz(
        MrzFormat.TD3,
        surname="ERIKSSON",
        given_names="ANNA MARIA",
        document_number="L898902C3",
        issuing_state="UTO",
        nationality="UTO",
        date_of_birth="740812",
        sex="F",
        date_of_expiry="280415",
    )
    whole = Report(
        findings=(),
        at=date(2026, 11, 1),
        policy=Policy(),
        engines=(EngineBuild(role="reader", name="r"),),
        mrz=parse_mrz(text),
    ).to_dict(identity=True)
    whole["findings"] = [
        {"check": "ERIKSSON", "outcome": "FAILED", "reason": "L898902C3", "sentence": "ANNA", "evidence": {}},
        {"check": "face_match", "outcome": "PASSED", "reason": "Anna", "evidence": {"encoder": "ANNA MARIA"}},
    ]
    whole["timings"] = {"ERIKSSON": 1.0}
    whole["bearer"] = "ERIKSSON"
    path = tmp_path / "d.jsonl"
    path.write_text(json.dumps(whole) + "\n" + '{"outcome": "ERIKSSON"}\n')
    for options in ([], ["--json"]):
        told = run(path, *options).stdout.upper()
        for word in ("ERIKSSON", "ANNA", "L898902C3", "740812"):
            assert word not in told
    with pytest.raises(InputError) as problem:
        read_decision({"outcome": "ERIKSSON"})
    assert "ERIKSSON" not in str(problem.value)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "not json",
        "[]",
        "{}",
        '{"outcome": "PASSED", "findings": 1, "at": "2026-11-01"}',
        '{"outcome": "PASSED", "findings": [], "at": "yesterday"}',
        '{"outcome": "PASSED", "findings": [{"check": "a", "outcome": "yes"}], "at": "2026-11-01"}',
        '{"outcome": "PASSED", "findings": [], "timings": {"a": NaN}, "at": "2026-11-01"}',
        "[" * 100_000,
        "\xff",
    ],
)
def test_damaged_lines_are_counted_and_a_file_of_them_refused(tmp_path, file, line):
    whole = file.read_bytes()
    file.write_bytes(whole + line.encode("latin-1") + b"\n")
    found = json.loads(run(file, "--json").stdout)
    assert (found["verifications"], found["unreadable_lines"]) == (305, int(bool(line)))
    file.write_bytes(line.encode("latin-1") + b"\n")
    if line:
        with pytest.raises(InputError, match="none of its 1 lines"):
            run(file)


def test_empty_and_missing_files_and_endless_lines_are_refused(tmp_path, monkeypatch):
    path = tmp_path / "d.jsonl"
    with pytest.raises(InputError, match="no such file"):
        run(path)
    path.write_bytes(b"")
    with pytest.raises(InputError, match="none of its 0 lines"):
        run(path)
    monkeypatch.setattr(report_lines, "MAX_LINE", 100)
    path.write_bytes(b" " * 200)
    with pytest.raises(LimitExceeded, match="limit of 100 bytes"):
        run(path)


def test_a_plot_that_cannot_be_drawn_is_refused_before_the_work(tmp_path, monkeypatch):
    monkeypatch.setattr("docverify.evaluation.plots.find_spec", lambda _: None)
    with pytest.raises(EngineMissing, match="matplotlib"):
        run(tmp_path / "there is no such file", "--plot", tmp_path / "plot.html")


def test_a_panel_of_which_nothing_was_counted_is_not_drawn(lines):
    pytest.importorskip("matplotlib")
    from docverify.operation.rates.plots import draw_period

    found = operations([read_decision(line) for line in lines[:20]])
    assert [axes.get_title() for axes in draw_period(found, None).axes] == ["Outcomes, day by day", "Time"]
    untimed = operations([read_decision({**line, "timings": {}}) for line in lines[:20]])
    (alone,) = draw_period(untimed, None).axes
    assert alone.get_title() == "Outcomes, day by day"

"""`docverify report` of a journal, of what it exports, and of what a site counted itself."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from typer.testing import CliRunner

from docverify.cli import app
from docverify.evaluation import Rate
from docverify.evidence import AcquisitionFailure
from docverify.operation.journal import Journal, OperatorDecision
from docverify.operation.rates import Monitor
from docverify.operation.rates.bars import Kept, held_against
from docverify.operation.rates.operations import operations
from docverify.operation.rates.records import TOPIC, rates_of
from docverify.operation.rates.site import SiteRates

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


def run(*words):
    found = CliRunner().invoke(app, ["report", *map(str, words)])
    if found.exception and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found


def told(*words):
    found = run(*words, "--json")
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)


@pytest.fixture(scope="module")
def site(engine, crowd, report):
    """What a monitor counted on two days of November, and one of October."""
    monitor = Monitor(
        calibration=engine.calibration, fmr=1e-3, capacity=200, each=200, rng=np.random.default_rng(1)
    )
    for number, person in enumerate(crowd):
        monitor.observe(report(person), at=AT + timedelta(minutes=10 * number))
    return monitor.rates()


@pytest.fixture(scope="module")
def journal(tmp_path_factory, site, crowd, report):
    """Sixty verifications; an officer decides about some; rates are noted at the end of the day."""
    path = tmp_path_factory.mktemp("journal") / "desk.journal"
    with Journal.create(path, origin="example.org/desk", clock=lambda: AT) as written:
        for number, person in enumerate(crowd[:60]):
            live = crowd[number + 1].face if number % 20 == 19 else None
            entry = written.append(report(person, live=live), at=AT + timedelta(minutes=number))
            if live is not None:
                verdict = "accept" if number == 19 else "refuse"
                decision = OperatorDecision(verdict=verdict, operator="op-7", mated=number == 19)
                written.decide(entry, decision, at=AT + timedelta(minutes=number, seconds=30))
        written.note(TOPIC, site.to_dict(), at=AT + timedelta(hours=3))
    return path


def test_a_month_of_a_journal_is_counted_with_what_officers_decided_and_the_site_counted(journal, site):
    found = told(journal, "--month", "2026-11")
    assert found["verifications"] == 60
    assert found["outcomes"]["FAILED"]["errors"] == 3
    (scores,) = found["scores"]
    assert scores["known_fnmr"]["errors"] == scores["known_fnmr"]["trials"] == 1
    assert scores["known_fmr"]["trials"] == 2
    assert found["site"]["fmr"]["trials"] == site.non_mated.rate.trials
    assert found["site"]["fnmr"]["trials"] == 160
    assert {one["kind"] for one in found["site"]["fmr_by_group"]} <= {
        "sex",
        "age_group",
        "nationality",
        "issuer",
    }
    assert told(journal, "--month", "2026-10")["verifications"] == 0
    assert told(journal, "--month", "2026-10")["site"] is None


def test_what_a_journal_exports_gives_the_same_figures(journal, tmp_path):
    out = tmp_path / "entries.jsonl"
    with Journal(journal, read_only=True) as opened:
        opened.export(out)
    assert told(out) == told(journal)


def test_reports_entries_and_rates_may_be_mixed_in_one_file(journal, site, crowd, report, tmp_path):
    out = tmp_path / "mixed.jsonl"
    with Journal(journal, read_only=True) as opened:
        opened.export(out)
    more = [report(crowd[70]).to_dict(), site.to_dict(), {"outcome": "SECRET"}, [], 3]
    with out.open("a") as file:
        file.writelines(json.dumps(line) + "\n" for line in more)
    found = told(out)
    assert found["verifications"] == 61
    assert found["unreadable_lines"] == 3
    assert found["site"]["mated"] == 2 * site.mated
    assert "SECRET" not in run(out).stdout


def test_what_is_asked_is_held_against_what_was_counted(journal, site):
    found = told(journal)
    asked = {(one["figure"], one["most"]): one["kept"] for one in found["asked"]}
    assert asked["fmr", 5e-4] == "not_kept"  # the crowd is alike on purpose
    assert asked["fnmr", 0.01] == "open"  # 160 people without an error do not prove 1 %, and not at 0.1 %
    text = run(journal).stdout
    assert "Decision (EU) 2019/329" in text
    assert "not kept" in text
    assert "alarm" in text
    assert "wider_fmr_above" in {one["kind"] for one in found["alarms"]}


def test_rates_may_be_in_files_of_their_own(site, crowd, report, tmp_path):
    decisions, first, second = (tmp_path / name for name in ("d.jsonl", "a.json", "b.json"))
    decisions.write_text(json.dumps(report(crowd[0]).to_dict()) + "\n")
    first.write_text(json.dumps(site.to_dict()))
    second.write_text(json.dumps(replace(site, ended=site.ended - timedelta(days=30)).to_dict()))
    assert told(decisions)["site"] is None
    assert told(decisions, "--rates", first)["site"]["mated"] == 160
    assert told(decisions, "--rates", first, "--rates", second)["site"]["mated"] == 320
    both = told(decisions, "--rates", first, "--rates", second, "--month", "2026-11")
    assert both["site"]["mated"] == 160
    first.write_text("{}")
    assert run(decisions, "--rates", first).exit_code == 2
    assert run(decisions, "--rates", tmp_path / "none").exit_code == 2


@pytest.mark.parametrize("name", ["month.html", "month.svg", "month.png"])
def test_a_month_is_drawn(journal, tmp_path, name):
    pytest.importorskip("matplotlib")
    out = tmp_path / name
    assert run(journal, "--month", "2026-11", "--plot", out).exit_code == 0
    data = out.read_bytes()
    assert len(data) > 5000
    if name.endswith("html"):
        page = data.decode()
        assert "<svg" in page
        assert "Decision (EU) 2019/329" in page
        assert "sex F" in page
        assert "op-7" not in page
    assert run(journal, "--plot", tmp_path / "month.txt").exit_code == 4
    assert run(journal, "--plot", tmp_path / "none" / "month.html").exit_code == 4


def test_a_period_without_anything_is_drawn_too(tmp_path, crowd, report):
    pytest.importorskip("matplotlib")
    decisions, out = tmp_path / "d.jsonl", tmp_path / "m.html"
    decisions.write_text(json.dumps(report(crowd[0]).to_dict()) + "\n")
    assert run(decisions, "--month", "2020-01", "--plot", out).exit_code == 0
    assert "no verifications" in out.read_text()


def test_another_programs_database_is_no_journal(tmp_path):
    import sqlite3

    path = tmp_path / "other.db"
    with sqlite3.connect(path) as database:
        database.execute("create table people (name text)")
    database.close()
    assert run(path).exit_code == 4


def figures(outcomes, rates=None):
    return {(one.bar.figure, one.bar.most): one.kept for one in held_against(outcomes, rates)}


def test_bars_are_kept_not_kept_open_or_unknown(site):
    nothing = operations([])
    assert set(figures(nothing).values()) == {Kept.UNKNOWN}
    held = replace(site.held, fmr=1e-4)
    sound = replace(site, held=held, mated=5000, missed=10, non_mated=type(site.non_mated)())
    found = figures(replace(nothing, fta=Rate(10, 5000)), sound)
    assert found["fnmr", 0.01] is Kept.KEPT
    assert found["frr", 0.04] is Kept.KEPT
    assert found["fmr", 1e-3] is Kept.UNKNOWN
    looser = replace(sound, held=replace(held, fmr=1e-3))
    assert figures(nothing, looser)["fnmr", 0.02] is Kept.KEPT
    assert figures(nothing, looser)["fnmr", 0.01] is Kept.OPEN  # asked at a stricter rate
    bad = replace(sound, missed=500)
    assert figures(nothing, bad)["fnmr", 0.01] is Kept.NOT_KEPT


def test_failures_to_acquire_are_counted_over_verifications(crowd, report):
    from docverify.operation.rates.decisions import read_decision

    lines = [report(person).to_dict() for person in crowd[:10]]
    for line in lines[:3]:
        for one in line["findings"]:
            if one["check"] in ("live_face_found", "portrait_found"):
                one |= {"outcome": "NOT_PERFORMED", "reason": AcquisitionFailure.NO_FACE.value}
    found = operations(map(read_decision, lines))
    assert found.fta.errors == sum(
        any(
            one["outcome"] == "NOT_PERFORMED"
            for one in line["findings"]
            if one["check"] in ("mrz_found", "portrait_found", "live_face_found")
        )
        for line in lines
    )
    assert sum(sum(counts) for _, counts in found.days_of) == 10


def test_of_rates_held_against_several_things_those_of_most_comparisons_are_told(site):
    few = replace(site, held=replace(site.held, fmr=1e-4), mated=1, non_mated=type(site.non_mated)())
    assert rates_of([few, site, site]).mated == 320
    assert rates_of([], month="2026-11") is None
    assert isinstance(rates_of([few]), SiteRates)

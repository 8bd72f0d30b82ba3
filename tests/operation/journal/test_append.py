"""What is written down, by profile, and how it is found again."""

import json
import re
import uuid
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

import docverify as dv
from docverify.verification import Finding
from tests.operation.journal.made import AT, LINES, OTHER_LINES, files, report

PERSONAL = re.compile(
    r"ZWETSCHGEN|OTTILIE|KUNIGUNDE|X7Q4K2|R5T8W1|(?<![\d.])(740812|340415)|1974-08|2034-04", re.IGNORECASE
)
DECISION = dv.OperatorDecision(verdict="accept", operator="op-7", reason=12, mated=True)


def test_a_basic_entry_tells_outcome_codes_numbers_and_versions(journal):
    told = report()
    entry = journal.append(told)
    assert (entry.number, entry.kind, entry.profile) == (
        3,
        dv.EntryKind.VERIFICATION,
        dv.JournalProfile.BASIC,
    )
    assert entry == journal.entry(3)
    content = entry.content
    assert content["outcome"] == told.outcome.value
    assert content["policy"] == told.policy.sha256
    assert content["case"] == "0" * 32
    assert content["day"] == "2026-11-28"
    assert content["document"] == {"kind": "passport", "format": "TD3"}
    assert set(entry.findings) == {
        (one.check, one.outcome.value, one.reason, one.demand.value) for one in told.findings
    }
    assert "evidence" not in content
    assert "sealed" not in content


def test_the_policy_and_what_judged_are_written_whole_once(journal):
    told = report()
    for _ in range(3):
        journal.append(told)
    journal.append(report(policy="kiosk"))
    kinds = [one.kind.value for one in journal.entries()]
    assert kinds == ["origin", "setup", "policy", *["verification"] * 3, "policy", "verification"]
    policy = journal.entry(2).content
    assert policy["sum"] == told.policy.sha256
    assert dv.Policy.from_dict(policy["policy"]) == told.policy
    assert journal.entry(1).content["setup"]["software"] == told.software.replace(" ", "-")


def test_nothing_personal_is_in_the_files_of_a_basic_or_standard_journal(journal):
    for profile in ("basic", "standard"):
        journal.append(report(case_id="OTTILIE ZWETSCHGENBAUM"), profile=profile)
        journal.append(report(case_id="X7Q4K2M9P"), profile=profile)
    found = files(journal.path.parent).decode("latin-1")
    assert len(found) > 10_000
    assert not PERSONAL.search(found)


def test_nothing_personal_is_readable_in_the_files_of_a_full_one(journal):
    entry = journal.append(report(), profile="full")
    assert entry.sealed
    assert not PERSONAL.search(json.dumps(entry.to_dict()) + repr(entry) + repr(journal))
    assert not PERSONAL.search(files(journal.path.parent).decode("latin-1"))
    assert journal.unseal(entry)["lines"] == list(LINES)


def test_what_a_foreign_report_says_in_place_of_codes_goes_nowhere(journal):
    sound = report()
    forged = [
        Finding(
            check="OTTILIE",
            outcome=sound.findings[0].outcome,
            reason="ZWETSCHGENBAUM",
            sentence="X7Q4K2M9P",
            demand=sound.findings[-1].demand,
            evidence={"OTTILIE": "KUNIGUNDE", "encoder": "X7Q4K2 M9P", "number": "ZWETSCHGENBAUM"},
        )
    ]
    told = dv.Report(
        findings=(*sound.findings, *forged),
        at=sound.at,
        policy=sound.policy,
        instant=AT,
        case_id="OTTILIE",
        software="OTTILIE of X7Q4K2M9P",
        timings=(("OTTILIE", 1.0), ("document.read", 0.25)),
    )
    entry = journal.append(told, profile="full")
    assert ("other", "PASSED", "other", forged[0].demand.value) in entry.findings
    assert entry.content["timings"] == {"other": 1.0, "document.read": 0.25}
    assert not PERSONAL.search(files(journal.path.parent).decode("latin-1"))


@pytest.mark.parametrize(
    ("case_id", "kept"),
    [(uuid.UUID(int=7).hex, True), (str(uuid.UUID(int=7)), True), ("case 7", False), ("X7Q4K2M9P", False)],
)
def test_only_a_case_id_drawn_at_random_is_kept(journal, case_id, kept):
    entry = journal.append(report(case_id=case_id), profile="full")
    assert entry.content["case"] == (case_id if kept else None)
    assert journal.unseal(entry)["case"] == case_id


def test_profiles_tell_more_and_more_numbers(journal):
    doubted = report(lines=(LINES[0], LINES[1][:9] + "5" + LINES[1][10:]))
    basic, standard, full = (journal.append(doubted, profile=name) for name in ("basic", "standard", "full"))
    assert "evidence" not in basic.content
    wrong = {one.check for one in doubted.findings if one.outcome.value != "PASSED" and one.evidence}
    assert set(standard.content["evidence"]) == wrong != set()
    assert set(full.content["evidence"]) == {one.check for one in doubted.findings if one.evidence}


def test_inconclusive_says_whether_it_was_broken_off(journal):
    unread = report(lines=None)
    assert unread.outcome is dv.Outcome.INCONCLUSIVE
    assert journal.append(unread).content["inconclusive"] == "undetermined"
    assert journal.append(unread, aborted=True).content["inconclusive"] == "aborted"
    assert "inconclusive" not in journal.append(report(OTHER_LINES)).content
    assert report(OTHER_LINES).outcome is dv.Outcome.FAILED
    with pytest.raises(dv.InputError, match="broken off"):
        journal.append(report(OTHER_LINES), aborted=True)


def test_decisions_are_tied_to_the_verification_they_concern(journal):
    first, second = journal.append(report()), journal.append(report(lines=None))
    written = journal.decide(first, DECISION)
    again = journal.decide(first.number, dv.OperatorDecision(verdict="confirm", operator="op-8"))
    journal.decide(
        second,
        dv.OperatorDecision(verdict="correct", operator="op-7", corrected=("date_of_birth",)),
    )
    assert written.concerns == first.number
    assert written.content == DECISION.to_dict()
    assert list(journal.entries(concerns=first)) == [written, again]
    assert len(list(journal.entries(kind="decision"))) == 3
    with pytest.raises(dv.InputError, match="no verification"):
        journal.decide(written, DECISION)
    with pytest.raises(dv.InputError, match="no entry"):
        journal.decide(99, DECISION)


@pytest.mark.parametrize("verdict", ["confirm", "object"])
def test_a_second_pair_of_eyes_is_another_persons(journal, verdict):
    entry = journal.append(report())
    mine, theirs = (dv.OperatorDecision(verdict=verdict, operator=name) for name in ("op-7", "op-8"))
    with pytest.raises(dv.InputError, match="nothing was decided"):
        journal.decide(entry, theirs)
    journal.decide(entry, DECISION)
    with pytest.raises(dv.InputError, match="another one"):
        journal.decide(entry, mine)
    assert journal.decide(entry, theirs).content["operator"] == "op-8"


def test_notes_hold_numbers_and_codes(journal):
    content = {"fmr": 0.001, "groups": {"UTO": [1, 2, None, True]}, "state": "drift/low"}
    assert journal.note("rates/month", content).content == {"topic": "rates/month", "content": content}
    assert journal.note("shift/ends").content == {"topic": "shift/ends", "content": None}


def test_entries_are_found_by_their_period(journal, clock):
    for month in (1, 2, 2, 3):
        clock.at = datetime(2026, month, 10, tzinfo=UTC)
        clock.step = timedelta(0)
        if journal.size == 1:
            journal.correct_clock()
        journal.note("month", {"month": month})

    def months(period):
        return [one.content["content"]["month"] for one in journal.entries(period, kind="note")]

    assert months(None) == months("2026") == months((None, None)) == [1, 2, 2, 3]
    assert months("2026-02") == months("2026-02-10") == [2, 2]
    assert months("2026-02-11") == months("2025") == []
    assert months((date(2026, 2, 10), None)) == [2, 2, 3]
    assert months((date(2026, 2, 10), date(2026, 3, 10))) == [2, 2]
    assert months((None, datetime(2026, 3, 10, 0, 0, 1, tzinfo=UTC))) == [1, 2, 2, 3]


def test_times_go_back_only_where_an_entry_says_so_and_periods_are_found_all_the_same(journal, clock):
    clock.step = timedelta(0)
    shifts = [0, 3, -1, 5, 0, -2, 7] * 5  # seconds; a writer may have looked at the clock a little earlier
    for number, shift in enumerate(shifts):
        clock.at += timedelta(seconds=shift)
        if number == 17:
            clock.at -= timedelta(days=3)
            journal.correct_clock()
        journal.note("number", {"is": number})
    entries = list(journal.entries())
    back = [one.number for one, after in pairwise(entries) if after.at < one.at]
    assert [entries[number + 1].kind.value for number in back] == ["clock"]
    instants = sorted({one.at for one in entries})
    for start, stop in pairwise([None, *instants[::4], None]):
        found = list(journal.entries((start, stop)))
        assert found == [
            one for one in entries if (start is None or one.at >= start) and (stop is None or one.at < stop)
        ]


def test_many_entries_come_in_their_order(journal):
    for number in range(1100):
        journal.note("number", {"is": number})
    assert [one.number for one in journal.entries()] == list(range(1101))
    assert [one.content["content"]["is"] for one in journal.entries(kind="note")] == list(range(1100))


def test_a_closed_journal_is_opened_again(journal):
    journal.append(report())
    journal.close()
    with dv.Journal(journal.path) as again:
        assert [one.kind.value for one in again.entries()][-1] == "verification"
        assert again.key.startswith("example.org/desk-3+")


def test_exported_lines_and_tables_hold_every_entry(journal, tmp_path):
    from pyarrow import parquet

    journal.append(report(), profile="full")
    journal.decide(3, DECISION)
    assert journal.export(tmp_path / "out.jsonl") == 5
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert lines == [json.loads(json.dumps(one.to_dict())) for one in journal.entries()]
    assert journal.export(tmp_path / "out.parquet", period="2026-11") == 5
    table = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert [one["number"] for one in table] == [0, 1, 2, 3, 4]
    assert table[3]["outcome"] == report().outcome.value
    assert json.loads(table[4]["content"]) == DECISION.to_dict()
    exported = (tmp_path / "out.jsonl").read_bytes() + (tmp_path / "out.parquet").read_bytes()
    assert not PERSONAL.search(exported.decode("latin-1"))
    with pytest.raises(dv.InputError, match="exists"):
        journal.export(tmp_path / "out.jsonl")

"""Alarms: raised where something is surely wrong, and seldom where nothing is."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from docverify.errors import InputError
from docverify.evaluation.dyads import Dyads
from docverify.operation.rates import AlarmKind, SiteRates, alarms
from docverify.operation.rates.site import Held, bins_of, empty_histogram

HELD = Held(
    encoder="sface-1",
    fmr=1e-3,
    threshold=0.36,
    wider_fmr=1e-2,
    wider_threshold=0.29,
    calibrated_high=1.1e-3,
)
AT = datetime(2026, 11, 23, tzinfo=UTC)
SITE = SiteRates(held=HELD, begun=AT, ended=AT)


def pairs(people, rate, rng):
    each = np.full(people, people - 1)
    return Dyads.counted(rng.binomial(each, rate), each)


def histogram(scores):
    found = empty_histogram()
    np.add.at(found, bins_of(np.asarray(scores)), 1)
    return found


def kinds(rates, **options):
    return [one.kind for one in alarms(rates, **options)]


def test_a_site_as_calibrated_raises_none_but_by_chance():
    rng = np.random.default_rng(1)
    raised = sum(
        bool(kinds(replace(SITE, non_mated=pairs(300, 1e-3, rng), wider=pairs(300, 1e-2, rng), mated=200)))
        for _ in range(200)
    )
    assert raised <= 5


def test_strangers_who_match_too_often_are_told_overall_wider_and_by_group():
    rng = np.random.default_rng(2)
    site = replace(
        SITE,
        non_mated=pairs(300, 5e-3, rng),
        wider=pairs(300, 5e-2, rng),
        groups={
            ("sex", "F"): pairs(150, 2e-2, rng),
            ("sex", "M"): pairs(150, 1e-3, rng),
            ("nationality", "UTO"): pairs(30, 0.2, rng),  # too few people to be told
        },
    )
    found = alarms(site)
    assert [one.kind for one in found] == [
        AlarmKind.FMR_ABOVE,
        AlarmKind.GROUP_FMR_ABOVE,
        AlarmKind.WIDER_FMR_ABOVE,
    ]
    assert found[1].group == ("sex", "F")
    assert found[0].bound == HELD.calibrated_high
    assert "times as often" in found[0].sentence
    assert found[0].to_dict()["kind"] == "fmr_above"


def test_too_few_pairs_raise_no_alarm_however_they_come_out():
    assert kinds(replace(SITE, non_mated=Dyads.counted(np.array([1, 1, 0]), np.array([2, 2, 2])))) == []


def test_bearers_who_are_not_recognised_are_told_and_so_is_that_nobody_said():
    assert kinds(replace(SITE, mated=1000, missed=50)) == [AlarmKind.FNMR_ABOVE]
    assert kinds(replace(SITE, mated=1000, missed=20)) == []
    assert kinds(replace(SITE, mated=1000, missed=5, unresolved=60)) == [AlarmKind.UNRESOLVED]
    assert kinds(replace(SITE, mated=1000, missed=50), fnmr=0.1) == []
    grouped = replace(
        SITE,
        mated=1000,
        missed=20,
        mated_groups={("age_group", "75-"): (15, 100), ("sex", "F"): (10, 500), ("sex", "X"): (9, 9)},
    )
    (alarm,) = alarms(grouped)
    assert (alarm.kind, alarm.group) == (AlarmKind.GROUP_FNMR_ABOVE, ("age_group", "75-"))
    assert "15 of 100" in alarm.sentence


def test_scores_that_moved_are_told_and_others_are_not():
    rng = np.random.default_rng(3)
    before = replace(SITE, mated_scores=histogram(rng.normal(0.75, 0.06, 1000)))
    same = replace(SITE, mated_scores=histogram(rng.normal(0.75, 0.06, 800)))
    moved = replace(SITE, mated_scores=histogram(rng.normal(0.70, 0.06, 800)))
    few = replace(SITE, mated_scores=histogram(rng.normal(0.5, 0.06, 50)))
    assert kinds(same, earlier=before) == []
    assert kinds(moved, earlier=before) == [AlarmKind.SCORES_MOVED]
    assert kinds(few, earlier=before) == []
    (alarm,) = alarms(moved, earlier=before)
    assert "-0.0" in alarm.sentence
    huge = replace(before, mated_scores=before.mated_scores * 10**9)
    assert kinds(huge, earlier=huge) == []


def test_periods_of_other_encoders_are_not_compared():
    other = replace(SITE, held=replace(HELD, encoder="sface-2"))
    with pytest.raises(InputError, match="another encoder"):
        alarms(SITE, earlier=other)

"""The site's own rates: counted as by hand, nobody with themselves, nothing kept longer than it may be."""

import json
import pickle
import threading
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

import docverify as dv
from docverify.errors import InputError
from docverify.evaluation import Rate
from docverify.evidence import Population, similarity_of
from docverify.faces import compare_templates
from docverify.faces.encoded import Encoded
from docverify.faces.population import population_of
from docverify.operation.rates import Monitor, SiteRates, Traits
from docverify.operation.rates.site import bin_of, bins_of
from docverify.operation.rates.traits import KINDS
from docverify.verification import Policy, Referral

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


def monitor_of(engine, **options):
    return Monitor(
        **{
            "calibration": engine.calibration,
            "fmr": 1e-3,
            "capacity": 200,
            "each": 200,
            "rng": np.random.default_rng(1),
            **options,
        }
    )


def come(monitor, people, report, *, begin=AT, step=timedelta(minutes=1)):
    reports = [report(person) for person in people]
    for number, one in enumerate(reports):
        monitor.observe(one, at=begin + number * step)
    return reports


def template_of(report, side):
    return getattr(report.evidence, side).template


def by_hand(reports, threshold):
    """Every pair, the live face of who came later and the portrait of who came before."""
    pairs, errors = Counter(), Counter()
    for later, probe in enumerate(reports):
        for before in reports[:later]:
            match = similarity_of(template_of(before, "portrait"), template_of(probe, "live")) >= threshold
            traits = [Traits.of(one.mrz, at=AT.date()) for one in (before, probe)]
            groups = [
                (kind, getattr(traits[0], kind))
                for kind in KINDS
                if getattr(traits[0], kind) == getattr(traits[1], kind)
            ]
            for group in ["all", *groups]:
                pairs[group] += 1
                errors[group] += match
    return pairs, errors


def test_every_pair_is_counted_as_by_hand_overall_and_by_group(engine, crowd, report):
    monitor = monitor_of(engine)
    reports = come(monitor, crowd, report)
    rates = monitor.rates()
    pairs, errors = by_hand(reports, rates.held.threshold)
    assert errors["all"] > 20
    assert (rates.non_mated.rate.errors, rates.non_mated.rate.trials) == (errors["all"], pairs["all"])
    _, wider = by_hand(reports, rates.held.wider_threshold)
    assert rates.wider.rate.errors == wider["all"] > errors["all"]
    for group, counted in rates.groups.items():
        assert counted.trials == 2 * pairs[group], group
        assert counted.errors == 2 * errors[group], group
    assert {kind for kind, _ in rates.groups} == set(KINDS)
    assert rates.alike("sex").trials == 2 * sum(n for group, n in pairs.items() if group[0] == "sex")
    assert rates.non_mated_scores.sum() == pairs["all"]
    assert (rates.mated, rates.missed, rates.mated_scores.sum()) == (160, 0, 160)
    women = sum(person.sex == "F" for person in crowd)
    assert rates.mated_groups["sex", "F"] == (0, women)
    assert rates.fnmr_of_groups["sex", "F"].trials == women


def test_sums_are_the_same_whether_people_are_still_there_or_have_left(engine, crowd, report):
    small = monitor_of(engine, capacity=20, each=20)
    reports = come(small, crowd, report)
    before = small.rates()
    threshold = before.held.threshold
    errors = np.zeros(len(crowd), int)
    trials = np.zeros(len(crowd), int)
    for later, probe in enumerate(reports):
        for earlier in range(max(0, later - 20), later):
            score = similarity_of(template_of(reports[earlier], "portrait"), template_of(probe, "live"))
            for person in (earlier, later):
                trials[person] += 1
                errors[person] += score >= threshold
    sums = before.non_mated
    assert (sums.errors, sums.trials) == (errors.sum(), trials.sum())
    assert (sums.errors_squared, sums.crossed) == (errors @ errors, errors @ trials)
    assert (sums.people, sums.trials_squared) == (len(crowd), trials @ trials)
    small.wipe()
    assert small.rates().non_mated == sums
    assert small.rates().groups == before.groups


def test_with_a_population_pairs_are_decided_as_comparisons_are(engine, crowd, report):
    rows = np.array([person.face / np.linalg.norm(person.face) for person in crowd], np.float32)
    encoded = Encoded(rows, np.arange(len(rows)), (), len(rows), "0" * 64)
    population = population_of(encoded, engine, name="here", made=AT.date())
    assert isinstance(population, Population)
    monitor = monitor_of(engine, population=population)
    reports = [report(person, population=population) for person in crowd[:80]]
    for number, one in enumerate(reports):
        monitor.observe(one, at=AT + timedelta(minutes=number))
    matches = sum(
        compare_templates(
            template_of(before, "portrait"), template_of(probe, "live"), fmr=1e-3, population=population
        ).outcome
        == "match"
        for later, probe in enumerate(reports)
        for before in reports[:later]
    )
    rates = monitor.rates()
    assert rates.non_mated.rate.errors == matches
    assert rates.held.population == population.sha256
    assert rates.left_out == 0
    plain = monitor_of(engine)
    plain.observe(reports[0], at=AT)
    assert plain.rates().left_out == 1  # held against something else than it counts


def test_nobody_is_compared_with_themselves_by_the_same_document_or_another(engine, crowd, report, mrz):
    monitor = monitor_of(engine)
    person = crowd[0]
    monitor.observe(report(person), at=AT)
    monitor.observe(report(person), at=AT + timedelta(minutes=1))
    monitor.observe(report(person, mrz=mrz(person, number="OTHER1234")), at=AT + timedelta(minutes=2))
    assert monitor.rates().non_mated.trials == 0
    assert len(monitor) == 1  # the later one stands for the person
    monitor.observe(report(crowd[1]), at=AT + timedelta(minutes=3))
    assert monitor.rates().non_mated.trials == 2


def test_no_more_than_so_many_are_kept_and_each_is_compared_with_so_many(engine, crowd, report):
    monitor = monitor_of(engine, capacity=30, each=7)
    come(monitor, crowd, report)
    assert len(monitor) == 30
    assert monitor.rates().non_mated.rate.trials == sum(min(7, n, 30) for n in range(len(crowd)))


def test_what_is_too_old_is_wiped_whether_somebody_comes_or_not(engine, crowd, report):
    monitor = monitor_of(engine, lifetime=timedelta(hours=1))
    come(monitor, crowd[:90], report)
    assert len(monitor) == 60
    memory = monitor._references.rows
    monitor.tick(AT + timedelta(minutes=89 + 30))
    assert len(monitor) == 30
    assert np.count_nonzero(np.abs(memory).sum(axis=1)) == 30
    monitor.tick(AT + timedelta(days=1))
    assert len(monitor) == 0
    assert not memory.any()


def test_at_the_end_the_memory_holds_zeros_and_the_counts_stay(engine, crowd, report):
    with monitor_of(engine) as monitor:
        come(monitor, crowd[:40], report)
        memory = monitor._references.rows
        assert memory.any()
    assert not memory.any()
    assert not monitor._references._documents.any()
    assert not monitor._references.codes.any()
    assert monitor.rates().non_mated.rate.trials == 40 * 39 // 2


def test_where_the_clock_is_set_back_no_age_can_be_told_and_all_are_wiped(engine, crowd, report):
    monitor = monitor_of(engine)
    come(monitor, crowd[:10], report)
    monitor.tick(AT + timedelta(minutes=8, seconds=30))
    assert len(monitor) == 10
    monitor.tick(AT)
    assert len(monitor) == 0
    monitor.observe(report(crowd[11]), at=AT + timedelta(seconds=1))
    assert len(monitor) == 1


def test_people_who_were_not_accepted_are_neither_compared_nor_kept(engine, crowd, report):
    monitor = monitor_of(engine)
    stranger = report(crowd[0], live=crowd[1].face)
    assert stranger.outcome == "FAILED"
    monitor.observe(stranger, at=AT)
    monitor.observe(report(crowd[2]), at=AT, accepted=False)
    assert len(monitor) == 0
    rates = monitor.rates()
    assert (rates.unresolved, rates.refused, rates.taken, rates.mated) == (1, 1, 1, 0)
    monitor.observe(stranger, at=AT, accepted=True)
    rates = monitor.rates()
    assert (rates.mated, rates.missed) == (1, 1)
    assert rates.fnmr.value == 1
    assert rates.mated_groups["sex", crowd[0].sex] == (1, 1)
    assert len(monitor) == 1


def test_a_referred_case_counts_once_an_officer_accepted_it(engine, crowd, report):
    drawn = Policy(name="rates", required=["mrz_found", "face_match"], optional=[], refer_states=["UTO", "D"])
    one = report(crowd[0], policy=drawn)
    assert one.referred
    monitor = monitor_of(engine)
    monitor.observe(one, at=AT)
    assert len(monitor) == 0
    monitor.observe(one, at=AT, accepted=True)
    assert (len(monitor), monitor.rates().mated) == (1, 1)
    assert Referral().key == ""


def test_nothing_of_it_can_be_written_down_or_shown(engine, crowd, report):
    monitor = monitor_of(engine)
    come(monitor, crowd[:5], report)
    for secret in (monitor, monitor._references, monitor._references._rows):
        with pytest.raises(TypeError, match="never written down"):
            pickle.dumps(secret)
        assert "AAAA" not in repr(secret)
        assert len(repr(secret)) < 60
    told = json.dumps(monitor.rates().to_dict()) + repr(monitor.rates())
    for person in crowd[:5]:
        assert f"L{person.number:07}" not in told


def test_what_leaves_it_is_read_back_and_added_up(engine, crowd, report):
    first, second = monitor_of(engine), monitor_of(engine)
    come(first, crowd[:100], report)
    come(second, crowd[100:], report, begin=AT + timedelta(days=1))
    both = first.rates() + second.rates()
    assert both.mated == 160
    assert both.non_mated.trials == 100 * 99 + 60 * 59
    assert (both.begun, both.ended) == (AT, AT + timedelta(days=1, minutes=59))
    content = json.loads(json.dumps(both.to_dict(), allow_nan=False))
    again = SiteRates.from_dict(content)
    assert again.to_dict() == content
    assert again.non_mated == both.non_mated
    assert again.groups == both.told_groups
    assert {name: Rate(*counts) for name, counts in again.mated_groups.items()} == both.fnmr_of_groups
    assert both.mated_groups["sex", "F"][1] == sum(person.sex == "F" for person in crowd)
    with pytest.raises(InputError, match="not added"):
        _ = both + replace(both, held=replace(both.held, fmr=1e-4))


def test_small_groups_are_not_told(engine, crowd, report):
    monitor = monitor_of(engine)
    come(monitor, crowd[:60], report)
    rates = monitor.rates()
    assert len(rates.groups) > len(rates.told_groups)
    assert all(pairs.people >= 50 for pairs in rates.told_groups.values())
    told = [(one["kind"], one["value"]) for one in rates.to_dict()["groups"]]
    assert told == list(rates.told_groups)


def test_a_period_begins_anew_and_the_references_stay(engine, crowd, report):
    monitor = monitor_of(engine)
    come(monitor, crowd[:50], report)
    first = monitor.rates(restart=True)
    come(monitor, crowd[50:100], report, begin=AT + timedelta(minutes=50))
    second = monitor.rates()
    assert len(monitor) == 100
    assert first.non_mated.rate.trials + second.non_mated.rate.trials == 100 * 99 // 2
    assert second.mated == 50


def test_several_threads_may_count_at_once(engine, crowd, report):
    monitor = monitor_of(engine)
    reports = [report(person) for person in crowd]
    threads = [
        threading.Thread(
            target=lambda some: [monitor.observe(one, at=AT) for one in some], args=(reports[n::4],)
        )
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert monitor.rates().non_mated.rate.trials == 160 * 159 // 2


@pytest.mark.parametrize(
    "change",
    [
        {"site_rates": 2},
        {"mated": -1},
        {"mated": "SECRET"},
        {"missed": 10**6},
        {"held": {}},
        {"groups": [{"kind": "SECRET"}]},
        {"non_mated": {}},
        {"mated_scores": [1]},
        {"begun": "SECRET"},
    ],
)
def test_what_are_no_site_rates_is_refused_without_quoting_it(engine, crowd, report, change):
    monitor = monitor_of(engine)
    come(monitor, crowd[:3], report)
    with pytest.raises(InputError) as caught:
        SiteRates.from_dict(monitor.rates().to_dict() | change)
    assert "SECRET" not in str(caught.value)


def test_it_counts_what_verify_gives_and_a_person_who_comes_again_once(engine, crowd, report, samples):
    mated = samples / "mated"
    given = dv.verify(document=mated / "document.png", live=mated / "live.jpg", at=AT)
    monitor = monitor_of(engine)
    monitor.observe(given, at=AT)
    monitor.observe(given, at=AT + timedelta(hours=1))
    monitor.observe(report(crowd[0]), at=AT + timedelta(hours=2))
    rates = monitor.rates()
    assert (rates.mated, rates.left_out, len(monitor)) == (3, 0, 2)
    assert rates.non_mated.rate.trials == 1
    stored = dv.Report.from_dict(given.to_dict())
    with pytest.raises(InputError, match="in the process that judged it"):
        monitor.observe(stored, at=AT + timedelta(hours=3))


def test_each_reference_is_drawn_as_often_as_any_other(engine, crowd, report):
    """In 3,000 draws of 10 of 60 each is expected 500 times, give or take 20."""
    monitor = monitor_of(engine)
    reports = come(monitor, crowd[:60], report)
    cache = monitor._references
    other = cache.sums_of(report(crowd[100]).mrz)
    drawn = Counter()
    for _ in range(3000):
        some = cache.others(other, most=10, rng=monitor._rng).tolist()
        assert len(set(some)) == 10
        drawn.update(some)
    assert len(drawn) == len(reports)
    assert max(abs(count - 500) for count in drawn.values()) < 100
    own = cache.sums_of(reports[7].mrz)
    assert all(7 not in cache.others(own, most=59, rng=monitor._rng) for _ in range(5))


@pytest.mark.parametrize("score", [-1.5, -1.0, -0.995, 0.0, 0.359, 0.999, 1.0, 1.2])
def test_one_score_lies_in_the_bin_in_which_many_do(score):
    assert bin_of(score) == bins_of(np.array([score]))[0]

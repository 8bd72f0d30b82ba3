"""People of a list found by what becomes of their names on the way, with every reason, and nobody else."""

from datetime import date, timedelta

import pytest

import docverify as dv
from docverify.evidence.listed import MOST_MATCHES, ListAge
from docverify.lists.names.thresholds import NAMES_ALONE, WITH_BIRTHS, rate_at, threshold_for
from docverify.mrz import MrzFormat
from tests.lists.made import AT, EDITION, mrz_of, names_of, person, reasons, strangers

ROUTES = {
    "the same": (("Eriksson", "Anna Maria"), ("Eriksson", "Anna Maria"), "name_same"),
    "native script": (("Щербаков", "Юрий"), ("Щербаков", "Юрий"), "name_same"),
    "another choice of letters": (("Müller", "Jörg"), ("Muller", "Jorg"), "name_same"),
    "ASCII for two letters": (("Muller", "Jorg"), ("Müller", "Jörg"), "name_same"),
    "another romanisation": (("Yushchenko", "Yuriy"), ("Ющенко", "Юрий"), "name_same"),
    "by sound": (("Fyodorov", "Semyon"), ("Федоров", "Семен"), "name_same"),
    "Arabic in Latin letters": (("Rezai", "Mohammad Hossein"), ("رضایی", "محمد حسین"), "name_consonants"),
    "Arabic in its script": (("رضایی", "محمد حسین"), ("Rezai", "Mohammad Hossein"), "name_consonants"),
    "another letter": (("Erikssen", "Anna Maria"), ("Eriksson", "Anna Maria"), "name_typing_error"),
    "letters exchanged": (("Kowalczky", "Zbigniew"), ("Kowalczyk", "Zbigniew"), "name_typing_error"),
    "swapped": (("Anna Maria", "Eriksson"), ("Eriksson", "Anna Maria"), "name_swapped"),
    "not divided": (("Eriksson Anna Maria", ""), ("Eriksson", "Anna Maria"), "name_swapped"),
    "joined": (("Vandersteen", "Mariannelouise"), ("Van der Steen", "Marianne Louise"), "name_joined"),
    "divided": (("Van der Steen", "Marianne"), ("Vandersteen", "Marianne"), "name_joined"),
    "one given name of two": (("Eriksson", "Maria"), ("Eriksson", "Anna Maria"), "name_component_missing"),
    "one given name more": (("Eriksson", "Anna Maria"), ("Eriksson", "Anna"), "name_component_missing"),
    "initial": (("Wojciechowicz", "Z. Maria"), ("Wojciechowicz", "Zofia Maria"), "name_initial"),
    "truncated": (
        ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang"),
        ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang"),
        "name_truncated",
    ),
}


@pytest.mark.parametrize("route", ROUTES)
def test_a_person_is_found_by_name_alone_and_the_reason_is_named(route):
    listed, shown, reason = ROUTES[route]
    found = reasons(person(*listed), mrz_of(*shown))
    assert found is not None
    assert reason in found


@pytest.mark.parametrize(
    "shown",
    [("Lindgren", "Astrid"), ("Eriksson", "Torsten Olof"), ("Larsson", "Anna Maria"), ("Kim", "Min Jun")],
)
def test_somebody_else_is_not(shown):
    assert reasons(person("Eriksson", "Anna Maria"), mrz_of(*shown)) is None


BIRTHS = {
    "1974-08-12": "birth_same",
    "1974-12-08": "birth_day_month_swapped",
    "1974-08-21": "birth_one_part_differs",
    "1974-03-12": "birth_one_part_differs",
    "1979-08-12": "birth_one_part_differs",
    "1974": "birth_year_same",
    "1974-08": "birth_year_same",
    "1974-01-01": "birth_year_same",
    "1975": "birth_year_near",
    "1973-01-01": "birth_year_near",
    "1968-03-30": "birth_differs",
}


@pytest.mark.parametrize("birth", BIRTHS)
def test_dates_of_birth_are_compared_as_far_as_they_are_known(birth):
    found = reasons(person("Eriksson", "Anna Maria", birth=birth), mrz_of("Eriksson", "Anna Maria"))
    assert found is not None
    assert {one for one in found if one.startswith("birth")} == {BIRTHS[birth]}


def test_a_date_of_birth_tells_namesakes_apart_and_makes_up_for_a_name():
    def score(birth, *shown):
        made = names_of(person("Eriksson", "Anna Maria", birth=birth), false_positives=1.0)
        return max((one.score for one in made.look_up(mrz_of(*shown), at=AT).matches), default=-9)

    scores = [
        score(birth, "Eriksson", "Anna Maria") for birth in ("1974-08-12", "1974-12-08", "1974", "1975")
    ]
    scores += [score("", "Eriksson", "Anna Maria"), score("1968-03-30", "Eriksson", "Anna Maria")]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    assert score("1974-08-12", "Erikson", "Ana") > score("1968-03-30", "Erikson", "Ana")


def test_a_century_that_is_open_counts_for_either():
    for year in ("1926", "2026"):
        found = reasons(
            person("Eriksson", "Anna Maria", birth=f"{year}-02-11"),
            mrz_of("Eriksson", "Anna Maria", date_of_birth="260211"),
        )
        assert "birth_same" in found


def test_a_date_of_birth_that_is_not_printed_says_nothing():
    found = reasons(
        person("Eriksson", "Anna Maria", birth="1974-08-12"),
        mrz_of("Eriksson", "Anna Maria", date_of_birth="<<<<<<"),
    )
    assert found is not None
    assert not [one for one in found if one.startswith("birth")]


def test_sex_and_nationality_that_contradict_are_named_and_cost():
    def found(**more):
        (match,) = (
            names_of(person("Eriksson", "Anna Maria", **more))
            .look_up(mrz_of("Eriksson", "Anna Maria"), at=AT)
            .matches
        )
        return match

    plain = found()
    for more, reason in (({"sex": "M"}, "sex_differs"), ({"nationality": "D"}, "nationality_differs")):
        assert reason in found(**more).reasons
        assert found(**more).score < plain.score
    assert "nationality_same" in found(nationality="UTO").reasons
    assert found(nationality="UTO", sex="F").score == plain.score


def test_a_rare_name_is_worth_more_than_a_common_one():
    common = [
        dv.NameEntry(id=f"N-{at}", primary="Nguyen", secondary=f"Anh {letter}u")
        for at, letter in enumerate("BCDGHKLMNPQRSTVXYZ" * 20)
    ]
    made = dv.NameList(
        [*common, *strangers(), person("Nguyen", "Anh"), person("Szczebrzeszynski", "Anh")],
        edition=EDITION,
        false_positives=1.0,
    )

    def score(surname):
        matches = made.look_up(mrz_of(surname, "Anh"), at=AT).matches
        return max((one.score for one in matches if one.entry == "W-1"), default=0.0)

    assert score("Szczebrzeszynski") > score("Nguyen") + 2


def test_the_threshold_rises_with_the_list_and_falls_with_what_is_allowed():
    def threshold(entries, allowed):
        made = dv.NameList(entries, edition=EDITION, false_positives=allowed)
        return made.look_up(mrz_of("Eriksson"), at=AT).threshold

    few = [person("Eriksson")]
    many = [
        dv.NameEntry(id=f"P-{at}", primary="Eriksson", secondary=f"{'ABCDEFGHIJ'[at % 10]}nna")
        for at in range(3000)
    ]
    assert threshold(many, 0.1) > threshold(few, 0.1)
    assert threshold(many, 0.01) > threshold(many, 0.1) > threshold(many, 1.0)


def test_so_few_false_positives_that_nothing_was_measured_are_refused():
    with pytest.raises(dv.ConfigurationError, match="least that was measured"):
        names_of(person("Eriksson"), false_positives=1e-6)
    dated = [person("Eriksson", birth="1974")]
    dv.NameList(dated, edition=EDITION, false_positives=2e-7)  # by the dates, which all have
    with pytest.raises(dv.ConfigurationError, match="least that was measured"):
        dv.NameList(dated, edition=EDITION, false_positives=1e-8)


@pytest.mark.parametrize("points", [NAMES_ALONE, WITH_BIRTHS])
def test_rates_and_thresholds_are_one_anothers_inverse(points):
    for point in points:
        assert threshold_for(points, point.rate) == pytest.approx(point.threshold)
        assert rate_at(points, point.threshold) == pytest.approx(point.rate)
    thresholds = [threshold_for(points, rate) for rate in (1e-3, 5e-4, 1e-4, 7e-5, 1e-5, 2e-6, 1e-6)]
    assert thresholds == sorted(thresholds)
    for rate in (5e-4, 7e-5, 2e-6):
        assert rate_at(points, threshold_for(points, rate)) == pytest.approx(rate)
    assert rate_at(points, 99.0) == points[-1].rate
    assert threshold_for(points, 0.5) == points[0].threshold


def test_what_a_match_is_expected_by_chance_goes_down_with_its_score():
    made = names_of(person("Eriksson", "Anna Maria"), false_positives=1.0)
    matches = [
        made.look_up(mrz_of(*shown), at=AT).matches[0]
        for shown in (("Eriksson", "Anna Maria"), ("Erikssen", "Anna Maria"))
    ]
    assert matches[0].score > matches[1].score
    assert matches[0].by_chance <= matches[1].by_chance


def test_a_document_without_a_name_is_not_cleared_by_having_none():
    made = names_of(person("Eriksson"))
    assert made.look_up(mrz_of("Eriksson"), at=AT).asked
    card = dv.compose_mrz(MrzFormat.NLD_DL, document_number="1234567890", issuing_state="NLD")
    answer = made.look_up(dv.parse_mrz(card, format=MrzFormat.NLD_DL), at=AT)
    assert not answer.asked
    assert not answer.matches


def test_no_more_matches_are_told_than_anybody_can_look_at():
    same = [
        dv.NameEntry(id=f"E-{at}", primary="Eriksson", secondary="Anna Maria", birth="1974-08-12")
        for at in range(MOST_MATCHES + 20)
    ]
    made = dv.NameList(same, edition=EDITION, false_positives=1.0)
    assert len(made.look_up(mrz_of("Eriksson", "Anna Maria"), at=AT).matches) == MOST_MATCHES


def test_an_edition_is_current_to_its_last_day_and_not_before_its_first():
    issued, last = EDITION.issued, EDITION.issued + timedelta(days=EDITION.stale_after)
    assert EDITION.last_day == last
    assert EDITION.age(issued) is EDITION.age(last) is ListAge.CURRENT
    assert EDITION.age(last + timedelta(days=1)) is ListAge.STALE
    assert EDITION.age(issued - timedelta(days=1)) is ListAge.NOT_YET


@pytest.mark.parametrize(
    "change",
    [
        {"id": ""},
        {"id": "a\nb"},
        {"primary": "", "secondary": ""},
        {"primary": "李"},
        {"primary": "Παπαδόπουλος"},
        {"primary": "Henry 8"},
        {"primary": "A" * 201},
        {"sex": "X"},
        {"nationality": "GERMANY"},
        {"birth": "12.08.1974"},
        {"birth": "1974-02-30"},
        {"birth": "1974-8-12"},
        {"birth": "74"},
        {"birth": "1974-08-12T00:00"},
    ],
)
def test_an_entry_that_cannot_be_used_is_refused_without_repeating_it(change):
    sound = {"id": "W-1", "primary": "Eriksson", "secondary": "Anna"}
    with pytest.raises(dv.InputError) as caught:
        dv.NameEntry(**sound | change)
    (value, *_) = change.values()
    assert len(str(value)) < 3 or str(value) not in str(caught.value)


def test_nothing_shows_who_is_listed():
    entry = person("Zwetschgenbaum", "Ottilie", birth="1974-08-12", nationality="UTO")
    made = names_of(entry)
    answer = made.look_up(mrz_of("Zwetschgenbaum", "Ottilie"), at=AT)
    assert answer.matches
    shown = repr([entry, made, answer, entry.born])
    assert not [word for word in ("Zwetsch", "ZWETSCH", "Ottilie", "1974", "W-1") if word in shown]


def test_an_instant_is_as_good_as_its_day():
    made = names_of(person("Eriksson", "Anna Maria"))
    mrz = mrz_of("Eriksson", "Anna Maria")
    assert made.look_up(mrz, at=date(2026, 11, 23)) == made.look_up(mrz, at=AT)

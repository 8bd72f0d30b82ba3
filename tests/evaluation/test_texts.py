"""How well texts were read: what is wrong and called right, what was not found, and what confidence says."""

import math

import numpy as np
import pytest

from docverify.errors import InputError
from docverify.evaluation import Rate, TextTrial, exact_difference, text_rates, text_rates_by


def rng():
    return np.random.default_rng(7)


def trial(picture="a", characters=88, **more):
    return TextTrial(picture=picture, characters=characters, **more)


FOUND = {"found": True, "valid": True, "sure": True, "confidence": 0.9995}


def test_what_was_not_found_counts_as_all_wrong_and_is_told_apart():
    found = text_rates(
        [
            trial("exact", **FOUND),
            trial("one wrong", edits=1, **FOUND),
            trial("not found"),
            trial("broken", unusable=True),
            trial("blank", 0),
            trial("blank, found", 0, edits=0, found=True),
        ],
        rng=rng(),
    )
    assert found.exact == Rate(1, 4)
    assert found.not_found == Rate(2, 4)
    assert found.unusable == 1
    assert found.characters == Rate(1 + 88 + 88, 4 * 88)
    assert found.characters_found == Rate(1, 2 * 88)
    assert found.found_nothing_there == Rate(1, 2)


def test_wrong_claims_are_of_what_was_called_so_and_blank_pictures_are_wrong_ones():
    found = text_rates(
        [
            trial("a", **FOUND),
            trial("b", edits=2, found=True, valid=True),
            trial("c", edits=1, found=True, sure=True, confidence=0.9999),
            trial("d", 0, found=True, valid=True, sure=True, confidence=0.9999),
            trial("e", valid=True, sure=True),  # not found: no claim
        ],
        rng=rng(),
    )
    assert dict(found.wrong_claims) == {
        "valid": Rate(2, 3),
        "sure": Rate(2, 3),
        "valid and sure": Rate(1, 2),
    }


def test_a_text_longer_than_the_truth_is_not_more_than_all_wrong():
    assert text_rates([trial(edits=200, found=True)], rng=rng()).characters == Rate(88, 88)


def test_bands_hold_what_was_expected_against_what_was_observed():
    sure = [trial(f"s{at}", **FOUND | {"confidence": 1.0}) for at in range(3)]
    doubtful = [trial(f"d{at}", edits=at % 2, found=True, confidence=0.8) for at in range(4)]
    unknown = [trial("u", found=True)]
    found = text_rates([*sure, *doubtful, *unknown, trial("n", confidence=0.4)], rng=rng())
    assert [(band.low, band.high, band.exact) for band in found.bands] == [
        (0.8, 0.9, Rate(2, 4)),
        (0.999, 1.0, Rate(3, 3)),
    ]
    assert found.expected == pytest.approx((3 * 1.0 + 4 * 0.8) / 7)
    assert found.observed == Rate(5, 7)
    assert text_rates(unknown, rng=rng()).observed is None


def test_pictures_of_one_document_do_not_count_as_many_documents():
    """Ten documents of fifty pictures each: as wide as ten, not as five hundred."""
    many = [
        trial(f"{at}", found=True, edits=int(at // 50 < 5), document=f"doc {at // 50}") for at in range(500)
    ]
    alone = [trial(one.picture, found=True, edits=one.edits) for one in many]
    wide, narrow = (text_rates(trials, rng=rng()).exact_over_documents for trials in (many, alone))
    assert wide.high - wide.low > 4 * (narrow.high - narrow.low)
    assert text_rates(many[:10], rng=rng()).exact_over_documents is None  # one document


def test_figures_by_column():
    trials = [trial(f"{at}", found=True, edits=at % 2, groups={"site": "ab"[at % 2]}) for at in range(4)]
    assert [(value, rates.exact) for value, rates in text_rates_by(trials, "site", rng=rng())] == [
        ("a", Rate(2, 2)),
        ("b", Rate(0, 2)),
    ]
    with pytest.raises(InputError, match="layout"):
        text_rates_by(trials, "layout", rng=rng())


def test_the_better_reader_is_told_with_an_interval_and_chance_is_not():
    first = [trial(f"{at}", found=True, edits=int(at < 20)) for at in range(200)]
    second = [trial(f"{at}", found=True, edits=int(at < 45)) for at in range(200)]
    found = exact_difference(first, second, rng=rng())
    assert found.value == pytest.approx(25 / 200)
    assert 0.07 < found.low < 0.125 < found.high < 0.18
    assert found.decided
    again = exact_difference(first, first, rng=rng())
    assert (again.value, again.decided) == (0, False)
    assert again.high > 0.01  # no spread seen is no certainty
    with pytest.raises(InputError, match="other pictures"):
        exact_difference(first, second[1:], rng=rng())


def test_pairing_makes_the_interval_narrower_than_two_samples_would():
    hard = np.random.default_rng(1).random(400) < 0.5
    first = [trial(f"{at}", found=True, edits=int(hard[at])) for at in range(400)]
    second = [trial(f"{at}", found=True, edits=int(hard[at] or at < 8)) for at in range(400)]
    found = exact_difference(first, second, rng=rng())
    alone = 1.96 * math.sqrt(2 * 0.25 / 400)
    assert found.high - found.low < alone / 2

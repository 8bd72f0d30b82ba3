"""Groups of people, by their documents."""

from datetime import date

import pytest

from docverify.mrz import MrzFormat, compose_mrz, parse_mrz
from docverify.operation.rates import Traits
from docverify.operation.rates.traits import AGES, group_of

AT = date(2026, 11, 23)


def traits_of(**changes):
    fields = {
        "surname": "ERIKSSON",
        "given_names": "ANNA",
        "document_number": "L898902C3",
        "issuing_state": "UTO",
        "nationality": "D",
        "date_of_birth": "740812",
        "sex": "F",
        "date_of_expiry": "320415",
    }
    return Traits.of(parse_mrz(compose_mrz(MrzFormat.TD3, **(fields | changes)), at=AT), at=AT)


def test_they_are_read_from_the_document():
    assert traits_of() == Traits(sex="F", age_group="45-59", nationality="D", issuer="UTO")
    assert "45" not in repr(traits_of())


@pytest.mark.parametrize(
    ("birth", "group"),
    [
        ("141124", "0-11"),  # twelve tomorrow
        ("141123", "12-17"),
        ("081123", "18-29"),
        ("511123", "75-"),
        ("511124", "60-74"),
        ("<<<<<<", ""),
        ("74<<<<", ""),
        ("741399", ""),
    ],
)
def test_the_age_group_is_that_of_the_day_or_none(birth, group):
    if birth == "741399":
        text = compose_mrz(
            MrzFormat.TD3,
            surname="A",
            document_number="1",
            issuing_state="UTO",
            nationality="UTO",
            date_of_birth="740812",
            sex="F",
            date_of_expiry="320415",
        ).replace("740812", birth)
        assert Traits.of(parse_mrz(text, at=AT), at=AT).age_group == ""
        return
    assert traits_of(date_of_birth=birth).age_group == group


def test_a_sex_that_is_not_said_is_no_group():
    assert traits_of(sex="<").sex == ""


def test_every_age_is_of_one_group():
    names = [group_of(age) for age in range(110)]
    assert len(set(names)) == len(AGES) + 1
    assert names == sorted(names, key=names.index)

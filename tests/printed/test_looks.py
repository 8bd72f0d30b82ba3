"""What several looks at one page say together."""

from itertools import permutations

import numpy as np
import pytest

from docverify.evidence.printed import Agreement, FieldAnswer, Obstacle, PrintedField
from docverify.printed.looks import all_agree, over_looks

SAYS, OTHERWISE, NOTHING, NONE = (
    Agreement.AGREES,
    Agreement.DIFFERS,
    Agreement.NOT_READ,
    Agreement.NOT_COMPARABLE,
)


def answer(agreement, number=0):
    obstacle = Obstacle.NOT_ALIKE if agreement is NONE else None
    return FieldAnswer(
        PrintedField.NAME,
        agreement,
        f"Look {number}.",
        quads=(np.full((4, 2), number, float),),
        obstacle=obstacle,
    )


def looked(*agreements):
    (one,) = over_looks([[answer(agreement, n)] for n, agreement in enumerate(agreements)])
    return one


@pytest.mark.parametrize(
    ("looks", "told"),
    [
        ((SAYS, NOTHING, NONE), SAYS),
        ((OTHERWISE, NOTHING, NOTHING), OTHERWISE),
        ((SAYS, SAYS, OTHERWISE), NOTHING),
        ((OTHERWISE, OTHERWISE, SAYS), NOTHING),
    ],
)
def test_what_any_look_says_counts_unless_another_says_otherwise(looks, told):
    assert {looked(*order).agreement for order in permutations(looks)} == {told}


@pytest.mark.parametrize(("first", "last"), [(NOTHING, NONE), (NONE, NOTHING)])
def test_where_no_look_tells_the_last_one_says_why(first, last):
    told = looked(first, last)
    assert (told.agreement, told.reason) == (last, "Look 1.")


def test_the_place_is_where_it_was_read():
    told = looked(NOTHING, SAYS, NOTHING)
    assert told.quads[0][0, 0] == 1
    assert looked(SAYS, OTHERWISE).quads  # a person is shown where the looks disagree


@pytest.mark.parametrize("told", [SAYS, OTHERWISE])
def test_the_first_look_that_tells_says_why(told):
    assert looked(NOTHING, told, told).reason == "Look 1."


def test_fields_are_told_one_by_one():
    fields = list(PrintedField)
    looks = [
        [FieldAnswer(field, SAYS if n % 2 == look else NOTHING, "") for n, field in enumerate(fields)]
        for look in range(2)
    ]
    assert not any(map(all_agree, looks))
    told = over_looks(looks)
    assert all_agree(told)
    assert [one.field for one in told] == fields

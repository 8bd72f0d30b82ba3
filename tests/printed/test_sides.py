"""The front of a card against the MRZ of its back."""

import numpy as np
import pytest

from docverify.errors import InputError
from docverify.evidence.printed import Belonging, PrintedField
from docverify.printed.answers import field_answers
from docverify.printed.sides import front_agrees
from tests.printed.simulator import DESIGNS, drawn, line, page


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design.name)
def test_fronts_belong_to_their_own_back_only(design):
    cards = [drawn(np.random.default_rng(seed)) for seed in range(6)]
    told = 0
    for n, (holder, _) in enumerate(cards):
        for m, (_, mrz) in enumerate(cards):
            belonging = front_agrees(field_answers(page(holder, design), mrz)).belonging
            assert (belonging is Belonging.BELONGS) == (n == m)
            told += belonging is Belonging.DOES_NOT
    assert told >= 15 or not design.captions


def test_a_number_alone_tells_nothing():
    holder, mrz = drawn(np.random.default_rng(1))
    answer = front_agrees(field_answers([line(holder.document_number, 5, 5)], mrz))
    assert answer.belonging is Belonging.NOT_TOLD
    assert holder.document_number not in repr(answer)


@pytest.mark.parametrize("answers", [None, [], [None]])
def test_what_are_no_answers_is_refused(answers):
    with pytest.raises(InputError):
        front_agrees(answers)


def test_number_and_name_must_be_among_them():
    holder, mrz = drawn(np.random.default_rng(1))
    answers = field_answers([line(holder.document_number, 5, 5)], mrz)
    for missing in (PrintedField.NUMBER, PrintedField.NAME):
        with pytest.raises(InputError, match="number and name"):
            front_agrees([one for one in answers if one.field is not missing])

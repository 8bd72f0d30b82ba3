"""The front of a card against the MRZ of its back."""

import numpy as np
import pytest

from docverify.errors import InputError
from docverify.evidence.printed import Belonging
from docverify.printed.sides import front_agrees
from tests.printed.simulator import DESIGNS, drawn, line, page


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design.name)
def test_fronts_belong_to_their_own_back_only(design):
    cards = [drawn(np.random.default_rng(seed)) for seed in range(6)]
    told = 0
    for n, (holder, _) in enumerate(cards):
        for m, (_, mrz) in enumerate(cards):
            belonging = front_agrees(page(holder, design), mrz).belonging
            assert (belonging is Belonging.BELONGS) == (n == m)
            told += belonging is Belonging.DOES_NOT
    assert told >= 15 or not design.captions


def test_a_number_alone_tells_nothing():
    holder, mrz = drawn(np.random.default_rng(1))
    answer = front_agrees([line(holder.document_number, 5, 5)], mrz)
    assert answer.belonging is Belonging.NOT_TOLD
    assert holder.document_number not in repr(answer)


def test_what_are_no_lines_is_refused():
    with pytest.raises(InputError):
        front_agrees(None, drawn(np.random.default_rng(1))[1])

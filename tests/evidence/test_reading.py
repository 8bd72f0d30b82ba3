"""A reading says what was read, or why nothing was; never both, and never sure of nothing."""

import math

import pytest

from docverify.errors import InputError
from docverify.evidence import Reading, ReadingFailure
from docverify.mrz import parse_mrz

MRZ = parse_mrz("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")


def test_a_reading_without_an_mrz_is_sure_of_nothing():
    assert not Reading(None, ReadingFailure.NO_MRZ, confidence=1.0).sure
    assert Reading(MRZ, None, confidence=1.0).sure


@pytest.mark.parametrize("confidence", [0.9989, 0.9, 0.0, math.nan])
def test_only_what_is_at_least_as_sure_as_promised_is_sure(confidence):
    assert not Reading(MRZ, None, confidence=confidence).sure
    assert Reading(MRZ, None, confidence=0.999).sure


def test_a_reading_has_either_an_mrz_or_a_failure():
    for both in ((MRZ, ReadingFailure.NO_MRZ), (None, None)):
        with pytest.raises(InputError, match="either an MRZ or a failure"):
            Reading(*both)

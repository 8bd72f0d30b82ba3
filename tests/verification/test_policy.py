"""A policy that proves nothing is an error, and so is one that nobody can have meant."""

import doctest
import math

import pytest

from docverify.errors import InputError
from docverify.mrz import MrzFormat
from docverify.verification import Check, Demand, DocumentKind, Policy
from docverify.verification import policy as policy_module


@pytest.mark.parametrize(
    "options",
    [
        {"required": []},
        {"kinds": []},
        {"formats": []},
        {"waived": list(Check)},
        {"required": [Check.FACE_MATCH], "waived": [Check.FACE_MATCH]},
        {"required": ["no such check"]},
        {"kinds": ["car"]},
        {"formats": ["TD9"]},
        {"kinds": "passport"},
        {"waived": 3},
        {"fmr": 0},
        {"fmr": -0.1},
        {"fmr": 1.1},
        {"fmr": math.nan},
        {"fmr": math.inf},
        {"least_confidence": 0},
        {"least_confidence": math.nan},
    ],
)
def test_refused(options):
    with pytest.raises(InputError, match="the policy"):
        Policy(**options)


def test_the_default_requires_every_check():
    policy = Policy()
    assert {policy.demand(check) for check in Check} == {Demand.REQUIRED}
    assert DocumentKind.OTHER not in policy.kinds
    assert MrzFormat.CHE_DL not in policy.formats


def test_waived_wins_over_required_and_the_rest_is_optional():
    policy = Policy(required=[Check.FACE_MATCH, Check.NOT_EXPIRED], waived=[Check.NOT_EXPIRED])
    assert policy.demand(Check.FACE_MATCH) is Demand.REQUIRED
    assert policy.demand(Check.NOT_EXPIRED) is Demand.WAIVED
    assert policy.demand(Check.MRZ_FOUND) is Demand.OPTIONAL


def test_names_may_come_as_their_values():
    policy = Policy(required=["face_match"], kinds=["identity card"], formats=["TD1"])
    assert policy == Policy(
        required=[Check.FACE_MATCH], kinds=[DocumentKind.IDENTITY_CARD], formats=[MrzFormat.TD1]
    )


def test_a_policy_cannot_be_changed_by_its_callers_list():
    waived = [Check.FACE_MATCH]
    policy = Policy(waived=waived)
    waived.append(Check.MRZ_FOUND)
    assert policy.demand(Check.MRZ_FOUND) is Demand.REQUIRED
    with pytest.raises(AttributeError):
        policy.fmr = 0.5


def test_the_example_runs():
    assert doctest.testmod(policy_module).attempted > 0
    assert doctest.testmod(policy_module).failed == 0

"""A policy that proves nothing is an error, and so is one that nobody can have meant."""

import doctest
import math
import tomllib

import pytest

from docverify.errors import ConfigurationError
from docverify.evidence import PrintedField
from docverify.mrz import MrzFormat
from docverify.verification import CHECK_NAMES, TEXT, Demand, DocumentKind, Policy, policy_of
from docverify.verification import policy as policy_module

FIRST_VERSION = {
    "fmr": 0.001,
    "kinds": ["identity card", "passport", "visa"],
    "formats": ["MRVA", "MRVB", "TD1", "TD2", "TD3"],
    "required": ["mrz_found", "face_match"],
    "waived": ["composite_digit"],
    "least_confidence": 0.9,
}
"""As `Policy.to_dict()` of docverify 0.1 wrote it."""


@pytest.mark.parametrize(
    "options",
    [
        {"required": []},
        {"kinds": []},
        {"formats": []},
        {"waived": CHECK_NAMES},
        {"required": ["face_match"], "waived": ["face_match"]},
        {"required": ["no such check"]},
        {"required": "face_match"},
        {"optional": ["no such check"]},
        {"kinds": ["car"]},
        {"formats": ["TD9"]},
        {"kinds": "passport"},
        {"waived": 3},
        {"fmr": 0},
        {"fmr": -0.1},
        {"fmr": 1.1},
        {"fmr": math.nan},
        {"fmr": math.inf},
        {"fmr": "0.001"},
        {"least_confidence": 0},
        {"least_confidence": math.nan},
        {"least_age": 0},
        {"least_age": 18.5},
        {"months_left": -1},
        {"months_left": True},
        {"states": []},
        {"states": ["QQQ"]},
        {"states": "UTO"},
        {"name": "\ud83d"},
    ],
)
def test_refused(options):
    with pytest.raises(ConfigurationError, match="the policy"):
        Policy(**options)


def test_unless_told_otherwise_it_demands_what_the_border_does():
    border = Policy.named("border")
    assert all(Policy().demand(name) is border.demand(name) for name in CHECK_NAMES)
    assert DocumentKind.OTHER not in Policy().kinds
    assert MrzFormat.CHE_DL not in Policy().formats


def test_no_shipped_policy_takes_a_doubtful_text_another_documents_portrait_or_a_stranger():
    for name in ("document", "kiosk", "border", "lenient"):
        policy = Policy.named(name)
        assert policy.name == f"{name}-2026.{2 if name == 'border' else 1}"
        for check in ("text_certain", "text_allowed", "one_document", "portrait_on_page", "one_portrait"):
            assert policy.demand(check) is Demand.REQUIRED, (name, check)
        wanted = Demand.NOT_ASKED if name == "document" else Demand.REQUIRED
        for check in ("live_face_found", "one_live_person", "live_is_not_the_document", "face_match"):
            assert policy.demand(check) is wanted, (name, check)
        for check in ("chip", "live_presentation", "document_presentation"):
            assert policy.demand(check) is Demand.NOT_ASKED
        printed = Demand.NOT_ASKED if name == "lenient" else Demand.OPTIONAL
        for field in PrintedField:
            assert policy.demand(f"printed_{field}_agrees") is printed, name
        tied = Demand.REQUIRED if name == "border" else printed
        assert policy.demand("sides_belong_together") is tied, name
        assert policy.differing_print_fails is False, name
    assert TEXT.demand("text_certain") is Demand.REQUIRED


def test_without_a_name_the_live_picture_decides():
    assert policy_of(None, live=True) == Policy.named("border")
    assert policy_of(None, live=False) == Policy.named("document")
    own = Policy(fmr=0.01)
    assert policy_of(own, live=False) is own
    with pytest.raises(ConfigurationError, match="choose from document, kiosk, border, lenient"):
        policy_of("airport", live=True)


def test_waived_wins_over_required_and_what_the_border_asks_beyond_is_optional():
    policy = Policy(required=["face_match", "not_expired"], waived=["not_expired"])
    assert policy.demand("face_match") is Demand.REQUIRED
    assert policy.demand("not_expired") is Demand.WAIVED
    assert policy.demand("mrz_found") is Demand.OPTIONAL
    assert policy.demand("chip") is Demand.NOT_ASKED
    assert policy.demand("a check of tomorrow") is Demand.NOT_ASKED


def test_whether_differing_print_fails_is_written_down_and_read_back(tmp_path):
    policy = Policy(differing_print_fails=True)
    assert Policy.from_dict(policy.to_dict()) == policy
    (tmp_path / "own.toml").write_text(policy.to_toml())
    assert Policy.read(tmp_path / "own.toml") == policy
    assert "differing_print_fails" not in Policy().to_dict()  # policies of before are what they were
    for wrong in ("yes", 1, None, [True]):
        with pytest.raises(ConfigurationError, match="differing_print_fails must be true or false"):
            Policy(differing_print_fails=wrong)


def test_a_stated_rule_is_required_and_an_unstated_one_is_not_asked():
    policy = Policy(least_age=18, months_left=6, states=["UTO", "d<<"])
    for check in ("old_enough", "valid_long_enough", "state_accepted"):
        assert policy.demand(check) is Demand.REQUIRED
        assert Policy().demand(check) is Demand.NOT_ASKED
    assert policy.states == {"UTO", "D"}


def test_names_may_come_as_their_values():
    policy = Policy(required=["face_match"], kinds=["identity_card"], formats=["TD1"])
    assert policy == Policy(
        required=["face_match"], kinds=[DocumentKind.IDENTITY_CARD], formats=[MrzFormat.TD1]
    )


def test_a_policy_cannot_be_changed_by_its_callers_list():
    waived = ["face_match"]
    policy = Policy(waived=waived)
    waived.append("mrz_found")
    assert policy.demand("mrz_found") is Demand.REQUIRED
    with pytest.raises(AttributeError):
        policy.fmr = 0.5


@pytest.mark.parametrize(
    "policy",
    [
        Policy(),
        Policy.named("lenient"),
        Policy(name='"\\\x7f\t\u2028é\U0001f600', required=["mrz_found"]),
        Policy(name="hotel", least_age=18, months_left=6, states=["UTO"], waived=["not_expired"], fmr=1e-4),
    ],
)
def test_it_is_written_as_toml_and_read_back(policy, tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text(policy.to_toml(), encoding="utf-8")
    assert Policy.read(path) == policy
    assert Policy.from_dict(policy.to_dict()) == policy
    assert tomllib.loads(policy.to_toml()) == policy.to_dict()


def test_a_policy_of_the_first_version_demands_the_same_today():
    policy = Policy.from_dict(FIRST_VERSION)
    assert policy.demand("mrz_found") is Demand.REQUIRED
    assert policy.demand("composite_digit") is Demand.WAIVED
    assert (
        policy.demand("not_expired") is Demand.OPTIONAL
    )  # what it neither required nor waived must not fail
    assert policy.demand("text_certain") is Demand.NOT_ASKED  # a check that came later is demanded of nobody
    assert DocumentKind.IDENTITY_CARD in policy.kinds


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "required"),
        ("schema = 1", "no required checks"),
        ("schema = 2\nrequired = ['face_match']", "version 2"),
        ("schema = 'x'", "version 'x'"),
        ("schema = 1\nrequired = []", "required is empty"),
        ("schema = 1\nrequired = ['faces_match']", "does not check"),
        ("schema = 1\nrequired = ['face_match']\nleast_years = 3", "no least_years"),
        ("schema = 1\nrequired = 'face_match'", "collection"),
        ("schema = 1\nrequired = [3]", "does not check"),
        ("schema = ", "cannot be read"),
        ("\x00", "cannot be read"),
        ("a = " + "[" * 3000, "cannot be read"),
        ("schema = 0x" + "f" * 5000, "limit"),
        ("schema = 1\nrequired = ['face_match']\nfmr = 0x" + "f" * 5000, "limit"),
    ],
)
def test_a_file_that_is_no_policy_says_what_is_wrong_and_where(text, told, tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text(text, encoding="utf-8")
    if not text:  # version 0 with nothing in it demands what 0.1 did by default
        assert Policy.read(path).demand("face_match") is Demand.REQUIRED
        return
    with pytest.raises(ConfigurationError, match=told) as caught:
        Policy.read(path)
    assert "policy.toml" in str(caught.value)
    with pytest.raises(ConfigurationError, match="cannot be read"):
        Policy.read(tmp_path / "missing.toml")


def test_the_example_runs():
    assert doctest.testmod(policy_module).attempted > 0
    assert doctest.testmod(policy_module).failed == 0

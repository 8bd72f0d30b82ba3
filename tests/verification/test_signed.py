"""Signed policies: what is signed is what is judged by, and nobody else's signature counts, nor for ever."""

import base64
import hashlib
from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

import docverify as dv
from docverify.errors import ConfigurationError, EngineMissing
from docverify.verification import Policy, SignedPolicy, TrustedSigners, policy_of, sign_policy, signing_keys
from docverify.verification.signing_keys import new_key, public_of, read_private_key, read_public_keys

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
TRUSTED = TrustedSigners(keys=[public_of(KEY)])
OWN = Policy(name="port of Utopia", refer_share=0.03, least_age=18)
TEXT = b"# What the authority asks.\n" + OWN.to_toml().encode()
FROM = datetime(2026, 12, 1, tzinfo=UTC)
UNTIL = datetime(2027, 6, 1, tzinfo=UTC)
AT = datetime(2027, 1, 1, tzinfo=UTC)


def signed(key=KEY, text=TEXT, version=7, valid_from=FROM, valid_until=UNTIL):
    return sign_policy(text, key, version=version, valid_from=valid_from, valid_until=valid_until)


def taken(data, trusted=TRUSTED, at=AT):
    return SignedPolicy.from_bytes(data).under(trusted, at=at)


def test_a_signed_policy_is_the_policy_and_still_a_file_that_people_read(tmp_path):
    path = tmp_path / "signed.toml"
    path.write_bytes(signed())
    assert SignedPolicy.read(path).under(TRUSTED, at=AT) == OWN == Policy.read(path)
    assert path.read_bytes().startswith(TEXT.rstrip())
    assert SignedPolicy.read(path).version == 7


def test_no_byte_can_be_changed():
    data = signed()
    rng = np.random.default_rng(17)
    refused = 0
    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= 1 << int(rng.integers(8))
        with pytest.raises(ConfigurationError):
            taken(bytes(changed))
        refused += 1
    assert refused > 1000


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"# What", b"# what"),
        lambda data: data.replace(b"fmr = 0.001", b"fmr = 0.1"),
        lambda data: data.replace(b"version = 7", b"version = 8"),
        lambda data: data.replace(b"2027-06-01", b"2037-06-01"),
        lambda data: data + b"# more\n",
        lambda data: data + data,
        lambda data: data[:-40],
        lambda _: TEXT,
        lambda _: b"",
        lambda data: TEXT + data[data.index(b"\n[signed]") :].replace(b"port", b"gate") + b"\n",
    ],
)
def test_what_was_changed_or_is_not_signed_is_refused(change):
    with pytest.raises(ConfigurationError):
        taken(change(signed()))


def test_nobody_elses_signature_counts():
    with pytest.raises(ConfigurationError, match="not trusted"):
        taken(signed(OTHER))
    both = TrustedSigners(keys=[public_of(KEY), public_of(OTHER)])
    assert taken(signed(OTHER), both) == OWN
    own, others = signed(), signed(OTHER)
    name = SignedPolicy.from_bytes(others).signer.encode()
    forged = own.replace(SignedPolicy.from_bytes(own).signer.encode(), name)
    with pytest.raises(ConfigurationError, match="changed"):
        taken(forged, both)


def test_a_signature_made_for_something_else_is_none_of_a_policy():
    found = SignedPolicy.from_bytes(signed())
    bare = KEY.sign(found.message)
    assert not signing_keys.signs(public_of(KEY), found.signature, found.message)
    assert signing_keys.signs(public_of(KEY), bare, found.message)


@pytest.mark.parametrize(
    ("at", "holds"),
    [
        (FROM - timedelta(seconds=1), False),
        (FROM, True),
        (UNTIL - timedelta(seconds=1), True),
        (UNTIL, False),
        (date(2026, 11, 29), False),
        (date(2026, 12, 3), True),
        (date(2027, 6, 3), False),
    ],
)
def test_it_holds_from_and_until(at, holds):
    if holds:
        assert taken(signed(), at=at) == OWN
    else:
        with pytest.raises(ConfigurationError, match="not now"):
            taken(signed(), at=at)


def test_an_old_version_cannot_be_put_back():
    least = TrustedSigners(keys=TRUSTED.keys, least_version=8)
    with pytest.raises(ConfigurationError, match="older than version 8"):
        taken(signed(), least)
    assert taken(signed(version=8), least) == OWN


def test_signing_again_takes_the_earlier_signature_out():
    once = signed()
    again = signed(text=once, version=8)
    assert again.count(b"[signed]") == 1
    assert taken(again) == OWN
    assert SignedPolicy.from_bytes(again).version == 8


def test_who_takes_only_signed_policies_takes_no_other():
    policy = SignedPolicy.from_bytes(signed())
    assert policy_of(policy, live=True, trusted=TRUSTED, at=AT) == OWN
    for other in ("border", None, OWN):
        with pytest.raises(ConfigurationError, match="only a policy that is signed"):
            policy_of(other, live=True, trusted=TRUSTED, at=AT)
    with pytest.raises(ConfigurationError, match="whose signature"):
        policy_of(policy, live=True)
    with pytest.raises(ConfigurationError, match="when"):
        policy_of(policy, live=True, trusted=TRUSTED)


def test_a_verification_takes_it_and_its_report_names_its_sum(samples):
    text = Policy(name="desk", required=["mrz_found", "not_expired"], optional=[]).to_toml().encode()
    policy = SignedPolicy.from_bytes(signed(text=text))
    options = {"document": samples / "mated" / "document.png", "at": AT, "trusted": TRUSTED}
    report = dv.verify(policy=policy, **options)
    assert report.outcome is dv.Outcome.PASSED
    assert report.to_dict()["policy_sha256"] == policy.claimed.sha256
    with pytest.raises(ConfigurationError, match="signed"):
        dv.verify(policy="document", **options)
    with pytest.raises(ConfigurationError, match="not now"):
        dv.verify(policy=policy, **{**options, "at": UNTIL})


@pytest.mark.parametrize(
    "options",
    [
        {"version": 0},
        {"version": 1.5},
        {"valid_from": UNTIL},
        {"valid_from": datetime(2026, 12, 1)},  # noqa: DTZ001 - without a time zone, on purpose
        {"valid_until": "2027-06-01"},
        {"text": b"fmr = 2"},
        {"text": b"required = []"},
        {"text": b"\xff"},
        {"text": b"schema = 1\nrequired = ['face_match']\nfmr = 0x" + b"f" * 5000},
        {"valid_from": datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))},
    ],
)
def test_what_could_never_hold_is_not_signed(options):
    with pytest.raises(dv.InputError):
        signed(**options)


def test_keys_are_those_of_openssl(tmp_path):
    private, public = new_key()
    for name, data in (("k.pem", private), ("k.pub", public + public), ("no.pem", b"no key")):
        (tmp_path / name).write_bytes(data)
    key = read_private_key(tmp_path / "k.pem")
    assert set(read_public_keys(tmp_path / "k.pub")) == {public_of(key)}
    assert taken(signed(key), TrustedSigners.read(tmp_path / "k.pub")) == OWN
    for read in (read_private_key, read_public_keys):
        for name in ("no.pem", "missing.pem"):
            with pytest.raises(ConfigurationError, match="key"):
                read(tmp_path / name)
    other = generate_private_key(SECP256R1())
    (tmp_path / "ec.pem").write_bytes(
        other.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    )
    (tmp_path / "ec.pub").write_bytes(
        other.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
    )
    for read, name in ((read_private_key, "ec.pem"), (read_public_keys, "ec.pub")):
        with pytest.raises(ConfigurationError, match="another kind"):
            read(tmp_path / name)


def test_a_key_with_a_passphrase_needs_it_and_neither_is_quoted(tmp_path):
    path = tmp_path / "k.pem"
    right = "correct horse"
    secret = form.BestAvailableEncryption(right.encode())
    path.write_bytes(KEY.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, secret))
    assert signing_keys.is_encrypted(path)
    assert public_of(read_private_key(path, passphrase=right)) == public_of(KEY)
    for wrong in (None, "wrong horse"):
        with pytest.raises(ConfigurationError, match="passphrase") as caught:
            read_private_key(path, passphrase=wrong)
        assert "horse" not in str(caught.value)


def test_without_cryptography_it_is_said_which_extra_is_missing(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "cryptography", None)
    with pytest.raises(EngineMissing, match=r"docverify\[journal\]"):
        new_key()
    with pytest.raises(EngineMissing, match=r"docverify\[journal\]"):
        taken(signed())


def test_one_sum_is_one_policy_however_it_is_written():
    assert OWN.sha256 == Policy.from_dict(OWN.to_dict()).sha256
    assert len(OWN.sha256) == 64
    assert Policy(fmr=1).sha256 == Policy(fmr=1.0).sha256
    sums = {
        Policy(**change).sha256
        for change in (
            {},
            {"name": "other"},
            {"fmr": 1e-4},
            {"least_age": 18},
            {"waived": ["composite_digit"]},
            {"states": ["UTO"]},
        )
    }
    assert len(sums) == 6


WORDS = [
    b"[signed]\n",
    b"version = 7\n",
    b"signature = ",
    b'"',
    b"schema = 1\n",
    b"required = []",
    b"\r\n",
    b"\xff",
]


@given(st.lists(st.sampled_from(WORDS) | st.binary(max_size=20) | st.just(signed()), max_size=8))
def test_whatever_bytes_are_handed_over_are_that_policy_or_refused(parts):
    data = b"".join(parts)
    try:
        found = taken(data)
    except dv.InputError:
        return
    assert found == OWN
    assert data == signed()


FIXED = {
    "schema": 1,
    "name": "fixed",
    "fmr": 0.001,
    "kinds": ["passport"],
    "formats": ["TD3"],
    "required": ["face_match", "mrz_found"],
    "optional": ["not_expired"],
    "waived": [],
    "least_confidence": 0.9,
    "least_age": 18,
}


def test_the_sum_of_a_policy_stays_what_journals_named():
    """By hand, from what its docstring says; later versions that know more checks must give the same."""
    text = (
        '{"fmr":0.001,"formats":["TD3"],"kinds":["passport"],"least_age":18,"least_confidence":0.9,'
        '"name":"fixed","optional":["not_expired"],"required":["face_match","mrz_found"],"waived":[]}'
    )
    assert Policy.from_dict(FIXED).sha256 == hashlib.sha256(text.encode()).hexdigest()
    shuffled = dict(reversed(FIXED.items())) | {"required": ["mrz_found", "face_match"]}
    assert Policy.from_dict(shuffled).sha256 == Policy.from_dict(FIXED).sha256


def test_the_signature_is_ed25519_of_what_the_docstring_says():
    data = signed()
    body, _, last = data.rpartition(b"signature = ")
    assert base64.b64decode(last.strip().strip(b'"')) == KEY.sign(b"docverify signed policy 1\n" + body)

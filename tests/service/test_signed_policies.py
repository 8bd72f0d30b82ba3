"""A service that takes only signed policies: whoever asks can loosen nothing, and none holds for ever."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

import docverify as dv
from docverify.errors import ConfigurationError
from docverify.service import Settings
from docverify.verification import Policy, SignedPolicy, TrustedSigners, sign_policy
from docverify.verification.signing_keys import new_key, public_of
from tests.service.operate.desk import desk_of
from tests.service.test_process import served
from tests.service.test_process import told as command

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
TRUSTED = TrustedSigners(keys=[public_of(KEY)])
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
PORT = replace(Policy.named("kiosk"), name="port of Utopia")
SECRET = b"0123456789abcdef"


class Time:
    """The instant, as a test sets it."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


def signed(policy=PORT, key=KEY, days=1):
    text = sign_policy(
        policy.to_toml().encode(), key, version=1, valid_from=NOW, valid_until=NOW + timedelta(days=days)
    )
    return SignedPolicy.from_bytes(text)


@pytest.fixture(scope="module")
def time():
    return Time()


@pytest.fixture(scope="module")
def desk(time):
    lenient = signed(replace(PORT, name="cards", fmr=1e-2), days=2)
    with desk_of(policy=signed(), policies=(lenient,), trusted=TRUSTED, now=time) as one:
        yield one


def asked(desk, mated, **data):
    document, live = mated
    return desk.running.post("/v1/verify", [("document", document), ("live", live)], data)


def test_the_signed_policies_count_and_no_others_are_known(desk, mated):
    assert set(desk.kiosk.get("/v1/policies").json()["policies"]) == {"port of Utopia", "cards"}
    told = asked(desk, mated).json()
    assert (told["outcome"], told["report"]["policy_sha256"]) == ("PASSED", PORT.sha256)
    assert asked(desk, mated, policy="cards").json()["report"]["policy"]["fmr"] == 1e-2
    alone = desk.running.post("/v1/verify", [("document", mated[0])]).json()
    assert (alone["outcome"], alone["report"]["policy"]["name"]) == ("INCONCLUSIVE", PORT.name)


@pytest.mark.parametrize("name", ["document", "kiosk", "border", "lenient"])
def test_a_policy_that_ships_is_not_signed(desk, mated, name):
    assert asked(desk, mated, policy=name).json()["code"] == "policy_unknown"
    assert desk.kiosk.post("/v1/sessions", json={"policy": name}).json()["code"] == "policy_unknown"


@pytest.mark.parametrize("data", [{"fmr": "0.01"}, {"fmr": "0.0001"}, {"at": "2020-01-01"}])
def test_a_request_changes_nothing_of_a_signed_policy(desk, mated, data):
    answer = asked(desk, mated, **data)
    assert (answer.status_code, answer.json()["code"]) == (422, "policy_signed")


def test_a_comparison_keeps_to_the_signed_rate(desk, mated):
    files = [("reference", mated[0]), ("probe", mated[1])]
    assert desk.running.post("/v1/compare", files).json()["comparison"]["fmr"] == PORT.fmr
    assert desk.running.post("/v1/compare", files, {"fmr": "0.01"}).json()["code"] == "policy_signed"


def test_validity_is_looked_at_for_every_verification(desk, time, mated):
    made = desk.kiosk.post("/v1/sessions", json={}).json()["id"]
    assert desk.kiosk.put(f"/v1/sessions/{made}/document", files={"picture": mated[0]}).status_code == 200
    time.now = NOW + timedelta(days=1)
    try:
        answer = asked(desk, mated)
        assert (answer.status_code, answer.json()["code"]) == (503, "policy_not_valid")
        assert not answer.json()["retryable"]
        assert asked(desk, mated, policy="cards").json()["outcome"] == "PASSED", "that one holds longer"
        assert desk.kiosk.post("/v1/sessions", json={}).status_code == 503
        stands = desk.kiosk.put(f"/v1/sessions/{made}/live", files={"picture": mated[1]}).json()
        assert stands["state"] == "officer", "it held when the session began, and holds no longer"
    finally:
        time.now = NOW


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "signed is taken"),
        ({"policy": PORT}, "signed is taken"),
        ({"policy": signed(), "policies": (PORT,)}, "signed is taken"),
        ({"policy": signed(key=Ed25519PrivateKey.from_private_bytes(bytes(32)))}, "not trusted"),
        ({"policy": signed(), "now": lambda: NOW + timedelta(days=1)}, "not now"),
        ({"policy": signed(), "policies": (signed(days=3),)}, "one name"),
        ({"policy": signed(), "trusted": None}, "whose signature counts"),
    ],
)
def test_no_service_begins_with_another(settings, said):
    with pytest.raises(ConfigurationError, match=said):
        Settings(**{"trusted": TRUSTED, "now": lambda: NOW, **settings})


def test_the_command_takes_keys_and_the_file_of_a_signed_policy(tmp_path):
    trusted, plain = tmp_path / "authority.pem", tmp_path / "plain.toml"
    trusted.write_bytes(new_key()[1])
    plain.write_text(PORT.to_toml())
    for policy, said in (("border", "name its file"), (str(plain), "not signed")):
        ended = command("--trusted", str(trusted), "--policy", policy, home=tmp_path)
        assert (ended.exit_code, said in ended.stderr) == (2, True), ended.stderr


def test_the_command_serves_by_a_signed_policy(tmp_path, mated):
    private, public = new_key()
    now = datetime.now(UTC)
    (tmp_path / "key.pem").write_bytes(public)
    (tmp_path / "port.toml").write_bytes(
        sign_policy(
            PORT.to_toml().encode(),
            load_pem_private_key(private, None),
            version=1,
            valid_from=now - timedelta(days=1),
            valid_until=now + timedelta(days=1),
        )
    )
    words = ("--trusted", str(tmp_path / "key.pem"), "--policy", str(tmp_path / "port.toml"))
    with served(tmp_path, *words) as client:
        assert list(client.get("/v1/policies").json()["policies"]) == [PORT.name]
        files = [("document", mated[0]), ("live", mated[1])]
        assert client.post("/v1/verify", files=files, data={"fmr": "0.5"}).json()["code"] == "policy_signed"


def test_a_share_is_drawn_by_the_secret_and_nobody_begins_without_it(mated):
    policy = replace(PORT, refer_share=1.0)
    for lacking in (policy, replace(PORT, refer_first_use=True)):
        with pytest.raises(ConfigurationError, match="Referral"):
            Settings(policy=lacking)
    assert SECRET.decode() not in repr(Settings(policy=policy, referral_secret=SECRET))
    with desk_of(policy=policy, referral_secret=SECRET, tries=3) as desk:
        told = asked(desk, mated).json()
        report = dv.Report.from_dict(told["report"])
        assert (report.outcome, report.referred) == (dv.Outcome.INCONCLUSIVE, True)
        assert dv.Referral(secret=SECRET).proves(report)
        made = desk.kiosk.post("/v1/sessions", json={}).json()["id"]
        for side, picture in zip(("document", "live"), mated, strict=True):
            stands = desk.kiosk.put(f"/v1/sessions/{made}/{side}", files={"picture": picture})
        assert stands.json()["state"] == "officer"
        assert "referr" not in stands.text
        assert "drawn" in desk.shown(made)["summary"]

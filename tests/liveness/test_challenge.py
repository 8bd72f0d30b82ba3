"""Challenges: drawn at random, of one use, and read back as they were written."""

import random
from collections import Counter
from datetime import UTC, datetime

import pytest

import docverify as dv
from docverify.liveness.spent import claim_here

AT = datetime(2026, 11, 28, 12, tzinfo=UTC)


def drawn(**other):
    return dv.Challenge.draw(**{"at": AT, "rng": random.Random(1), **other})  # noqa: S311 - repeatable


def test_every_order_is_as_likely():
    counts = Counter(drawn(rng=random.Random(n), steps=2).steps for n in range(800))  # noqa: S311 - repeatable
    assert len(counts) == 4
    assert min(counts.values()) > 150
    for steps in (2, 3, 4):
        assert len(drawn(steps=steps).steps) == steps


def test_no_two_nonces_are_alike_unless_the_same_source_is_given():
    assert drawn() == drawn()
    assert len({dv.Challenge.draw(at=AT).nonce for _ in range(100)}) == 100


def test_a_challenge_is_read_back_as_it_was_written():
    challenge = drawn(steps=4, seconds=8.0)
    assert dv.Challenge.from_dict(challenge.to_dict()) == challenge
    assert challenge.instructions[0] == "Look straight ahead."
    assert all(
        step.value in told for step, told in zip(challenge.steps, challenge.instructions[1:], strict=True)
    )


@pytest.mark.parametrize(
    "other",
    [
        {"steps": []},
        {"steps": ["left"]},
        {"steps": ["left"] * 5},
        {"steps": ["left", "up"]},
        {"steps": "left"},
        {"nonce": ""},
        {"nonce": "A" * 32},
        {"nonce": 3},
        {"issued_at": "2026-11-28"},
        {"issued_at": "2026-11-28T12:00:00"},
        {"issued_at": "noon"},
        {"issued_at": None},
        {"seconds": 10.5},
        {"seconds": 0},
        {"seconds": float("nan")},
        {"more": 1},
    ],
)
def test_what_was_changed_is_refused(other):
    with pytest.raises(dv.InputError):
        dv.Challenge.from_dict({**drawn().to_dict(), **other})


def test_a_nonce_is_claimed_once():
    nonce = dv.Challenge.draw(at=AT).nonce
    assert claim_here(nonce)
    assert not claim_here(nonce)


def test_a_challenge_is_answered_once_even_across_processes_that_share_a_register():
    challenge = dv.Challenge.draw(at=AT)
    dv.ChallengeSession(challenge)
    with pytest.raises(dv.InputError, match="answered before"):
        dv.ChallengeSession(challenge)
    asked = []
    with pytest.raises(dv.InputError, match="answered before"):
        dv.ChallengeSession(drawn(), claim=lambda nonce: bool(asked.append(nonce)))
    assert asked == [drawn().nonce]

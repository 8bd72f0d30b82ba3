"""The store: few sessions, single use, nothing left of them."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from docverify.service.sessions.events import Asked, Begun, Judged
from docverify.service.sessions.rules import Rules
from docverify.service.sessions.session import Picture, Session
from docverify.service.sessions.step import step
from docverify.service.sessions.store import Store, StoreFullError
from docverify.service.sessions.words import Ending, State


class Time:
    """A clock that stands until it is moved on."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def store(time: Time) -> Store:
    drawn = iter(range(10**9))
    return Store(
        seconds=180,
        most=1000,
        rules=Rules(),
        clock=time,
        now=lambda: datetime(2026, 11, 28, 12, tzinfo=UTC),
        token=lambda count: f"{next(drawn):0{count}d}",
    )


def made(store: Store) -> Session:
    return store.create(policy="kiosk", owner="me")[0]


def at_work(store: Store) -> Session:
    session = made(store)
    flow = step(session.flow, Begun(), at=store.clock(), rules=store.rules)
    changed = store.flow(session.id, flow)
    assert changed is not None
    return changed


def test_a_session_is_opened_by_its_own_token_alone(store: Store) -> None:
    session, token = store.create(policy="kiosk", owner="me")
    other, others_token = store.create(policy="kiosk", owner="me")
    assert store.opened_by(session.id, token) is session
    assert store.opened_by(session.id, others_token) is None
    assert store.opened_by(other.id, token) is None
    assert store.opened_by("none", token) is None
    assert store.opened_by("none", "") is None
    assert token not in repr(session)
    assert token.encode() not in session.digest


def test_a_session_lasts_three_minutes_whatever_it_does(store: Store, time: Time) -> None:
    session = at_work(store)
    time.at += 179.9
    assert store.get(session.id) is not None
    time.at += 0.2
    assert store.get(session.id) is None
    assert len(store) == 0


def test_what_is_forgotten_is_overwritten(store: Store) -> None:
    session = at_work(store)
    pictures = [Picture(b"face"), Picture(b"page")]
    store.change(session.id, lambda one: replace(one, document=(pictures[1],), live=(pictures[0],)))
    kept = [one._kept for one in pictures]
    assert store.forget(session.id)
    assert not store.forget(session.id)
    assert [bytes(one) for one in kept] == [b"", b""]
    assert [one.data for one in pictures] == [b"", b""]


def test_a_picture_is_overwritten_before_it_is_let_go(store: Store) -> None:
    seen: list[bytes] = []

    class Watched(bytearray):
        def clear(self) -> None:
            seen.append(bytes(self))
            super().clear()

    picture = Picture(b"face")
    picture._kept = Watched(b"face")
    picture.wipe()
    assert seen == [b"\0\0\0\0"]


def test_pictures_that_are_replaced_are_overwritten(store: Store) -> None:
    session, old = at_work(store), Picture(b"old")
    store.change(session.id, lambda one: replace(one, live=(old,)))
    store.change(session.id, lambda one: replace(one, live=(Picture(b"new"),)))
    assert old.data == b""


def test_who_passed_leaves_no_picture_and_who_did_not_waits_for_a_person(store: Store, time: Time) -> None:
    for passed, pictures in ((True, 0), (False, 1)):
        session = at_work(store)
        store.change(session.id, lambda one: replace(one, live=(Picture(b"face"),)))
        time.at += 100
        current = store.get(session.id)
        assert current is not None
        checking = replace(current.flow, state=State.CHECKING, until=time.at + 9)
        answered = store.flow(
            session.id, step(checking, Judged(passed=passed), at=time.at, rules=store.rules)
        )
        assert answered is not None
        assert len(answered.live) == pictures
        assert answered.expires - time.at == pytest.approx(80 if passed else 180)


def test_more_time_keeps_the_session(store: Store, time: Time) -> None:
    session = at_work(store)
    time.at += 175
    flow = replace(session.flow, until=time.at + 3)
    store.flow(session.id, step(flow, Asked(more_time=True), at=time.at, rules=store.rules))
    time.at += 20
    assert store.get(session.id) is not None


def test_a_thousand_opened_and_left_make_room_for_others(store: Store) -> None:
    used = at_work(store)
    for _ in range(3_000):
        made(store)
        assert len(store) <= 1_000
    assert store.get(used.id) is not None, "the untouched ones go first"


def test_more_than_can_be_is_refused(store: Store) -> None:
    for _ in range(1_000):
        at_work(store)
    with pytest.raises(StoreFullError):
        made(store)


def test_who_leaves_is_gone(store: Store) -> None:
    session = at_work(store)
    assert store.flow(session.id, replace(session.flow, state=State.FORGOTTEN, ending=Ending.LEFT)) is None
    assert store.get(session.id) is None
    assert store.change(session.id, lambda one: one) is None


def test_changes_can_be_watched_and_a_slow_watcher_costs_nothing(store: Store) -> None:
    async def watched() -> list[str]:
        changes = store.watch()
        first = asyncio.ensure_future(anext(changes))
        await asyncio.sleep(0)
        session = made(store)
        assert await first == session.id
        for _ in range(2_000):
            store.forget(made(store).id)
        found = [await asyncio.wait_for(anext(changes), 1) for _ in range(256)]
        await changes.aclose()
        return found

    assert len(asyncio.run(watched())) == 256
    assert store._watchers == set()


def test_nobody_is_shown(store: Store) -> None:
    session = replace(at_work(store), report={"mrz": {"lines": ["ERIKSSON"]}}, live=(Picture(b"face"),))
    assert "ERIKSSON" not in repr(session)
    assert "face" not in repr(session.live)

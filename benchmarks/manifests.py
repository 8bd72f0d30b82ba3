"""Manifests: messages of all versions there and back, 100,000 accidents, a million people, and a peer.

The peer, pydifact, splits any UN/EDIFACT into segments and knows nothing of passengers; it reads the plain
messages only, and is left out where it is not installed.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

from benchmarks.rows import Row, Settings, make_row, time_sides
from docverify.errors import DocverifyError
from docverify.lists import AnnouncedDocument, Journey, Manifest, Passenger, read_paxlst, write_paxlst
from docverify.lists.announced.values import day_announced
from docverify.lists.paxlst import VERSIONS
from docverify.mrz import Mrz, MrzFormat, compose_mrz, parse_mrz

ARRIVAL = datetime(2026, 11, 28, 14, 0)  # noqa: DTZ001 - local time, as carriers announce it
JOURNEY = Journey(carrier="XX", number="XX101", departs_from="UTA", arrives_at="UTB",
                  departure=ARRIVAL - timedelta(hours=5), arrival=ARRIVAL)  # fmt: skip
LETTERS = "ABCDEFGHIJKLMNOPRSTUVWZ"
ACCIDENTS = 100_000
CROWD = 1_000_000


def _word(rng: random.Random, least: int, most: int) -> str:
    return "".join(rng.choice(LETTERS) for _ in range(rng.randint(least, most)))


def people(count: int, rng: random.Random) -> list[Passenger]:
    """Invented people with everything that the guidelines ask for."""
    surnames = [_word(rng, 4, 10) for _ in range(20_000)]
    given = [_word(rng, 3, 8) for _ in range(3_000)]
    born, expires = date(1935, 1, 1), date(2027, 1, 1)

    def one(place: int) -> Passenger:
        birth = born + timedelta(days=rng.randrange(32_000))
        expiry = expires + timedelta(days=rng.randrange(3_000))
        return Passenger(
            place=place,
            surname=rng.choice(surnames),
            given_names=" ".join(rng.sample(given, 2)),
            birth=day_announced(birth.isoformat(), birth=True, at=None),
            sex=rng.choice("FM"),
            nationality="UTO",
            documents=(
                AnnouncedDocument(
                    kind="P",
                    number=_word(rng, 2, 2) + str(rng.randrange(10**6, 10**7)),
                    issuer="UTO",
                    expiry=day_announced(expiry.isoformat(), birth=False, at=None),
                ),
            ),
        )

    return [one(place) for place in range(1, count + 1)]


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The bytes after one to eight accidents: changed, lost, doubled, cut off."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        if not out:
            break
        at, what = rng.randrange(len(out)), rng.randrange(6)
        if what == 0:
            out[at] = rng.randrange(256)
        elif what == 1:
            del out[at : at + rng.randint(1, 40)]
        elif what == 2:
            out[at:at] = bytes(rng.choice(b"?:+'\n 0ANDTUN") for _ in range(rng.randint(1, 9)))
        elif what == 3:
            start = rng.randrange(len(out))
            out[at:at] = out[start : start + rng.randint(1, 80)]
        elif what == 4:
            del out[at:]
        else:
            out[at] = rng.choice(b"?:+'\n")
    return bytes(out)


def mrz_of(one: Passenger) -> Mrz:
    """The MRZ of the document that somebody was announced with."""
    document = one.documents[0]
    text = compose_mrz(
        MrzFormat.TD3,
        document_code="P",
        surname=one.surname,
        given_names=one.given_names,
        document_number=document.number,
        issuing_state=document.issuer,
        nationality=one.nationality,
        date_of_birth=None if one.birth is None else one.birth.date,
        sex=one.sex,
        date_of_expiry=None if document.expiry is None else document.expiry.date,
    )
    return parse_mrz(text, at=ARRIVAL.date())


def run(settings: Settings) -> Iterator[Row]:
    """Every row."""
    rng = random.Random(settings.seed)  # noqa: S311 - invented people, the same every time
    write = partial(write_paxlst, journey=JOURNEY, prepared=ARRIVAL - timedelta(days=1))
    yield _round_trips(settings, rng, write)
    yield _accidents(settings, rng, write)
    yield from _against(settings, rng, write)
    yield _crowd(settings, rng, write)


def _round_trips(settings: Settings, rng: random.Random, write: partial[bytes]) -> Row:
    """Messages of every version, whole and in parts."""
    count = right = 0
    for version in VERSIONS:
        for each in (0, 1, 7, 100):
            made = tuple(people(100, rng))
            read = read_paxlst(write(made, version=version, people_each=each))
            same = tuple(one for message in read.messages for one in message.passengers) == made
            clean = not read.issues and not any(message.issues for message in read.messages)
            count, right = count + 1, right + (same and clean)
    figures = {"versions": len(VERSIONS), "same": right, "of": count}
    return make_row("manifests.round_trip", settings, count=count, unit="interchanges", figures=figures)


def _accidents(settings: Settings, rng: random.Random, write: partial[bytes]) -> Row:
    """Mutated messages: read, refused by an error of docverify's, or a crash."""
    seeds = [write(people(4, rng), version=version, people_each=2) for version in VERSIONS]
    outcomes: Counter[str] = Counter()
    longest = 0.0
    count = 3_000 if settings.quick else ACCIDENTS
    for _ in range(count):
        data = mutated(rng.choice(seeds), rng)
        begun = time.process_time()
        try:
            Manifest.from_paxlst(data).check()
            outcomes["read"] += 1
        except DocverifyError:
            outcomes["refused"] += 1
        except Exception as problem:  # noqa: BLE001 - what is counted here
            outcomes[f"crashed: {type(problem).__name__}"] += 1
        longest = max(longest, time.process_time() - begun)
    crashed = count - outcomes["read"] - outcomes["refused"]
    figures = {**outcomes, "crashed": crashed, "longest_ms": round(1e3 * longest, 1)}
    return make_row("manifests.accidents", settings, count=count, unit="messages", figures=figures)


def _against(settings: Settings, rng: random.Random, write: partial[bytes]) -> Iterator[Row]:
    """260 passengers: read into a list of people, beside the peer that gives segments."""
    sent = write(people(260, rng), line_breaks=False)
    sides = {"docverify": lambda: read_paxlst(sent)}
    try:
        from pydifact.segmentcollection import Interchange
    except ImportError:
        pass
    else:
        text = sent.decode()
        sides["pydifact"] = lambda: list(Interchange.from_str(text).segments)
    timings = time_sides(sides, rounds=3 if settings.quick else 7)
    yield make_row(
        "manifests.read",
        settings,
        timings,
        count=260,
        unit="passengers",
        packages=["pydifact"],
        case="260 people",
    )


def _resident() -> float:
    """Memory that this process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _crowd(settings: Settings, rng: random.Random, write: partial[bytes]) -> Row:
    """A million people: what reading, checking and matching them takes."""
    count = 20_000 if settings.quick else CROWD
    made = people(count, rng)
    some = [mrz_of(one) for one in rng.sample(made, 200)]
    others = [mrz_of(one) for one in people(200, rng)]
    sent = write(made, people_each=100)
    del made
    before = _resident()
    times = [time.process_time()]
    manifest = Manifest.from_paxlst(sent)
    times.append(time.process_time())
    manifest.check()
    times.append(time.process_time())
    manifest.match(some[0])  # makes the index
    times.append(time.process_time())
    listed = sum(manifest.match(mrz).standing == "listed" for mrz in some)
    wrong = sum(manifest.match(mrz).standing == "listed" for mrz in others)
    times.append(time.process_time())
    read, check, index, matches = (after - start for start, after in pairwise(times))
    figures = {
        "read_us_a_person": round(1e6 * read / count, 1),
        "check_us_a_person": round(1e6 * check / count, 1),
        "index_us_a_person": round(1e6 * index / count, 1),
        "match_ms": round(1e3 * matches / (len(some) + len(others)), 2),
        "listed_of_200": listed,
        "strangers_listed_of_200": wrong,
        "megabytes_sent": round(len(sent) / 1e6, 1),
        "megabytes_more": round(_resident() - before, 1),
    }
    return make_row("manifests.crowd", settings, count=count, unit="passengers", figures=figures)

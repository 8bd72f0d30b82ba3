"""People of London, as heads and as boards, and challenges that ask for given sides."""

from datetime import UTC, datetime

import numpy as np
import pytest

import docverify as dv
from docverify.faces import engine_named, find_faces
from docverify.specimens.takes import SPECIES, board_take, head_take

AT = datetime(2026, 11, 28, 12, tzinfo=UTC)
SIDES = {dv.Side.LEFT: 1, dv.Side.RIGHT: -1}  # of the picture


@pytest.fixture(scope="session")
def engine():
    return engine_named()


@pytest.fixture(scope="session")
def person(data, engine):
    """A portrait of London and the landmarks of its face, by number."""

    def of(number):
        path = data / "face" / "london" / f"{number:03}" / f"{number:03}_neutral.jpg"
        if not path.is_file():
            pytest.skip(f"no {path.name} of London in the data folder")
        image = dv.load_image(path)
        return image, find_faces(image, engine=engine)[0].landmarks

    return of


@pytest.fixture(scope="session")
def asked():
    """A challenge of its own that asks for these sides."""

    def of(*steps, seconds=10.0):
        nonce = dv.Challenge.draw(at=AT).nonce
        return dv.Challenge(
            steps=tuple(dv.Side(step) for step in steps), nonce=nonce, issued_at=AT, seconds=seconds
        )

    return of


@pytest.fixture(scope="session")
def head(person):
    """Frames of a person who turns to these sides, kept: they are drawn once."""
    kept = {}

    def of(number, *steps, seed=0):
        if (number, steps, seed) not in kept:
            sides = [SIDES[dv.Side(step)] for step in steps]
            take = head_take(*person(number), sides, rng=np.random.default_rng([number, seed]))
            kept[number, steps, seed] = list(take)
        return list(kept[number, steps, seed])

    return of


@pytest.fixture(scope="session")
def held(person):
    """Frames of a portrait that is held up and turned to these sides, by the name of its species."""

    def of(name, number, *steps, seed=0):
        species = next(one for one in SPECIES if one.name == name)
        sides = [SIDES[dv.Side(step)] for step in steps]
        rng = np.random.default_rng([number, seed])
        return board_take(*person(number), sides, species=species, rng=rng)

    return of


@pytest.fixture(scope="session")
def answered(engine):
    """What comes of frames with their seconds: the evidence, and the session."""

    def of(challenge, take, **options):
        session = dv.ChallengeSession(challenge, engine=engine, **options)
        for seconds, frame in take:
            if session.add(frame, at=seconds).over:
                break
        return session.finish(), session

    return of

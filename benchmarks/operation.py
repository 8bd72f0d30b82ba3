"""Evaluation in operation: what it costs a verification, and whether the rates that it counts are true.

London and the parliament come to a site, one after the other in random order: each is compared with people
who came before, and the false match rate that was counted is held against that of all pairs of the set. Also
the share of cases that are drawn for an officer, in every group, and what signed policies cost.
"""

import csv
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import NormalDist, median

import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from numpy.typing import NDArray

from benchmarks.rows import Row, Settings, make_row, time_sides
from docverify.evaluation.dyads import Dyads
from docverify.evidence import Evidence, FaceSample, Role, Template, typed
from docverify.faces import Engine, acquire, compare_samples, engine_named
from docverify.imaging import load_image
from docverify.mrz import MrzFormat, compose_mrz, parse_mrz
from docverify.operation.rates import Monitor, SiteRates
from docverify.verification import (
    Policy,
    Referral,
    Report,
    SignedPolicy,
    TrustedSigners,
    judge,
    sign_policy,
)

RATES = (1e-2, 1e-3, 1e-4)
PACKAGES = ("numpy", "opencv-python-headless", "onnxruntime", "cryptography")
AT = datetime(2026, 11, 28, 8, tzinfo=UTC)
SHARE = 0.03
CASES = 100_000
EACH = 100
SITE = 100
"""People who come to a small site."""
LEAST_GROUP = 50


@dataclass(frozen=True, slots=True, eq=False)
class Set:
    """A set of people at one rate: their reports, and which live face matches whose portrait."""

    people: list["Person"]
    reports: list[Report]
    matches: NDArray[np.bool_]
    engine: Engine
    fmr: float


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """Somebody of a set: both faces, and what the document says.

    Attributes:
        portrait: of the document.
        live: of the person; the same picture where there is one only.
        text: of the MRZ.
        sex: "F" or "M".
    """

    portrait: FaceSample
    live: FaceSample
    text: str
    sex: str


def run(settings: Settings) -> Iterator[Row]:
    """Costs, the sets that come, draws and signatures."""
    engine = engine_named(threads=settings.threads)
    yield _cost(settings, engine)
    for name, people in (("london", _london(settings, engine)), ("congress", _congress(settings, engine))):
        if people:
            yield _replayed(settings, engine, name, people)
    yield _drawn(settings)
    yield _signed(settings)


def _cost(settings: Settings, engine: Engine) -> Row:
    """A verification's share, with a full cache of a thousand references."""
    rng = np.random.default_rng(settings.seed)
    reports = [_report(person, engine, 1e-3) for person in _strangers(engine, rng, 1200)]
    sides: dict[str, Callable[[], object]] = {}
    for each in (1000, EACH):
        monitor = _monitor(engine, 1e-3, each=each, capacity=1000, rng=rng)
        for report in reports[:1000]:
            monitor.observe(report, at=AT)
        sides[f"each of {each}"] = _come(monitor, reports)
    timings = time_sides(sides, rounds=3 if settings.quick else 9)
    figures = {f"ms, {name}": round(1000 * median(times), 3) for name, times in timings.items()}
    figures |= {f"ms of a processor, {name}": _processor_ms(come) for name, come in sides.items()}
    return make_row(
        "operation.observe",
        settings,
        timings,
        count=1,
        unit="verifications",
        case="1,000 references",
        packages=PACKAGES,
        figures=figures,
    )


def _processor_ms(come: Callable[[], object]) -> float:
    """The median of fifty times twenty calls, in which other programs' time is left out."""
    spent = []
    for _ in range(50):
        start = time.process_time()
        for _ in range(20):
            come()
        spent.append(50 * (time.process_time() - start))
    return round(median(spent), 3)


def _come(monitor: Monitor, reports: list[Report]) -> Callable[[], object]:
    """The next person comes, over and over."""
    following = 0

    def come() -> None:
        nonlocal following
        monitor.observe(reports[following % len(reports)], at=AT)
        following += 1

    return come


def _replayed(settings: Settings, engine: Engine, name: str, people: list[Person]) -> Row:
    """What the site counts against what all pairs of the set are."""
    figures: dict[str, object] = {"people": len(people), "each": EACH}
    rng = np.random.default_rng(settings.seed)
    for fmr in RATES:
        point = engine.point(fmr)
        assert point is not None  # noqa: S101 - the engine that ships is calibrated
        reports = [_report(person, engine, fmr) for person in people]
        some = Set(people, reports, _matches(people, point.threshold), engine, fmr)
        figures[f"at {fmr:g}"] = _told(some, rng)
        figures[f"small sites at {fmr:g}"] = _small(some, settings, rng)
    return make_row(
        "operation.replayed",
        settings,
        count=len(people),
        unit="people",
        case=name,
        packages=PACKAGES,
        figures=figures,
    )


def _told(some: Set, rng: np.random.Generator) -> dict[str, str]:
    """All of them once, in random order: the rate counted, its interval, the truth; by sex too."""
    rates = _site(some, rng.permutation(len(some.people)), rng)
    sexes = np.array([person.sex for person in some.people])
    told = {"all": _held(rates.non_mated, _truth(some.matches, np.ones(len(sexes), bool)))}
    for sex in "FM":
        pairs = rates.groups.get(("sex", sex))
        if pairs is not None and pairs.people >= LEAST_GROUP:
            told[f"both {sex}"] = _held(pairs, _truth(some.matches, sexes == sex))
    told["FNMR"] = str(rates.fnmr)
    return told


def _held(pairs: Dyads, truth: float) -> str:
    rate, interval = pairs.rate, pairs.interval()
    if rate is None or interval is None:
        return "no pairs"
    inside = "within" if interval.low <= truth <= interval.high else "OUTSIDE"
    return (
        f"{rate.errors} of {rate.trials:,}: {rate.value:.3g} ({interval.low:.3g} to {interval.high:.3g}), "
        f"truth {truth:.3g}, {inside}"
    )


def _small(some: Set, settings: Settings, rng: np.random.Generator) -> str:
    """Some of them, over and over: how often the interval holds the truth of the whole set."""
    times = 20 if settings.quick else 200
    size = min(SITE, len(some.people) // 2)
    truth = _truth(some.matches, np.ones(len(some.people), bool))
    own = alone = 0
    for _ in range(times):
        pairs = _site(some, rng.choice(len(some.people), size, replace=False), rng).non_mated
        interval, rate = pairs.interval(), pairs.rate
        if interval is None or rate is None:
            continue
        own += interval.low <= truth <= interval.high
        alone += rate.interval.low <= truth <= rate.interval.high
    return (
        f"{size} people, {times} times: the truth lies within the interval {own} times, within Wilson's of "
        f"independent pairs {alone} times"
    )


def _site(some: Set, order: NDArray[np.intp], rng: np.random.Generator) -> SiteRates:
    with _monitor(some.engine, some.fmr, each=EACH, capacity=1000, rng=rng) as monitor:
        for number, at in enumerate(order):
            monitor.observe(some.reports[at], at=AT + timedelta(seconds=number), accepted=True)
        return monitor.rates()


def _matches(people: list[Person], threshold: float) -> NDArray[np.bool_]:
    """(n, n) whether each live face matches each portrait of somebody else."""
    portraits, lives = (
        np.array([getattr(person, side).template.direction for person in people])
        for side in ("portrait", "live")
    )
    found = lives @ portraits.T >= threshold
    np.fill_diagonal(found, val=False)
    return np.asarray(found)


def _truth(matches: NDArray[np.bool_], some: NDArray[np.bool_]) -> float:
    count = int(some.sum())
    return float(matches[np.ix_(some, some)].sum() / (count * (count - 1)))


def _drawn(settings: Settings) -> Row:
    """The share of cases that are drawn, in groups of many sizes, under many secrets."""
    z = NormalDist().inv_cdf(0.995)
    secrets = 2 if settings.quick else 20
    groups = outside = 0
    shares = []
    for secret in range(secrets):
        referral = Referral(secret=secret.to_bytes(16, "big"))
        drawn = np.array([referral.draw(f"gate-{n % 7}-{n // 7}").refers(SHARE) for n in range(CASES)])
        shares.append(float(drawn.mean()))
        for parts in (1, 2, 3, 4, 5, 7, 50):
            for part in range(parts):
                some = drawn[part::parts]
                half = z * math.sqrt(SHARE * (1 - SHARE) / some.size)
                groups += 1
                outside += abs(some.mean() - SHARE) > half
    referral = Referral(secret=bytes(16))
    timings = time_sides({"docverify": lambda: referral.draw("0123456789abcdef").refers(SHARE)})
    figures = {
        "secrets": secrets,
        "shares": f"{min(shares):.4f} to {max(shares):.4f}, asked {SHARE}",
        "groups outside their 99 % interval": f"{outside} of {groups} ({outside / groups:.2%})",
    }
    return make_row(
        "operation.referral",
        settings,
        timings,
        count=1,
        unit="cases",
        case=f"{CASES:,} cases",
        packages=PACKAGES,
        figures=figures,
    )


def _signed(settings: Settings) -> Row:
    """What it costs to take a signed policy, each time."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    data = sign_policy(
        Policy().to_toml().encode(),
        key,
        version=1,
        valid_from=AT - timedelta(days=1),
        valid_until=AT + timedelta(days=1),
    )
    trusted = TrustedSigners(keys=frozenset({key.public_key().public_bytes_raw()}))
    policy = SignedPolicy.from_bytes(data)
    sides: dict[str, Callable[[], object]] = {
        "under": lambda: policy.under(trusted, at=AT),
        "read": lambda: SignedPolicy.from_bytes(data),
        "sum": lambda: policy.claimed.sha256,
    }
    return make_row(
        "operation.signed", settings, time_sides(sides), count=1, unit="policies", packages=PACKAGES
    )


def _monitor(engine: Engine, fmr: float, *, each: int, capacity: int, rng: np.random.Generator) -> Monitor:
    assert engine.calibration is not None  # noqa: S101 - it ships
    return Monitor(calibration=engine.calibration, fmr=fmr, each=each, capacity=capacity, rng=rng)


def _report(person: Person, engine: Engine, fmr: float) -> Report:
    """As `verify` gives it, from what was acquired before."""
    comparison = compare_samples(
        person.portrait, person.live, encoder=engine.encoder.id, point=engine.point(fmr), fmr=fmr
    )
    evidence = Evidence(
        reading=typed(parse_mrz(person.text, at=AT.date())),
        portrait=person.portrait,
        live=person.live,
        comparison=comparison,
    )
    policy = Policy(name="benchmark", fmr=fmr, required=["face_match"], optional=[])
    return judge(evidence, policy, at=AT.date(), instant=AT)


def _text(number: int, sex: str, age: int, state: str = "UTO") -> str:
    letters = "".join(chr(65 + int(digit)) for digit in f"{number:05}")
    return compose_mrz(
        MrzFormat.TD3,
        surname=f"X{letters}",
        given_names="A",
        document_number=f"{number:09}",
        issuing_state=state,
        nationality=state,
        date_of_birth=date(AT.year - max(1, min(age, 90)), 1, 1).strftime("%y%m%d"),
        sex=sex,
        date_of_expiry="320415",
    )


def _strangers(engine: Engine, rng: np.random.Generator, count: int) -> Iterator[Person]:
    """People with drawn templates: for what it costs they do as well as others."""
    states = ("UTO", "D", "FRA", "ITA", "NLD", "USA", "NGA", "IND")
    for number in range(count):
        values = rng.normal(size=128).astype(np.float32)
        sample = FaceSample(
            role=Role.DOCUMENT, faces=(), template=Template(encoder=engine.encoder.id, values=values)
        )
        sex, age = "FM"[number % 2], 18 + number % 60
        yield Person(sample, sample, _text(number, sex, age, states[number % len(states)]), sex)


def _london(settings: Settings, engine: Engine) -> list[Person]:
    folder = settings.data / "face" / "london"
    people = []
    for number, row in enumerate(_table(folder / "attributes.tsv")[: 40 if settings.quick else None]):
        portrait, live = (
            _acquired(folder / row["person"] / f"{row['person']}_{kind}.jpg", role, engine)
            for kind, role in (("neutral", Role.DOCUMENT), ("smiling", Role.LIVE))
        )
        if portrait is not None and live is not None:
            sex = "F" if row["gender"] == "female" else "M"
            age = int(row["age"]) if row["age"].isdecimal() else 30
            people.append(Person(portrait, live, _text(number, sex, age), sex))
    return people


def _congress(settings: Settings, engine: Engine) -> list[Person]:
    folder = settings.data / "face" / "congress"
    people = []
    for number, row in enumerate(_table(folder / "attributes.tsv")[:: 4 if settings.quick else 1]):
        sample = _acquired(folder / row["file"], Role.DOCUMENT, engine)
        if sample is not None:
            age = int(row["age"]) if row["age"].isdecimal() else 50
            people.append(Person(sample, sample, _text(number, row["sex"], age), row["sex"]))
    return people


def _acquired(path: Path, role: Role, engine: Engine) -> FaceSample | None:
    if not path.is_file():
        return None
    found = acquire(load_image(path), role=role, engine=engine)
    return found if found.template is not None else None


def _table(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))

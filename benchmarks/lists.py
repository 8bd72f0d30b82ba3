"""How well and how fast lists find people and documents: `python -m benchmarks run lists`.

Names: invented people of twenty languages; the list has one variant of each (native script, ASCII, swapped,
mistyped, joined, one given name of two), the traveller shows an MRZ by ICAO's tables. Recall is at 1e-4
false positives a pair over all pairs of different people of one language. Beside docverify run, where it is
installed, Jaro-Winkler and `token_sort_ratio` of rapidfuzz. Needs Faker and anyascii.
"""

import random
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.lists_people import KINDS, LOCALES, Person, ascii_of, invent, listed_as
from benchmarks.rows import Row, Settings, make_row
from docverify.evidence import ListEdition
from docverify.lists import DocumentEntry, DocumentList, NameEntry, NameList
from docverify.lists.documents.digests import RECORD, Digester, records_of
from docverify.lists.documents.table import table_bytes
from docverify.lists.names.births import Birth
from docverify.lists.names.look_up import scored
from docverify.lists.names.people import People, Traveller
from docverify.lists.names.thresholds import NAMES_ALONE, threshold_for
from docverify.mrz import MrzFormat, compose_mrz, parse_mrz

AT: Final = date(2026, 11, 23)
EDITION: Final = ListEdition(name="benchmark", version="1", issued=AT, stale_after=1)
RATE: Final = 1e-4
PACKAGES: Final = ["numpy", "faker", "anyascii", "rapidfuzz"]
FEW: Final = 2.0
"""Score from which on pairs are counted; every threshold is above."""


def run(settings: Settings) -> Iterator[Row]:
    """All of it."""
    try:
        people = invent(settings.seed, 30 if settings.quick else 150)
        ascii_of("Ж")
    except ImportError:
        return
    for kind in KINDS:
        yield from names(settings, people, kind)
    yield from with_births(settings)
    yield from large_list(settings)
    yield from documents(settings)


def entry_of(person: Person, kind: str, rng: random.Random, number: int, *, birth: bool) -> NameEntry:
    """A person as a list has them."""
    primary, secondary = listed_as(person, kind, rng)
    born = person.birth.isoformat() if birth else ""
    return NameEntry(id=f"W-{number}", primary=primary, secondary=secondary, birth=born, sex=person.sex)


def list_of(people: list[Person], kind: str, seed: int, *, birth: bool = False) -> NameList:
    """A list of people in one variant; "mixed" draws one for each."""
    rng = random.Random(seed)  # noqa: S311 - a benchmark's
    kinds = [
        rng.choice([one for one in KINDS if one != "typed_mrz"]) if kind == "mixed" else kind for _ in people
    ]
    entries = [
        entry_of(person, one, rng, number, birth=birth)
        for number, (person, one) in enumerate(zip(people, kinds, strict=True))
    ]
    return NameList(entries, edition=EDITION, false_positives=1.0)


def names(settings: Settings, people: list[Person], kind: str) -> Iterator[Row]:
    """Recall of one variant at 1e-4 false positives a pair, names alone."""
    made = list_of(people, kind, settings.seed)
    index, beside = made._index, People([NameEntry(id="-", primary="X")] * len(people))  # noqa: SLF001
    scores = np.full((len(people), len(people)), -np.inf, np.float32)
    start = time.process_time()
    for row, person in enumerate(people):
        for one in scored(Traveller(person.name), index, beside, alone=FEW, dated=FEW):
            scores[row, one.entry] = one.score
    spent = (time.process_time() - start) / len(people)
    figures = at_rate(scores, people)
    shipped = threshold_for(NAMES_ALONE, RATE)
    figures["recall at the shipped threshold"] = float(np.mean(np.diag(scores) >= shipped))
    figures["milliseconds a look-up"] = spent * 1e3
    for peer, measure in peers().items():
        figures |= {f"{peer}: {k}": v for k, v in at_rate(peer_scores(people, made, measure), people).items()}
    yield make_row(
        "lists.names",
        settings,
        count=len(people),
        unit="travellers",
        case=kind,
        packages=PACKAGES,
        figures=figures,
    )


def at_rate(scores: NDArray[np.float32], people: list[Person]) -> dict[str, Any]:
    """Recall at the lowest threshold that keeps the rate over all pairs within one language."""
    locale = np.array([LOCALES.index(person.locale) for person in people])
    other = (locale[:, None] == locale[None, :]) & ~np.eye(len(people), dtype=bool)
    false = np.sort(scores[other])[::-1]
    allowed = int(RATE * len(false))
    mates = np.diag(scores)
    threshold = float(false[allowed])
    return {
        "recall": float(np.mean(mates > threshold)),
        "threshold": threshold,
        "pairs": len(false),
        "false positives": int(np.sum(false > threshold)),
    }


def peers() -> dict[str, Callable[[list[str], list[str]], NDArray[np.float32]]]:
    """The peers that are installed, as functions of two lists of names."""
    try:
        from rapidfuzz import distance, fuzz, process
    except ImportError:
        return {}
    return {
        "Jaro-Winkler": lambda a, b: process.cdist(a, b, scorer=distance.JaroWinkler.similarity),
        "token_sort_ratio": lambda a, b: process.cdist(a, b, scorer=fuzz.token_sort_ratio),
    }


def peer_scores(
    people: list[Person], made: NameList, measure: Callable[[list[str], list[str]], NDArray[np.float32]]
) -> NDArray[np.float32]:
    """What a peer makes of the same pairs, the list's names romanised for it."""
    asked = [f"{person.name.primary} {person.name.secondary}" for person in people]
    listed = [ascii_of(f"{one.primary} {one.secondary}") for one in made._entries]  # noqa: SLF001
    return measure(asked, listed)


def with_births(settings: Settings) -> Iterator[Row]:
    """False referrals where the name reaches 1e-4 and the date of birth is the same."""
    per = 100 if settings.quick else 1000
    listed, asked = (
        invent(settings.seed + 1, per, one_given=0.5),
        invent(settings.seed + 2, per, one_given=0.5),
    )
    made = list_of(listed, "mixed", settings.seed, birth=True)
    index, people = made._index, made._people  # noqa: SLF001
    pairs = false = 0
    for person in asked:
        born = Birth(person.birth.year, person.birth.month, person.birth.day)
        traveller = Traveller(person.name, (born,), person.sex)
        pairs += per
        for one in scored(traveller, index, people, alone=99.0, dated=5.0):
            same = listed[one.entry].locale == person.locale and listed[one.entry].birth == person.birth
            false += same
    yield make_row(
        "lists.names with birth",
        settings,
        count=pairs,
        unit="pairs",
        case="same date of birth",
        packages=PACKAGES,
        figures={"false positives": false},
    )


def large_list(settings: Settings) -> Iterator[Row]:
    """Time of a look-up in a list of 100,000, and how many travellers are referred by chance."""
    per, few = (250, 25) if settings.quick else (5000, 50)
    people = invent(settings.seed + 3, per, one_given=0.5)
    start = time.process_time()
    made = list_of(people, "mixed", settings.seed, birth=True)
    built = time.process_time() - start
    made = NameList(made._entries, edition=EDITION)  # noqa: SLF001 - with the false positives of the default
    strangers = invent(settings.seed + 4, few, one_given=0.5)
    mates = random.Random(settings.seed).sample(people, len(strangers))  # noqa: S311 - a benchmark's
    spent: list[float] = []
    referred = [_timed(made, person, spent) for person in strangers]
    found = [_timed(made, person, spent) for person in mates]
    yield make_row(
        "lists.names look-up",
        settings,
        {"docverify": spent},
        count=1,
        unit="travellers",
        case=f"{len(made):,} entries",
        packages=PACKAGES,
        figures={
            "entries": len(made),
            "median milliseconds": float(np.median(spent)) * 1e3,
            "99 % milliseconds": float(np.quantile(spent, 0.99)) * 1e3,
            "mean milliseconds": float(np.mean(spent)) * 1e3,
            "built in seconds": built,
            "false positives a traveller allowed": made._false_positives,  # noqa: SLF001
            "strangers referred": float(np.mean([bool(one.matches) for one in referred])),
            "matches a stranger": float(np.mean([len(one.matches) for one in referred])),
            "mates found": float(
                np.mean(
                    [
                        f"W-{people.index(person)}" in {match.entry for match in one.matches}
                        for person, one in zip(mates, found, strict=True)
                    ]
                )
            ),
        },
    )


def _timed(made: NameList, person: Person, spent: list[float]) -> Any:  # noqa: ANN401 - a NameAnswer
    mrz = parse_mrz(
        compose_mrz(
            MrzFormat.TD3,
            surname=person.name.primary,
            given_names=person.name.secondary,
            document_number="L898902C3",
            issuing_state="UTO",
            nationality="UTO",
            date_of_birth=person.birth,
            sex=person.sex,
            date_of_expiry="320415",
        )
    )
    start = time.process_time()
    answer = made.look_up(mrz, at=AT)
    spent.append(time.process_time() - start)
    return answer


def documents(settings: Settings) -> Iterator[Row]:
    """Time of a look-up in a list of ten million documents.

    All but the last hundred thousand are random records: digests under a key are nothing else to a search.
    """
    count = 100_000
    fillers = 0 if settings.quick else 9_900_000
    key = secrets.token_bytes(32)
    kinds: set[str] = set()
    rng = np.random.default_rng(settings.seed)
    entries = (DocumentEntry(issuer="UTO", number=f"L{number:08}", kind="P") for number in range(count))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "documents.list"
        start = time.process_time()
        made_of = records_of(entries, Digester(key), kinds, set())
        built = time.process_time() - start
        every = np.concatenate([made_of, np.frombuffer(rng.bytes(RECORD * fillers), f"S{RECORD}")])
        every.sort()
        path.write_bytes(table_bytes(every, key=key, edition=EDITION, kinds=kinds, shapes=set()))
        start = time.process_time()
        made = DocumentList(path, key=key)
        opened = time.process_time() - start
        spent, missed, false = [], 0, 0
        for number in rng.integers(2 * count, size=4000).tolist():
            text = f"L{number:08}" if number < count else f"M{number:08}"
            start = time.process_time()
            answer = made.look_up_number(issuer="UTO", number=text, kind="P")
            spent.append(time.process_time() - start)
            missed += number < count and not answer.matches
            false += number >= count and bool(answer.matches)
        yield make_row(
            "lists.documents look-up",
            settings,
            {"docverify": spent},
            count=1,
            unit="documents",
            case=f"{count + fillers:,} documents",
            packages=["numpy"],
            figures={
                "median microseconds": float(np.median(spent)) * 1e6,
                "99 % microseconds": float(np.quantile(spent, 0.99)) * 1e6,
                "built in microseconds a document": built / count * 1e6,
                "opened in seconds": opened,
                "megabytes": path.stat().st_size / 1e6,
                "missed": missed,
                "false hits": false,
            },
        )

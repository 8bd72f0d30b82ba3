"""How often different people reach the thresholds that lists of names ship: `… run name_thresholds`.

The list has 100,000 invented people of twenty languages, each in one variant of the name, half with one given
name; 10,000 others are looked up. Pairs of one language are counted, 5 × 10⁷ of them, once by names alone and
once with dates of birth on both sides. `docverify/lists/names/thresholds.py` has the rows, rounded up.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

import numpy as np

from benchmarks.lists import list_of
from benchmarks.lists_people import Person, invent
from benchmarks.rows import Row, Settings, make_row
from docverify.lists.names.births import Birth
from docverify.lists.names.look_up import scored
from docverify.lists.names.people import Traveller
from docverify.lists.names.thresholds import NAMES_ALONE, WITH_BIRTHS, MeasuredPoint

RATES: Final = (1e-3, 1e-4, 1e-5, 1e-6, 1e-7)


def run(settings: Settings) -> Iterator[Row]:
    """Both ways."""
    per, few = (150, 150) if settings.quick else (5000, 500)
    try:
        people = invent(settings.seed + 10, per, one_given=0.5)
        others = invent(settings.seed + 11, few, one_given=0.5)
    except ImportError:
        return
    yield measured(settings, people, others, "names alone", NAMES_ALONE)
    yield measured(settings, people, others, "with dates of birth", WITH_BIRTHS)


def measured(
    settings: Settings,
    people: list[Person],
    others: list[Person],
    case: str,
    points: tuple[MeasuredPoint, ...],
) -> Row:
    """The scores that rates fall on, and the rates at the thresholds that ship."""
    births = points is WITH_BIRTHS
    made = list_of(people, "mixed", settings.seed, birth=births)
    lowest = points[0].threshold if settings.quick else points[1].threshold - 0.5
    of_locale = Counter(person.locale for person in people)
    pairs, found = 0, []
    for person in others:
        pairs += of_locale[person.locale]
        born = (Birth(person.birth.year, person.birth.month, person.birth.day),) if births else ()
        traveller = Traveller(person.name, born, person.sex)
        reached = scored(traveller, made._index, made._people, alone=lowest, dated=lowest)  # noqa: SLF001
        found += [one.score for one in reached if people[one.entry].locale == person.locale]
    scores = np.sort(np.array(found))[::-1]
    figures: dict[str, object] = {"pairs": pairs, "entries": len(people)}
    for rate in RATES:
        at = int(rate * pairs)
        if 0 < at < len(scores):
            figures[f"score at {rate:g}"] = round(float(scores[at]), 3)
    for point in points:
        if point.threshold >= lowest:
            errors = int(np.sum(scores >= point.threshold))
            figures[f"errors at {point.threshold:g}, shipped for {point.rate:g}"] = errors
    return make_row(
        "lists.names thresholds",
        settings,
        count=len(others),
        unit="travellers",
        case=case,
        packages=["numpy", "faker", "anyascii"],
        figures=figures,
    )

"""Whether altered documents fail and sound ones do not: `python -m benchmarks run altered_documents`.

Specimens of every format are captured under named conditions, every other one with one digit of its number or
dates altered and no check digit adjusted. Only the text is judged: the portrait is waived.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np

import docverify as dv
from benchmarks.rows import Row, Settings, make_row
from docverify.evaluation import wilson
from docverify.mrz import LAYOUTS
from docverify.specimens import CONDITIONS, capture, draw_specimen, random_holder

AT = date(2026, 11, 23)
FORMATS = (dv.MrzFormat.TD1, dv.MrzFormat.TD2, dv.MrzFormat.TD3, dv.MrzFormat.MRVA, dv.MrzFormat.MRVB)
FIELDS = ("document_number", "date_of_birth", "date_of_expiry")
PORTRAIT = ("portrait_found", "portrait_on_page", "one_portrait")
TEXT_ALONE = replace(dv.Policy.named("document"), name="text of a document", waived=PORTRAIT)


def run(settings: Settings) -> Iterator[Row]:
    """One row for each condition: outcomes of sound and of altered documents."""
    count = 20 if settings.quick else 200
    for name in ("kiosk", "moderate", "hard"):
        outcomes: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
        for number in range(count):
            altered = number % 2 == 1
            report = dv.verify(
                document=picture(name, number, settings.seed, altered=altered),
                policy=TEXT_ALONE,
                at=AT,
                threads=settings.threads,
            )
            outcomes[altered][report.outcome.value] += 1
        wrong = outcomes[False]["FAILED"]
        interval = wilson(wrong, outcomes[False].total())
        figures = {
            "sound": dict(outcomes[False]),
            "altered": dict(outcomes[True]),
            "sound_failed_wilson": [interval.low, interval.high],
        }
        yield make_row(
            "altered_documents", settings, count=count, unit="documents", figures=figures, case=name
        )
    yield read_hard_ones(settings)


def read_hard_ones(settings: Settings) -> Row:
    """How many poorly captured sound documents pass by their text, and with how many wrong ones."""
    count = 20 if settings.quick else 300
    outcomes: Counter[str] = Counter()
    doubted = wrong = 0
    for number in range(count):
        image, lines = drawn_picture("hard", number, settings.seed + 1, altered=False)
        report = dv.verify(document=image, policy=TEXT_ALONE, at=AT, threads=settings.threads)
        outcomes[report.outcome.value] += 1
        doubted += report.finding("text_certain").reason == "text_doubtful"
        passed = report.outcome is dv.Outcome.PASSED
        wrong += passed and report.mrz is not None and report.mrz.lines != lines
    interval = wilson(wrong, max(outcomes["PASSED"], 1))
    figures = {
        "outcomes": dict(outcomes),
        "text_doubtful": doubted,
        "passed_with_wrong_text": wrong,
        "wrong_of_passed_wilson": [interval.low, interval.high],
    }
    return make_row(
        "altered_documents", settings, count=count, unit="documents", figures=figures, case="hard, text alone"
    )


def picture(condition: str, number: int, seed: int, *, altered: bool) -> np.ndarray:
    """A captured specimen."""
    return drawn_picture(condition, number, seed, altered=altered)[0]


def drawn_picture(
    condition: str, number: int, seed: int, *, altered: bool
) -> tuple[np.ndarray, tuple[str, ...]]:
    """A captured specimen, and its MRZ."""
    rng = np.random.default_rng([seed, number])
    fmt = FORMATS[number // 2 % len(FORMATS)]
    holder = random_holder(fmt, rng=rng)
    holder = replace(holder, date_of_birth=date(1974, 8, 12), date_of_expiry=date(2034, 4, 15))
    lines = holder.lines(fmt)
    if altered:
        lines = with_one_digit_altered(lines, fmt, rng)
    conditions = CONDITIONS[condition](rng)
    drawn = draw_specimen(fmt, holder=holder, rng=rng, px_per_mm=conditions.px_per_mm, lines=lines)
    return capture(drawn, conditions, rng=rng).image, lines


def with_one_digit_altered(
    lines: tuple[str, ...], fmt: dv.MrzFormat, rng: np.random.Generator
) -> tuple[str, ...]:
    """The same text with another digit in one place of the number or of a date."""
    spans = [LAYOUTS[fmt].places_by_name[name].span for name in FIELDS]
    cells = [(s.line, column) for s in spans for column in range(s.first, s.stop)]
    line, column = cells[int(rng.choice([i for i, (y, x) in enumerate(cells) if lines[y][x].isdigit()]))]
    digit = (int(lines[line][column]) + int(rng.integers(1, 10))) % 10
    changed = lines[line][:column] + str(digit) + lines[line][column + 1 :]
    return (*lines[:line], changed, *lines[line + 1 :])

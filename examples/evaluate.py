"""Read the same captures at two efforts: which reads more, which calls wrong texts sure, and is it chance?

    python examples/evaluate.py --captures 200

The captures are drawn: specimens of Utopia, photographed by a simulation, the same for the same seed. Put
pictures of your own in their place, and in that of an effort a reader of yours: any object with `name` and
`read(image)`, for `engine=`. The command `docverify evaluate-mrz FOLDER TRUTH` takes a folder of pictures.
"""

import argparse
import sys
import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

import docverify as dv
from docverify.evaluation import TextTrial, edits, exact_difference, text_rates
from docverify.specimens import capture, draw_specimen, hard, random_holder

LAYOUTS = (dv.MrzFormat.TD3, dv.MrzFormat.TD1)


def captures(count: int, seed: int) -> Iterator[tuple[str, NDArray[np.uint8], tuple[str, ...]]]:
    """Name, picture, and the lines that are in it, of so many drawn documents."""
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        layout, conditions = LAYOUTS[number % len(LAYOUTS)], hard(rng)
        holder = random_holder(layout, rng=rng)
        page = draw_specimen(layout, holder=holder, rng=rng, px_per_mm=conditions.px_per_mm)
        taken = capture(page, conditions, rng=rng)
        yield f"capture {number}", taken.image, taken.lines


def trial_of(effort: dv.Effort, name: str, image: NDArray[np.uint8], lines: tuple[str, ...]) -> TextTrial:
    """One picture read at one effort: counts and flags, no text."""
    start = time.perf_counter()
    reading = dv.read_mrz(image, effort=effort)
    return TextTrial(
        picture=name,
        characters=sum(map(len, lines)),
        edits=edits("".join(lines), "".join(reading.lines)),
        found=reading.mrz is not None,
        valid=reading.mrz is not None and reading.mrz.valid,
        sure=reading.sure,
        confidence=reading.confidence,
        seconds=time.perf_counter() - start,
    )


def main() -> int:
    """Measure both efforts and tell whether one reads more; always 0."""
    asked = argparse.ArgumentParser(description="Measure two efforts of reading on drawn captures.")
    asked.add_argument("--captures", type=int, default=20)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    trials: dict[str, list[TextTrial]] = {effort.value: [] for effort in (dv.Effort.FULL, dv.Effort.QUICK)}
    for picture in captures(given.captures, given.seed):
        for name, kept in trials.items():
            kept.append(trial_of(dv.Effort(name), *picture))
    for name, of in trials.items():
        rates = text_rates(of, rng=np.random.default_rng(given.seed))
        print(f"{name}: exact {rates.exact}; not found {rates.not_found}")
        print(f"  characters wrong {rates.characters}")
        for claim, wrong in rates.wrong_claims:
            print(f"  wrong, of those called {claim}: {wrong}")
        print(f"  median {1000 * rates.median_seconds:.0f} ms on this machine")
    found = exact_difference(trials["full"], trials["quick"], rng=np.random.default_rng(given.seed))
    verdict = "not chance" if found.decided else "may be chance"
    print(
        f"full reads {100 * found.value:+.1f} points more ({100 * found.low:+.1f} to "
        f"{100 * found.high:+.1f}, paired): {verdict}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What came of a comparison: ratios with quartiles, counts of both sides, and which limits are broken."""

from collections import Counter
from statistics import median, quantiles
from typing import Any

from benchmarks.compare.limits import LEAST, LIMITS, MOST_ITEMS
from benchmarks.telling import words
from benchmarks.telling.tables import markdown

Rounds = list[dict[str, Any]]


def judge(name: str, base: Rounds, head: Rounds) -> dict[str, Any]:
    """The figures of one matter.

    Args:
        name: of the matter.
        base: what each round of BASE told; the n-th of both sides did the same items.
        head: the same of HEAD.

    Returns:
        plain values; `broken` holds a sentence for every limit that is not kept.
    """
    limit = LIMITS[name]
    cannot = {
        side: one["cannot"]
        for side, rounds in (("BASE", base), ("HEAD", head))
        for one in rounds
        if "cannot" in one
    }
    if cannot:
        broken = [f"HEAD cannot do what BASE can: {cannot['HEAD']}"] if set(cannot) == {"HEAD"} else []
        return {"matter": limit.told, "cannot": cannot, "broken": broken}
    seconds = [[spent for one in rounds for spent in one["seconds"]] for rounds in (base, head)]
    ratios = [mine / max(theirs, 1e-9) for theirs, mine in zip(*seconds, strict=True)]
    low, middle, high = quantiles(ratios, n=4, method="inclusive")
    counts = {side: _counted(rounds) for side, rounds in (("base", base), ("head", head))}
    answers = [[one for told in rounds for one in told["answers"]] for rounds in (base, head)]
    broken = []
    surely = low > 1 + MOST_ITEMS * (limit.ratio - 1)
    slow = len(ratios) >= LEAST and middle > limit.ratio and surely
    if slow:
        broken.append(f"{middle:.2f} times BASE's time, more than {limit.ratio:g}")
    for count, fall in limit.falls.items():
        before, after = counts["base"].get(count, 0), counts["head"].get(count, 0)
        if after < before - fall:
            broken.append(f"{count}: {after} of HEAD, {before} of BASE; it may fall by {fall}")
    return {
        "matter": limit.told,
        "items": len(ratios),
        "seconds": {"base": median(seconds[0]), "head": median(seconds[1])},
        "ratio": {"median": middle, "q1": low, "q3": high, "limit": limit.ratio},
        "counts": counts,
        "slow": slow,
        "same_answers": sum(one == other for one, other in zip(*answers, strict=True)),
        "broken": broken,
    }


def table(told: list[dict[str, Any]]) -> str:
    """All matters, for a person."""
    grid = [["", "BASE", "HEAD", "HEAD / BASE", "limit", "counts: BASE → HEAD", "same answers", ""]]
    for one in told:
        if "cannot" in one:
            who = "; ".join(f"{side}: {why}" for side, why in one["cannot"].items())
            grid.append([one["matter"], "", "", "", "", f"left out, {who}", "", _kept(one)])
            continue
        ratio = one["ratio"]
        counts = [
            f"{name} {before} → {one['counts']['head'].get(name, 0)}"
            for name, before in one["counts"]["base"].items()
        ]
        grid.append(
            [
                one["matter"],
                *(words.duration(one["seconds"][side]) for side in ("base", "head")),
                f"{ratio['median']:.2f} ({ratio['q1']:.2f}–{ratio['q3']:.2f})",
                f"{ratio['limit']:g}",
                ", ".join(counts),
                f"{one['same_answers']} of {one['items']}",
                _kept(one),
            ]
        )
    return markdown(grid)


def _kept(one: dict[str, Any]) -> str:
    return "BROKEN" if one["broken"] else "kept"


def _counted(rounds: Rounds) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for one in rounds:
        counted.update(one["counts"])
    return dict(counted)

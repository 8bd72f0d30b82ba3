"""Let two sides do the same, in turn, and judge."""

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.compare import material
from benchmarks.compare.limits import LIMITS
from benchmarks.compare.sides import Side, UnknownRevision, same_package, side
from benchmarks.compare.verdict import judge, table
from benchmarks.rows import ROOT, Settings

TEMPLATES = 20_000


def compare(
    base: Side, head: Side, matters: list[str], *, documents: int, rounds: int
) -> list[dict[str, Any]]:
    """Both sides in turn, round by round; each round does other documents, both sides the same."""
    told: dict[str, list[dict[str, Any]]] = {"base": [], "head": []}
    with tempfile.TemporaryDirectory(prefix="compare") as folder:
        asked = _work(Path(folder), matters, documents)
        for number in range(rounds):
            mine = {**asked, "documents": asked["documents"][number::rounds]}
            pair = (("base", base), ("head", head))
            for name, one in pair if number % 2 == 0 else pair[::-1]:
                told[name].append(one.work(mine))
    return [
        judge(name, *([one[name] for one in told[side]] for side in ("base", "head"))) for name in matters
    ]


def _work(folder: Path, matters: list[str], documents: int) -> dict[str, Any]:
    """What both sides are asked to do, on files of the folder."""
    samples = ROOT / "samples"
    drawn = list(material.documents(folder, documents))
    shutil.copy(samples / "mated" / "live.jpg", folder / "bearer.jpg")
    shutil.copy(samples / "portraits" / "grace_hopper.jpg", folder / "stranger.jpg")
    pictures = list(material.coded(folder, Path(drawn[0]["path"]))) if "load" in matters else []
    return {
        "matters": matters,
        "documents": drawn,
        "bearer": str(folder / "bearer.jpg"),
        "stranger": str(folder / "stranger.jpg"),
        "pictures": pictures,
        "templates": TEMPLATES,
        "probes": list(range(100, 4_000, 1_000)),
        "seed": Settings().seed,
    }


def run(base: str, head: str, *, quick: bool, only: list[str], as_json: bool) -> int:
    """Compare, and tell.

    Returns:
        0 where every limit is kept, 1 where one is broken, 2 where a side is not there.
    """
    matters = [
        name for name, limit in LIMITS.items() if name in only or (not only and (limit.quick or not quick))
    ]
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sides") as folder:
        try:
            sides = side(base, Path(folder, "base")), side(head, Path(folder, "head"))
        except UnknownRevision as missing:
            print(missing, file=sys.stderr)
            return 2
        if same_package(base, head):
            print(f"{base} and {head} have the same package: nothing to compare")
            return 0
        documents, rounds = (12, 4) if quick else (60, 10)
        told = compare(*sides, matters, documents=documents, rounds=rounds)
        told = [
            compare(*sides, [name], documents=documents, rounds=rounds)[0] if one.get("slow") else one
            for name, one in zip(matters, told, strict=True)
        ]
    broken = [f"{one['matter']}: {why}" for one in told for why in one["broken"]]
    if as_json:
        print(json.dumps({"base": base, "head": head, "matters": told, "broken": broken}, indent=1))
    else:
        print(table(told))
        print(f"BASE {base}, HEAD {head}, {rounds} rounds in turn, {time.monotonic() - start:.0f} s")
        print("\n".join(["Broken limits:", *broken]) if broken else "Every limit is kept")
    return int(bool(broken))

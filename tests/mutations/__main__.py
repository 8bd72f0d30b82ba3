"""Break a room in one place after another, and see whether its tests notice: `python -m tests.mutations`.

Each mutation is made to a copy of the package, the tests that must catch it run there, and it is undone. A
mutation that none of them notices has survived. Exit code 1 when fewer than 92 % are caught.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue

from tests.mutations.bench import ROOT, Bench, Verdict, key_of
from tests.mutations.mutation import Mutation
from tests.mutations.rooms import MUTATIONS

LEAST = 0.92
"""Share of the mutations that must be caught."""


def main(words: list[str] | None = None) -> int:
    """Run the command."""
    asked = _arguments().parse_args(words)
    chosen = [one for one in MUTATIONS if not asked.only or any(word in one.name for word in asked.only)]
    if not chosen:
        sys.stderr.write(f"no mutation is called like {' or '.join(asked.only)}\n")
        return 2
    if asked.list:
        for one in chosen:
            sys.stdout.write(f"{one.name}: {one.why}\n")
        return 0
    start, verdicts = time.monotonic(), _earlier(asked.json, chosen)
    left = [one for one in chosen if one.name not in verdicts]
    if verdicts:
        sys.stdout.write(f"{len(verdicts)} verdicts still hold\n")
    for verdict in _judged(left, asked.workers, asked.limit):
        verdicts[verdict.name] = verdict
        _tell(verdict, len(verdicts), len(chosen))
        _keep(asked.json, verdicts, chosen)
    _close(verdicts, chosen, time.monotonic() - start)
    return int(sum(one.caught for one in verdicts.values()) < LEAST * len(chosen))


def _arguments() -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("python -m tests.mutations", description=__doc__, formatter_class=raw)
    parser.add_argument("--only", action="append", metavar="NAME", help="mutations whose name has this in it")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep verdicts here; those that hold stay")
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="copies that are worked on at once"
    )
    parser.add_argument(
        "--limit", type=float, default=180.0, metavar="SECONDS", help="for each; longer counts as caught"
    )
    parser.add_argument("--list", action="store_true", help="show what there is, and run nothing")
    return parser


def _judged(left: list[Mutation], workers: int, limit: float) -> Iterator[Verdict]:
    """The verdicts, as they come; each worker has a copy of its own."""
    if not left:
        return
    with tempfile.TemporaryDirectory() as folder:
        benches: SimpleQueue[Bench] = SimpleQueue()
        for number in range(workers):
            bench = Bench(Path(folder, str(number)).resolve(), limit=limit)
            if not number:
                count = len({name for one in left for name in one.tested_by})
                seconds = bench.check(left)
                sys.stdout.write(f"{count} files of tests pass in {seconds:.0f} s, and see the copy\n")
                sys.stdout.flush()
            benches.put(bench)

        def judge(one: Mutation) -> Verdict:
            bench = benches.get()
            try:
                return bench.judge(one)
            finally:
                benches.put(bench)

        with ThreadPoolExecutor(workers) as pool:
            yield from pool.map(judge, left)


def _tell(verdict: Verdict, done: int, count: int) -> None:
    word = "caught  " if verdict.caught else "SURVIVED"
    by = f"  by {verdict.by}" if verdict.by else ""
    sys.stdout.write(f"{done:3}/{count} {word} {verdict.name}  {verdict.seconds:.1f} s{by}\n")
    sys.stdout.flush()


def _earlier(file: Path | None, chosen: list[Mutation]) -> dict[str, Verdict]:
    """Verdicts of an earlier run on just this package and these tests."""
    if file is None or not file.exists():
        return {}
    kept = [Verdict(**one) for one in json.loads(file.read_text(encoding="utf-8"))["verdicts"]]
    keys = {one.name: key_of(one) for one in chosen}
    return {one.name: one for one in kept if keys.get(one.name) == one.key}


def _keep(file: Path | None, verdicts: dict[str, Verdict], chosen: list[Mutation]) -> None:
    if file is None:
        return
    in_order = [asdict(verdicts[one.name]) for one in chosen if one.name in verdicts]
    caught = sum(one.caught for one in verdicts.values())
    what = {"commit": _commit(), "mutations": len(chosen), "caught": caught, "verdicts": in_order}
    file.write_text(json.dumps(what, indent=1) + "\n", encoding="utf-8")


def _commit() -> str | None:
    """The checkout's commit; None where there is none, or something is changed."""
    words = ["git", "describe", "--always", "--dirty", "--abbrev=10"]
    said = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    return said.stdout.strip() or None


def _close(verdicts: dict[str, Verdict], chosen: list[Mutation], seconds: float) -> None:
    rooms: dict[str, list[bool]] = {}
    for one in chosen:
        rooms.setdefault(one.room, []).append(verdicts[one.name].caught)
    lines = ["", f"{'room':<14} caught  of"]
    lines += [f"{room:<14} {sum(caught):6} {len(caught):3}" for room, caught in sorted(rooms.items())]
    caught = sum(one.caught for one in verdicts.values())
    lines += [f"{'all':<14} {caught:6} {len(chosen):3}   {caught / len(chosen):.1%}, {seconds:.0f} s"]
    survivors = [one for one in chosen if not verdicts[one.name].caught]
    lines += [f"survived: {one.name}: {one.why}" for one in survivors]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())

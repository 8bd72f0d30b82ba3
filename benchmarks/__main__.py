"""Run benchmarks, and tell what they measured: `python -m benchmarks COMMAND --help`."""

import argparse
import importlib
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.compare.limits import LIMITS
from benchmarks.history import ROWS, newest, rows_of
from benchmarks.rows import ROOT, Settings, append

THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_THREAD_LIMIT")


def names() -> list[str]:
    """The benchmarks: modules of this folder with `run(settings)`."""
    sources = Path(__file__).parent.glob("*.py")
    return sorted(path.stem for path in sources if "\ndef run(settings" in path.read_text(encoding="utf-8"))


def run(asked: argparse.Namespace) -> int:
    """Run each module in a process of its own, so that none warms or breaks another."""
    chosen = _known(asked.names, everything=asked.all)
    failed = []
    for threads in asked.threads:
        environment = {**os.environ, **dict.fromkeys(THREAD_VARIABLES, str(threads))}
        for name in chosen:
            words = [sys.executable, "-m", "benchmarks", "one", name, "--threads", str(threads)]
            words += ["--data", str(asked.data.resolve()), "--out", str(asked.out.resolve())]
            words += ["--seed", str(asked.seed), *["--quick"] * asked.quick]
            start = time.monotonic()
            print(f"{name}, {threads} thread(s) …", flush=True)
            outcome = subprocess.run(words, env=environment, check=False, cwd=ROOT)
            print(f"{name}: exit {outcome.returncode}, {time.monotonic() - start:.0f} s", flush=True)
            failed += [name] * bool(outcome.returncode)
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


def one(asked: argparse.Namespace) -> int:
    """Run one module here, and append its rows as they come."""
    (name,) = _known(asked.names)
    settings = Settings(data=asked.data, threads=asked.threads[0], seed=asked.seed, quick=asked.quick)
    count = 0
    for row in importlib.import_module(f"benchmarks.{name}").run(settings):
        append(asked.out, row)
        count += 1
        print(f"  {row['benchmark']} {row['case']}", flush=True)
    if not count:
        print(f"  {name}: no rows (its data or peers are missing)", flush=True)
    return 0


def report(asked: argparse.Namespace) -> int:
    """Write the page of all rows, or print one commit's."""
    from benchmarks.telling.report import page, write

    if asked.commit is None:
        print(write(asked.out))
        return 0
    rows = newest(rows_of(asked.out), asked.commit)
    print(page(rows) if rows else f"no row is of the commit {asked.commit}")
    return int(not rows)


def figures(asked: argparse.Namespace) -> int:
    """Fill the figures of pages from rows, or check them."""
    from benchmarks.figures import run

    return run(asked.files, check=asked.check, commit=asked.commit, rows=asked.rows)


def compared(asked: argparse.Namespace) -> int:
    """Hold two commits side by side."""
    from benchmarks.compare.run import run

    return run(asked.base, asked.head, quick=asked.quick, only=asked.only, as_json=asked.json)


def peers(asked: argparse.Namespace) -> int:
    """List or install what benchmarks run beside docverify."""
    from benchmarks.peers import run

    return run(install=asked.install)


def listed(_: argparse.Namespace) -> int:
    """Name the benchmarks."""
    print("\n".join(names()))
    return 0


def _known(chosen: list[str], *, everything: bool = False) -> list[str]:
    unknown = set(chosen) - set(names())
    if unknown or not (everything or chosen):
        sys.exit(f"name benchmarks or pass --all; there are: {', '.join(names())}")
    return names() if everything else chosen


def main() -> int:
    """Read the arguments and do what they say."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, does, help_ in (
        ("run", run, "measure, and append rows"),
        ("one", one, "measure one benchmark in this process"),
    ):
        command = commands.add_parser(name, help=help_)
        command.set_defaults(does=does)
        command.add_argument("names", nargs="*", help="benchmarks to run")
        command.add_argument("--all", action="store_true", help="run every benchmark")
        command.add_argument("--threads", type=int, nargs="+", default=[1], help="thread counts to run with")
        command.add_argument("--seed", type=int, default=Settings().seed)
        command.add_argument("--quick", action="store_true", help="fewer, smaller cases")
        data = Path(os.environ.get("DOCVERIFY_DATA", Settings().data))
        command.add_argument("--data", type=Path, default=data)
        command.add_argument("--out", type=Path, default=ROWS, help="file of JSON lines to append to")
    command = commands.add_parser("report", help="tables and charts of the newest rows")
    command.set_defaults(does=report)
    command.add_argument("--commit", help="print the rows of this commit alone")
    command.add_argument("--out", type=Path, default=ROWS, help="file of JSON lines to report on")
    command = commands.add_parser("figures", help="write the figures that pages quote from rows")
    command.set_defaults(does=figures)
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--check", action="store_true", help="write nothing; exit 1 where a page differs")
    command.add_argument("--commit", help="take rows of this commit alone")
    command.add_argument("--rows", type=Path, default=ROWS, help="file of JSON lines")
    command = commands.add_parser("compare", help="two commits side by side, with limits: exit 1 if broken")
    command.set_defaults(does=compared)
    command.add_argument("base", help="a commit, or a folder with its checkout")
    command.add_argument("head", help="the same; . is the working tree")
    command.add_argument(
        "--quick", action="store_true", help="fewer documents and rounds: one to two minutes"
    )
    command.add_argument("--only", nargs="+", default=[], choices=tuple(LIMITS), help="these matters alone")
    command.add_argument("--json", action="store_true", help="print figures as JSON")
    command = commands.add_parser("peers", help="what runs beside docverify: there, or missing")
    command.set_defaults(does=peers)
    command.add_argument("--install", action="store_true", help="install what is missing")
    commands.add_parser("list", help="name the benchmarks").set_defaults(does=listed)
    asked = parser.parse_args()
    return int(asked.does(asked))


if __name__ == "__main__":
    sys.exit(main())

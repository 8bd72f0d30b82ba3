"""`python -m benchmarks run [--all | NAME …]` and `python -m benchmarks report`."""

import argparse
import importlib
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.rows import ROOT, Settings, append

ROWS = ROOT / "benchmarks" / "rows.jsonl"
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_THREAD_LIMIT")


def names() -> list[str]:
    """The benchmarks: modules of this folder with `run(settings)`."""
    sources = Path(__file__).parent.glob("*.py")
    return sorted(path.stem for path in sources if "\ndef run(settings" in path.read_text(encoding="utf-8"))


def run(chosen: list[str], options: argparse.Namespace) -> int:
    """Run each module in a process of its own, so that none warms or breaks another."""
    failed = []
    for threads in options.threads:
        environment = {**os.environ, **dict.fromkeys(THREAD_VARIABLES, str(threads))}
        for name in chosen:
            words = [sys.executable, "-m", "benchmarks", "one", name, "--threads", str(threads)]
            words += [
                "--data",
                str(options.data.resolve()),
                "--out",
                str(options.out.resolve()),
                "--seed",
                str(options.seed),
            ]
            start = time.monotonic()
            print(f"{name}, {threads} thread(s) …", flush=True)
            outcome = subprocess.run(
                words + ["--quick"] * options.quick, env=environment, check=False, cwd=ROOT
            )
            print(f"{name}: exit {outcome.returncode}, {time.monotonic() - start:.0f} s", flush=True)
            failed += [name] * bool(outcome.returncode)
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


def one(name: str, options: argparse.Namespace) -> int:
    """Run one module here, and append its rows as they come."""
    settings = Settings(data=options.data, threads=options.threads[0], seed=options.seed, quick=options.quick)
    count = 0
    for row in importlib.import_module(f"benchmarks.{name}").run(settings):
        append(options.out, row)
        count += 1
        print(f"  {row['benchmark']} {row['case']}", flush=True)
    if not count:
        print(f"  {name}: no rows (its data or peers are missing)", flush=True)
    return 0


def main() -> int:
    """Read the arguments and do what they say."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("what", choices=["run", "one", "report", "list"])
    parser.add_argument("names", nargs="*", help="benchmarks to run")
    parser.add_argument("--all", action="store_true", help="run every benchmark")
    parser.add_argument("--threads", type=int, nargs="+", default=[1], help="thread counts to run with")
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument("--quick", action="store_true", help="fewer, smaller cases")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("DOCVERIFY_DATA", Settings().data)))
    parser.add_argument("--out", type=Path, default=ROWS, help="file of JSON lines to append to or report on")
    options = parser.parse_args()
    if options.what == "list":
        print("\n".join(names()))
        return 0
    if options.what == "report":
        from benchmarks.report import write

        print(write(options.out))
        return 0
    unknown = set(options.names) - set(names())
    if unknown or not (options.all or options.names):
        parser.error(f"name benchmarks or pass --all; there are: {', '.join(names())}")
    if options.what == "one":
        return one(options.names[0], options)
    return run(names() if options.all else options.names, options)


if __name__ == "__main__":
    sys.exit(main())

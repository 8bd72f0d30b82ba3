"""Hand hostile bytes to a door of the library: `python -m tests.hostile.fuzz TARGET|all [--seconds N]`.

With atheris (`pip install atheris`) inputs are guided by coverage, by libFuzzer in a process of its own;
without it, or with `--random`, they are random changes of the seeds, always the same ones for one `--seed`.
What breaks a target is written to `tests/hostile/found/TARGET/`, which the tests replay.
"""

import argparse
import hashlib
import importlib
import importlib.util
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from tests.hostile.mutations import mutated

FOUND = Path(__file__).parent / "found"
MOST_BYTES = 65_536
SLOW = 30
"""An input that takes more seconds than this is a fault."""
_INSTRUMENTED = ["docverify", "PIL", "tomllib", "json"]
NAMES = (
    "load",
    "pages",
    "parse",
    "repair",
    "reading",
    "templates",
    "calibrations",
    "populations",
    "policies",
    "reports",
)


@dataclass
class Outcome:
    """What a run came to; `faults` are inputs that broke the target, by what they broke."""

    target: str
    runs: int = 0
    seconds: float = 0.0
    faults: dict[str, bytes] = field(default_factory=dict)

    def __str__(self):
        return f"{self.target}: {self.runs} runs, {self.seconds:.1f} s, {len(self.faults)} faults"


def inputs(name):
    """The seeds of a target, and what once broke it."""
    folder = FOUND / name
    found = [file.read_bytes() for file in sorted(folder.iterdir())] if folder.is_dir() else []
    return [*importlib.import_module("tests.hostile.seeds").seeds(name), *found]


def target_called(name):
    """A target by its name; imported late, so that libFuzzer's process can instrument what it imports."""
    return importlib.import_module("tests.hostile.targets").TARGETS[name]


def run_random(name, target, *, seed=9303, runs=None, seconds=None):
    """Hand a target its seeds, then random changes of them, so many or for so long."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    pool = inputs(name)
    outcome, start = Outcome(name), time.monotonic()
    while (runs is None or outcome.runs < runs) and (seconds is None or outcome.seconds < seconds):
        fresh = outcome.runs >= len(pool)
        data = mutated(rng.choice(pool), pool, rng)[:MOST_BYTES] if fresh else pool[outcome.runs]
        fault = _fault(target, data)
        if fault:
            outcome.faults.setdefault(fault, data)
        outcome.runs += 1
        outcome.seconds = time.monotonic() - start
    return outcome


def _fault(target, data):
    """What an input breaks in a target, and where; None where it breaks nothing."""
    start = time.monotonic()
    try:
        target(data)
    except Exception as problem:  # noqa: BLE001 - whatever it is, it is the fault
        last = traceback.extract_tb(problem.__traceback__)[-1]
        return f"{type(problem).__name__} at {last.filename}:{last.lineno}"
    spent = time.monotonic() - start
    return f"it took more than {SLOW} s" if spent > SLOW else None


def run_guided(name, seconds):
    """Run libFuzzer on a target in a process of its own, which a crash may end."""
    folder = FOUND / name
    folder.mkdir(parents=True, exist_ok=True)
    before = {file.name for file in folder.iterdir()}
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryFile() as log:
        corpus = Path(scratch, "corpus")
        corpus.mkdir()
        for number, data in enumerate(inputs(name)):
            (corpus / f"{number:04}").write_bytes(data)
        itself = [sys.executable, "-m", "tests.hostile.fuzz"]
        command = [*itself, name, f"--seconds={seconds}", f"--guided={corpus}"]
        environment = {**os.environ, "TMPDIR": scratch}
        ended = subprocess.run(command, check=False, stdout=log, stderr=subprocess.STDOUT, env=environment)
        log.seek(max(0, log.tell() - 6000))
        told = log.read().decode(errors="replace")
    runs = re.findall(r"number_of_executed_units: (\d+)", told)
    new = sorted({file.name for file in folder.iterdir()} - before)
    faults = {file: (folder / file).read_bytes() for file in new}
    if ended.returncode and not faults:
        faults[f"libFuzzer ended with {ended.returncode}"] = b""
    if faults:
        _say(told)
    for empty in (folder, FOUND):
        if not any(empty.iterdir()):
            empty.rmdir()
    return Outcome(name, int(runs[-1]) if runs else 0, time.monotonic() - start, faults)


def fuzz_here(name, seconds, corpus):
    """Be the process that libFuzzer runs in; it ends here."""
    import atheris

    with atheris.instrument_imports(include=_INSTRUMENTED):
        target, pool = target_called(name), inputs(name)
        target(pool[0])  # what the library imports late is instrumented too

    def changed(data, size, seed):
        rng = random.Random(seed)  # noqa: S311 - not for secrets
        return atheris.Mutate(data, size) if rng.random() < 0.6 else mutated(data, pool, rng)[:size]

    options = {
        "max_total_time": seconds,
        "max_len": MOST_BYTES,
        "rss_limit_mb": 2048,
        "timeout": SLOW,
        "report_slow_units": SLOW,
        "print_final_stats": 1,
        "close_fd_mask": 2,  # what decoders in C print of every damaged input
        "artifact_prefix": f"{FOUND / name}/",
    }
    arguments = [f"-{option}={value}" for option, value in options.items()]
    atheris.Setup([sys.argv[0], *arguments, corpus], target, custom_mutator=changed)
    atheris.Fuzz()


def keep(outcome):
    """Write down what broke a target, and say it."""
    folder = FOUND / outcome.target
    for fault, data in outcome.faults.items():
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / hashlib.sha256(data).hexdigest()[:16]
        file.write_bytes(data)
        _say(f"{outcome.target}: {fault}: {file}")


def _say(what):
    print(what, flush=True)  # noqa: T201 - a command line


def _quiet_decoders():
    """Throw away what decoders in C print of every damaged input."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def main():
    """Run the command line; the exit code tells whether there was a fault."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("python -m tests.hostile.fuzz", description=__doc__, formatter_class=raw)
    parser.add_argument("target", choices=(*NAMES, "all"))
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--seed", type=int, default=9303, help="of random changes")
    parser.add_argument("--random", action="store_true", help="even where atheris is installed")
    parser.add_argument("--guided", metavar="CORPUS", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.guided:
        fuzz_here(given.target, given.seconds, given.guided)
        return 0
    guided = importlib.util.find_spec("atheris") is not None and not given.random
    count = 0
    for name in NAMES if given.target == "all" else (given.target,):
        if guided:
            outcome = run_guided(name, given.seconds)
        else:
            _quiet_decoders()
            outcome = run_random(name, target_called(name), seed=given.seed, seconds=given.seconds)
            keep(outcome)
        _say(outcome)
        count += len(outcome.faults)
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())

"""A long run of the service that must leave nothing behind: `python -m benchmarks run service_soak`.

Ten thousand verifications, then a thousand sessions that are begun and left. It asks for half an hour of two
cores; how long it takes is no figure of it.
"""

import time
from collections import Counter
from collections.abc import Iterator

from benchmarks.rows import Row, Settings, machine, make_row
from benchmarks.service import IDENTITY, PACKAGES, Case, sample
from benchmarks.service_client import Service, ask_together, served
from benchmarks.service_sessions import abort_sessions

TENTHS = 10


def run(settings: Settings) -> Iterator[Row]:
    """One row."""
    with served(workers=int(str(machine()["cores"]))) as service:
        figures = soak(service, sample(), settings)
    yield make_row(
        "service", settings, packages=PACKAGES, count=1, unit="requests", case="soak", figures=figures
    )


def soak(service: Service, case: Case, settings: Settings) -> dict[str, object]:
    """Verify for long, leave sessions in the middle, and look at what is left.

    The first tenth warms up: `memory_grown` is the end against the end of that, `memory_most` the highest.
    """
    count, sessions = (60, 20) if settings.quick else (10_000, 1_000)
    statuses: Counter[str] = Counter()
    memory: list[int] = []
    files: list[int] = []
    for tenth in range(TENTHS):
        answers = ask_together(service, "/v1/verify", case.body, clients=4, count=count // TENTHS)
        statuses.update(str(one.status) for one in answers)
        memory.append(service.memory())
        files.append(service.open_files())
        print(f"  {tenth + 1} of {TENTHS}: {memory[-1] / 1e6:.1f} MB", flush=True)
    begun = abort_sessions(service, case.document, sessions)
    time.sleep(1.0)
    memory.append(service.memory())
    log = service.log()
    return {
        "verifications": dict(statuses),
        "sessions_aborted": begun,
        "memory_mb": [round(one / 1e6, 1) for one in memory],
        "memory_grown": round(memory[-1] / memory[0] - 1, 4),
        "memory_most": round(max(memory) / memory[0] - 1, 4),
        "open_files": [files[0], files[-1], service.open_files()],
        "temporary_files": len(service.left()),
        "log_lines": log.count("\n"),
        "identity_strings_in_log": sum(text in log for text in IDENTITY),
    }

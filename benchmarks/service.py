"""The service under load: `python -m benchmarks run service`.

Its own cost over the library, throughput against the library's on the same cores, the same answers for one
and for sixteen clients, processes against threads, a killed worker, and generated requests against its
description. The long run that must leave nothing behind is `service_soak`.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Thread

import docverify as dv
from benchmarks.rows import ROOT, Row, Settings, machine, make_row
from benchmarks.service_client import Service, ask, ask_together, form, served, wait_until_ready
from docverify.imaging import Limits
from docverify.service.jobs.answer import Answer
from docverify.service.jobs.verify import verify

PACKAGES = (
    "fastapi",
    "starlette",
    "uvicorn",
    "schemathesis",
    "numpy",
    "opencv-python-headless",
    "onnxruntime",
)
AT = "2026-11-28"
CLIENTS = 16
IDENTITY = ("ERIKSSON", "ANNA", "L898902C3", "ZE184226B", "1974-08-12", "740812", "P<UTO")
"""What the sample document says; none of it may be in a log."""


@dataclass(frozen=True, slots=True)
class Case:
    """A verification, as the library and as the service are asked for it."""

    document: bytes
    live: bytes

    @property
    def body(self) -> bytes:
        """The request."""
        pictures = [("document", self.document), ("live", self.live)]
        return form(pictures, {"at": AT, "policy": "border", "identity": "true"})

    def library(self) -> Answer:
        """The same, without a service."""
        return verify(
            [self.document],
            [self.live],
            policy=dv.Policy.named("border"),
            at=date.fromisoformat(AT),
            case_id="case",
            identity=True,
            limits=Limits(),
        )


def sample() -> Case:
    """The sample of a document and its bearer."""
    folder = ROOT / "samples" / "mated"
    return Case((folder / "document.png").read_bytes(), (folder / "live.jpg").read_bytes())


def run(settings: Settings) -> Iterator[Row]:
    """Rows of everything above."""
    case = sample()
    cores = int(str(machine()["cores"]))
    row = partial(make_row, "service", settings, packages=PACKAGES)
    yield row(count=1, unit="verifications", case="processes or threads", figures=ways(case, cores, settings))
    with served(workers=cores) as service:
        yield row(
            count=1, unit="requests", case="cost over the library", figures=cost(service, case, settings)
        )
        yield row(
            count=CLIENTS,
            unit="clients",
            case="throughput",
            figures=throughput(service, case, cores, settings),
        )
        yield row(count=CLIENTS, unit="clients", case="same answers", figures=same(service, case, settings))
        yield row(count=1, unit="workers", case="kill -9 under load", figures=killed(service, case, settings))
        yield row(count=1, unit="cases", case="schemathesis", figures=generated(service, settings))


def ways(case: Case, cores: int, settings: Settings) -> dict[str, object]:
    """Verifications a second by processes and by threads, as many as cores, in turn."""
    rounds, count = (2, 3 * cores) if settings.quick else (7, 8 * cores)
    rates: dict[str, list[float]] = {"processes": [], "threads": []}
    with (
        ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as processes,
        ThreadPoolExecutor(cores) as threads,
    ):
        sides: dict[str, Executor] = {"processes": processes, "threads": threads}
        for side in sides.values():
            together(side, case, 2 * cores)
        for _ in range(rounds):
            for name, side in sides.items():
                rates[name].append(together(side, case, count))
    ratios = [one / other for one, other in zip(rates["processes"], rates["threads"], strict=True)]
    return {
        **{f"{name}_a_second": round(median(found), 3) for name, found in rates.items()},
        "processes_over_threads": [round(one, 3) for one in (median(ratios), min(ratios), max(ratios))],
    }


def together(side: Executor, case: Case, count: int) -> float:
    """Verifications a second."""
    start = time.perf_counter()
    for one in [side.submit(case.library) for _ in range(count)]:
        one.result()
    return count / (time.perf_counter() - start)


def cost(service: Service, case: Case, settings: Settings) -> dict[str, object]:
    """What a request takes beyond the worker's own time: real verifications, and pictures that are none.

    A body of the same size that cannot be decoded takes the same way and keeps the worker busy for next to
    nothing: other work on the machine disturbs it least; the processor's count of what the process that waits
    has taken, least of all.
    """
    broken = Case(b"x" + case.document[1:], case.live)
    line, found = service.connected(), {}
    for name, one, count in (
        ("verifications", case, 20 if settings.quick else 500),
        ("broken", broken, 200 if settings.quick else 2_000),
    ):
        body = one.body
        for _ in range(5):
            ask(line, "/v1/verify", body)
        before = service.processor()
        answers = [ask(line, "/v1/verify", body) for _ in range(count)]
        took = service.processor() - before
        beyond = sorted(1000 * (answer.seconds - answer.work) for answer in answers)
        found[name] = {
            "requests": count,
            "body_bytes": len(body),
            "beyond_ms": {"median": round(median(beyond), 2), "p95": round(quantiles(beyond, n=20)[-1], 2)},
            "processor_ms": round(1000 * took / count, 2),
            "work_ms": round(1000 * median(answer.work for answer in answers), 1),
        }
    line.close()
    return found


def throughput(service: Service, case: Case, cores: int, settings: Settings) -> dict[str, object]:
    """Verifications a second: sixteen clients of the service, and the library alone, in turn."""
    rounds, count = (2, 24) if settings.quick else (7, 96)
    rates: dict[str, list[float]] = {"service": [], "one": [], "every": []}
    body = case.body
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as one,
        ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as every,
    ):
        together(one, case, 2)
        together(every, case, 2 * cores)
        for _ in range(rounds):
            rates["one"].append(together(one, case, count // cores))
            start = time.perf_counter()
            answers = ask_together(service, "/v1/verify", body, clients=CLIENTS, count=count)
            rates["service"].append(count / (time.perf_counter() - start))
            assert all(answer.status == 200 for answer in answers)  # noqa: S101 - else nothing was measured
            rates["every"].append(together(every, case, count))
    of_one = [got / (cores * lib) for got, lib in zip(rates["service"], rates["one"], strict=True)]
    of_every = [got / lib for got, lib in zip(rates["service"], rates["every"], strict=True)]
    return {
        "service_a_second": round(median(rates["service"]), 3),
        "library_one_core_a_second": round(median(rates["one"]), 3),
        "library_every_core_a_second": round(median(rates["every"]), 3),
        "of_cores_times_one_core": [round(v, 3) for v in (median(of_one), min(of_one), max(of_one))],
        "of_the_library_on_every_core": [
            round(v, 3) for v in (median(of_every), min(of_every), max(of_every))
        ],
        "cores": cores,
    }


def same(service: Service, case: Case, settings: Settings) -> dict[str, object]:
    """Answers of sixteen clients that differ from one client's, but for times and ids."""
    count = 32 if settings.quick else 320
    alone = ask_together(service, "/v1/verify", case.body, clients=1, count=2)[1].timeless
    answers = ask_together(service, "/v1/verify", case.body, clients=CLIENTS, count=count)
    return {"answers": count, "different": sum(one.timeless != alone for one in answers)}


def killed(service: Service, case: Case, settings: Settings) -> dict[str, object]:
    """Kill a worker now and then while sixteen clients ask."""
    count, kills = (48, 2) if settings.quick else (320, 10)
    done, struck = Event(), []

    def strike() -> None:
        for _ in range(kills):
            wait_until_ready(service)
            if done.wait(1.0):
                return
            victim = service.workers()[len(struck) % len(service.workers())]
            os.kill(victim, signal.SIGKILL)
            struck.append(victim)

    killer = Thread(target=strike)
    killer.start()
    answers = ask_together(service, "/v1/verify", case.body, clients=CLIENTS, count=count)
    done.set()
    killer.join()
    wait_until_ready(service)
    lost = [one for one in answers if one.status != 200]
    return {
        "requests": count,
        "killed": len(struck),
        "statuses": dict(Counter(str(one.status) for one in answers)),
        "codes": dict(Counter(str(json.loads(one.body)["code"]) for one in lost)),
        "workers_afterwards": len(service.workers()),
        "answers_afterwards": ask_together(service, "/v1/verify", case.body, clients=1, count=1)[0].status,
    }


def generated(service: Service, settings: Settings) -> dict[str, object]:
    """Requests that schemathesis makes of the description, sound and broken."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "run", f"{service.address}/openapi.json"),
                *("--checks=all", "--no-color", "--warnings=off", f"--seed={settings.seed}"),
                f"--max-examples={40 if settings.quick else 900}",
                *("--report=json", f"--report-json-path={report}"),
            ],
            stdout=subprocess.DEVNULL,
            check=False,
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "SCHEMATHESIS_HOOKS": "tests.service.files_are_bytes",
            },
        )
        told = json.loads(report.read_text(encoding="utf-8"))
    log = service.log()
    return {
        "cases": told["test_cases"]["generated"],
        "operations": told["operations"]["tested"],
        "failures": len(told["failures"]),
        "errors": len(told["errors"]),
        "identity_strings_in_log": sum(text in log for text in IDENTITY),
    }

"""How a job's answer travels: written out in the worker, so that the service only passes it on."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from docverify.errors import InputError
from docverify.service.jobs.unusable import unusable
from docverify.verification import Outcome


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, and what metrics count of it.

    Attributes:
        body: JSON.
        outcome: what it says.
        problem: the code of a picture that could not be used; "" for none.
        timings: seconds by stage.
        seconds: that the worker took in all.
    """

    body: bytes
    outcome: str
    problem: str = ""
    timings: tuple[tuple[str, float], ...] = ()
    seconds: float = 0.0

    def __repr__(self) -> str:
        return f"Answer({self.outcome}, {len(self.body)} bytes)"


def answer(content: Mapping[str, object], *, timings: tuple[tuple[str, float], ...] = ()) -> Answer:
    """An answer that has all its keys; `outcome` is one of them."""
    return Answer(_json(content), str(content["outcome"]), timings=timings)


def not_usable(problem: InputError, **nothing: object) -> Answer:
    """The answer where a picture cannot be used: INCONCLUSIVE, and nothing else known.

    Args:
        problem: the error.
        nothing: the other keys of the answer.
    """
    told = unusable(problem)
    content = {
        "outcome": Outcome.INCONCLUSIVE.value,
        "why": f"{told['message']}. {told['instruction']}",
        **nothing,
        "unusable": told,
    }
    return Answer(_json(content), Outcome.INCONCLUSIVE.value, str(told["code"]))


def timed(job: Callable[..., Answer], *args: object) -> Answer:
    """Do a job, and say how long it took."""
    start = time.perf_counter()
    found = job(*args)
    return replace(found, seconds=time.perf_counter() - start)


def _json(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()

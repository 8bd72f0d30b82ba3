"""What engines do wrong becomes one error: whoever verifies need not know what their libraries raise.

Time is not looked at: nothing within a process can end what hangs in it. Whoever must, runs engines in a
process that can be ended, as the service's pool does.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from docverify.errors import EngineError, EngineFailed


@contextmanager
def engine_at_work(engine: str) -> Iterator[None]:
    """Let an engine work.

    Args:
        engine: what it is, and its name, for the message.

    Raises:
        EngineFailed: it raised anything else than an `EngineError`, an `InputError` included: pictures were
            looked at before. What it said is not repeated, as it may be of the document; it is the cause.
    """
    try:
        yield
    except EngineError:
        raise
    except Exception as problem:  # an engine may raise whatever its libraries do
        raise EngineFailed(f"{engine} broke: {type(problem).__name__}") from problem


def builds_of(engine: object) -> tuple[tuple[str, str], ...]:
    """What an engine says that it is made of, for reports; nothing of one that does not say it.

    Raises:
        EngineFailed: its `builds` are no pairs of strings.
    """
    told: object = getattr(engine, "builds", ())
    pairs = isinstance(told, (tuple, list)) and all(
        isinstance(one, tuple) and len(one) == 2 and all(isinstance(part, str) for part in one)
        for one in told
    )
    if not pairs:
        raise EngineFailed(
            f"{type(engine).__name__}.builds: pairs of a file or package and its sum or version"
        )
    return tuple(told)  # type: ignore[arg-type] # as just seen

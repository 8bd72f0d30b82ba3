"""Exit codes, and which of several outcomes decides."""

from collections.abc import Iterable
from enum import IntEnum

from docverify.errors import ConfigurationError, DocverifyError, EngineMissing


class ExitCode(IntEnum):
    """What the process returns; 2 is wrong usage: options, arguments, or an engine that is not installed."""

    PASSED = 0
    FAILED = 1
    USAGE = 2
    INCONCLUSIVE = 3
    UNUSABLE = 4


_BY_GRAVITY = (ExitCode.PASSED, ExitCode.INCONCLUSIVE, ExitCode.FAILED, ExitCode.UNUSABLE, ExitCode.USAGE)


def code_of_outcome(outcome: str) -> ExitCode:
    """The code of a judged case: it follows from the `Outcome` alone."""
    return ExitCode[outcome]


def gravest(codes: Iterable[ExitCode]) -> ExitCode:
    """The code that decides for several inputs: passed < inconclusive < failed < unusable input."""
    return max(codes, key=_BY_GRAVITY.index, default=ExitCode.PASSED)


def code_of_error(problem: DocverifyError) -> ExitCode:
    """The code of an error that ends a command."""
    usage = isinstance(problem, (ConfigurationError, EngineMissing))
    return ExitCode.USAGE if usage else ExitCode.UNUSABLE

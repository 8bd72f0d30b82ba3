"""Files of lists: written whole or not at all."""

import os
import secrets
from pathlib import Path

from docverify.errors import ConfigurationError


def write_whole(path: str | Path, content: bytes) -> None:
    """Write a file so that whoever opens it finds the old one or all of the new one.

    Raises:
        ConfigurationError: it cannot be written; what was there stays.
    """
    target = Path(path)
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as problem:
        beside.unlink(missing_ok=True)
        raise ConfigurationError(f"{path} cannot be written: {problem.strerror}") from problem

"""Code that runs in a process of its own."""

import os
import subprocess
import sys
import textwrap


def in_a_process(code, *words):
    """Run code in a process of its own; its output."""
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert run.returncode == 0, run.stderr
    return run.stdout

"""Runs the service for the tests: as `docverify serve` does, with settings that its options do not name."""

import argparse
from pathlib import Path

from docverify.service.server import run
from docverify.service.settings import Settings


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--state-seconds", type=float, default=60.0)
    parser.add_argument("--session-seconds", type=float, default=180.0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--challenge", action="store_true")
    parser.add_argument("--keys", type=Path)
    told = parser.parse_args()
    settings = Settings(
        port=0,
        workers=told.workers,
        policy="kiosk",
        state_seconds=told.state_seconds,
        session_seconds=max(told.session_seconds, 2 * told.state_seconds),
        challenge=told.challenge,
        keys=told.keys,
        rate=1000,
        burst=1000,
    )
    run(settings, lambda address: print(address, flush=True))  # noqa: T201 - whoever started it reads it


if __name__ == "__main__":
    main()

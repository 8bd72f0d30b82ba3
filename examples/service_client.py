"""A client of `docverify serve`: two pictures out, the outcome and its reasons back.

    docverify serve &
    python examples/service_client.py samples/mated/document.png --live samples/mated/live.jpg

    export DOCVERIFY_KEY=$(docverify serve --new-key --scope verify --name 'our booking')
    python examples/service_client.py passport.jpg --live frame1.jpg frame2.jpg --url https://verify.example

The key comes from the environment, never from an argument: arguments are seen by others, and kept by shells.
A busy service answers 503 with the seconds to wait; everything else that is refused says why.
"""

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

import httpx  # pip install httpx

EXIT_CODES = {"PASSED": 0, "FAILED": 1, "INCONCLUSIVE": 3}
TRIES = 5


class RefusedError(Exception):
    """The service did not answer the question; the message says why."""


def verify(
    client: httpx.Client, document: list[Path], live: list[Path], *, policy: str | None = None
) -> dict[str, Any]:
    """Ask once, and again where the service is busy.

    Raises:
        RefusedError: the request was refused, or the service stayed busy.
    """
    pictures = {"document": document, "live": live}
    files = [(name, (path.name, path.read_bytes())) for name, paths in pictures.items() for path in paths]
    for _ in range(TRIES):
        answer = client.post("/v1/verify", files=files, data={} if policy is None else {"policy": policy})
        if answer.status_code == httpx.codes.OK:
            told: dict[str, Any] = answer.json()
            return told
        problem = answer.json()  # {code, side, message, retryable}, whatever the error
        if not problem["retryable"]:
            raise RefusedError(f"{problem['code']}: {problem['message']}")
        time.sleep(float(answer.headers.get("Retry-After", 1)))
    raise RefusedError(f"The service was busy {TRIES} times: try again later.")


def show(told: dict[str, Any]) -> None:
    """Print the outcome and what kept it from passing."""
    print(f"{told['outcome']}{': ' if told['why'] else ''}{told['why']}")
    for finding in told["report"]["findings"] if told["report"] else []:
        if finding["outcome"] != "PASSED" and finding["demand"] == "required":
            print(f"  {finding['check']}: {finding['reason']}")


def main() -> int:
    """Verify, and end as `docverify verify` does; 4 where the service refused."""
    asked = argparse.ArgumentParser(description="Verify a document and its bearer by a docverify service.")
    asked.add_argument("document", type=Path, nargs="+", help="pictures of its sides")
    asked.add_argument("--live", type=Path, nargs="*", default=[], help="frames of one person")
    asked.add_argument("--policy")
    asked.add_argument("--url", default="http://127.0.0.1:8017")
    given = asked.parse_args()
    key = os.environ.get("DOCVERIFY_KEY")
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    with httpx.Client(base_url=given.url, headers=headers, timeout=60) as client:
        try:
            told = verify(client, given.document, given.live, policy=given.policy)
        except (RefusedError, httpx.HTTPError) as problem:
            print(problem, file=sys.stderr)
            return 4
    show(told)
    return EXIT_CODES[told["outcome"]]


if __name__ == "__main__":
    sys.exit(main())

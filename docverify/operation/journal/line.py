"""An entry as bytes: a line that places it in the chain, and its content as canonical JSON.

```text
17 5f…e2 2026-11-28T22:30:00.000000Z verification basic -
{"case":"…","outcome":"PASSED",…}
```

The words of the line are the number, the leaf hash of the entry before, the instant, the kind, the profile
and the entry that it concerns. JSON has its keys sorted and no blanks; the bytes as they are written are
what is hashed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from docverify.errors import LimitExceeded
from docverify.operation.journal.values import EntryKind, JournalEntry, JournalProfile, moment_text

MOST_BYTES: Final = 1_000_000
"""Of an entry; one of a verification takes a few thousand."""
NOTHING_BEFORE: Final = "0" * 64
_NONE: Final = "-"


@dataclass(frozen=True, slots=True)
class Place:
    """What the first line of an entry says, after its number and the hash before it."""

    at: str
    kind: str
    profile: str | None = None
    concerns: int | None = None

    def after(self, number: int, previous: str) -> bytes:
        """The first line of the entry of a number."""
        concerns = _NONE if self.concerns is None else self.concerns
        return f"{number} {previous} {self.at} {self.kind} {self.profile or _NONE} {concerns}\n".encode()


def canonical(content: Mapping[str, object]) -> bytes:
    """Content as the one JSON text that it has here."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def bytes_of(number: int, previous: str, place: Place, content: Mapping[str, object]) -> bytes:
    """The bytes of an entry.

    Raises:
        LimitExceeded: there are more than `MOST_BYTES`.
    """
    body = place.after(number, previous) + canonical(content)
    if len(body) > MOST_BYTES:
        raise LimitExceeded(f"the entry takes {len(body)} bytes; the limit is {MOST_BYTES}: write down less")
    return body


def written(body: bytes) -> datetime:
    """When an entry was written, by its first line.

    Raises:
        ValueError: it has none.
    """
    return instant(body.partition(b"\n")[0].split(b" ")[2].decode("ascii"))


def instant(text: str) -> datetime:
    """The instant of a text of `moment_text`.

    Raises:
        ValueError: it is none.
    """
    found = datetime.fromisoformat(text)
    if moment_text(found) != text:
        raise ValueError("no instant as entries write it")
    return found


def entry_of(body: bytes, leaf: bytes) -> JournalEntry:
    """The entry that bytes are.

    Raises:
        ValueError: they are none.
    """
    line, _, text = body.partition(b"\n")
    number, previous, at, kind, profile, concerns = line.decode("ascii").split(" ")
    content: Any = json.loads(text)
    if not isinstance(content, dict):
        raise ValueError("no JSON object")  # noqa: TRY004 - of no caller's argument
    return JournalEntry(
        number=int(number),
        at=instant(at),
        kind=EntryKind(kind),
        profile=None if profile == _NONE else JournalProfile(profile),
        concerns=None if concerns == _NONE else int(concerns),
        content=content,
        previous=previous,
        leaf=leaf.hex(),
    )

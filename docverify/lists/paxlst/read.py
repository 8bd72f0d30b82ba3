"""Read interchanges of PAXLST messages."""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Final

from docverify.arguments import expect_number
from docverify.errors import LimitExceeded
from docverify.lists.announced.issues import ManifestFault, ManifestIssue
from docverify.lists.announced.source import MOST_PEOPLE, Source, opened
from docverify.lists.announced.values import instant_announced
from docverify.lists.paxlst.message import PaxlstMessage
from docverify.lists.paxlst.open_message import MOST_ISSUES, OpenMessage, whole
from docverify.lists.paxlst.syntax import Segment, segments

MOST_MESSAGES: Final = 100_000
"""In one file; carriers put up to a hundred people into one."""


@dataclass(frozen=True, slots=True)
class PaxlstInterchange:
    """What one file holds.

    Attributes:
        messages: the PAXLST in it, in order.
        issues: what is wrong with what is around them.
    """

    messages: tuple[PaxlstMessage, ...]
    issues: tuple[ManifestIssue, ...]


def read_paxlst(source: Source, *, most: int = MOST_PEOPLE, before: int = 0) -> PaxlstInterchange:
    """Read the passenger lists of a UN/EDIFACT interchange (PAXLST of the directories D.02B to D.12B).

    It is read as tolerantly as carriers write: `docverify.lists.paxlst.syntax` says what is overlooked, and
    what is wrong without being in the way is an issue, with the number of its segment.

    Args:
        source: a path, the bytes, or a file of bytes.
        most: how many people it may name.
        before: how many people are counted already, in other files of the same list.

    Returns:
        Its messages, of which one may name some of a journey's people only.

    Raises:
        InputError: it cannot be read, or is no interchange.
        LimitExceeded: a segment, the messages, the people or the bytes are beyond their limit.
    """
    expect_number("most", most, low=0, whole=True)
    expect_number("before", before, low=0, whole=True)
    reading = _Reading(most=most, before=before)
    with opened(source) as file:
        reading.read(file)
    return PaxlstInterchange(tuple(reading.messages), tuple(reading.issues))


class _Reading:
    def __init__(self, *, most: int, before: int) -> None:
        self.messages: list[PaxlstMessage] = []
        self.issues: list[ManifestIssue] = []
        self._most, self._people = most, before
        self._sender = ""
        self._prepared: datetime | None = None
        self._interchange: Segment | None = None
        self._group: Segment | None = None
        self._groups = self._in_group = self._in_all = 0
        self._open: OpenMessage | None = None
        self._enveloped = False

    def read(self, file: BinaryIO) -> None:
        """Read every segment of a file."""
        for segment in segments(file):
            taken = _TAKEN.get(segment.tag)
            if taken is not None:
                if self._open is not None:
                    self._close(segment if segment.tag == "UNT" else None)
                taken(self, segment)
            elif self._open is not None:
                self._open.take(segment)
        if self._open is not None:
            self._close(None)
        if not self._enveloped:
            self._note(ManifestFault.NO_ENVELOPE)

    def _begin_interchange(self, segment: Segment) -> None:
        self._enveloped, self._interchange, self._group = True, segment, None
        self._groups = self._in_all = 0
        self._sender = segment.at(1)
        self._prepared = instant_announced(segment.at(3, 0) + segment.at(3, 1))

    def _begin_group(self, segment: Segment) -> None:
        self._group, self._in_group = segment, 0
        self._groups += 1

    def _begin_message(self, segment: Segment) -> None:
        self._in_group += 1
        self._in_all += 1
        if len(self.messages) >= MOST_MESSAGES:
            raise LimitExceeded(f"there are more than the limit of {MOST_MESSAGES} messages: divide the file")
        self._open = OpenMessage(
            segment, sender=self._sender, prepared=self._prepared, before=self._people, most=self._most
        )

    def _end_message(self, segment: Segment) -> None:
        """Nothing is left to do: the message was closed."""

    def _end_group(self, segment: Segment) -> None:
        self._end(segment, self._group, {self._in_group})
        self._group = None

    def _end_interchange(self, segment: Segment) -> None:
        self._end(segment, self._interchange, {self._groups, self._in_all} - {0})
        self._interchange = None

    def _end(self, segment: Segment, begun: Segment | None, counts: set[int]) -> None:
        if begun is None or segment.at(1) != begun.at(4):
            self._note(ManifestFault.REFERENCE_DIFFERS, segment.row)
        if begun is None or whole(segment.at(0)) not in counts:
            self._note(ManifestFault.COUNT_MESSAGES, segment.row)

    def _close(self, trailer: Segment | None) -> None:
        assert self._open is not None  # noqa: S101 - called where one is open
        message, is_paxlst, row = self._open.close(trailer), self._open.is_paxlst, self._open.row
        self._open = None
        if is_paxlst:
            self._people += len(message.passengers)
            self.messages.append(message)
        else:
            self._note(ManifestFault.MESSAGE_OTHER, row)

    def _note(self, fault: ManifestFault, row: int = 0) -> None:
        if len(self.issues) < MOST_ISSUES:
            self.issues.append(ManifestIssue(fault, row=row))


_TAKEN: Final = {
    "UNB": _Reading._begin_interchange,  # noqa: SLF001 - the class's own table
    "UNG": _Reading._begin_group,  # noqa: SLF001
    "UNH": _Reading._begin_message,  # noqa: SLF001
    "UNT": _Reading._end_message,  # noqa: SLF001
    "UNE": _Reading._end_group,  # noqa: SLF001
    "UNZ": _Reading._end_interchange,  # noqa: SLF001
}

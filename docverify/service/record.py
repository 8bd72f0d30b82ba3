"""What a service writes into its journal, by whichever process has something to write.

Of a traveller nothing is written but what the journal's profile has: `basic` holds nothing personal. Of an
officer the id of their key is, never a name; their reason in words stays with the session, and its code goes
into the journal.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from docverify.errors import ConfigurationError, DocverifyError, JournalError, JournalUnavailable
from docverify.evidence.deed import GalleryDeed
from docverify.operation.journal import Journal, JournalProfile, OperatorDecision, OperatorVerdict
from docverify.operation.journal.values import FIELDS
from docverify.service.refused import Refused
from docverify.verification import Report

_LOG: Final = logging.getLogger("docverify.service")
_DIGIT: Final = "_check_digit"
_UNNAMED: Final = "fillers"
"""What cells are called that belong to no field."""


@dataclass(frozen=True, slots=True)
class Record:
    """The journal of a service, as it travels to the processes that write into it.

    Attributes:
        path: its file.
        profile: how much of a verification is written down.
    """

    path: Path
    profile: JournalProfile = JournalProfile.BASIC

    def begin(self) -> None:
        """Write down that a service begins: so it is known to be a journal, and to take entries.

        Raises:
            ConfigurationError: it is none, or takes none; the message says what to do.
        """
        try:
            with Journal(self.path) as journal:
                if self.profile is JournalProfile.FULL:
                    journal.expect_keys()
                journal.note("service/begins", {"profile": self.profile.value})
        except DocverifyError as problem:
            raise ConfigurationError(
                f"{self.path} cannot be written as a journal: {problem}; "
                f"`docverify journal init {self.path}` makes one where there is none"
            ) from problem

    def verified(self, report: Report) -> int:
        """Write a verification down; the number of its entry, which is on the disk then.

        Raises:
            JournalError: it is not written down, and must not be told.
        """
        try:
            return _opened(self.path).append(report, profile=self.profile).number
        except JournalError:
            raise
        except DocverifyError as problem:  # nothing that whoever sent the pictures could mend
            raise JournalError(str(problem)) from problem

    def gallery(self, deed: GalleryDeed, *, operator: str) -> int:
        """Write down what is done with a gallery; the number of the entry, which is on the disk then.

        Raises:
            JournalError: it is not written down, and must not be done.
        """
        try:
            return _opened(self.path).gallery(deed, profile=self.profile, operator=operator).number
        except JournalError:
            raise
        except DocverifyError as problem:
            raise JournalError(str(problem)) from problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Did:
    """What an officer did, as it is written down.

    Attributes:
        verdict: "accept", "refuse", "again" or "correct".
        entry: number of the verification that it concerns; None where nothing was verified.
        officer: id of the key.
        reason: its code, 0 for none.
        fields: names of the fields that were put right.
    """

    verdict: str
    entry: int | None
    officer: str
    reason: int = 0
    fields: tuple[str, ...] = ()


def verified(record: Record | None, report: Report) -> int | None:
    """Write a verification down where the service keeps a journal; errors as `Record.verified`."""
    return None if record is None else record.verified(report)


def decided(record: Record, did: Did) -> int:
    """Write down what an officer did; the number of the entry.

    A journal knows no decision without a verification, and none that only asks for another try: they are
    notes.

    Raises:
        JournalError: it is not written down, and must not count.
    """
    try:
        journal = _opened(record.path)
        if did.entry is None or did.verdict not in set(OperatorVerdict) or _UNNAMED in did.fields:
            content = {"operator": did.officer, "reason": did.reason, "fields": did.fields}
            return journal.note(f"officer/{did.verdict}", content | {"concerns": did.entry}).number
        decision = OperatorDecision(
            verdict=did.verdict, operator=did.officer, reason=did.reason, corrected=did.fields
        )
        return journal.decide(did.entry, decision).number
    except JournalError:
        raise
    except DocverifyError as problem:
        raise JournalError(str(problem)) from problem


def fields_named(owners: Iterable[str]) -> tuple[str, ...]:
    """Fields as a journal names them, each once, of the cells that were put right.

    Args:
        owners: the field of each cell, "" for cells of none.
    """
    named = (one if one in FIELDS else one.removesuffix(_DIGIT) or _UNNAMED for one in owners)
    return tuple(sorted(set(named)))


def case_of(drawn: str) -> str:
    """What a case is called that the caller gave no name: as a journal keeps names that were drawn.

    Args:
        drawn: at random, such as the id of a session.
    """
    return sha256(drawn.encode()).hexdigest()[:32]


def not_recorded(problem: JournalError) -> Refused:
    """Say in the log what is wrong, and give whoever asked the refusal that names no file."""
    _LOG.error("the journal takes no entry: %s", problem)
    again = isinstance(problem, JournalUnavailable)
    return Refused(
        503,
        "not_recorded",
        "This could not be written into the journal, so that it is not told and does not count.",
        retryable=again,
        retry_after=1 if again else None,
    )


_OPEN: Final[dict[Path, tuple[tuple[int, int], Journal]]] = {}
"""The one journal of a worker, and which file it was when it was opened."""


def _opened(path: Path) -> Journal:
    """The journal, open as long as the process lives.

    Another file, or none, in its place: what is written into the one that was taken away, nobody would find.
    """
    try:
        seen = path.stat()
    except OSError as problem:
        raise JournalUnavailable(f"{path}: {problem.strerror}") from problem
    which, kept = (seen.st_dev, seen.st_ino), _OPEN.get(path)
    if kept is not None and kept[0] == which:
        return kept[1]
    if kept is not None:
        del _OPEN[path]
        kept[1].close()
    journal = Journal(path)
    _OPEN[path] = which, journal
    return journal

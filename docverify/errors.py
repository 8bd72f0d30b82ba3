"""Every error that docverify raises, in one tree.

```text
DocverifyError
├── InputError              what the caller handed over cannot be used; `.picture` says which picture
│   ├── UnreadableImage     not an image, truncated, or corrupt
│   ├── LimitExceeded       larger than the stated limit
│   ├── UnsupportedFormat   a kind of file or text that docverify does not take
│   ├── UnknownMrzFormat    text that fits no MRZ layout
│   ├── ListRejected        a list with bad rows; `.problems` names every one by its line
│   ├── NotEnrolled         a gallery has no entry of this id
│   ├── AlreadyEnrolled     it has one already
│   └── ConfigurationError  not the pictures: a policy, an engine's name, a rate, a number of threads
│       └── NotSigned       a policy bears no signature
├── EngineError             a recogniser, detector or encoder cannot work
│   ├── EngineMissing       not installed: the message names the extra
│   └── EngineFailed        installed, and broke
├── JournalError            a journal cannot do what was asked; nothing that it acknowledged is lost
│   ├── JournalUnavailable  read-only, no room left, or held by another writer for too long
│   ├── JournalBroken       it does not hold what was written to it; `.fault` says what and where
│   ├── JournalKeyMissing   the key to sign, to seal or to open is not where it should be, or another one
│   ├── ForeignCheckpoint   the checkpoint or proof is another log's, or nobody's
│   └── ClockSetBack        the time lies before that of the last entry
├── GalleryError            a gallery cannot do what was asked; nothing that it acknowledged is lost
│   ├── GalleryUnavailable  read-only, no room left, or held by another writer for too long
│   ├── GalleryBroken       it does not hold what was written to it
│   └── GalleryKeyWrong     the key is not the one that it was made with
└── VerificationFailed      raised only by Report.raise_for_failure(); `.report` holds the findings
```

A document that fails its checks is a *result*, reported and never raised. No message of these errors
contains text that was read from a document.
"""

from typing import Any


class DocverifyError(Exception):
    """The root: `except DocverifyError` catches everything that docverify raises on purpose."""


class InputError(DocverifyError, ValueError):
    """What the caller handed over cannot be used; the message says why and what to do.

    Attributes:
        picture: which of several pictures is at fault: "document", "document 2", "live", "live 3", …; None
            where there is one picture, or none is at fault.
    """

    picture: str | None = None


class UnreadableImage(InputError):
    """The bytes are no image, or a truncated or corrupt one."""


class LimitExceeded(InputError):
    """The input is larger than a stated limit; the message names the limit."""


class UnsupportedFormat(InputError):
    """The input is of a kind that docverify does not take."""


class UnknownMrzFormat(InputError):
    """The text fits no MRZ layout; the message says which was nearest and why it does not fit."""


class ListRejected(InputError):
    """A list has rows that cannot be used; the message tells the first ones.

    Attributes:
        problems: `(line, what is the matter)` of every bad row, lines counted from 1; nothing of the rows
            themselves.
    """

    problems: tuple[tuple[int, str], ...] = ()


class NotEnrolled(InputError):
    """A gallery has no entry of the id that was given; the message does not repeat it."""


class AlreadyEnrolled(InputError):
    """A gallery has an entry of the id that was given; the message does not repeat it."""


class ConfigurationError(InputError):
    """No picture is at fault but the way docverify was called: a policy, an engine's name, a rate."""


class NotSigned(ConfigurationError):
    """A policy bears no signature."""


class EngineError(DocverifyError):
    """An engine (recogniser, detector, encoder) cannot do its work."""


class EngineMissing(EngineError):
    """The engine is not installed; the message names the extra that installs it."""


class EngineFailed(EngineError):
    """The engine is installed and failed while working."""


class JournalError(DocverifyError):
    """A journal cannot do what was asked. Every entry that it acknowledged before is still there."""


class JournalUnavailable(JournalError):
    """The journal's files cannot be read or written: read-only, no room left, held by another writer."""


class JournalBroken(JournalError):
    """The journal does not hold what was written to it.

    Attributes:
        fault: the `JournalFault` that says what and where; None where there is none.
    """

    def __init__(self, message: str, *, fault: Any = None) -> None:  # noqa: ANN401 - a JournalFault, upstairs
        super().__init__(message)
        self.fault = fault


class JournalKeyMissing(JournalError):
    """A key is not where it should be, or is another journal's; the message says which one."""


class ForeignCheckpoint(JournalError):
    """The checkpoint or the proof is of another log, or signed by nobody whose key is known."""


class ClockSetBack(JournalError):
    """The time of an entry would lie before that of the last one; the message says how to go on."""


class GalleryError(DocverifyError):
    """A gallery cannot do what was asked. Everything that it acknowledged before is still there."""


class GalleryUnavailable(GalleryError):
    """The gallery's files cannot be read or written: read-only, no room left, held by another writer."""


class GalleryBroken(GalleryError):
    """The gallery does not hold what was written to it; the message says where."""


class GalleryKeyWrong(GalleryError):
    """The key is not the one that the gallery was made with."""


class VerificationFailed(DocverifyError):
    """A verification did not pass. Raised only by `Report.raise_for_failure()`.

    Attributes:
        report: the `Report` that did not pass; None where there is none.
    """

    def __init__(self, message: str, *, report: Any = None) -> None:  # noqa: ANN401 - a Report, two floors up
        super().__init__(message)
        self.report = report

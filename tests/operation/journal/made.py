"""Reports made by hand, and a journal filled with them; nothing is read from a picture."""

import io
from datetime import UTC, date, datetime, timedelta

import docverify as dv
from docverify.evidence import Evidence, typed
from docverify.operation.journal import Journal, OperatorDecision
from docverify.verification import judge

AT = datetime(2026, 11, 28, 12, tzinfo=UTC)
LINES = ("P<UTOZWETSCHGENBAUM<<OTTILIE<KUNIGUNDE<<<<<<", "X7Q4K2M9P4UTO7408129F3404156R5T8W1Y3U6<<<<92")
OTHER_LINES = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
SUBJECT = "UTO X7Q4K2M9P"


class Clock:
    """A clock that goes on by a second each time it is looked at, and can be set."""

    def __init__(self, at=AT, step=timedelta(seconds=1)):
        self.at, self.step = at, step

    def __call__(self):
        self.at += self.step
        return self.at


def report(lines=LINES, policy="document", case_id="0" * 32, **more):
    mrz = None if lines is None else dv.parse_mrz("\n".join(lines), at=date(2026, 11, 28))
    evidence = Evidence() if mrz is None else Evidence(reading=typed(mrz))
    return judge(
        evidence, dv.Policy.named(policy), at=date(2026, 11, 28), instant=AT, case_id=case_id, **more
    )


def filled(path, count, *, full=0, checkpoints=(), clock=None):
    """A journal of some entries: verifications, now and then a decision or a note.

    Args:
        path: the file to make.
        count: entries in all, at least four.
        full: every so many verifications one is sealed.
        checkpoints: sizes at which the journal keeps one.
        clock: what tells the time.
    """
    journal = Journal.create(path, origin="example.org/desk-3", clock=clock or Clock())
    told, unread = report(), report(lines=None)
    while journal.size < count:
        size = journal.size
        if size % 5 == 4:
            last = next(
                n for n in range(size - 1, 0, -1) if journal.entry(n).kind is dv.EntryKind.VERIFICATION
            )
            journal.decide(last, OperatorDecision(verdict="accept", operator=f"op-{size % 3}"))
        elif size % 7 == 6:
            journal.note("queue/length", {"people": size})
        else:
            sealed = full and size % full == 0
            journal.append(told if size % 2 else unread, profile="full" if sealed else "basic")
        if journal.size in checkpoints:
            journal.checkpoint()
    return journal


def files(folder):
    """Every byte of every file in a folder."""
    out = io.BytesIO()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            out.write(path.read_bytes())
    return out.getvalue()

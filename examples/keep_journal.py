"""A journal: what was verified and decided, so that nothing of it can be changed unseen.

    pip install '.[journal]'
    python examples/keep_journal.py desk.journal samples/mated/document.png samples/mated/live.jpg

The checkpoint is what proves anything: keep it where the machine's administrator cannot write. The journal
holds codes, numbers and times, and nothing of a person (profile `basic`).
"""

import argparse
import sys
from pathlib import Path

import docverify as dv


def main() -> int:
    """Verify, write down, decide, keep a checkpoint, and hold the whole journal against it."""
    asked = argparse.ArgumentParser(description="Verify, and keep a journal of it.")
    asked.add_argument("journal", type=Path)
    asked.add_argument("document", type=Path)
    asked.add_argument("live", type=Path)
    asked.add_argument("--refused-by", help="staff code of the officer who looked and refused; never a name")
    given = asked.parse_args()
    there = given.journal.exists()
    with dv.Journal(given.journal) if there else dv.Journal.create(given.journal) as journal:
        # One lasting key tells this log from every other one: note it when the journal is made.
        print(f"the log is known by {journal.key}")
        report = dv.verify(document=given.document, live=given.live, policy="border")
        entry = journal.append(report)  # on the disk when this returns: only then is anybody told
        print(f"entry {entry.number}: {report.outcome.value}{': ' if report.why else ''}{report.why}")
        if given.refused_by is not None:  # what a person decides is an entry of its own; the report stays
            refused = dv.OperatorDecision(verdict=dv.OperatorVerdict.REFUSE, operator=given.refused_by)
            journal.decide(entry, refused)

        checkpoint = journal.checkpoint()
        kept = given.journal.with_suffix(".checkpoint")  # in earnest: on another machine
        earlier = [kept.read_text(encoding="utf-8")] if kept.exists() else []
        kept.write_text(checkpoint, encoding="utf-8")
        audit = journal.verify(*earlier, checkpoint, key=journal.key)
        print(
            f"{audit.entries} entries, sound: {audit.sound}, held against checkpoints of {audit.held_against}"
        )

        # One entry for somebody who has no journal: they need the key alone.
        proof = journal.prove(entry, checkpoint=checkpoint)
        print(f"proved to whoever has the key: entry {dv.check_proof(proof, key=journal.key)}")
    return 0 if audit.sound else 1


if __name__ == "__main__":
    sys.exit(main())

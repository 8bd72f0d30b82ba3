"""Without the extra: what needs no signature works, and what needs one names the extra."""

import subprocess
import sys

CODE = """
import sys
sys.modules["cryptography"] = None
import docverify as dv
from tests.operation.journal.made import report

def missing(call):
    try:
        call()
    except dv.EngineMissing as problem:
        assert "docverify[journal]" in str(problem)
        return
    raise AssertionError(call)

path, note = sys.argv[1:]
with dv.Journal(path) as journal:
    size = journal.size
    for _ in range(300):
        last = journal.append(report())
    assert last.number == size + 299
    journal.decide(last, dv.OperatorDecision(verdict="refuse", operator="op-1"))
    assert journal.verify().sound
    assert len(list(journal.entries(kind="decision"))) == 1
    missing(lambda: journal.append(report(), profile="full"))
    missing(journal.checkpoint)
    missing(lambda: journal.prove(1))
    missing(lambda: journal.verify(note))
    missing(lambda: journal.unseal(3))
    assert journal.erase(entry=3) == (3,)
    assert journal.size == size + 302
missing(lambda: dv.Journal.create(path + "2"))
import os
assert not os.path.exists(path + "2")
"""


def test_what_works_without_the_extra(journal):
    from tests.operation.journal.made import report

    assert journal.append(report(), profile="full").number == 3
    note = journal.checkpoint()
    journal.close()
    run = subprocess.run(
        [sys.executable, "-c", CODE, journal.path, note], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr

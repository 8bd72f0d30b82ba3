"""Memory that neither a dump nor a child process shows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from docverify.operation.rates.memory import HiddenRows

CHILD = """
import os, sys
from docverify.operation.rates.memory import HiddenRows
rows = HiddenRows(10, 4)
rows.values[:] = 7.0
child = os.fork()
if child == 0:
    os._exit(0 if not rows.values.any() else 1)
_, status = os.waitpid(child, 0)
assert rows.values.all()
sys.exit(os.waitstatus_to_exitcode(status))
"""


def test_rows_begin_at_zero_and_are_wiped():
    rows = HiddenRows(5, 3)
    assert rows.values.shape == (5, 3)
    assert not rows.values.any()
    rows.values[:] = 1.0
    rows.wipe([1, 3])
    assert rows.values.sum(axis=1).tolist() == [3, 0, 3, 0, 3]
    rows.wipe(slice(None))
    assert not rows.values.any()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux wipes it")
def test_a_child_process_sees_zeros():
    found = subprocess.run([sys.executable, "-c", CHILD], env=os.environ, check=False)
    assert found.returncode == 0


@pytest.mark.skipif(not Path("/proc/self/smaps").is_file(), reason="only Linux tells")
def test_the_system_was_told_to_leave_it_out_of_dumps():
    rows = HiddenRows(1000, 128)
    place = f"{rows.values.ctypes.data:x}"
    inside, flags = False, ""
    for line in Path("/proc/self/smaps").read_text().splitlines():
        head = line.split()[0]
        if "-" in head and not head.endswith(":"):
            first, last = (int(end, 16) for end in head.split("-"))
            inside = first <= int(place, 16) < last
        elif inside and head == "VmFlags:":
            flags = line
    assert " dd" in flags  # do not dump
    assert " wf" in flags  # wipe on fork
    assert rows.locked == (" lo" in flags)

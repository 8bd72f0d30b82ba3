"""Mutations of the journal and of the error rates in operation."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "operation/journal/chain.py",
        (
            "journal/test_bad_input.py::test_a_clock_set_back_is_told_and_can_be_recorded",
            "journal/test_append.py::test_many_entries_come_in_their_order",
            "journal/test_verify.py::test_nothing_is_written_after_an_entry_that_was_changed",
        ),
        (
            "journal-changed-entries",
            "        if leaf_hash(body) != found[1][:WIDTH]:\n",
            "        if False:\n",
            "an entry that was changed is read as if it were not",
        ),
        (
            "journal-clock-set-back",
            "            if at < before - _TOLERATED:\n",
            "            if False:\n",
            "entries of today are written into last week",
        ),
        (
            "journal-last-entry-of-a-page",
            "start = rows[-1][0] + 1 if rows else last + 1",
            "start = rows[-1][0] + 2 if rows else last + 1",
            "of many entries one in five hundred is not counted",
        ),
        room="operation",
    ),
    *mutations_of(
        "operation/journal/tree.py",
        ("journal/test_tree.py",),
        (
            "tree-leaves-like-nodes",
            'return sha256(b"\\1" + left + right).digest()',
            'return sha256(b"\\0" + left + right).digest()',
            "a proof can be forged, as leaves and nodes are hashed alike",
        ),
        room="operation",
    ),
    *mutations_of(
        "operation/journal/checkpoint.py",
        ("journal/test_proof.py",),
        (
            "proof-of-anything",
            "    if root_by_inclusion(int(number), head.size, leaf_hash(proof.entry), steps) != head.root:\n",
            "    if False:\n",
            "a proof proves an entry that is not in the log",
        ),
        (
            "proof-unsigned",
            '    if not key.signed(note):\n        raise ForeignCheckpoint("the checkpoint is not signed',
            '    if False:\n        raise ForeignCheckpoint("the checkpoint is not signed',
            "checkpoints need no signature",
        ),
        (
            "proof-of-another-log",
            "    if head.origin != key.name:\n",
            "    if False:\n",
            "another log's checkpoint counts",
        ),
        room="operation",
    ),
    *mutations_of(
        "operation/journal/erase.py",
        ("journal/test_erase.py",),
        (
            "erase-keeps-the-key",
            "    keys.destroy(numbers)\n",
            "",
            "erased identity can still be opened from a backup",
        ),
        room="operation",
    ),
    *mutations_of(
        "operation/rates/operations.py",
        (
            "rates/test_report_command.py::test_a_shift_is_one_from_earlier_months_and_later_ones_count_nowhere",
            "rates/test_report_command.py::test_error_rates_are_counted_where_it_is_known_who_was_who",
            "rates/test_report_command.py::test_a_month_is_counted_and_compared_with_earlier_ones",
        ),
        (
            "rates-of-later-months",  # E4 of the first review
            "            if at < month and one.score is not None:\n",
            "            if one.score is not None:\n",
            "scores of later months count as earlier ones, and hide a shift",
        ),
        room="operation",
    ),
)

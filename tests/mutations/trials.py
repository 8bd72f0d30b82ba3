"""Mutations of batches: order, resuming, and whose score it is."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "trials/batch.py",
        (
            "test_batch.py::test_what_is_wrong_with_a_table_is_told_before_the_work",
            "test_batch.py::test_a_run_goes_on_where_it_stopped",
            "test_batch.py::test_reports_of_other_pairs_or_settings_are_not_gone_on_with",
        ),
        (
            "batch-other-policies",
            "        if told != (setting.policy.sha256, setting.at.isoformat(), *setting.names):\n",
            "        if False:\n",
            "a file of reports goes on under another policy",
        ),
        (
            "batch-one-name-for-two",
            "    if twice:\n",
            "    if False:\n",
            "two cases of one name cannot be told apart",
        ),
        (
            "batch-cut-off-lines",
            "        file.truncate(whole)\n",
            "",
            "what was cut off when a run ended stays in the file, which no program can read",
        ),
        room="trials",
    ),
    *mutations_of(
        "trials/job.py",
        ("test_batch.py::test_what_a_batch_cannot_have_is_refused_before_the_work",),
        (
            "job-refers",
            "        if self.policy.refers:\n",
            "        if False:\n",
            "a policy that refers cases runs over a batch, where nobody looks",
        ),
        (
            "job-instant",
            "        if isinstance(self.at, datetime):",
            "        if False:",
            "the same batch gives other answers in another time zone",
        ),
        room="trials",
    ),
    *mutations_of(
        "trials/workers.py",
        (
            "test_batch.py::test_a_case_that_kills_every_worker_is_told_and_the_others_are_not_lost",
            "test_batch.py::test_two_workers_make_the_same_rows_and_a_killed_one_loses_nothing",
        ),
        (
            "workers-never-give-up",
            "        if self._tries[number] < TRIES:\n",
            "        if self._tries[number] < 1:\n",
            "a worker that died by chance costs its case",
        ),
        room="trials",
    ),
)

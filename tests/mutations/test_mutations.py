"""The list of mutations is current: each still applies, and its tests are there."""

from pathlib import Path

import pytest

from tests.mutations.bench import PACKAGE, ROOT
from tests.mutations.mutation import Mutation, StaleMutationError, mutated
from tests.mutations.rooms import MUTATIONS

STAGES = {path.name for path in (PACKAGE / "reading").glob("*.py")} - {"__init__.py"}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.name)
def test_every_mutation_still_applies(mutation):
    assert mutated(mutation, PACKAGE)
    assert mutation.why
    for name in mutation.tested_by:
        file, _, test = name.partition("::")
        assert f"def {test.partition('[')[0]}(" in (ROOT / file).read_text(encoding="utf-8") or not test


def test_mutations_have_names_of_their_own_and_are_many():
    assert len({one.name for one in MUTATIONS}) == len(MUTATIONS) >= 120


def test_every_room_has_mutations():
    """`training` needs an extra that no test of every change has."""
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()} - {"training"}
    assert {one.room for one in MUTATIONS} == rooms | {"networks"}


def test_every_module_of_the_reader_has_a_mutation():
    assert {Path(one.file).name for one in MUTATIONS if one.room == "reading"} >= STAGES


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [("y", "z", "0 times"), ("x", "z", "2 times"), ("x = x", "x = x", "nothing"), ("= x", "=", "no Python")],
)
def test_a_mutation_that_no_longer_applies_is_an_error(tmp_path, old, new, why):
    (tmp_path / "stage.py").write_text("x = x\n", encoding="utf-8")
    with pytest.raises(StaleMutationError, match=why):
        mutated(Mutation("stage-broken", "stage.py", old, new, "", ()), tmp_path)

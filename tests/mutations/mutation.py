"""What a mutation is, and how it is made to a copy of the package."""

from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath


@dataclass(frozen=True)
class Mutation:
    """One small change that breaks one promise.

    Attributes:
        name: what is broken, in words joined by hyphens; the first is the module's.
        file: the changed file, in `docverify`.
        old: text of it, found exactly once.
        new: what stands there instead.
        why: what goes wrong for whoever uses the library.
        tests: files of tests of the room, that must notice; of slow files single tests, `file::test`. Those
            of another room are named from this one's folder, `../conformance/test_mrz_doc9303.py`.
        room: that is broken, and whose tests must notice: the folder of `tests`, and of `docverify`. What it
            borrows from a room below is its own matter, too.
    """

    name: str
    file: str
    old: str
    new: str
    why: str
    tests: tuple[str, ...]
    room: str = "reading"

    @property
    def tested_by(self) -> tuple[str, ...]:
        """The tests, from the repository's root."""
        return tuple(normpath(f"tests/{self.room}/{name}") for name in self.tests)


class StaleMutationError(Exception):
    """The package has changed under a mutation: its text is there no more, or several times."""


def mutated(mutation: Mutation, package: Path) -> str:
    """The changed file's text.

    Args:
        mutation: which one.
        package: folder of `docverify`.

    Raises:
        StaleMutationError: the old text is not found exactly once, nothing is changed, or no Python comes of
            it.
    """
    text = (package / mutation.file).read_text(encoding="utf-8")
    count = text.count(mutation.old)
    if count != 1:
        raise StaleMutationError(
            f"{mutation.name}: its old text stands {count} times in {mutation.file}, not once"
        )
    changed = text.replace(mutation.old, mutation.new)
    if changed == text:
        raise StaleMutationError(f"{mutation.name} changes nothing")
    try:
        compile(changed, mutation.file, "exec")
    except SyntaxError as problem:
        raise StaleMutationError(f"{mutation.name} makes no Python of {mutation.file}: {problem}") from None
    return changed


def mutations_of(
    file: str, tests: tuple[str, ...], *rows: tuple[str, str, str, str], room: str = "reading"
) -> tuple[Mutation, ...]:
    """The mutations of one file that the same tests must notice.

    Args:
        file: the changed file, in `docverify`.
        tests: who must notice.
        rows: for each mutation its name, old text, new text, and why it matters.
        room: whose tests they are.
    """
    return tuple(Mutation(name, file, old, new, why, tests, room) for name, old, new, why in rows)

"""Compare the pictures of a list of pairs into a file of scores; a later run goes on where it stopped."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from docverify.errors import InputError, UnreadableImage
from docverify.evidence import Population, Role, Template, similarity_of
from docverify.faces import Engine, acquire, compare_at
from docverify.imaging import load_image
from docverify.trials.table import Told, picture_below, read_pairs

NEEDED: Final = ("path_a", "path_b", "mated")
CARRIED: Final = ("person_a", "person_b", "group")
WRITTEN: Final = ("path_a", "path_b", "mated", "score", "failure", "encoder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparing:
    """How two templates are scored.

    Attributes:
        engine: of the faces room.
        population: what takes its part of each score, at the false match rate `fmr`.
        fmr: at which the scores are compared.
    """

    engine: Engine
    population: Population | None = None
    fmr: float = 1e-3

    @property
    def threshold(self) -> float | None:
        """Match when score ≥ threshold; None where the engine has no calibration that supports the rate."""
        calibration = self.engine.calibration
        if calibration is None or calibration.points[-1].fmr > self.fmr * (1 + 1e-9):
            return None
        point = calibration.at(self.fmr)
        return point.threshold if self.population is None else self.population.at(point).threshold

    @property
    def label(self) -> str:
        """What the scores are of, so that those of other encoders or populations are not mixed with them."""
        encoder = self.engine.encoder.id
        if self.population is None:
            return encoder
        return f"{encoder} population {self.population.sha256[:12]} FMR {self.fmr:g}"

    def score(self, reference: Template, probe: Template) -> float:
        """The score of two templates."""
        if self.population is None:
            return similarity_of(reference, probe)
        point = self.engine.point(self.fmr, population=self.population)
        found = compare_at(reference, probe, point=point, fmr=self.fmr, population=self.population)
        assert found.score is not None  # noqa: S101 - two templates have one
        return found.score


def compare_pairs(pairs: Path, root: Path, scores: Path, *, comparing: Comparing, told: Told) -> None:
    """Compare every pair and append it to `scores`, a CSV that `read_scores` takes.

    A picture without a face to compare is a failure to acquire: the row has no score, and the failure says
    why and whose (a: reference, b: probe). Rows that `scores` already holds are not compared again.

    Args:
        pairs: tab- or comma-separated, with the columns path_a (reference), path_b (probe) and same (or
            mated), and where known person_a, person_b and group.
        root: folder that the paths start from.
        scores: file to write, or to go on writing.
        comparing: by which engine, and with which population.
        told: is told how many are compared, and of how many.

    Raises:
        InputError: columns missing, a picture missing or outside `root`, scores of other pairs or encoders.
    """
    compare_rows(read_pairs(pairs, needed=NEEDED), root, scores, comparing=comparing, told=told)


def compare_rows(
    rows: Sequence[Mapping[str, str]], root: Path, scores: Path, *, comparing: Comparing, told: Told
) -> None:
    """Compare pairs that are rows already, as `compare_pairs` does; raises as it."""
    carried = [name for name in CARRIED if name in rows[0]]
    done = _resume(scores, rows, encoder=comparing.label, columns=[*WRITTEN, *carried])
    side = _Side(root, comparing)
    with scores.open("a", encoding="utf-8", newline="", buffering=1) as file:
        writer = csv.DictWriter(file, [*WRITTEN, *carried], extrasaction="ignore")
        if not done:
            writer.writeheader()
        told(done, len(rows))
        for at, row in enumerate(rows[done:], start=done + 1):
            score, failure = side.compare(row["path_a"], row["path_b"])
            writer.writerow({**row, "score": score, "failure": failure, "encoder": comparing.label})
            told(at, len(rows))


class _Side:
    """Templates of pictures, each made once: 0.5 kB a picture."""

    def __init__(self, root: Path, comparing: Comparing) -> None:
        self._root, self._comparing = root.resolve(), comparing
        self._template = cache(self._make)

    def compare(self, reference: str, probe: str) -> tuple[str, str]:
        """(score, failure), of which one is empty."""
        first, second = self._template(reference, Role.DOCUMENT), self._template(probe, Role.LIVE)
        if isinstance(first, str):
            return "", f"a: {first}"
        if isinstance(second, str):
            return "", f"b: {second}"
        return repr(self._comparing.score(first, second)), ""

    def _make(self, name: str, role: Role) -> Template | str:
        """The template, or why there is none."""
        path = picture_below(self._root, name)
        try:
            acquired = acquire(load_image(path), role=role, engine=self._comparing.engine)
        except UnreadableImage:
            return "UNREADABLE"
        return acquired.template if acquired.template is not None else str(acquired.failure)


def _resume(scores: Path, rows: Sequence[Mapping[str, str]], *, encoder: str, columns: list[str]) -> int:
    """How many rows are there already; a last line that was cut off is removed."""
    if not scores.exists() or scores.stat().st_size == 0:
        return 0
    text = scores.read_bytes()
    whole = text[: text.rfind(b"\n") + 1]
    if len(whole) < len(text):
        scores.write_bytes(whole)
    reader = csv.DictReader(whole.decode("utf-8").splitlines())
    if whole and reader.fieldnames != columns:
        raise InputError(f"{scores} is not a file of scores that this command wrote: name another one")
    found = list(reader)
    if len(found) > len(rows) or any(_pair(a) != _pair(b) for a, b in zip(found, rows, strict=False)):
        raise InputError(f"{scores} holds scores of other pairs: name another file, or remove it")
    if any(row["encoder"] != encoder for row in found):
        raise InputError(f"{scores} holds scores of another encoder than {encoder}: name another file")
    return len(found)


def _pair(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in NEEDED)

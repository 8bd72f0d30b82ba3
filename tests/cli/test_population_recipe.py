"""The recipe of the guide to populations, command by command: measure, make one, measure again, use it."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from docverify.cli import app

GUIDE = Path(__file__).resolve().parents[2] / "docs/guide/populations.md"
COMMANDS = ["evaluate", "population", "evaluate", "verify"]


def recipe():
    """The commands of the guide's first block, without their remarks."""
    block = re.search(r"```sh\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL).group(1)
    return [shlex.split(line, comments=True) for line in block.splitlines()]


def test_the_guide_tells_the_recipe():
    assert [words[:2] for words in recipe()] == [["docverify", name] for name in COMMANDS]


@pytest.mark.data
def test_the_recipe_runs_and_the_second_measurement_is_not_worse(data, samples, tmp_path, monkeypatch):
    """London: 52 people make the population; 12 others are measured, every pair of them."""
    monkeypatch.chdir(tmp_path)
    folders = sorted(path.parent for path in (data / "face" / "london").glob("*/*_neutral.jpg"))
    Path("people").mkdir()
    for folder in folders[:52]:
        path = folder / f"{folder.name}_neutral.jpg"
        Path("people", path.name).symlink_to(path)
    Path("pictures").mkdir()
    lines = ["path_a,path_b,same,person_a,person_b"]
    names = [folder.name for folder in folders[52:64]]
    for folder in folders[52:64]:
        for path in folder.glob("*.jpg"):
            shutil.copy(path, "pictures")
    for a in names:
        lines += [f"{a}_neutral.jpg,{b}_smiling.jpg,{int(a == b)},{a},{b}" for b in names]
    Path("pairs.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    Path("document.png").symlink_to(samples / "mated" / "document.png")
    Path("live.jpg").symlink_to(samples / "mated" / "live.jpg")
    told = {}
    for _, command, *words in recipe():
        extra = ["--json", f"{words[0]}.json"] if command == "evaluate" else []
        ran = CliRunner().invoke(app, [command, *words, *extra])
        assert ran.exit_code == 0, ran.output
        told[command] = ran.output
        if command == "evaluate":
            told[words[0]] = json.loads(Path(extra[1]).read_text(encoding="utf-8"))["at_threshold"]
    assert "population desk 3, summer 2026, 52 people" in told["population"]
    assert "The population desk 3, summer 2026 counted (52 people)." in told["verify"]
    without, with_it = told["without.csv"], told["with.csv"]
    assert with_it["threshold"] < without["threshold"]
    assert with_it["fmr"]["errors"] <= without["fmr"]["errors"]
    assert with_it["fnmr"]["errors"] == without["fnmr"]["errors"] == 0

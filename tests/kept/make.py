"""Makes the files that later versions must read: `python -m tests.kept.make`, once before a release.

Everybody in them is invented, and so are the keys. The key that signs the journal is thrown away.
"""

import json
import tomllib
from importlib import import_module
from pathlib import Path

import docverify as dv
from docverify.cli import _SUMMARIES
from docverify.plugins import FACE_ENGINES, MRZ_ENGINES, PRINT_ENGINES
from tests.docs.pages import DESCRIBED
from tests.faces.people import population
from tests.gallery.conftest import AT, ENCODER, KEY, TRUSTED, WANTED, entered, people, template
from tests.lists.made import EDITION, person
from tests.operation.journal.made import filled, report
from tests.operation.rates.test_alarms import SITE

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PEOPLE = 3
ENTRIES = 12
DOCUMENT = dv.DocumentEntry(issuer="UTO", number="L898902C3", kind="P")
NAME = person("Zwetschgenbaum", "Ottilie", birth="1974-08-12")


def make(folder):
    """Every kind of file that outlives the program which wrote it."""
    folder.mkdir()
    journal = filled(folder / "desk.journal", ENTRIES, full=3)
    kept = {"key": journal.key, "checkpoint": journal.checkpoint()}
    journal.close()
    (folder / "desk.journal.key").unlink()
    write_json(folder / "journal.json", kept)
    gallery = dv.Gallery.create(
        folder / "desk.gallery", key=KEY, encoder=ENCODER, purposes=[TRUSTED, WANTED], at=AT
    )
    with gallery:
        gallery.enrol_all(entered(people(PEOPLE)), at=AT)
    (folder / "face.template").write_bytes(template(people(1)[0]).to_bytes())
    dv.DocumentList.write(folder / "documents.list", [DOCUMENT], edition=EDITION, key=KEY)
    dv.NameList.write(folder / "names.list", [NAME], edition=EDITION, key=KEY)
    (folder / "policy.toml").write_text(dv.Policy.named("border").to_toml(), encoding="utf-8")
    write_json(folder / "report.json", report(policy="border").to_dict())
    write_json(folder / "population.json", population().to_dict())
    write_json(folder / "rates.json", SITE.to_dict())
    write_json(folder / "names.json", public_names())


def write_json(path, content):
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def public_names():
    """What is public by its name, in the words of `docs/versions.md`."""
    return {
        "python": sorted(dv.__all__),
        "commands": sorted(_SUMMARIES),
        "checks": sorted(check.name for check in dv.CHECKS),
        "policies": sorted(path.stem for path in (ROOT / "docverify/verification/policies").glob("*.toml")),
        "entry points": [FACE_ENGINES, MRZ_ENGINES, PRINT_ENGINES],
        **{room: sorted(import_module(f"docverify.{room}").__all__) for room in DESCRIBED},
    }


if __name__ == "__main__":
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    make(HERE / project["version"])

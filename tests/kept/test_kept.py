"""What an earlier release wrote is read by this one: `docs/versions.md` promises it."""

import json
import re
import shutil
import tomllib
from pathlib import Path

import jsonschema
import numpy as np
import pytest

import docverify as dv
from docverify.evidence import population, template
from docverify.gallery import register
from docverify.lists.documents.table import MAGIC as DOCUMENTS
from docverify.lists.names.sealed import MAGIC as NAMES
from docverify.liveness import passive_file
from docverify.operation.journal import chain
from docverify.operation.rates import SiteRates, site
from docverify.service.security import keys
from docverify.verification import policy, report
from tests.gallery.conftest import AT, KEY, people
from tests.kept.make import ENTRIES, PEOPLE, ROOT, public_names
from tests.lists.made import mrz_of

HERE = Path(__file__).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
FORMATS = {
    "report": str(report.SCHEMA),
    "policy": f"0 to {policy.SCHEMA}",
    "population": str(population.SCHEMA),
    "rates of a site": str(site.SCHEMA),
    "keys of the service": str(keys.SCHEMA),
    "passive network": str(passive_file.SCHEMA),
    "journal": str(chain.KIND.version),
    "gallery": str(register.KIND.version),
    "list of documents": DOCUMENTS.decode().strip(),
    "list of names": NAMES.decode().strip(),
    "template": template._MAGIC.decode(),
}
RELEASES = sorted(path.name for path in HERE.iterdir() if re.fullmatch(r"\d+\.\d+\.\d+", path.name))


@pytest.fixture(params=RELEASES)
def kept(request, tmp_path):
    """The files of one release, where they may be written to."""
    return Path(shutil.copytree(HERE / request.param, tmp_path / request.param))


def content(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_every_release_keeps_its_files():
    assert PROJECT["version"] in RELEASES, "python -m tests.kept.make"


@pytest.mark.parametrize("release", RELEASES)
def test_public_names_stay_or_are_told_to_have_gone(release):
    today = public_names()
    removed = re.findall(r"^### Removed\n(.*?)^##", CHANGELOG, re.MULTILINE | re.DOTALL)
    for kind, names in content(HERE / release / "names.json").items():
        gone = set(names) - set(today[kind])
        assert not {name for name in gone if f"`{name}`" not in "".join(removed)}


def test_the_page_tells_todays_versions_of_formats():
    page = (ROOT / "docs" / "versions.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| ([a-z ]+) \| `?([^`|]+?)`? \|", page, re.MULTILINE))
    assert {name: told.get(name) for name in FORMATS} == FORMATS


def test_the_page_tells_the_pythons_of_the_package():
    page = (ROOT / "docs" / "versions.md").read_text(encoding="utf-8")
    said = re.findall(
        r"^Programming Language :: Python :: (3\.\d+)$", "\n".join(PROJECT["classifiers"]), re.MULTILINE
    )
    assert f"Python {', '.join(said[:-1])} and {said[-1]}" in page
    assert PROJECT["requires-python"] == f">={said[0]}"


def test_a_journal_is_sound_and_proves_its_entries(kept):
    told = content(kept / "journal.json")
    with dv.Journal(kept / "desk.journal", read_only=True) as journal:
        assert journal.size >= ENTRIES
        audit = journal.verify(told["checkpoint"], key=told["key"])
        assert audit.sound
        assert audit.held_against
        (verified, *_) = (one for one in journal.entries() if one.kind is dv.EntryKind.VERIFICATION)
        assert dv.check_proof(journal.prove(verified, checkpoint=told["checkpoint"]), key=told["key"])


def test_a_gallery_has_its_entries_and_takes_more(kept):
    with dv.Gallery(kept / "desk.gallery", key=KEY) as gallery:
        face = dv.Template.from_bytes((kept / "face.template").read_bytes())
        found = gallery.identify(face, purpose="trusted", at=AT)
        assert (found.size, found.matching[0].id) == (PEOPLE, "p0")
        gallery.remove("p1", at=AT)
        assert gallery.size(purpose="trusted", at=AT) == PEOPLE - 1


def test_a_template_has_its_numbers(kept):
    told = dv.Template.from_bytes((kept / "face.template").read_bytes())
    assert np.array_equal(told.values, people(1)[0])


def test_lists_find_whom_they_name(kept):
    mrz = mrz_of("Zwetschgenbaum", "Ottilie")
    assert dv.DocumentList(kept / "documents.list", key=KEY).look_up(mrz).matches
    assert dv.NameList.open(kept / "names.list", key=KEY).look_up(mrz, at=AT.date()).matches


def test_a_policy_demands_the_same(kept):
    read = dv.Policy.read(kept / "policy.toml")
    assert read == dv.Policy.from_dict(content(kept / "report.json")["policy"])
    assert read.demand("face_match") is dv.Demand.REQUIRED


def test_a_report_is_read_and_fits_todays_schema(kept):
    told = content(kept / "report.json")
    jsonschema.validate(told, dv.report_schema(), cls=jsonschema.Draft202012Validator)
    read = dv.Report.from_dict(told)
    assert read.outcome is dv.Outcome.FAILED
    assert read.finding("mrz_found").outcome is dv.FindingOutcome.PASSED


def test_a_population_and_the_rates_of_a_site_are_read(kept):
    assert dv.Population.read(kept / "population.json").people == 80
    assert SiteRates.from_dict(content(kept / "rates.json")).to_dict() == content(kept / "rates.json")

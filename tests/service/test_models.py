"""The models have the keys of the library's values: no more, no less, whatever the library says today."""

import typing
from datetime import date

import pytest
from pydantic import BaseModel

import docverify as dv
from docverify.faces.engines.listed import engines_listed
from docverify.service.models.about import FaceEngineOf
from docverify.service.models.comparison import ComparisonOf, PopulationOf
from docverify.service.models.plain import Plain
from docverify.service.models.reading import PrintedOf, ReadingOf
from docverify.service.models.report import PolicyOf, ReportOf

DAY = date(2026, 11, 28)
MIRRORS = ("mrz", "reading", "comparison", "report", "about")
"""Modules of models that mirror the library's values."""


def whole(model, content):
    """The model takes the value whole, gives it back as it was, and knows no key that it lacks.

    Keys that may be left out are those that have a default.
    """
    known = model.model_validate(content)
    assert known.model_dump(mode="json", by_alias=True, exclude_unset=True) == content
    return known


@pytest.fixture(scope="module")
def reading(samples):
    return dv.read_mrz(samples / "mated/document.png", at=DAY)


def test_a_reading_of_every_layout(samples):
    for layout in ("td1", "td2", "td3", "mrva", "mrvb"):
        whole(ReadingOf, dv.read_mrz(samples / f"formats/{layout}.png", at=DAY).to_dict())


def test_readings_without_an_mrz_and_with_doubts(samples):
    assert whole(ReadingOf, dv.read_mrz(samples / "no_document/document.jpg").to_dict()).failure
    assert whole(ReadingOf, dv.read_mrz(samples / "wrong_check_digit/document.jpg").to_dict()).mrz.issues


def test_a_long_number_goes_on(samples):
    lines = [
        "I<UTOD23145890<7349<<<<<<<<<<<",
        "7408122F1204159UTO<<<<<<<<<<<2",
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    ]
    from docverify.service.models.mrz import MrzText

    told = whole(MrzText, dv.parse_mrz(lines).to_dict())
    assert any(one.continued for one in told.fields.values())


def test_a_corrected_reading(reading):
    from docverify.mrz import Correction
    from docverify.mrz.corrections import Cause, Proof
    from docverify.service.models.mrz import CorrectedCell

    for cause in Cause:
        for proof in Proof:
            one = Correction(0, 1, "name", "0", "O", cause, proof)
            whole(CorrectedCell, one.to_dict())


@pytest.mark.parametrize("sample", ["mated", "non_mated", "no_face", "expired", "wrong_check_digit"])
def test_reports(samples, sample):
    document, live = (next((samples / sample).glob(f"{side}.*")) for side in ("document", "live"))
    report = dv.verify(document=document, live=live, at=DAY)
    whole(ReportOf, report.to_dict())
    whole(ReportOf, report.to_dict(identity=True))


def test_policies_with_every_rule():
    rules = dv.Policy(
        states=["UTO"],
        least_age=18,
        months_left=6,
        differing_print_fails=True,
        refer_share=0.03,
        refer_states=["D"],
        refer_first_use=True,
    )
    whole(PolicyOf, rules.to_dict())
    for name in ("document", "kiosk", "border", "lenient"):
        whole(PolicyOf, dv.Policy.named(name).to_dict())
    assert set(PolicyOf.model_fields) - {"schema_", "population"} == set(rules.to_dict()) - {"schema"}


def test_comparisons(samples):
    for sample in ("mated", "non_mated", "no_face"):
        document, live = (next((samples / sample).glob(f"{side}.*")) for side in ("document", "live"))
        whole(ComparisonOf, dv.compare_faces(reference=document, probe=live).to_dict())


def test_a_population_that_counted():
    from docverify.evaluation import Rate
    from docverify.evidence.comparison import CountedPopulation

    counted = CountedPopulation(
        name="ours", people=100, sha256="0" * 64, taken=0.1, without=Rate(3, 4950), threshold_without=0.3
    )
    whole(PopulationOf, counted.to_dict())


def test_print(samples):
    both = dv.read_printed(samples / "print_altered/document.png", at=DAY)
    whole(PrintedOf, both.printed.to_dict())


def test_engines():
    for one in engines_listed():
        whole(FaceEngineOf, one.to_dict())


def test_required_keys_are_those_that_are_always_there():
    """What has a default may be left out; everything else the library always says."""
    may = {
        name
        for model in every(Plain)
        if model.__module__.rpartition(".")[2] in MIRRORS
        for name, field in model.model_fields.items()
        if not field.is_required()
    }
    rules = {"states", "least_age", "months_left", "population", "differing_print_fails"}
    rules |= {"refer_share", "refer_states", "refer_first_use"}
    assert may == {"continued", "date", "kind", "candidates", "mrz"} | rules


def every(model: type[BaseModel]) -> typing.Iterator[type[BaseModel]]:
    for one in model.__subclasses__():
        yield one
        yield from every(one)

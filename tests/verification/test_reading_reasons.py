"""Why there is no MRZ, or none that is sure, as the report says it: code, sentence, evidence."""

from dataclasses import replace

import pytest

from docverify.evidence import Edge, ReadingFailure
from docverify.verification import Outcome, Policy, judge
from tests.verification.conftest import AT

CODES = {
    ReadingFailure.NO_DOCUMENT: "no_document",
    ReadingFailure.NO_MRZ: "no_mrz",
    ReadingFailure.TOO_SMALL: "mrz_too_small",
    ReadingFailure.CUT_OFF: "mrz_cut_off",
    ReadingFailure.BLURRED: "mrz_blurred",
    ReadingFailure.GLARE: "mrz_glare",
    ReadingFailure.COVERED: "mrz_covered",
    ReadingFailure.MIRRORED: "mrz_mirrored",
    ReadingFailure.SLANTED: "mrz_slanted",
    ReadingFailure.UNREADABLE: "mrz_found",  # its lines were: that they have no layout is another check's
}


def report_of(evidence, **changes):
    changed = replace(evidence, reading=replace(evidence.reading, **changes))
    return judge(changed, Policy(), at=AT)


@pytest.mark.parametrize("failure", ReadingFailure)
def test_every_failure_has_its_code_and_its_instruction(make_evidence, failure):
    report = report_of(make_evidence(failure=failure))
    found = report.finding("mrz_found")
    assert found.reason == CODES[failure]
    assert report.outcome is Outcome.INCONCLUSIVE
    if failure is ReadingFailure.UNREADABLE:
        assert report.finding("format_known").sentence == failure.instruction
    else:
        assert found.sentence == failure.instruction == report.why


def test_no_two_failures_say_the_same():
    assert len({failure.instruction for failure in ReadingFailure}) == len(ReadingFailure)
    assert all(failure.instruction.count(": ") == 1 for failure in ReadingFailure)  # what, and what to do


@pytest.mark.parametrize(
    ("edges", "words"),
    [
        ((Edge.LEFT,), "on the left: move the document to the right"),
        ((Edge.RIGHT,), "on the right: move the document to the left"),
        ((Edge.TOP,), "at the top: move the document down"),
        ((Edge.BOTTOM,), "at the bottom: move the document up"),
        ((Edge.LEFT, Edge.RIGHT), "on the left and on the right: hold the document farther away"),
    ],
)
def test_the_edge_that_cuts_an_mrz_off_is_named(make_evidence, edges, words):
    report = report_of(make_evidence(failure=ReadingFailure.CUT_OFF), cut_at=edges)
    found = report.finding("mrz_found")
    assert words in found.sentence
    assert found.evidence["cut_at"] == tuple(edge.value for edge in edges)


def test_a_mirrored_picture_is_said_to_be_one_whether_it_was_read_or_not(make_evidence):
    read = report_of(make_evidence(), mirrored=True)
    unread = report_of(make_evidence(failure=ReadingFailure.MIRRORED), mirrored=True)
    for report in (read, unread):
        found = report.finding("mrz_found")
        assert (found.reason, found.sentence) == ("mrz_mirrored", ReadingFailure.MIRRORED.instruction)


def test_what_makes_a_text_doubtful_is_told(make_evidence):
    doubtful = make_evidence(confidence=0.5)
    again = report_of(doubtful).finding("text_certain")
    glare = report_of(doubtful, doubt=ReadingFailure.GLARE).finding("text_certain")
    assert again.reason == glare.reason == "text_doubtful"
    assert again.sentence.endswith("Take the picture again.")
    assert glare.sentence.endswith(ReadingFailure.GLARE.instruction)
    assert glare.evidence["doubt"] == "glare"
    assert "doubt" not in again.evidence

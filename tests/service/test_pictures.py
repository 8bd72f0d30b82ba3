"""The three questions: answered by the library's values, whole, and no text that was not asked for."""

import io
import json
import struct
import zlib
from datetime import date

import pytest
from PIL import Image

import docverify as dv
from docverify.service.models.answers import CompareAnswer, ReadAnswer, VerifyAnswer

AT = "2026-11-28"
DAY = date.fromisoformat(AT)
IDENTITY = ("ERIKSSON", "ANNA", "MARIA", "L898902C3", "L898902C36", "ZE184226B", "1974-08-12", "740812")
"""What the sample document says."""


def verified(service, document, live=(), **data):
    files = [("document", one) for one in document] + [("live", one) for one in live]
    answer = service.post("/v1/verify", files, {"at": AT, "case_id": "case", **data})
    assert answer.status_code == 200, answer.text
    return answer


def timeless(report):
    return {name: value for name, value in report.items() if name != "timings"}


def test_a_verification_is_the_librarys_report(service, mated):
    document, live = mated
    told = verified(service, [document], [live]).json()
    report = dv.verify(document=document, live=live, policy="border", at=DAY, case_id="case")
    assert told["outcome"] == "PASSED"
    assert timeless(told["report"]) == timeless(report.to_dict())
    assert dv.Report.from_dict(told["report"]).outcome is dv.Outcome.PASSED
    VerifyAnswer.model_validate_json(json.dumps(told))


def test_identity_is_told_where_it_is_asked_for_alone(service, mated):
    document, live = mated
    silent = verified(service, [document], [live]).text
    assert not [text for text in IDENTITY if text in silent]
    told = verified(service, [document], [live], identity="true").json()
    assert told["report"]["mrz"]["fields"]["primary_identifier"]["value"] == "ERIKSSON"
    VerifyAnswer.model_validate(told)


def test_both_sides_and_several_frames(service, samples):
    front, back = ((samples / f"two_sided/{side}.jpg").read_bytes() for side in ("front", "back"))
    live = (samples / "two_sided/live.jpg").read_bytes()
    turned = Image.open(io.BytesIO(live)).convert("RGB").resize((600, 600))
    frame = io.BytesIO()
    turned.save(frame, "JPEG")
    told = verified(service, [front, back], [live, frame.getvalue()]).json()
    report = dv.verify(document=[front, back], live=[live, frame.getvalue()], at=DAY, case_id="case")
    assert timeless(told["report"]) == timeless(report.to_dict())


def test_without_a_live_picture_the_document_alone_is_judged(service, mated):
    told = verified(service, [mated[0]]).json()
    assert told["report"]["policy"]["name"].startswith("document")
    assert told["outcome"] == "PASSED"


def test_a_reading_is_the_librarys(service, mated):
    answer = service.post("/v1/read", [("document", mated[0])], {"at": AT})
    told = ReadAnswer.model_validate(answer.json())
    assert told.outcome == "PASSED"
    assert answer.json()["reading"] == dv.read_mrz(mated[0], at=DAY).to_dict()


def test_print_that_differs_is_told(service, samples):
    document = (samples / "print_altered/document.png").read_bytes()
    told = service.post("/v1/read", [("document", document)], {"printed": "true", "at": AT}).json()
    ReadAnswer.model_validate(told)
    assert told["printed"]["fields"]["expiry"]["agreement"] == "differs"
    assert told["outcome"] == "INCONCLUSIVE"


def test_frames_of_a_side_are_read_together(service, mated):
    two = [("document", mated[0]), ("document", mated[0])]
    told = service.post("/v1/read", two, {"frames": "true", "at": AT}).json()
    ReadAnswer.model_validate(told)
    assert told["reading"]["mrz"]["fields"]["document_number"]["value"] == "L898902C3"


@pytest.mark.parametrize(
    ("sample", "outcome"), [("mated", "PASSED"), ("non_mated", "FAILED"), ("no_face", "INCONCLUSIVE")]
)
def test_faces_are_compared_as_by_the_library(service, samples, sample, outcome):
    document = next((samples / sample).glob("document.*")).read_bytes()
    live = next((samples / sample).glob("live.*")).read_bytes()
    answer = service.post("/v1/compare", [("reference", document), ("probe", live)], {"fmr": "0.001"})
    told = answer.json()
    CompareAnswer.model_validate(told)
    assert told["outcome"] == outcome
    ours = dv.compare_faces(reference=document, probe=live).to_dict()
    assert timeless(told["comparison"]) == timeless(ours)


UNUSABLE = {
    "text": (b"This is no picture.", "unreadable_image"),
    "empty": (b"", "unreadable_image"),
    "cut off": (None, "unreadable_image"),
    "other format": (b"\x00\x00\x00\x0cjxl" * 40, "unreadable_image"),
}


@pytest.mark.parametrize("kind", UNUSABLE)
def test_a_picture_that_cannot_be_used_is_an_answer(service, mated, kind):
    data, code = UNUSABLE[kind]
    broken = mated[0][: len(mated[0]) // 2] if data is None else data
    told = verified(service, [mated[0]], [mated[1], broken]).json()
    VerifyAnswer.model_validate(told)
    assert (told["outcome"], told["report"]) == ("INCONCLUSIVE", None)
    assert (told["unusable"]["side"], told["unusable"]["picture"]) == ("live", 2)
    assert told["unusable"]["code"] == code
    assert told["unusable"]["instruction"]


def test_read_and_compare_say_which_picture_too(service, mated):
    read = service.post("/v1/read", [("document", mated[0]), ("document", b"no")]).json()
    assert (read["unusable"]["side"], read["unusable"]["picture"]) == ("document", 2)
    files = [("reference", b"no"), ("probe", mated[1])]
    compared = service.post("/v1/compare", files).json()
    assert (compared["unusable"]["side"], compared["unusable"]["picture"]) == ("reference", 1)
    frames = [("document", mated[0]), ("document", b"no")]
    together = service.post("/v1/read", frames, {"frames": "true"}).json()
    assert (together["unusable"]["side"], together["unusable"]["picture"]) == ("document", 2)


def png(width, height):
    """A PNG of one colour that says how large it is, but for most of its rows."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(bytes(3 * width + 1) * 100, 9))
    return b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(10_000, 5_001), (60_000, 60_000)], ids=["50 megapixels", "bomb"])
def test_too_many_pixels_are_refused_before_they_are_decoded(service, mated, size):
    bomb = png(*size)
    assert len(bomb) < 1_000_000
    told = verified(service, [bomb], [mated[1]]).json()
    assert told["unusable"]["code"] == "limit_exceeded"
    assert (told["unusable"]["side"], told["unusable"]["picture"]) == ("document", 1)

"""Readers by name: the right one comes, a missing one says what to install, a broken one says so."""

import importlib.util
import math
import shutil
import sys
from datetime import date

import cv2
import numpy as np
import pytest

import docverify as dv
from docverify.errors import EngineFailed, EngineMissing, InputError
from docverify.evidence import Reading, ReadingFailure
from docverify.imaging import load_image
from docverify.reading.engines import reader_named
from tests.reading.made import TD3, sheet

BLANK = np.full((300, 400, 3), 255, np.uint8)
HAS_PASSPORTEYE = importlib.util.find_spec("passporteye") is not None
HAS_TESSERACT = shutil.which("tesseract") is not None


class Own:
    name = "mine"

    def read(self, image):  # noqa: ARG002 - what every reader takes
        return Reading(None, ReadingFailure.GLARE, engine=self.name)


def test_the_null_reader_reads_nothing():
    reading = reader_named("null").read(BLANK)
    assert reading.mrz is None
    assert reading.failure is ReadingFailure.NO_MRZ
    assert reading.engine == "null"


def test_a_reader_of_the_callers_own_is_taken_as_it_is():
    own = Own()
    assert reader_named(own) is own


class TestFrames:
    """Several frames of one document."""

    def test_what_is_hidden_in_each_frame_is_seen_in_others(self):
        frames = []
        for number in range(6):
            page = sheet(TD3).copy()
            left = 100 + 100 * number
            page[40:180, left : left + 60] = (200, 160, 140)  # a finger, each time over other cells
            frames.append(page)
        assert not any(dv.read_mrz(frame).sure for frame in frames)
        together = dv.read_frames(frames)
        assert together.lines == TD3
        assert together.sure

    def test_of_another_reader_the_surest_frame_counts(self):
        class Frames(Own):
            def read(self, image):
                return reader_named().read(image)

        blurred = cv2.GaussianBlur(sheet(TD3), (0, 0), 4.5)
        assert dv.read_frames([BLANK, blurred, sheet(TD3), blurred], engine=Frames()).sure
        assert dv.read_frames([BLANK], engine=Own()).failure is ReadingFailure.GLARE

    def test_a_readers_own_way_is_taken_and_must_give_a_reading(self):
        class Together(Own):
            def read_frames(self, frames):
                return Reading(None, ReadingFailure.COVERED) if len(frames) == 2 else None

        assert dv.read_frames([BLANK, BLANK], engine=Together()).failure is ReadingFailure.COVERED
        with pytest.raises(EngineFailed, match="NoneType"):
            dv.read_frames([BLANK], engine=Together())

    def test_the_day_resolves_the_years(self):
        plain, dated = dv.read_frames(sheet(TD3)).mrz, dv.read_frames(sheet(TD3), at=date(2010, 1, 1)).mrz
        assert dated == plain.on(date(2010, 1, 1)) != plain


@pytest.mark.parametrize("engine", ["tesseract", "", 7, None, object()])
def test_what_is_no_reader_is_refused(engine):
    with pytest.raises(InputError, match="docverify, null, passporteye"):
        reader_named(engine)


def test_threads_below_one_are_refused():
    with pytest.raises(InputError, match="threads"):
        reader_named(threads=0)


def test_a_missing_package_names_its_extra(monkeypatch):
    for name in [name for name in sys.modules if name.split(".")[0] == "passporteye"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "passporteye", None)  # what Python itself notes for "not there"
    with pytest.raises(EngineMissing, match=r"docverify\[passporteye\]"):
        reader_named("passporteye")


@pytest.mark.skipif(not HAS_PASSPORTEYE, reason="PassportEye is not installed: docverify[passporteye]")
class TestPassportEye:
    def test_a_missing_program_says_which_to_install(self, monkeypatch, tmp_path):
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(EngineMissing, match="install tesseract-ocr"):
            reader_named("passporteye")

    @pytest.mark.skipif(not HAS_TESSERACT, reason="Tesseract is not installed")
    def test_a_program_that_vanishes_is_missing_and_not_a_failed_reading(self, monkeypatch, tmp_path, data):
        reader = reader_named("passporteye")
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(EngineMissing, match="Tesseract"):
            reader.read(load_image(data / "mrz" / "dev" / "04_td3.png"))

    @pytest.mark.skipif(not HAS_TESSERACT, reason="Tesseract is not installed")
    def test_it_reads_the_second_line_of_a_real_passport(self, data):
        reading = reader_named("passporteye").read(load_image(data / "mrz" / "dev" / "04_td3.png"))
        assert reading.engine == "passporteye"
        assert reading.mrz is not None
        assert reading.mrz.document_number.check.value == "verified"
        assert math.isnan(reading.confidence)

    @pytest.mark.skipif(not HAS_TESSERACT, reason="Tesseract is not installed")
    def test_a_picture_without_an_mrz_has_none(self):
        assert reader_named("passporteye").read(BLANK).failure is ReadingFailure.NO_MRZ

    @pytest.mark.skipif(not HAS_TESSERACT, reason="Tesseract is not installed")
    def test_a_program_that_breaks_is_a_failed_engine(self, monkeypatch, tmp_path, data):
        broken = tmp_path / "tesseract"
        broken.write_text("#!/bin/sh\necho P\\<UTOERIKSSON >&2\nexit 1\n")
        broken.chmod(0o755)
        reader = reader_named("passporteye")
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
        with pytest.raises(EngineFailed) as caught:
            reader.read(load_image(data / "mrz" / "dev" / "04_td3.png"))
        assert "ERIKSSON" not in str(caught.value)

"""Files with several pages."""

import io
import sys

import numpy as np
import pytest
from PIL import Image

from docverify.errors import EngineMissing, LimitExceeded, UnreadableImage
from docverify.imaging import load_pages


def pdf(count):
    pages = [Image.new("RGB", (300, 200), (40 * number, 90, 200)) for number in range(count)]
    stored = io.BytesIO()
    pages[0].save(stored, "PDF", save_all=True, append_images=pages[1:])
    return stored.getvalue()


def test_every_page_of_a_pdf_comes_in_order(tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf(3))
    pages = list(load_pages(path))
    assert [page.shape for page in pages] == [(1600, 2400, 3)] * 3
    for number, page in enumerate(pages):
        assert np.abs(page[800, 1200].astype(int) - (40 * number, 90, 200)).max() < 12


def test_other_files_have_one_page(tmp_path):
    path = tmp_path / "one.png"
    Image.new("RGB", (30, 20), (1, 2, 3)).save(path)
    (page,) = load_pages(path)
    assert page.shape == (20, 30, 3)
    for source in (np.zeros((4, 5, 3), np.uint8), Image.new("RGB", (5, 4)), io.BytesIO(path.read_bytes())):
        assert len(list(load_pages(source))) == 1
    with pytest.raises(TypeError):
        list(load_pages(None))


def test_an_open_file_may_be_a_pdf():
    assert len(list(load_pages(io.BytesIO(pdf(2))))) == 2


@pytest.mark.parametrize("length", [8, 60, 400])
def test_a_broken_pdf_is_refused(length):
    with pytest.raises(UnreadableImage):
        list(load_pages(pdf(1)[:length]))


def test_too_many_pages_are_refused():
    with pytest.raises(LimitExceeded, match="2 pages"):
        list(load_pages(pdf(3), most_pages=2))


def test_without_the_extra_the_message_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(EngineMissing, match=r"docverify\[pdf\]"):
        list(load_pages(pdf(1)))

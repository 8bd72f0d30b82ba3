"""Files with several pages."""

import io
import json
import resource
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from docverify.errors import EngineMissing, InputError, LimitExceeded, UnreadableImage
from docverify.imaging import Limits, apart, load_pages
from tests.hostile.pdfs import FILES as HOSTILE
from tests.hostile.pdfs import pdf as raw_pdf
from tests.hostile.tiffs import FILES as TIFFS


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


def test_a_page_that_costs_too_much_ends_typed_and_harms_nobody():
    """Without the other process, the first of them takes the machine's memory, and this process with it."""
    for name in ("pdf_form_of_itself", "pdf_200000_shadings"):
        limits = Limits(seconds=0.7, memory=400_000_000)
        own, others = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        with pytest.raises(LimitExceeded, match=r"page 1 of the PDF.*Limits\.seconds and Limits\.memory"):
            list(load_pages(HOSTILE[name](), limits=limits))
        assert time.process_time() - own < resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - others
    assert len(list(load_pages(pdf(1)))) == 1


def test_the_pages_before_a_bad_one_are_given():
    sheet = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d 100] >>"
    pages = load_pages(
        raw_pdf(
            {
                1: b"<< /Type /Catalog /Pages 2 0 R >>",
                2: b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
                3: sheet % 200,
                4: sheet % 15_000,
            }
        )
    )
    assert next(pages).shape == (1200, 2400, 3)
    with pytest.raises(UnreadableImage, match="page 2 of the PDF: it has no usable size"):
        next(pages)


def test_pages_that_nobody_wants_leave_no_process():
    before = children()  # of other tests: what starts processes keeps a helper
    pages = load_pages(pdf(4))
    next(pages)
    assert children() != before
    pages.close()
    assert children() == before


def children() -> set[str]:
    return {
        pid
        for task in Path("/proc/self/task").glob("*/children")
        for pid in task.read_text(encoding="ascii").split()
    }


def test_the_limits_hold_for_pages():
    with pytest.raises(LimitExceeded, match=r"page 1 of the PDF.*1,000 pixels"):
        list(load_pages(pdf(1), limits=Limits(pixels=1000)))
    with pytest.raises(LimitExceeded, match="file_bytes"):
        list(load_pages(pdf(1), limits=Limits(file_bytes=100)))


def test_a_locked_pdf_says_so():
    parts = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>"}
    parts[3] = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"
    identity = b"/Encrypt 3 0 R /ID [<" + b"43" * 16 + b"> <" + b"43" * 16 + b">]"
    with pytest.raises(UnreadableImage, match="password"):
        list(load_pages(raw_pdf(parts, trailer=identity)))


def test_a_pdf_may_begin_after_other_bytes():
    assert len(list(load_pages(b"junk " * 100 + pdf(1)))) == 1
    picture = io.BytesIO()
    Image.new("RGB", (30, 20)).save(picture, "JPEG", comment=b"%PDF-1.7")
    assert next(load_pages(picture.getvalue())).shape == (20, 30, 3)


def test_every_page_of_a_tiff_comes_in_order_but_for_smaller_copies():
    pages = [Image.new("RGB", (30 + number, 20), (40 * number, 90, 200)) for number in range(4)]
    for number in (1, 3):
        pages[number].encoderinfo = {"tiffinfo": {254: 1 if number == 3 else 0}}
    stored = io.BytesIO()
    pages[0].save(stored, "TIFF", save_all=True, append_images=pages[1:])
    loaded = list(load_pages(stored.getvalue()))
    assert [page.shape for page in loaded] == [(20, 30 + number, 3) for number in range(3)]
    assert [int(page[0, 0, 0]) for page in loaded] == [0, 40, 80]
    with pytest.raises(LimitExceeded, match="2 pages"):
        list(load_pages(stored.getvalue(), most_pages=2))


@pytest.mark.parametrize("name", ["tiff_follows_itself", "tiff_300_pages", "tiff_no_directory"])
def test_hostile_tiffs_end(name):
    try:
        assert len(list(load_pages(TIFFS[name]()))) == 1
    except InputError as problem:
        assert isinstance(problem, (UnreadableImage, LimitExceeded))  # noqa: PT017 - either is right


@pytest.mark.parametrize("most", [0, -1, 1.5, "3", None, True])
def test_most_pages_is_a_number(most):
    with pytest.raises(InputError, match="most_pages"):
        load_pages(pdf(1), most_pages=most)


def test_pages_share_their_seconds():
    """None of sixty pages is dear enough to end by itself: what one leaves over the next may have."""
    with pytest.raises(LimitExceeded, match=r"page \d+ of the PDF"):
        list(load_pages(HOSTILE["pdf_60_pages_of_strokes"](), limits=Limits(seconds=0.5)))


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no such signals here")
def test_what_the_caller_does_with_signals_does_not_lengthen_the_time():
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF})
    try:
        start = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        with pytest.raises(LimitExceeded):
            list(load_pages(HOSTILE["pdf_200000_shadings"](), limits=Limits(seconds=0.7)))
        assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - start < 1.5
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def test_many_threads_wait_for_their_turn():
    """Else the watch would end sound ones on a busy machine."""
    data = pdf(1)
    with ThreadPoolExecutor(12) as pool:
        shapes = list(pool.map(lambda _: next(load_pages(data)).shape, range(12)))
    assert shapes == [(1600, 2400, 3)] * 12


@pytest.mark.parametrize(
    "said", [b"", b"no JSON\n", b'{"refused": []}\n', b'{"pages": -1}\n', b'{"pages": true}\n', b"[" * 9999]
)
def test_what_a_process_that_was_taken_over_says_is_not_trusted(said, monkeypatch, tmp_path):
    script = tmp_path / "taken_over.py"
    script.write_text(f"import sys\nsys.stdin.buffer.read()\nsys.stdout.buffer.write({said!r})\n")
    monkeypatch.setattr(apart, "_SCRIPT", script)
    with pytest.raises((UnreadableImage, LimitExceeded)):
        list(load_pages(pdf(1)))


@pytest.mark.parametrize("channels", [0, 1, 2, 5, 1_000_000])
def test_a_page_of_another_number_of_colours_is_not_taken(channels, monkeypatch, tmp_path):
    told = {"width": 2, "height": 2, "channels": channels, "orientation": 1}
    said = b'{"pages": 1}\n' + json.dumps(told).encode() + b"\n" + bytes(4 * min(channels, 9))
    script = tmp_path / "taken_over.py"
    script.write_text(f"import sys\nsys.stdin.buffer.read()\nsys.stdout.buffer.write({said!r})\n")
    monkeypatch.setattr(apart, "_SCRIPT", script)
    with pytest.raises(UnreadableImage):
        list(load_pages(pdf(1)))


def test_a_process_that_leaves_another_behind_holds_nobody_up(monkeypatch, tmp_path):
    script = tmp_path / "forks.py"
    script.write_text("import os, time\nif not os.fork():\n    time.sleep(60)\n")
    monkeypatch.setattr(apart, "_SCRIPT", script)
    start = time.monotonic()
    with pytest.raises((UnreadableImage, LimitExceeded)):
        list(load_pages(pdf(1), limits=Limits(seconds=0.3)))
    assert time.monotonic() - start < 30


def test_a_webp_that_speaks_of_pdfs_is_a_webp():
    picture = io.BytesIO()
    Image.new("RGB", (30, 20)).save(picture, "WEBP", lossless=True, xmp=b"%PDF-1.7")
    assert b"%PDF-" in picture.getvalue()[:1024]
    assert next(load_pages(picture.getvalue())).shape == (20, 30, 3)

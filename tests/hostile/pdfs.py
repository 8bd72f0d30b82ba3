"""Hostile PDFs: a few lines that ask for any amount of work, and files that are no sound PDFs."""

import io
import zlib
from functools import partial

from PIL import Image

from tests.hostile.made import Makers

Parts = dict[int, bytes]


def pdf(parts: Parts, *, root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, with a table of where they stand."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in parts.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, count = len(out), max(parts) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    for number in range(1, count):
        out += b"%010d 00000 %c \n" % (places.get(number, 0), ord("n" if number in places else "f"))
    out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        count,
        root,
        trailer,
        start,
    )
    return bytes(out)


def stream(data: bytes, words: bytes = b"", *, packed: bool = True) -> bytes:
    """A stream with its dictionary."""
    held = zlib.compress(data, 9) if packed else data
    how = b"/Filter /FlateDecode" if packed else b""
    return b"<< /Length %d %s %s >>\nstream\n%s\nendstream" % (len(held), how, words, held)


def page(
    content: bytes, resources: bytes = b"", more: Parts | None = None, box: bytes = b"0 0 612 792"
) -> bytes:
    """A PDF of one page."""
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << %s >> >>"
            % (box, resources),
            4: stream(content),
            **(more or {}),
        }
    )


_FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792]"


def _forms(levels: int, calls: int) -> bytes:
    """Each form draws the next several times."""
    more = {
        10 + level: stream(
            b"/F Do " * calls if level < levels - 1 else b"0 0 9 9 re f",
            _FORM + (b" /Resources << /XObject << /F %d 0 R >> >>" % (11 + level)),
        )
        for level in range(levels)
    }
    return page(b"/F Do", b"/XObject << /F 10 0 R >>", more)


def _form_of_itself() -> bytes:
    return page(
        b"/F Do",
        b"/XObject << /F 10 0 R >>",
        {10: stream(b"/F Do /F Do", _FORM + b" /Resources << /XObject << /F 10 0 R >> >>")},
    )


def _shadings() -> bytes:
    ramp = b"<< /FunctionType 2 /Domain [0 1] /C0 [1 0 0] /C1 [0 0 1] /N 1 >>"
    shading = (
        b"/Shading << /S << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 612 792] /Function %s >> >>"
        % ramp
    )
    return page(b"/S sh " * 200_000, shading)


def _groups() -> bytes:
    more = {10: stream(b"0 0 612 792 re f", _FORM + b" /Group << /S /Transparency /I true /K true >>")}
    state = b"/XObject << /F 10 0 R >> /ExtGState << /G << /ca 0.5 /BM /Luminosity >> >>"
    return page(b"/G gs /F Do " * 3_000, state, more)


def _image(width: int, height: int) -> bytes:
    row = zlib.compressobj(9)
    held = b"".join(row.compress(bytes(width * 3)) for _ in range(height)) + row.flush()
    words = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8"
        % (width, height)
    )
    body = b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(held), words, held)
    return page(b"612 0 0 792 0 0 cm /I Do", b"/XObject << /I 10 0 R >>", {10: body})


def _tiling() -> bytes:
    words = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] "
    words += b"/XStep 0.001 /YStep 0.001 /Resources << >>"
    return page(
        b"/Pattern cs /P scn 0 0 612 792 re f",
        b"/Pattern << /P 10 0 R >>",
        {10: stream(b"0 0 1 1 re f", words)},
    )


def _pages(count: int, content: bytes = b"") -> bytes:
    """Pages that share one content."""
    kids = b" ".join(b"%d 0 R" % (10 + number) for number in range(count))
    one = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R >>"
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
            3: stream(content),
            **{10 + number: one for number in range(count)},
        }
    )


def _tree(kids: bytes, count: int) -> bytes:
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        }
    )


def _nested(opening: bytes, closing: bytes) -> bytes:
    return page(b"0 0 9 9 re f", b"/X " + opening * 100_000 + closing * 100_000)


def _bomb() -> bytes:
    """A content stream packed four times."""
    data = b"0 0 9 9 re f " * 4_000_000
    for _ in range(3):
        data = zlib.compress(data, 9)
    filters = b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"
    body = b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), filters, data)
    return page(b"").replace(stream(b""), body)


def sound() -> bytes:
    """A scan of one page."""
    out = io.BytesIO()
    Image.new("RGB", (300, 200), (40, 90, 200)).save(out, "PDF")
    return out.getvalue()


FILES: Makers = {
    "pdf_forms_100_million": partial(_forms, 8, 10),
    "pdf_form_of_itself": _form_of_itself,
    "pdf_3_million_strokes": lambda: page(b"0 0 m 600 700 l S " * 3_000_000),
    "pdf_one_path_of_3_million": lambda: page(b"0 0 m " + b"600 700 l 5 9 l " * 3_000_000 + b"S"),
    "pdf_2_million_fills": lambda: page(b"0 0 612 792 re f " * 2_000_000),
    "pdf_200000_shadings": _shadings,
    "pdf_3000_groups": _groups,
    "pdf_tiny_tiling": _tiling,
    "pdf_image_of_60000_by_3000": partial(_image, 60_000, 3_000),
    "pdf_content_packed_thrice": _bomb,
    "pdf_2_million_saved_states": lambda: page(b"q " * 2_000_000),
    "pdf_nested_arrays": partial(_nested, b"[", b"]"),
    "pdf_nested_dictionaries": partial(_nested, b"<</X ", b">>"),
    "pdf_dashes": lambda: page(b"[0.0001 0.0001] 0 d 0 0 m 600 700 l S " * 1_000),
    # Each is dear, and none so much that it ends by itself.
    "pdf_60_pages_of_strokes": partial(_pages, 60, b"0 0 m 600 700 l S " * 5_000),
    "pdf_1000_pages": partial(_pages, 1_000),
    "pdf_pages_of_themselves": partial(_tree, b"2 0 R", 1),
    "pdf_says_a_billion_pages": partial(_tree, b"", 10**9),
    "pdf_says_minus_one_page": partial(_tree, b"", -1),
    "pdf_no_pages": partial(_tree, b"", 0),
    "pdf_cut": lambda: sound()[:-400],
    "pdf_header_only": lambda: b"%PDF-1.7\n",
    "pdf_after_junk": lambda: b"junk " * 100 + sound(),
    "pdf_of_noise": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400,
    "pdf_external_stream": lambda: page(b"").replace(
        stream(b""), b"<< /Length 0 /F (/etc/passwd) >>\nstream\n\nendstream"
    ),
    **{
        f"pdf_box_{name}": partial(page, b"0 0 9 9 re f", box=box)
        for name, box in {
            "of_a_billion": b"0 0 1000000000 1000000000",
            "of_nothing": b"0 0 0 0",
            "of_a_thread": b"0 0 14000 0.0001",
            "negative": b"0 0 -5 -7",
            "of_words": b"/A /B /C /D",
            "beyond_the_largest": b"0 0 14401 10",
            "of_nan": b"0 0 nan inf",
        }.items()
    },
}

"""What mutation starts from: small sound inputs of every kind, made by programs."""

import io
import json
import random
import struct
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from PIL import Image

from docverify.evidence import Evidence, Template, typed
from docverify.mrz import ALPHABET, LAYOUTS, parse_mrz
from docverify.specimens import random_holder
from docverify.specimens.sheets import SHEETS
from docverify.verification import TEXT, EngineBuild, Policy, judge
from docverify.verification.policy import NAMES
from tests.faces.people import population

STRANGE = ALPHABET + "abcxyz \n\r\t«＜Ａ?éß\u2028\ufeff\x00中"


@cache
def seeds(target):
    """The seeds of a target, by its name: always the same ones."""
    return tuple(_SEEDS[target]())


def _coded(picture, kind, **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def _pictures():
    """One small picture in every coding that is taken."""
    rng = np.random.default_rng(9303)
    coarse = Image.fromarray(rng.integers(0, 256, (4, 6, 3), np.uint8))
    rgb = coarse.resize((40, 24), Image.Resampling.BICUBIC)
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    more = {"save_all": True, "append_images": [rgb.rotate(180)]}
    yield _coded(rgb, "JPEG", exif=exif)
    yield _coded(rgb, "JPEG", progressive=True)
    yield _coded(rgb, "JPEG", restart_marker_rows=1, subsampling=0)
    yield _coded(rgb.convert("CMYK"), "JPEG")
    yield _coded(rgb.convert("L"), "JPEG")
    yield _coded(rgb, "PNG", exif=exif)
    yield _coded(rgb.convert("RGBA"), "PNG", optimize=True)
    yield _coded(rgb.quantize(16), "PNG", transparency=3)
    yield _coded(Image.fromarray(rng.integers(0, 65536, (9, 7), np.uint16)), "PNG")
    yield _coded(rgb.convert("1"), "BMP")
    yield _coded(rgb.quantize(200), "BMP")
    yield _coded(rgb, "BMP")
    yield _bmp_of_runs()
    for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"):
        yield _coded(rgb, "TIFF", compression=compression, exif=exif)
    yield _coded(rgb.convert("1"), "TIFF", compression="group4")
    yield _coded(rgb, "TIFF", big_tiff=True, **more)
    yield _coded(rgb, "WEBP", exif=exif)
    yield _coded(rgb.convert("RGBA"), "WEBP", lossless=True)
    yield _coded(rgb, "WEBP", **more)
    yield _coded(rgb, "JPEG2000")
    yield _coded(rgb, "GIF", **more, comment=b"a comment")
    yield _coded(rgb, "AVIF", quality=50)
    yield (Path(__file__).parents[1] / "imaging" / "drawn.heic").read_bytes()
    yield _coded(rgb, "JPEG2000", no_jp2=True, irreversible=True, quality_layers=[8])


def _bmp_of_runs():
    header = struct.pack("<IiiHHIIiiII", 40, 7, 5, 1, 8, 1, 0, 0, 0, 256, 0) + bytes(range(256)) * 4
    runs = b"\x07\x09\0\0" * 5 + b"\0\1"
    return struct.pack("<2sIHHI", b"BM", 14 + len(header) + len(runs), 0, 0, 14 + len(header)) + header + runs


def _documents():
    """PDFs: scans as Pillow writes them, and text as hands write it."""
    scan = Image.new("RGB", (60, 40), (40, 90, 200))
    yield _coded(scan, "PDF")
    yield _coded(scan.convert("1"), "PDF", save_all=True, append_images=[scan.convert("L")])
    yield _pdf(["[0 0 300 200]"])
    yield _pdf(["[0 0 595 842] /Rotate 90", "[0 0 2 900] /CropBox [0 0 1 1]"])
    yield _pdf(["[0 0 14400 14400] /UserUnit 4"])
    yield _pdf(["[0 0 1e9 1]"])
    yield _pdf(["[0 0 300 200]"], content=b"q 1 0 0 rg 9 9 99 99 re f Q " * 40)
    yield b"\n" * 90 + _pdf(["[0 0 300 200]"])
    yield _coded(scan, "PNG")


def _pdf(boxes, content=b"BT /F 24 Tf 10 80 Td (P<UTOERIKSSON<<ANNA) Tj ET"):
    """A PDF of one page a box, with its table of objects."""
    shown = "/Contents 3 0 R /Resources << /Font << /F 4 0 R >> >>"
    pages = [f"<< /Type /Page /Parent 2 0 R /MediaBox {box} {shown} >>" for box in boxes]
    kids = " ".join(f"{5 + number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
        *(page.encode() for page in pages),
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(out))
    return bytes(out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table) + tail)


def _texts():
    """Sound texts of the layouts that are drawn, and random ones in the shape of every layout."""
    yield from ("\n".join(lines).encode() for _, lines in specimen_lines())
    rng = random.Random(9303)  # noqa: S311 - not for secrets
    yield from (random_text(rng).encode() for _ in range(60))


def specimen_lines():
    """(format, lines) of one invented holder a layout."""
    rng = np.random.default_rng(9303)
    return [(fmt, random_holder(fmt, rng=rng).lines(fmt)) for fmt in SHEETS]


def random_text(rng):
    """A layout's shape with some cells, lines and lengths spoilt."""
    widths = rng.choice(list(LAYOUTS.values())).widths
    lines = [[rng.choice(ALPHABET) for _ in range(width)] for width in widths]
    for _ in range(rng.randrange(6)):
        line = rng.choice(lines)
        if line:
            line[rng.randrange(len(line))] = rng.choice(STRANGE)
    if rng.random() < 0.2:
        del rng.choice(lines)[:1]
    return rng.choice(["\n", "\n", "\r\n", ""]).join("".join(line) for line in lines)


def _repairs():
    """Texts with a few cells misread, and bytes that say with what evidence and how they are repaired."""
    rng = random.Random(9303)  # noqa: S311 - not for secrets
    for text in _texts():
        misread = bytearray(text)
        for _ in range(rng.randrange(3)):
            misread[rng.randrange(len(misread))] = ord(rng.choice("O0I1S5B8<K"))
        yield bytes(misread) + b"\xff" + rng.randbytes(rng.choice((4, 40, 400)))


def _shown():
    """Noise, flat pictures, and specimens that are altered in every way."""
    rng = random.Random(9303)  # noqa: S311 - not for secrets
    yield from (b"", bytes(9), bytes((0, 159, 239)) + b"\xff", bytes((0, 159, 239)) + b"\x10\xf0" * 31)
    yield from (b"\0" + rng.randbytes(rng.choice((3, 300, 3000))) for _ in range(2))
    yield from (bytes((1, which)) for which in (0, 1, 4))
    yield from (bytes((1, which)) + rng.randbytes(6 * (1 + which)) for which in (0, 1, 4))


def _templates():
    rng = np.random.default_rng(9303)
    for size, scale in ((1, 1.0), (2, 1e-6), (128, 1.0), (128, 1e15)):
        values = (scale * rng.normal(size=size)).astype(np.float32)
        yield Template(encoder="sface-0123456789ab", values=values).to_bytes()
    yield Template(encoder="é", values=np.ones(3, np.float32)).to_bytes()


def _calibrations():
    folder = files("docverify.faces") / "calibrations"
    yield from (one.read_bytes() for one in folder.iterdir() if one.name.endswith(".json"))


def _populations():
    """Of one picture and of two pictures of each person."""
    made = population(60)
    yield made.to_json().encode()
    rows = [
        point.to_dict() | {"mated_comparisons": 60, "missed": 1, "missed_without": 1} for point in made.points
    ]
    yield json.dumps(made.to_dict() | {"points": rows}).encode()


def _policies():
    """Each that ships, as TOML and as JSON, and one that states every rule."""
    strict = Policy(name="own", least_age=18, months_left=6, states=["UTO", "D"], waived=["face_match"])
    for one in (*map(Policy.named, NAMES), strict):
        yield one.to_toml().encode()
        yield json.dumps(one.to_dict()).encode()
    yield json.dumps({"fmr": 1e-3, "kinds": ["identity card"], "required": ["mrz_found"]}).encode()
    yield b"schema = 0x1\nname = 'a'\nrequired = ['mrz_found']\nmonths_left = 12\nfmr = 1e-3\n"


def _decisions():
    """Stored reports, one to four a file, with and without a comparison."""
    made = [_report(fmt, lines, policy) for fmt, lines in specimen_lines() for policy in (TEXT, Policy())]
    yield from (json.dumps(one).encode() for one in made)
    yield b"\n".join(json.dumps(_compared(one, number)).encode() for number, one in enumerate(made[:4]))
    yield b"\nno JSON\n" + json.dumps(made[0]).encode()


def _report(fmt, lines, policy):
    evidence = Evidence(reading=typed(parse_mrz(lines, format=fmt)))
    engines = [EngineBuild(role="reader", name="text", builds=(("recogniser.onnx", "00"),))]
    report = judge(
        evidence, policy, at=date(2026, 11, 23), engines=engines, timings=[("document.read", 0.08)]
    )
    return report.to_dict(identity=True)


def _compared(content, number):
    """The same after a comparison whose truth came to light."""
    evidence = {"encoder": "sface-6631ac9bf687", "score": 0.2 + number / 10, "threshold": 0.36, "fmr": 1e-3}
    findings = [
        one | {"outcome": "PASSED", "evidence": evidence} if one["check"] == "face_match" else one
        for one in content["findings"]
    ]
    return content | {"findings": findings, "mated": number > 1}


_SEEDS = {
    "load": _pictures,
    "pages": _documents,
    "parse": _texts,
    "repair": _repairs,
    "reading": _shown,
    "templates": _templates,
    "calibrations": _calibrations,
    "populations": _populations,
    "policies": _policies,
    "reports": _decisions,
}

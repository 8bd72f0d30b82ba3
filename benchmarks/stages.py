"""Every stage of a verification, warm and cold, beside PassportEye and face_recognition where installed."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib.util import find_spec

import cv2
import numpy as np
from PIL import Image

import docverify as dv
from benchmarks.rows import ROOT, Row, Settings, make_row, time_sides
from docverify import faces

PEERS = ("PassportEye", "face-recognition", "dlib-bin")
PACKAGES = ("numpy", "opencv-python-headless", "onnxruntime", "pillow", *PEERS)
DOCUMENT = ROOT / "samples" / "mated" / "document.png"
LIVE = ROOT / "samples" / "mated" / "live.jpg"
DAY = date(2026, 11, 23)

Sides = dict[str, Callable[[], object]]

# What a user's script does, from start to answer, in a fresh process.
COLD = {
    "docverify": (
        "import sys, docverify as dv; print(dv.verify(document=sys.argv[1], live=sys.argv[2]).outcome)"
    ),
    "PassportEye and face_recognition": (
        "import sys, passporteye, face_recognition as fr; mrz = passporteye.read_mrz(sys.argv[1]); "
        "a, b = (fr.face_encodings(fr.load_image_file(p)) for p in sys.argv[1:3]); "
        "print(mrz and mrz.valid, a and b and fr.face_distance(a[:1], b[0]) <= 0.6)"
    ),
}


def run(settings: Settings) -> Iterator[Row]:
    """Yield a row a stage; peers that are not installed are left out."""
    if not (DOCUMENT.is_file() and LIVE.is_file()):
        print("  samples/mated is missing: nothing to measure", flush=True)
        return
    rounds = 3 if settings.quick else 7
    for name, sides in _warm(settings).items():
        yield make_row(
            f"stages.{name}",
            settings,
            time_sides(sides, rounds=rounds, at_least=0),
            count=1,
            unit="calls",
            packages=PACKAGES,
            case="warm",
            figures={"document": _size(DOCUMENT), "live": _size(LIVE)},
        )
    cold: Sides = {
        name: _process(code) for name, code in COLD.items() if name == "docverify" or _both_peers()
    }
    yield make_row(
        "stages.verify",
        settings,
        time_sides(cold, rounds=3, at_least=0),
        count=1,
        unit="calls",
        packages=PACKAGES,
        case="cold, a new process",
    )


def _warm(settings: Settings) -> dict[str, Sides]:
    threads = settings.threads
    page, live = dv.load_image(DOCUMENT), dv.load_image(LIVE)
    face = faces.find_faces(live, threads=threads)[0]
    sides: dict[str, Sides] = {
        "load": {
            "docverify": lambda: dv.load_image(LIVE),
            "OpenCV": lambda: cv2.cvtColor(cv2.imread(str(LIVE)), cv2.COLOR_BGR2RGB),
            "Pillow": lambda: np.asarray(Image.open(LIVE)),
        },
        "read": {"docverify": lambda: dv.read_mrz(page, threads=threads)},
        "detect": {"docverify": lambda: faces.find_faces(live, threads=threads)},
        "encode": {"docverify": lambda: faces.encode_face(live, face=face, threads=threads)},
        "compare": {"docverify": lambda: dv.compare_faces(reference=DOCUMENT, probe=LIVE, threads=threads)},
        "verify": {"docverify": lambda: dv.verify(document=DOCUMENT, live=LIVE, at=DAY, threads=threads)},
    }
    if find_spec("passporteye"):
        import passporteye

        sides["read"]["PassportEye"] = lambda: passporteye.read_mrz(str(DOCUMENT))
    if find_spec("face_recognition"):
        import face_recognition as fr

        box = fr.face_locations(live)

        def compare() -> object:
            first, second = (fr.face_encodings(fr.load_image_file(p)) for p in (DOCUMENT, LIVE))
            return first and second and fr.face_distance(first[:1], second[0])

        sides["detect"]["face_recognition"] = lambda: fr.face_locations(live)
        sides["encode"]["face_recognition"] = lambda: fr.face_encodings(live, box)
        sides["compare"]["face_recognition"] = compare
        if _both_peers():
            sides["verify"]["PassportEye and face_recognition"] = lambda: (
                passporteye.read_mrz(str(DOCUMENT)),
                compare(),
            )
    return sides


def _both_peers() -> bool:
    return all(map(find_spec, ("passporteye", "face_recognition")))


def _process(code: str) -> Callable[[], object]:
    words = [sys.executable, "-W", "ignore", "-c", code, str(DOCUMENT), str(LIVE)]
    return lambda: subprocess.run(words, check=True, capture_output=True, cwd=ROOT)


def _size(path: object) -> str:
    with Image.open(str(path)) as image:
        return f"{image.width} × {image.height}"

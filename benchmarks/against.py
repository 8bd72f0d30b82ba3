"""Two checkouts side by side: `python -m benchmarks.against BASE [--what verify|load] [--count N]`.

Both do the same in turn, A B A B …, each in a process of its own, so that a change of the machine's speed
falls on both. Printed are medians, and the ratio of this checkout's processor time to the other's, pair by
pair and round by round. The pictures: 1-megapixel captures of specimens as at a kiosk, with the photographs
of `samples/`. "load" takes one of them in every kind of file that both know, and the files of `--pictures`;
what came of it is a sum of its pixels.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import quantiles
from typing import Any

import cv2
import numpy as np
from PIL import Image

from benchmarks.rows import ROOT
from docverify.imaging import load_image
from docverify.mrz import MrzFormat
from docverify.specimens import Side, capture, draw_specimen, kiosk, random_holder, random_style

AT = date(2026, 11, 23)
FORMATS = (MrzFormat.TD3, MrzFormat.TD2, MrzFormat.TD1, MrzFormat.MRVA)
WORKER = """
import hashlib, json, sys, time
from datetime import date
import docverify as dv
WORK = {
    "verify": lambda document, live: dv.verify(document=document, live=live, at=date(2026, 11, 23)),
    "load": dv.load_image,
}
SAY = {
    "verify": lambda report: report.outcome.value,
    "load": lambda pixels: hashlib.sha256(pixels).hexdigest(),
}
for line in sys.stdin:
    what, *paths = json.loads(line)
    used = time.process_time()
    answer = WORK[what](*paths)
    used = time.process_time() - used
    print(json.dumps([used, SAY[what](answer)]), flush=True)
"""


class Checkout:
    """One checkout, working in a process of its own."""

    def __init__(self, checkout: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", WORKER],
            cwd=checkout,
            env={"PYTHONPATH": str(checkout), "OMP_NUM_THREADS": "1", "PATH": "/usr/bin:/bin"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(self, what: str, *paths: Path) -> tuple[float, str]:
        """Seconds of the processor, and what came of it."""
        assert self.process.stdin is not None and self.process.stdout is not None  # noqa: S101, PT018
        self.process.stdin.write(json.dumps([what, *map(str, paths)]) + "\n")
        self.process.stdin.flush()
        used, said = json.loads(self.process.stdout.readline())
        return used, said


def pictures(folder: Path, count: int) -> Iterator[Path]:
    """Captures of about one megapixel, of every layout in turn."""
    photograph = load_image(ROOT / "samples" / "portraits" / "astronaut.png")[8:250, 130:320]
    for number in range(count):
        rng = np.random.default_rng([5, number])
        layout = FORMATS[number % len(FORMATS)]
        holder = replace(
            random_holder(layout, rng=rng), date_of_birth=date(1974, 8, 12), date_of_expiry=date(2034, 4, 15)
        )
        conditions = kiosk(rng)
        drawn = draw_specimen(
            layout,
            holder=holder,
            rng=rng,
            portrait=photograph,
            px_per_mm=conditions.px_per_mm,
            style=replace(random_style(rng), portrait_right=False),
            side=Side.BOTH if layout is MrzFormat.TD1 else Side.MRZ,
        )
        image = capture(drawn, conditions, rng=rng).image
        scale = (1e6 / (image.shape[0] * image.shape[1])) ** 0.5
        image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        path = folder / f"{number}.jpg"
        cv2.imwrite(str(path), image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])
        yield path


PICTURES = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp", ".jp2"}
MANY = 100
"""So many pictures are gone through once."""
CODINGS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "jpeg": ("RGB", "JPEG", {"quality": 92}),
    "jpeg 4:4:4": ("RGB", "JPEG", {"quality": 92, "subsampling": 0}),
    "jpeg progressive": ("RGB", "JPEG", {"quality": 92, "progressive": True}),
    "jpeg grey": ("L", "JPEG", {"quality": 92}),
    "jpeg cmyk": ("CMYK", "JPEG", {"quality": 92}),
    "png": ("RGB", "PNG", {}),
    "png alpha": ("RGBA", "PNG", {}),
    "png grey": ("L", "PNG", {}),
    "png palette": ("P", "PNG", {}),
    "tiff raw": ("RGB", "TIFF", {}),
    "tiff lzw": ("RGB", "TIFF", {"compression": "tiff_lzw"}),
    "tiff deflate": ("RGB", "TIFF", {"compression": "tiff_adobe_deflate"}),
    "tiff jpeg": ("RGB", "TIFF", {"compression": "jpeg"}),
    "tiff fax": ("1", "TIFF", {"compression": "group4"}),
    "webp": ("RGB", "WEBP", {"quality": 90}),
    "webp lossless": ("RGB", "WEBP", {"lossless": True}),
    "webp alpha": ("RGBA", "WEBP", {"quality": 90}),
    "bmp": ("RGB", "BMP", {}),
    "jpeg 2000": ("RGB", "JPEG2000", {}),
}
"""Every kind of file that both checkouts know: mode of Pillow's, its format, and how it is saved."""


def coded(folder: Path) -> dict[str, Path]:
    """One capture in every kind of file."""
    capture = Image.open(next(pictures(folder, 1)))
    paths = {}
    for name, (mode, kind, options) in CODINGS.items():
        paths[name] = folder / f"{name.replace(' ', '_').replace(':', '')}.{kind.lower()}"
        picture = capture.convert(mode)
        if mode == "RGBA":
            picture.putalpha(capture.convert("L").point(lambda level: 255 - level // 2))
        picture.save(paths[name], kind, **options)
    return paths


def compare(base: Path, what: str, *, count: int, rounds: int, more: Path | None = None) -> dict[str, Any]:
    """Let both checkouts do the same `rounds` times in turn; figures as plain values."""
    sides = {"this": Checkout(ROOT), "base": Checkout(base)}
    used: dict[str, dict[str, list[float]]] = {}
    said: dict[str, dict[str, list[str]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        if what == "load":
            cases = {name: [(path,)] for name, path in coded(Path(folder)).items()}
            found = (
                sorted(path for path in more.rglob("*") if path.suffix.lower() in PICTURES) if more else []
            )
            cases |= {str(more): [(path,) for path in found]} if found else {}
        else:
            live = ROOT / "samples" / "mated" / "live.jpg"
            cases = {"kiosk": [(document, live) for document in pictures(Path(folder), count)]}
        for case, pairs in cases.items():
            used[case], said[case] = {name: [] for name in sides}, {name: [] for name in sides}
            for side in sides.values():
                side.do(what, *pairs[0])  # warm
            for _ in range(rounds if len(pairs) < MANY else 1):
                for paths in pairs:
                    for name, side in sides.items():
                        seconds, answer = side.do(what, *paths)
                        used[case][name].append(seconds)
                        said[case][name].append(answer)
    return {case: _figures(used[case], said[case]) for case in cases}


def _figures(used: dict[str, list[float]], said: dict[str, list[str]]) -> dict[str, Any]:
    ratios = [mine / theirs for mine, theirs in zip(used["this"], used["base"], strict=True)]
    low, middle, high = quantiles(ratios, n=4, method="inclusive")
    return {
        "times": len(ratios),
        "median_s": {name: quantiles(spent, n=4)[1] for name, spent in used.items()},
        "ratio": {"median": middle, "q1": low, "q3": high, "sum": sum(used["this"]) / sum(used["base"])},
        "same": said["this"] == said["base"],
        "said": {name: dict(Counter(answers).most_common(4)) for name, answers in said.items()},
    }


def main() -> None:
    """Compare, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.against", description=__doc__)
    parser.add_argument("base", type=Path, help="folder of the other checkout")
    parser.add_argument("--what", choices=["verify", "load"], default="verify")
    parser.add_argument("--pictures", type=Path, help="folder of pictures to load as well")
    parser.add_argument("--count", type=int, default=12, help="documents")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    figures = compare(
        chosen.base.resolve(), chosen.what, count=chosen.count, rounds=chosen.rounds, more=chosen.pictures
    )
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()

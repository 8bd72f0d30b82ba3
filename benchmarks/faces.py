"""Speed and memory of the face core, beside `face_recognition` where installed, and the plain SFace graph.

`python -m benchmarks.faces --data DIR [--models DIR]` prints these rows, those of `face_accuracy`, of
`face_advice`, of `face_populations` and of `face_specimens`; with `--engine FILE.onnx --calibration FILE`
those of an encoder of yours too, whose populations are then measured. Each row alternates its sides.
`--models` is the folder of the published ONNX files (default: `models` beside the data); without it and the
`onnx` package the plain graph is left out.
"""

import argparse
import importlib.util
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks import face_accuracy, face_advice, face_populations, face_specimens
from benchmarks.rows import Row, Settings, append, make_row, time_sides
from docverify import api
from docverify.errors import EngineError, InputError
from docverify.evidence import Role
from docverify.faces import Engine, acquire, engine_named, find_faces
from docverify.faces.align import chip
from docverify.faces.engines.choose import DEFAULT, calibration_from_file
from docverify.imaging import load_image
from docverify.networks import Network, shipped_network
from docverify.specimens import backgrounds

PACKAGES = (
    "numpy",
    "opencv-python-headless",
    "onnxruntime",
    "pillow",
    "face-recognition",
    "dlib",
    "dlib-bin",
)
MEGAPIXELS = (0.3, 1.0, 12.0)
PEER = (
    importlib.util.find_spec("face_recognition") is not None and importlib.util.find_spec("dlib") is not None
)
COLD = """
import sys, time
start = time.perf_counter()
{body}
seconds = time.perf_counter() - start
peak = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(seconds, *peak)
"""
OURS = """
import docverify as dv
dv.compare_faces(reference=sys.argv[1], probe=sys.argv[2])
"""
THEIRS = """
import face_recognition as fr
a, b = (fr.face_encodings(fr.load_image_file(path))[0] for path in sys.argv[1:])
fr.face_distance([a], b)
"""


def run(settings: Settings) -> Iterator[Row]:
    """Rows: detection, encoding, whole comparisons, cold start and memory."""
    pair = _london_pair(settings.data)
    if pair is None:
        return
    yield detection(settings, pair)
    yield from encoding(settings, pair)
    yield from comparison(settings, pair)
    yield from without_a_face(settings, pair)
    yield cold_start(settings, pair)


def detection(settings: Settings, pair: tuple[Path, Path]) -> Row:
    """Find the face of one 900 x 900 portrait."""
    image = load_image(pair[0])
    engine = engine_named(threads=settings.threads)
    sides: dict[str, Callable[[], object]] = {"docverify": lambda: find_faces(image, engine=engine)}
    if PEER:
        import face_recognition

        sides["face_recognition"] = lambda: face_recognition.face_locations(image)
    return _row(
        "faces.detect", "900 x 900", settings, time_sides(sides, rounds=_rounds(settings)), "pictures"
    )


def encoding(settings: Settings, pair: tuple[Path, Path]) -> Iterator[Row]:
    """Encode aligned faces, one at a time and in eights, with each network that is there."""
    image = load_image(pair[0])
    engines = list(engines_here(settings))
    face = find_faces(image, engine=engines[0])[0]
    aligned = chip(image, face.landmarks)
    small = np.tile(aligned.transpose(2, 0, 1)[None].astype(np.float32), (8, 1, 1, 1))
    networks = dict(_networks(settings))
    for batch in (1, 8):
        faces = small[:batch]
        sides: dict[str, Callable[[], object]] = {
            name: lambda network=network, faces=faces: _each(network, faces)
            for name, network in networks.items()
        }
        if batch == 1:
            sides |= _dlib_sides(image, engines)
        figures = _descriptor_differences(networks, faces)
        timings = time_sides(sides, rounds=_rounds(settings))
        yield _row(
            "faces.encode", f"batch of {batch}", settings, timings, "faces", count=batch, figures=figures
        )


def without_a_face(settings: Settings, pair: tuple[Path, Path]) -> Iterator[Row]:
    """Acquire from a picture of one megapixel with a face, and from one without, in turn."""
    engine = engine_named(threads=settings.threads)
    rng = np.random.default_rng(settings.seed)
    empty = backgrounds.table(rng, 1000, 1000)
    face = load_image(_jpeg(pair[0], 1.0))
    for role in Role:
        sides: dict[str, Callable[[], object]] = {
            "with": lambda role=role: acquire(face, role=role, engine=engine),
            "without": lambda role=role: acquire(empty, role=role, engine=engine),
        }
        timings = time_sides(sides, rounds=_rounds(settings))
        yield _row("faces.without_a_face", role.value, settings, timings, "pictures")


def comparison(settings: Settings, pair: tuple[Path, Path]) -> Iterator[Row]:
    """Two JPEGs, as bytes, to an outcome."""
    engine = engine_named(threads=settings.threads)
    for megapixels in MEGAPIXELS[: 2 if settings.quick else None]:
        first, second = (_jpeg(path, megapixels) for path in pair)

        def ours(first: bytes = first, second: bytes = second) -> object:
            return api.compare_faces(reference=first, probe=second, engine=engine)

        def theirs(first: bytes = first, second: bytes = second) -> object:
            import face_recognition

            files = (face_recognition.load_image_file(io.BytesIO(data)) for data in (first, second))
            a, b = (face_recognition.face_encodings(image)[0] for image in files)
            return face_recognition.face_distance([a], b)

        sides: dict[str, Callable[[], object]] = {"docverify": ours}
        if PEER:
            sides["face_recognition"] = theirs
        rounds = _rounds(settings) if megapixels < 10 else 3  # the peer takes ten seconds and more
        timings = time_sides(sides, rounds=rounds)
        figures = {"score": ours().score}  # type: ignore[attr-defined]
        yield _row(
            "faces.compare", f"{megapixels:g} megapixels", settings, timings, "comparisons", figures=figures
        )


def cold_start(settings: Settings, pair: tuple[Path, Path]) -> Row:
    """A new process: import, load, and the first comparison; and the most memory it held."""
    bodies = {"docverify": OURS, **({"face_recognition": THEIRS} if PEER else {})}
    seconds: dict[str, list[float]] = {name: [] for name in bodies}
    memory = {}
    for _ in range(2 if settings.quick else 5):
        for name, body in bodies.items():
            command = [sys.executable, "-c", COLD.format(body=body.strip()), *map(str, pair)]
            answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
            seconds[name].append(float(answer[0]))
            if len(answer) > 1:  # Linux tells; what getrusage tells would include this process
                memory[f"{name}_peak_mb"] = round(int(answer[1]) / 1024, 1)
    return _row("faces.cold_start", "import to outcome", settings, seconds, "processes", figures=memory)


def own_engine(settings: Settings) -> Engine:
    """The caller's engine with its calibration; the default one unless given."""
    path = settings.face_calibration
    calibration = None if path is None else calibration_from_file(path)
    return engine_named(settings.face_engine or DEFAULT, calibration=calibration, threads=settings.threads)


def engines_here(settings: Settings) -> Iterator[Engine]:
    """The caller's engine, if there is one; the engines that are installed, the default first."""
    threads = settings.threads
    if settings.face_engine:
        yield own_engine(settings)
    for name in ("sface", "sface-int8", "dlib-onnx", "face-recognition"):
        try:
            yield engine_named(name, threads=threads)
        except (EngineError, InputError):
            continue


def _networks(settings: Settings) -> Iterator[tuple[str, Network]]:
    """SFace in each precision: ours first, then the published network as it is."""
    yield "sface", shipped_network("faces", "sface.onnx", threads=settings.threads)
    with suppress(EngineError):
        yield "sface-int8", shipped_network("faces", "sface-int8.onnx", threads=settings.threads)
    folder = Path(os.environ.get("DOCVERIFY_MODELS", settings.data.parent / "models"))
    if folder.is_dir() and importlib.util.find_spec("onnx"):
        from docverify.faces.models.build import open_source, plain_graph

        plain = plain_graph(open_source(folder, "sface.onnx")).SerializeToString()
        yield "plain float32 graph", Network(plain, threads=settings.threads)


def _each(network: Network, faces: NDArray[np.float32]) -> NDArray[np.float32]:
    """Descriptors; the published graph takes one face at a time."""
    if network.inputs[0][0] == 1:
        return np.concatenate([network.run(face[None])[0] for face in faces])
    return network.run(faces)[0]


def _descriptor_differences(networks: dict[str, Network], faces: NDArray[np.float32]) -> dict[str, float]:
    """The largest difference of any number of a unit descriptor from that of the plain graph."""
    if "plain float32 graph" not in networks:
        return {}
    rows = {name: _each(network, faces) for name, network in networks.items()}
    unit = {name: row / np.linalg.norm(row, axis=1, keepdims=True) for name, row in rows.items()}
    plain = unit.pop("plain float32 graph")
    return {f"{name}_largest_difference": float(np.abs(row - plain).max()) for name, row in unit.items()}


def _dlib_sides(image: NDArray[np.uint8], engines: list[Engine]) -> dict[str, Callable[[], object]]:
    """Dlib's own network and the same in onnxruntime, each on the face that its detector found."""
    sides: dict[str, Callable[[], object]] = {}
    for engine in engines:
        if engine.name in {"dlib-onnx", "face-recognition"}:
            found = find_faces(image, engine=engine)
            sides[engine.name] = lambda engine=engine, found=found: engine.encoder.encode(image, found[:1])
    return sides


def _jpeg(path: Path, megapixels: float) -> bytes:
    """The picture in this size, as a JPEG."""
    picture = Image.open(path).convert("RGB")
    factor = (megapixels * 1e6 / (picture.width * picture.height)) ** 0.5
    size = (round(picture.width * factor), round(picture.height * factor))
    out = io.BytesIO()
    picture.resize(size, Image.Resampling.LANCZOS).save(out, "JPEG", quality=90)
    return out.getvalue()


def _london_pair(data: Path) -> tuple[Path, Path] | None:
    folder = data / "face" / "london" / "001"
    pair = folder / "001_neutral.jpg", folder / "001_smiling.jpg"
    return pair if all(path.is_file() for path in pair) else None


def _rounds(settings: Settings) -> int:
    return 3 if settings.quick else 9


def _row(
    benchmark: str,
    case: str,
    settings: Settings,
    timings: dict[str, list[float]],
    unit: str,
    *,
    count: int = 1,
    figures: dict[str, Any] | None = None,
) -> Row:
    return make_row(
        benchmark, settings, timings, count=count, unit=unit, packages=PACKAGES, figures=figures, case=case
    )


def tell(row: Row) -> str:
    """One row for people: milliseconds (quartiles) of each side, ratios, figures."""
    parts = [f"{row['benchmark']} {row['case']}:"]
    for name, spread in row["sides"].items():
        parts.append(
            f"{name} {spread['median'] * 1e3:.2f} ms ({spread['q1'] * 1e3:.2f}–{spread['q3'] * 1e3:.2f});"
        )
    for name, spread in row["ratios"].items():
        parts.append(f"{name} / ours {spread['median']:.2f} ({spread['q1']:.2f}–{spread['q3']:.2f});")
    parts += [f"{name} {value}" for name, value in row["figures"].items()]
    return " ".join(parts)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faces", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("DOCVERIFY_DATA", Settings().data)))
    parser.add_argument("--engine", default="", help="a face engine of yours: name or ONNX file")
    parser.add_argument("--calibration", type=Path, help="its calibration, as docverify calibrate writes it")
    parser.add_argument("--models", type=Path, help="folder of the published ONNX files")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument("--quick", action="store_true", help="fewer rounds and fewer pictures")
    parser.add_argument("--out", type=Path, help="also append the rows to this file of JSON lines")
    given = parser.parse_args()
    if given.models:
        os.environ["DOCVERIFY_MODELS"] = str(given.models)
    settings = Settings(
        data=given.data,
        threads=given.threads,
        seed=given.seed,
        quick=given.quick,
        face_engine=given.engine,
        face_calibration=given.calibration,
    )
    empty = True
    parts = (
        run,
        face_accuracy.run,
        face_advice.run,
        face_populations.run,
        face_specimens.run,
    )
    for row in chain.from_iterable(part(settings) for part in parts):
        empty = False
        print(tell(row), flush=True)
        if given.out:
            append(given.out, row)
    if empty:
        parser.error(f"no pictures in {given.data}: pass --data or set DOCVERIFY_DATA")


if __name__ == "__main__":
    main()

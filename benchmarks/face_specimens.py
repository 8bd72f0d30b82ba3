"""London as passports: neutral portraits in specimens, captured by the simulator, against smiling pictures.

The portrait is found as `verify` finds it: where the page of the MRZ bears it. `without_mrz` is what is
accepted when only the portrait is looked for, as `compare_faces` does.
"""

from collections.abc import Iterator

import numpy as np

import docverify as dv
from benchmarks.rows import Row, Settings, make_row
from docverify.evaluation import Rate
from docverify.evidence import FaceSample, Role
from docverify.faces import acquire, calibration_of, engine_named
from docverify.imaging import load_image
from docverify.mrz import MrzFormat
from docverify.specimens import CONDITIONS, capture, draw_specimen, random_holder

FMR = 1e-3
SHOWN = ("kiosk", "moderate", "hard")


def run(settings: Settings) -> Iterator[Row]:
    """A row for each kind of capture."""
    london = settings.data / "face" / "london"
    if not london.is_dir():
        return
    neutral = sorted(london.glob("*/*_neutral.jpg"))[:: 10 if settings.quick else 1]
    engine = engine_named(threads=settings.threads)
    live = [path.with_name(path.name.replace("neutral", "smiling")) for path in neutral]
    probes = [acquire(load_image(path), role=Role.LIVE, engine=engine) for path in live]
    threshold = calibration_of(engine.encoder.id).at(FMR).threshold  # type: ignore[union-attr]
    for kind in SHOWN:
        documents, blind = [], []
        for path in neutral:
            rng = np.random.default_rng([settings.seed, int(path.parent.name)])
            conditions = CONDITIONS[kind](rng)
            holder = random_holder(MrzFormat.TD3, rng=rng)
            page = draw_specimen(
                MrzFormat.TD3,
                holder=holder,
                rng=rng,
                portrait=load_image(path),
                px_per_mm=conditions.px_per_mm,
            )
            image = capture(page, conditions, rng=rng).image
            shown = dv.acquire_document(image, face_engine=engine, threads=settings.threads)
            if shown.portrait is not None:
                documents.append(shown.portrait)
            blind.append(acquire(image, role=Role.DOCUMENT, engine=engine))
        figures = _figures(documents, probes, threshold)
        figures["without_mrz"] = _figures(blind, probes, threshold)["mated_accepted"]
        packages = ("numpy", "opencv-python-headless", "onnxruntime")
        yield make_row(
            "faces.specimens",
            settings,
            count=len(documents),
            unit="people",
            packages=packages,
            figures=figures,
            case=kind,
        )


def _figures(documents: list[FaceSample], probes: list[FaceSample], threshold: float) -> dict[str, object]:
    nothing = np.full(128, np.nan, np.float32)
    rows = [
        np.array([nothing if found.template is None else found.template.direction for found in side])
        for side in (documents, probes)
    ]
    scores = rows[0] @ rows[1].T
    mated, others = np.diag(scores), scores[~np.eye(len(scores), dtype=bool)]
    eyes = [found.quality.eye_distance for found in documents if found.quality]
    failures = [str(found.failure) for found in documents if found.failure]
    return {
        "mated_accepted": f"{int((mated >= threshold).sum())} of {mated.size} at FMR {FMR:g}",
        "non_mated_accepted": str(Rate(int((others >= threshold).sum()), others.size)),
        "mated_lowest": float(np.nanmin(mated)),
        "eye_distance_px": [round(float(p), 1) for p in np.percentile(eyes, [0, 50, 100])],
        "not_acquired": {name: failures.count(name) for name in sorted(set(failures))},
    }

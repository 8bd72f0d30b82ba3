"""The DET curve that `docverify evaluate` draws, of specimens that bear real portraits: needs `--data`."""

from pathlib import Path

import numpy as np

import docverify as dv
from docs.drawings.ink import PICTURES
from docverify.evaluation import summarise
from docverify.evaluation.plot_systems import Drawn, draw
from docverify.evidence import Role
from docverify.faces import acquire, engine_named
from docverify.specimens import capture, draw_specimen, hard, random_holder

SEED = 20261123


def det(data: Path) -> None:
    """London's people: the neutral picture printed, and captured as `hard`, against the smiling one."""
    engine = engine_named()
    documents, probes = [], []
    for path in sorted((data / "face/london").glob("*/*_neutral.jpg")):
        rng = np.random.default_rng([SEED, int(path.parent.name)])
        conditions = hard(rng)
        page = draw_specimen(
            dv.MrzFormat.TD3,
            holder=random_holder(dv.MrzFormat.TD3, rng=rng),
            rng=rng,
            portrait=dv.load_image(path),
            px_per_mm=conditions.px_per_mm,
        )
        shown = dv.acquire_document(capture(page, conditions, rng=rng).image, face_engine=engine)
        smiling = path.with_name(path.name.replace("neutral", "smiling"))
        live = acquire(dv.load_image(smiling), role=Role.LIVE, engine=engine)
        if shown.portrait is not None and shown.portrait.template is not None and live.template is not None:
            documents.append(shown.portrait.template.direction)
            probes.append(live.template.direction)
    scores = np.array(documents) @ np.array(probes).T
    mated, others = np.diag(scores), scores[~np.eye(len(scores), dtype=bool)]
    summary = summarise(mated, others, targets=(1e-2, 1e-3))
    drawn = Drawn(
        name="sface",
        scores=np.concatenate([mated, others]),
        mated=np.arange(scores.size) < mated.size,
        summary=summary,
        threshold=engine.point(1e-3).threshold,
    )
    figure = draw([drawn], title=f"{mated.size} people, hard captures of their documents")
    figure.savefig(PICTURES / "det.png", dpi=85, facecolor="white")

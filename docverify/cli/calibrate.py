"""`docverify calibrate`: pictures of different people in, the thresholds of a face engine out."""

from pathlib import Path
from typing import Annotated

import typer

from docverify.cli.face_engine import EngineOption, encoded_folder, engine_of
from docverify.faces.calibration import SEED, calibration_content, placed, written_calibration


def calibrate(
    data: Annotated[
        Path,
        typer.Argument(
            metavar="DATA", help="Folder with a folder, or one picture, for each person: strangers."
        ),
    ],
    *,
    describe: Annotated[str, typer.Option(help="What the pictures are, for the record.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write; it is never one that ships.")],
    engine: EngineOption = "sface",
    threads: Annotated[int, typer.Option(min=1, help="Threads for the networks.")] = 1,
    seed: Annotated[int, typer.Option(min=0, help="Of the bootstrap and the folds.")] = SEED,
) -> None:
    """Measure which threshold of a face engine keeps which false match rate.

    Give the file to `--calibration` wherever an engine is named.
    """
    placed(out)
    matcher = engine_of(engine, None, threads=threads)
    encoded = encoded_folder(data, matcher)
    content = calibration_content(encoded, matcher, describe=describe, seed=seed)
    written_calibration(out, content)
    rates = [point["fmr"] for point in content["points"]]  # type: ignore[attr-defined]
    typer.echo(
        f"{out}: {encoded.count} people, {len(encoded.rows)} of {encoded.pictures} pictures; "
        f"supports FMR {rates[-1]:g} and above."
    )

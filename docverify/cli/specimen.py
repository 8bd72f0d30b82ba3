"""`docverify specimen`: draw a document of Utopia, picture it, and say what is true of the picture."""

import json
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from PIL import Image

from docverify.errors import InputError, UnsupportedFormat
from docverify.imaging import load_image
from docverify.mrz import MrzFormat
from docverify.specimens import CONDITIONS, Side, capture, draw_specimen, random_holder, truth

_WRITABLE = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".bmp")


class Format(StrEnum):
    """The formats that can be drawn."""

    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"
    MRVA = "MRVA"
    MRVB = "MRVB"


class How(StrEnum):
    """The named conditions."""

    CLEAN = "clean"
    KIOSK = "kiosk"
    MODERATE = "moderate"
    HARD = "hard"


class Which(StrEnum):
    """Sides of a TD1 card."""

    MRZ = "mrz"
    FRONT = "front"
    BOTH = "both"


def specimen(
    out: Annotated[Path, typer.Argument(help="Picture to write: .png, .jpg, .webp, .tif or .bmp.")],
    *,
    format: Annotated[Format, typer.Option(help="Layout of the document.")] = Format.TD3,  # noqa: A002
    how: Annotated[How, typer.Option("--capture", help="How it is pictured.")] = How.CLEAN,
    side: Annotated[Which, typer.Option(help="Sides of a TD1 card.")] = Which.BOTH,
    seed: Annotated[int, typer.Option(min=0, help="Everything that is not given is drawn from it.")] = 0,
    portrait: Annotated[Path | None, typer.Option(help="Photograph of the bearer.")] = None,
    surname: Annotated[str | None, typer.Option(help="Primary identifier.")] = None,
    given_names: Annotated[str | None, typer.Option(help="Secondary identifier.")] = None,
    document_number: Annotated[str | None, typer.Option(help="Letters and digits.")] = None,
    issuing_state: Annotated[str, typer.Option(help="Code of the issuing State.")] = "UTO",
    nationality: Annotated[str | None, typer.Option(help="Code; the issuing State's unless given.")] = None,
    date_of_birth: Annotated[str | None, typer.Option(help="YYMMDD.")] = None,
    sex: Annotated[str | None, typer.Option(help="F, M or X.")] = None,
    date_of_expiry: Annotated[str | None, typer.Option(help="YYMMDD.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what is true of the picture.")] = False,
) -> None:
    """Draw a travel document of Utopia and simulate its capture."""
    if out.suffix.lower() not in _WRITABLE:
        raise UnsupportedFormat(f"{out} cannot be written: let its name end in {', '.join(_WRITABLE)}")
    layout = MrzFormat[format.value]
    rng = np.random.default_rng(seed)
    given = {
        "surname": surname,
        "given_names": given_names,
        "document_number": document_number,
        "date_of_birth": date_of_birth,
        "sex": sex,
        "date_of_expiry": date_of_expiry,
        "issuing_state": issuing_state,
        "nationality": nationality or issuing_state,
    }
    holder = replace(
        random_holder(layout, rng=rng),
        **{name: value for name, value in given.items() if value is not None},
    )
    conditions = CONDITIONS[how.value](rng)
    drawn = draw_specimen(
        layout,
        holder=holder,
        rng=rng,
        portrait=None if portrait is None else load_image(portrait),
        px_per_mm=conditions.px_per_mm,
        side=Side[side.name],
    )
    taken = capture(drawn, conditions, rng=rng)
    try:
        Image.fromarray(taken.image).save(out, quality=92)
    except OSError as problem:
        raise InputError(f"{out} cannot be written: {problem.strerror or 'unknown reason'}") from problem
    if as_json:
        typer.echo(json.dumps({"file": str(out), "seed": seed, **truth(taken)}))
    else:
        height, width = taken.image.shape[:2]
        typer.echo(f"{out}: {format.value}, {how.value}, {width} × {height} px, seed {seed}")

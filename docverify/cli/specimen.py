"""`docverify specimen`: draw a document of Utopia, or a scene, and say what is true of the picture."""

import json
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray
from PIL import Image

from docverify.errors import InputError, UnsupportedFormat
from docverify.evidence.printed import PrintedField
from docverify.imaging import load_image
from docverify.mrz import MrzFormat
from docverify.specimens import (
    CONDITIONS,
    Holder,
    Side,
    alter,
    capture,
    draw_specimen,
    random_holder,
    random_style,
    truth,
)
from docverify.specimens.designs import NAMES
from docverify.specimens.scenes import SCENES, Person, draw_scene, drawn_person

_ALTERABLE = {
    f"{'mrz-' if zone is alter.Zone.MRZ else ''}{field.value}": (zone, field)
    for zone in alter.Zone
    for field in PrintedField
}
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
    out: Annotated[
        Path | None, typer.Argument(help="Picture to write: .png, .jpg, .webp, .tif or .bmp.")
    ] = None,
    *,
    format: Annotated[Format, typer.Option(help="Layout of the document.")] = Format.TD3,  # noqa: A002
    how: Annotated[How, typer.Option("--capture", help="How it is pictured.")] = How.CLEAN,
    side: Annotated[Which, typer.Option(help="Sides of a TD1 card.")] = Which.BOTH,
    seed: Annotated[int, typer.Option(min=0, help="Everything that is not given is drawn from it.")] = 0,
    portrait: Annotated[Path | None, typer.Option(help="Photograph of the bearer.")] = None,
    scene: Annotated[
        str | None, typer.Option(help="Draw a scene and its live picture instead; `list` names them all.")
    ] = None,
    live: Annotated[Path | None, typer.Option(help="Of a scene: another photograph of the bearer.")] = None,
    stranger: Annotated[Path | None, typer.Option(help="Of a scene: a photograph of somebody else.")] = None,
    surname: Annotated[str | None, typer.Option(help="Primary identifier.")] = None,
    given_names: Annotated[str | None, typer.Option(help="Secondary identifier.")] = None,
    document_number: Annotated[str | None, typer.Option(help="Letters and digits.")] = None,
    issuing_state: Annotated[str, typer.Option(help="Code of the issuing State.")] = "UTO",
    nationality: Annotated[str | None, typer.Option(help="Code; the issuing State's unless given.")] = None,
    date_of_birth: Annotated[str | None, typer.Option(help="YYMMDD.")] = None,
    design: Annotated[str | None, typer.Option(help=f"How the page is laid out: {', '.join(NAMES)}.")] = None,
    altered: Annotated[
        str | None,
        typer.Option(help=f"Alter one field of the print, or of the MRZ: {', '.join(_ALTERABLE)}."),
    ] = None,
    sex: Annotated[str | None, typer.Option(help="F, M or X.")] = None,
    date_of_expiry: Annotated[str | None, typer.Option(help="YYMMDD.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what is true of the picture.")] = False,
) -> None:
    """Draw a travel document of Utopia and simulate its capture."""
    if scene == "list":
        _list_scenes(as_json=as_json)
        return
    if out is None:
        raise InputError("there is no picture to write: give its name")
    if out.suffix.lower() not in _WRITABLE:
        raise UnsupportedFormat(f"{out} cannot be written: let its name end in {', '.join(_WRITABLE)}")
    layout = MrzFormat[format.value]
    rng = np.random.default_rng(seed)
    if scene is not None:
        people = _people(rng, portrait, live, stranger)
        _write_scene(out, scene, people, rng=rng, how=how, layout=layout, seed=seed, as_json=as_json)
        return
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
    change = {} if altered is None else _changed(altered, holder, layout, seed)
    photograph = None if portrait is None else load_image(portrait)
    drawn = draw_specimen(
        layout,
        holder=holder,
        rng=rng,
        portrait=photograph,
        px_per_mm=conditions.px_per_mm,
        side=Side[side.name],
        style=None if design is None else replace(random_style(rng), design=design),
        **change,
    )
    taken = capture(drawn, conditions, rng=rng)
    _save(out, taken.image)
    if as_json:
        said = {"file": str(out), "seed": seed, **truth(taken)}
        typer.echo(json.dumps(said if altered is None else said | {"altered": altered}))
    else:
        height, width = taken.image.shape[:2]
        typer.echo(f"{out}: {format.value}, {how.value}, {width} × {height} px, seed {seed}")


def _changed(altered: str, holder: Holder, layout: MrzFormat, seed: int) -> dict[str, Any]:
    """What `draw_specimen` is told so that one field differs; drawn apart, so that all else stays alike."""
    if altered not in _ALTERABLE:
        raise InputError(f"nothing called {altered!r} can be altered: choose one of {', '.join(_ALTERABLE)}")
    zone, field = _ALTERABLE[altered]
    other = alter.altered(holder, field, format=layout, rng=np.random.default_rng([seed, 1]))
    return {"printed": other} if zone is alter.Zone.PRINT else {"lines": other.lines(layout)}


def _save(path: Path, picture: NDArray[np.uint8]) -> None:
    try:
        Image.fromarray(picture).save(path, quality=92)
    except OSError as problem:
        raise InputError(f"{path} cannot be written: {problem.strerror or 'unknown reason'}") from problem


def _list_scenes(*, as_json: bool) -> None:
    """The table of scenes: one a line, or one JSON object a line."""
    for kind in SCENES.values():
        right = sorted(kind.right)
        if as_json:
            typer.echo(json.dumps({"scene": kind.name, "title": kind.title, "right": right}))
        else:
            typer.echo(f"{kind.name:<38}{' or '.join(right):<24}{kind.title}")


def _people(
    rng: np.random.Generator, portrait: Path | None, live: Path | None, stranger: Path | None
) -> tuple[Person, Person]:
    """The bearer and a stranger: photographs where they are given, drawings of heads where none is."""
    bearer, other = drawn_person(rng), drawn_person(rng)
    first = portrait or live
    if first is not None:
        bearer = Person(portrait=load_image(first), live=load_image(live or first))
    if stranger is not None:
        photograph = load_image(stranger)
        other = Person(portrait=photograph, live=photograph)
    return bearer, other


def _write_scene(
    out: Path,
    scene: str,
    people: tuple[Person, Person],
    *,
    rng: np.random.Generator,
    how: How,
    layout: MrzFormat,
    seed: int,
    as_json: bool,
) -> None:
    """Write `out`, further sides as OUT-2, live frames as OUT-live-1 …, and say what is right."""
    bearer, stranger = people
    drawn = draw_scene(scene, bearer=bearer, stranger=stranger, rng=rng, conditions=how.value, format=layout)
    sides = [
        out if number == 1 else out.with_stem(f"{out.stem}-{number}")
        for number in range(1, len(drawn.documents) + 1)
    ]
    frames = [out.with_stem(f"{out.stem}-live-{number}") for number in range(1, len(drawn.live) + 1)]
    for path, picture in zip(sides + frames, drawn.documents + drawn.live, strict=True):
        _save(path, picture)
    right = sorted(drawn.right)
    if as_json:
        said = {
            "scene": drawn.kind,
            "documents": [str(path) for path in sides],
            "live": [str(path) for path in frames],
            "right": right,
            "at": drawn.at.isoformat(),
            "seed": seed,
        }
        typer.echo(json.dumps(said))
        return
    title = SCENES[scene].title
    typer.echo(f"{title} Right on {drawn.at.isoformat()}: {' or '.join(right)}.")
    for path in sides:
        typer.echo(f"document  {path}")
    for path in frames:
        typer.echo(f"live      {path}")

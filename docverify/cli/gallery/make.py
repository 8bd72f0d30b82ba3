"""`docverify gallery key, create, show`: a gallery made, and what is in it."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from docverify.cli.face_engine import CalibrationOption, EngineOption, engine_of
from docverify.cli.gallery.options import (
    AtOption,
    GalleryArgument,
    JsonOption,
    KeyOption,
    day_text,
    key_of,
    now,
    opened,
    told,
)
from docverify.cli.show import output, print_trimmed
from docverify.errors import ConfigurationError, InputError
from docverify.evidence import GalleryKind
from docverify.gallery import Gallery, Purpose
from docverify.gallery.seal import KEY


def key(out: Annotated[Path, typer.Argument(metavar="FILE", help="File to write.")]) -> None:
    """Make a key; keep it apart from the gallery: whoever has both reads every template."""
    try:
        with os.fdopen(os.open(out, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(os.urandom(KEY).hex() + "\n")
    except FileExistsError:
        raise InputError(f"{out} exists already, and was left as it is") from None
    except OSError as problem:
        raise InputError(f"{out} cannot be written: {problem.strerror}") from problem
    typer.echo(f"{out}: a new key; without it nobody reads the gallery that is made with it")


def create(
    path: GalleryArgument,
    *,
    key: KeyOption,
    purpose: Annotated[
        list[str],
        typer.Option(
            metavar="NAME:KIND:FPIR:DAYS[:STALE]",
            help="Why people are enrolled, trusted or watchlist; the FPIR that a search keeps; how many days "
            "an entry may stay; after how many days without a change its content is stale.",
        ),
    ],
    engine: EngineOption = "sface",
    calibration: CalibrationOption = None,
    at: AtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make an empty gallery for the templates of one face engine."""
    matcher = engine_of(engine, calibration)
    with Gallery.create(
        path,
        key=key_of(key),
        encoder=matcher.encoder.id,
        purposes=[_purpose(text) for text in purpose],
        at=now(at),
        calibration=matcher.calibration,
    ) as gallery:
        told(
            f"{path}: gallery {gallery.id} of {gallery.encoder}",
            {"gallery": gallery.id, "encoder": gallery.encoder, "purposes": sorted(gallery.purposes)},
            as_json=as_json,
        )


def show(path: GalleryArgument, *, key: KeyOption, at: AtOption = None, as_json: JsonOption = False) -> None:
    """Say how many are enrolled for what, how many there may be, and when that was last confirmed."""
    rows: list[dict[str, object]] = []
    table = Table(box=None, pad_edge=False, padding=(0, 2))
    for title in ("purpose", "kind", "FPIR", "enrolled", "at most", "as of"):
        table.add_column(title)
    with opened(path, key, read_only=True) as gallery:
        for name, purpose in sorted(gallery.purposes.items()):
            state = gallery.not_searched(purpose=name, at=now(at))
            most = gallery.most_entries(purpose=name) if gallery.calibrated else 0
            rows.append(state.to_dict() | {"most": most})
            stale = " (stale)" if state.stale else ""
            as_of = f"{day_text(state.as_of)}{stale}"
            table.add_row(name, purpose.kind, f"{purpose.fpir:g}", f"{state.size:,}", f"{most:,}", as_of)
        content = {"gallery": gallery.id, "encoder": gallery.encoder, "purposes": rows}
    if as_json:
        told("", content, as_json=True)
    else:
        print_trimmed(table, output())


def _purpose(text: str) -> Purpose:
    name, *words = text.split(":")
    try:
        kind, fpir, days, *more = words
        (stale,) = more or (None,)
        return Purpose(
            name=name,
            kind=GalleryKind(kind),
            fpir=float(fpir),
            longest=timedelta(days=float(days)),
            stale_after=None if stale is None else timedelta(days=float(stale)),
        )
    except ConfigurationError:
        raise
    except (ValueError, OverflowError):
        raise typer.BadParameter(
            "a purpose is NAME:KIND:FPIR:DAYS[:STALE], such as travellers:trusted:0.01:365 or "
            "wanted:watchlist:0.003:90:1"
        ) from None

"""`docverify gallery identify, watch, reindex`: a face among those who are enrolled."""

from typing import Annotated

import typer
from rich.table import Table

from docverify.cli.codes import ExitCode
from docverify.cli.face_engine import (
    CalibrationOption,
    EngineOption,
    PopulationOption,
    engine_of,
    population_of_option,
)
from docverify.cli.gallery.options import (
    AtOption,
    GalleryArgument,
    JournalOption,
    JournalProfileOption,
    JsonOption,
    KeyOption,
    MilvusOption,
    MilvusTokenOption,
    PictureArgument,
    PurposeOption,
    now,
    opened,
    template_of,
    told,
)
from docverify.cli.options import fraction
from docverify.cli.show import output, print_trimmed
from docverify.evidence import Identified
from docverify.operation.journal import JournalProfile


def identify(
    path: GalleryArgument,
    picture: PictureArgument,
    *,
    key: KeyOption,
    purpose: PurposeOption,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many candidates.")] = 3,
    fmr: Annotated[
        float | None,
        typer.Option(parser=fraction, metavar="RATE", help="Also compare the one that matches at this FMR."),
    ] = None,
    engine: EngineOption = "sface",
    calibration: CalibrationOption = None,
    population: PopulationOption = None,
    at: AtOption = None,
    milvus: MilvusOption = None,
    milvus_token: MilvusTokenOption = None,
    journal: JournalOption = None,
    journal_profile: JournalProfileOption = JournalProfile.BASIC,
    as_json: JsonOption = False,
) -> None:
    """Find who is most like a face. Exit code 0 where one matches, 3 where nobody does, or several."""
    matcher = engine_of(engine, calibration)
    with opened(
        path,
        key,
        read_only=True,
        engine=matcher,
        milvus=milvus,
        milvus_token=milvus_token,
        journal=journal,
        journal_profile=journal_profile,
    ) as gallery:
        found = gallery.identify(
            template_of(picture, matcher),
            purpose=purpose,
            at=now(at),
            k=k,
            population=population_of_option(population),
            fmr=fmr,
        )
    _show(found, as_json=as_json)
    one = len(found.matching) == 1 and found.confirmed is not False and not found.stale
    raise typer.Exit(ExitCode.PASSED if one else ExitCode.INCONCLUSIVE)


def watch(
    path: GalleryArgument,
    picture: PictureArgument,
    *,
    key: KeyOption,
    purpose: PurposeOption,
    engine: EngineOption = "sface",
    calibration: CalibrationOption = None,
    population: PopulationOption = None,
    at: AtOption = None,
    milvus: MilvusOption = None,
    milvus_token: MilvusTokenOption = None,
    journal: JournalOption = None,
    journal_profile: JournalProfileOption = JournalProfile.BASIC,
    as_json: JsonOption = False,
) -> None:
    """Find everybody who matches a face. Exit code 0 where nobody does, 3 where an officer must look."""
    matcher = engine_of(engine, calibration)
    with opened(
        path,
        key,
        read_only=True,
        engine=matcher,
        milvus=milvus,
        milvus_token=milvus_token,
        journal=journal,
        journal_profile=journal_profile,
    ) as gallery:
        found = gallery.watch(
            template_of(picture, matcher),
            purpose=purpose,
            at=now(at),
            population=population_of_option(population),
        )
    _show(found, as_json=as_json)
    clear = not found.matching and found.size > 0 and not found.stale
    raise typer.Exit(ExitCode.PASSED if clear else ExitCode.INCONCLUSIVE)


def reindex(
    path: GalleryArgument,
    *,
    key: KeyOption,
    milvus: Annotated[str, typer.Option(metavar="URI", help="Milvus server, https://HOST:PORT.")],
    milvus_token: MilvusTokenOption = None,
    as_json: JsonOption = False,
) -> None:
    """Empty what a Milvus server holds of a gallery, and fill it again from the register."""
    with opened(path, key, read_only=True, milvus=milvus, milvus_token=milvus_token) as gallery:
        gallery.reindex()
        told(
            f"{path}: Milvus holds gallery {gallery.id} again",
            {"gallery": gallery.id, "encoder": gallery.encoder},
            as_json=as_json,
        )


def _show(found: Identified, *, as_json: bool) -> None:
    if as_json:
        told("", found.to_dict(), as_json=True)
        return
    console = output()
    table = Table(box=None, pad_edge=False, padding=(0, 2))
    for title in ("rank", "entry", "score", "threshold", "matches"):
        table.add_column(title)
    for one in found.candidates:
        table.add_row(
            str(one.rank),
            one.id,
            f"{one.score:.4f}",
            f"{found.threshold:.4f}",
            "yes" if one.matches else "no",
        )
    if found.candidates:
        print_trimmed(table, console)
    stale = "; the gallery is stale" if found.stale else ""
    console.print(
        f"{len(found.matching)} match among {found.size:,} at FPIR {found.fpir:g}{stale}", markup=False
    )

"""`docverify verify`: a document and its bearer in, a reasoned answer out."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from docverify import api
from docverify.cli.codes import code_of_outcome
from docverify.cli.face_engine import (
    CalibrationOption,
    EngineOption,
    PopulationOption,
    engine_of,
    population_of_option,
)
from docverify.cli.gallery.enquiries import GalleriesOption, GalleryKeyOption, enquiries
from docverify.cli.gallery.options import MilvusOption, MilvusTokenOption
from docverify.cli.list_option import (
    KeyOption,
    ListsOption,
    ManifestOption,
    ManifestUntilOption,
    lists_of,
)
from docverify.cli.options import READER_HELP, day, fraction, secret_of
from docverify.cli.pictures import written
from docverify.cli.policy_option import ReferralSecretOption, TrustedOption, names_a_file, signed_in
from docverify.cli.show import output, show_report
from docverify.cli.show_reading import fields_table
from docverify.errors import ConfigurationError, InputError
from docverify.evidence import Population, Reader
from docverify.faces import Engine
from docverify.operation.journal import Journal, JournalProfile
from docverify.reading.engines import reader_named
from docverify.verification import Policy, Referral, Report, TrustedSigners, policy_of


def verify(
    pictures: Annotated[
        list[Path],
        typer.Argument(
            metavar="DOCUMENT [SIDE...] [LIVE...]",
            help="Picture of the travel document; with --live, further pictures of its sides, else the live "
            "pictures of the person.",
        ),
    ],
    *,
    live: Annotated[
        list[Path] | None,
        typer.Option(metavar="LIVE...", help="Live picture of the person, or several: frames of one person."),
    ] = None,
    policy: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|FILE",
            help="document, kiosk, border, lenient, or a TOML file; border unless given, document without a "
            "live picture.",
        ),
    ] = None,
    trusted: TrustedOption = None,
    referral_secret: ReferralSecretOption = None,
    case_id: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What the case is called; random unless given.")
    ] = None,
    fmr: Annotated[
        float | None,
        typer.Option(
            parser=fraction,
            metavar="RATE",
            help="False match rate to keep in place of the policy's; the calibration must support it.",
        ),
    ] = None,
    at: Annotated[
        date | None,
        typer.Option(
            parser=day,
            help="Day for which the answer shall hold; today unless given.",
            metavar="DATE",
        ),
    ] = None,
    engine: Annotated[str, typer.Option(help=READER_HELP)] = "docverify",
    face_engine: EngineOption = "sface",
    calibration: CalibrationOption = None,
    population: PopulationOption = None,
    in_lists: ListsOption = None,
    list_key: KeyOption = None,
    manifest: ManifestOption = None,
    manifest_until: ManifestUntilOption = None,
    gallery: GalleriesOption = None,
    gallery_key: GalleryKeyOption = None,
    milvus: MilvusOption = None,
    milvus_token: MilvusTokenOption = None,
    identity: Annotated[
        bool, typer.Option("--identity", help="Also tell what the document says: names, number, dates.")
    ] = False,
    explain: Annotated[
        Path | None,
        typer.Option(
            metavar="OUT.png", help="Draw what was seen and what was refused; the drawing shows the pictures."
        ),
    ] = None,
    journal: Annotated[
        Path | None,
        typer.Option(help="Write the verification into this journal before it is told."),
    ] = None,
    journal_profile: Annotated[
        JournalProfile,
        typer.Option(help="How much is written down; full seals what the document says."),
    ] = JournalProfile.BASIC,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Print the report as one JSON object in a line, as `report` reads it."),
    ] = False,
) -> None:
    """Verify a travel document and its bearer: read it, check it, compare the faces.

    Without a live picture the document alone is judged. The report names no text of the document unless
    --identity asks for it.
    """
    sides, frames = (pictures, live) if live else (pictures[:1], pictures[1:] or None)
    now = datetime.now(UTC) if at is None else at
    demanded, reader = _checked(
        policy=policy, trusted=trusted, at=now, fmr=fmr, engine=engine, live=frames is not None
    )
    watched = lists_of(in_lists, list_key, manifest=manifest, manifest_until=manifest_until)
    matcher, chosen = _faces(demanded, face_engine, calibration, population)
    with enquiries(gallery, gallery_key, matcher, milvus=milvus, milvus_token=milvus_token) as galleries:
        report = api.verify(
            document=sides,
            live=frames,
            policy=demanded,
            at=at,
            engine=reader,
            face_engine=matcher,
            population=chosen,
            lists=watched,
            galleries=galleries,
            referral=None if referral_secret is None else Referral(secret=secret_of(referral_secret)),
            case_id=case_id,
        )
    if journal is not None:  # what cannot be recorded is not told
        _record(report, journal, journal_profile)
    if explain is not None:
        written(explain, api.explain_verification(report, document=sides, live=frames))
    if as_json:
        typer.echo(json.dumps(report.to_dict(identity=identity), ensure_ascii=False, allow_nan=False))
    else:
        console = output()
        show_report(report, console)
        if identity and report.mrz is not None:
            console.print(Text("What the document says", style="bold"))
            console.print(fields_table(report.mrz, console))
    raise typer.Exit(code_of_outcome(report.outcome))


def _record(report: Report, path: Path, profile: JournalProfile) -> None:
    """Write a report into a journal, and say as which entry, beside what is printed for programs."""
    with Journal(path) as journal:
        entry = journal.append(report, profile=profile)
    typer.echo(f"journal: entry {entry.number}", err=True)


def _checked(
    *,
    policy: str | None,
    trusted: list[Path] | None,
    at: date,
    fmr: float | None,
    engine: str,
    live: bool,
) -> tuple[Policy, Reader]:
    """What the options name, or an error of usage."""
    try:
        demanded = (
            signed_in(policy).under(TrustedSigners.read(*trusted), at=at)
            if trusted
            else _policy(policy, live=live)
        )
        if trusted and fmr is not None:
            raise ConfigurationError("a policy that must be signed is taken as it is: leave --fmr out")
        if fmr is not None:
            demanded = demanded.at_fmr(fmr)
        reader = reader_named(engine)
    except InputError as problem:
        raise typer.BadParameter(str(problem)) from problem
    return demanded, reader


def _faces(
    demanded: Policy, face_engine: str, calibration: Path | None, population: Path | None
) -> tuple[Engine, Population | None]:
    """The face engine and the population that the options name, or an error of usage."""
    try:
        matcher, chosen = engine_of(face_engine, calibration), population_of_option(population)
        matcher.point(demanded.fmr, population=chosen)
    except InputError as problem:
        raise typer.BadParameter(str(problem)) from problem
    return matcher, chosen


def _policy(named: str | None, *, live: bool) -> Policy:
    """A policy that ships, or one from a file."""
    if named is not None and names_a_file(named):
        return Policy.read(named)
    try:
        return policy_of(named, live=live)
    except ConfigurationError as problem:
        raise ConfigurationError(f"{problem}, or name a .toml file") from problem

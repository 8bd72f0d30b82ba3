"""`docverify verify`: a document and a live picture in, a reasoned answer out."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from docverify import api
from docverify.cli.codes import ExitCode
from docverify.cli.show import output, show_report
from docverify.errors import InputError
from docverify.faces import Engine, calibration_of, engine_named
from docverify.reading import Reader
from docverify.reading.engines import reader_named
from docverify.verification import Outcome, Policy

_CODES = {
    Outcome.PASSED: ExitCode.PASSED,
    Outcome.FAILED: ExitCode.FAILED,
    Outcome.INCONCLUSIVE: ExitCode.INCONCLUSIVE,
}


def verify(
    document: Annotated[Path, typer.Argument(metavar="DOCUMENT", help="Picture of the travel document.")],
    live: Annotated[
        list[Path],
        typer.Argument(
            metavar="LIVE...", help="Live picture of the person, or several: frames of one person."
        ),
    ],
    *,
    fmr: Annotated[
        float, typer.Option(help="False match rate to keep; the calibration must support it.")
    ] = 1e-3,
    at: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Day for which the answer shall hold; today unless given.",
            metavar="DATE",
        ),
    ] = None,
    engine: Annotated[str, typer.Option(help="Reader: docverify, passporteye or null.")] = "docverify",
    face_engine: Annotated[
        str, typer.Option(help="Face engine: sface, dlib-onnx or face-recognition.")
    ] = "sface",
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Verify a travel document and its bearer: read it, check it, compare the faces.

    The report names no text of the document: `docverify read` does.
    """
    policy, reader, matcher = _checked(fmr=fmr, engine=engine, face_engine=face_engine)
    report = api.verify(
        document=document, live=live, policy=policy, at=at, engine=reader, face_engine=matcher
    )
    if as_json:
        typer.echo(json.dumps(report.to_dict(), indent=2, ensure_ascii=False))
    else:
        show_report(report, output())
    raise typer.Exit(_CODES[report.outcome])


def _checked(*, fmr: float, engine: str, face_engine: str) -> tuple[Policy, Reader, Engine]:
    """What the options name, or an error of usage."""
    try:
        policy, reader, matcher = Policy(fmr=fmr), reader_named(engine), engine_named(face_engine)
        calibration = calibration_of(matcher.encoder.id)
        if calibration is not None:
            calibration.at(fmr)
    except InputError as problem:
        raise typer.BadParameter(str(problem)) from problem
    return policy, reader, matcher

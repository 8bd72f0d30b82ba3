"""`docverify assess`: live pictures of faces in, what to put right about them out."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from docverify import api
from docverify.cli.codes import ExitCode, gravest
from docverify.cli.face_engine import CalibrationOption, EngineOption, engine_of
from docverify.cli.pictures import pictures_of
from docverify.cli.show import output
from docverify.errors import InputError
from docverify.evidence import FaceAssessment


def assess(
    images: Annotated[
        list[Path], typer.Argument(metavar="IMAGE...", help="Live pictures, and folders of pictures.")
    ],
    *,
    engine: EngineOption = "sface",
    calibration: CalibrationOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a picture.")] = False,
) -> None:
    """Say whether live pictures of a face are good, and what to put right.

    Exit codes: 0 all are good, 2 wrong usage, 3 something is to be put right, 4 unusable input.
    """
    try:
        matcher = engine_of(engine, calibration)
    except InputError as problem:
        raise typer.BadParameter(str(problem)) from problem
    codes = []
    for path in pictures_of(images):
        seen = api.assess_face(path, engine=matcher)
        codes.append(ExitCode.PASSED if seen.ok else ExitCode.INCONCLUSIVE)
        if as_json:
            typer.echo(json.dumps({"file": str(path), **seen.to_dict()}))
        else:
            output().print(Text(f"{path}: "), *_sentences(seen), sep="")
    raise typer.Exit(gravest(codes))


def _sentences(seen: FaceAssessment) -> list[Text]:
    """What a person should know of it."""
    if seen.ok:
        return [Text("good", style="bold green")]
    word = Text("to put right" if seen.acquired else "not acquired", style="bold yellow")
    return [word, *(Text(f"\n  {_told(seen, number)}") for number in range(len(seen.advice)))]


def _told(seen: FaceAssessment, number: int) -> str:
    one = seen.advice[number]
    if one.value is None:
        return one.instruction
    ends = (None if end is None else f"{end:g}" for end in (one.low, one.high))
    low, high = ends
    bound = f"{low} and more" if high is None else f"{high} and less" if low is None else f"{low} to {high}"
    return f"{one.instruction} ({one.measure} {one.value:.3g}, good is {bound})"

"""The options that name a face engine, its calibration and a population, the same in every command."""

from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from docverify.evidence import Population
from docverify.faces import Engine, engine_named
from docverify.faces.encoded import Encoded, encode_pictures, pictures_in
from docverify.faces.engines.choose import calibration_from_file

ENGINE_HELP: Final = (
    "Face engine: sface, sface-int8, dlib-onnx, face-recognition, one that a package brings, an .onnx file, "
    "or several joined by +."
)

EngineOption = Annotated[str, typer.Option(help=ENGINE_HELP)]
CalibrationOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Calibration of the face engine, as `docverify calibrate` writes it."),
]
PopulationOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Population of the people who come, as `docverify population` writes it."
    ),
]


def engine_of(name: str, calibration: Path | None, *, threads: int = 1) -> Engine:
    """The engine that the options name.

    Raises:
        InputError: no engine has this name, or the file is none.
        ConfigurationError: the calibration cannot be read, or is of another encoder build.
        EngineMissing: it is not installed.
    """
    own = None if calibration is None else calibration_from_file(calibration)
    return engine_named(name, calibration=own, threads=threads)


def population_of_option(path: Path | None) -> Population | None:
    """The population that the option names.

    Raises:
        ConfigurationError: it cannot be read, or is refused.
    """
    return None if path is None else Population.read(path)


def encoded_folder(folder: Path, engine: Engine) -> Encoded:
    """The templates of a folder's pictures, with a progress bar on the error output.

    Raises:
        InputError: no pictures, or one that cannot be used.
    """
    pictures = pictures_in(folder)
    columns = (TextColumn("encoding"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("encoding", total=len(pictures))
        return encode_pictures(pictures, engine, seen=lambda: progress.advance(task))

"""`docverify engines`: the face engines that are there, their builds, licences and supported rates."""

import json
from typing import Annotated

import typer
from rich.text import Text

from docverify.cli.show import output
from docverify.faces.engines.listed import ListedEngine, engines_listed


def engines(
    *, as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False
) -> None:
    """List the face engines: what is installed, their builds, licences and supported false match rates."""
    found = engines_listed()
    if as_json:
        for one in found:
            typer.echo(json.dumps(one.to_dict(), allow_nan=False))
        return
    console = output()
    for one in found:
        console.print(Text(one.name, style="bold"), Text(one.encoder or "not installed"))
        for title, told in _rows(one):
            console.print(Text(f"  {title:<12}{told}"), soft_wrap=True)


def _rows(one: ListedEngine) -> list[tuple[str, str]]:
    """What is told of an engine, under titles."""
    rows = [("licence", one.licence)]
    if one.missing:
        return [*rows, ("missing", one.missing)]
    rows += [("build", f"{name} {told[:12]}") for name, told in one.builds]
    if not one.fmrs:
        return [*rows, ("FMR", "no calibration: its scores have no threshold")]
    rows.append(("FMR", f"{one.fmrs[-1]:g} and above"))
    rows.append(("calibrated", one.calibrated_on))
    rows.append(("populations", "yes" if one.populations else "no: calibrate it again"))
    return rows

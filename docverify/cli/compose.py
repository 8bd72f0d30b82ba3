"""`docverify compose`: fields in, the text of an MRZ out."""

import json
from datetime import date
from typing import Annotated

import typer

from docverify.errors import InputError
from docverify.mrz import MrzFormat, compose_mrz, variants


def compose(
    layout: Annotated[
        str, typer.Argument(metavar="LAYOUT", help=f"One of {', '.join(f.value for f in MrzFormat)}.")
    ],
    *,
    surname: Annotated[str, typer.Option(help="Primary identifier as printed.")] = "",
    given_names: Annotated[str, typer.Option(help="Secondary identifier as printed.")] = "",
    document_number: Annotated[str, typer.Option(help="Letters and digits.")] = "",
    issuing_state: Annotated[str, typer.Option(help="Code of Doc 9303-3, 5, e.g. UTO or D.")] = "",
    nationality: Annotated[
        str | None, typer.Option(help="Code; that of the issuing State unless given.")
    ] = None,
    date_of_birth: Annotated[
        str, typer.Option(help="YYYY-MM-DD, or YYMMDD with << for unknown parts; unknown unless given.")
    ] = "",
    sex: Annotated[str, typer.Option(help="F, M, or X for unspecified.")] = "",
    date_of_expiry: Annotated[str, typer.Option(help="Like the date of birth.")] = "",
    document_code: Annotated[str | None, typer.Option(help="The layout's usual code unless given.")] = None,
    optional_data: Annotated[str, typer.Option(help="Letters, digits and spaces.")] = "",
    optional_data_2: Annotated[str, typer.Option(help="Middle line of TD1.")] = "",
    variant: Annotated[str, typer.Option(help=f"Transliteration: {', '.join(variants())}.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object with the lines.")] = False,
) -> None:
    """Compose the text of a machine-readable zone with all its check digits.

    Exit code: 0 composed, 2 a field does not fit (the message names it and its limit).
    """
    try:
        fmt = MrzFormat(layout.upper().replace("-", ""))
    except ValueError as error:
        known = ", ".join(f.value for f in MrzFormat)
        raise typer.BadParameter(f"there is no layout of this name; there are {known}") from error
    try:
        text = compose_mrz(
            fmt,
            surname=surname,
            given_names=given_names,
            document_number=document_number,
            issuing_state=issuing_state,
            nationality=nationality,
            date_of_birth=_date(date_of_birth),
            sex=sex,
            date_of_expiry=_date(date_of_expiry),
            document_code=document_code,
            optional_data=optional_data,
            optional_data_2=optional_data_2,
            variant=variant,
        )
    except InputError as error:
        raise typer.BadParameter(str(error)) from error
    typer.echo(json.dumps({"format": fmt.value, "lines": text.split("\n")}) if as_json else text)


def _date(text: str) -> date | str:
    """An ISO date as a date; anything else is left to `compose_mrz` to judge."""
    try:
        return date.fromisoformat(text) if "-" in text else text
    except ValueError:
        return text

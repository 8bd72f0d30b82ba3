"""What requests hold: pictures, days, rates."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final, Literal

from fastapi import UploadFile
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from docverify.service.refused import Refused

_DAYS: Final = r"^(19[89][0-9]|20[0-9]{2}|21[0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


def _written(value: object) -> object:
    """A day as it is to be written; pydantic would take seconds since 1970, too, and a time at midnight."""
    if isinstance(value, str) and re.fullmatch(_DAYS, value, re.ASCII) is None:
        raise PydanticCustomError("date_from_datetime_parsing", "a day is written YYYY-MM-DD")
    return value


Day = Annotated[
    date,
    BeforeValidator(_written),
    Field(
        ge=date(1980, 1, 1),
        le=date(2200, 12, 31),
        json_schema_extra={"pattern": _DAYS},
        examples=["2026-11-23"],
    ),
]
"""A day on which somebody looks at a document."""
Flag = Literal["true", "false"]
"""Yes or no, in a form."""
Rate = Annotated[float, Field(ge=5e-5, le=1.0, allow_inf_nan=False, examples=[0.001])]
"""A false match rate."""


def checked_count(side: str, pictures: Sequence[UploadFile], most: int) -> None:
    """Refuse more pictures than are taken.

    Raises:
        Refused: 422 `too_many_pictures`.
    """
    if len(pictures) > most:
        raise Refused(
            422, "too_many_pictures", f"More than {most} pictures: send fewer.", side=f"{side} {most + 1}"
        )


async def contents(pictures: Sequence[UploadFile]) -> list[bytes]:
    """The bytes of each picture."""
    return [await one.read() for one in pictures]

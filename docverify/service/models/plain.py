"""What all models have in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Plain(BaseModel):
    """A value as JSON has it: no key more or less than the library's `to_dict` gives."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Point = Annotated[list[float], Field(min_length=2, max_length=2)]
"""x and y, px of the picture."""
Quad = Annotated[list[Point], Field(min_length=4, max_length=4)]
"""Four corners, in reading order."""
Share = Annotated[float, Field(ge=0, le=1 + 1e-9)]
"""A probability or a part of a whole."""

"""What is told when something cannot be served, or a picture cannot be used."""

from typing import Literal

from pydantic import Field

from docverify.service.models.plain import Plain


class Problem(Plain):
    """A request that is not served: every error of this service has this body."""

    code: str = Field(description="Stable, for programs.", examples=["busy"])
    side: str | None = Field(description="Which picture is at fault, if one is.", examples=["document 2"])
    message: str = Field(description="What was wrong, and what to do.")
    retryable: bool = Field(description="Whether the same request may be served later.")


class Unusable(Plain):
    """A picture that cannot be used; the request was understood, and its answer is INCONCLUSIVE."""

    code: Literal["unreadable_image", "limit_exceeded", "unsupported_format", "unusable_picture"]
    side: Literal["document", "live", "reference", "probe"] = Field(description="Which of the pictures.")
    picture: int = Field(ge=1, description="Its number among those of its side, counted from 1.")
    message: str = Field(description="What was wrong with it.")
    instruction: str = Field(description="What to do about it.")

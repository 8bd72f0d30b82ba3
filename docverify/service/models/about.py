"""What the service is: `ListedEngine.to_dict`, and its policies."""

from typing import Literal

from pydantic import Field

from docverify.service.models.plain import Plain
from docverify.service.models.report import PolicyOf


class FaceEngineOf(Plain):
    """A face engine: licence, build and supported false match rates."""

    name: str
    installed: bool
    missing: str | None = Field(description="What to install.")
    licence: str
    encoder: str | None
    builds: dict[str, str]
    fmrs: list[float]
    calibrated_on: str | None
    populations: bool


class EnginesAnswer(Plain):
    """What reads and compares."""

    software: str
    engines: list[FaceEngineOf]


class PoliciesAnswer(Plain):
    """What may be demanded, by name."""

    default: str = Field(description="What counts where a request names none.")
    policies: dict[str, PolicyOf]


class Health(Plain):
    """Whether the service is there."""

    status: Literal["ok", "ready"]

"""Sessions of travellers, as pages and back ends see them: where they stand, never why."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from docverify.service.models.plain import Plain
from docverify.service.sessions.hints import Hint
from docverify.service.sessions.words import Part, State

Language = Literal["en", "de", "fr", "es", "ar"]
"""Languages of the kiosk's page."""


class SessionAsked(Plain):
    """What a session is to be."""

    policy: str | None = Field(
        default=None, max_length=100, description="What is demanded: see /v1/policies; the service's own."
    )
    language: Language | None = Field(default=None, description="Of the page; the traveller may choose.")


class SessionOf(Plain):
    """Where a session stands, as its traveller may know it: no score, and no word of what did not pass."""

    state: State
    hint: Hint | None = Field(description="What to do now, by code.")
    part: Part = Field(description="What is captured now, or would be captured again.")
    outline: list[Annotated[list[float], Field(min_length=2, max_length=2)]] = Field(
        description="Corners of the page in the latest frame, in widths and heights of it; may be empty."
    )
    progress: Annotated[float, Field(ge=0, le=1)] = Field(description="Of what this state needs.")
    tries_left: Annotated[int, Field(ge=0)]
    manual: bool = Field(description="Whether the traveller takes the picture by a button.")
    more_time: bool = Field(description="Whether more time can be asked for.")
    helped: bool = Field(description="Whether a person was called.")
    seconds_left: Annotated[float, Field(ge=0)] = Field(description="Until this state, or the session, ends.")


class SessionMade(Plain):
    """A new session. The token is shown this once, and opens nothing but this session."""

    id: str
    token: str = Field(description="For the traveller's page; send it as Bearer, or in the first message.")
    expires_at: AwareDatetime
    page: str = Field(description="Address of the page; the token is in its fragment, which no server sees.")
    session: SessionOf

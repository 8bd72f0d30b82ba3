"""What the operator's page asks and is answered, typed: the same keys as `service.operate.view` gives."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Light = Literal["green", "red", "yellow", "grey"]
Choice = Literal["accept", "refuse", "again"]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class CellAsked(_Asked):
    """A letter that shall be another one."""

    line: Annotated[int, Field(ge=0, le=9, description="counted from 0")]
    column: Annotated[int, Field(ge=0, le=99, description="counted from 0")]
    read: Annotated[str, Field(min_length=1, max_length=1, description="what stands there")]
    became: Annotated[str, Field(pattern="^[A-Z0-9<]$", description="what shall stand there")]


class CorrectionsAsked(_Asked):
    """Letters that are corrected by hand, together."""

    cells: Annotated[list[CellAsked], Field(min_length=1, max_length=120)]
    trial: Annotated[bool, Field(description="only tell what the text would say; record nothing")] = False


class DecisionAsked(_Asked):
    """What an officer decides."""

    choice: Choice
    reason: Annotated[
        str, Field(max_length=500, description="needed for another decision than the machine's")
    ] = ""
    code: Annotated[
        int, Field(ge=0, lt=1_000_000, description="of the reason, for the journal; 0 for none")
    ] = 0


class Row(BaseModel):
    """A session in the list: nothing of what the document says."""

    id: str
    state: str
    state_words: str
    waits: bool
    open: Annotated[bool, Field(description="whether an officer can still decide")]
    called: bool
    seconds: float
    seconds_left: float
    language: str
    tries: int
    corrected: Annotated[int, Field(description="letters by hand")]
    outcome: Literal["PASSED", "FAILED", "INCONCLUSIVE"] | None
    light: Light
    word: str
    decision: Choice | None


class Rows(BaseModel):
    """The list of sessions."""

    sessions: list[Row]


class FigureShown(BaseModel):
    """A number behind a check, and what it is held against."""

    label: str
    value: str
    limit: str
    within: bool | None


class CheckShown(BaseModel):
    """A check in words, with its light and its numbers."""

    check: str
    title: str
    group: str
    light: Light
    word: str
    sentence: str
    reason: str
    demand: str
    counts: bool
    figures: list[FigureShown]


class GroupShown(BaseModel):
    """The checks of one matter, the worst first, and how many have which light."""

    title: str
    lights: dict[Light, int]
    checks: list[CheckShown]


class CellShown(BaseModel):
    """A letter of the text as it stands."""

    letter: str
    read: str
    by_hand: bool
    field: str
    title: str
    certainty: float | None
    doubtful: bool
    others: list[tuple[str, float]]
    changed: str


class FieldShown(BaseModel):
    """A field of the text as it stands; cells are line and column."""

    name: str
    title: str
    value: str
    meaning: str
    check: str
    light: Light
    words: str
    issues: list[str]
    cells: list[tuple[int, int]]
    digit: list[tuple[int, int]]


class VerdictShown(BaseModel):
    """What is to be said of a text that was corrected by hand."""

    light: Light
    word: str
    summary: str
    groups: list[GroupShown]


class TextShown(BaseModel):
    """The text as it stands, by field and by letter."""

    format: str
    fields: list[FieldShown]
    grid: list[list[CellShown]]
    doubtful: int
    issues: list[str]
    read: Annotated[list[str], Field(description="the lines as the machine read them")]
    by_hand: Annotated[VerdictShown | None, Field(description="None while nothing was corrected")]


class CorrectionShown(BaseModel):
    """A correction as it was recorded."""

    how: str
    line: int
    column: int
    field: str
    read: str
    became: str
    at: str


class DecisionShown(BaseModel):
    """A decision as it was recorded."""

    choice: Choice
    reason: str
    by: str
    at: str
    override: bool


class ChoiceShown(BaseModel):
    """What a choice takes."""

    needs_reason: bool


class SessionShown(Row):
    """A session with everything that an officer needs. It holds identity data."""

    ending: str
    summary: str
    policy: str | None
    at: str | None
    groups: list[GroupShown]
    text: TextShown | None
    corrections: list[CorrectionShown]
    pictures: list[str]
    decided: DecisionShown | None
    choices: dict[Choice, ChoiceShown]

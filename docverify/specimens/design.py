"""What a page's design is: which fields stand where, how they are labelled, and how values are written."""

from dataclasses import dataclass
from typing import Literal

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    r"""One way to lay out a page.

    Attributes:
        name: of the design.
        languages: of its words, ISO 639-1; dates take the first one's and the last one's months.
        rows: fields beside the portrait of booklets' pages, TD2 and visas, row by row; "name" is the surname
            and the given names with a comma between them.
        card: the same of a TD1 card's front.
        back: the same of a TD1 card's back.
        foot: fields below the portrait, over the whole width; a signature stands there if there are none.
        heading: what stands along the top: "state", "title", "number".
        band: whether the heading stands in a band of colour.
        labels: where they stand: "above" or "below" the value, "left" of it in a column of their own,
            "inline" ("Label: value"), or "none".
        worded: whether labels have words; without them they are numbers.
        stacked: whether the languages of a label stand one below the other rather than behind a slash.
        numbered: whether labels begin with a number.
        label_capitals: whether labels are in capitals.
        title_case: whether values are in capitals and small letters.
        date: order and writing, see `writing.written_date`; "\n" breaks it over two lines.
        groups: after how many characters a number is parted, and by what; None: it is not.
        two_lines: whether long names stand on two lines.
        state: the issuing State by its "code", its "name", or "both".
        nationality: likewise.
        sex: by its "letter", the letter "twice", the "initial" of its word before the letter, or a "word".
        perforated: whether the number also stands as holes along the edge.
        even: whether the fields of a row are equally wide, so that they make columns.
    """

    name: str
    languages: tuple[str, ...]
    rows: Rows
    card: Rows
    back: Rows = (("address",), ("issue", "authority"), ("height", "eyes"))
    foot: tuple[str, ...] = ()
    heading: tuple[str, ...] = ("state", "title")
    band: bool = False
    labels: Literal["above", "below", "left", "inline", "none"] = "above"
    worded: bool = True
    stacked: bool = False
    numbered: bool = False
    label_capitals: bool = False
    title_case: bool = False
    date: str = "DD MMM YYYY"
    groups: tuple[int, str] | None = None
    two_lines: bool = False
    state: Literal["code", "name", "both"] = "code"
    nationality: Literal["code", "name", "both"] = "name"
    sex: Literal["letter", "twice", "initial", "word"] = "letter"
    perforated: bool = False
    even: bool = False

    @property
    def label_languages(self) -> tuple[str, ...]:
        """Of the labels' words; none where labels are numbers."""
        return self.languages if self.worded else ()

"""Why a picture gave no MRZ, and what to tell the person who took it."""

from enum import StrEnum


class ReadingFailure(StrEnum):
    """Why a picture gave no MRZ, or one that is not sure."""

    NO_DOCUMENT = "no_document"
    """Nothing in the picture looks like a document or a page of text: an empty table, a face."""
    NO_MRZ = "no_mrz"
    """There is a document or a page of text, and nothing on it looks like a machine-readable zone."""
    TOO_SMALL = "too_small"
    """Its characters have too few pixels."""
    CUT_OFF = "cut_off"
    """The picture ends before it does, or only a piece of it was seen."""
    BLURRED = "blurred"
    """It is out of focus or moved."""
    GLARE = "glare"
    """A reflection hides characters."""
    COVERED = "covered"
    """Something lies on characters: a finger, a sticker, ink."""
    SLANTED = "slanted"
    """It is seen from too far to the side."""
    MIRRORED = "mirrored"
    """It is seen as in a mirror, and not well enough to be read all the same."""
    UNREADABLE = "unreadable"
    """Lines were found, and their text fits no layout or cannot be told."""

    @property
    def instruction(self) -> str:
        """What to tell the person."""
        return _INSTRUCTIONS[self]


class Edge(StrEnum):
    """An edge of the picture as it is seen."""

    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"


def advice(failure: ReadingFailure, cut_at: tuple[Edge, ...] = ()) -> str:
    """What to tell the person, with the edges named at which the picture ends too early.

    Args:
        failure: what is the matter.
        cut_at: those edges.
    """
    if not cut_at:
        return failure.instruction
    where = " and ".join(_WHERE[edge] for edge in cut_at)
    return _CUT_OFF.format(where=where, move=_MOVES.get(cut_at, _FARTHER))


_INSTRUCTIONS = {
    ReadingFailure.NO_DOCUMENT: ("No document was seen: show the page that bears the machine-readable zone."),
    ReadingFailure.NO_MRZ: (
        "No machine-readable zone was found: show the whole page that bears it, flat and in even light."
    ),
    ReadingFailure.TOO_SMALL: (
        "The machine-readable zone is too small to be read: come closer, or send a larger picture."
    ),
    ReadingFailure.CUT_OFF: (
        "The machine-readable zone is cut off or covered: show all of it, from edge to edge."
    ),
    ReadingFailure.BLURRED: (
        "The machine-readable zone is blurred: hold still and focus, then take the picture again."
    ),
    ReadingFailure.GLARE: (
        "A reflection hides part of the machine-readable zone: tilt the document away from the light."
    ),
    ReadingFailure.COVERED: (
        "Something covers part of the machine-readable zone: take fingers and covers away from it."
    ),
    ReadingFailure.SLANTED: "The document is seen from the side: turn it flat towards the camera.",
    ReadingFailure.MIRRORED: (
        "The picture shows the document as in a mirror: switch that off in the camera."
    ),
    ReadingFailure.UNREADABLE: (
        "The text that was read fits no known layout: take a sharper picture from straight above."
    ),
}

_CUT_OFF = "The machine-readable zone runs out of the picture {where}: {move} until all of it is in view."
_WHERE = {
    Edge.LEFT: "on the left",
    Edge.RIGHT: "on the right",
    Edge.TOP: "at the top",
    Edge.BOTTOM: "at the bottom",
}
_MOVES: dict[tuple[Edge, ...], str] = {
    (Edge.LEFT,): "move the document to the right",
    (Edge.RIGHT,): "move the document to the left",
    (Edge.TOP,): "move the document down",
    (Edge.BOTTOM,): "move the document up",
}
_FARTHER = "hold the document farther away"
"""What is cut off at several edges is too near."""

"""What a traveller is told, by code, and which finding of the library leads to which code.

Tables only. Texts by code, in every language, are in `pages/texts`; a test holds that none is missing.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from docverify.evidence.failure import ReadingFailure
from docverify.evidence.liveness import LivenessReason, Side
from docverify.evidence.sample import AcquisitionFailure


class Hint(StrEnum):
    """One thing for the traveller to do now."""

    # Of the document.
    SHOW_DOCUMENT = "show_document"
    CLOSER = "closer"
    FARTHER = "farther"
    FOUR_CORNERS = "four_corners"
    STRAIGHTEN = "straighten"
    GLARE = "glare"
    HOLD_STILL = "hold_still"
    UNCOVER_DOCUMENT = "uncover_document"
    TURN_OVER = "turn_over"
    WRONG_SIDE = "wrong_side"
    TAKE_AWAY = "take_away"
    # Of the face.
    SHOW_FACE = "show_face"
    ONE_PERSON = "one_person"
    FACE_CLOSER = "face_closer"
    FACE_FARTHER = "face_farther"
    MOVE_LEFT = "move_left"
    MOVE_RIGHT = "move_right"
    MOVE_UP = "move_up"
    MOVE_DOWN = "move_down"
    WHOLE_FACE = "whole_face"
    LOOK_STRAIGHT = "look_straight"
    HEAD_UPRIGHT = "head_upright"
    OPEN_EYES = "open_eyes"
    CLOSE_MOUTH = "close_mouth"
    UNCOVER_FACE = "uncover_face"
    MORE_LIGHT = "more_light"
    LESS_LIGHT = "less_light"
    FACE_STILL = "face_still"
    # Of the turns of the head.
    LOOK_AHEAD = "look_ahead"
    TURN_LEFT = "turn_left"
    TURN_RIGHT = "turn_right"
    TURN_SLOWLY = "turn_slowly"
    # Of all.
    GOOD = "good"
    TAKE_PICTURE = "take_picture"


OF_READING: Final[Mapping[ReadingFailure, Hint]] = {
    ReadingFailure.NO_DOCUMENT: Hint.SHOW_DOCUMENT,
    ReadingFailure.NO_MRZ: Hint.WRONG_SIDE,
    ReadingFailure.TOO_SMALL: Hint.CLOSER,
    ReadingFailure.CUT_OFF: Hint.FOUR_CORNERS,
    ReadingFailure.BLURRED: Hint.HOLD_STILL,
    ReadingFailure.GLARE: Hint.GLARE,
    ReadingFailure.COVERED: Hint.UNCOVER_DOCUMENT,
    ReadingFailure.SLANTED: Hint.STRAIGHTEN,
    # The page sends what the camera gives, so that a mirror can only be one that somebody holds up.
    ReadingFailure.MIRRORED: Hint.STRAIGHTEN,
    ReadingFailure.UNREADABLE: Hint.HOLD_STILL,
}

OF_FACE: Final[Mapping[AcquisitionFailure, Hint]] = {
    AcquisitionFailure.NO_FACE: Hint.SHOW_FACE,
    AcquisitionFailure.FACE_ELSEWHERE: Hint.SHOW_FACE,
    AcquisitionFailure.SEVERAL_FACES: Hint.ONE_PERSON,
    AcquisitionFailure.FACE_DOUBTFUL: Hint.UNCOVER_FACE,
    AcquisitionFailure.FACE_TOO_SMALL: Hint.FACE_CLOSER,
    AcquisitionFailure.FACE_CUT_OFF: Hint.WHOLE_FACE,
    AcquisitionFailure.HEAD_TURNED: Hint.LOOK_STRAIGHT,
    AcquisitionFailure.HEAD_RAISED_OR_LOWERED: Hint.LOOK_STRAIGHT,
    AcquisitionFailure.HEAD_TILTED: Hint.HEAD_UPRIGHT,
    AcquisitionFailure.EYES_COVERED: Hint.UNCOVER_FACE,
    AcquisitionFailure.EYES_CLOSED: Hint.OPEN_EYES,
    AcquisitionFailure.MOUTH_COVERED: Hint.UNCOVER_FACE,
    AcquisitionFailure.MOUTH_OPEN: Hint.CLOSE_MOUTH,
    AcquisitionFailure.TOO_DARK: Hint.MORE_LIGHT,
    AcquisitionFailure.TOO_BRIGHT: Hint.LESS_LIGHT,
    AcquisitionFailure.TOO_LITTLE_CONTRAST: Hint.LESS_LIGHT,
    AcquisitionFailure.TOO_BLURRED: Hint.FACE_STILL,
    AcquisitionFailure.MOTION_BLURRED: Hint.FACE_STILL,
    AcquisitionFailure.TOO_NOISY: Hint.MORE_LIGHT,
}

OF_TURN: Final[Mapping[Side, Hint]] = {Side.LEFT: Hint.TURN_LEFT, Side.RIGHT: Hint.TURN_RIGHT}

OF_CHALLENGE: Final[Mapping[LivenessReason, Hint]] = {
    LivenessReason.NOT_CHALLENGED: Hint.LOOK_STRAIGHT,
    LivenessReason.UNFINISHED: Hint.TURN_SLOWLY,
    LivenessReason.TOO_SLOW: Hint.LOOK_AHEAD,
    LivenessReason.NO_FACE: Hint.SHOW_FACE,
    LivenessReason.FACE_LOST: Hint.WHOLE_FACE,
    LivenessReason.SEVERAL_FACES: Hint.ONE_PERSON,
    LivenessReason.FACE_POOR: Hint.FACE_CLOSER,
    LivenessReason.NOT_AHEAD: Hint.LOOK_AHEAD,
    LivenessReason.OTHER_SIDE: Hint.LOOK_AHEAD,
    LivenessReason.TOO_FAST: Hint.TURN_SLOWLY,
    LivenessReason.NO_CALIBRATION: Hint.LOOK_AHEAD,
}
"""Only of what was not performed: nobody is told what looks like an attack, neither by a word nor by its
place in the flow, which is the same as after a challenge that was performed."""

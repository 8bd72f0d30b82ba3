"""How good the picture of a face is, in measures that a person can do something about.

The measures follow ISO/IEC 29794-5 where a simple one serves; `docverify.faces` takes them, and says how bad
is too bad.
"""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Measures of one face in one picture.

    Attributes:
        eye_distance: px between the centres of the eyes, ≥ 0; as the head is turned it shrinks.
        certainty: of the detector, in [0, 1].
        visible: share of the aligned face that lies inside the picture, in [0, 1].
        sharpness: mean of the absolute Laplacian over the spread of luminance, of the aligned face; ≥ 0. It
            falls with blur and with the number of pixels on the face.
        brightness: mean luminance of the face, in [0, 1].
        contrast: luminance of the 95th less that of the 5th percentile of the face, in [0, 1].
        clipped: share of the face's pixels that are black or white, in [0, 1].
        yaw: degrees that the head is turned aside, in [−90, 90]; positive to the right of the picture.
        pitch: degrees that it is raised, in [−90, 90]; negative when lowered. Both are rough (± 15°, as the
            detector's landmarks are) and hold for a head that is turned about one axis.
        roll: degrees that it is tilted clockwise, in (−180, 180].
        background: standard deviation of the luminance beside and above the head, in [0, 0.5]; 0 is uniform.
        focus: the sharpness of its upper or of its lower half, whichever is sharper: a mask or glasses do not
            lower it.
        grain: noise and rounding over the face's own shades, both as standard deviations of luminance; ≥ 0.
            From about 1 on nothing is left to compare, whatever the colour of the skin.
        lightest: luminance of its lightest half per cent, in [0, 1]: gleams, teeth and the white of the eyes,
            which depend on the light more than on the colour of the skin.
        relief: contrast over brightness, ≥ 0: as much of a dark face as of a light one; a veil of light takes
            it.
        steadiness: how alike the face's edges are in all directions, in [0, 1], times the root of its
            sharpness: shaking takes the edges across it and leaves those along it.
        eyes_closed: how probable it is that the eyes are shut, in [0, 1].
        eyes_covered: that they are hidden, as by sunglasses or a hand.
        mouth_open: that the mouth is open.
        mouth_covered: that it is hidden, as by a mask.
    """

    eye_distance: float
    certainty: float
    visible: float
    sharpness: float
    brightness: float
    contrast: float
    clipped: float
    yaw: float
    pitch: float
    roll: float
    background: float
    focus: float = 0.2
    grain: float = 0.0
    lightest: float = 1.0
    relief: float = 1.0
    steadiness: float = 0.4
    eyes_closed: float = 0.0
    eyes_covered: float = 0.0
    mouth_open: float = 0.0
    mouth_covered: float = 0.0

    @property
    def tilt(self) -> float:
        """Degrees clockwise that the head is tilted, in [−45, 45], in a picture that may lie on its side."""
        return self.roll - 90 * round(self.roll / 90)

    def to_dict(self) -> dict[str, float]:
        """The measures as plain values for JSON; they are no identity data."""
        return asdict(self)

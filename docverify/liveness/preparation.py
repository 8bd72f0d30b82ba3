"""How a face becomes what a passive network takes: a wrong word here and it answers nonsense, in silence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.errors import InputError
from docverify.evidence.face import Face

_LARGEST: Final = 1024  # px: sides of what a network takes
_MOST_CROP: Final = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """How a face becomes what a network takes.

    Attributes:
        size: (height, width) px.
        crop: sides of what is cut out, in sides of the face's box, about its middle; black where the picture
            ends.
        mean: subtracted from pixels in [0, 255], by channel of the network.
        scale: by which the rest is multiplied.
        bgr: whether the network takes the channels in the order blue, green, red.
    """

    size: tuple[int, int]
    crop: float
    mean: tuple[float, float, float]
    scale: float
    bgr: bool

    def tensor(self, image: NDArray[np.uint8], face: Face) -> NDArray[np.float32]:
        """(1, 3, height, width) float32 of a face in an (H, W, 3) uint8 RGB picture."""
        height, width = self.size
        x, y = (face.box[0] + face.box[2]) / 2, (face.box[1] + face.box[3]) / 2
        across, down = self.crop * max(face.width, 1.0), self.crop * max(face.height, 1.0)
        scale = np.array([width / across, height / down])
        shift = np.array([width, height]) / 2 - 0.5 - scale * (x, y)
        matrix = np.column_stack([np.diag(scale), shift])
        # From four pixels each, however small it becomes: so do the functions that networks are fed by.
        chip = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_LINEAR)
        pixels = chip[..., ::-1] if self.bgr else chip
        values = (pixels.astype(np.float32) - np.array(self.mean, np.float32)) * np.float32(self.scale)
        return np.ascontiguousarray(values.transpose(2, 0, 1)[None], np.float32)

    @staticmethod
    def _order(bgr: object) -> bool:
        if not isinstance(bgr, bool):
            raise InputError("bgr of a passive network is true or false")
        return bgr

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Self:
        """Read it from a description.

        Raises:
            InputError: a number is out of range.
            KeyError, TypeError, ValueError: it is no such description.
        """
        size = tuple(int(side) for side in content["size"])
        mean = tuple(float(one) for one in content["mean"])
        crop, scale = float(content["crop"]), float(content["scale"])
        sound = len(size) == 2 and len(mean) == 3 and all(1 <= side <= _LARGEST for side in size)
        if not sound or not 0 < crop <= _MOST_CROP or not np.isfinite([*mean, scale]).all() or scale == 0:
            raise InputError("the input of a passive network has a size, a crop, three means and a scale")
        return cls(
            size=(size[0], size[1]),
            crop=crop,
            mean=(mean[0], mean[1], mean[2]),
            scale=scale,
            bgr=cls._order(content["bgr"]),
        )

"""The few best frames of a capture, kept until it is over."""

from dataclasses import dataclass, field

from docverify.service.sessions.session import Picture


@dataclass(slots=True)
class Best:
    """Keeps so many frames, the best first; what it lets go is overwritten, unless it was handed on.

    Attributes:
        most: how many.
    """

    most: int
    _kept: list[tuple[float, Picture]] = field(default_factory=list, repr=False)

    def add(self, merit: float, frame: bytes) -> bool:
        """Take in a frame; False for one that is kept already, byte for byte, as a frozen camera sends it."""
        if any(one.data == frame for _, one in self._kept):
            return False
        self._kept.append((merit, Picture(frame)))
        self._kept.sort(key=lambda one: one[0], reverse=True)
        for _, picture in self._kept[self.most :]:
            picture.wipe()
        del self._kept[self.most :]
        return True

    @property
    def frames(self) -> tuple[bytes, ...]:
        """Copies of them, the best first."""
        return tuple(picture.data for _, picture in self._kept)

    def clear(self) -> None:
        """Overwrite all of them."""
        for _, picture in self._kept:
            picture.wipe()
        self._kept.clear()

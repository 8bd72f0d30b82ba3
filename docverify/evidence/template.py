"""A face as an encoder sees it: a value that is compared, stored, and never shown."""

import math
import struct
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect
from docverify.errors import InputError

_MAGIC: Final = b"DVF1"
_HEADER: Final = struct.Struct("<4sHH")  # magic, bytes of the encoder id, numbers
_LEAST_NORM: Final = 1e-6
_MOST: Final = 0xFFFF  # that the header's counts can tell


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Template:
    """What an encoder made of one face. Personal data: store it encrypted, show it to nobody.

    Attributes:
        encoder: id of the encoder build (network and alignment). Templates compare within one id only.
        values: (n,) float32, finite, not all zero, at most 65,535; read-only.

    Raises:
        InputError: no name of an encoder; NaN or infinite values, a zero template, or another shape.
    """

    encoder: str
    values: NDArray[np.float32]

    def __post_init__(self) -> None:
        expect("encoder", self.encoder, str, "the id of the encoder build")
        try:
            length = len(self.encoder.encode())
        except UnicodeEncodeError as problem:  # half a character
            raise InputError("encoder is no text: pass the id of the encoder build") from problem
        if length > _MOST:
            raise InputError(f"encoder has {length} bytes: pass the id of the encoder build")
        values = _row(self.values)
        if values.ndim != 1 or not 0 < values.size <= _MOST:
            raise InputError(f"a template is a row of numbers; this one has values of shape {values.shape}")
        if not np.isfinite(values).all():
            raise InputError("the template holds NaN or infinite values: encode the face again")
        with np.errstate(over="ignore"):
            norm = float(np.linalg.norm(values))
        if math.isinf(norm):
            raise InputError("the template's values are too large for any encoder's: encode the face again")
        if not norm > _LEAST_NORM:
            raise InputError("the template is all zero, which is no face: encode the face again")
        values.setflags(write=False)
        object.__setattr__(self, "values", values)

    def __repr__(self) -> str:
        return f"Template(encoder={self.encoder!r}, values=<{self.values.size} numbers>)"

    @property
    def direction(self) -> NDArray[np.float32]:
        """The values scaled to length 1."""
        unit: NDArray[np.float32] = self.values / np.linalg.norm(self.values)
        return unit

    def to_bytes(self) -> bytes:
        """The template in 4 n bytes and a short header, without loss; `from_bytes` reads it back."""
        name = self.encoder.encode()
        return _HEADER.pack(_MAGIC, len(name), self.values.size) + name + self.values.astype("<f4").tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Template":
        """Read what `to_bytes` wrote.

        Raises:
            InputError: other bytes, or a template cut short.
        """
        expect("data", data, (bytes, bytearray, memoryview), "the bytes that Template.to_bytes() gave")
        data = bytes(data)
        if len(data) < _HEADER.size or data[:4] != _MAGIC:
            raise InputError("these bytes are no docverify template: pass what Template.to_bytes() gave")
        _, name, count = _HEADER.unpack_from(data)
        if len(data) != _HEADER.size + name + 4 * count:
            raise InputError("the template is cut short or too long: pass all the bytes of to_bytes()")
        start = _HEADER.size + name
        try:
            encoder = data[_HEADER.size : start].decode()
        except UnicodeDecodeError as problem:
            raise InputError("the template's encoder id is damaged: encode the face again") from problem
        return cls(encoder=encoder, values=np.frombuffer(data, "<f4", count, start))


def _row(values: object) -> NDArray[np.float32]:
    """A copy, since a caller's array may change later; refuses what no float32 can hold."""
    try:
        given = np.asarray(values)
    except ValueError:  # ragged
        given = np.empty(0, object)
    if given.dtype.kind not in "fiu":
        raise InputError(f"the values of a template are real numbers, not {given.dtype}: pass float32")
    with np.errstate(over="ignore"):  # what is too large becomes infinite, and is refused as such
        return np.array(given, dtype=np.float32)


def similarity_of(reference: Template, probe: Template) -> float:
    """The comparison score: the cosine of the angle between two templates, in [−1, 1].

    Raises:
        InputError: the templates are of different encoder builds, so their numbers mean different things; or
            one is none.
    """
    expect("reference", reference, Template, "a Template")
    expect("probe", probe, Template, "a Template")
    if reference.encoder != probe.encoder or reference.values.shape != probe.values.shape:
        raise InputError(
            f"templates of {reference.encoder} and {probe.encoder} do not compare: use one engine for both"
        )
    cosine = float(reference.direction.astype(np.float64) @ probe.direction.astype(np.float64))
    return max(-1.0, min(1.0, cosine))

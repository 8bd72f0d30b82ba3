"""How large a picture may be: checked before anything is decoded."""

from dataclasses import dataclass, fields

from docverify.arguments import expect_number
from docverify.errors import LimitExceeded, UnreadableImage


@dataclass(frozen=True, slots=True)
class Limits:
    """What `load_image` accepts.

    Attributes:
        file_bytes: size of the coded picture; not a byte more is read than tells that it is exceeded.
        pixels: width × height.
        side: the longer side, px.
        scans: passes over a JPEG. A camera writes 1, a web picture about 10; thousands of empty ones keep a
            decoder busy for hours.
        work: scans × pixels of a JPEG, bits × pixels of a JPEG 2000: each pass, and each plane of bits, goes
            over the whole picture, however little it brings.
        decoded_bytes: of the samples as the file has them, before they become 8 bits of three colours:
            100 megapixels of 8-bit RGB, or 37 of 16-bit RGBA. Of a JPEG 2000 every sample counts four bytes,
            which is what its decoder takes.
        parts: segments of a JPEG, chunks of a PNG, strips and tiles of a TIFF, tiles of a JPEG 2000 and a
            quarter of its code-blocks, blocks of a GIF. A picture has tens, or one for each 8 kB; millions of
            empty ones cost more than the picture.
        seconds: of the processor, for an AVIF or a HEIC, and for all pages of a PDF, which has 0.25 s more
            for each page: they are drawn in a process of their own, which ends when they are spent. A scanned
            page takes 0.1.
        memory: bytes that this process may take.

    Raises:
        InputError: a limit that is no whole number from 1; `seconds` may be a fraction.
    """

    file_bytes: int = 25_000_000
    pixels: int = 50_000_000
    side: int = 20_000
    scans: int = 100
    work: int = 250_000_000
    decoded_bytes: int = 300_000_000
    parts: int = 100_000
    seconds: float = 2.5
    memory: int = 800_000_000

    def __post_init__(self) -> None:
        for one in fields(self):
            fraction = one.name == "seconds"
            expect_number(
                one.name, getattr(self, one.name), low=0.01 if fraction else 1, high=1e15, whole=not fraction
            )

    def check_bytes(self, count: int) -> None:
        """Raise `LimitExceeded` if a coded picture of `count` bytes is too large."""
        if count > self.file_bytes:
            raise LimitExceeded(
                f"the picture is larger than {self.file_bytes:,} bytes: "
                "compress it, or raise Limits.file_bytes"
            )

    def check_size(self, width: int, height: int) -> None:
        """Raise `LimitExceeded` if width × height px is too large, `UnreadableImage` if it holds no pixel."""
        if width < 1 or height < 1:
            raise UnreadableImage(f"the picture is {width} × {height} px and holds no pixel: send another")
        if max(width, height) > self.side:
            raise LimitExceeded(
                f"the picture is {width} × {height} px, longer than {self.side:,}: "
                "scale it down, or raise Limits.side"
            )
        if width * height > self.pixels:
            raise LimitExceeded(
                f"the picture is {width} × {height} px, more than {self.pixels:,} pixels: "
                "scale it down, or raise Limits.pixels"
            )

    def check_scans(self, count: int) -> None:
        """Raise `LimitExceeded` if a JPEG makes too many passes over its picture."""
        if count > self.scans:
            raise LimitExceeded(
                f"the JPEG has more than {self.scans} scans: save it again, or raise Limits.scans"
            )

    def check_work(self, scans: int, width: int, height: int) -> None:
        """Raise `LimitExceeded` if a JPEG's passes over its picture take too long together."""
        if scans * width * height > self.work:
            raise LimitExceeded(
                f"the JPEG passes {scans} times over {width} × {height} px: "
                "save it again, or raise Limits.work"
            )

    def check_decoded(self, bits: int, width: int, height: int) -> None:
        """Raise `LimitExceeded` if `bits` a pixel are too much for a picture of this size."""
        if bits * width * height > 8 * self.decoded_bytes:
            raise LimitExceeded(
                f"{width} × {height} px of {bits} bits are more than {self.decoded_bytes:,} bytes: "
                "save it with 8 bits a channel, or raise Limits.decoded_bytes"
            )

    def check_planes(self, bits: int, width: int, height: int) -> None:
        """Raise `LimitExceeded` if a JPEG 2000's bits, decoded plane by plane, take too long together."""
        if bits * width * height > self.work:
            raise LimitExceeded(
                f"the JPEG 2000 has {width} × {height} px of {bits} bits: "
                "save it as JPEG or PNG, or raise Limits.work"
            )

    def check_parts(self, count: int) -> None:
        """Raise `LimitExceeded` if a file is made of too many pieces."""
        if count > self.parts:
            raise LimitExceeded(
                f"the picture's file has more than {self.parts:,} parts: save it again, or raise Limits.parts"
            )

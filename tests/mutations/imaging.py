"""Mutations of the gate for pictures: limits, damage, orientation, colours, what is let in."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "imaging/load.py",
        ("test_load.py",),
        (
            "load-bytes-of-any-size",
            "        limits.check_bytes(len(data))\n        return decode(data, limits)",
            "        return decode(data, limits)",
            "uploads of any size are decoded",
        ),
        (
            "load-bgr-of-files",
            "    if bgr:\n        raise InputError",
            "    if False:\n        raise InputError",
            "bgr=True of a file is taken, and its colours are as they were",
        ),
        room="imaging",
    ),
    *mutations_of(
        "imaging/limits.py",
        (
            "test_load_hostile.py::test_bombs_are_refused_before_decoding",
            "test_load_hostile.py::test_png_bombs_are_refused",
            "test_load_hostile.py::test_a_jpeg_of_a_thousand_scans_is_refused",
            "test_load_hostile.py::test_passes_and_pieces_that_cost_more_than_the_picture_are_refused",
        ),
        (
            "limits-pixels",
            "if width * height > self.pixels:",
            "if False:",
            "50 gigapixels of white are drawn",
        ),
        (
            "limits-side",
            "if max(width, height) > self.side:",
            "if min(width, height) > self.side:",
            "a line of a million pixels is drawn",
        ),
        (
            "limits-scans",
            "if count > self.scans:",
            "if False:",
            "a JPEG of thousands of scans keeps a core busy",
        ),
        ("limits-parts", "if count > self.parts:", "if False:", "a million empty chunks are walked through"),
        room="imaging",
    ),
    *mutations_of(
        "imaging/decode.py",
        (
            "test_load_hostile.py::test_damage_never_escapes_as_another_exception",
            "test_load_hostile.py::test_a_jpeg_that_was_cut_and_closed_is_refused",
            "test_load_hostile.py::test_passes_and_pieces_that_cost_more_than_the_picture_are_refused",
        ),
        (
            "decode-foreign-errors",
            "    except Exception as problem:  # decoders meet",
            "    except ValueError as problem:  # decoders meet",
            "a hostile file ends the caller's program with an error of a decoder",
        ),
        (
            "decode-cut-off-jpegs",
            "    if _ends_early(jpeg, coded, pixels):\n",
            "    if False:\n",
            "half a picture is taken for a whole one",
        ),
        (
            "decode-work",
            "    limits.check_work(jpeg.scans * (_ARITHMETIC if jpeg.arithmetic else 1), *header.size)\n",
            "",
            "a JPEG of a few kilobytes takes minutes",
        ),
        room="imaging",
    ),
    *mutations_of(
        "imaging/decode.py",
        ("test_load.py",),
        (
            "decode-pillow-logs-tags",
            'logging.getLogger("PIL").setLevel(logging.CRITICAL)',
            "",
            "what a picture's tags say, names included, stands in the log",
        ),
        room="imaging",
    ),
    *mutations_of(
        "imaging/jpeg.py",
        ("test_load_hostile.py::test_a_progressive_jpeg_without_its_last_scan_is_refused",),
        (
            "jpeg-missing-scans",
            "                if awaited:\n",
            "                if False:\n",
            "a progressive JPEG without its last scans is taken, blurred",
        ),
        room="imaging",
    ),
    *mutations_of(
        "imaging/structure.py",
        ("test_load_hostile.py::test_any_flipped_byte_of_a_png_is_found",),
        (
            "png-checksums",
            (
                "if zlib.crc32(memoryview(data)[position + 4 : end - 4]) != "
                'int.from_bytes(data[end - 4 : end], "big"):'
            ),
            "if False:",
            "a PNG whose bytes were changed is taken",
        ),
        room="imaging",
    ),
    *mutations_of(
        "imaging/exif.py",
        ("test_load.py",),
        (
            "exif-turned-the-wrong-way",
            "6: lambda stored: np.rot90(stored, -1),",
            "6: np.rot90,",
            "photographs of telephones stand on their heads",
        ),
        (
            "exif-long",
            "4 if number(entry + 2, 2) == _LONG else 2)",
            "2)",
            "the orientation that some writers tell is not seen",
        ),
        room="imaging",
    ),
    *mutations_of(
        "imaging/convert.py",
        ("test_load.py",),
        (
            "convert-low-byte",
            "samples = (pixels.astype(np.uint16) >> 8).astype(np.uint8)",
            "samples = pixels.astype(np.uint8)",
            "16-bit scans become noise",
        ),
        (
            "convert-black-paper",
            "ink = alpha * (255 - rows[..., channel])",
            "ink = alpha * (255 - rows[..., channel]) + (255 - alpha) * 255",
            "what is transparent becomes black",
        ),
        (
            "convert-bgr",
            "samples = samples[..., [2, 1, 0, 3][: samples.shape[2]]]",
            "pass",
            "OpenCV's pictures keep their colours exchanged",
        ),
        room="imaging",
    ),
    *mutations_of(
        "imaging/sources.py",
        ("test_load.py",),
        (
            "sources-urls",
            "    if _URL.match(text):\n",
            "    if False:\n",
            "a URL is told as a missing file",
        ),
        (
            "sources-open-files-of-any-size",
            "part: object = file.read(limits.file_bytes + 1 - len(data))",
            "part: object = file.read(1 << 40)",
            "an endless upload fills the memory before it is refused",
        ),
        room="imaging",
    ),
    *mutations_of(
        "imaging/pages.py",
        ("test_pages.py",),
        (
            "pages-of-any-number",
            "if len(pages) > most_pages:",
            "if False:",
            "a TIFF of ten thousand pages is read for an hour",
        ),
        room="imaging",
    ),
    *mutations_of(
        "imaging/apart.py",
        ("test_pages.py::test_a_page_of_another_number_of_colours_is_not_taken",),
        (
            "apart-trusted",
            "            if channels not in (3, 4):\n                raise self._corrupt()\n",
            "",
            "a process that a hostile file took over is believed",
        ),
        room="imaging",
    ),
    *mutations_of(
        "imaging/geometry.py",
        ("test_geometry.py",),
        (
            "geometry-half-a-pixel",
            "shift = low + (factor - 1) / 2",
            "shift = low + factor / 2",
            "what is looked at small lies half a pixel aside",
        ),
        room="imaging",
    ),
    *mutations_of(
        "imaging/frame.py",
        ("test_frame.py",),
        (
            "frame-on-a-tinted-table",
            "_GREY: Final = (24, 12, 8, 4)",
            "_GREY: Final = (24,)",
            "a phone on a table as dark as its frame is taken for the document",
        ),
        (
            "frame-of-a-cover",
            "_THINNEST: Final = (\n    0.014",
            "_THINNEST: Final = (\n    0.001",
            "a booklet with a dark cover is a phone",
        ),
        (
            "frame-cut-by-the-picture",
            "if whole and left",
            "if left",
            "a dark table is a phone",
        ),
        room="imaging",
    ),
)

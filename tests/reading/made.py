"""Pictures and evidence made for one stage of the reader: pages, lines, frames, marks, cells."""

import cv2
import numpy as np

from docverify.mrz import ALPHABET, MrzFormat
from docverify.reading.cells import Path
from docverify.reading.decode import Decoded, Text, settle
from docverify.reading.lines import TextLine
from docverify.reading.locate import STRIDE, Maps
from docverify.reading.recognise import Frames
from docverify.specimens import capture, draw_specimen, kiosk, random_holder
from docverify.specimens.ocrb import BASELINE, CAP_TOP, block_coverage

TD1 = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
TD2 = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")
TD3 = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
OTHER = ("P<UTOMUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<", "C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4")
"""Another holder's passport."""
PITCH = 20


def drawn(lines, *, angle=0.0, pitch=PITCH):
    """A white page with MRZ lines turned by `angle`, and the lines' true places."""
    line_pitch = 2.5 * pitch
    ink = block_coverage(lines, pitch=pitch, line_pitch=line_pitch)
    page = np.full((1200, 1200), 255, np.uint8)
    top, left = 560, 160
    page[top : top + ink.shape[0], left : left + ink.shape[1]] -= ink
    turn = cv2.getRotationMatrix2D((600, 600), angle, 1)
    page = cv2.warpAffine(page, turn, (1200, 1200), flags=cv2.INTER_LINEAR, borderValue=255)
    along = turn[:, :2] @ np.array([1.0, 0.0])
    places = []
    for number, text in enumerate(lines):
        middle = top + number * line_pitch + (CAP_TOP + BASELINE) / 2 * pitch
        centre = turn @ np.array([left + len(text) * pitch / 2, middle, 1])
        half = len(text) * pitch / 2
        places.append(TextLine(centre, along, -half, half, np.zeros(3), np.array([pitch * 0.99, 0.0]), 1.0))
    return page, places


def sheet(lines, *, pitch=20, margin=60):
    """A white RGB page with MRZ lines and nothing else."""
    ink = np.pad(block_coverage(lines, pitch=pitch, line_pitch=2.5 * pitch), margin)
    return np.repeat(255 - ink[..., None], 3, axis=2)


def grey_of(image):
    """The picture's grey levels, as the reader takes them."""
    return cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)


def taken(number, layout=MrzFormat.TD3):
    """A document on a reader at a kiosk."""
    rng = np.random.default_rng([90, number])
    conditions = kiosk(rng)
    specimen = draw_specimen(
        layout, holder=random_holder(layout, rng=rng), rng=rng, px_per_mm=conditions.px_per_mm
    )
    return capture(specimen, conditions, rng=rng)


def line_at(x, y, *, length=400.0, height=20.0, angle=0.0, growth=0.0, bend=(0.0, 0.0, 0.0), sureness=1.0):
    """A line whose middle is at (x, y); `growth` is what its capitals grow by in each px along it."""
    along = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    half = length / 2
    return TextLine(
        np.array([x, y], float), along, -half, half, np.array(bend), np.array([height, growth]), sureness
    )


def frames_with_cells(centres, *, width=900, odds=4.0):
    """Frames as a perfect recogniser would give them for cells at `centres`."""
    middles = np.arange(width // 4) * 4 + 1.5
    away = np.abs(middles[:, None] - np.asarray(centres)[None])
    central = np.where(away.min(1) < 3.5, np.broadcast_to(odds, len(centres))[away.argmin(1)], -4.0)
    return Frames(central.astype(np.float32), np.full((width // 4, 37), -np.log(37), np.float32))


def marks(shape, *bands, height=16.0):
    """Maps as the locator gives them, of bands (from x, to x, y, reading direction, log-odds), px."""
    rows, columns = (np.arange(side) * STRIDE + (STRIDE - 1) / 2 for side in shape)
    odds = np.full(shape, -6.0, np.float32)
    along = np.zeros((2, *shape), np.float32)
    along[0] = 1
    for first, last, y, direction, sure in bands:
        inside = (columns >= first) & (columns <= last)
        away = np.abs(rows - y)[:, None] / STRIDE
        band = np.where(inside, sure - 1.5 * away, -6.0)
        along[0][(band > odds) & (away < 3)] = direction
        odds = np.maximum(odds, band)
    odds = odds.astype(np.float32)
    return Maps(odds, 1 / (1 + np.exp(-odds)), along, np.full(shape, height, np.float32))


def chances_of(lines, *, sure=0.999995, doubts=()):
    """What cells look like that show these lines; `doubts` are (line, column, {character: probability})."""
    tables = [
        np.array([[sure if one == character else (1 - sure) / 36 for one in ALPHABET] for character in line])
        for line in lines
    ]
    for line, column, told in doubts:
        rest = (1 - sum(told.values())) / (len(ALPHABET) - len(told))
        tables[line][column] = [told.get(character, rest) for character in ALPHABET]
    return tuple(tables)


def text_of(lines, **looks):
    """The text that such cells are settled to."""
    text = settle(chances_of(lines, **looks))
    assert isinstance(text, Text)
    return text


def decoded_as(text, *, placement=3.0, cut=False, pitch=17.0):
    """A decoded block whose cells stand on an even pitch from column 60 of their strips on."""
    paths = tuple(
        Path(placement * len(cells), 60 + pitch * np.arange(len(cells))) for cells in text.probabilities
    )
    return Decoded(text, 0, paths, placement, cut)

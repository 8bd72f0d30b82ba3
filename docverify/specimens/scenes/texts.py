"""The MRZ says what it must not, or cannot be read where nothing checks it."""

from dataclasses import dataclass, replace
from datetime import timedelta

import cv2
import numpy as np

from docverify.mrz import STATES
from docverify.specimens import backgrounds, degrade
from docverify.specimens.draw import Specimen
from docverify.specimens.scenes.flat import page_piece
from docverify.specimens.scenes.stage import AT, Stage, document, holder, live, mrz_spans, take, take_page
from docverify.specimens.scenes.things import letter, standing
from docverify.specimens.scenes.values import FAILED, INCONCLUSIVE, NOT_PASSED, Pictures, SceneKind

_DATES_AND_NUMBER = ("document_number", "date_of_birth", "date_of_expiry")


def _shown(stage: Stage, page: Specimen) -> tuple[Pictures, Pictures]:
    return (take_page(stage, page),), (live(stage, stage.bearer.live),)


def _with(lines: tuple[str, ...], span: tuple[int, int, int], text: str) -> tuple[str, ...]:
    """The lines with `text` from the first cell of `span` on."""
    row, first, _ = span
    changed = lines[row][:first] + text + lines[row][first + len(text) :]
    return (*lines[:row], changed, *lines[row + 1 :])


def _sex(stage: Stage) -> tuple[Pictures, Pictures]:
    of = holder(stage)
    lines = _with(of.lines(stage.format), mrz_spans(stage.format)["sex"], "7")
    return _shown(stage, document(stage, stage.bearer.portrait, of=of, lines=lines))


def _digits_in_name(stage: Stage) -> tuple[Pictures, Pictures]:
    of = holder(stage)
    lines, span = of.lines(stage.format), mrz_spans(stage.format)["names"]
    row, first, stop = span
    letters = [place for place in range(first, stop) if lines[row][place].isalpha()]
    for place in stage.rng.choice(letters, min(len(letters), int(stage.rng.integers(1, 4))), replace=False):
        lines = _with(lines, (row, int(place), int(place) + 1), str(stage.rng.choice(list("2345679"))))
    return _shown(stage, document(stage, stage.bearer.portrait, of=of, lines=lines))


def _unknown_state(stage: Stage) -> tuple[Pictures, Pictures]:
    of = holder(stage)
    letters = np.array(list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    code = "QQX"
    for _ in range(100):
        drawn = "".join(stage.rng.choice(letters, 3))
        if drawn not in STATES:
            code = drawn
            break
    lines, spans = of.lines(stage.format), mrz_spans(stage.format)
    for field in ("issuing_state", "nationality") if stage.chance(0.5) else ("issuing_state",):
        lines = _with(lines, spans[field], code)
    return _shown(stage, document(stage, stage.bearer.portrait, of=of, lines=lines))


def _no_number(stage: Stage) -> tuple[Pictures, Pictures]:
    of = replace(holder(stage), document_number="")
    return _shown(stage, document(stage, stage.bearer.portrait, of=of))


def _expired(stage: Stage) -> tuple[Pictures, Pictures]:
    of = replace(holder(stage), date_of_expiry=AT - timedelta(days=int(stage.rng.integers(1, 3000))))
    return _shown(stage, document(stage, stage.bearer.portrait, of=of))


def _altered(stage: Stage) -> tuple[Pictures, Pictures]:
    """Another digit in the number or a date; no check digit follows."""
    of = holder(stage)
    lines, spans = of.lines(stage.format), mrz_spans(stage.format)
    cells = [
        (row, place)
        for row, first, stop in (spans[name] for name in _DATES_AND_NUMBER)
        for place in range(first, stop)
        if lines[row][place].isdigit()
    ]
    row, place = cells[int(stage.rng.integers(len(cells)))]
    digit = (int(lines[row][place]) + int(stage.rng.integers(1, 10))) % 10
    lines = _with(lines, (row, place, place + 1), str(digit))
    return _shown(stage, document(stage, stage.bearer.portrait, of=of, lines=lines))


@dataclass(frozen=True, slots=True)
class _Name:
    """Where the letters of the primary identifier stand on a page, px."""

    left: float
    right: float
    top: float
    bottom: float
    pitch: float


def _name_on(stage: Stage, page: Specimen) -> _Name:
    row, first, _ = mrz_spans(stage.format)["names"]
    quad, text = page.line_quads[row], page.lines[row]
    pitch = float(quad[1, 0] - quad[0, 0]) / len(text)
    length = max(3, len(text[first:].split("<<")[0]))
    left = float(quad[0, 0]) + first * pitch
    return _Name(left, left + length * pitch, float(quad[0, 1]), float(quad[3, 1]), pitch)


def _blurred_name(stage: Stage) -> tuple[Pictures, Pictures]:
    """Out of focus by 5 px where a capital is 18 px high, over the whole of the primary identifier."""
    page = document(stage, stage.bearer.portrait)
    name = _name_on(stage, page)
    sigma = (name.bottom - name.top) * 5 / 18
    soft = degrade.blur(page.image, sigma=sigma)
    mask = np.zeros(page.image.shape[:2], np.uint8)
    low = round(name.left - sigma), round(name.top - 2 * sigma)
    high = round(name.right + sigma), round(name.bottom + 2 * sigma)
    cv2.rectangle(mask, low, high, 255, -1)
    share = cv2.GaussianBlur(mask, (0, 0), max(1.0, sigma / 2)).astype(np.float32) / 255
    image = np.asarray(cv2.blendLinear(soft, page.image, share, 1 - share), np.uint8)
    return _shown(stage, replace(page, image=image))


def _gloss_on_name(stage: Stage) -> tuple[Pictures, Pictures]:
    """White gloss over two to four letters of the primary identifier."""
    page = document(stage, stage.bearer.portrait)
    name = _name_on(stage, page)
    letters = int(stage.rng.integers(2, 5))
    reach = min(letters, (name.right - name.left) / name.pitch) * name.pitch
    start = stage.between(name.left, max(name.left + 1, name.right - reach))
    image = degrade.glare(
        page.image,
        centre=(start + reach / 2, (name.top + name.bottom) / 2),
        radii=(reach / 2 * 1.25, (name.bottom - name.top) * 1.3),
        angle=stage.between(-8, 8),
        strength=1.0,
    )
    return _shown(stage, replace(page, image=image))


def _no_mrz(stage: Stage) -> tuple[Pictures, Pictures]:
    """A letter with a photograph of the bearer on it, and a table with nothing on it."""
    if stage.chance(0.3):
        empty = backgrounds.table(stage.rng, 720, 960)
        return (degrade.noise(empty, sigma=2, rng=stage.rng),), (live(stage, stage.bearer.live),)
    sheet = letter(stage, centre=(60, 60), width=120, height=120)
    face = standing(stage, stage.bearer.portrait, centre=(30, 35), width=stage.between(25, 40))
    return (take(stage, [sheet, face]),), (live(stage, stage.bearer.live),)


def _mrz_torn_off(stage: Stage) -> tuple[Pictures, Pictures]:
    """The document is cut above its MRZ."""
    page = document(stage, stage.bearer.portrait)
    foot = int(page.line_quads[..., 1].min() - stage.scale)
    cut = replace(
        page,
        image=np.ascontiguousarray(page.image[:foot]),
        lines=(),
        line_quads=np.empty((0, 4, 2)),
        radius=0.0,
    )
    return (take(stage, [page_piece(cut, leads=True)]),), (live(stage, stage.bearer.live),)


KINDS = (
    SceneKind(
        name="name_blurred",
        title="The primary identifier is out of focus.",
        right=INCONCLUSIVE,
        draw=_blurred_name,
    ),
    SceneKind(
        name="name_under_gloss",
        title="Gloss lies over letters of the primary identifier.",
        right=INCONCLUSIVE,
        draw=_gloss_on_name,
    ),
    SceneKind(name="sex_is_7", title="The sex is printed as 7.", right=NOT_PASSED, draw=_sex),
    SceneKind(
        name="digits_in_name", title="Digits stand in the name.", right=NOT_PASSED, draw=_digits_in_name
    ),
    SceneKind(name="unknown_state", title="The State's code is none.", right=NOT_PASSED, draw=_unknown_state),
    SceneKind(name="no_number", title="The document number is empty.", right=NOT_PASSED, draw=_no_number),
    SceneKind(name="expired", title="The document has expired.", right=FAILED, draw=_expired),
    SceneKind(
        name="altered_digit",
        title="One digit of the number or a date is another.",
        right=FAILED,
        draw=_altered,
    ),
    SceneKind(
        name="no_document", title="No document: a table or a letter.", right=INCONCLUSIVE, draw=_no_mrz
    ),
    SceneKind(
        name="mrz_cut_off",
        title="The document is cut off above its MRZ.",
        right=INCONCLUSIVE,
        draw=_mrz_torn_off,
    ),
)

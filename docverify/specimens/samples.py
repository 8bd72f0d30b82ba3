"""Makes the pictures of `samples/` from two photographs: `python -m docverify.specimens.samples [FOLDER]`.

The folder must hold `portraits/`, the photographs; everything else in it but the README is written anew. The
live pictures come from the same photographs as the documents' portraits, cropped, turned and lit otherwise,
and drawn a little out of shape, as another expression does, for `verify` knows a portrait again: they show
that the way through works, and say nothing about how well faces are told apart.
"""

import json
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from docverify.evidence.printed import PrintedField
from docverify.imaging import load_image
from docverify.imaging.geometry import Points, cut_out
from docverify.mrz import MrzFormat, check_digit
from docverify.specimens import backgrounds, degrade
from docverify.specimens.alter import altered
from docverify.specimens.camera import capture
from docverify.specimens.conditions import clean, kiosk
from docverify.specimens.draw import Side, draw_specimen
from docverify.specimens.ground_truth import truth
from docverify.specimens.holder import Holder
from docverify.specimens.scenes import Person, draw_scene
from docverify.specimens.style import Style

Picture = NDArray[np.uint8]

AT = date(2026, 11, 23)
"""The day on which `expected.json` holds. Only the expired document cares, and that stays expired."""

ANNA = Holder(
    "ERIKSSON",
    "ANNA MARIA",
    "L898902C3",
    date_of_birth=date(1974, 8, 12),
    sex="F",
    date_of_expiry=date(2034, 4, 15),
    optional_data="ZE184226B",
)
BERTA = replace(
    ANNA, surname="ZENITHSDOTTER", given_names="BERTA", document_number="U60411958", optional_data=""
)

# Photograph, and its crops: left, top, right, bottom.
_PHOTOGRAPHS = {
    "astronaut": ("astronaut.png", (130, 8, 320, 250), (85, 0, 385, 400)),
    "grace_hopper": ("grace_hopper.jpg", (68, 15, 468, 524), (40, 0, 490, 600)),
}
_MOVED = 3.0
"""px, one sigma of the moves of features; the eyes are 67 px apart."""
_STYLES = {
    MrzFormat.TD1: Style(label_ink=(20, 90, 80), guilloche=0.3),
    MrzFormat.TD2: Style(label_ink=(110, 60, 30), portrait_grey=True),
    MrzFormat.TD3: Style(ghost=0.25),
    MrzFormat.MRVA: Style(label_ink=(40, 100, 50), guilloche=0.35),
    MrzFormat.MRVB: Style(label_ink=(120, 30, 60), stock=0.8),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One pair of pictures and what a verification of them must answer.

    Attributes:
        name: of its folder.
        outcome: PASSED, FAILED or INCONCLUSIVE.
        exit_code: of `docverify verify`.
        reasons: codes of the findings that decide it.
        document: whose portrait the document bears; None: there is no document in the picture.
        live: who stands before the camera; None: nobody.
        holder: whom the document is made out to.
        wrong_digit: whether the document number's check digit is misprinted.
        layout: of the document; a TD1 card is shown from both sides, in two pictures.
        scene: what else is to be seen, a kind of `docverify.specimens.scenes`; None: nothing.
        altered: the field of the print that was altered.
        suffix: the document picture's kind of file.
    """

    name: str
    outcome: str
    exit_code: int
    reasons: tuple[str, ...] = ()
    document: str | None = "astronaut"
    live: str | None = "astronaut"
    holder: Holder = ANNA
    wrong_digit: bool = False
    layout: MrzFormat = MrzFormat.TD3
    scene: str | None = None
    altered: PrintedField | None = None
    suffix: str = ".jpg"


CASES = (
    Sample("mated", "PASSED", 0, suffix=".png"),
    Sample("non_mated", "FAILED", 1, ("faces_do_not_match",), document="grace_hopper", holder=BERTA),
    Sample("expired", "FAILED", 1, ("expired",), holder=replace(ANNA, date_of_expiry=date(2019, 4, 15))),
    Sample("wrong_check_digit", "FAILED", 1, ("digit_refuted",), wrong_digit=True),
    Sample("no_document", "INCONCLUSIVE", 3, ("no_document",), document=None),
    Sample("no_face", "INCONCLUSIVE", 3, ("no_live_face",), live=None),
    Sample("two_sided", "PASSED", 0, layout=MrzFormat.TD1, holder=replace(ANNA, optional_data="")),
    Sample("face_beside", "INCONCLUSIVE", 3, ("portrait_elsewhere",), scene="portrait_blanked_face_above"),
    Sample(
        "print_altered",
        "INCONCLUSIVE",
        3,
        ("printed_seems_to_differ",),
        altered=PrintedField.EXPIRY,
        suffix=".png",
    ),
)


def main(folder: Path) -> None:
    """Write every sample, and `expected.json`, into `folder`."""
    photographs = {
        name: (load_image(folder / "portraits" / file), portrait, live)
        for name, (file, portrait, live) in _PHOTOGRAPHS.items()
    }
    cases = []
    for number, case in enumerate(CASES):
        rng = np.random.default_rng([1, number])
        sides, said = _sides(case, photographs, rng)
        live = _live(case, photographs, rng)
        names = [f"{case.name}/{name}{case.suffix}" for name in sides]
        for path, picture in (*zip(names, sides.values(), strict=True), (f"{case.name}/live.jpg", live)):
            _write(folder / path, picture)
        # The side with the MRZ comes last, and is the document where there is one side only.
        entry: dict[str, Any] = {"document": names[-1], "sides": names, "live": f"{case.name}/live.jpg"}
        entry |= {"outcome": case.outcome, "exit_code": case.exit_code}
        entry |= {} if case.scene is not None else {"mrz": said}
        cases.append({"name": case.name, **entry, "reasons": list(case.reasons)})
    formats = []
    for number, layout in enumerate(_STYLES):
        path = f"formats/{layout.value.lower()}.png"
        picture, facts = _clean(layout, photographs["astronaut"], np.random.default_rng([2, number]))
        _write(folder / path, picture)
        formats.append({"file": path, **facts})
    expected = {"at": AT.isoformat(), "cases": cases, "formats": formats}
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n", encoding="utf-8")


def _sides(
    case: Sample, photographs: dict[str, Any], rng: np.random.Generator
) -> tuple[dict[str, Picture], list[str] | None]:
    """The pictures of the document's sides by the names of their files, and its MRZ."""
    if case.scene is not None:
        photograph, crop, _ = photographs[str(case.document)]
        person = Person(portrait=_cropped(photograph, crop), live=_live(case, photographs, rng))
        drawn = draw_scene(case.scene, bearer=person, stranger=person, rng=rng, conditions="kiosk")
        return {"document": drawn.documents[0]}, None
    if case.layout is not MrzFormat.TD1:
        picture, said = _document(case, photographs, rng)
        return {"document": picture}, said
    photograph, crop, _ = photographs[str(case.document)]
    sides = {}
    for name, side in (("front", Side.FRONT), ("back", Side.MRZ)):
        conditions = replace(kiosk(rng), character_height=16.0, noise=1.0, jpeg=None)
        card = draw_specimen(
            case.layout,
            holder=case.holder,
            rng=rng,
            portrait=_cropped(photograph, crop),
            px_per_mm=conditions.px_per_mm,
            side=side,
            style=_STYLES[case.layout],
        )
        sides[name] = capture(card, conditions, rng=rng).image
    return sides, list(case.holder.lines(case.layout))


def _document(
    case: Sample, photographs: dict[str, Any], rng: np.random.Generator
) -> tuple[Picture, list[str] | None]:
    """The document's picture, and its MRZ."""
    if case.document is None:
        return degrade.noise(backgrounds.table(rng, 720, 960), sigma=2, rng=rng), None
    photograph, crop, _ = photographs[case.document]
    lines = case.holder.lines(MrzFormat.TD3)
    if case.wrong_digit:
        lines = _misprinted(lines)
    conditions = replace(kiosk(rng), character_height=18.0, noise=1.0, jpeg=None)
    drawn = draw_specimen(
        MrzFormat.TD3,
        holder=case.holder,
        rng=rng,
        portrait=_cropped(photograph, crop),
        px_per_mm=conditions.px_per_mm,
        style=_STYLES[MrzFormat.TD3],
        lines=lines,
        printed=_forged(case),
    )
    return capture(drawn, conditions, rng=rng).image, list(lines)


def _forged(case: Sample) -> Holder | None:
    """Whom the print is made out to, where somebody altered it."""
    if case.altered is None:
        return None
    return altered(case.holder, case.altered, format=case.layout, rng=np.random.default_rng(4))


def _misprinted(lines: tuple[str, ...]) -> tuple[str, ...]:
    """A TD3 MRZ whose document number's check digit is wrong; all others, the composite's too, agree."""
    lower = lines[1]
    wrong = str((int(lower[9]) + 5) % 10)
    lower = lower[:9] + wrong + lower[10:43]
    return lines[0], lower + check_digit(lower[:10] + lower[13:20] + lower[21:43])


def _live(case: Sample, photographs: dict[str, Any], rng: np.random.Generator) -> Picture:
    """A picture as a kiosk's camera takes it: turned a little, lit from one side, softer, 480 × 640 px."""
    if case.live is None:
        return degrade.noise(backgrounds.table(rng, 640, 480), sigma=3, rng=rng)
    photograph, _, crop = photographs[case.live]
    picture = _cropped(photograph, crop, turn=float(rng.uniform(3, 6)), width=480, height=640)
    picture = _out_of_shape(picture, np.random.default_rng(3))
    gamma = 255 * (np.arange(256) / 255) ** rng.uniform(0.75, 0.9)
    picture = np.asarray(cv2.LUT(picture, gamma.astype(np.uint8)), np.uint8)
    picture = degrade.falling_light(picture, loss=0.35, angle=float(rng.uniform(-30, 30)))
    return degrade.noise(degrade.blur(picture, sigma=0.8), sigma=3, rng=rng)


def _out_of_shape(picture: Picture, rng: np.random.Generator) -> Picture:
    """Move features by a few pixels against each other, smoothly: no affine map leads back."""
    height, width = picture.shape[:2]
    coarse = rng.normal(size=(2, 12, 9)).astype(np.float32) * _MOVED
    across, down = (cv2.resize(one, (width, height), interpolation=cv2.INTER_CUBIC) for one in coarse)
    rows, columns = np.indices((height, width), np.float32)
    moved = cv2.remap(
        picture, columns + across, rows + down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(moved, np.uint8)


def _cropped(
    photograph: Picture,
    crop: tuple[int, int, int, int],
    *,
    turn: float = 0.0,
    width: int = 400,
    height: int = 510,
) -> Picture:
    left, top, right, bottom = crop
    quad: Points = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64)
    middle, angle = quad.mean(axis=0), np.radians(turn)
    spin = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return cut_out(photograph, (quad - middle) @ spin + middle, width=width, height=height)


def _clean(
    layout: MrzFormat, photograph: tuple[Picture, tuple[int, int, int, int], Any], rng: np.random.Generator
) -> tuple[Picture, dict[str, Any]]:
    """A specimen as drawn, and its truth."""
    conditions = replace(clean(), character_height=16.0)
    drawn = draw_specimen(
        layout,
        holder=replace(ANNA, optional_data=""),
        rng=rng,
        portrait=_cropped(photograph[0], photograph[1]),
        px_per_mm=conditions.px_per_mm,
        side=Side.BOTH,
        style=_STYLES[layout],
    )
    taken = capture(drawn, conditions, rng=rng)
    told = {key: value for key, value in truth(taken).items() if key not in ("conditions", "printed")}
    return taken.image, told


def _write(path: Path, picture: Picture) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture).save(path, quality=92)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("samples"))

"""Pages of every design say what their holder says, in their own way, without one line over another."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from docverify.errors import InputError
from docverify.mrz import MrzFormat
from docverify.specimens import (
    Holder,
    Side,
    Style,
    draw_specimen,
    foreign_holder,
    ocrb,
    random_design,
    random_style,
)
from docverify.specimens.designs import COMMON, DESIGNS, MEASURING, NAMES, TRAINING
from docverify.specimens.languages import languages, month
from docverify.specimens.writing import (
    label,
    title_case,
    written_date,
    written_number,
    written_sex,
    written_state,
)

CHECKED = {"number", "birth", "expiry", "sex"}


def drawn(fmt, holder, name, *, side=Side.FRONT, scale=8.0, **look):
    style = replace(Style(design=name), **look)
    rng = np.random.default_rng(1)
    return draw_specimen(fmt, holder=holder, rng=rng, px_per_mm=scale, side=side, style=style)


def said(specimen, field, kind="value"):
    return [line.text for line in specimen.printed if line.field == field and line.kind == kind]


def test_training_and_measuring_share_no_design_no_writing_of_dates_and_no_first_language():
    assert len(TRAINING) >= 6
    assert len(MEASURING) >= 8
    assert not set(TRAINING) & set(MEASURING)
    assert set(NAMES) == {COMMON, *TRAINING, *MEASURING}
    assert len({design.rows for design in DESIGNS.values()}) == len(DESIGNS)
    assert len({design.card for design in DESIGNS.values()}) == len(DESIGNS)
    for what in ("date", "rows", "card"):
        values = [{getattr(DESIGNS[name], what) for name in names} for names in (TRAINING, MEASURING)]
        assert not values[0] & values[1], what
    first = [{DESIGNS[name].languages[0] for name in names} for names in (TRAINING, MEASURING)]
    assert not first[0] & first[1]


@pytest.mark.parametrize("name", DESIGNS)
def test_every_field_that_is_checked_is_printed_on_every_page(name, fmt, anna):
    specimen = drawn(fmt, anna, name)
    values = {line.field for line in specimen.printed if line.kind == "value"}
    assert values >= CHECKED
    assert values & {"name", "surname"}
    assert values & {"state", "nationality"}
    number = said(specimen, "number")[0]
    assert number.replace(" ", "").replace("-", "") == anna.document_number
    (first, *_) = said(specimen, "surname") or said(specimen, "name")
    assert first.upper().startswith("ERIKSSON")


@pytest.mark.parametrize("name", DESIGNS)
def test_no_line_lies_over_another_and_all_stand_on_the_page(name, fmt):
    for seed in range(2):
        rng = np.random.default_rng([seed, *name.encode()])
        holder = foreign_holder(fmt, rng=rng)
        style = replace(random_style(rng), design=name, facing_page=0.0)
        for side in (Side.FRONT, Side.MRZ) if fmt is MrzFormat.TD1 else (Side.FRONT,):
            specimen = draw_specimen(fmt, holder=holder, rng=rng, px_per_mm=8, side=side, style=style)
            boxes = np.array([box(line.quad) for line in specimen.printed])
            height, width = specimen.image.shape[:2]
            assert boxes[:, :2].min() >= 0
            assert boxes[:, 2].max() <= width
            assert boxes[:, 3].max() <= height
            if len(specimen.line_quads):
                assert boxes[:, 3].max() < specimen.line_quads[..., 1].min()
            for at, one in enumerate(boxes):
                for other in boxes[at + 1 :]:
                    apart = (one[2:] <= other[:2] + 1).any() or (other[2:] <= one[:2] + 1).any()
                    assert apart, (name, fmt, side)


@pytest.mark.parametrize("name", MEASURING)
def test_captions_of_pages_that_measure_are_not_too_small_to_be_read(name, fmt):
    """Half a millimetre: less is microprint. Values are larger, however long the name."""
    for seed in range(3):
        rng = np.random.default_rng([seed, *name.encode()])
        holder = foreign_holder(fmt, rng=rng)
        specimen = drawn(fmt, holder, name, scale=12.0)
        for line in specimen.printed:
            least = {"label": 0.5, "value": 0.8}.get(line.kind, 0.0)
            assert line.quad[3, 1] - line.quad[0, 1] >= least * 12 - 1, (line.kind, line.field, fmt)


def box(quad):
    return [*quad.min(axis=0), *quad.max(axis=0)]


def test_the_common_design_is_what_style_has(anna):
    assert Style().design == COMMON
    for seed in range(5):
        assert random_style(np.random.default_rng(seed)).design == COMMON
    first = drawn(MrzFormat.TD3, anna, COMMON)
    rng = np.random.default_rng(1)
    plain = draw_specimen(MrzFormat.TD3, holder=anna, rng=rng, px_per_mm=8, style=Style())
    np.testing.assert_array_equal(first.image, plain.image)
    assert said(first, "birth") == ["12 AUG 1974"]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("atlas", ["12 AUG/AOÛT 1974"]),
        ("birch", ["1974-08-12"]),
        ("cedar", ["12.08.1974"]),
        ("dune", ["12 08 1974"]),
        ("ember", ["08/12/1974"]),
        ("fjord", ["12-08-1974"]),
        ("glade", ["12/08/1974"]),
        ("heath", ["12 SRP 74"]),
        ("lagoon", ["12.08.74"]),
        ("mesa", ["12 AĞU / AUG 1974"]),
        ("nimbus", ["1974.08.12."]),
        ("onyx", ["12 ELO", "1974"]),
        ("prairie", ["1974/08/12"]),
        ("quarry", ["12. KOL 1974"]),
        ("reef", ["12 AOÛT /AUG 74"]),
        ("steppe", ["12. 08. 1974"]),
        ("tundra", ["12 AUG 1974"]),
        ("umbra", ["1974 08 12"]),
        ("vale", ["12-Ogo-1974"]),
        ("wold", ["12 AUG/AOÛT 74"]),
        ("xenia", ["12-08-74"]),
        ("yarrow", ["12AGO1974"]),
        ("zephyr", ["12.AUG.1974"]),
    ],
)
def test_dates_are_written_as_the_design_has_them(name, lines, anna):
    assert said(drawn(MrzFormat.TD3, anna, name), "birth") == lines


def test_what_is_not_known_of_a_date_is_crossed_out():
    assert written_date("7408<<", DESIGNS["cedar"]) == "XX.08.74"
    assert written_date("7408<<", DESIGNS["heath"]) == "XX SRP 74"
    assert written_date("74<<<<", DESIGNS["atlas"]) == "XX XX/XX 74"
    assert written_date("7408<<", DESIGNS["vale"]) == "XX-Ogo-74"
    assert written_date("74<<<<", DESIGNS["yarrow"]) == "XXXX74"
    assert written_date(None, DESIGNS["ember"]) == "XX/XX/XX"


def test_numbers_states_and_sexes_are_written_in_their_ways():
    assert written_number("L898902C3", DESIGNS["dune"]) == "L89 890 2C3"
    assert written_number("L898902C3", DESIGNS["heath"]) == "L898-902C-3"
    assert written_state("D", "name") == "GERMANY"
    assert written_state("UTO", "both") == "UTOPIA / UTO"
    assert written_state("QQX", "name") == "QQX"
    assert written_sex("", DESIGNS["fjord"]) == "X/X"
    assert written_sex("F", DESIGNS["nimbus"]) == "NŐ"
    assert written_sex("F", DESIGNS["umbra"]) == "M/F"
    assert written_sex("M", DESIGNS["umbra"]) == "V/M"
    assert written_sex("", DESIGNS["umbra"]) == "X/X"
    assert title_case("ÇELİK-ŐRY VAN ẞ") == "Çelik-Őry Van ẞ"


def test_labels_are_in_the_languages_of_the_design():
    assert label("birth", 3, DESIGNS["mesa"]) == ("3. Doğum tarihi / Date of birth",)
    assert label("birth", 3, DESIGNS["lagoon"]) == ("Data urodzenia", "Date of birth")
    assert label("birth", 3, DESIGNS["steppe"]) == ("3. Datum rojstva / Date of birth / Date de naissance",)
    assert label("birth", 3, DESIGNS["onyx"]) == ("3.",)
    assert label("name", 1, DESIGNS["dune"]) == ("APELLIDOS, NOMBRE",)
    assert len(languages()) >= 22
    for language in languages():
        assert all(month(language, number) for number in range(1, 13))
        assert len({month(language, number) for number in range(1, 13)}) == 12


def test_long_names_stand_on_two_lines_where_a_design_does_so():
    long = Holder("ANDERSSON LINDGREN", "ANNA", "L898902C3", date_of_birth=date(1974, 8, 12), sex="F")
    assert said(drawn(MrzFormat.TD3, long, "quarry"), "surname") == ["ANDERSSON", "LINDGREN"]
    assert said(drawn(MrzFormat.TD3, long, "fjord"), "surname") == ["ANDERSSON LINDGREN"]


def test_a_perforated_number_can_be_read_from_its_holes(anna):
    specimen = drawn(MrzFormat.TD3, anna, "fjord", scale=12.0, guilloche=0.0)
    (line,) = [one for one in specimen.printed if one.kind == "perforation"]
    assert line.text == anna.document_number
    # The quad is in reading order: the text runs down the page, its upper edge at the right.
    assert line.quad[1, 1] > line.quad[0, 1]
    assert line.quad[0, 0] > line.quad[3, 0]
    dark = specimen.image.max(axis=2) < 90
    left, top, right, bottom = np.round(box(line.quad)).astype(int)
    assert dark[top : bottom + 1, left : right + 1].mean() > 0.1


def test_files_of_typefaces_are_used(anna):

    font = Path(ocrb.__file__).parent / "fonts" / "OCRB.otf"
    plain = drawn(MrzFormat.TD3, anna, "atlas")
    other = drawn(MrzFormat.TD3, anna, "atlas", text_font=font)
    labels = drawn(MrzFormat.TD3, anna, "atlas", label_font=font)
    ocr = drawn(MrzFormat.TD3, anna, "atlas", text_face="ocrb")
    assert (plain.image != other.image).any()
    assert (plain.image != labels.image).any()
    (by_file,), (by_name,) = (
        [line for line in one.printed if line.field == "surname" and line.kind == "value"]
        for one in (other, ocr)
    )
    np.testing.assert_allclose(by_file.quad, by_name.quad, atol=3)
    with pytest.raises(InputError, match="text_font"):
        Style(text_font="OCRB.otf")


def test_random_designs_come_from_those_for_training_unless_others_are_named():
    rng = np.random.default_rng(3)
    assert {random_design(rng) for _ in range(200)} == set(TRAINING)
    assert {random_design(rng, among=MEASURING) for _ in range(200)} == set(MEASURING)
    with pytest.raises(InputError, match="atlas"):
        random_design(rng, among=("nowhere",))
    with pytest.raises(InputError, match="atlas"):
        Style(design="nowhere")

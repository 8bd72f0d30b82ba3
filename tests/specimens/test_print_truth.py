"""The printed lines are where a specimen and its captures say, in every way of showing them."""

import json
from dataclasses import replace

import numpy as np
import pytest

from docverify.imaging.geometry import cut_out
from docverify.mrz import MrzFormat, parse_mrz
from docverify.specimens import (
    Holder,
    Side,
    Style,
    capture,
    clean,
    draw_specimen,
    foreign_holder,
    hard,
    kiosk,
    random_holder,
    truth,
)
from docverify.specimens.designs import COMMON
from docverify.specimens.scenes.flat import flatten, page_piece

INK = {"text_ink": (0, 0, 0), "label_ink": (0, 0, 0), "guilloche": 0.0, "stock": 1.0}


def ink_share(image, quad):
    """How much of a line's area is dark."""
    width, height = (int(np.linalg.norm(quad[to] - quad[0])) for to in (1, 3))
    return (cut_out(image, quad, width=max(4, width), height=max(4, height)).max(axis=2) < 120).mean()


def shown(line):
    return line.kind != "perforation" and len(line.text) > 2


@pytest.mark.parametrize("design", [COMMON, "cedar", "onyx"])
@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("layout", [MrzFormat.TD1, MrzFormat.TD3])
def test_there_is_ink_where_the_truth_says(design, side, layout, anna):
    style = Style(design=design, facing_page=0.3, **INK)
    specimen = draw_specimen(layout, holder=anna, rng=np.random.default_rng(4), side=side, style=style)
    dark_ground = {"title"} if design == "cedar" else set()
    lines = [line for line in specimen.printed if shown(line) and line.kind not in dark_ground]
    assert len(lines) >= 3
    for line in lines:
        if design == "cedar" and line.field == "number":
            continue  # pale on a band
        assert 0.1 < ink_share(specimen.image, line.quad) < 0.75, line.field
    if layout is MrzFormat.TD1 and side is Side.BOTH:
        assert any(line.field == "address" for line in lines)
        assert any(line.field == "surname" for line in lines)


def test_captures_carry_the_lines_along(anna):
    specimen = draw_specimen(
        MrzFormat.TD3, holder=anna, rng=np.random.default_rng(4), style=Style(design="glade", **INK)
    )
    for conditions in (
        clean(),
        kiosk(np.random.default_rng(5)),
        replace(kiosk(np.random.default_rng(6)), rotation=135),
    ):
        taken = capture(specimen, conditions, rng=np.random.default_rng(7))
        assert [line.text for line in taken.printed] == [line.text for line in specimen.printed]
        lines = [line for line in taken.printed if shown(line)]
        shares = [ink_share(taken.image, line.quad) for line in lines]
        assert np.mean(shares) > 0.12


def test_a_capture_of_flat_things_has_the_leading_page_s_lines(anna):
    page = draw_specimen(MrzFormat.TD3, holder=anna, rng=np.random.default_rng(4), style=Style(**INK))
    seen = flatten([page_piece(page, leads=True, turn=20)], scale=10, format=MrzFormat.TD3)
    assert len(seen.printed) == len(page.printed)
    for line in seen.printed:
        if shown(line):
            assert ink_share(seen.image, line.quad) > 0.1
    assert flatten([page_piece(page)], scale=10, format=MrzFormat.TD3).printed == ()


def test_the_truth_as_plain_data_has_the_lines(anna):
    rng = np.random.default_rng(4)
    taken = capture(draw_specimen(MrzFormat.TD2, holder=anna, rng=rng), hard(rng), rng=rng)
    told = json.loads(json.dumps(truth(taken)))["printed"]
    assert {"field", "kind", "text", "quad"} == set(told[0])
    assert "ERIKSSON" in [line["text"] for line in told]


def test_the_print_may_be_made_out_to_somebody_else(anna):
    other = replace(anna, surname="ZENITHSDOTTER")
    specimen = draw_specimen(MrzFormat.TD3, holder=anna, printed=other, rng=np.random.default_rng(1))
    assert "ERIKSSON" in specimen.lines[0]
    assert "ZENITHSDOTTER" in [line.text for line in specimen.printed]
    assert "ERIKSSON" not in [line.text for line in specimen.printed]


def test_names_are_printed_with_their_own_letters_and_transliterated_in_the_mrz(fmt):
    holder = Holder("ÇELİK MÜLLER", "ÞÓR", "L898902C3", sex="M")
    specimen = draw_specimen(fmt, holder=holder, rng=np.random.default_rng(1), side=Side.BOTH, style=Style())
    assert {"ÇELİK MÜLLER", "ÞÓR"} <= {line.text for line in specimen.printed}
    assert "CELIK<MUELLER<<THOR" in "".join(specimen.lines)


def test_foreign_holders_compose_and_have_letters_beyond_english(fmt):
    rng = np.random.default_rng(8)
    beyond = set()
    for _ in range(600):
        holder = foreign_holder(fmt, rng=rng)
        assert parse_mrz("\n".join(holder.lines(fmt))).format is fmt
        beyond |= {letter for letter in holder.surname + holder.given_names if not letter.isascii()}
    assert len(beyond) > 60
    assert beyond >= set("ÜŁÞÓÆØÅĲÑÇİŐŢŞ")


def test_random_holders_are_who_they_were():
    holders = [random_holder(MrzFormat.TD3, rng=np.random.default_rng(seed)) for seed in range(50)]
    assert all((holder.surname + holder.given_names).isascii() for holder in holders)
    again = random_holder(MrzFormat.TD3, rng=np.random.default_rng(1))
    assert again.lines(MrzFormat.TD3) == holders[1].lines(MrzFormat.TD3)


def test_no_repr_of_a_line_shows_what_it_says(anna):
    specimen = draw_specimen(MrzFormat.TD3, holder=anna, rng=np.random.default_rng(1), px_per_mm=4)
    assert "ERIKSSON" not in repr(specimen.printed)
    assert "surname" in repr(specimen.printed)

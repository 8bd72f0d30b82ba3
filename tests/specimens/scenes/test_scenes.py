"""Every kind of scene can be drawn, is drawn alike from the same seed, and says which answers are right."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

import docverify as dv
from docverify.errors import InputError
from docverify.mrz import MrzFormat, parse_mrz
from docverify.specimens import Holder, Side, kiosk
from docverify.specimens.scenes import SCENES, disagreeing, draw_scene, drawn_person, sound


def small(rng):
    return replace(kiosk(rng), character_height=6.0)


def draw(kind, seed=1, **options):
    people = np.random.default_rng(5)
    options.setdefault("conditions", small)
    return draw_scene(
        kind,
        bearer=drawn_person(people),
        stranger=drawn_person(people),
        rng=np.random.default_rng(seed),
        **options,
    )


def test_the_table_is_complete():
    refused = [kind for kind in SCENES.values() if not kind.may_pass]
    assert len(refused) >= 24
    assert len(SCENES) - len(refused) >= 7
    assert all(kind.name == name and kind.title.endswith(".") for name, kind in SCENES.items())
    assert all(kind.right == {"PASSED"} for kind in SCENES.values() if kind.may_pass)
    assert {outcome for kind in refused for outcome in kind.right} == {"FAILED", "INCONCLUSIVE"}


@pytest.mark.parametrize("kind", SCENES)
def test_a_kind_is_drawn_alike_from_one_seed(kind):
    first, again = draw(kind), draw(kind)
    assert first.right == SCENES[kind].right
    assert first.documents
    for one, other in zip(first.documents + first.live, again.documents + again.live, strict=True):
        assert one.dtype == np.uint8
        assert one.ndim == 3
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("layout", [MrzFormat.TD1, MrzFormat.TD2, MrzFormat.MRVA, MrzFormat.MRVB])
def test_other_formats(layout):
    for kind in SCENES:
        if "frames" not in kind:
            assert draw(kind, format=layout).documents


def test_cards_have_two_pictures_and_frames_are_many():
    assert len(draw("sound_card_two_pictures").documents) == 2
    assert len(draw("frames_of_two_people").live) == 25


def test_unknown_names_are_refused_with_those_that_there_are():
    with pytest.raises(InputError, match="portrait_blanked"):
        draw("nothing_of_the_kind")
    with pytest.raises(InputError, match="moderate"):
        draw("sound", conditions="dreadful")


def test_no_repr_shows_anybody():
    assert "array" not in repr(drawn_person(np.random.default_rng(1)))


def test_scenes_in_which_print_and_mrz_disagree():
    for name in ("printed_field_altered", "mrz_field_altered", "front_and_back_of_two_cards"):
        assert not SCENES[name].may_pass
        assert SCENES[name].needs
        first, again = draw(name), draw(name)
        assert first.right == {"FAILED", "INCONCLUSIVE"}
        np.testing.assert_array_equal(first.documents[0], again.documents[0])
    assert len(draw("front_and_back_of_two_cards").documents) == 2


def test_the_border_asks_for_the_checks_that_scenes_need():
    border = dv.Policy.named("border")
    for kind in SCENES.values():
        asked = {border.demand(name) for name in kind.needs}
        assert asked <= {dv.Demand.OPTIONAL, dv.Demand.REQUIRED}, kind.name


@pytest.mark.parametrize("name", ["printed_field_altered", "mrz_field_altered"])
def test_print_and_mrz_disagree_in_these_scenes_and_the_document_is_valid(name, monkeypatch):
    seen = []
    monkeypatch.setattr(disagreeing, "document", lambda *_, **how: seen.append(how) or PAGE)
    monkeypatch.setattr(disagreeing, "take_page", lambda *_: PAGE)
    for seed in range(30):
        draw(name, seed=seed)
    for how in seen:
        print_of, lines = how.get("printed") or how["of"], how.get("lines") or how["of"].lines(MrzFormat.TD3)
        assert print_of.lines(MrzFormat.TD3) != lines
        mrz = parse_mrz("\n".join(lines), at=date(2026, 11, 23))
        assert mrz.valid
        assert print_of.date_of_expiry > date(2026, 11, 23)
    assert len({how["design"] for how in seen}) > 3


def test_both_sides_of_a_sound_card_are_one_persons_and_of_one_look(monkeypatch):
    seen = []
    monkeypatch.setattr(sound, "document", lambda *_, **how: seen.append(how) or PAGE)
    monkeypatch.setattr(sound, "take_page", lambda *_: PAGE)
    draw("sound_card_two_pictures")
    front, back = seen
    assert (front.pop("side"), back.pop("side")) == (Side.FRONT, Side.MRZ)
    assert front == back
    assert isinstance(front["of"], Holder)


PAGE = np.zeros((4, 4, 3), np.uint8)

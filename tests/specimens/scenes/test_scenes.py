"""Every kind of scene can be drawn, is drawn alike from the same seed, and says which answers are right."""

from dataclasses import replace

import numpy as np
import pytest

from docverify.errors import InputError
from docverify.mrz import MrzFormat
from docverify.specimens import kiosk
from docverify.specimens.scenes import SCENES, draw_scene, drawn_person


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

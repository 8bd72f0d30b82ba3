"""What the networks are trained on: the truth of every strip must be what the strip shows."""

from pathlib import Path

import numpy as np
import pytest

from docverify.mrz import ALPHABET
from docverify.reading.recognise import recognise
from docverify.reading.strips import FRAME
from docverify.reading.typefaces.see import see

pytest.importorskip("faker", reason="training is not installed: docverify[train]")

from docverify.training.reader import captures, strips, texts, typeface_strips


@pytest.mark.parametrize("part", [captures, strips])
def test_strips_say_what_their_labels_say(part):
    drawn = part.shard(3, 12)
    frames = recognise(list(drawn.images))
    right = known = 0
    for one, centres, labels in zip(frames, drawn.centres, drawn.labels, strict=True):
        seen = one.characters.argmax(1)
        inside = (labels >= 0) & (centres > 0) & (centres < FRAME * len(seen))
        read = seen[(centres[inside] / FRAME).astype(int)]
        right += int((read == labels[inside]).sum())
        known += int(inside.sum())
    assert known > 500
    assert right / known > 0.8  # many are drawn to be hardly legible; truth one cell off would give a tenth


@pytest.mark.parametrize("part", [captures, strips])
def test_a_shard_is_the_same_for_the_same_seed(part):
    one, again = part.shard(5, 2), part.shard(5, 2)
    np.testing.assert_array_equal(one.images, again.images)
    np.testing.assert_array_equal(one.labels, again.labels)


def test_texts_are_of_the_alphabet_and_of_the_length_asked_for():
    rng = np.random.default_rng(1)
    for length in (14, 26, 44):
        text = texts.random_text(rng, length)
        assert len(text) == length
        assert set(text) <= set(ALPHABET)


def test_strips_in_other_typefaces_say_what_their_labels_say():
    fonts = Path(pytest.importorskip("matplotlib").get_data_path()) / "fonts" / "ttf"
    faces = (fonts / "DejaVuSansMono.ttf",), (fonts / "DejaVuSans.ttf",)
    drawn = typeface_strips.shard(3, 40, faces)
    seen = see(list(drawn.images), threads=1)
    central, character = typeface_strips.frame_targets(drawn, np.arange(len(drawn.images)))
    known = character >= 0
    right = np.stack([one.frames.characters.argmax(1) for one in seen]) == character
    assert known.sum() > 1500
    assert right[known].mean() > 0.8
    assert ((central > 0.5) & known).sum() > 500
    again = typeface_strips.shard(3, 40, faces)
    np.testing.assert_array_equal(drawn.images, again.images)
    np.testing.assert_array_equal(drawn.widths, again.widths)

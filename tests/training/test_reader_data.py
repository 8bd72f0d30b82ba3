"""What the networks are trained on: the truth of every strip must be what the strip shows."""

import numpy as np
import pytest

from docverify.mrz import ALPHABET
from docverify.reading.recognise import recognise
from docverify.reading.strips import FRAME

pytest.importorskip("faker", reason="training is not installed: docverify[train]")

from docverify.training.reader import captures, strips, texts


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

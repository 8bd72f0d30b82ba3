"""How the recogniser of print goes on from the shipped one."""

import numpy as np
import pytest

from docverify.networks import shipped_network
from docverify.printed.alphabet import CHARACTERS
from docverify.printed.strips import HEIGHT

pytest.importorskip("faker", reason="training is not installed: docverify[train]")

from docverify.training.printed.lines import MOST, WIDTH, LineStrips
from docverify.training.printed.missized import missized

A = 1 + CHARACTERS.index("A")


def strips_of(*places):
    """One strip for each place of a single dark character, px."""
    images = np.full((len(places), HEIGHT, WIDTH), 200, np.uint8)
    edges = np.full((len(places), MOST, 2), np.nan, np.float32)
    labels = np.full((len(places), MOST), -1, np.int16)
    for row, (begin, end) in enumerate(places):
        images[row, 8:24, begin:end] = 20
        edges[row, 0], labels[row, 0] = (begin, end), A
    return LineStrips(images, edges, labels)


def test_what_is_shown_larger_or_smaller_lies_where_its_truth_says():
    drawn = strips_of(*[(40, 60)] * 30)
    shown = missized(drawn, np.arange(30), np.random.default_rng(5), share=1.0)
    widths = shown.edges[:, 0, 1] - shown.edges[:, 0, 0]
    assert widths.min() < 16
    assert widths.max() > 24
    for image, (begin, end) in zip(shown.images, shown.edges[:, 0], strict=True):
        dark = np.flatnonzero(image[HEIGHT // 2] < 110)
        assert abs(dark[0] - begin) < 2
        assert abs(dark[-1] + 1 - end) < 2
    assert (drawn.images == strips_of(*[(40, 60)] * 30).images).all()


def test_what_is_pushed_out_of_the_strip_has_no_label():
    shown = missized(strips_of(*[(236, 252)] * 30), np.arange(30), np.random.default_rng(5), share=1.0)
    inside = shown.labels[:, 0] >= 0
    assert 0 < inside.sum() < 30
    assert (shown.edges[inside, 0, 1] < WIDTH + 8).all()
    assert np.isnan(shown.edges[~inside, 0]).all()


def test_no_share_changes_nothing():
    drawn = strips_of((10, 30), (50, 60))
    shown = missized(drawn, np.array([1]), np.random.default_rng(5), share=0.0)
    assert (shown.images[0] == drawn.images[1]).all()
    assert (shown.labels[0] == drawn.labels[1]).all()


def test_a_grown_network_says_what_the_shipped_one_says():
    torch = pytest.importorskip("torch", reason="training is not installed: docverify[train]")
    pytest.importorskip("onnx", reason="training is not installed: docverify[train]")
    from docverify.training.printed.__main__ import MODELS
    from docverify.training.printed.recogniser import pictures
    from docverify.training.printed.recogniser_network import grown

    torch.manual_seed(1)
    rng = np.random.default_rng(5)
    strips = pictures(rng.integers(0, 255, (4, HEIGHT, WIDTH)).astype(np.uint8))
    network = grown(MODELS / "recogniser.onnx", strips)
    (shipped,) = shipped_network("printed", "recogniser.onnx", threads=1).run(strips.numpy())
    with torch.no_grad():
        assert np.abs(network(strips).numpy() - shipped).max() < 1e-3

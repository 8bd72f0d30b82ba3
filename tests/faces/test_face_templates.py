"""Templates fail closed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.errors import InputError
from docverify.evidence import Template, similarity_of
from docverify.faces import fuse

ROW = np.linspace(-1, 1, 128, dtype=np.float32)


@pytest.mark.parametrize(
    "values",
    [
        np.full(128, np.nan, np.float32),
        np.where(np.arange(128) == 7, np.inf, ROW),
        np.zeros(128, np.float32),
        np.full(128, 1e-12, np.float32),
        np.empty(0, np.float32),
        np.ones((2, 64), np.float32),
    ],
)
def test_what_is_no_template_is_refused(values):
    with pytest.raises(InputError):
        Template(encoder="a", values=values)


def test_templates_of_different_builds_do_not_compare():
    one, other = Template(encoder="a", values=ROW), Template(encoder="b", values=ROW)
    for function in (similarity_of, lambda x, y: fuse([x, y])):
        with pytest.raises(InputError, match=r"encoder|engine"):
            function(one, other)
    with pytest.raises(InputError):
        similarity_of(one, Template(encoder="a", values=ROW[:64]))


def test_nothing_does_not_fuse():
    with pytest.raises(InputError):
        fuse([])


def test_a_template_cannot_be_changed_later():
    values = ROW.copy()
    template = Template(encoder="a", values=values)
    values[:] = 0
    assert template.values[0] == ROW[0]
    with pytest.raises(ValueError, match="read-only"):
        template.values[0] = 0


def test_opposite_templates_have_the_least_score():
    template = Template(encoder="a", values=ROW * 7)
    assert similarity_of(template, Template(encoder="a", values=-ROW)) == pytest.approx(-1.0)
    assert similarity_of(template, template) == pytest.approx(1.0)


@given(st.lists(st.floats(-1e3, 1e3, width=32), min_size=1, max_size=64), st.text(max_size=20))
def test_the_byte_form_keeps_everything(values, encoder):
    row = np.array([*values, 1.0], np.float32)
    template = Template(encoder=encoder, values=row)
    again = Template.from_bytes(template.to_bytes())
    assert again.encoder == encoder
    assert np.array_equal(again.values, row)


def test_damaged_bytes_are_refused():
    data = Template(encoder="sface-0", values=ROW).to_bytes()
    assert len(data) < 4 * 128 + 32
    for damaged in (b"", b"DVF1", data[:-1], data + b"\0", b"XXXX" + data[4:], data[: len(data) // 2]):
        with pytest.raises(InputError):
            Template.from_bytes(damaged)


def test_a_template_shows_no_number_of_the_face():
    shown = repr(Template(encoder="made up", values=np.array([0.123456, -0.654321], np.float32)))
    assert shown == "Template(encoder='made up', values=<2 numbers>)"

"""Every public door that opens pictures takes `limits`, and holds to them."""

import inspect
import io

import numpy as np
import pytest
from PIL import Image

import docverify as dv

OPENED = {"source", "frames", "image", "document", "live", "reference", "probe"}


def picture(width, height):
    out = io.BytesIO()
    Image.fromarray(np.full((height, width, 3), 200, np.uint8)).save(out, "PNG")
    return out.getvalue()


def doors():
    for name in dv.__all__:
        value = getattr(dv, name)
        if inspect.isfunction(value) and OPENED & set(inspect.signature(value).parameters):
            yield name


def test_these_are_the_doors():
    assert set(doors()) >= {
        "acquire_document",
        "compare_faces",
        "encode_face",
        "explain_verification",
        "find_faces",
        "load_image",
        "load_pages",
        "read_frames",
        "read_mrz",
        "read_printed",
        "verify",
    }


@pytest.mark.parametrize("name", sorted(doors()))
def test_a_picture_beyond_the_limits_is_refused_by_each_of_its_arguments(name, samples):
    function = getattr(dv, name)
    taken = OPENED & set(inspect.signature(function).parameters)
    small, large = picture(60, 40), picture(60, 41)
    report = dv.verify(document=samples / "mated" / "document.png", live=samples / "mated" / "live.jpg")
    more = {"report": report} if name == "explain_verification" else {}
    for one in taken:
        given = dict.fromkeys(taken, small) | {one: large} | more
        with pytest.raises(dv.LimitExceeded, match=r"Limits\.pixels"):
            list(function(**given, limits=dv.Limits(pixels=60 * 40)))  # load_pages opens what is asked for

"""A table of pairs names pictures below its folder, and no other file of the machine."""

import pytest

from docverify.errors import InputError
from docverify.trials.table import picture_below


def test_paths_stay_below_the_folder(tmp_path):
    root = tmp_path / "pictures"
    (root / "of").mkdir(parents=True)
    for place in (root / "of" / "one.png", tmp_path / "secret.png"):
        place.write_bytes(b"a picture")
    (root / "link.png").symlink_to(tmp_path / "secret.png")
    assert picture_below(root, "of/one.png") == root / "of" / "one.png"
    assert picture_below(root, "of/../of/one.png") == root / "of" / "one.png"
    for outside in ("../secret.png", str(tmp_path / "secret.png"), "of/../../secret.png", "link.png"):
        with pytest.raises(InputError, match="lies outside"):
            picture_below(root, outside)
    with pytest.raises(InputError, match="no such picture"):
        picture_below(root, "none.png")

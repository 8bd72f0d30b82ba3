"""The tree, against RFC 6962's definition and the roots that Certificate Transparency publishes."""

import numpy as np
import pytest

from docverify.operation.journal.tree import (
    EMPTY,
    consistency,
    consistent,
    grown,
    inclusion,
    leaf_hash,
    root_by_inclusion,
    root_of,
)
from tests.operation.journal import independent

LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""Of the first one to eight leaves: the vectors of Certificate Transparency's own tests."""
SIX_TO_EIGHT = (
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
)
TWO_TO_FIVE = (
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
)


class Grown:
    """A tree that keeps what `grown` gives, as a journal does."""

    def __init__(self, leaves):
        self.rows = []
        for number, data in enumerate(leaves):
            self.rows.append(grown(number, leaf_hash(data), self.node))

    def node(self, level, place):
        found = self.rows[((place + 1) << level) - 1][32 * level : 32 * level + 32]
        assert len(found) == 32
        return found


def test_the_published_roots():
    tree = Grown(LEAVES)
    assert [root_of(size, tree.node).hex() for size in range(1, 9)] == list(ROOTS)
    assert root_of(0, tree.node) == EMPTY == independent.tree([])
    assert EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(("old", "new", "path"), [(6, 8, SIX_TO_EIGHT), (2, 5, TWO_TO_FIVE)])
def test_the_published_consistency_proofs(old, new, path):
    tree = Grown(LEAVES)
    assert [one.hex() for one in consistency(old, new, tree.node)] == list(path)


def test_every_path_of_every_small_tree_agrees_with_the_definition():
    leaves = [bytes([number]) * (number % 5) for number in range(40)]
    tree = Grown(leaves)
    for size in range(1, len(leaves) + 1):
        root = independent.tree(leaves[:size])
        assert root_of(size, tree.node) == root
        for number in range(size):
            path = inclusion(number, size, tree.node)
            assert independent.path_root(number, size, independent.leaf(leaves[number]), path) == root
            assert root_by_inclusion(number, size, leaf_hash(leaves[number]), path) == root


def test_a_path_of_something_else_leads_to_another_root():
    rng = np.random.default_rng(1)
    leaves = [bytes([number]) for number in range(100)]
    tree = Grown(leaves)
    for _ in range(300):
        size = int(rng.integers(2, 101))
        number = int(rng.integers(size))
        path, root = inclusion(number, size, tree.node), root_of(size, tree.node)
        hashed = leaf_hash(leaves[number])
        wrong = [bytes(32) if n == rng.integers(len(path)) else step for n, step in enumerate(path)]
        assert wrong == path or root_by_inclusion(number, size, hashed, wrong) != root
        assert root_by_inclusion(number, size, leaf_hash(b"other"), path) != root
        other = (number + 1) % size
        assert root_by_inclusion(other, size, hashed, path) != root
        assert root_by_inclusion(number, size, hashed, path[:-1]) != root
        assert root_by_inclusion(number, size, hashed, [*path, bytes(32)]) != root
        assert root_by_inclusion(size, size, hashed, path) is None
        assert root_by_inclusion(-1, size, hashed, path) is None


def test_consistency_holds_for_every_beginning_and_for_no_other():
    leaves = [bytes([number]) for number in range(33)]
    tree = Grown(leaves)
    roots = {size: root_of(size, tree.node) for size in range(1, 34)}
    for new in range(1, 34):
        for old in range(1, new + 1):
            path = consistency(old, new, tree.node)
            assert consistent(old, new, (roots[old], roots[new]), path)
            assert not consistent(old, new, (bytes(32), roots[new]), path)
            assert not consistent(old, new, (roots[old], bytes(32)), path)
            if path:
                assert not consistent(old, new, (roots[old], roots[new]), path[:-1])
                assert not consistent(old, new, (roots[old], roots[new]), [bytes(32), *path[1:]])
            assert not consistent(old, new, (roots[old], roots[new]), [*path, bytes(32)])
    assert not consistent(0, 3, (EMPTY, roots[3]), [])
    assert not consistent(4, 3, (roots[4], roots[3]), [])

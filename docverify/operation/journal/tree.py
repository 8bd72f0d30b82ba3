"""The Merkle tree of RFC 9162, section 2.1, over hashes that somebody keeps.

A *node* is the hash of a full subtree: `node(level, place)` covers the leaves from `place << level`, `1 <<
level` of them. An append completes as many nodes above its leaf as its number has ones at its end.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Final

Node = Callable[[int, int], bytes]

EMPTY: Final = sha256().digest()
"""The root of a tree without leaves."""
WIDTH: Final = 32
"""Bytes of a hash."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf (2.1.1)."""
    return sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees (2.1.1)."""
    return sha256(b"\1" + left + right).digest()


def grown(number: int, leaf: bytes, node: Node) -> bytes:
    """The hashes that a leaf brings: its own, and those of the subtrees that it completes, from below.

    Args:
        number: of the leaf, from 0.
        leaf: its hash.
        node: hashes of the subtrees left of it.
    """
    hashes, level, place = [leaf], 0, number
    while place & 1:
        hashes.append(node_hash(node(level, place - 1), hashes[-1]))
        level, place = level + 1, place >> 1
    return b"".join(hashes)


def root_of(size: int, node: Node) -> bytes:
    """The root of the first `size` leaves."""
    return _span(0, size, node) if size else EMPTY


def inclusion(number: int, size: int, node: Node) -> list[bytes]:
    """The path from a leaf to the root of the first `size` leaves, from below (2.1.3.1)."""
    path: list[bytes] = []
    start, stop = 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if number < middle:
            path.append(_span(middle, stop, node))
            stop = middle
        else:
            path.append(_span(start, middle, node))
            start = middle
    return path[::-1]


def root_by_inclusion(number: int, size: int, leaf: bytes, path: Iterable[bytes]) -> bytes | None:
    """The root to which a path leads (2.1.3.2); None where it cannot be a path of that leaf and size."""
    if not 0 <= number < size:
        return None
    place, last, found = number, size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            found = node_hash(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return None if last else found


def consistency(old: int, new: int, node: Node) -> list[bytes]:
    """The proof that the first `old` leaves, at least one, are the beginning of the first `new` (2.1.4.1)."""
    path: list[bytes] = []
    start, stop, known = 0, new, True
    while stop != old:
        middle = start + _split(stop - start)
        if old <= middle:
            path.append(_span(middle, stop, node))
            stop = middle
        else:
            path.append(_span(start, middle, node))
            start, known = middle, False
    return ([] if known else [_span(start, stop, node)]) + path[::-1]


def consistent(old: int, new: int, roots: tuple[bytes, bytes], path: Iterable[bytes]) -> bool:
    """Whether a path proves that a tree of `old` leaves is the beginning of one of `new` (2.1.4.2).

    Args:
        old: leaves of the earlier tree, at least one.
        new: leaves of the later one.
        roots: of the earlier and of the later tree.
        path: what `consistency` gave.
    """
    steps = list(path)
    if not 0 < old <= new:
        return False
    if old == new:
        return not steps and roots[0] == roots[1]
    if old & (old - 1) == 0:
        steps.insert(0, roots[0])
    if not steps:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, step)
        place, last = place >> 1, last >> 1
    return last == 0 and (before, after) == roots


def _split(size: int) -> int:
    """The largest power of two below a size of at least two."""
    return 1 << ((size - 1).bit_length() - 1)


def _span(start: int, stop: int, node: Node) -> bytes:
    """The root over leaves, from a start at which a subtree of their number may begin."""
    size = stop - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return node(level, start >> level)
    middle = start + _split(size)
    return node_hash(_span(start, middle, node), _span(middle, stop, node))

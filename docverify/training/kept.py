"""Keeps what was drawn for training, so that it is drawn once."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

_Shard = TypeVar("_Shard")


def kept(path: Path, kind: type[_Shard], draw: Callable[[], _Shard]) -> _Shard:
    """Read a shard from `path`, drawing and keeping it when it is not there yet.

    Args:
        path: a file of arrays.
        kind: of the shard: a dataclass of arrays, which are kept by their names.
        draw: what to keep.
    """
    names = [one.name for one in fields(kind)]  # type: ignore[arg-type]  # a dataclass
    if not path.exists():
        drawn = draw()
        partial = path.with_suffix(".partial.npz")
        arrays: dict[str, Any] = {name: getattr(drawn, name) for name in names}
        np.savez(partial, **arrays)
        partial.rename(path)
    with np.load(path) as stored:
        return kind(*(stored[name] for name in names))


def joined(shards: Iterable[_Shard]) -> _Shard:
    """Several shards of one kind as one."""
    every = list(shards)
    kind = type(every[0])
    names = [one.name for one in fields(kind)]  # type: ignore[arg-type]  # a dataclass
    return kind(*(np.concatenate([getattr(one, name) for one in every]) for name in names))

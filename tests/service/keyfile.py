"""A file of keys, for services that keep them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from docverify.service.security.keys import Scope, new_key, write_keys

NOW: Final = datetime(2026, 11, 28, tzinfo=UTC)
OF_EACH: Final = {one.value: one.value for one in Scope}
"""A key of each scope, by the scope's name."""


def key_of(*scopes: str, name: str = "test"):
    """A key as it is shown, and as it is kept."""
    return new_key(name=name, scopes=frozenset(map(Scope, scopes)), now=NOW)


def keys_in(folder: Path, scopes: Mapping[str, str] = OF_EACH) -> tuple[Path, dict[str, str]]:
    """Write a file of keys.

    Args:
        folder: where.
        scopes: of each key its name and its one scope.

    Returns:
        The file, and the keys as they are shown, by their names.
    """
    path, made = folder / "keys.json", {name: key_of(scope, name=name) for name, scope in scopes.items()}
    write_keys(path, {kept.id: kept for _, kept in made.values()})
    return path, {name: key for name, (key, _) in made.items()}


def bearer(key: str) -> dict[str, str]:
    """The header that shows a key."""
    return {"Authorization": f"Bearer {key}"}

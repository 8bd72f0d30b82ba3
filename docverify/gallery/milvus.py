"""A gallery's search on Milvus, for galleries that have outgrown one machine's memory.

The register stays the truth: Milvus holds copies of its rows and gives candidates, and every candidate is
scored again with the register's template, so that thresholds mean what they mean without it. Milvus can be
emptied and filled again at any time (`docverify gallery reindex`). It keeps templates in the clear and
overwrites none when it deletes them: its disks must be encrypted, and `Gallery.erase` does not reach what it
has not yet compacted.

One process writes a gallery that is searched here; others open it to be read only.
"""

import ipaddress
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_number
from docverify.errors import ConfigurationError, EngineMissing, GalleryUnavailable
from docverify.gallery.index import Change, Found
from docverify.gallery.register import NOBODY

AT_ONCE: Final = 2_000
"""Rows that are sent together: a megabyte of templates."""
MOST_FOUND: Final = 16_384
"""Rows that Milvus gives at most."""
ERROR: Final = 1e-4
"""More than its float32 scores differ from the register's: candidates are sought so far below a threshold."""
MARK: Final = -1
"""The row whose `expires` is the generation up to which Milvus has followed the register."""
FIELDS: Final = ("number", "purpose", "expires", "row")
_FIRST_ASKED: Final = 64

_Answer = TypeVar("_Answer")


class MilvusIndex:
    """Finds a gallery's entries on a Milvus server; pass it as `Gallery(…, index=…)`.

    Each gallery has a collection of its own, called after `Gallery.id`.

    Args:
        uri: of the server: https, or http of this machine alone. A template is not sent in plain text.
        token: "user:password", or a key; none where the server asks for none.
        index_type: how Milvus searches, such as "FLAT" (every row) or "HNSW" (approximately, faster).
        wait: seconds for one answer.

    Raises:
        ConfigurationError: the address is no server, or of another machine in plain text.
        EngineMissing: pymilvus is not installed.
        GalleryUnavailable: the server does not answer.
    """

    exact = False

    def __init__(self, uri: str, *, token: str = "", index_type: str = "FLAT", wait: float = 30.0) -> None:
        expect("uri", uri, str, "the address of a Milvus server")
        expect("token", token, str, "a text")
        expect("index_type", index_type, str, "a text")
        expect_number("wait", wait, low=0.001)
        require_private(uri)
        self._milvus = _pymilvus()
        self._index_type = index_type
        self._name, self._there, self.generation = "", False, -1
        self._client: Any = self._asked(
            lambda: self._milvus.MilvusClient(uri=uri, token=token, timeout=float(wait))
        )

    def attach(self, gallery: str) -> None:
        """Search the gallery of an id from now on: what Milvus holds of it already is gone on with."""
        self._name = f"docverify_{gallery}"
        self._there = bool(self._asked(lambda: self._client.has_collection(self._name)))
        self.generation = self._marked()

    def put(self, changes: Iterable[Change], *, generation: int) -> None:
        """Take in what changed, and note how far."""
        moved = iter(changes)
        while some := list(islice(moved, AT_ONCE)):
            rows = [one for one in some if one.row is not None]
            gone = [one.number for one in some if one.row is None]
            if rows:
                self._make(len(_row(rows[0])))
                self._send([_plain(one.number, one.purpose, one.expires, _row(one)) for one in rows])
            if gone and self._there:
                self._asked(lambda ids=gone: self._client.delete(self._name, ids=ids))  # type: ignore[misc]
        self._mark(generation)

    def clear(self) -> None:
        """Let go of every row: the next search, or the next opening, fills it again from the register."""
        if self._there:
            self._asked(lambda: self._client.drop_collection(self._name))
        self._there, self.generation = False, -1

    def count(self, purpose: int, at: int) -> int:
        """Entries that a search compares."""
        if not self._there:
            return 0
        told = self._asked(
            lambda: self._client.query(
                self._name,
                filter=_of(purpose, at),
                output_fields=["count(*)"],
                consistency_level="Strong",
            )
        )
        return int(told[0]["count(*)"])

    def nearest(self, probe: NDArray[np.float32], k: int, *, purpose: int, at: int) -> Found:
        """The k most similar, or all where there are fewer; as Milvus scores them."""
        if not self._there:
            return Found(np.empty(0, np.int64), np.empty(0))
        hits = self._asked(
            lambda: self._client.search(
                self._name,
                data=[probe.tolist()],
                anns_field="row",
                limit=min(k, MOST_FOUND),
                filter=_of(purpose, at),
                search_params={"metric_type": "IP"},
                consistency_level="Strong",
            )
        )[0]
        numbers = np.array([hit["number"] for hit in hits], np.int64)
        return Found(numbers, np.array([hit["distance"] for hit in hits], np.float64))

    def above(self, probe: NDArray[np.float32], threshold: float, *, purpose: int, at: int) -> Found:
        """Every one whose similarity reaches a threshold, as far as Milvus can tell it, or comes near it."""
        k = _FIRST_ASKED
        while True:
            found = self.nearest(probe, k, purpose=purpose, at=at)
            ended = len(found.scores) < k or found.scores[-1] < threshold - ERROR
            if ended or k == MOST_FOUND:
                near = found.scores >= threshold - ERROR
                return Found(found.numbers[near], found.scores[near])
            k = min(8 * k, MOST_FOUND)

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def _make(self, length: int) -> None:
        """Make the collection, where there is none."""
        if self._there:
            return
        kind = self._milvus.DataType
        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("number", kind.INT64, is_primary=True)
        schema.add_field("purpose", kind.INT64)
        schema.add_field("expires", kind.INT64)
        schema.add_field("row", kind.FLOAT_VECTOR, dim=length)
        index = self._client.prepare_index_params()
        index.add_index("row", index_type=self._index_type, metric_type="IP")
        self._asked(
            lambda: self._client.create_collection(
                self._name, schema=schema, index_params=index, consistency_level="Strong"
            )
        )
        self._there = True

    def _marked(self) -> int:
        """The generation up to which Milvus has followed; −1 where it holds nothing."""
        if not self._there:
            return -1
        self._asked(lambda: self._client.load_collection(self._name))
        found = self._asked(
            lambda: self._client.query(
                self._name, filter=f"number == {MARK}", output_fields=["expires"], consistency_level="Strong"
            )
        )
        return int(found[0]["expires"]) if found else -1

    def _mark(self, generation: int) -> None:
        if self._there and generation != self.generation:
            length = self._length()
            self._send([_plain(MARK, NOBODY, generation, np.eye(1, length, dtype=np.float32)[0])])
        self.generation = generation

    def _length(self) -> int:
        """Numbers of a template, as the collection has it."""
        told = self._asked(lambda: self._client.describe_collection(self._name))
        row = next(field for field in told["fields"] if field["name"] == "row")
        return int(row["params"]["dim"])

    def _send(self, rows: Sequence[dict[str, object]]) -> None:
        self._asked(lambda: self._client.upsert(self._name, data=list(rows)))

    def _asked(self, ask: Callable[[], _Answer]) -> _Answer:
        """Ask the server.

        Raises:
            GalleryUnavailable: it does not answer, or refuses. What it says may hold a template, and is left
                out.
        """
        try:
            return ask()
        except (self._milvus.MilvusException, OSError, TimeoutError) as problem:
            code = getattr(problem, "code", "") or type(problem).__name__
        raise GalleryUnavailable(f"Milvus does not do what it is asked: {code}; see the server's log")


def _pymilvus() -> Any:  # noqa: ANN401 - pymilvus has no types
    try:
        import pymilvus
    except ImportError:
        raise EngineMissing("pymilvus is not installed: pip install 'docverify[milvus]'") from None
    return pymilvus


def require_private(uri: str) -> None:
    """Refuse an address to which templates would go in plain text, and one that is no server's.

    Raises:
        ConfigurationError: neither https nor http of this machine. The address is not repeated: it may hold a
            password.
    """
    try:
        parts = urlsplit(uri)
        host = parts.hostname or ""
    except ValueError:
        raise ConfigurationError("uri is no address of a Milvus server") from None
    if parts.scheme == "https" and host:
        return
    if parts.scheme != "http" or not host:
        raise ConfigurationError(
            "uri is no address of a Milvus server: write it as https://HOST:PORT. A file of Milvus Lite "
            "would hold templates in the clear"
        )
    if not _is_here(host):
        raise ConfigurationError(
            "uri is of another machine, and http: templates would be sent in plain text; use https"
        )


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _of(purpose: int, at: int) -> str:
    """What Milvus is asked to compare: one purpose, and nobody who is expired."""
    return f"purpose == {int(purpose)} and expires > {int(at)}"


def _row(one: Change) -> NDArray[np.float32]:
    assert one.row is not None  # noqa: S101 - of an entry that is there
    return one.row


def _plain(number: int, purpose: int, expires: int, row: NDArray[np.float32]) -> dict[str, object]:
    return dict(zip(FIELDS, (int(number), int(purpose), int(expires), row.tolist()), strict=True))

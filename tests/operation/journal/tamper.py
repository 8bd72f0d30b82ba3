"""Seven ways to tamper with a journal, by people of three means.

`plain` changes rows, `careful` writes all that follows anew so that it holds together, and `thief` has the
signing key as well, and signs the journal's own checkpoints anew. Each way says which entry it touched first.
"""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace

from docverify.operation.journal.checkpoint import TreeHead
from docverify.operation.journal.note import Signer, VerifierKey
from docverify.operation.journal.tree import grown, leaf_hash, root_of

MEANS = ("plain", "careful", "thief")


@dataclass(frozen=True)
class Row:
    at: str
    kind: str
    profile: str | None
    concerns: int | None
    content: bytes


class Log:
    """The rows of a journal's file, to be written anew."""

    def __init__(self, connection):
        self.connection = connection
        query = "SELECT at, kind, profile, concerns, body FROM entries ORDER BY number"
        self.rows = [Row(*found[:4], found[4].partition(b"\n")[2]) for found in connection.execute(query)]

    def write(self, start):
        """Write every row from a number on anew, each with the hash of the one before."""
        hashes, previous = {}, "0" * 64

        def node(level, place):
            return hashes[((place + 1) << level) - 1][32 * level : 32 * level + 32]

        kept = self.connection.execute("DELETE FROM entries WHERE number >= ?", (start,))
        assert kept.rowcount >= 0
        for number, row in enumerate(self.rows):
            words = [number, previous, row.at, row.kind, row.profile or "-"]
            line = " ".join(map(str, [*words, "-" if row.concerns is None else row.concerns]))
            body = f"{line}\n".encode() + row.content
            hashes[number] = grown(number, leaf_hash(body), node)
            previous = hashes[number][:32].hex()
            if number >= start:
                values = (number, row.at, row.kind, row.profile, row.concerns, hashes[number], body)
                self.connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        self.root = lambda size: root_of(size, node)

    def sign(self, signer):
        """Sign every checkpoint of the journal's own anew."""
        sizes = [size for (size,) in self.connection.execute("SELECT size FROM checkpoints")]
        for size in sizes:
            if size <= len(self.rows):
                note = signer.sign(TreeHead(signer.key.name, size, self.root(size)).text)
                self.connection.execute("UPDATE checkpoints SET note = ? WHERE size = ?", (note, size))
            else:
                self.connection.execute("DELETE FROM checkpoints WHERE size = ?", (size,))


def _changed(row, rng):
    """The row with another digit, letter or outcome."""
    content = bytearray(row.content)
    places = [at for at, byte in enumerate(content) if chr(byte).isalnum()]
    place = places[rng.integers(len(places))]
    content[place] = content[place] + (1 if chr(content[place] + 1).isalnum() else -1)
    return replace(row, content=bytes(content))


def _set(connection, number, column, value):
    connection.execute(f"UPDATE entries SET {column} = ? WHERE number = ?", (value, number))  # noqa: S608


def _body(connection, number):
    return connection.execute("SELECT body FROM entries WHERE number = ?", (number,)).fetchone()[0]


def edit(log, rng, means):
    place = int(rng.integers(len(log.rows)))
    row = log.rows[place]
    if means != "plain":
        log.rows[place] = _changed(row, rng)
        log.write(place)
        return place
    column = ("body", "body", "body", "at", "kind", "profile", "concerns", "hashes")[rng.integers(8)]
    if column == "body":
        content = _changed(row, rng).content
        value = _body(log.connection, place).partition(b"\n")[0] + b"\n" + content
    elif column == "hashes":
        value = rng.bytes(32)
    else:
        value = {"at": "2020" + row.at[4:], "kind": "other", "profile": "other", "concerns": 10**6}[column]
    _set(log.connection, place, column, value)
    return place


def delete(log, rng, means):
    place = int(rng.integers(len(log.rows) - 1))
    count = int(rng.integers(1, min(4, len(log.rows) - place)))
    if means == "plain":
        log.connection.execute("DELETE FROM entries WHERE number >= ? AND number < ?", (place, place + count))
        return place
    del log.rows[place : place + count]
    log.write(place)
    return place


def insert(log, rng, means):
    place = int(rng.integers(1, len(log.rows)))
    forged = replace(_changed(log.rows[place], rng), kind="verification", profile="basic")
    if means != "plain":
        log.rows.insert(place, forged)
        log.write(place)
        return place
    moved = log.connection.execute(
        "SELECT * FROM entries WHERE number >= ? ORDER BY number", (place,)
    ).fetchall()
    log.connection.execute("DELETE FROM entries WHERE number >= ?", (place,))
    log.rows.insert(place, forged)
    kept, log.rows = log.rows, log.rows[: place + 1]
    log.write(place)
    log.rows = kept
    for number, *rest in moved:
        log.connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", (number + 1, *rest))
    return place


def reorder(log, rng, means):
    first, second = sorted(map(int, rng.choice(len(log.rows), 2, replace=False)))
    if log.rows[first] == log.rows[second]:
        second = next(n for n, row in enumerate(log.rows) if row != log.rows[first])
        first, second = sorted((first, second))
    if means != "plain":
        log.rows[first], log.rows[second] = log.rows[second], log.rows[first]
        log.write(first)
        return first
    rows = {
        number: log.connection.execute("SELECT * FROM entries WHERE number = ?", (number,)).fetchone()[1:]
        for number in (first, second)
    }
    columns = "at = ?, kind = ?, profile = ?, concerns = ?, hashes = ?, body = ?"
    for number, other in ((first, second), (second, first)):
        log.connection.execute(
            f"UPDATE entries SET {columns} WHERE number = ?",  # noqa: S608
            (*rows[other], number),
        )
    return first


def truncate(log, rng, means):
    place = int(rng.integers(1, len(log.rows)))
    del log.rows[place:]
    log.connection.execute("DELETE FROM entries WHERE number >= ?", (place,))
    if means != "plain":
        log.write(place)
        log.connection.execute("DELETE FROM checkpoints WHERE size > ?", (place,))
    return place


def fork(log, rng, means):
    place = int(rng.integers(1, len(log.rows)))
    log.rows[place:] = [_changed(row, rng) for row in log.rows[place:]]
    log.write(place)
    return place


def replace_key(log, rng, means):
    """Another key in the first entry, and under the checkpoints; plain: in one of both places."""
    first = json.loads(log.rows[0].content)
    signer = Signer.of_seed(VerifierKey.read(first["key"]).name, rng.bytes(32))
    first["key"] = str(signer.key)
    text = json.dumps(first, sort_keys=True, separators=(",", ":")).encode()
    if means == "plain" and rng.integers(2):
        _set(log.connection, 0, "body", _body(log.connection, 0).partition(b"\n")[0] + b"\n" + text)
        return 0
    if means != "plain":
        log.rows[0] = replace(log.rows[0], content=text)
    log.write(0)
    log.sign(signer)
    return 0


WAYS = {
    "edit": edit,
    "delete": delete,
    "insert": insert,
    "reorder": reorder,
    "truncate": truncate,
    "fork": fork,
    "replaced key": replace_key,
}


def tamper(path, way, rng, means, signer):
    """Tamper with the journal in a file; the number of the first entry that was touched.

    Args:
        path: the file.
        way: one of `WAYS`.
        rng: draws what is done.
        means: one of `MEANS`.
        signer: the log's own, for a thief.
    """
    with closing(sqlite3.connect(path)) as connection:
        log = Log(connection)
        place = WAYS[way](log, rng, means)
        if means == "thief" and way != "replaced key":
            log.write(len(log.rows))
            log.sign(signer)
        elif means == "careful" and way != "replaced key" and rng.integers(2):
            connection.execute("DELETE FROM checkpoints WHERE size > ?", (place,))
        connection.commit()
    return place

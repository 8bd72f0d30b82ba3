"""A verifier of proofs written from RFC 6962, RFC 8032's interface, and C2SP's specifications alone.

It shares no line with docverify. The path is checked by the definition of PATH (RFC 6962, 2.1.1), from the
root down, not by the loop of RFC 9162.
"""

import base64
import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def leaf(data):
    return hashlib.sha256(bytes([0]) + data).digest()


def over(left, right):
    return hashlib.sha256(bytes([1]) + left + right).digest()


def tree(leaves):
    """MTH(D[n]), by its definition."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaf(leaves[0])
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return over(tree(leaves[:k]), tree(leaves[k:]))


def path_root(m, n, hashed, path):
    """The root that follows from PATH(m, D[n]), read from its end."""
    if n == 1:
        assert not path
        return hashed
    k = 1
    while k * 2 < n:
        k *= 2
    if m < k:
        return over(path_root(m, k, hashed, path[:-1]), path[-1])
    return over(path[-1], path_root(m - k, n - k, hashed, path[:-1]))


def open_note(note, vkey):
    """The text of a signed note, if the key of a verifier key signed it."""
    name, key_id, material = vkey.split("+", 2)
    public = base64.b64decode(material, validate=True)
    assert public[0] == 1
    assert len(public) == 33
    assert hashlib.sha256(name.encode() + b"\n" + public).digest()[:4].hex() == key_id
    end = note.rindex("\n\n")
    text, lines = note[: end + 1], note[end + 2 :].split("\n")
    assert lines.pop() == ""
    found = False
    for line in lines:
        dash, who, signature = line.split(" ")
        assert dash == "\N{EM DASH}"
        raw = base64.b64decode(signature, validate=True)
        if who == name and raw[:4].hex() == key_id:
            Ed25519PublicKey.from_public_bytes(public[1:]).verify(raw[4:], text.encode())
            found = True
    assert found
    return text


def check(entry, proof, vkey):
    """The index of an entry in a log, or an error."""
    head, note = proof.split("\n\n", 1)
    first, *lines = head.split("\n")
    assert first == "c2sp.org/tlog-proof@v1"
    if lines[0].startswith("extra "):
        lines.pop(0)
    word, index = lines.pop(0).split(" ")
    assert word == "index"
    assert str(int(index)) == index
    path = [base64.b64decode(line, validate=True) for line in lines]
    assert all(len(one) == 32 for one in path)
    origin, size, root, *more = open_note(note, vkey).split("\n")
    assert more == [""]
    assert origin == vkey.split("+")[0]
    assert 0 <= int(index) < int(size)
    assert path_root(int(index), int(size), leaf(entry), path) == base64.b64decode(root, validate=True)
    return int(index)

"""Random changes to an input: to its bytes, or to one value of the JSON that it holds."""

import json
import math

INTERESTING = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
ODD = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1,
        2,
        0.5,
        1.5,
        1e-300,
        1e308,
        10**30,
        10**400,
        math.nan,
        math.inf,
        -math.inf,
    ),
    *(
        "",
        "x",
        "0",
        "\ud800",
        "\x00",
        "\x7f",
        "é",
        "😀",
        "x" * 5000,
        "0001-01-01",
        "9999-12-31T23:59:59+23:59",
    ),
    *([], {}, [[]], [None], {"": {}}),
)


def mutated(data, others, rng):
    """An input a few changes away from `data`; `others` are what it may be spliced with."""
    if rng.random() < 0.5 and (changed := _json_changed(data, rng)) is not None:
        return changed
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        rng.choice(_CHANGES)(changed, others, rng)
    return bytes(changed)


def _flip(data, others, rng):
    if data:
        data[_place(data, rng)] ^= 1 << rng.randrange(8)


def _overwrite(data, others, rng):
    if data:
        data[_place(data, rng)] = rng.randrange(256)


def _insert(data, others, rng):
    at = rng.randint(0, len(data))
    data[at:at] = rng.randbytes(rng.choice((1, 2, 4, 16)))


def _delete(data, others, rng):
    first, last = _span(data, rng)
    del data[first:last]


def _duplicate(data, others, rng):
    first, last = _span(data, rng)
    at = rng.randint(0, len(data))
    data[at:at] = data[first:last] * rng.choice((1, 1, 2, 8))


def _splice(data, others, rng):
    """Go on as another input does."""
    other = rng.choice(others)
    data[rng.randint(0, len(data)) :] = other[rng.randint(0, len(other)) :]


def _number(data, others, rng):
    """Put in an interesting number, in one, two or four bytes of either order."""
    size, order = rng.choice((1, 2, 4)), rng.choice(("little", "big"))
    at = _place(data, rng) if data else 0
    data[at : at + size] = (rng.choice(INTERESTING) & (1 << 8 * size) - 1).to_bytes(size, order)


_CHANGES = (_flip, _overwrite, _insert, _delete, _duplicate, _splice, _number)


def _place(data, rng):
    """Somewhere in the data, more often near its beginning, where headers are."""
    return rng.randrange(min(len(data), rng.choice((16, 64, len(data)))))


def _span(data, rng):
    first = rng.randint(0, len(data))
    return first, min(len(data), first + rng.choice((1, 2, 4, 16, 256)))


def _json_changed(data, rng):
    """The same with one value changed in one of its lines, or as a whole; None where that is no JSON."""
    lines = data.splitlines()
    at = slice(0, None) if not lines or rng.random() < 0.5 else _one_line(lines, rng)
    try:
        content = json.loads(b"\n".join(lines[at]))
        _change_value(content, rng)
        lines[at] = [json.dumps(content).encode()]
    except (ValueError, RecursionError):
        return None
    return b"\n".join(lines)


def _one_line(lines, rng):
    at = rng.randrange(len(lines))
    return slice(at, at + 1)


def _change_value(content, rng):
    """Replace, delete or move one value somewhere in lists and objects."""
    slots = list(_slots(content))
    if not slots:
        return
    holder, key = rng.choice(slots)
    match rng.randrange(8):
        case 0:
            del holder[key]
        case 1:
            other, name = rng.choice(slots)
            holder[key] = json.loads(json.dumps(other[name]))
        case 2:
            holder[key] = _nested(rng.randrange(50, 990), rng)
        case _:
            holder[key] = rng.choice(ODD)


def _slots(content):
    """Every (list or object, key) of a JSON value."""
    if isinstance(content, (list, dict)):
        for key in content if isinstance(content, dict) else range(len(content)):
            yield content, key
            yield from _slots(content[key])


def _nested(depth, rng):
    """A list in a list in a list, or objects."""
    value, as_object = 0, rng.random() < 0.5
    for _ in range(depth):
        value = {"a": value} if as_object else [value]
    return value

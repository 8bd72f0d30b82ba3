"""Writes an ONNX network by hand, so that tests need no library for it: mean colour to two classes."""

import struct


def network(weights, *, side=32):
    """Bytes of a network from (1, 3, side, side) to (1, 2): mean of each channel times `weights`, 3 × 2."""
    flat = [float(value) for row in weights for value in row]
    tensor = (
        _number(1, 3) + _number(1, 2) + _number(2, 1) + _text(8, "w") + _bytes(9, struct.pack("<6f", *flat))
    )
    nodes = (
        _node("GlobalAveragePool", ["x"], ["mean"])
        + _node("Flatten", ["mean"], ["row"])
        + _node("MatMul", ["row", "w"], ["y"])
    )
    graph = (
        nodes
        + _text(2, "tiny")
        + _bytes(5, tensor)
        + _bytes(11, _value("x", [1, 3, side, side]))
        + _bytes(12, _value("y", [1, 2]))
    )
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _text(1, "") + _number(2, 13))


def _node(kind, inputs, outputs):
    names = b"".join(_text(1, name) for name in inputs) + b"".join(_text(2, name) for name in outputs)
    return _bytes(1, names + _text(4, kind))


def _value(name, shape):
    dims = b"".join(_bytes(1, _number(1, side)) for side in shape)
    return _text(1, name) + _bytes(2, _bytes(1, _number(1, 1) + _bytes(2, dims)))


def _varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def _number(field, value):
    return _varint(field << 3) + _varint(value)


def _bytes(field, content):
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _text(field, content):
    return _bytes(field, content.encode())

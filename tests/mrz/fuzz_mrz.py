"""Feed anything to the MRZ library: `python tests/mrz/fuzz_mrz.py [seconds]`.

With atheris installed the inputs are guided by coverage; without it they are random mutations of real
shapes. Either way only UnknownMrzFormat may be raised, and what is found must hold together.
"""

import contextlib
import random
import sys
import time

try:
    import atheris
except ImportError:
    atheris = None

with atheris.instrument_imports(include=["docverify.mrz"]) if atheris else contextlib.nullcontext():
    from docverify.errors import UnknownMrzFormat
    from docverify.mrz import ALPHABET, LAYOUTS, detect, parse_many, parse_mrz, repair_mrz

STRANGE = ALPHABET + "abcxyz \n\r\t«＜Ａ?éß\u2028\ufeff\x00中"


def check(text):
    """Everything that must hold for any text."""
    try:
        mrz = parse_mrz(text)
    except UnknownMrzFormat:
        assert not any(fit.fits for fit in detect(text))
        assert parse_many([text]).formats[0] is None
        return
    assert mrz.format is detect(text)[0].format
    assert parse_many([text]).valid[0] == mrz.valid
    assert parse_mrz(mrz.lines, format=mrz.format).lines == mrz.lines
    for field in mrz.fields.values():
        assert field.span is not None
    repair_mrz(text)


def random_text(rng):
    """A layout's shape with some cells, lines and lengths spoilt."""
    widths = rng.choice(list(LAYOUTS.values())).widths
    lines = [[rng.choice(ALPHABET) for _ in range(width)] for width in widths]
    for _ in range(rng.randrange(6)):
        line = rng.choice(lines)
        if line:
            line[rng.randrange(len(line))] = rng.choice(STRANGE)
    if rng.random() < 0.2:
        del rng.choice(lines)[:1]
    return rng.choice(["\n", "\n", "\r\n", ""]).join("".join(line) for line in lines)


def without_atheris(seconds):
    rng = random.Random(9303)  # noqa: S311 - not for secrets
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        text = random_text(rng)
        try:
            check(text)
        except Exception:
            print(f"input: {text!r}")  # noqa: T201
            raise
        count += 1
    print(f"{count} texts, no fault")  # noqa: T201


def with_atheris(seconds):
    def one(data):
        check(atheris.FuzzedDataProvider(data).ConsumeUnicode(400))

    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=1200"], one)
    atheris.Fuzz()


if __name__ == "__main__":
    run = with_atheris if atheris else without_atheris
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 60)

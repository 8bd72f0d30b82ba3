"""`docverify read --printed` looks for the MRZ of a picture once: that takes as long as all its print."""

from typer.testing import CliRunner

from docverify.cli import app
from docverify.cli import read as command
from docverify.reading.engines import reader_named


def test_the_mrz_is_read_once_with_and_without_the_print(samples, monkeypatch):
    own, seen = reader_named(), []

    class Counting:
        name = own.name

        def read(self, image):
            seen.append(image.shape)
            return own.read(image)

    monkeypatch.setattr(command, "reader_named", lambda *_: Counting())
    for options in ([], ["--printed"]):
        told = CliRunner().invoke(app, ["read", str(samples / "mated" / "document.png"), *options])
        assert told.exit_code == 0, told.output
        assert len(seen) == 1
        seen.clear()

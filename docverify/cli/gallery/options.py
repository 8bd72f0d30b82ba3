"""Arguments and options that the commands of a gallery share, and how they speak."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer

from docverify import api
from docverify.cli.options import instant, secret_of
from docverify.errors import ConfigurationError, InputError
from docverify.evidence import Template
from docverify.faces import Engine
from docverify.faces.encoded import TEMPLATE
from docverify.gallery import Gallery, MilvusIndex
from docverify.operation.journal import Journal, JournalProfile

GalleryArgument = Annotated[Path, typer.Argument(metavar="GALLERY", help="File of the gallery.")]
PictureArgument = Annotated[
    Path,
    typer.Argument(
        metavar="PICTURE", help="Picture with one face, or a file of Template.to_bytes() in .template."
    ),
]
KeyOption = Annotated[
    Path, typer.Option("--key", metavar="FILE", help="Key of the gallery, as `gallery key` writes it.")
]
IdOption = Annotated[str, typer.Option("--id", help="What the entry is called; a pseudonym is advised.")]
PurposeOption = Annotated[str, typer.Option(help="Name of the purpose; there is no way to mean all.")]
ExpiresOption = Annotated[
    datetime,
    typer.Option(parser=instant, metavar="DATE", help="From when on the entry never matches, in UTC."),
]
AtOption = Annotated[
    datetime | None,
    typer.Option(parser=instant, metavar="DATE", help="Instant or day in UTC; now unless given."),
]
MilvusOption = Annotated[
    str | None,
    typer.Option(
        metavar="URI", help="Milvus server that searches, https://HOST:PORT; own memory unless given."
    ),
]
MilvusTokenOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="File with the user:password or key of the Milvus server.")
]
JournalOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write what is done into this journal before it is done."),
]
JournalProfileOption = Annotated[
    JournalProfile,
    typer.Option(help="How much is written down; full seals the ids of entries, the others leave them out."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_KEY: Final = re.compile(rb"[0-9a-f]{64}\s*")
_MOST_BYTES: Final = 1 << 20


def now(at: datetime | None) -> datetime:
    """The instant that is meant."""
    return datetime.now(UTC) if at is None else at


def key_of(path: Path) -> bytes:
    """The key in a file.

    Raises:
        ConfigurationError: it cannot be read, or holds none.
    """
    try:
        text = path.read_bytes()
    except OSError as problem:
        raise ConfigurationError(f"{path} cannot be read as a key: {problem.strerror}") from problem
    if not _KEY.fullmatch(text):
        raise ConfigurationError(f"{path} holds no key of a gallery: make one with `docverify gallery key`")
    return bytes.fromhex(text.decode())


@contextmanager
def opened(
    path: Path,
    key: Path,
    *,
    read_only: bool = False,
    engine: Engine | None = None,
    milvus: str | None = None,
    milvus_token: Path | None = None,
    journal: Path | None = None,
    journal_profile: JournalProfile = JournalProfile.BASIC,
) -> Iterator[Gallery]:
    """The gallery that the options name, and open beside it the journal that is told of everything."""
    calibration = None if engine is None else engine.calibration
    index = None
    if milvus is not None:
        token = "" if milvus_token is None else secret_of(milvus_token).decode("utf-8", "replace")
        index = MilvusIndex(milvus, token=token)
    with ExitStack() as stack:
        record = None
        if journal is not None:
            record = partial(stack.enter_context(Journal(journal)).gallery, profile=journal_profile)
        yield stack.enter_context(
            Gallery(
                path,
                key=key_of(key),
                read_only=read_only,
                calibration=calibration,
                index=index,
                record=record,
            )
        )


def template_of(path: Path, engine: Engine) -> Template:
    """The template of a picture, or of a file that holds one.

    Raises:
        InputError: it cannot be used, or shows no face that can be compared.
    """
    if path.suffix.lower() != TEMPLATE:
        return api.encode_face(path, engine=engine)
    try:
        with path.open("rb") as file:
            return Template.from_bytes(file.read(_MOST_BYTES))
    except OSError as problem:
        raise InputError(f"{path} cannot be read: {problem.strerror}") from problem


def told(sentence: str, content: Mapping[str, object], *, as_json: bool) -> None:
    """Say what was done, for a person or as JSON."""
    typer.echo(json.dumps(content, ensure_ascii=False, allow_nan=False) if as_json else sentence)


def day_text(moment: date) -> str:
    """An instant as a person reads it."""
    return moment.strftime("%Y-%m-%d %H:%M UTC")

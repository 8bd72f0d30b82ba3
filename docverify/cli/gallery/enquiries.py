"""`--gallery` of `docverify verify`: the galleries that it searches for the bearer."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from docverify.cli.gallery.options import opened
from docverify.errors import ConfigurationError
from docverify.faces import Engine
from docverify.gallery import Enquiry

GalleriesOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="GALLERY:PURPOSE",
        help="Gallery that is searched for the bearer, and for which purpose; may be given again.",
    ),
]
GalleryKeyOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Key of these galleries, as `gallery key` writes it.")
]


@contextmanager
def enquiries(
    given: list[str] | None,
    key: Path | None,
    engine: Engine,
    *,
    milvus: str | None = None,
    milvus_token: Path | None = None,
) -> Iterator[tuple[Enquiry, ...]]:
    """What the options name, open while a verification is made.

    Raises:
        ConfigurationError: no key, or no such purpose.
        GalleryError: a gallery cannot be read.
    """
    with ExitStack() as stack:
        found = []
        for text in given or ():
            path, _, purpose = text.rpartition(":")
            if key is None or not path:
                raise ConfigurationError(
                    "--gallery names a file and a purpose with a colon between, and takes --gallery-key"
                )
            gallery = stack.enter_context(
                opened(
                    Path(path), key, read_only=True, engine=engine, milvus=milvus, milvus_token=milvus_token
                )
            )
            found.append(Enquiry(gallery, purpose))
        yield tuple(found)

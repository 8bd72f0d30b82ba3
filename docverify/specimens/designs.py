"""The designs of pages there are, as a table.

`COMMON` names the one that every page had before there were others; `visual_zone` draws it, and its labels'
wordings at random. Readers are trained and tuned on `TRAINING`; what they can is measured on `MEASURING`,
whose layouts, languages and writings of dates are none of those.
"""

from typing import Final

import numpy as np

from docverify.arguments import expect
from docverify.errors import InputError
from docverify.specimens.design import Design

COMMON: Final = "common"

_TRAINING: Final = (
    Design(
        name="atlas",
        languages=("en", "fr"),
        rows=(
            ("type", "state", "number"),
            ("surname",),
            ("given_names",),
            ("nationality", "sex"),
            ("birth", "place"),
            ("issue", "expiry"),
            ("authority",),
        ),
        card=(
            ("surname",),
            ("given_names",),
            ("sex", "nationality"),
            ("birth", "expiry"),
            ("number", "state"),
        ),
        date="DD MMM/LLL YYYY",
        two_lines=True,
    ),
    Design(
        name="birch",
        languages=("sv", "en"),
        rows=(
            ("surname",),
            ("given_names",),
            ("nationality",),
            ("birth",),
            ("sex",),
            ("number",),
            ("issue",),
            ("expiry",),
            ("authority",),
        ),
        card=(
            ("surname",),
            ("given_names",),
            ("nationality",),
            ("birth",),
            ("sex",),
            ("number",),
            ("expiry",),
        ),
        labels="left",
        date="YYYY-MM-DD",
        title_case=True,
        sex="twice",
        nationality="both",
    ),
    Design(
        name="cedar",
        languages=("de", "en"),
        rows=(
            ("surname",),
            ("given_names",),
            ("birth", "nationality"),
            ("place", "sex", "height"),
            ("issue", "expiry"),
        ),
        card=(("surname",), ("given_names",), ("birth", "nationality"), ("expiry", "sex")),
        foot=("authority", "state"),
        heading=("state", "title", "number"),
        band=True,
        stacked=True,
        date="DD.MM.YYYY",
    ),
    Design(
        name="dune",
        languages=("es",),
        rows=(
            ("number", "optional"),
            ("name",),
            ("nationality", "state"),
            ("birth", "sex", "place"),
            ("expiry", "issue"),
            ("authority",),
        ),
        card=(("name",), ("sex", "nationality"), ("birth", "expiry"), ("number", "state")),
        labels="below",
        date="DD MM YYYY",
        label_capitals=True,
        groups=(3, " "),
        two_lines=True,
    ),
    Design(
        name="ember",
        languages=("en",),
        rows=(
            ("number",),
            ("surname",),
            ("given_names",),
            ("birth",),
            ("sex",),
            ("nationality",),
            ("expiry",),
            ("authority",),
        ),
        card=(
            ("number",),
            ("surname",),
            ("given_names",),
            ("birth",),
            ("sex", "height"),
            ("nationality",),
            ("expiry",),
        ),
        labels="inline",
        date="MM/DD/YYYY",
        title_case=True,
        sex="word",
        state="name",
    ),
    Design(
        name="fjord",
        languages=("nl", "en"),
        rows=(
            ("type", "state", "number"),
            ("surname",),
            ("given_names",),
            ("birth", "sex"),
            ("place", "nationality"),
            ("issue", "expiry"),
            ("authority", "height"),
        ),
        card=(
            ("surname",),
            ("given_names",),
            ("birth", "sex"),
            ("nationality", "expiry"),
            ("number", "state"),
        ),
        numbered=True,
        date="DD-MM-YYYY",
        perforated=True,
        groups=(2, " "),
        sex="twice",
    ),
    Design(
        name="glade",
        languages=("it", "en"),
        rows=(
            ("surname", "number"),
            ("given_names", "state"),
            ("birth", "sex"),
            ("nationality", "height"),
            ("issue", "place"),
            ("expiry", "authority"),
        ),
        card=(
            ("surname",),
            ("given_names",),
            ("birth", "sex"),
            ("nationality", "height"),
            ("number", "expiry"),
        ),
        even=True,
        date="DD/MM/YYYY",
        two_lines=True,
        nationality="code",
    ),
    Design(
        name="heath",
        languages=("cs", "en"),
        rows=(
            ("number", "type"),
            ("surname",),
            ("given_names",),
            ("nationality",),
            ("birth", "expiry"),
            ("sex", "place"),
        ),
        card=(("surname",), ("given_names",), ("number", "sex"), ("birth", "nationality"), ("expiry",)),
        date="DD MMM YY",
        groups=(4, "-"),
        state="name",
        band=True,
    ),
)
_MEASURING: Final = (
    Design(
        name="lagoon",
        languages=("pl", "en"),
        rows=(
            ("surname", "given_names"),
            ("nationality", "number"),
            ("birth", "expiry"),
            ("place", "sex"),
            ("authority", "issue"),
        ),
        card=(("surname",), ("given_names",), ("number", "sex"), ("nationality", "birth"), ("expiry",)),
        heading=("title", "state"),
        even=True,
        stacked=True,
        date="DD.MM.YY",
        two_lines=True,
    ),
    Design(
        name="mesa",
        languages=("tr", "en"),
        rows=(
            ("surname",),
            ("given_names",),
            ("birth", "number"),
            ("sex", "nationality"),
            ("place", "state"),
            ("expiry", "issue"),
        ),
        card=(("surname",), ("given_names",), ("birth", "sex"), ("number", "expiry"), ("nationality",)),
        labels="below",
        numbered=True,
        date="DD MMM / LLL YYYY",
        sex="twice",
        nationality="both",
        band=True,
    ),
    Design(
        name="nimbus",
        languages=("hu", "en"),
        rows=(
            ("name",),
            ("sex", "nationality"),
            ("birth", "place"),
            ("state", "issue"),
            ("number", "expiry"),
        ),
        card=(("name",), ("sex", "nationality"), ("birth", "state"), ("number", "expiry")),
        foot=("authority", "optional"),
        heading=("title", "number"),
        date="YYYY.MM.DD.",
        two_lines=True,
        label_capitals=True,
        title_case=True,
        groups=(3, "-"),
        sex="word",
    ),
    Design(
        name="onyx",
        languages=("fi", "sv", "en"),
        rows=(
            ("surname",),
            ("given_names",),
            ("birth", "expiry", "issue"),
            ("sex", "nationality"),
            ("number", "state"),
        ),
        card=(("surname",), ("given_names",), ("birth", "expiry"), ("sex", "nationality"), ("number",)),
        labels="left",
        worded=False,
        numbered=True,
        date="DD MMM\nYYYY",
        perforated=True,
        nationality="code",
    ),
    Design(
        name="prairie",
        languages=("pt",),
        rows=(
            ("birth",),
            ("expiry",),
            ("surname",),
            ("given_names",),
            ("nationality",),
            ("number",),
            ("sex",),
            ("issue",),
        ),
        card=(
            ("birth",),
            ("expiry",),
            ("surname",),
            ("given_names",),
            ("nationality",),
            ("number",),
            ("sex",),
        ),
        labels="inline",
        label_capitals=True,
        date="YYYY/MM/DD",
        groups=(3, " "),
        state="name",
    ),
    Design(
        name="quarry",
        languages=("hr", "en"),
        rows=(
            ("number",),
            ("surname",),
            ("given_names",),
            ("nationality", "sex"),
            ("birth", "place"),
            ("expiry",),
        ),
        card=(("number",), ("surname",), ("given_names",), ("birth", "sex"), ("expiry", "nationality")),
        labels="none",
        heading=("title",),
        date="DD. MMM YYYY",
        two_lines=True,
        nationality="both",
    ),
)

DESIGNS: Final = {design.name: design for design in _TRAINING + _MEASURING}
"""Every design but the common one, by its name."""
TRAINING: Final = tuple(design.name for design in _TRAINING)
"""Designs to train and to tune readers on."""
MEASURING: Final = tuple(design.name for design in _MEASURING)
"""Designs to measure readers on, and for nothing else."""
NAMES: Final = (COMMON, *DESIGNS)
"""What `Style.design` may be."""


def random_design(rng: np.random.Generator, *, among: tuple[str, ...] = TRAINING) -> str:
    """Draw the name of a design.

    Args:
        rng: source of the choice.
        among: names to choose from; those for training unless given.

    Raises:
        InputError: `rng` is none, or there is no design of such a name.
    """
    expect("rng", rng, np.random.Generator, "numpy.random.default_rng(seed)")
    expect("among", among, tuple, "a tuple of names of designs")
    if not among or not all(name in NAMES for name in among):
        raise InputError(f"among must hold names of designs: {', '.join(NAMES)}")
    return str(rng.choice(list(among)))

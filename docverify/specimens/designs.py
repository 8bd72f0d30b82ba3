"""The designs of pages there are, by name, and what each is for.

`COMMON` names the one that every page had before there were others; `visual_zone` draws it, and its labels'
wordings at random. Readers are trained and tuned on `TRAINING`; what they can is measured on `MEASURING`,
whose layouts, first languages and writings of dates are none of those. Once what is measured has steered a
reader, its designs go over to `TRAINING`, and new ones take their place.
"""

from typing import Final

import numpy as np

from docverify.arguments import expect
from docverify.errors import InputError
from docverify.specimens.measuring_designs import MEASURING_DESIGNS
from docverify.specimens.training_designs import TRAINING_DESIGNS

COMMON: Final = "common"

DESIGNS: Final = {design.name: design for design in TRAINING_DESIGNS + MEASURING_DESIGNS}
"""Every design but the common one, by its name."""
TRAINING: Final = tuple(design.name for design in TRAINING_DESIGNS)
"""Designs to train and to tune readers on."""
MEASURING: Final = tuple(design.name for design in MEASURING_DESIGNS)
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

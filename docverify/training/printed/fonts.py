"""Free typefaces that the printed zone's networks are trained on, and others that measure them.

None ships: the packages are Debian's, and are unpacked into a folder when the networks are trained.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

from docverify import specimens
from docverify.errors import InputError

PACKAGES: Final = (
    "fonts-dejavu-core",
    "fonts-dejavu-extra",
    "fonts-liberation",
    "fonts-freefont-ttf",
    "fonts-noto-core",
    "fonts-roboto-unhinted",
    "fonts-open-sans",
    "fonts-lato",
    "fonts-cantarell",
    "fonts-linuxlibertine",
    "fonts-ebgaramond",
    "fonts-firacode",
    "fonts-hack",
    "fonts-croscore",
    "fonts-crosextra-carlito",
    "fonts-crosextra-caladea",
    "fonts-urw-base35",
    "fonts-sil-gentiumplus",
    "fonts-sil-charis",
    "fonts-quicksand",
    "fonts-jura",
    "fonts-inter",
    "fonts-dosis",
    "fonts-play",
    "fonts-sora",
    "fonts-tuffy",
    "fonts-mplus",
    "fonts-courier-prime",
    "fonts-roboto-slab",
    "fonts-vollkorn",
    "fonts-texgyre",
    "fonts-oldstandard",
)
"""Debian packages; `dpkg-deb -x` unpacks them. Licences: OFL, Apache-2.0, GPL with font exception, GUST."""

TRAINING: Final = (
    "DejaVuSans",
    "DejaVuSansCondensed",
    "DejaVuSansMono",
    "DejaVuSerif",
    "LiberationSansNarrow",
    "LiberationSans",
    "LiberationSerif",
    "LiberationMono",
    "FreeSans",
    "FreeSerif",
    "FreeMono",
    "NotoSans",
    "NotoSansDisplay",
    "Roboto",
    "RobotoCondensed",
    "OpenSans",
    "Lato",
    "Cantarell",
    "LinBiolinum",
    "LinLibertine",
    "EBGaramond12",
    "FiraCode",
    "Hack",
    "Arimo",
    "Tinos",
    "Cousine",
    "NimbusSans",
    "NimbusSansNarrow",
    "NimbusRoman",
    "NimbusMonoPS",
    "URWBookman",
    "P052",
    "C059",
    "GentiumPlus",
    "CharisSIL",
    "Quicksand",
    "Jura",
    "Inter",
    "Dosis",
    "Tuffy",
    "Mplus1",
    "Mplus1Code",
    "RobotoSlab",
    "texgyreheros",
    "texgyreheroscn",
    "texgyretermes",
    "texgyrecursor",
    "texgyreadventor",
    "texgyreschola",
)
"""Families, by the beginning of their files' names."""

MEASURING: Final = (
    "Carlito",
    "Caladea",
    "NotoSerif",
    "NotoSerifDisplay",
    "URWGothic",
    "Play",
    "Sora",
    "Vollkorn",
    "GentiumBookPlus",
    "InterDisplay",
    "OldStandard",
    "texgyrebonum",
    "texgyrepagella",
)
"""Families that are never trained on."""

_SHIPPED: Final = ("OCRB.otf", "OCRBS.otf")
"""Of `specimens`; numbers are often set in OCR-B."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font file, and the characters it has."""

    path: Path
    has: frozenset[str]


@lru_cache(maxsize=4)
def faces(folder: Path, families: tuple[str, ...]) -> tuple[Face, ...]:
    """The fonts of `families` under `folder`, by family, and OCR-B.

    Raises:
        InputError: a family is not there.
    """
    files = sorted(one for one in folder.rglob("*") if one.suffix in {".ttf", ".otf"})
    found = []
    for family in families:
        own = [one for one in files if one.stem.partition("-")[0].partition("_")[0] == family]
        if not own:
            raise InputError(f"no font of {family} in {folder}: unpack the packages there first")
        found += [own[0], *own[1:6]]
    ours = Path(specimens.__file__).resolve().parent / "fonts"
    return tuple(Face(path, _characters(path)) for path in [*found, *(ours / one for one in _SHIPPED)])


def _characters(path: Path) -> frozenset[str]:
    return frozenset(map(chr, TTFont(path, lazy=True).getBestCmap()))

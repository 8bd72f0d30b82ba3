"""The typefaces that the network for other typefaces is trained on, and those that only measure it.

Fonts are fetched by who trains and are neither shipped nor kept beside the code:

    npm install --prefix FOLDER $(python -m docverify.training.reader fonts)

All are under the SIL Open Font License 1.1 but Roboto Slab and Special Elite, which are under the Apache
License 2.0. Typefaces that measure stand in `MEASURING`, with where their packages put them; no typeface of
their designs (Cousine, Arimo, Tinos, Carlito, Hack, the rest of Plex and of Source) is trained on.
"""

from pathlib import Path
from typing import Final, NamedTuple

from docverify.errors import InputError

MONOSPACED: Final = (
    *("anonymous-pro", "atkinson-hyperlegible-mono", "azeret-mono", "b612-mono", "cascadia-code"),
    *("commit-mono", "cutive-mono", "dm-mono", "fira-code", "fira-mono", "fragment-mono", "geist-mono"),
    *("google-sans-code", "inconsolata", "jetbrains-mono", "kode-mono", "lekton", "maple-mono"),
    *("nanum-gothic-coding", "nova-mono", "overpass-mono", "pt-mono", "red-hat-mono", "reddit-mono"),
    *("roboto-mono", "share-tech-mono", "sometype-mono", "space-mono", "spline-sans-mono", "victor-mono"),
)
PROPORTIONAL: Final = (
    *("archivo", "archivo-narrow", "arvo", "asap", "b612", "barlow", "bitter", "cabin", "crimson-text"),
    *("dm-sans", "exo-2", "figtree", "fira-sans", "hind", "inter", "karla", "libre-baskerville"),
    *("libre-franklin", "lora", "manrope", "merriweather", "montserrat", "mulish", "noto-serif", "nunito"),
    *("overpass", "oxygen", "poppins", "pt-sans", "pt-serif", "public-sans", "quicksand", "red-hat-text"),
    *("roboto", "roboto-condensed", "roboto-slab", "rokkitt", "rubik", "saira", "signika", "special-elite"),
    *("titillium-web", "varela-round", "work-sans"),
)
"""Packages `@fontsource/…` that are trained on, regular and bold."""
_WEIGHTS: Final = (400, 700)


class Measuring(NamedTuple):
    """A typeface that is never trained on.

    Attributes:
        family: its name.
        package: what brings it: of npm where it begins with `@`, else of Debian.
        file: below the folder of the fonts; a Debian package is unpacked into it with `dpkg -x`.
        monospaced: whether its characters have one width.
        licence: its SPDX name, or the project's own.
    """

    family: str
    package: str
    file: str
    monospaced: bool
    licence: str = "OFL-1.1"


def _file(name: str, weight: int = 400) -> str:
    return f"node_modules/@fontsource/{name}/files/{name}-latin-{weight}-normal.woff"


_LIBERATION: Final = "usr/share/fonts/truetype/liberation"
_DEJAVU: Final = "usr/share/fonts/truetype/dejavu"
_GYRE: Final = "usr/share/texmf/fonts/opentype/public/tex-gyre"
MEASURING: Final = (
    Measuring(
        "DejaVu Sans Mono", "fonts-dejavu-core", f"{_DEJAVU}/DejaVuSansMono.ttf", True, "Bitstream Vera"
    ),
    Measuring("Liberation Mono", "fonts-liberation", f"{_LIBERATION}/LiberationMono-Regular.ttf", True),
    Measuring("Courier Prime", "@fontsource/courier-prime", _file("courier-prime"), True),
    Measuring("TeX Gyre Cursor", "fonts-texgyre", f"{_GYRE}/texgyrecursor-regular.otf", True, "GUST"),
    Measuring("IBM Plex Mono", "@fontsource/ibm-plex-mono", _file("ibm-plex-mono"), True),
    Measuring("Source Code Pro", "@fontsource/source-code-pro", _file("source-code-pro"), True),
    Measuring("DejaVu Sans", "fonts-dejavu-core", f"{_DEJAVU}/DejaVuSans.ttf", False, "Bitstream Vera"),
    Measuring("Liberation Sans", "fonts-liberation", f"{_LIBERATION}/LiberationSans-Regular.ttf", False),
    Measuring("Liberation Serif", "fonts-liberation", f"{_LIBERATION}/LiberationSerif-Regular.ttf", False),
    Measuring("Lato", "@fontsource/lato", _file("lato"), False),
    Measuring("Open Sans", "@fontsource/open-sans", _file("open-sans"), False),
)


def packages() -> tuple[str, ...]:
    """The npm packages of every typeface that is trained on or measures."""
    measuring = (one.package for one in MEASURING if one.package.startswith("@"))
    return (*(f"@fontsource/{name}" for name in (*MONOSPACED, *PROPORTIONAL)), *measuring)


def training_fonts(folder: Path) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Font files to train on: monospaced ones, and proportional ones.

    Args:
        folder: into which the packages were installed.

    Raises:
        InputError: a package is not there.
    """
    return _found(folder, MONOSPACED), _found(folder, PROPORTIONAL)


def measuring_fonts(folder: Path) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Font files that are never trained on: monospaced ones, and proportional ones."""
    return tuple(  # type: ignore[return-value]
        tuple(_there(folder / one.file, one.package) for one in MEASURING if one.monospaced is way)
        for way in (True, False)
    )


def _there(file: Path, package: str) -> Path:
    if not file.exists():
        raise InputError(f"no {file}: install the package {package} there first")
    return file


def _found(folder: Path, names: tuple[str, ...]) -> tuple[Path, ...]:
    files = []
    for name in names:
        there = [file for weight in _WEIGHTS if (file := folder / _file(name, weight)).exists()]
        if not there:
            raise InputError(f"no font of @fontsource/{name} in {folder}: install the packages there first")
        files += there
    return tuple(files)

"""The characters that the printed zone is read in: what the recogniser's answers stand for.

Latin letters with every mark of ICAO Doc 9303-3, section 6, table A, in both cases, digits and punctuation.
Letters of one shape are one class, and a ligature is its letters: the MRZ writes them alike.
"""

from typing import Final

_MARKED = (
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƏǦ"
    "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžßəǧ"
)
_PUNCTUATION = ".,:;/-'()<>&+°#*=\"?!"

CHARACTERS: Final = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + _MARKED + _PUNCTUATION
"""Class i + 1 of the recogniser is character i; class 0 is "between characters"."""

SAME: Final = {
    "Ð": "Đ",
    "Ș": "Ş",
    "ș": "ş",
    "Ț": "Ţ",
    "ț": "ţ",
    "ẞ": "ß",
    "Ĳ": "IJ",
    "ĳ": "ij",
    "ĸ": "k",
    "’": "'",
    "‘": "'",
    "º": "°",
    "–": "-",
    "—": "-",
    "\u00a0": " ",
    "ʼ": "'",
}
"""Characters that are read as another one, or as two: they look alike, and say the same in an MRZ.

Of all letters of the standard's table only ĸ, of Greenland's old spelling, is written otherwise there (Q).
"""


def readable(text: str) -> str:
    """The text as a perfect reader would say it."""
    return "".join(SAME.get(one, one) for one in text)

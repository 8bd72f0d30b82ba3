"""The numbers that the printed zone is found and read by, each with what it means and where it is from."""

from typing import Final

FINEST: Final = 7.0
"""px per mm in which a page is searched for print: labels of 0.9 mm then have capitals of 6 px."""

MARGIN: Final = 6.0
"""mm about the outline that is searched, too: the far edge of a page is known no better from its MRZ."""

MARK: Final = 0.5
"""Probability from which a place belongs to a printed line."""

LEAST_MARKS: Final = 4
"""Places that make a line, at a quarter of the search's size."""

SMALLEST: Final = 0.7
LARGEST: Final = 6.0
"""mm: height of capitals of print that may say something of the holder; the rest is titles and seals."""

MOST_FOUND: Final = 90
"""Lines of a page that are read, the largest first: a page of text is not read to its end."""

WIDEST: Final = 800
"""Columns of a strip at most: some 70 characters."""

ROOM: Final = 0.6
"""Capitals before and behind a line that its strip shows, too."""

SURE_ENOUGH: Final = 0.02
"""Probability at which a character is told at all."""

LARGE: Final = 1.5
"""mm: height of capitals from which print is read first."""

"""Every threshold of `docverify.printed` that was chosen and not given: what it decides, and why it is so."""

from typing import Final

FINEST: Final = 7.0
"""px per mm in which a page is searched for print: labels of 0.9 mm then have capitals of 6 px."""

MARGIN: Final = 6.0
"""mm about the outline that is searched, too: the far edge of a page is known no better from its MRZ."""

EYES: Final = 5.6
"""mm between the eyes of a card's portrait, where nothing else tells its size."""

FRONT: Final = (110.0, 65.0)
"""mm beside and above or below a portrait's eyes as far as its card may reach, if they are as far apart as
above: a card's width and height where they are 4.5 mm apart, for heads in portraits are of many sizes."""

MARK: Final = 0.0
"""Log-odds from which a place belongs to a printed line: as probable as not."""

LEAST_MARKS: Final = 2
"""Places along a line that make one, at a quarter of the search's size: a single initial has two."""

RIDGE: Final = 0.3
"""Capitals above and below the middle of a line within which no other line's middle lies."""

APART: Final = 3
"""Capitals between the middles of two characters from which they are of two columns."""

ONE_SIZE: Final = 1.5
"""Times that one line is as high as another one, at most, where both are pieces of one."""
ONE_OVER: Final = 0.3
"""Smaller capitals of the two over which they lie upon each other at least: print of its own leaves a gap."""
ONE_ASIDE: Final = 0.35
"""Smaller capitals by which one lies above or below the other there, at most."""

TURNED: Final = 0.03
"""Radians by which the lines of a page fall or rise before it is turned upright and searched again: fronts of
cards are placed by their portrait, whose head is upright to some degrees."""
TELLS_TURN: Final = 4.0
"""Capitals of the shortest line that tells how far a page is turned."""

LONE: Final = 1.6
"""Capitals: what is no longer than that is a letter alone, and looked at in several places."""

GAP: Final = 1.3
"""Capitals between two words of one line, at most."""

SMALLEST: Final = 0.7
LARGEST: Final = 6.0
"""mm: height of capitals of print that may say something of the holder; the rest is titles and seals."""

MOST_FOUND: Final = 90
"""Lines of a page that are read, the largest first: a page of text is not read to its end."""

WIDEST: Final = 800
"""Columns of a strip at most: some 70 characters."""

ROOM: Final = 0.6
"""Capitals before and behind a line that its strip shows, too."""

LEVEL_ROOM: Final = 1.5
"""Capitals before and behind a line that are looked at to place it."""

LEVEL_THERE: Final = 0.5
"""Probability from which a part of a strip belongs to its line, and tells where it lies."""

LEVEL_FAR: Final = 0.6
"""Capitals by which a line is moved at most, and the logarithm of the height: it was taught up to 0.55."""

LEVEL_TILT: Final = 3.0
"""Capitals: a line that is no longer lies as level as it was found."""

SURE_ENOUGH: Final = 0.02
"""Probability at which a character is told at all."""

LARGE: Final = 1.5
"""mm: height of capitals from which print is read first."""

MOST_LINES: Final = 300
"""Lines of a page that are looked at; a passport's data page has 20 to 60, so more is no page."""
LONGEST_LINE: Final = 200
"""Characters; longer lines are left out whole, for a value cut off would be read as a value of its own. At
2 mm of the smallest capitals, 125 mm of page hold about 90."""
BENEATH: Final = 2.4
"""Heights of a line between it and the one that goes on beneath it."""
BENEATH_LEFT: Final = 1.5
"""Heights of a line by which the parts of one date begin at different places beneath each other, at most."""
BESIDE: Final = 3.0
"""Heights of a line between it and the one that goes on beside it."""

LANGUAGE_VOTES: Final = 2
"""Captions of one language more than of another, from which a month's word is of that language."""

LABEL_GAP: Final = 1.3
"""Heights of the value between it and its caption above or beneath. Rows of one column are further apart than
that, so that the value of another row is not taken where one line was not read."""
LABEL_LEFT: Final = 3.0
"""Millimetres by which value and caption may begin at different places where they do not overlap."""
LABEL_FAR: Final = 45.0
"""Millimetres between a caption and the value on its right: half the width of a card."""

SIDE_VOTES: Final = 2
"""Values with a caption on the same side before that side is the page's, so that a value there can differ."""

WRONG_AT_MOST: Final = 0.08
"""Probability, by the reading's own chances, that every character which makes the difference was misread. One
differing character must therefore be certain to 0.92; two may be certain to 0.8 each. The recogniser is surer
than it says: in captures of the designs for training, of 900 characters of numbers and dates that were read
with 0.9 to 0.97 none was another one, nor of 19,000 above but one; of 700 below, seven."""
LEAST_CHANCE: Final = 0.8
"""Of a character that makes a difference, and of all others of the value but one."""
MOST_POOR: Final = 1
"""Characters of a value that is said to differ that may be read more poorly than that: where several are, so
may the others be."""
DOUBTED: Final = 0.9
"""A letter of a number is taken for the digit that prints alike (0/O, 1/I, 2/Z, 5/S, 8/B), or the other
way round, only where its chance is below this. Read with certainty, it is another character; but of 0 and O,
which have one shape in many typefaces, a reader that tells its doubts may mean either."""
LETTER: Final = 0.97
"""Chance from which one letter makes another name, where none of its word was read poorly: letters are
misread more easily than digits. At 0.93 one of 740 sound names of the designs for training differed, at this
none."""
MARKED: Final = 0.985
"""The same of a letter with a mark, whatever its mark: a mark spoils its letter."""
LEAST_BEHIND_GAP: Final = 3
"""Letters of a component of a cut name from which it is sought behind a gap that was not read, in a word."""
NEAR_WORD: Final = 3
"""A word that is another one in one letter of so many is taken for the same word, poorly read."""
OTHER_NAME: Final = 0.5
"""Share of the longer name's letters that must be edited before a name is called another one altogether."""
MOST_DOUBTS: Final = 0.2
"""Share of a name's letters, or one, that may be read with doubt where another one of them surely differs."""
MAY_BE: Final = 0.2
"""Share of a character's probability from which another one is told beside it."""
MOST_SETTLED: Final = 0.4
"""Share of a value's characters, or one, that the MRZ may settle: with more it would be its own witness."""
RISES: Final = 0.4
"""Probability that anything stands between two characters, from which a third one is read there, in doubt."""
THERE: Final = 0.7
"""The same of a character, below which there may be none."""
NEAR_CAPTION: Final = 0.25
"""Share of a caption's letters that may be others, where the MRZ's name follows it in its line."""
BESIDE_LEFT: Final = 1.0
"""Heights of a line by which surname and given names begin at different places, at most."""
BESIDE_GAP: Final = 1.5
"""Heights of a line between them, up to which nothing is missing there."""
BESIDE_USUAL: Final = 0.8
"""Share of a wider gap by which other rows of the page are apart, at least, where nothing is missing; and at
most so much wider."""
BESIDE_ROWS: Final = 2
"""Rows that are about as far apart, the two names among them, up to which that tells nothing."""
BESIDE_SIZE: Final = 1.5
"""Times that one of them is as high as the other, at most."""
SAYS_LITTLE: Final = 0.5
"""Chance below which a sign that stands alone before a value is taken for none; and a line for a pattern, by
the mean of its characters."""
MOST_OTHERS: Final = 2
"""Fields of a page that may not agree where one of them differs without a caption: where more are missing,
the page was read too poorly for a value to be told by its kind."""

"""Every threshold of the reader that was chosen and not given: what it decides, and on what it was chosen.

`python -m benchmarks run mrz_thresholds` reads captures and real pictures with each of them at half and at
double; what that came to stands in benchmarks/README.md. Sizes that the networks were trained with are in
`strips` and `locate`; what is called sure, in `docverify.evidence.reading`.

"Captures" are specimens drawn and pictured for the purpose, other ones than the benchmarks'; "real pictures"
are the 29 documents that every choice was checked on.
"""

from typing import Final

# Searching: in which order, and when to stop.
SEARCHES: Final = ((704, "grey"), (1408, "grey"), (704, "lightest"))
"""How a picture is searched, the quick way first: longer side in px, and what is taken for its brightness.
The lightest channel makes coloured overprints vanish; grey has less noise. At 576 px as many captures are
settled in two thirds of the time, but of a second document in the picture now and then nothing is seen."""
ALWAYS_SEARCHED: Final = 1
"""Searches that are made whatever the ones before showed; further ones where there were marks of an MRZ, …"""
MARKS_UP_TO: Final = 2000
"""… and in pictures longer than this, px: there, characters large enough to be read leave none in a coarse
search."""
HELPED_BY: Final = 2
"""Searches after which text that is hidden or poor is left as it is (see `POOR`)."""
LEAST_STRONGEST: Final = 0.6
"""Probability of a mark from which on there is a sign of an MRZ. Wherever a further search read what 704 px
had not, on 116 views of real pictures, there were marks of 0.99 and more at 704 px; print too small to be
read has some of 0.6 to 0.9, and is told as such by the second search only."""
STRONG_COLOUR: Final = 60.0
"""Grey levels by which a pixel's lightest channel is above the mean of all: red and blue stamps are by 80 and
more, wood and skin by 40 at most; …"""
COLOURED_SHARE: Final = 0.01
"""… and the share of such pixels from which on the lightest channel is searched though grey has no marks."""
POOR: Final = 0.2
"""Confidence below which a whole reading is left as it is after these searches. Of 61 hard captures that they
had not settled, further ones settled none; of ten views of real pictures and moderate captures that further
ones settled, all were surer than this, or not read at all."""
NEARLY_SURE: Final = 0.9
"""Confidence from which on text is not looked at a third time: in 40 hard captures it stayed as it was."""
MOST_ENLARGED: Final = 2
"""Times that a small picture is enlarged for the second search: more shows nothing new, less leaves lines
that are set close in one piece. Chosen on real pictures made small."""
MOST_CANDIDATES: Final = 3
"""Candidates that are read in each search. Chosen on pages of print."""
MOST_ATTEMPTS: Final = 8
"""Candidates that are read in all, upside down ones included: a page full of print must not take seconds."""
MOST_IMPLAUSIBLE: Final = 4
"""Of them, where none is an MRZ. Of 229 captures and real pictures that were read, the first attempt was one
in 228, the third in the other."""
DARK: Final = 128.0
"""Mean of a picture of which the negative is looked at as well. Negatives of captures."""

FOREIGN_CERTAINTY: Final = 0.9
"""Mean certainty of characters above which print was read right, …"""
FOREIGN_SENSE: Final = 0.7
"""… and their sense below which it is then no MRZ: of attempts at sheets of OCR-B 19 in 38, and one of 140 of
those at MRZs (upside down) that came to nothing."""
MOST_FOREIGN: Final = 2
"""Attempts that are made where one of them read such print."""
CLEAR_CELL: Final = 0.9
"""Probability of its character from which on a cell is read clearly, …"""
CLEAR: Final = 0.65
"""… and the share of such cells in text that is clear: if it is no MRZ, some of it is hidden, or it is other
print. Of 30 covered MRZs the least is 0.68, of 30 worn ones the most 0.62."""
LEAST_FILLERS: Final = 3
"""In clear text of an MRZ, or of a part of one: other print that is set in the MRZ's type has none."""

# Locating: marks of the network to lines, lines to blocks.
SURE_MARK: Final = 0.6
"""A piece of a line has at least one mark of this probability … Chosen on captures and photographs."""
POSSIBLE_MARK: Final = 0.2
"""… and reaches as far as its marks have this one."""
FAINT_SURE_MARK: Final = 0.3
"""The same of print in other typefaces than OCR-B, which the locator sees less of, …"""
FAINT_POSSIBLE_MARK: Final = 0.08
"""… and how far a piece of it reaches."""
BESIDE_RIDGE: Final = 0.55
"""Capitals to either side of a ridge where marks must be weaker. Lines set close on real pictures."""
LEAST_AGREED: Final = 0.5
"""Length of the mean of its marks' reading directions, below which only its shape tells how a line lies: some
of them read upside down. It is 0.99 at least on captures, 0.03 and 0.26 on lines whose marks disagreed."""
LEAST_MARKS: Final = 4
"""Fewer marks than this are a speck."""
MOST_PIECES: Final = 60
"""Pieces that are looked at; a page full of specks must not take minutes."""
SURE_OF_ONE: Final = 0.93
"""How sure the locator is of an MRZ's line, …"""
SURE_OF_LONG: Final = 0.75
"""… and of one as long as `LONG_LINE`. In 30 pages without an MRZ it saw two blocks of lines, and was so sure
of neither; worn and blurred MRZs are as long."""
LEAST_LINE: Final = 11.0
"""A line shorter than this many capitals is no MRZ line: the shortest has 30, of which glare leaves some."""
PARALLEL: Final = 9.0
"""Degrees between lines of one block: perspective and bent pages. Chosen on captures at a slant."""
STRAIGHT: Final = 12.0
"""Degrees by which a line may turn where glare or a finger hides it."""
WIDEST_GAP: Final = 14.0
"""What glare or a finger may hide within a line, in capitals. Hard captures."""
SPACING: Final = (1.25, 4.2)
"""Distance of neighbouring lines in capitals; ICAO Doc 9303 prints about 2.6, photographs squash."""

# Cutting lines out.
MARGIN: Final = 4.5
"""Capitals of padding at both ends of a strip: dark runs of fillers are easily cut off."""
FINEST: Final = 1.35
"""A picture is reduced before it is sampled when a capital is this much higher than in a strip."""
WIDEST_STRIP: Final = 1400
"""Px that a strip is wide at most: no layout fills more, 44 cells of 17 px stretched by 1.5, with margins."""
MOST_SHIFT: Final = 0.55
"""Largest correction of a line's place, capitals: the next line is 1.7 away at least."""
STRAIGHTENED_BY: Final = 4
"""Width of the windows in which a line is settled on its ink, capitals."""
FLANK: Final = 0.3
"""Rows above and below the letters that must be emptier than theirs, capitals."""
RUNS_ON: Final = 0.5
"""Log-odds above which a frame at the end of a strip holds the centre of a cell: the line runs on."""
FURTHER: Final = 10.0
"""Capitals by which a line that runs on is lengthened: as many fillers as captures had cut off."""
MOST_WIDENED: Final = 3
"""Times that lines are lengthened while text runs on beyond them."""
LINE_APART: Final = 2.2
"""Capitals from line to line where a missed one is looked for, which `straighten` corrects by up to half of
one. ICAO Doc 9303 prints about 2.6; photographs squash."""
PLACED_BESIDE: Final = 1.0
"""Mean log-odds of the cells of a line that is one of an MRZ, whatever is beside it. Captures; other print on
real documents stays below."""

# Placing cells.
MOST_ODDS: Final = 4.0
"""The most that one cell's centre counts: one under a finger must not outweigh the forty that are seen."""
UNEVEN: Final = 60.0
"""Cost of a step whose relative deviation from the pitch is 1, squared; 10 % costs 0.6. Captures."""
STEP_REACH: Final = 0.22
"""Largest relative deviation of one step from the pitch: slant and folds of hard captures."""
WEAK_OVERTONE: Final = 0.6
"""Half a rhythm is taken for the pitch where it is so strong against the rhythm itself."""
FOLLOWING: Final = 15
"""Cells beyond the end of a path that are looked at: the longest line has so many more than TD1's."""
FOLLOWS: Final = 1.0
"""Log-odds of a centre that surely follows there."""

# Decoding.
FORBIDDEN: Final = 0.02
"""Weight of a character that the layout does not allow in a cell, against one that it allows: a specimen that
breaks its layout must still be read. Real pictures, of which five do."""
RARE_FIRST_LETTER: Final = 0.1
"""Weight of a first letter that ICAO Doc 9303 does not have for the layout; some are in use."""
MOST_OFFSET: Final = 0.6
"""Cells by which lines of a block may begin apart: slanting views shear them by up to half a cell."""
LEAST_MARK: Final = 0.05
"""A layout that is known by its marks is considered where each of them is at least this probable."""

# Seeing what is hidden.
BARE: Final = 0.05
"""Spread of grey levels in a cell, of that usual around it: below, nothing is seen. Under paper, skin and
black cells have 0.00 to 0.04, now and then 0.12; the print of real documents 0.57 at least."""
INKED: Final = 0.10
"""From here on all is seen. On 160 hard captures these two cost no reading; three times higher ones would a
fifth of the sure ones."""
BRIGHTER: Final = 12.0
"""Grey levels above the paper that are a reflection and no cover, …"""
GLARING: Final = 240.0
"""… and nearly white, which other paper is not."""
HALF_SEEN: Final = 0.5
"""Cells of which less is seen are hidden."""

# Judging an attempt.
LEAST_PLACEMENT: Final = 0.3
"""Mean log-odds of the cells' centres; below, the lines are no MRZ or cannot be read."""
LEAST_CERTAINTY: Final = 0.6
"""Mean probability of the cells' likeliest characters; the same."""
LEAST_SENSE: Final = 0.85
"""Of the cells' probability, what lies on characters that the layout allows in them, in the worst line. On
236 attempts at card fronts, pages of text and sheets of OCR-B it is 0.80 at most; on right readings 0.92 at
least, of specimens that break their layout, else 0.97."""
LEAST_PRINTED: Final = 10
"""Characters other than fillers that an MRZ has; the shortest has twice as many."""
LEAST_CONFIDENCE: Final = 0.02
"""A reading less sure than this is none."""
MOST_CROOKED: Final = 0.4
"""Cells of neighbouring lines stand below each other along a smooth curve; a jump by so many cells means that
one was skipped or made up. Chosen on captures."""
SHIFTED: Final = 0.01
"""What is left of the confidence of such a reading, and of one that is a part of longer lines: it is none."""
BLIND: Final = 0.1
"""Share of misread fields that agree with their check digit all the same: it is a sum modulo 10
(ICAO Doc 9303-3 §4.9)."""

# Looking again.
LINE_SURE: Final = 0.9999
"""A line that is so sure by its pixels gets no second look."""
HOPELESS: Final = 1e-9
"""A first look less probable than this gets no second one."""
ROUNDS: Final = (((1.0, 1.0),), ((0.87, 1.0), (1.0, 1.1), (1.15, 1.15)))
"""Views of each round: how much of the surroundings a strip shows, and how wide it is drawn, each against the
first look. One view settles most lines. Chosen on hard captures."""
MOST_STRETCH: Final = (0.5, 2.0)
"""Times that a strip is drawn wider for it: beyond, the picture is squashed past reading."""

# Looking elsewhere in the picture.
LEAST_LINES_ELSEWHERE: Final = 2
"""A single line is no MRZ of a travel document."""
MOST_GLANCES: Final = 2
"""Candidates, and single lines, that are looked at, the weightiest first."""
LEAST_SURE_LINE: Final = 0.9
"""Of the locator about a single line: 0.96 to 0.99 on what was left of MRZs under a strip, seldom so much on
other print (one line of 29 real documents, none of 80 captured specimens)."""
LONG_LINE: Final = 28.0
"""Lines of so many capitals are as long as an MRZ's, …"""
LEAST_SURE_LONG_LINE: Final = 0.6
"""… and are read when the locator is less sure of them."""
SHORTEST_PIECE: Final = 6
"""Cells of a piece of a line that is looked at."""
SURE_FILLER: Final = 0.9
"""A piece of a line is an MRZ's when it has `MANY_FILLERS` fillers as sure as this, …"""
MANY_FILLERS: Final = 3
"""… or one …"""
CLEAR_PIECE: Final = 0.85
"""… and reads so clearly. On the same pictures every covered MRZ has them, and no other print has one."""

# Saying why nothing was read.
SMALL: Final = 7.0
"""Capitals lower than this many px cannot be told from each other."""
PERFECT_EDGE: Final = 0.55
"""Steepest change from one column to the next of a perfect print in a strip, as a share of its contrast."""
SOFT: Final = 0.4
"""Prints less sharp than this are blurred, whatever the rest of the picture is. Of 29 worn MRZs, sharp
otherwise, the softest has 0.48; of 20 blurred ones two have more than this, in pictures blurred all over."""
LEAST_CONTRAST: Final = 0.3
"""A cell whose contrast is below this share of the usual one shows nothing, …"""
BRIGHT: Final = 225
"""… and is washed out where it is as bright as this, …"""
WASHED_ABOVE: Final = 4.0
"""… and by so many grey levels brighter than the line's paper: blank paper is not washed out."""

# Several frames.
TRUST: Final = 0.98
"""The most that one frame is trusted: now and then one is misplaced, or shows another document."""
OTHER_DOCUMENT: Final = 0.5
"""When more than this share of the cells of a sure frame disagree, another document is in view."""

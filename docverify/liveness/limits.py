"""From where on a challenge counts as performed, or as refuted: every number of it, and what it rests on.

Measured on takes that `docverify.specimens.takes` draws of London's people, whose landmarks the detector
found: heads that turn by 34 to 46°, and boards of ten species. `python -m benchmarks.liveness` measures them
again.
"""

from typing import Final

AHEAD: Final = 18.0
"""Degrees: a face that seems turned by less looks ahead. London's, drawn at rest, stay below 16.2."""
STEADY: Final = (12.0, 0.2)
"""Degrees within which it must stay for so many seconds: who is on the way to a side passes the middle, too.
London's, drawn so, sway by 2.9 in the median, and 12 at most."""
BACK: Final = 14.0
"""Degrees since it looked ahead: by less it does so again."""
TURNED: Final = 30.0
"""Degrees: by so much the tip of the nose must have left the plane of eyes and mouth."""
ON_THE_WAY: Final = 10.0
"""Degrees from which on, up to TURNED, at least one frame must show each turn on its way there or back: two
pictures of one person, from the front and from aside, are no turn."""
UNSEEN_WAYS: Final = 1
"""Turns of a challenge whose way need not be seen: at ten frames a second it falls between two frames, there
and back, in about one challenge of thirty."""
OTHERWISE: Final = 20.0
"""Degrees: who turns so far to the other side does something else than was asked."""
SEEN_TURNED: Final = 2
"""Frames in which a turn must be seen."""
FIRST: Final = 3
"""Frames ahead, one after the other, at least, whose mean is what later frames are compared with."""
APART: Final = 0.75
"""Seconds: with fewer frames than that, or out of sight for longer, anything could have been exchanged."""
JUMP: Final = (15.0, 240.0)
"""Degrees from frame to frame, and those that each second between them adds: more is no turn that was seen,
but an exchange. Drawn heads reach 36 at 8 frames a second, where 45 are allowed."""
SLANTED: Final = (0.45, 0.84)
"""Cosines of the slant at which a head's depth is measured: nearer to 1 it hardly shows, and heads at rest
may have as much by the noise of their landmarks; below it is lost."""
TURN_DEPTH: Final = 0.28
"""Of a single frame, in eye distances: a turn with less depth is not counted."""
DEPTH: Final = 0.3
"""Of all slanted frames together: less is no head. Its mean on drawn heads is 0.45."""
FLAT: Final = 0.2
"""Below this depth what is turned is flat."""
DEPTH_FRAMES: Final = 4
"""Slanted frames without which nothing is said of depth; with twice as many, too little ends a challenge."""
COMPARED: Final = (24.0, 45.0)
"""Degrees between which a turned face is compared with how it looked ahead."""
SAME: Final = (0.6, 0.6)
"""Correlation from which on it looks too much the same, and by how much of what is above that its depth must
be greater: bent pictures that seem deep look the same, and deep heads may. Heads have 0.35 to 0.91, on
average 0.67, bent pictures up to 0.97."""
SKEW: Final = 13.0
"""Degrees: what is skewed further is tilted as well as turned, and counts neither as turned nor for depth."""
PROPORTION: Final = (0.72, 1.28)
"""Height from eyes to mouth, in eye distances, of a face that looks ahead. 102 people of London and 183 of
lfw-dev lie from 0.74 to 1.22; folded and tightly bent pictures are narrower."""
ANCHORED: Final = 38.0
"""Degrees: what is turned further is compared with the frame before only, since mated scores fall as a head
turns. London's heads keep 0.34 and more up to 40°, 95 % of them 0.45; the threshold of sface is 0.357."""
EYES: Final = 16.0
"""px between the eyes when they look ahead: in smaller faces landmarks are too rough."""
MOST_FRAMES: Final = 900
"""More are refused: ninety a second for ten seconds."""
PAPERS_EVERY: Final = 0.7
"""Seconds between looks for a document in the picture."""
SCORED: Final = 5
"""Frames ahead that a passive network scores; their median counts."""

"""The strip of one printed line: what the recogniser reads, and how it is cut.

A strip is 32 px high; a capital in it is about 17 px high and stands about the middle row, which leaves room
for marks above and tails below. The recogniser sees it in frames of two columns.
"""

from typing import Final

HEIGHT: Final = 32
CAP_HEIGHT: Final = 17.0
FRAME: Final = 2

"""What agreements and contradictions are worth: in powers of ten, so that they add up.

An agreement is worth how rarely it comes about by chance, a contradiction how rarely it is found between two
records of one person. The numbers are coarse on purpose: what sums of them are worth is measured afterwards,
on pairs of different people, and that measurement decides.
"""

from typing import Final

UNSEEN: Final = 1e-3
"""How frequent a component is taken to be before the list has said anything about it: one person in 1,000."""
PRIOR: Final = 1_000.0
"""How many people that assumption is worth."""
RAREST: Final = 1e-4
"""No component counts as rarer: a list does not know more than that."""
EDIT: Final = 0.9
"""A typing error in a component: one in eight of what is typed again."""
SHORT_EDIT: Final = 0.7
"""More of it, in components of at most `SHORT` letters: with one letter changed they are other names."""
SHORT: Final = 4
SHORTEST_EDIT: Final = 3
"""Components of fewer letters are taken as they are."""
JOINED: Final = 0.3
"""Components that are written as one, or divided."""
CONSONANTS: Final = 0.5
"""Only the letters that Arabic script writes agree."""
PREFIX: Final = 0.1
"""A component that a full name field cuts short."""
MOST_OF_INITIAL: Final = 2
"""Letters that may be left of a component in a full name field so that it says next to nothing."""
INITIAL: Final = 0.5
"""A component of which the list has the initial only."""
MOST_OF_NAME: Final = 9.0
"""No name is worth more: components that are rare come together (MARIA DA GRAÇA), and namesakes exist."""
MISSING: Final = 0.25
"""A component that one side has and the other lacks."""
CONFLICT: Final = 2.2
"""A component on either side, which are different names."""
NO_PRIMARY: Final = 1.0
"""Nothing of the primary identifier agrees."""
CROSSED: Final = 0.3
"""A primary identifier among the secondary ones, or the other way round."""
MOST_OF_RUN: Final = 2.5
"""How much more several components in a row are worth at most than the rarest single one."""
SEX_DIFFERS: Final = 1.0
"""The sexes differ: on lists that is a mistake more often than in a document."""
NATIONALITY_DIFFERS: Final = 0.5
"""People have two, and change them. That they agree is worth nothing: thresholds are those of compatriots."""

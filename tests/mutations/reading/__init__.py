"""Mutations of the reader, stage by stage: tables of what is changed, why it matters, and who must notice.

A text that is no longer found once is to be brought up to date with the change that moved it; a rule that is
gone takes its mutation with it; a new one brings its own.
"""

from tests.mutations.reading import (
    attempts,
    cells,
    confidence,
    frames,
    legibility,
    locating,
    pages,
    reasons,
    searches,
    streams,
    strips,
)

MUTATIONS = (
    *locating.MUTATIONS,
    *strips.MUTATIONS,
    *cells.MUTATIONS,
    *attempts.MUTATIONS,
    *confidence.MUTATIONS,
    *legibility.MUTATIONS,
    *searches.MUTATIONS,
    *reasons.MUTATIONS,
    *pages.MUTATIONS,
    *frames.MUTATIONS,
    *streams.MUTATIONS,
)

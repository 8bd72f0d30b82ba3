"""Mutations of the printed zone: what is changed, why it matters, and who must notice."""

from tests.mutations.printed import again, doubt, fields, level, thresholds, told

MUTATIONS = (
    *thresholds.MUTATIONS,
    *fields.MUTATIONS,
    *doubt.MUTATIONS,
    *level.MUTATIONS,
    *again.MUTATIONS,
    *told.MUTATIONS,
)

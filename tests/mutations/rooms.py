"""The mutations of every room that has some."""

from tests.mutations import printed, reading

MUTATIONS = (*reading.MUTATIONS, *printed.MUTATIONS)

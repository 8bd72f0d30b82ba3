"""The mutations of every room."""

from tests.mutations import (
    api,
    cli,
    evaluation,
    evidence,
    faces,
    gallery,
    imaging,
    lists,
    liveness,
    mrz,
    operation,
    printed,
    reading,
    service,
    specimens,
    trials,
    verification,
)

MUTATIONS = tuple(
    one
    for room in (
        mrz,
        imaging,
        evaluation,
        evidence,
        specimens,
        reading,
        printed,
        faces,
        liveness,
        verification,
        operation,
        gallery,
        lists,
        trials,
        api,
        service,
        cli,
    )
    for one in room.MUTATIONS
)

"""Mutations of the façade: what is opened, wired together, and handed on."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "api/document.py",
        (
            "../test_sample_outcomes.py::test_the_answer",
            "../cli/test_verify_command.py::test_the_same_side_twice_is_inconclusive",
        ),
        (
            "document-portrait-anywhere",  # V8 of the first review
            "acquire_portrait(pictures, page=page,",
            "acquire_portrait(pictures, page=None,",
            "a face beside the document counts as its portrait",
        ),
        (
            "document-worst-side",
            "best = max(range(len(readings)), key=lambda number: _merit(readings[number]))",
            "best = min(range(len(readings)), key=lambda number: _merit(readings[number]))",
            "of two sides the one without an MRZ counts",
        ),
        (
            "document-same-side-twice",
            "repeated=any(np.array_equal(one, other) for one, other in combinations(pictures, 2)),",
            "repeated=False,",
            "one side, sent twice, is two sides",
        ),
        room="api",
    ),
    *mutations_of(
        "api/live.py",
        (
            "test_opened.py",
            "../cli/test_verify_command.py::test_a_live_picture_in_place_of_the_document_and_the_document_in_place_of_the_live_one",
            "test_liveness.py::test_live_frames_that_are_the_same_picture_are_said",
        ),
        (
            "live-copies",
            "copies=sum(any(np.array_equal(frame, one) for one in documents) for frame in frames),",
            "copies=0,",
            "the picture of the document passes as the live one",
        ),
        (
            "live-repeated",
            "    return len(frames) - len(different)\n",
            "    return 0\n",
            "one still, sent ten times, is ten frames",
        ),
        room="api",
    ),
    *mutations_of(
        "api/opened.py",
        (
            "test_opened.py",
            "test_limits.py",
            "../test_api.py::test_a_picture_that_cannot_be_used_is_raised",
        ),
        (
            "opened-of-any-number",
            "    if len(sources) > most:\n",
            "    if False:\n",
            "a request with a thousand frames keeps a worker for an hour",
        ),
        (
            "opened-without-limits",
            "pictures.append(load_image(source, limits=_bounds(limits)))",
            "pictures.append(load_image(source))",
            "limits that the caller set are forgotten",
        ),
        room="api",
    ),
)

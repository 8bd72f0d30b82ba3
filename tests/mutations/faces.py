"""Mutations of faces: which one counts, one person in all frames, thresholds, populations."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "networks.py",
        (
            "../test_networks.py::test_what_onnxruntime_refuses_is_typed",
            "../test_networks.py::test_numbers_that_are_none_are_refused",
            "../test_networks.py::test_no_network_call_and_no_file",
        ),
        (
            "networks-nan",  # F10 of the first review
            "        if not all(np.isfinite(output).all() for output in outputs):\n",
            "        if False:\n",
            "NaN of a broken network becomes a score",
        ),
        (
            "networks-foreign-errors",
            '        except Exception as problem:\n            raise EngineFailed(f"onnxruntime failed',
            '        except ValueError as problem:\n            raise EngineFailed(f"onnxruntime failed',
            "a broken network ends the caller's program",
        ),
        (
            "networks-telemetry",
            'os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")',
            "",
            "who uses docverify is told to others",
        ),
        room="networks",
    ),
    *mutations_of(
        "faces/one_person.py",
        ("test_one_person.py", "test_face_thresholds.py", "test_face_templates.py"),
        (
            "person-one-agreeing-frame",  # F1
            "if any(_good(one) and not matches for one, matches in zip(usable, matching, strict=True)):",
            "if all(_good(one) and not matches for one, matches in zip(usable, matching, strict=True)):",
            "a second person is slipped in among the frames",
        ),
        (
            "person-without-calibration",
            "    if calibration is None:\n        return None\n",
            "    if calibration is None:\n        return usable\n",
            "frames of anybody are one person's where nobody can tell",
        ),
        (
            "person-strangers-kept",
            "return [one for one, matches in zip(usable, matching, strict=True) if matches]",
            "return usable",
            "a poor frame of somebody else stays in the mean",
        ),
        (
            "person-doubtful-lead",
            "return sample.template is not None, _good(sample), certainty",
            "return sample.template is not None, True, certainty",
            "a poor frame leads, and good ones are measured by it",
        ),
        room="faces",
    ),
    *mutations_of(
        "faces/choose.py",
        ("test_face_choice.py",),
        (
            "choose-rivals",
            "    if rivals and merit(rivals[0], shape)",
            "    if False and merit(rivals[0], shape)",
            "of two people before the camera one is taken",
        ),
        (
            "choose-patterns",
            "least = max((face.score for face in faces), default=0.0) - _LESS_CERTAIN",
            "least = 0.0",
            "a pattern on the wall keeps a traveller from being seen",
        ),
        room="faces",
    ),
    *mutations_of(
        "faces/compare.py",
        ("test_refutable.py", "test_face_templates.py", "test_face_thresholds.py"),
        (
            "compare-match-above",
            "    matches = score >= point.threshold\n",
            "    matches = score > point.threshold\n",
            "a score at the threshold does not match",
        ),
        (
            "compare-poor-faces-refute",
            "    if poor is None:\n        return comparison\n",
            "    if True:\n        return comparison\n",
            "bearers are told to be somebody else for a blurred portrait",
        ),
        room="faces",
    ),
)

"""Wrong arguments to `docverify.liveness`: see `test_misuse.py`."""

from datetime import UTC, datetime

import docverify as dv
from docverify.evidence import LivenessReason

AT = datetime(2026, 11, 28, tzinfo=UTC)


def challenge():
    return dv.Challenge.draw(at=AT)


SOUND = {"steps": (dv.Side.LEFT, dv.Side.RIGHT), "nonce": "0" * 32, "issued_at": AT, "seconds": 10.0}
CONTENT = dv.Challenge(**SOUND).to_dict()
SESSION = {"challenge": challenge(), "claim": lambda nonce: True}  # noqa: ARG005 - takes every nonce
EVIDENCE = {"reason": LivenessReason.NO_FACE}
NO_NUMBERS = [None, "3", float("nan"), float("inf"), -1, 1e9, []]

ROWS = [
    (
        "Challenge",
        SOUND,
        "steps",
        [None, 3, "left", [], (), ["left"] * 2, ("left", "right"), (dv.Side.LEFT,)],
    ),
    ("Challenge", SOUND, "nonce", [None, 3, "", "0" * 31, "g" * 32, b"0" * 32]),
    ("Challenge", SOUND, "issued_at", [None, "2026-11-28", 3, datetime(2026, 11, 28)]),  # noqa: DTZ001 - no zone
    ("Challenge", SOUND, "seconds", [*NO_NUMBERS, 0.5, 10.1]),
    ("Challenge.draw", {"at": AT}, "at", [None, "now", 3], "issued_at"),
    ("Challenge.draw", {"at": AT}, "steps", [*NO_NUMBERS, 1, 5, 2.5, True]),
    ("Challenge.draw", {"at": AT}, "rng", [3, "seed", object()]),
    ("Challenge.from_dict", {"content": CONTENT}, "content", [None, 3, [], "{}"]),
    ("Challenge.from_dict", {"content": CONTENT}, "content", [{}, {"steps": []}], "challenge"),
    ("ChallengeSession", SESSION, "challenge", [None, CONTENT, "0" * 32]),
    ("ChallengeSession", SESSION, "mirrored", [None, 1, "yes"]),
    ("ChallengeSession", SESSION, "networks", [3, "net.onnx"]),
    ("ChallengeSession", SESSION, "networks", [[None], [3], [object()]], "passive detector"),
    ("ChallengeSession", SESSION, "engine", ["nobody", 3], "engine"),
    ("ChallengeSession", SESSION, "threads", [0, -1, "1", 1.5]),
    ("passive_network", {"path": "none.onnx"}, "path", ["none.onnx", "/"], "read"),
    ("passive_network", {"path": "none.onnx"}, "path", [None, 3, "a\0b", b"\0"]),
    ("passive_network", {"path": "none.onnx"}, "description", [3, b"x"]),
    ("passive_network", {"path": "none.onnx"}, "threads", [0, "x", None, 1.5]),
    ("LivenessEvidence", EVIDENCE, "seconds", NO_NUMBERS[:5]),
    ("LivenessEvidence", EVIDENCE, "frames", [None, -1, 1.5, "3"]),
    ("LivenessEvidence", EVIDENCE, "measures", [None, 3, {"a": "b"}, {3: 3.0}, {"a": float("nan")}]),
    ("LivenessEvidence", EVIDENCE, "issued_at", ["x", 3, datetime(2026, 11, 28)]),  # noqa: DTZ001 - no zone
    ("LivenessEvidence", EVIDENCE, "reason", [None, "performed", 3]),
    ("LivenessEvidence", EVIDENCE, "reason", [LivenessReason.PERFORMED], "steps"),
    ("LivenessEvidence", EVIDENCE, "template", [3, "template", b""]),
]

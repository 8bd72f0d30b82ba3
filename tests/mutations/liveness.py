"""Mutations of challenges: their order, their time, and who may answer them how often."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "liveness/course.py",
        ("test_course.py",),
        (
            "course-any-side",
            "        if way < -limits.OTHERWISE:\n            return LivenessReason.OTHER_SIDE\n",
            "",
            "a video that tries every side passes",
        ),
        (
            "course-mirrored",
            "(-1.0 if mirrored else 1.0)",
            "1.0",
            "cameras that mirror ask for the wrong side",
        ),
        (
            "course-leaps",
            "        if jumped:\n",
            "        if False:\n",
            "stills in place of a turn are a turn",
        ),
        (
            "course-no-way-back",
            "            if abs(turn.yaw) < limits.BACK:\n",
            "            if True:\n",
            "who turns and stays turned has turned twice",
        ),
        room="liveness",
    ),
    *mutations_of(
        "liveness/challenge.py",
        ("test_challenge.py",),
        (
            "challenge-always-the-same",
            "sides = tuple(source.choice(tuple(Side)) for _ in range(steps))",
            "sides = tuple(tuple(Side)[at % 2] for at in range(steps))",
            "the order of turns is known before",
        ),
        (
            "challenge-of-one-step",
            "if not LEAST_STEPS <= len(self.steps) <= MOST_STEPS:",
            "if not len(self.steps) <= MOST_STEPS:",
            "a challenge without steps is performed at once",
        ),
        (
            "challenge-endless",
            'expect_number("seconds", self.seconds, low=1.0, high=MOST_SECONDS)',
            'expect_number("seconds", self.seconds, low=1.0)',
            "there is time to make a video",
        ),
        room="liveness",
    ),
    *mutations_of(
        "liveness/spent.py",
        ("test_parts.py", "test_challenge.py"),
        (
            "spent-answered-twice",
            "        if nonce in _SPENT:\n            return False\n",
            "",
            "a challenge is answered again and again until it works",
        ),
        room="liveness",
    ),
)

"""Cues against presentation attacks before the live camera: they may deny, and never approve.

A challenge asks for turns of the head in an order that nobody knows before; a flat or bent picture cannot
turn like a head, another person does not keep the template, and what was recorded comes too late. None of it
says that a person is alive: a recording or a synthesised video of the right turns passes (ISO/IEC 30107).
"""

from docverify.liveness.challenge import Challenge
from docverify.liveness.geometry import Turn
from docverify.liveness.passive import PassiveDetector
from docverify.liveness.passive_file import passive_network
from docverify.liveness.passive_network import PassiveNetwork
from docverify.liveness.session import ChallengeSession, ChallengeState

__all__ = [
    "Challenge",
    "ChallengeSession",
    "ChallengeState",
    "PassiveDetector",
    "PassiveNetwork",
    "Turn",
    "passive_network",
]

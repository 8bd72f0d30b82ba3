"""Scenes of documents and people: such as must not pass, and sound ones, each with its right answers."""

from docverify.specimens.scenes.stage import Person
from docverify.specimens.scenes.table import SCENES, draw_scene, drawn_person
from docverify.specimens.scenes.values import Scene, SceneKind

__all__ = ["SCENES", "Person", "Scene", "SceneKind", "draw_scene", "drawn_person"]

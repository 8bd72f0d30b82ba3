"""Third-party networks behind two small protocols, one engine a file, imported when asked for."""

from docverify.faces.engines.choose import engine_named
from docverify.faces.engines.protocols import Detector, Encoder, Engine

__all__ = ["Detector", "Encoder", "Engine", "engine_named"]

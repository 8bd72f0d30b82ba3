"""Third-party networks behind two small protocols, one engine a file, imported when asked for."""

from docverify.faces.engines.choose import engine_named
from docverify.faces.engines.onnx_file import engine_from_file
from docverify.faces.engines.protocols import Detector, Encoder, Engine, template_of
from docverify.faces.engines.several import engine_of_several

__all__ = [
    "Detector",
    "Encoder",
    "Engine",
    "engine_from_file",
    "engine_named",
    "engine_of_several",
    "template_of",
]

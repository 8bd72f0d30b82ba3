"""Third-party networks behind two small protocols, one engine a file, imported when asked for."""

from docverify.faces.engines.at_work import encoded_faces, scanned, template_of
from docverify.faces.engines.choose import engine_named
from docverify.faces.engines.onnx_file import engine_from_file
from docverify.faces.engines.protocols import Detector, Encoder, Engine
from docverify.faces.engines.several import engine_of_several

__all__ = [
    "Detector",
    "Encoder",
    "Engine",
    "encoded_faces",
    "engine_from_file",
    "engine_named",
    "engine_of_several",
    "scanned",
    "template_of",
]

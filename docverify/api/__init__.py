"""The façade: opens what the caller hands over, picks engines, calls the rooms.

Here alone are files opened, times measured, and the clock read when no time is given.
"""

from docverify.api.assess import assess_face
from docverify.api.document import AcquiredDocument, acquire_document
from docverify.api.explain import explain_verification
from docverify.api.faces import compare_faces, encode_face, find_faces
from docverify.api.population import make_population
from docverify.api.printed import PrintedReading, read_printed
from docverify.api.read import read_frames, read_mrz
from docverify.api.verification import verify

__all__ = [
    "AcquiredDocument",
    "PrintedReading",
    "acquire_document",
    "assess_face",
    "compare_faces",
    "encode_face",
    "explain_verification",
    "find_faces",
    "make_population",
    "read_frames",
    "read_mrz",
    "read_printed",
    "verify",
]

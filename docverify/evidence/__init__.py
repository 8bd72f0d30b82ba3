"""The values that engines make and checks read: numpy at most, no pixels are opened here.

The room stands below the engines' rooms, so that they can make its values, and `verification` reads them
without loading OpenCV or onnxruntime.
"""

from docverify.evidence.bag import Evidence
from docverify.evidence.calibration import CalibratedPoint, Calibration, read_calibration
from docverify.evidence.comparison import ComparedSide, Comparison, ComparisonOutcome
from docverify.evidence.face import Face
from docverify.evidence.failure import Edge, ReadingFailure
from docverify.evidence.inventory import Inventory, LiveScene, SeenFace, SeenZone
from docverify.evidence.liveness import LivenessEvidence, LivenessReason, LivenessVerdict, Side
from docverify.evidence.look import Look
from docverify.evidence.page import Page, page_of
from docverify.evidence.page_places import FacePlace, place_of
from docverify.evidence.quality import Quality
from docverify.evidence.reading import (
    SURE,
    Cells,
    Effort,
    Legibility,
    Reader,
    Reading,
    Step,
    Typeface,
    typed,
)
from docverify.evidence.sample import AcquisitionFailure, FaceSample, Role
from docverify.evidence.template import Template, similarity_of

__all__ = [
    "SURE",
    "AcquisitionFailure",
    "CalibratedPoint",
    "Calibration",
    "Cells",
    "ComparedSide",
    "Comparison",
    "ComparisonOutcome",
    "Edge",
    "Effort",
    "Evidence",
    "Face",
    "FacePlace",
    "FaceSample",
    "Inventory",
    "Legibility",
    "LiveScene",
    "LivenessEvidence",
    "LivenessReason",
    "LivenessVerdict",
    "Look",
    "Page",
    "Quality",
    "Reader",
    "Reading",
    "ReadingFailure",
    "Role",
    "SeenFace",
    "SeenZone",
    "Side",
    "Step",
    "Template",
    "Typeface",
    "page_of",
    "place_of",
    "read_calibration",
    "similarity_of",
    "typed",
]

"""Pixels to template to comparison score: detect, align, encode, compare, calibrate.

Pictures are (H, W, 3) uint8 RGB arrays; `docverify.api` opens files.
"""

from docverify.faces.acquire import Acquisition, Role, acquire
from docverify.faces.compare import (
    compare_acquired,
    compare_faces,
    compare_templates,
    encode_face,
    find_faces,
    similarity_of,
)
from docverify.faces.comparison import AcquisitionFailure, Comparison, ComparisonOutcome, Side
from docverify.faces.engines import Detector, Encoder, Engine, engine_named
from docverify.faces.face import Face
from docverify.faces.template import Template
from docverify.faces.thresholds import CalibratedPoint, Calibration, calibration_of, threshold_for

__all__ = [
    "Acquisition",
    "AcquisitionFailure",
    "CalibratedPoint",
    "Calibration",
    "Comparison",
    "ComparisonOutcome",
    "Detector",
    "Encoder",
    "Engine",
    "Face",
    "Role",
    "Side",
    "Template",
    "acquire",
    "calibration_of",
    "compare_acquired",
    "compare_faces",
    "compare_templates",
    "encode_face",
    "engine_named",
    "find_faces",
    "similarity_of",
    "threshold_for",
]

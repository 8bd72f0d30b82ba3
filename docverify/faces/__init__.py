"""Pixels to template to comparison score: detect, align, encode, compare, calibrate.

Pictures are (H, W, 3) uint8 RGB arrays; `docverify.api` opens files.
"""

from docverify.faces.acquire import Acquisition, acquire, acquire_frames, acquire_ghost, fuse
from docverify.faces.choose import Role
from docverify.faces.compare import (
    compare_acquired,
    compare_faces,
    compare_ghost,
    compare_templates,
    encode_face,
    find_faces,
)
from docverify.faces.comparison import AcquisitionFailure, Comparison, ComparisonOutcome, Side
from docverify.faces.engines import Detector, Encoder, Engine, engine_named
from docverify.faces.face import Face
from docverify.faces.quality import Quality, assess
from docverify.faces.template import Template, similarity_of
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
    "Quality",
    "Role",
    "Side",
    "Template",
    "acquire",
    "acquire_frames",
    "acquire_ghost",
    "assess",
    "calibration_of",
    "compare_acquired",
    "compare_faces",
    "compare_ghost",
    "compare_templates",
    "encode_face",
    "engine_named",
    "find_faces",
    "fuse",
    "similarity_of",
    "threshold_for",
]

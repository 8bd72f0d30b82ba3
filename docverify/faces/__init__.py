"""Pixels to template to comparison score: detect, align, encode, compare, calibrate.

Pictures are (H, W, 3) uint8 RGB arrays; `docverify.api` opens files. The values that come back are in
`docverify.evidence`.
"""

from docverify.faces.acquire import acquire, acquire_each, acquire_frames, fuse, fuse_frames
from docverify.faces.assessment import assess_face, assessment_of
from docverify.faces.compare import (
    compare_at,
    compare_faces,
    compare_samples,
    compare_templates,
    encode_face,
    find_faces,
)
from docverify.faces.engines import (
    Detector,
    Encoder,
    Engine,
    engine_from_file,
    engine_named,
    engine_of_several,
)
from docverify.faces.portrait import Portrait, acquire_portrait
from docverify.faces.quality import assess
from docverify.faces.stream import FaceStream
from docverify.faces.thresholds import calibration_of, threshold_for

__all__ = [
    "Detector",
    "Encoder",
    "Engine",
    "FaceStream",
    "Portrait",
    "acquire",
    "acquire_each",
    "acquire_frames",
    "acquire_portrait",
    "assess",
    "assess_face",
    "assessment_of",
    "calibration_of",
    "compare_at",
    "compare_faces",
    "compare_samples",
    "compare_templates",
    "encode_face",
    "engine_from_file",
    "engine_named",
    "engine_of_several",
    "find_faces",
    "fuse",
    "fuse_frames",
    "threshold_for",
]

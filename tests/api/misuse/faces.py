"""Wrong arguments to `docverify.faces` and `docverify.reading`: see `test_misuse.py`."""

import math

import numpy as np

from docverify.evidence import AcquisitionFailure, Face, FaceSample, Reading, ReadingFailure, Role, Template
from docverify.faces import Engine, FaceStream, calibration_of, engine_named
from docverify.reading import MrzStream

ENGINE = engine_named()
ENCODER = ENGINE.encoder.id
POINT = calibration_of(ENCODER).at(1e-3)
IMAGE = np.zeros((60, 60, 3), np.uint8)
LANDMARKS = np.array([(10.0, 10.0), (40, 10), (25, 25), (15, 40), (35, 40)])
FACE = Face(box=(0.0, 0.0, 50.0, 50.0), landmarks=LANDMARKS, score=0.9)
AWAY = Face(box=(900.0, 0.0, 950.0, 50.0), landmarks=LANDMARKS + np.array((900.0, 0.0)), score=0.9)
TEMPLATE = Template(encoder=ENCODER, values=np.ones(128))
OPPOSITE = Template(encoder=ENCODER, values=-np.ones(128))
SAMPLE = FaceSample(role=Role.LIVE, faces=())
SAMPLES = {"reference": SAMPLE, "probe": SAMPLE, "encoder": ENCODER, "point": None, "fmr": 1e-3}
TEMPLATES = {"reference": TEMPLATE, "probe": TEMPLATE}
NO_PIXELS = [
    None,
    3,
    "x.jpg",
    IMAGE.tolist(),
    IMAGE[..., 0],
    IMAGE[..., :2],
    IMAGE[:0],
    IMAGE.astype(np.float32),
    IMAGE.astype(bool),
    IMAGE.astype(object),
    np.zeros((1, 60, 60, 3), np.uint8),
]
NO_ENGINE = [None, "sface", 3, object()]
NO_FRAMES = [None, 3, [], (), "x", IMAGE, [None], [IMAGE[..., 0]]]
NO_FMR = [None, "x", -1, math.nan, math.inf, 1j, [1e-3]]
NO_THREADS = [0, "1", None, 10**9]
GIVEN = {"name": "own", "detector": ENGINE.detector, "encoder": ENGINE.encoder}
READ = Reading(None, ReadingFailure.NO_MRZ)
PICTURE = "picture|image"
ROWS = [
    ("faces.acquire", {"role": Role.LIVE, "engine": ENGINE}, "image", NO_PIXELS, PICTURE),
    ("faces.acquire", {"image": IMAGE, "engine": ENGINE}, "role", [None, "live", 3]),
    ("faces.acquire", {"image": IMAGE, "role": Role.LIVE}, "engine", NO_ENGINE),
    ("faces.acquire_each", {"engine": ENGINE}, "frames", NO_FRAMES, "frame|picture"),
    ("faces.acquire_each", {"frames": [IMAGE]}, "engine", NO_ENGINE),
    ("faces.acquire_frames", {"engine": ENGINE}, "frames", NO_FRAMES, "frame|picture"),
    ("faces.acquire_frames", {"frames": [IMAGE]}, "engine", NO_ENGINE),
    ("faces.fuse_frames", {"engine": ENGINE}, "samples", [None, 3, [], [None], SAMPLE, [TEMPLATE]]),
    ("faces.fuse_frames", {"samples": [SAMPLE]}, "engine", NO_ENGINE),
    ("faces.fuse", {}, "templates", [None, 3, [], [None], TEMPLATE, [SAMPLE], [np.ones(128)]]),
    ("faces.fuse", {}, "templates", [[TEMPLATE, OPPOSITE]], "zero"),
    (
        "faces.acquire_portrait",
        {"page": None, "on": None, "engine": ENGINE},
        "pictures",
        NO_FRAMES,
        "picture",
    ),
    ("faces.acquire_portrait", {"pictures": [IMAGE], "on": 0, "engine": ENGINE}, "page", [3, "x", FACE]),
    (
        "faces.acquire_portrait",
        {"pictures": [IMAGE], "page": None, "engine": ENGINE},
        "on",
        [1, -1, "0", 0.5, math.nan],
    ),
    ("faces.acquire_portrait", {"pictures": [IMAGE], "page": None, "on": 0}, "engine", NO_ENGINE),
    ("faces.assess", {"face": FACE}, "image", NO_PIXELS),
    ("faces.assess", {"image": IMAGE}, "face", [None, 3, LANDMARKS]),
    ("faces.assess", {"image": IMAGE, "face": FACE}, "aligned", [3, "x", IMAGE, IMAGE.tolist()]),
    ("faces.assess_face", {}, "frame", NO_PIXELS, "frame|picture"),
    ("faces.assess_face", {"frame": IMAGE}, "engine", [None, 3, "none such", object()]),
    ("faces.assess_face", {"frame": IMAGE}, "threads", NO_THREADS),
    ("faces.assessment_of", {}, "sample", [None, 3, TEMPLATE, IMAGE]),
    ("FaceStream", {}, "engine", [None, 3, "none such", object()]),
    ("FaceStream", {}, "kept", [0, -1, 51, 2.5, "5", None, True]),
    ("FaceStream", {}, "threads", NO_THREADS),
    ("FaceStream.add", {"self": FaceStream()}, "frame", NO_PIXELS),
    ("Advice", {}, "cause", [None, 3, "too_dark"]),
    ("Advice", {"cause": AcquisitionFailure.NO_FACE}, "measure", [None, 3]),
    ("Advice", {"cause": AcquisitionFailure.NO_FACE}, "value", ["x", 1j]),
    ("Advice", {"cause": AcquisitionFailure.NO_FACE}, "low", ["x", 1j]),
    ("Advice", {"cause": AcquisitionFailure.NO_FACE}, "high", ["x", 1j]),
    ("Advice", {"cause": AcquisitionFailure.NO_FACE}, "refused", [None, 1, "x"]),
    ("FaceAssessment", {}, "acquired", [None, 1, "x"]),
    ("FaceAssessment", {}, "acquired", [False], "reason"),
    ("FaceAssessment", {"acquired": True}, "advice", [None, 3, ["x"], AcquisitionFailure.NO_FACE]),
    ("FaceAssessment", {"acquired": True}, "measures", [3, "x", {}]),
    ("FaceAssessment", {"acquired": True}, "face", [3, "x", LANDMARKS]),
    ("FaceAssessment", {"acquired": True}, "faces", [None, -1, 1.5, "x"]),
    ("faces.find_faces", {}, "image", NO_PIXELS, PICTURE),
    ("faces.find_faces", {"image": IMAGE}, "engine", [None, 3, "none such", object()]),
    ("faces.find_faces", {"image": IMAGE}, "threads", NO_THREADS),
    ("faces.encode_face", {"face": FACE}, "image", NO_PIXELS),
    ("faces.encode_face", {"image": IMAGE}, "face", [3, "x", LANDMARKS, AWAY]),
    ("faces.encode_face", {}, "image", [IMAGE], "no face"),
    ("faces.encode_face", {"image": IMAGE}, "engine", [None, 3, "none such", object()]),
    ("faces.compare_faces", {"probe": IMAGE}, "reference", NO_PIXELS, PICTURE),
    ("faces.compare_faces", {"reference": IMAGE}, "probe", [*NO_FRAMES[:5], *NO_FRAMES[6:]], "frame|picture"),
    ("faces.compare_faces", {"reference": IMAGE, "probe": IMAGE}, "fmr", NO_FMR),
    ("faces.compare_templates", {"probe": TEMPLATE}, "reference", [None, 3, np.ones(128), SAMPLE]),
    ("faces.compare_templates", {"reference": TEMPLATE}, "probe", [None, 3, np.ones(128), SAMPLE]),
    ("faces.compare_templates", TEMPLATES, "fmr", NO_FMR),
    ("faces.compare_at", TEMPLATES | {"fmr": 1e-3}, "point", [3, 0.3, "x", (0.1, 0.3)]),
    ("faces.compare_at", TEMPLATES | {"point": POINT}, "fmr", NO_FMR),
    *(
        ("faces.compare_samples", SAMPLES, name, [None, 3, TEMPLATE, IMAGE])
        for name in ("reference", "probe", "encoder")
    ),
    ("faces.compare_samples", SAMPLES, "point", [3, 0.3, "x"]),
    ("faces.compare_samples", SAMPLES | {"point": POINT}, "fmr", NO_FMR),
    ("faces.calibration_of", {}, "encoder", [None, 3, [], b"sface"]),
    ("faces.threshold_for", {"fmr": 1e-3}, "encoder", [None, 3, []]),
    ("faces.threshold_for", {"fmr": 1e-3}, "encoder", ["none such"], "calibration"),
    ("faces.threshold_for", {"encoder": ENCODER}, "fmr", NO_FMR),
    ("faces.engine_named", {}, "engine", [None, 3, "none such", object(), []]),
    ("faces.engine_named", {}, "threads", NO_THREADS),
    ("faces.Engine", GIVEN, "name", [None, 3]),
    ("faces.Engine", GIVEN, "detector", [None, 3, ENGINE.encoder]),
    ("faces.Engine", GIVEN, "encoder", [None, 3, ENGINE.detector]),
    (
        "faces.Engine",
        GIVEN,
        "calibration",
        [3, "x", {}, calibration_of(engine_named("sface-int8").encoder.id)],
    ),
    ("Engine.point", {"self": ENGINE}, "fmr", NO_FMR),
    ("reading.read_mrz", {}, "image", NO_PIXELS),
    ("reading.read_mrz", {"image": IMAGE}, "threads", NO_THREADS),
    ("reading.explain", {"reading": READ}, "image", NO_PIXELS),
    ("reading.explain", {"image": IMAGE}, "reading", [None, 3, "x", READ.to_dict()]),
    ("MrzStream", {}, "threads", NO_THREADS),
    ("MrzStream", {}, "budget", [0, -1.0, math.nan, math.inf, "x", True]),
    ("MrzStream.add", {"self": MrzStream()}, "frame", NO_PIXELS),
    ("MrzStream.look", {"self": MrzStream()}, "frame", NO_PIXELS),
    ("look", {}, "frame", NO_PIXELS),
    ("look", {"frame": IMAGE}, "threads", NO_THREADS),
    ("Look", {}, "document", [None, 1, "x"]),
    ("Look", {"document": True}, "mrz", ["x", IMAGE, np.zeros((3, 2)), np.full((4, 2), math.nan)]),
    ("Look", {"document": True}, "page", ["x", IMAGE, np.zeros((3, 2)), np.full((4, 2), math.nan)]),
    ("Look", {"document": True}, "problems", [None, "x", ("blurred",), ReadingFailure.BLURRED]),
    ("Look", {"document": True}, "score", [None, "x", math.nan, -0.1, 1.1]),
]
assert isinstance(ENGINE, Engine)

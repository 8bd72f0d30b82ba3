"""The values that engines make and checks read: numpy at most, no pixels are opened here.

The room stands below the engines' rooms, so that they can make its values, and `verification` reads them
without loading OpenCV or onnxruntime.
"""

from docverify.evidence.assessment import Advice, FaceAssessment
from docverify.evidence.bag import Evidence
from docverify.evidence.calibration import CalibratedPoint, Calibration, read_calibration
from docverify.evidence.comparison import ComparedSide, Comparison, ComparisonOutcome, CountedPopulation
from docverify.evidence.deed import Deed, GalleryDeed
from docverify.evidence.face import Face
from docverify.evidence.failure import Edge, ReadingFailure
from docverify.evidence.identified import Candidate, GalleryKind, Identified, Searched
from docverify.evidence.inventory import Inventory, LiveScene, SeenFace, SeenZone
from docverify.evidence.listed import (
    DocumentAnswer,
    DocumentMatch,
    DocumentReason,
    ListAge,
    Listed,
    ListEdition,
    NameAnswer,
    NameMatch,
)
from docverify.evidence.liveness import LivenessEvidence, LivenessReason, LivenessVerdict, Side
from docverify.evidence.look import Look
from docverify.evidence.manifested import Manifested, ManifestStanding
from docverify.evidence.page import Page, page_of
from docverify.evidence.page_places import FacePlace, place_of
from docverify.evidence.population import Population
from docverify.evidence.population_point import PopulationPoint
from docverify.evidence.printed import (
    Agreement,
    Belonging,
    FieldAnswer,
    Obstacle,
    PrintedField,
    PrintedLine,
    PrintedZone,
    SidesAnswer,
)
from docverify.evidence.quality import Quality
from docverify.evidence.reading import (
    SURE,
    Cells,
    Effort,
    FramesReader,
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
    "Advice",
    "Agreement",
    "Belonging",
    "CalibratedPoint",
    "Calibration",
    "Candidate",
    "Cells",
    "ComparedSide",
    "Comparison",
    "ComparisonOutcome",
    "CountedPopulation",
    "Deed",
    "DocumentAnswer",
    "DocumentMatch",
    "DocumentReason",
    "Edge",
    "Effort",
    "Evidence",
    "Face",
    "FaceAssessment",
    "FacePlace",
    "FaceSample",
    "FieldAnswer",
    "FramesReader",
    "GalleryDeed",
    "GalleryKind",
    "Identified",
    "Inventory",
    "Legibility",
    "ListAge",
    "ListEdition",
    "Listed",
    "LiveScene",
    "LivenessEvidence",
    "LivenessReason",
    "LivenessVerdict",
    "Look",
    "ManifestStanding",
    "Manifested",
    "NameAnswer",
    "NameMatch",
    "Obstacle",
    "Page",
    "Population",
    "PopulationPoint",
    "PrintedField",
    "PrintedLine",
    "PrintedZone",
    "Quality",
    "Reader",
    "Reading",
    "ReadingFailure",
    "Role",
    "Searched",
    "SeenFace",
    "SeenZone",
    "Side",
    "SidesAnswer",
    "Step",
    "Template",
    "Typeface",
    "page_of",
    "place_of",
    "read_calibration",
    "similarity_of",
    "typed",
]

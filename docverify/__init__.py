"""docverify reads travel documents, checks them, and compares their portrait with a live face.

```python
import docverify as dv

report = dv.verify(document="passport.jpg", live="live.jpg", policy="border")
report.outcome                     # PASSED | FAILED | INCONCLUSIVE
```

Names are imported when they are first used, so that `import docverify` costs nothing.
"""

from importlib import import_module, metadata
from typing import TYPE_CHECKING, Final

from docverify.errors import (
    ConfigurationError,
    DocverifyError,
    EngineError,
    EngineFailed,
    EngineMissing,
    InputError,
    LimitExceeded,
    UnknownMrzFormat,
    UnreadableImage,
    UnsupportedFormat,
    VerificationFailed,
)

if TYPE_CHECKING:
    from docverify.api import (
        AcquiredDocument,
        PrintedReading,
        acquire_document,
        assess_face,
        compare_faces,
        encode_face,
        explain_verification,
        find_faces,
        make_population,
        read_frames,
        read_mrz,
        read_printed,
        verify,
    )
    from docverify.evidence import (
        AcquisitionFailure,
        Advice,
        Agreement,
        Calibration,
        Comparison,
        ComparisonOutcome,
        Edge,
        Effort,
        Evidence,
        Face,
        FaceAssessment,
        FaceSample,
        FieldAnswer,
        LivenessEvidence,
        LivenessReason,
        LivenessVerdict,
        Look,
        Page,
        Population,
        PrintedField,
        PrintedLine,
        PrintedZone,
        Quality,
        Reader,
        Reading,
        ReadingFailure,
        Side,
        Step,
        Template,
        Typeface,
        read_calibration,
    )
    from docverify.faces import Engine, FaceStream, engine_from_file, engine_of_several
    from docverify.imaging import Limits, load_image, load_pages
    from docverify.liveness import (
        Challenge,
        ChallengeSession,
        ChallengeState,
        PassiveDetector,
        passive_network,
    )
    from docverify.mrz import FieldCheck, Mrz, MrzFormat, compose_mrz, parse_mrz
    from docverify.reading import MrzStream, look
    from docverify.verification import (
        CHECKS,
        Check,
        Demand,
        DocumentKind,
        Finding,
        FindingOutcome,
        Outcome,
        Policy,
        Referral,
        Report,
        SignedPolicy,
        TrustedSigners,
        report_schema,
    )

__all__ = [
    "CHECKS",
    "AcquiredDocument",
    "AcquisitionFailure",
    "Advice",
    "Agreement",
    "Calibration",
    "Challenge",
    "ChallengeSession",
    "ChallengeState",
    "Check",
    "Comparison",
    "ComparisonOutcome",
    "ConfigurationError",
    "Demand",
    "DocumentKind",
    "DocverifyError",
    "Edge",
    "Effort",
    "Engine",
    "EngineError",
    "EngineFailed",
    "EngineMissing",
    "Evidence",
    "Face",
    "FaceAssessment",
    "FaceSample",
    "FaceStream",
    "FieldAnswer",
    "FieldCheck",
    "Finding",
    "FindingOutcome",
    "InputError",
    "LimitExceeded",
    "Limits",
    "LivenessEvidence",
    "LivenessReason",
    "LivenessVerdict",
    "Look",
    "Mrz",
    "MrzFormat",
    "MrzStream",
    "Outcome",
    "Page",
    "PassiveDetector",
    "Policy",
    "Population",
    "PrintedField",
    "PrintedLine",
    "PrintedReading",
    "PrintedZone",
    "Quality",
    "Reader",
    "Reading",
    "ReadingFailure",
    "Referral",
    "Report",
    "Side",
    "SignedPolicy",
    "Step",
    "Template",
    "TrustedSigners",
    "Typeface",
    "UnknownMrzFormat",
    "UnreadableImage",
    "UnsupportedFormat",
    "VerificationFailed",
    "__version__",
    "acquire_document",
    "assess_face",
    "compare_faces",
    "compose_mrz",
    "encode_face",
    "engine_from_file",
    "engine_of_several",
    "explain_verification",
    "find_faces",
    "load_image",
    "load_pages",
    "look",
    "make_population",
    "parse_mrz",
    "passive_network",
    "read_calibration",
    "read_frames",
    "read_mrz",
    "read_printed",
    "report_schema",
    "verify",
]

_ROOMS: Final = {
    "api": (
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
    ),
    "evidence": (
        "AcquisitionFailure",
        "Advice",
        "Agreement",
        "Calibration",
        "Comparison",
        "ComparisonOutcome",
        "Edge",
        "Effort",
        "Evidence",
        "Face",
        "FaceAssessment",
        "FaceSample",
        "FieldAnswer",
        "LivenessEvidence",
        "LivenessReason",
        "LivenessVerdict",
        "Look",
        "Page",
        "Population",
        "PrintedField",
        "PrintedLine",
        "PrintedZone",
        "Quality",
        "Reader",
        "Reading",
        "ReadingFailure",
        "Side",
        "Step",
        "Template",
        "Typeface",
        "read_calibration",
    ),
    "faces": ("Engine", "FaceStream", "engine_from_file", "engine_of_several"),
    "imaging": (
        "Limits",
        "load_image",
        "load_pages",
    ),
    "liveness": (
        "Challenge",
        "ChallengeSession",
        "ChallengeState",
        "PassiveDetector",
        "passive_network",
    ),
    "mrz": (
        "FieldCheck",
        "Mrz",
        "MrzFormat",
        "compose_mrz",
        "parse_mrz",
    ),
    "reading": ("MrzStream", "look"),
    "verification": (
        "CHECKS",
        "Check",
        "Demand",
        "DocumentKind",
        "Finding",
        "FindingOutcome",
        "Outcome",
        "Policy",
        "Referral",
        "Report",
        "SignedPolicy",
        "TrustedSigners",
        "report_schema",
    ),
}
_HOMES: Final = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    """Import a public name from its room, once."""
    if name == "__version__":
        return metadata.version("docverify")
    if name not in _HOMES:
        raise AttributeError(f"module 'docverify' has no attribute {name!r}")
    value: object = getattr(import_module(f"docverify.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, whether imported yet or not."""
    return sorted({*globals(), *__all__})

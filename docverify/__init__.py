"""docverify reads travel documents, checks them, and compares their portrait with a live face.

```python
import docverify as dv

report = dv.verify(document="passport.jpg", live="live.jpg", policy=dv.Policy(fmr=1e-3))
report.outcome                     # PASSED | FAILED | INCONCLUSIVE
```

Names are imported when they are first used, so that `import docverify` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from docverify.errors import (
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
    from docverify.api import compare_faces, encode_face, find_faces, read_mrz, verify
    from docverify.faces import Comparison, ComparisonOutcome, Face, Template
    from docverify.imaging import Limits, load_image, load_pages
    from docverify.mrz import FieldCheck, Mrz, MrzFormat, compose_mrz, parse_mrz
    from docverify.reading import MrzStream, Reader, Reading, ReadingFailure
    from docverify.verification import (
        Check,
        Demand,
        DocumentKind,
        Finding,
        FindingOutcome,
        Outcome,
        Policy,
        Reason,
        Report,
    )

__all__ = [
    "Check",
    "Comparison",
    "ComparisonOutcome",
    "Demand",
    "DocumentKind",
    "DocverifyError",
    "EngineError",
    "EngineFailed",
    "EngineMissing",
    "Face",
    "FieldCheck",
    "Finding",
    "FindingOutcome",
    "InputError",
    "LimitExceeded",
    "Limits",
    "Mrz",
    "MrzFormat",
    "MrzStream",
    "Outcome",
    "Policy",
    "Reader",
    "Reading",
    "ReadingFailure",
    "Reason",
    "Report",
    "Template",
    "UnknownMrzFormat",
    "UnreadableImage",
    "UnsupportedFormat",
    "VerificationFailed",
    "compare_faces",
    "compose_mrz",
    "encode_face",
    "find_faces",
    "load_image",
    "load_pages",
    "parse_mrz",
    "read_mrz",
    "verify",
]

_ROOMS: Final = {
    "api": ("compare_faces", "encode_face", "find_faces", "read_mrz", "verify"),
    "faces": ("Comparison", "ComparisonOutcome", "Face", "Template"),
    "imaging": ("Limits", "load_image", "load_pages"),
    "mrz": ("FieldCheck", "Mrz", "MrzFormat", "compose_mrz", "parse_mrz"),
    "reading": ("MrzStream", "Reader", "Reading", "ReadingFailure"),
    "verification": (
        "Check",
        "Demand",
        "DocumentKind",
        "Finding",
        "FindingOutcome",
        "Outcome",
        "Policy",
        "Reason",
        "Report",
    ),
}
_HOMES: Final = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    """Import a public name from its room, once."""
    if name not in _HOMES:
        raise AttributeError(f"module 'docverify' has no attribute {name!r}")
    value: object = getattr(import_module(f"docverify.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, whether imported yet or not."""
    return sorted({*globals(), *__all__})

"""What engines there are: licences and extras as a table, the rest asked of each."""

from dataclasses import dataclass
from typing import Final

from docverify.errors import ConfigurationError, EngineError
from docverify.faces.engines.choose import NAMES, engine_named
from docverify.plugins import FACE_ENGINES, names_with_plugins, plugin_named

_SFACE: Final = "YuNet: MIT; SFace: Apache-2.0, trained on pictures that its authors do not document"
_DLIB: Final = "dlib: BSL-1.0; its network: CC0-1.0, trained on about three million pictures from the web"
LICENCES: Final = {
    "sface": _SFACE,
    "sface-int8": _SFACE,
    "dlib-onnx": f"YuNet: MIT; {_DLIB}",
    "face-recognition": f"face_recognition: MIT; {_DLIB}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEngine:
    """One engine, as it is on this machine.

    Attributes:
        name: by which it is asked for.
        licence: of its networks, and what is known of what they were trained on; of an engine that a package
            brings, that package and the licence that it tells.
        missing: what is not installed, and how to install it; empty when the engine works.
        encoder: id of the encoder build; empty when it is missing.
        builds: (file or package, its sha256 or version).
        fmrs: the false match rates that its calibration supports, largest first.
        calibrated_on: what its calibration was measured on, in words.
        populations: whether populations can be made for it.
    """

    name: str
    licence: str
    missing: str = ""
    encoder: str = ""
    builds: tuple[tuple[str, str], ...] = ()
    fmrs: tuple[float, ...] = ()
    calibrated_on: str = ""
    populations: bool = False

    def to_dict(self) -> dict[str, object]:
        """As plain JSON values."""
        return {
            "name": self.name,
            "installed": not self.missing,
            "missing": self.missing or None,
            "licence": self.licence,
            "encoder": self.encoder or None,
            "builds": dict(self.builds),
            "fmrs": list(self.fmrs),
            "calibrated_on": self.calibrated_on or None,
            "populations": self.populations,
        }


def engines_listed(*, threads: int = 1) -> tuple[ListedEngine, ...]:
    """Every face engine that ships or has an extra, the default first, and those of installed packages.

    Raises:
        InputError: `threads` is not from 1 to the machine's count.
    """
    return tuple(_listed(name, threads) for name in names_with_plugins(FACE_ENGINES, NAMES))


def _listed(name: str, threads: int) -> ListedEngine:
    licence = LICENCES.get(name, "")
    try:
        brought = None if licence else plugin_named(FACE_ENGINES, name)
        if brought is not None:
            licence = f"{brought.package}: {brought.licence or 'its metadata name none'}"
        engine = engine_named(name, threads=threads)
    except (EngineError, ConfigurationError) as problem:
        return ListedEngine(name=name, licence=licence, missing=str(problem))
    points = () if engine.calibration is None else engine.calibration.points
    return ListedEngine(
        name=name,
        licence=licence,
        encoder=engine.encoder.id,
        builds=engine.builds,
        fmrs=tuple(point.fmr for point in points),
        calibrated_on=points[0].data if points else "",
        populations=bool(points) and all(point.corrected is not None for point in points),
    )

"""One verification as a value: pictures and a setting in, a report out, wherever it is made.

Engines are imported where they are used: whoever hands jobs around needs none of them.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from docverify.arguments import expect, expect_number
from docverify.errors import ConfigurationError
from docverify.evidence import Calibration, Population
from docverify.verification import Policy, Report

if TYPE_CHECKING:
    from docverify.faces import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is the same for all verifications of a batch.

    Attributes:
        policy: what is demanded.
        at: the day for which the answers shall hold.
        engine: name of the reader.
        face_engine: name of the face engine.
        calibration: of it, in place of one that ships.
        population: of the people who come.
        threads: that the networks of one verification may use, 1 at least.

    Raises:
        InputError: one of them is not what is said above.
    """

    policy: Policy
    at: date
    engine: str = "docverify"
    face_engine: str = "sface"
    calibration: Calibration | None = field(default=None, repr=False)
    population: Population | None = field(default=None, repr=False)
    threads: int = 1

    def __post_init__(self) -> None:
        expect("policy", self.policy, Policy, "a Policy")
        expect("at", self.at, date, "a date")
        for name in ("engine", "face_engine"):
            expect(name, getattr(self, name), str, "an engine's name")
        for name, kind in (("calibration", Calibration), ("population", Population)):
            expect(name, getattr(self, name), (kind, type(None)), f"a {kind.__name__}, or None")
        expect_number("threads", self.threads, low=1, whole=True)

    def require(self) -> None:
        """Refuse before the work what no verification could be made with.

        Raises:
            ConfigurationError: the policy refers cases, which needs a secret that no batch hands around; an
                engine is unknown, or cannot keep the false match rate.
            EngineMissing: an engine is not installed.
        """
        if self.policy.refers:
            raise ConfigurationError(
                "the policy refers cases to an officer: a batch has none; name a policy without referral"
            )
        if isinstance(self.at, datetime):  # an instant without a zone is another one elsewhere
            raise ConfigurationError("at is an instant: a batch is of a day")
        self.faces.point(self.policy.fmr, population=self.population)
        self.names  # noqa: B018 - names both engines, or raises

    @property
    def faces(self) -> "Engine":
        """The face engine that is named, with its calibration."""
        from docverify.faces import engine_named

        return engine_named(self.face_engine, calibration=self.calibration, threads=self.threads)

    @property
    def names(self) -> tuple[str, str]:
        """The reader and the encoder, as reports tell them."""
        from docverify.reading.engines import reader_named

        return reader_named(self.engine, threads=self.threads).name, self.faces.encoder.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One verification that is to be made. Its `repr` shows its case only.

    Attributes:
        case_id: what the case is called.
        document: the bytes of the pictures of the document's sides.
        live: those of the person; none judges the document alone.
        setting: how.
    """

    case_id: str
    document: tuple[bytes, ...] = field(repr=False)
    live: tuple[bytes, ...] = field(default=(), repr=False)
    setting: Setting = field(repr=False)


def verify_one(job: Job) -> Report:
    """Make one verification; the same job gives the same report everywhere, but for the times.

    Args:
        job: the whole of it: no file is opened, and no clock decides.

    Returns:
        The report, without the evidence: it can be sent from one process to another.

    Raises:
        InputError: a picture cannot be used; its `picture` says which.
        ConfigurationError: the setting cannot be kept.
        EngineMissing: an engine is not installed.
        EngineFailed: an engine broke.
    """
    from docverify import api

    setting = job.setting
    report = api.verify(
        document=list(job.document),
        live=list(job.live) or None,
        policy=setting.policy,
        at=setting.at,
        case_id=job.case_id,
        engine=setting.engine,
        face_engine=setting.faces,
        population=setting.population,
        threads=setting.threads,
    )
    return replace(report, evidence=None)

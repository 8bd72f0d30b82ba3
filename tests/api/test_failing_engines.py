"""Engines of one's own that raise, give NaN, the wrong shapes or nothing: a typed error, never a yes."""

import math
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

import docverify as dv
from docverify.evaluation import attack_rates
from docverify.evidence.engine_faults import builds_of
from docverify.liveness.passive import Scores
from tests.api.failing import (
    FACES,
    HINTED,
    PAGE,
    PRIVATE,
    RAISED,
    READINGS,
    SFACE,
    SOUND,
    TEMPLATES,
    Detector,
    Hinting,
    Reader,
    Together,
    with_detector,
    with_encoder,
)

AT = date(2026, 11, 28)
BLANK = np.full((64, 64, 3), 255, np.uint8)
RAISES = pytest.mark.parametrize("problem", RAISED, ids=lambda one: type(one).__name__)


@pytest.fixture(scope="module")
def live(samples):
    return dv.load_image(samples / "mated" / "live.jpg")


def broken(*, of="mine", **options):
    """What a verification says of a broken engine."""
    with pytest.raises(dv.EngineFailed, match=of) as caught:
        dv.verify(at=AT, **options)
    assert PRIVATE not in str(caught.value)
    return caught.value


class TestReaders:
    @RAISES
    @pytest.mark.parametrize("kind", [Reader, Together])
    def test_what_raises_is_a_failed_engine_and_says_the_kind_of_error_alone(self, kind, problem):
        told = broken(document=BLANK, engine=kind(problem))
        assert type(problem).__name__ in str(told)
        assert told.__cause__ is problem
        with pytest.raises(dv.EngineFailed, match="mine broke"):
            dv.read_frames([BLANK, BLANK], engine=kind(problem))

    def test_what_an_engine_says_of_itself_comes_through(self):
        missing = dv.EngineMissing("pip install it")
        with pytest.raises(dv.EngineMissing, match="pip install it"):
            dv.read_mrz(BLANK, engine=Reader(missing))

    def test_a_program_that_is_told_to_end_ends(self):
        class Ending(Reader):
            def read(self, image):  # noqa: ARG002 - what every reader takes
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            dv.read_mrz(BLANK, engine=Ending(None))

    @pytest.mark.parametrize("gives", READINGS.values(), ids=READINGS)
    def test_what_is_no_sound_reading_is_a_failed_engine(self, gives):
        broken(document=PAGE, engine=Reader(gives))
        with pytest.raises(dv.EngineFailed, match="mine"):
            dv.read_frames([PAGE], engine=Together(gives))

    def test_the_same_reading_as_it_is_is_taken(self):
        assert dv.verify(document=PAGE, engine=Reader(SOUND), at=AT).mrz.lines == SOUND.lines
        without = replace(SOUND, cells=None, quad=None)
        assert dv.read_mrz(PAGE, engine=Reader(without)).mrz == SOUND.mrz

    def test_a_reader_that_does_not_know_how_sure_it_is_never_passes(self):
        told = dv.verify(
            document=PAGE,
            engine=Reader(replace(SOUND, confidence=math.nan, cells=None)),
            policy=dv.Policy(required=["text_certain"], optional=[]),
            at=AT,
        )
        assert told.outcome is dv.Outcome.INCONCLUSIVE
        assert told.finding("text_certain").reason == "text_uncalibrated"
        assert told.why

    def test_a_reader_that_is_sure_of_nothing_never_passes(self):
        told = dv.verify(
            document=PAGE, engine=Reader(dv.Reading(None, dv.ReadingFailure.NO_MRZ, confidence=1.0)), at=AT
        )
        assert told.outcome is dv.Outcome.INCONCLUSIVE

    @pytest.mark.parametrize("builds", [None, 3, PRIVATE, [PRIVATE], [("a",)], [("a", 1)], {"a": "b"}])
    def test_what_it_says_it_is_made_of_is_looked_at(self, builds):
        reader = Reader(SOUND)
        reader.builds = builds
        with pytest.raises(dv.EngineFailed, match=r"Reader\.builds"):
            builds_of(reader)
        with pytest.raises(dv.EngineFailed, match=r"Reader\.builds"):
            dv.verify(document=PAGE, engine=reader, at=AT)


class TestDetectors:
    @RAISES
    @pytest.mark.parametrize("kind", [Detector, Hinting])
    def test_what_raises_is_a_failed_engine(self, kind, problem, live):
        engine = with_detector(kind(problem))
        broken(of=f"{kind.__name__} broke", document=PAGE, live=live, engine="null", face_engine=engine)
        with pytest.raises(dv.EngineFailed):
            dv.find_faces(live, engine=engine)
        with pytest.raises(dv.EngineFailed):
            dv.FaceStream(engine=engine).add(live)

    @pytest.mark.parametrize("gives", FACES.values(), ids=FACES)
    def test_what_are_no_faces_is_a_failed_engine(self, gives, live):
        with pytest.raises(dv.EngineFailed, match="must give a list of Face"):
            dv.compare_faces(reference=live, probe=live, engine=with_detector(Detector(gives)))

    @pytest.mark.parametrize("gives", HINTED.values(), ids=HINTED)
    def test_what_is_no_hint_is_a_failed_engine(self, gives, live):
        with pytest.raises(dv.EngineFailed, match="Hinting must give"):
            dv.find_faces(live, engine=with_detector(Hinting(gives)))

    def test_a_detector_that_finds_nobody_leaves_it_open(self, live):
        report = dv.verify(
            document=PAGE, live=live, engine="null", face_engine=with_detector(Detector([])), at=AT
        )
        assert report.outcome is dv.Outcome.INCONCLUSIVE
        assert report.finding("live_face_found").reason == "no_live_face"

    @pytest.mark.parametrize(
        "changed", [{"sides": None}, {"sides": (0,)}, {"sides": (320.0,)}, {"sure": None}, {"sure": math.nan}]
    )
    def test_how_it_wants_to_be_shown_pictures_is_looked_at_once(self, changed):
        detector = Detector([])
        for name, value in changed.items():
            setattr(detector, name, value)
        with pytest.raises(dv.ConfigurationError, match="the detector is none"):
            with_detector(detector)


class TestEncoders:
    @RAISES
    def test_what_raises_is_a_failed_engine(self, problem, live):
        engine = with_encoder(problem)
        broken(of=f"{SFACE.encoder.id} broke", document=PAGE, live=live, engine="null", face_engine=engine)
        (face,) = dv.find_faces(live)
        with pytest.raises(dv.EngineFailed):
            dv.encode_face(live, face=face, engine=engine)

    @pytest.mark.parametrize("gives", TEMPLATES.values(), ids=TEMPLATES)
    def test_what_are_no_templates_of_its_own_is_a_failed_engine(self, gives, live):
        with pytest.raises(dv.EngineFailed, match=SFACE.encoder.id) as caught:
            dv.compare_faces(reference=live, probe=live, engine=with_encoder(gives))
        assert PRIVATE not in str(caught.value)


class Passive:
    """Scores what it was told to, or raises it."""

    id = "mine"
    rates = attack_rates({"print": [0.1, 0.6]}, [0.4, 0.9], 0.5)

    def __init__(self, *scores):
        self.scores = list(scores)

    def score(self, image, face):  # noqa: ARG002 - what every detector takes
        given = self.scores.pop(0)
        if isinstance(given, Exception):
            raise given
        return given


class TestPassiveDetectors:
    def added(self, *scores):
        found = Scores([Passive(*scores)])
        for _ in scores:
            found.add(BLANK, None)
        return found

    @RAISES
    def test_what_raises_is_a_failed_engine(self, problem):
        with pytest.raises(dv.EngineFailed, match="the passive detector mine broke"):
            self.added(problem)

    @pytest.mark.parametrize("score", [None, "0.9", [0.9], np.array([0.9, 0.8])])
    def test_what_is_no_number_is_a_failed_engine(self, score):
        with pytest.raises(dv.EngineFailed, match="mine must give a number"):
            self.added(score)

    @pytest.mark.parametrize(
        "scores",
        [(0.9, math.nan, 0.9), (math.nan, 0.9, 0.9), (0.9, 0.9, math.nan), (math.inf,), (-math.inf,)],
    )
    def test_what_is_not_finite_refuses_wherever_it_stands_and_is_told_as_evidence_can_be(self, scores):
        found = self.added(*scores)
        assert found.refused
        assert "mine.score" not in found.measures
        evidence = dv.LivenessEvidence(
            reason=dv.LivenessReason.NETWORK_REFUSED, measures=found.measures, issued_at=datetime.now(UTC)
        )
        assert evidence.verdict is dv.LivenessVerdict.ATTACK_SUSPECTED
        assert not self.added(0.9, 0.9).refused

"""The tables: every finding leads to a hint, and every hint and state has a text in every language."""

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from string import Formatter

import pytest

import docverify.service.pages
from docverify.evidence import AcquisitionFailure, LivenessReason, LivenessVerdict, ReadingFailure, Side
from docverify.service.models.sessions import Language
from docverify.service.sessions import hints
from docverify.service.sessions.hints import Hint
from docverify.service.sessions.words import State

TEXTS = Path(docverify.service.pages.__path__[0]) / "texts"
LANGUAGES = Language.__args__  # type: ignore[attr-defined] # of a Literal
NOT_FOR_TRAVELLERS = (
    "fail",
    "score",
    "attack",
    "spoof",
    "suspicious",
    "fraud",
    "échec",
    "angriff",
    "betrug",
    "fallo",
)


def texts(language: str) -> dict[str, str]:
    return dict(json.loads((TEXTS / f"{language}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("table", "codes"),
    [(hints.OF_READING, ReadingFailure), (hints.OF_FACE, AcquisitionFailure), (hints.OF_TURN, Side)],
)
def test_every_finding_leads_to_a_hint(table: Mapping[StrEnum, Hint], codes: type[StrEnum]) -> None:
    assert set(table) == set(codes)


def test_only_what_was_not_performed_is_told_of_a_challenge() -> None:
    told = {one for one in LivenessReason if one.verdict is LivenessVerdict.NOT_PERFORMED}
    assert set(hints.OF_CHALLENGE) == told


def test_there_is_a_file_for_every_language_and_no_other() -> None:
    assert {one.stem for one in TEXTS.glob("*.json")} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_lacks_a_text(language: str) -> None:
    found, english = texts(language), texts("en")
    assert found.keys() == english.keys()
    assert all(text.strip() for text in found.values())
    for key, text in found.items():
        assert _words(text) == _words(english[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_text(language: str) -> None:
    found = texts(language)
    wanted = {f"hint.{one.value}" for one in Hint}
    wanted |= {f"state.{state.value}.{part}" for state in State for part in ("title", "text")}
    assert wanted <= found.keys()
    assert {key for key in found if key.startswith("hint.")} == {f"hint.{one.value}" for one in Hint}


@pytest.mark.parametrize("language", LANGUAGES)
def test_hints_differ_and_are_short(language: str) -> None:
    told = [text for key, text in texts(language).items() if key.startswith("hint.")]
    assert len(set(told)) >= len(told) - 2, "of a document and of a face the same may be asked"
    assert max(map(len, told)) <= 70


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_told_that_they_failed(language: str) -> None:
    for key, text in texts(language).items():
        assert not any(word in text.lower() for word in NOT_FOR_TRAVELLERS), key


def _words(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}

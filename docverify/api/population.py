"""Making a population of a place's people."""

import hashlib
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from docverify.arguments import expect, expect_all
from docverify.errors import InputError
from docverify.evidence.population import Population
from docverify.evidence.template import Template
from docverify.faces import Engine, engine_named
from docverify.faces.encoded import Encoded, encode_pictures, pictures_in
from docverify.faces.engines.choose import DEFAULT
from docverify.faces.population import population_of
from docverify.imaging import Limits

People = str | os.PathLike[str] | Sequence[Template | Sequence[Template]]
"""A folder, or the templates of each person."""


def make_population(
    people: People,
    *,
    name: str,
    at: date,
    describe: str = "",
    engine: str | Engine = DEFAULT,
    limits: Limits | None = None,
    threads: int = 1,
) -> Population:
    """Make the population of a place's people, so that false match rates hold among them.

    What it holds is nobody's template: the mean of at least 50 people, and thresholds measured on their own
    non-mated pairs, k-fold over people.

    Args:
        people: a folder with a folder, or one picture, for each person; or their templates, one or a list for
            each person.
        name: of the place and the kind of picture, as reports show it.
        at: the day, for the record.
        describe: what the pictures are, for the record.
        engine: name of a face engine, or an `Engine`; it must have a calibration.
        limits: how large each picture may be; `Limits()` unless given.
        threads: processor threads that the networks may use.

    Raises:
        InputError: a picture cannot be used, or an argument is not what is said above.
        ConfigurationError: fewer than 50 different people, one person many times, an engine without a
            calibration.
        EngineMissing: the engine is not installed.
        EngineFailed: a network broke.
    """
    for argument, text in (("name", name), ("describe", describe)):
        expect(argument, text, str, "a string")
    expect("at", at, date, "a date")
    expect("limits", limits, (Limits, type(None)), "Limits(…), or None")
    chosen = engine_named(engine, threads=threads)
    if isinstance(people, (str, os.PathLike)):
        encoded = encode_pictures(pictures_in(Path(people)), chosen, limits=limits)
    else:
        encoded = _encoded(people, chosen)
    return population_of(encoded, chosen, name=name, made=at, describe=describe)


def _encoded(people: Sequence[Template | Sequence[Template]], engine: Engine) -> Encoded:
    """The templates of each person, as pictures would have given them."""
    expect("people", people, (list, tuple), "a folder, or a list of templates for each person")
    rows, numbers = [], []
    digest = hashlib.sha256()
    for number, given in enumerate(people):
        templates = [given] if isinstance(given, Template) else given
        expect_all("people", templates, Template, "Template")
        if not templates:
            raise InputError(f"one of people, number {number + 1}, has no template: leave them out")
        for template in templates:
            if template.encoder != engine.encoder.id:
                raise InputError(
                    f"people holds a template of {template.encoder}, the engine is {engine.encoder.id}: "
                    "use one engine for both"
                )
            rows.append(template.direction)
            numbers.append(number)
            digest.update(template.to_bytes())
    if not rows:
        raise InputError("people is empty: pass the templates of at least 50")
    if len({row.shape for row in rows}) > 1:
        raise InputError("people holds templates of different lengths: use one engine for all")
    return Encoded(np.array(rows), np.array(numbers), (), len(rows), digest.hexdigest())

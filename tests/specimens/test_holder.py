"""Random holders: every one composes, and the rare kinds that readers trip over all occur."""

from datetime import date

import numpy as np

from docverify.mrz import MrzFormat, parse_mrz
from docverify.specimens import Holder, random_holder
from docverify.specimens.holder import issued_before


def test_every_holder_composes(fmt):
    rng = np.random.default_rng(11)
    for _ in range(400):
        lines = random_holder(fmt, rng=rng).lines(fmt)
        mrz = parse_mrz("\n".join(lines), at=date(2026, 11, 23))
        assert mrz.format is fmt
        assert "REFUTED" not in {check.outcome.name for check in getattr(mrz, "checks", ())}


def test_rare_kinds_occur():
    rng = np.random.default_rng(12)
    holders = [random_holder(MrzFormat.TD1, rng=rng) for _ in range(800)]
    assert any(not holder.given_names for holder in holders)
    assert any(len(holder.surname) + len(holder.given_names) > 30 for holder in holders)
    assert any(len(holder.document_number) > 9 for holder in holders)
    assert any(holder.date_of_birth is None for holder in holders)
    assert any(isinstance(holder.date_of_birth, str) for holder in holders)
    assert any(holder.sex == "X" for holder in holders)
    assert any(holder.issuing_state == "D" for holder in holders)
    assert len({holder.issuing_state for holder in holders}) > 40
    assert any(holder.optional_data_2 for holder in holders)
    assert any("-" in holder.surname for holder in holders)


def test_nobody_is_born_after_the_document_was_issued():
    rng = np.random.default_rng(13)
    holders = [random_holder(MrzFormat.TD3, rng=rng) for _ in range(800)]
    born = [(one.date_of_birth, one.date_of_expiry) for one in holders if isinstance(one.date_of_birth, date)]
    assert len(born) > 700
    assert all(birth < issued_before(expiry) for birth, expiry in born)


def test_a_holder_is_not_shown():
    shown = repr(Holder(surname="ERIKSSON", given_names="ANNA MARIA", document_number="L898902C3"))
    assert not any(said in shown for said in ("ERIKSSON", "ANNA", "L898902C3"))

"""Lists: what is found in a hurry is what laying everything beside everything finds."""

import string
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from docverify.lists import DocumentEntry, DocumentList, NameEntry, NameReason
from docverify.lists.documents.entry import blocks_of
from docverify.lists.documents.numbers import folded
from docverify.lists.names.alignment import align
from docverify.lists.names.births import BIRTH_REASONS, NOT_COMPARED, Birth, BirthTable, birth_of
from docverify.lists.names.edits import deletions, one_edit
from docverify.lists.names.folding import consonants, fold
from docverify.lists.names.index import NameIndex
from docverify.lists.names.look_up import asked_of, scored
from docverify.lists.names.people import People, Traveller
from docverify.lists.names.spelling import spellings
from docverify.lists.names.tokens import tokens_of_entry
from docverify.mrz.names import split_name
from docverify.mrz.transliteration import components, variants
from docverify.mrz.truncation import fit_names
from tests.lists.made import EDITION

SHORT = st.text("ABC", min_size=0, max_size=5)
LETTERS = st.text(string.ascii_uppercase, min_size=1, max_size=12)
NATIVE = st.text("ABEHIJOUÄÖÜÑÅØŠŽЖЩЮЯЁГХЦИЙ", min_size=1, max_size=7)
PARTS = st.sampled_from(
    ["ANNA", "MARIA", "ANA", "MARI", "VAN", "DE", "STEEN", "MUELLER", "MULLER", "LEE", "LI"]
)
NAMES = st.tuples(st.lists(PARTS, min_size=1, max_size=3), st.lists(PARTS, max_size=3))


@given(SHORT, SHORT)
def test_one_edit_is_one_step_of_damerau_and_levenshtein(one, other):
    steps = {one[:i] + one[i + 1 :] for i in range(len(one))}
    steps |= {one[:i] + letter + one[i:] for i in range(len(one) + 1) for letter in "ABC"}
    steps |= {one[:i] + letter + one[i + 1 :] for i in range(len(one)) for letter in "ABC"}
    steps |= {one[:i] + one[i + 1] + one[i] + one[i + 2 :] for i in range(len(one) - 1)}
    assert one_edit(one, other) == (other in steps - {one})


@given(SHORT.filter(bool), st.integers(0, 4), st.sampled_from("ABC"), st.integers(0, 3))
def test_texts_that_are_one_edit_apart_share_a_deletion(one, at, letter, how):
    at %= len(one)
    start, rest = one[:at], one[at:]
    other = (
        start + letter + rest,
        start + rest[1:],
        start + letter + rest[1:],
        start + rest[1:2] + rest[:1] + rest[2:],
    )[how]
    assert one_edit(one, other) or one == other
    assert set(deletions(one)) & set(deletions(other))


@given(NATIVE, st.sampled_from(["", *variants()]))
def test_however_a_state_writes_a_name_it_has_a_key_of_the_list(name, variant):
    (written,) = components(name, variant=variant)
    keys = {fold(one) for one in spellings(name)}
    assume(len(spellings(name)) < 12)  # the product was not cut
    assert fold(written) in keys


@given(LETTERS)
def test_folding_is_the_same_for_doubled_letters(text):
    assert fold("".join(2 * letter for letter in text)) == fold(text)
    assert consonants("".join(2 * letter for letter in text)) == consonants(text)


def index_of(names):
    return NameIndex([(tokens_of_entry(p, s), len(p), len(p) + len(s)) for p, s in names])


@settings(deadline=None, max_examples=60)
@given(st.lists(NAMES, min_size=1, max_size=12), NAMES, st.booleans(), st.floats(0.5, 6.0))
def test_the_index_misses_nobody_who_reaches_the_threshold(names, shown, narrow, threshold):
    index = index_of(names)
    entries = [
        NameEntry(id=str(at), primary=" ".join(p), secondary=" ".join(s)) for at, (p, s) in enumerate(names)
    ]
    name = split_name(fit_names(*shown, 14 if narrow else 39))
    found = {
        one.entry: one.score
        for one in scored(Traveller(name), index, People(entries), alone=threshold, dated=threshold)
    }
    asked = asked_of(name, index)
    shared = index.shared(asked.matches, -1.0)
    most = dict(zip(shared.entries.tolist(), shared.most.tolist(), strict=True))
    for entry in range(len(names)):
        worth = align(asked, index, entry).worth
        assert worth <= most.get(entry, 0.0) + 1e-4
        if abs(worth - threshold) > 1e-6:
            assert (entry in found) == (worth >= threshold)
        if entry in found:
            assert found[entry] == pytest.approx(worth)


@given(st.integers(0, 9999), st.integers(0, 9999), st.sampled_from(["", "A", "AB1"]))
def test_blocks_cover_a_range_once_and_nothing_else(low, high, start):
    low, high = min(low, high), max(low, high)
    covered = []
    for beginning, free in blocks_of(f"{start}{low:04}", f"{start}{high:04}"):
        covered += [
            int((beginning + str(n).zfill(free) if free else beginning)[len(start) :])
            for n in range(10**free)
        ]
    assert covered == list(range(low, high + 1))


NUMBERS = st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=9)


@settings(deadline=None, max_examples=40)
@given(st.sets(NUMBERS, max_size=40), st.sets(NUMBERS, max_size=20))
def test_a_list_of_documents_finds_its_own_and_look_alikes_alone(listed, others):
    made = DocumentList.of(
        [DocumentEntry(issuer="UTO", number=one, kind="P") for one in listed], edition=EDITION, key=bytes(16)
    )
    alike = {folded(one) for one in listed}
    for one in listed | others:
        found = [
            match.reason.value for match in made.look_up_number(issuer="UTO", number=one, kind="P").matches
        ]
        assert found == (["number"] if one in listed else ["look_alike"] if folded(one) in alike else [])


DAYS = st.dates(date(1930, 1, 1), date(2020, 1, 1))


@given(DAYS, DAYS | st.builds(lambda day, by: day + timedelta(by), DAYS, st.integers(-40, 40)))
def test_births_are_compared_as_their_parts_are(one, other):
    table = BirthTable([birth_of(other.isoformat())])
    (number,) = table.compare([Birth(one.year, one.month, one.day)], np.array([0]))
    found = BIRTH_REASONS[number]
    first = (1, 1) in ((one.month, one.day), (other.month, other.day))
    same = sum(a == b for a, b in zip(one.timetuple()[:3], other.timetuple()[:3], strict=True))
    if first:
        years = abs(one.year - other.year)
        assert (
            found is [NameReason.BIRTH_YEAR, NameReason.BIRTH_NEAR, NameReason.BIRTH_DIFFERS][min(years, 2)]
        )
    elif same == 3:
        assert found is NameReason.BIRTH_SAME
    elif one.year == other.year and (one.month, one.day) == (other.day, other.month):
        assert found is NameReason.BIRTH_SWAPPED
    else:
        assert found is (NameReason.BIRTH_ONE_PART if same == 2 else NameReason.BIRTH_DIFFERS)


def test_a_birth_that_one_side_does_not_know_is_not_compared():
    table = BirthTable([Birth(), Birth(1974, 8, 12)])
    assert table.compare([], np.array([0, 1])).tolist() == [NOT_COMPARED, NOT_COMPARED]
    assert table.compare([Birth(1974, 8, 12)], np.array([0])).tolist() == [NOT_COMPARED]

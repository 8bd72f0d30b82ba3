"""Documents found by number, range, look-alike and what the pixels leave open; files that can be trusted."""

from datetime import date

import numpy as np
import pytest

import docverify as dv
from docverify.evidence import Cells, DocumentReason, ListEdition, typed
from docverify.lists.documents.candidates import LEAST, MOST, NumberCandidate, candidates
from docverify.lists.documents.table import MAGIC
from docverify.mrz import ALPHABET, MrzFormat
from tests.lists.made import EDITION, mrz_of

KEY = bytes(range(32))


def listed(*entries, **options):
    return dv.DocumentList.of(
        [dv.DocumentEntry(**one) for one in entries], edition=EDITION, key=KEY, **options
    )


STOLEN = {"issuer": "UTO", "number": "L898902C3", "kind": "P"}


def reason(made, mrz):
    answer = made.look_up(mrz)
    assert answer.asked
    assert len(answer.matches) <= 1
    return answer.matches[0].reason if answer.matches else None


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        (STOLEN, DocumentReason.NUMBER),
        (STOLEN | {"number": "l898902c<3"}, DocumentReason.NUMBER),
        (STOLEN | {"number": "L89-8902 C3"}, DocumentReason.NUMBER),
        (STOLEN | {"kind": "PM"}, DocumentReason.NUMBER),
        (STOLEN | {"kind": ""}, DocumentReason.NUMBER),
        (STOLEN | {"number": "L8989O2C3"}, DocumentReason.LOOK_ALIKE),
        (STOLEN | {"number": "I898902C3"}, DocumentReason.LOOK_ALIKE),
        (STOLEN | {"kind": "I"}, None),
        (STOLEN | {"issuer": "D"}, None),
        (STOLEN | {"number": "L898902C4"}, None),
        (STOLEN | {"number": "L898902C"}, None),
        (STOLEN | {"number": "L898902C30"}, None),
    ],
)
def test_a_document_is_found_by_state_kind_and_number(entry, found):
    assert reason(listed(entry), mrz_of("Eriksson")) is found


def test_codes_of_iso_are_taken_for_those_that_an_mrz_prints():
    made = listed({"issuer": "DEU", "number": "C01X00T47"})
    assert reason(made, mrz_of("Eriksson", issuing_state="D", document_number="C01X00T47"))


def test_a_long_number_is_found_whole():
    made = listed({"issuer": "UTO", "number": "D23145890734", "kind": "I"})
    card = mrz_of("Eriksson", "Anna", MrzFormat.TD1, document_code="I", document_number="D23145890734")
    assert reason(made, card) is DocumentReason.NUMBER
    assert reason(listed({"issuer": "UTO", "number": "D23145890"}), card) is None


def test_a_range_holds_its_ends_and_all_between_and_nothing_beside():
    made = listed({"issuer": "UTO", "number": "X0000995", "last": "X0012345", "kind": "P"})
    inside = [995, 996, 999, 1000, 9999, 10000, 12344, 12345]
    for number in inside:
        assert reason(made, mrz_of("E", document_number=f"X{number:07}")) in (
            DocumentReason.RANGE,
            DocumentReason.NUMBER,
        )
    for number in (0, 994, 12346, 99999, 1000000):
        assert reason(made, mrz_of("E", document_number=f"X{number:07}")) is None
    for other in ("Y0001000", "X00010000", "X001000", "0001000"):
        assert reason(made, mrz_of("E", document_number=other)) is None


def test_what_the_pixels_leave_open_is_looked_up_and_said_to_be_a_misreading():
    mrz = mrz_of("Eriksson", document_number="L898902C3")
    cells = certain_cells(mrz)
    cells.probabilities[1, 7, ALPHABET.index("C")] = 0.7
    cells.probabilities[1, 7, ALPHABET.index("G")] = 0.3
    reading = dv.Reading(mrz, None, mrz.lines, confidence=0.7, cells=cells)
    (match,) = listed(STOLEN | {"number": "L898902G3"}).look_up(reading).matches
    assert match.reason is DocumentReason.MISREAD
    assert match.certainty == pytest.approx(0.3, abs=0.01)
    assert not listed(STOLEN | {"number": "L898902G3"}).look_up(mrz).matches
    (sure,) = listed(STOLEN, STOLEN | {"number": "L898902G3"}).look_up(reading).matches[:1]
    assert sure.reason is DocumentReason.NUMBER
    assert sure.certainty == pytest.approx(0.7, abs=0.01)


def certain_cells(mrz):
    width = max(map(len, mrz.lines))
    chances = np.zeros((len(mrz.lines), width, 37))
    for line, text in enumerate(mrz.lines):
        for column, letter in enumerate(text):
            chances[line, column, ALPHABET.index(letter)] = 1.0
    return Cells(np.zeros((len(mrz.lines), width, 4, 2)), chances)


def test_candidates_are_few_and_none_is_less_probable_than_said():
    mrz = mrz_of("Eriksson", document_number="L898902C3")
    cells = certain_cells(mrz)
    cells.probabilities[1, :9] = 1 / 37
    found = candidates(dv.Reading(mrz, None, mrz.lines, confidence=0.0, cells=cells))
    assert found[0].read
    assert len(found) <= MOST
    assert all(one.certainty >= LEAST for one in found[1:])


def test_a_document_without_a_number_or_a_state_is_not_cleared_by_having_none():
    for changes in ({"document_number": ""}, {"issuing_state": ""}):
        answer = listed(STOLEN).look_up(mrz_of("Eriksson", **changes))
        assert not answer.asked
        assert not answer.matches


def test_typed_numbers_are_looked_up_too():
    made = listed(STOLEN)
    assert made.look_up_number(issuer="UTO", number="L898902C3", kind="P").matches
    assert not made.look_up_number(issuer="UTO", number="L898902C3").matches
    with pytest.raises(dv.InputError, match="document number"):
        made.look_up_number(issuer="UTO", number="")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "stolen.list"
    entries = [dv.DocumentEntry(issuer="UTO", number=f"L{at:08}", kind="P") for at in range(5000)]
    assert dv.DocumentList.write(path, [*entries, *entries[:9]], edition=EDITION, key=KEY) == 5000
    return path


def test_a_file_finds_all_its_documents_and_no_other(file):
    made = dv.DocumentList(file, key=KEY)
    assert len(made) == 5000
    assert made.edition == EDITION
    for at in range(5000):
        assert made.look_up_number(issuer="UTO", number=f"L{at:08}", kind="P").matches
        assert not made.look_up_number(issuer="UTO", number=f"M{at:08}", kind="P").matches


def test_no_number_lies_in_the_file_and_another_key_makes_another_one(file, tmp_path):
    content = file.read_bytes()
    assert b"L0000" not in content
    assert b"UTO" not in content
    other = tmp_path / "other.list"
    entries = [dv.DocumentEntry(issuer="UTO", number=f"L{at:08}", kind="P") for at in range(5000)]
    dv.DocumentList.write(other, entries, edition=EDITION, key=KEY[::-1])
    records = {content[at : at + 16] for at in range(len(content) - 32 - 80000, len(content) - 32, 16)}
    theirs = other.read_bytes()
    assert not records & {
        theirs[at : at + 16] for at in range(len(theirs) - 32 - 80000, len(theirs) - 32, 16)
    }


def test_another_key_is_refused(file):
    with pytest.raises(dv.ConfigurationError, match="another key"):
        dv.DocumentList(file, key=KEY[::-1])
    with pytest.raises(dv.ConfigurationError, match="too short"):
        dv.DocumentList(file, key=b"short")


def test_a_file_that_is_not_whole_or_was_changed_is_refused(file):
    content = file.read_bytes()
    for cut in (0, 1, len(MAGIC), len(MAGIC) + 3, 100, len(content) // 2, len(content) - 1):
        file.write_bytes(content[:cut])
        with pytest.raises(dv.InputError):
            dv.DocumentList(file, key=KEY)
    rng = np.random.default_rng(1)
    for at in rng.integers(len(content), size=200).tolist():
        file.write_bytes(content[:at] + bytes([content[at] ^ 1 << int(rng.integers(8))]) + content[at + 1 :])
        with pytest.raises(dv.InputError):
            dv.DocumentList(file, key=KEY)
    file.write_bytes(content + b"\0")
    with pytest.raises(dv.InputError, match="not whole"):
        dv.DocumentList(file, key=KEY)


def test_what_is_no_list_is_told_so(file, tmp_path):
    file.write_bytes(b"docverify documents 2\n" + b"x" * 100)
    with pytest.raises(dv.UnsupportedFormat, match="no list of documents"):
        dv.DocumentList(file, key=KEY)
    with pytest.raises(dv.ConfigurationError, match="cannot be opened"):
        dv.DocumentList(tmp_path / "missing", key=KEY)


def test_a_list_that_cannot_be_built_leaves_what_was_there(file):
    before = file.read_bytes()

    def bad():
        yield dv.DocumentEntry(**STOLEN)
        raise dv.ListRejected("bad rows")

    with pytest.raises(dv.ListRejected):
        dv.DocumentList.write(file, bad(), edition=EDITION, key=KEY)
    assert file.read_bytes() == before
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_an_empty_list_can_be_asked(tmp_path):
    path = tmp_path / "empty.list"
    assert dv.DocumentList.write(path, [], edition=EDITION, key=KEY) == 0
    assert not dv.DocumentList(path, key=KEY).look_up(mrz_of("Eriksson")).matches


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "XYZ"},
        {"issuer": ""},
        {"number": ""},
        {"number": "A" * 23},
        {"number": "ABC/123"},
        {"number": "АВС123"},
        {"kind": "X"},
        {"last": "L898902C2"},
        {"last": "L898902D4"},
        {"last": "L898902C30"},
    ],
)
def test_an_entry_that_cannot_be_used_is_refused_without_repeating_it(change):
    with pytest.raises(dv.InputError) as caught:
        dv.DocumentEntry(**STOLEN | change)
    assert "L898902" not in str(caught.value)
    assert "АВС" not in str(caught.value)


def test_nothing_shows_what_is_listed():
    made = listed(STOLEN)
    answer = made.look_up(mrz_of("Eriksson"))
    shown = repr([made, answer, dv.DocumentEntry(**STOLEN), candidates(typed(mrz_of("Eriksson")))])
    assert "898902" not in shown


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"version": "a\nb"},
        {"stale_after": -1},
        {"stale_after": 1.5},
        {"issued": "2026-11-20"},
    ],
)
def test_an_edition_that_is_none_is_refused(change):
    sound = {"name": "stolen", "version": "7", "issued": date(2026, 11, 20), "stale_after": 7}
    with pytest.raises(dv.InputError, match=next(iter(change))):
        ListEdition(**sound | change)


@pytest.mark.parametrize(
    ("number", "read", "found"),
    [
        ("L898902C3", True, DocumentReason.NUMBER),
        ("L8989O2C3", True, DocumentReason.LOOK_ALIKE),
        ("L898902C3", False, DocumentReason.MISREAD),
        ("L8989O2C3", False, None),  # what looks like what a cell might hold is too far off
    ],
)
def test_what_a_cell_might_hold_must_be_listed_as_it_is(number, read, found):
    matches = listed(STOLEN)._matches("UTO", "P", NumberCandidate(number, 0.01, read=read))
    assert [one.reason for one in matches] == ([] if found is None else [found])

"""Manifests: read, checked, and matched with documents."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest

import docverify as dv
from docverify.errors import InputError, LimitExceeded
from docverify.evidence.manifested import ManifestStanding
from docverify.lists import (
    AnnouncedDocument,
    BirthAgreement,
    Journey,
    Manifest,
    ManifestFault,
    NameAgreement,
    NumberAgreement,
    Passenger,
    write_paxlst,
)
from docverify.lists.announced import source as sources
from docverify.lists.manifest import index
from docverify.lists.manifest.manifest import DAYS_AFTER
from docverify.lists.manifest.names import LETTERS_FOR_TWO, SHORTEST_CUT, compare_announced
from docverify.mrz.names import split_name
from tests.lists.made_manifests import AT, JOURNEY, PREPARED, birth, drawn, expiry, mrz_of, people

ANNA = Passenger(
    place=1,
    surname="ERIKSSON",
    given_names="ANNA MARIA",
    birth=birth(date(1974, 8, 12)),
    sex="F",
    nationality="UTO",
    documents=(
        AnnouncedDocument(kind="P", number="L898902C3", issuer="UTO", expiry=expiry(date(2032, 4, 15))),
    ),
)
HER_MRZ = mrz_of(ANNA)
TABLE = (
    "Surname;Given names;Date of birth;Sex;Nationality;Document number;Document type;Issuing State;"
    "Expiry date\n"
    "ERIKSSON;ANNA MARIA;1974-08-12;F;UTO;L898902C3;P;UTO;2032-04-15\n"
)
LISTED, IN_DOUBT, NOT_LISTED = ManifestStanding


def manifest(*who, **more):
    return Manifest([replace(one, place=at) for at, one in enumerate(who, start=1)], journey=JOURNEY, **more)


def with_document(**changes):
    return replace(ANNA, documents=(replace(ANNA.documents[0], **changes),))


def test_a_table_and_a_message_make_the_same_manifest():
    of_table = Manifest.from_csv(TABLE.encode(), journey=JOURNEY)
    of_message = Manifest.from_paxlst(write_paxlst([ANNA], journey=JOURNEY, prepared=PREPARED))
    assert of_table.passengers == of_message.passengers == (ANNA,)
    assert of_message.journey == JOURNEY
    assert of_table.stale_after == of_message.stale_after == AT + timedelta(days=DAYS_AFTER)
    assert of_table.check().clean
    assert of_message.check().clean


@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_tables_are_read_with_any_divider_from_any_source(divider, tmp_path):
    data = ("\ufeff" + TABLE.replace(";", divider)).encode()
    path = tmp_path / "manifest.csv"
    path.write_bytes(data)
    for source in (data, path, str(path), io.BytesIO(data)):
        assert Manifest.from_csv(source, stale_after=AT).passengers == (ANNA,)


def test_bad_lines_are_all_named_and_nobody_is_left_out():
    lines = TABLE.splitlines()
    bad = "\n".join([*lines, "A;B", lines[1], ";;;;;;;;", lines[1] + ";more", ""])
    with pytest.raises(InputError, match="3, 5, 6; each has 9 cells"):
        Manifest.from_csv(bad.encode())


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (b"", "no column surname"),
        (b"number,sex\n1,F\n", "no column surname"),
        (b"surname,dob,birth\nA,,\n", "two columns of the birth"),
        (b"surname\n\xff\xfe\n", "UTF-8"),
        (b'surname\n"A"B\n', "line 2: this is not CSV"),
        (b"surname,role\nA,pilot of dreams\n", "lines that cannot be used: 2"),
    ],
)
def test_what_is_no_table_of_passengers_is_refused(table, told):
    with pytest.raises(InputError, match=told):
        Manifest.from_csv(table)


def test_too_long_lines_and_too_many_people_are_refused(monkeypatch):
    with pytest.raises(LimitExceeded, match="line 2"):
        Manifest.from_csv(b"surname\n" + b"A" * 20_000)
    monkeypatch.setattr(sources, "MOST_BYTES", 100)
    with pytest.raises(LimitExceeded, match="100 bytes"):
        Manifest.from_csv(io.BytesIO(TABLE.encode() * 9))


def test_messages_of_two_journeys_make_no_manifest():
    first = write_paxlst([ANNA], journey=JOURNEY, prepared=PREPARED)
    later = replace(JOURNEY, departure=JOURNEY.departure + timedelta(days=1))
    for other in (replace(JOURNEY, number="XX102"), later):
        with pytest.raises(InputError, match="2 journeys"):
            Manifest.from_paxlst(first, write_paxlst([ANNA], journey=other, prepared=PREPARED))
    with pytest.raises(InputError, match="no PAXLST"):
        Manifest.from_paxlst(first.replace(b"PAXLST:D", b"CUSRES:D"))


def test_a_list_in_several_files_is_whole_only_with_all_of_them():
    made = people(drawn(2), 9)
    whole = write_paxlst(made, journey=JOURNEY, prepared=PREPARED, people_each=3)
    head, *parts = whole.split(b"UNH+")
    assert len(parts) == 3
    tail = b"UNE+3+1'UNZ+1+1'"
    parts = [head + b"UNH+" + part.split(b"UNE+")[0] + tail for part in parts]
    together = Manifest.from_paxlst(*parts)
    assert together.passengers == made
    assert together.complete
    for missing in range(3):
        some = Manifest.from_paxlst(*(part for at, part in enumerate(parts) if at != missing))
        assert not some.complete
        assert ManifestFault.PARTS_MISSING in some.check().counts


@pytest.mark.parametrize("changed", ["CNT+42", "UNT"])
def test_a_message_that_may_have_lost_people_is_not_complete(changed):
    sent = write_paxlst([ANNA, ANNA], journey=JOURNEY, prepared=PREPARED)
    broken = sent.replace(b"CNT+42:2", b"CNT+42:3") if changed == "CNT+42" else sent[: sent.index(b"UNT")]
    assert Manifest.from_paxlst(sent).complete
    assert not Manifest.from_paxlst(broken).complete


LACKS = [
    ({"surname": ""}, ManifestFault.SURNAME_MISSING),
    ({"given_names": ""}, ManifestFault.GIVEN_NAMES_MISSING),
    ({"birth": None}, ManifestFault.BIRTH_MISSING),
    ({"birth": birth(AT + timedelta(days=1))}, ManifestFault.BIRTH_IMPOSSIBLE),
    ({"sex": ""}, ManifestFault.SEX_MISSING),
    ({"sex": "Q"}, ManifestFault.SEX_UNKNOWN),
    ({"nationality": ""}, ManifestFault.NATIONALITY_MISSING),
    ({"nationality": "QQQ"}, ManifestFault.NATIONALITY_UNKNOWN),
    ({"documents": ()}, ManifestFault.DOCUMENT_MISSING),
    ({"documents": (AnnouncedDocument(kind="V", number="1"),)}, ManifestFault.DOCUMENT_MISSING),
]
DOCUMENT_LACKS = [
    ({"number": ""}, ManifestFault.NUMBER_MISSING),
    ({"kind": ""}, ManifestFault.KIND_MISSING),
    ({"issuer": ""}, ManifestFault.ISSUER_MISSING),
    ({"issuer": "QQQ"}, ManifestFault.ISSUER_UNKNOWN),
    ({"expiry": None}, ManifestFault.EXPIRY_MISSING),
    ({"expiry": expiry(AT - timedelta(days=1))}, ManifestFault.EXPIRED),
    ({"expiry": expiry(AT)}, None),
]


@pytest.mark.parametrize(
    ("who", "fault"),
    [(replace(ANNA, **change), fault) for change, fault in LACKS]
    + [(with_document(**change), fault) for change, fault in DOCUMENT_LACKS],
)
def test_what_the_guidelines_ask_of_a_person_is_missed_by_name(who, fault):
    found = manifest(who, announced=1).check()
    assert dict(found.counts) == ({} if fault is None else {fault: 1})
    assert all(issue.passenger == 1 and issue.sentence.startswith("passenger 1: ") for issue in found.issues)


def test_what_the_guidelines_ask_of_a_journey_is_missed_by_name():
    found = Manifest([ANNA], journey=Journey(carrier="XX")).check()
    assert set(found.counts) == {
        ManifestFault.JOURNEY_UNNAMED,
        ManifestFault.PLACES_MISSING,
        ManifestFault.TIMES_MISSING,
        ManifestFault.COUNT_MISSING,
    }


def test_two_people_with_one_document_are_told():
    other = replace(ANNA, given_names="INGRID")
    assert dict(manifest(ANNA, other, announced=2).check().counts) == {ManifestFault.DOCUMENT_TWICE: 1}


def test_everybody_is_found_by_their_own_document_and_nobody_by_another():
    made = people(drawn(3), 300)
    found = Manifest(made[:200], journey=JOURNEY)
    for one in made[:200]:
        match = found.match(mrz_of(one))
        assert (match.standing, match.passenger) == (LISTED, one)
        assert match.number is NumberAgreement.SAME
        assert match.birth is BirthAgreement.SAME
    for one in made[200:]:
        match = found.match(mrz_of(one))
        assert match.standing is not LISTED
    sides = found.reconcile([mrz_of(one) for one in made[100:]])
    assert {one.place for one in made[:100]} >= {one.place for one in sides.unseen}
    assert len(sides.unlisted) >= 95
    assert len(sides.unseen) >= 95
    assert not set(sides.twice) & set(range(101, 201)) or sides.twice


NUMBERS = [
    ("L898902C3", NumberAgreement.SAME, LISTED),
    ("L 898-902 C3", NumberAgreement.SAME, LISTED),
    ("L8989O2C3", NumberAgreement.ALIKE, LISTED),
    ("L898902C36", NumberAgreement.CHECK_DIGIT, LISTED),
    ("L898902C4", NumberAgreement.SIMILAR, IN_DOUBT),
    ("X123456", NumberAgreement.DIFFERS, IN_DOUBT),
    ("", NumberAgreement.MISSING, LISTED),
]


@pytest.mark.parametrize(("number", "agreement", "standing"), NUMBERS)
def test_a_number_is_known_as_carriers_write_it(number, agreement, standing):
    table = TABLE.replace("L898902C3", number).encode()
    match = Manifest.from_csv(table, journey=JOURNEY).match(HER_MRZ)
    assert (match.number, match.standing) == (agreement, standing)
    assert agreement.value in match.reasons


def test_a_number_of_another_issuer_is_another_number():
    match = manifest(with_document(issuer="D")).match(HER_MRZ)
    assert (match.number, match.standing) == (NumberAgreement.OTHER_ISSUER, IN_DOUBT)
    assert manifest(with_document(issuer="")).match(HER_MRZ).standing is LISTED


def test_a_long_number_is_known_without_its_end():
    long = dv.parse_mrz(
        dv.compose_mrz(
            dv.MrzFormat.TD1,
            document_code="I",
            issuing_state="UTO",
            document_number="D23145890734",
            date_of_birth=date(1974, 8, 12),
            sex="F",
            date_of_expiry=date(2032, 4, 15),
            nationality="UTO",
            surname="ERIKSSON",
            given_names="ANNA MARIA",
        ),
        at=AT,
    )
    match = manifest(with_document(number="D23145890")).match(long)
    assert (match.number, match.standing) == (NumberAgreement.CUT, LISTED)


BIRTHS = [
    (date(1974, 8, 12), BirthAgreement.SAME, LISTED),
    (date(1974, 12, 8), BirthAgreement.SWAPPED, IN_DOUBT),
    (date(1975, 8, 12), BirthAgreement.ONE_PART, IN_DOUBT),
    (date(1960, 2, 1), BirthAgreement.DIFFERS, IN_DOUBT),
    (None, BirthAgreement.MISSING, LISTED),
]


@pytest.mark.parametrize(("born", "agreement", "standing"), BIRTHS)
def test_a_date_of_birth_that_differs_leaves_a_doubt(born, agreement, standing):
    match = manifest(replace(ANNA, birth=born and birth(born))).match(HER_MRZ)
    assert (match.birth, match.standing) == (agreement, standing)


def test_parts_of_a_date_that_are_not_known_do_not_contradict():
    table = TABLE.replace("1974-08-12", "19740000").encode()
    match = Manifest.from_csv(table, journey=JOURNEY).match(HER_MRZ)
    assert (match.birth, match.standing) == (BirthAgreement.AS_FAR_AS_KNOWN, LISTED)
    another = Manifest.from_csv(TABLE.replace("1974-08-12", "1874-08-12").encode(), journey=JOURNEY)
    assert another.match(HER_MRZ).birth is BirthAgreement.ONE_PART  # a century is a part of the year


NAMES = [
    ("ERIKSSON", "ANNA MARIA", NameAgreement.SAME),
    ("Eriksson", "Anna-Maria", NameAgreement.SAME),
    ("ERIKSSON", "ANNAMARIA", NameAgreement.JOINED),
    ("ERIKSSON", "ANNA MARIA MRS", NameAgreement.JOINED),
    ("ERIKSSON", "ANNAMARIAMS", NameAgreement.JOINED),
    ("ANNA MARIA", "ERIKSSON", NameAgreement.SWAPPED),
    ("ERIKSSON", "ANNA", NameAgreement.GIVEN_NAME_LEFT_OUT),
    ("ERIKSSON", "ANNA MARIA LOUISE", NameAgreement.GIVEN_NAME_LEFT_OUT),
    ("ERIKSSON", "ANNA MR", NameAgreement.GIVEN_NAME_LEFT_OUT),
    ("ERIKSSON", "ANNA MAR", NameAgreement.SHORTENED),
    ("ERIKSON", "ANNA MARIA", NameAgreement.TYPING_ERROR),
    ("ERIKSSON", "ANAN MARIA", NameAgreement.TYPING_ERROR),
    ("ERIKSSON", "A", NameAgreement.ONE_PART),
    ("ERIKSSON", "INGRID", NameAgreement.ONE_PART),
    ("LINDGREN", "ANNA MARIA", NameAgreement.ONE_PART),
    ("LINDGREN", "INGRID", NameAgreement.DIFFERS),
    ("LNU", "FNU", NameAgreement.MISSING),
    ("", "", NameAgreement.MISSING),
]


@pytest.mark.parametrize(("surname", "given", "agreement"), NAMES)
def test_a_name_is_known_as_carriers_write_it(surname, given, agreement):
    assert compare_announced(surname, given, split_name("ERIKSSON<<ANNA<MARIA<<<<<<<<")) is agreement


@pytest.mark.parametrize(
    ("surname", "given", "cells"),
    [
        ("Müller", "Jörg", "MUELLER<<JOERG<<<"),
        ("Müller", "Jörg", "MULLER<<JORG<<<"),
        ("Иванова", "Ольга", "IVANOVA<<OLGA<<<"),
        ("NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG KRASUANG", "NILAVADHANANANDA<<CHAYAPA<DE<K"),
    ],
)
def test_other_scripts_and_cut_names_follow_the_rules_of_the_standard(surname, given, cells):
    assert compare_announced(surname, given, split_name(cells)) is NameAgreement.BY_RULE


def test_few_letters_allow_no_error_and_prove_no_beginning():
    short = split_name("LI<<MEI<<<")
    assert len("LIMEI") * 2 < LETTERS_FOR_TWO
    assert compare_announced("LI", "MEY", short) is NameAgreement.ONE_PART
    assert compare_announced("LEE", "MAY", short) is NameAgreement.DIFFERS
    assert len("SILVAJO") < SHORTEST_CUT
    assert compare_announced("SILVA", "JO", split_name("SILVA<<JOANA<<<")) is NameAgreement.ONE_PART


def test_somebody_else_on_the_same_number_is_a_doubt_and_a_namesake_born_elsewhere_is_nobody():
    other = replace(ANNA, surname="LINDGREN", given_names="INGRID", birth=birth(date(1990, 1, 1)))
    match = manifest(other).match(HER_MRZ)
    assert (match.standing, match.number) == (IN_DOUBT, NumberAgreement.SAME)
    namesake = replace(with_document(number="X7654321"), birth=birth(date(1990, 1, 1)))
    match = manifest(namesake).match(HER_MRZ)
    assert (match.standing, match.passenger, match.reasons) == (NOT_LISTED, None, ())


def test_two_who_agree_alike_leave_a_doubt_and_one_announced_twice_does_not():
    bare = replace(ANNA, documents=())
    twin = replace(bare, nationality="D")
    match = manifest(bare, twin).match(HER_MRZ)
    assert match.standing is IN_DOUBT
    assert match.reasons[-1] == "another_passenger_alike"
    assert manifest(bare, bare).match(HER_MRZ).standing is LISTED
    assert manifest(bare, ANNA).match(HER_MRZ).passenger.place == 2


def test_a_document_without_a_number_is_never_listed():
    spoiled = dv.parse_mrz([HER_MRZ.lines[0], "<<<<<<<<<" + HER_MRZ.lines[1][9:]], at=AT)
    assert manifest(replace(ANNA, documents=())).match(spoiled).standing is IN_DOUBT


def test_more_people_than_are_looked_at_leave_a_doubt(monkeypatch):
    monkeypatch.setattr(index, "MOST_LOOKED_AT", 20)
    crowd = [replace(ANNA, given_names=f"ANNA {letter}") for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    match = manifest(*crowd, ANNA).match(HER_MRZ)
    assert match.standing is IN_DOUBT
    assert "too_many_alike" in match.reasons


def test_the_answer_for_a_verification_says_nothing_of_the_passenger():
    answer = manifest(ANNA).answer(HER_MRZ)
    assert answer.standing is LISTED
    assert answer.reasons == ("number_same", "name_same", "birth_same")
    assert (answer.people, answer.complete) == (1, True)
    assert not answer.stale(AT + timedelta(days=DAYS_AFTER))
    assert answer.stale(AT + timedelta(days=DAYS_AFTER + 1))
    assert Manifest([ANNA]).answer(HER_MRZ).stale(AT)
    told = repr(answer) + repr(manifest(ANNA)) + repr(manifest(ANNA).match(HER_MRZ)) + repr(ANNA)
    for secret in ("ERIKSSON", "ANNA", "L898902C3", "1974"):
        assert secret not in told

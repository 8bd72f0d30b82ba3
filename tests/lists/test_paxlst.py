"""PAXLST: what is written is read back, and what carriers write otherwise is read all the same."""

import re
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docverify.errors import DocverifyError, InputError, LimitExceeded
from docverify.lists import ManifestFault, Passenger, PersonRole, read_paxlst, write_paxlst
from docverify.lists.paxlst import VERSIONS, Service
from docverify.lists.paxlst.syntax import LONGEST_SEGMENT
from tests.lists.made_manifests import JOURNEY, PREPARED, drawn, people

TODD = b"""UNA:+.? '
UNB+UNOA:4+AIRLINE1+BORDER+130628:0900+000000001++APIS'
UNG+PAXLST+AIRLINE1+BORDER+130628:0900+1+UN+D:12B'
UNH+PAX001+PAXLST:D:12B:UN:IATA+API01+01:F'
BGM+745'
NAD+MS+++JACKSON SMITH'
COM+703-555-1212:TE+703-555-4545:FX'
TDT+20+XX101+++XX'
LOC+125+SYD'
DTM+189:1306280900:201'
LOC+87+AKL'
DTM+232:1306281400:201'
NAD+FL+++O?'BARRETT:TODD:LEE+123 MAIN STREET+UTOPIA CITY'
ATT+2++M'
DTM+329:540308'
MEA+CT++:2'
GEI+4+173'
FTX+BAG+++BA987654:2'
LOC+178+SYD'
LOC+179+AKL'
LOC+174+NZL'
NAT+2+NZL'
RFF+AVF:ABC123'
DOC+P:110:111+MB 140-241'
DTM+36:181021'
LOC+91+NZL'
DOC+V:110:111+V77'
LOC+91+DEU'
CNT+42:1'
UNT+27+PAX001'
UNE+1+1'
UNZ+1+000000001'
"""


def faults(read):
    return [issue.fault for issue in (*read.issues, *(i for m in read.messages for i in m.issues))]


def only(source):
    read = read_paxlst(source)
    assert len(read.messages) == 1
    return read, read.messages[0]


def test_every_element_of_a_message_is_where_the_directory_has_it():
    read, message = only(TODD)
    assert faults(read) == []
    assert (message.reference, message.version, message.kind) == ("PAX001", "12B", "745")
    assert (message.common, message.part, message.last) == ("API01", 1, True)
    assert message.prepared == datetime(2013, 6, 28, 9, 0)  # noqa: DTZ001 - local time
    assert message.journey.to_dict() == {
        "carrier": "XX",
        "number": "XX101",
        "departs_from": "SYD",
        "arrives_at": "AKL",
        "departure": "2013-06-28T09:00:00",
        "arrival": "2013-06-28T14:00:00",
    }
    assert message.announced == ((PersonRole.PASSENGER, 1),)
    assert message.passengers[0].to_dict() == {
        "place": 1,
        "role": "passenger",
        "surname": "O'BARRETT",
        "given_names": "TODD LEE",
        "birth": "1954-03-08",
        "sex": "M",
        "nationality": "NZL",
        "documents": [
            {"kind": "P", "number": "MB140241", "issuer": "NZL", "expiry": "2018-10-21"},
            {"kind": "V", "number": "V77", "issuer": "D", "expiry": None},
        ],
        "locator": "ABC123",
        "embarks": "SYD",
        "disembarks": "AKL",
    }


OTHERWISE = {
    "header of a transport": b"\x01QK UTAXCXX\r\n.UTBXXXX 280900\r\n\x02" + TODD + b"\x03",
    "no line breaks": TODD.replace(b"\n", b""),
    "lines of 40 characters": b"\r\n".join(re.findall(rb".{1,40}", TODD.replace(b"\n", b""))),
    "blanks before the tags": TODD.replace(b"\n", b"\n  \t"),
    "small tags": re.sub(rb"\n[A-Z]{3}\+", lambda m: m[0].lower(), TODD).replace(b"\nunb", b"\nUNB"),
    "no UNA": TODD.removeprefix(b"UNA:+.? '\n"),
    "blanks in components": TODD.replace(b"+SYD'", b"+ SYD '").replace(b":540308'", b": 540308 '"),
    "years of four digits": TODD.replace(b"329:540308", b"329:19540308:102"),
    "other service characters": TODD.replace(b"UNA:+.? '", b"UNA|*.\\ ~")
    .replace(b"?'", b"APOSTROPHE")
    .translate(bytes.maketrans(b":+'", b"|*~"))
    .replace(b"APOSTROPHE", b"'"),
    "an acknowledgement behind it": TODD.replace(
        b"UNE+1", b"UNH+X+CUSRES:D:12B:UN:IATA'\nBGM+962'\nUNT+3+X'\nUNE+2"
    ),
}


@pytest.mark.parametrize("way", OTHERWISE)
def test_what_carriers_write_otherwise_is_read_the_same(way):
    read, message = only(OTHERWISE[way])
    assert message.passengers == only(TODD)[1].passengers
    assert message.journey == only(TODD)[1].journey
    assert set(faults(read)) <= {ManifestFault.MESSAGE_OTHER}


LEGS = {
    "TDT+20+XX876+++XX'LOC+92+UTA'DTM+189:1306280100:201'LOC+92+UTB'DTM+232:1306280200:201'": "before",
    "TDT+20+XX102+++XX'LOC+92+AKL'DTM+189:1306281500:201'LOC+92+UTC'DTM+232:1306281600:201'": "behind",
}


@pytest.mark.parametrize("leg", LEGS)
def test_of_several_legs_the_one_that_crosses_the_border_counts(leg):
    place = b"TDT+20+XX101" if LEGS[leg] == "before" else b"NAD+FL"
    read, message = only(TODD.replace(place, leg.encode() + place).replace(b"UNT+27", b"UNT+32"))
    assert faults(read) == []
    assert message.journey == only(TODD)[1].journey


def test_where_no_leg_crosses_the_border_the_journey_goes_from_the_first_place_to_the_last():
    legs = "".join(LEGS).encode()
    start, end = TODD.index(b"TDT"), TODD.index(b"NAD+FL")
    journey = only(TODD[:start] + legs + TODD[end:])[1].journey.to_dict()
    assert (journey["number"], journey["departs_from"], journey["arrives_at"]) == ("XX102", "UTA", "UTC")
    assert (journey["departure"], journey["arrival"]) == ("2013-06-28T01:00:00", "2013-06-28T16:00:00")


def test_line_ends_stand_for_a_terminator_that_is_missing_everywhere():
    lines = TODD.removeprefix(b"UNA:+.? '\n").replace(b"?'", b"-").replace(b"'\n", b"\n")
    assert only(lines)[1].passengers[0].documents == only(TODD)[1].passengers[0].documents


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ((b"UNT+27", b"UNT+26"), ManifestFault.COUNT_SEGMENTS),
        ((b"UNT+27+PAX001", b"UNT+27+PAX002"), ManifestFault.REFERENCE_DIFFERS),
        ((b"UNT+27+PAX001'\n", b""), ManifestFault.MESSAGE_OPEN),
        ((b"UNE+1+1", b"UNE+2+1"), ManifestFault.COUNT_MESSAGES),
        ((b"UNZ+1+000000001", b"UNZ+1+000000002"), ManifestFault.REFERENCE_DIFFERS),
        ((b"ATT+2++M'", b"?????'"), ManifestFault.SEGMENT_UNREADABLE),
        ((b"NAD+FL", b"NAD+QQ"), ManifestFault.ROLE_UNKNOWN),
        ((b"PAXLST:D", b"CUSRES:D"), ManifestFault.MESSAGE_OTHER),
    ],
)
def test_what_is_wrong_with_a_message_is_named(change, fault):
    assert change[0] in TODD
    assert fault in faults(read_paxlst(TODD.replace(*change)))


def test_a_message_without_an_envelope_is_read_and_told():
    bare = TODD[TODD.index(b"UNH") : TODD.index(b"UNE")]
    read, message = only(bare)
    assert faults(read) == [ManifestFault.NO_ENVELOPE]
    assert message.passengers == only(TODD)[1].passengers


@pytest.mark.parametrize("version", VERSIONS)
def test_people_survive_a_round_trip_in_every_version(version):
    made = people(drawn(version), 60)
    for each in (0, 7):
        sent = write_paxlst(made, journey=JOURNEY, prepared=PREPARED, version=version, people_each=each)
        read = read_paxlst(sent)
        assert faults(read) == []
        assert tuple(one for message in read.messages for one in message.passengers) == made
        assert {message.version for message in read.messages} == {version}
        assert {message.journey for message in read.messages} == {JOURNEY}


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from("?:+'*"),
    min_size=1,
    max_size=9,
)
NAMES = st.lists(TEXTS, min_size=1, max_size=4)


@settings(max_examples=100, deadline=None)
@given(surname=NAMES, given=NAMES, marks=st.permutations(":+?'|*~\\"), breaks=st.booleans())
def test_any_name_survives_whatever_divides(surname, given, marks, breaks):
    one = Passenger(place=1, surname=" ".join(surname), given_names=" ".join(given))
    component, element, release, terminator, *_ = marks
    sent = write_paxlst(
        [one],
        journey=JOURNEY,
        prepared=PREPARED,
        line_breaks=breaks,
        service=Service(component, element, release, terminator),
    )
    read, message = only(sent)
    assert faults(read) == []
    assert message.passengers == (one,)


@pytest.mark.parametrize("born", ["540308", "19040308", "850000", "19850000", "198507XX", "000000"])
def test_dates_are_known_as_far_as_they_are_told(born):
    read = only(TODD.replace(b":540308", b":" + born.encode()))[1].passengers[0]
    sent = write_paxlst([read], journey=JOURNEY, prepared=PREPARED)
    assert only(sent)[1].passengers[0].birth.text == read.birth.text
    if born == "19040308":
        assert only(sent)[1].passengers[0].birth.date == date(1904, 3, 8)


def test_what_is_no_interchange_is_refused():
    for source in (b"", b"surname,number\n", b"\x89PNG" + bytes(9_000), b"UN" * 9_000):
        with pytest.raises(InputError, match="interchange"):
            read_paxlst(source)
    with pytest.raises(InputError, match="cannot be opened"):
        read_paxlst("no/such/file.edi")


def test_a_segment_without_an_end_is_refused_before_it_fills_the_memory():
    with pytest.raises(LimitExceeded, match="segment"):
        read_paxlst(TODD.replace(b"TODD", b"T" * (LONGEST_SEGMENT + 1)))


def test_more_people_than_asked_for_are_refused():
    sent = write_paxlst(people(drawn(1), 12), journey=JOURNEY, prepared=PREPARED)
    assert len(read_paxlst(sent, most=12).messages[0].passengers) == 12
    with pytest.raises(LimitExceeded, match="11 people"):
        read_paxlst(sent, most=11)


def mutated(data, rng):
    """The bytes after one to eight small accidents."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        if not out:
            break
        at = rng.randrange(len(out))
        what = rng.randrange(6)
        if what == 0:
            out[at] = rng.randrange(256)
        elif what == 1:
            del out[at : at + rng.randint(1, 40)]
        elif what == 2:
            out[at:at] = bytes(rng.choice(b"?:+'\n 0ANDTUN") for _ in range(rng.randint(1, 9)))
        elif what == 3:
            start = rng.randrange(len(out))
            out[at:at] = out[start : start + rng.randint(1, 80)]
        elif what == 4:
            del out[at:]
        else:
            out[at] = rng.choice(b"?:+'\n")
    return bytes(out)


def test_accidents_end_in_a_list_or_in_an_error_of_ours():
    rng = drawn(20261128)
    made = people(rng, 4)
    seeds = [
        TODD,
        *(
            write_paxlst(made, journey=JOURNEY, prepared=PREPARED, version=v, people_each=2)
            for v in VERSIONS[::5]
        ),
    ]
    outcomes = {True: 0, False: 0}
    for _ in range(1_500):
        try:
            read_paxlst(mutated(rng.choice(seeds), rng))
        except DocverifyError:
            outcomes[False] += 1
        else:
            outcomes[True] += 1
    assert min(outcomes.values()) > 0


def test_no_value_of_a_passenger_is_in_a_repr():
    read, message = only(TODD)
    told = repr(read) + repr(message) + repr(message.passengers[0]) + repr(message.passengers[0].documents)
    for secret in ("BARRETT", "TODD", "MB140241", "540308", "1954", "ABC123"):
        assert secret not in told


def test_written_lists_are_refused_for_what_they_cannot_be():
    made = people(drawn(1), 1)
    with pytest.raises(InputError, match="version"):
        write_paxlst(made, journey=JOURNEY, prepared=PREPARED, version="99Z")
    with pytest.raises(InputError, match="service"):
        write_paxlst(made, journey=JOURNEY, prepared=PREPARED, service=Service(":", ":", "?", "'"))

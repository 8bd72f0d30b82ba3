"""Lists from CSV and JSON lines: every bad row is named by its line, and no list with one is built."""

import contextlib
import json
import random

import pytest

import docverify as dv
from docverify.lists import read_documents, read_names
from docverify.lists.rows import LONGEST_LINE, MOST_TOLD

HEADER = "id,primary,secondary,birth,sex,nationality"


@pytest.fixture
def write(tmp_path):
    def made(text, name="list.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return made


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_csv_is_read_as_offices_write_it(write, delimiter, end, mark):
    rows = [HEADER.upper(), 'W-1,"Müller",Jörg,1974-08-12,M,D', "", "W-2, Eriksson ,,,,"]
    text = mark + end.join(rows).replace(",", delimiter) + end
    first, second = read_names(write(text))
    assert (first.primary, first.secondary, first.birth, first.sex, first.nationality) == (
        "Müller",
        "Jörg",
        "1974-08-12",
        "M",
        "D",
    )
    assert (second.id, second.primary, second.secondary) == ("W-2", "Eriksson", "")


def test_a_quoted_value_may_hold_the_delimiter(write):
    (one,) = read_names(write('id,primary\nW-1,"Müller, genannt Schmidt"\n'))
    assert one.components == (["MÜLLER", "GENANNT", "SCHMIDT"], [])


def test_json_lines_are_read(write):
    rows = [{"id": "W-1", "primary": "Щербаков", "birth": None}, {"id": "W-2", "primary": "Eriksson"}]
    text = "\n\n".join(json.dumps(row) for row in rows)
    for name in ("list.jsonl", "list.ndjson"):
        assert [one.primary for one in read_names(write(text, name))] == ["Щербаков", "Eriksson"]


def test_columns_may_come_in_any_order_and_optional_ones_be_left_out(write):
    (one,) = read_documents(write("kind,number,issuer\nP,L898902C3,UTO\n"))
    assert (one.issuer, one.number, one.kind, one.last) == ("UTO", "L898902C3", "P", "")


def test_every_bad_row_is_named_by_its_line_and_nothing_of_it_is_repeated(write):
    good = "W-{},Eriksson{},Anna,1974-08-12,F,UTO"
    rows = [good.format(at, chr(65 + at)) for at in range(20)]
    bad = {
        3: ("W-3,,,,,", "empty"),
        5: (",Eriksson,,,,", "id is missing"),
        7: ("W-7,Eriksson,Anna,12.08.1974,F,UTO", "date of birth"),
        9: ("W-9,Eriksson,Anna,1974-08-12,Q,UTO", "sex"),
        11: ("W-11,Eriksson,Anna,1974-08-12,F,SWEDEN", "nationality"),
        13: ("W-13,Zwetschgenbaum山,Anna,,,", "cannot be written"),
        15: ("W-15,Eriksson", "2 values"),
        17: ("W-1,EriksonB,Anna,1974-08-12,F,UTO,more", "7 values"),
        19: (rows[0], "same as line 2"),
    }
    for line, (row, _) in bad.items():
        rows[line - 2] = row
    with pytest.raises(dv.ListRejected) as caught:
        list(read_names(write("\n".join([HEADER, *rows]))))
    assert [line for line, _ in caught.value.problems] == list(bad)
    for (line, what), (_, (_, said)) in zip(caught.value.problems, bad.items(), strict=True):
        assert said in what, line
    everything = repr(caught.value.problems) + str(caught.value)
    assert not [word for word in ("Zwetsch", "山", "12.08", "SWEDEN") if word in everything]
    assert "9 bad rows: line 3" in str(caught.value)
    assert "4 more" in str(caught.value)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{", "no JSON"),
        ("[1]", "no object"),
        ('{"id": 3, "primary": "A"}', "no object of texts"),
        ('{"id": "W-1"}', "empty"),
        ('{"id": "W-1", "primary": "Eriksson", "brith": "1974"}', "other values"),
        ("[" * 5000, "no JSON"),
    ],
)
def test_bad_json_is_named_by_its_line(write, row, said):
    text = '{"id": "W-0", "primary": "Larsson"}\n' + row + "\n"
    with pytest.raises(dv.ListRejected) as caught:
        list(read_names(write(text, "list.jsonl")))
    ((line, what),) = caught.value.problems
    assert line == 2
    assert said in what


@pytest.mark.parametrize(
    "header", ["", "id", "primary,secondary", "id,primary,brith", "id,id,primary", "Name;Vorname;geboren"]
)
def test_a_header_that_is_none_is_refused(write, header):
    columns = header == "id"
    with pytest.raises((dv.ListRejected, dv.ConfigurationError)) as caught:
        list(read_names(write(header + "\nW-1,Eriksson,x\n")))
    assert columns or "columns" in str(caught.value)


def test_bytes_that_are_no_text_are_bad_rows(write):
    path = write(b"id,primary\nW-1,M\xfcller\nW-2,Eriksson\n")
    with pytest.raises(dv.ListRejected, match="line 2: it is not UTF-8"):
        list(read_names(path))


def test_a_line_that_never_ends_is_refused_in_bounded_memory(write):
    with pytest.raises(dv.ListRejected):
        list(read_names(write("id,primary\n" + "A" * (5 * LONGEST_LINE))))
    with pytest.raises(dv.ListRejected):
        list(read_names(write('id,primary\n"' + "A,\n" * (5 * LONGEST_LINE))))


def test_no_more_bad_rows_are_told_than_anybody_can_mend(write):
    with pytest.raises(dv.ListRejected) as caught:
        list(read_names(write("id,primary\n" + ",x\n" * (MOST_TOLD + 500))))
    assert len(caught.value.problems) == MOST_TOLD


def test_a_file_that_is_missing_is_told_so(tmp_path):
    with pytest.raises(dv.ConfigurationError, match="cannot be read as a list"):
        list(read_names(tmp_path / "missing.csv"))


def test_whatever_a_file_holds_is_typed(write):
    rng = random.Random(3)  # noqa: S311 - a seed to repeat it
    sound = (HEADER + "\n" + "W-1,Müller,Jörg,1974-08-12,M,D\n" * 3).encode()
    for at in range(600):
        content = bytearray(sound)
        for _ in range(rng.randrange(1, 6)):
            where = rng.randrange(len(content))
            content[where : where + rng.randrange(3)] = rng.randbytes(rng.randrange(3))
        with contextlib.suppress(dv.InputError):
            list(read_names(write(bytes(content), f"list.{'csv' if at % 2 else 'jsonl'}")))

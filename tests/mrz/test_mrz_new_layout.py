"""Adding a layout is adding a name and a table: everything else follows."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import docverify
from docverify.mrz import MrzFormat, check_digit, parse_many, parse_mrz

NAME = '    SVK_34 = "SVK_34"\n'
TABLES = "_TABLES = (\n"
NEW_NAME = '    XYZ_ID = "XYZ_ID"\n    """2 x 36: a card of its own."""\n'
NEW_TABLE = """    _layout(
        MrzFormat.XYZ_ID,
        (36, 36),
        (
            *_code_and_state(0, begins="I"),
            _at(Kind.DATE, 0, 5, 11, "date_of_birth"),
            _digit("date_of_birth", 0, 11),
            _at(Kind.NUMBER, 0, 12, 21, "document_number"),
            _digit("document_number", 0, 21),
            _at(Kind.OPTIONAL, 0, 22, 36, "optional_data"),
            _at(Kind.NAMES, 1, 0, 36),
        ),
        marks=((0, 0, "IDXYZ"),),
        code="ID",
        source="a test",
    ),
"""
ASK = """
import json, sys
from datetime import date
from docverify.mrz import CHECKS, KINDS, check_relations, parse_many, parse_mrz

texts = json.loads(sys.stdin.read())
many = parse_many(texts, at=date(2026, 11, 23))
rows = []
for row, text in enumerate(texts):
    mrz = parse_mrz(text, at=date(2026, 11, 23))
    assert many.formats[row] is mrz.format, row
    assert many.valid[row] == mrz.valid, row
    for relation in check_relations(mrz.format):
        assert CHECKS[many.checks[relation.field][row]] is mrz.fields[relation.field].check, row
    for name, days in many.dates.items():
        found = mrz.field(name).date
        assert (-1 if found is None else KINDS.index(found.kind)) == many.date_kinds[name][row], row
        assert days[row].item() == (None if found is None else found.date), row
    rows.append([mrz.format, mrz.valid])
print(json.dumps(rows))
"""
CARD = "IDXYZ7408122L898902C36<<<<<<<<<<<<<<\nVANDERSTEEN<<MARIANNE<LOUISE<<<<<<<<"
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
LIKE_THE_CARD = "IDXYZERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"


def test_a_layout_with_a_mark_of_its_own_is_parsed_alike_one_by_one_and_many_at_once(tmp_path):
    package = Path(docverify.__file__).parent
    copy = tmp_path / "docverify"
    shutil.copytree(package / "mrz", copy / "mrz")
    for name in ("__init__.py", "arguments.py", "errors.py"):
        shutil.copy(package / name, copy)
    for name, before, added in (("formats.py", NAME, NEW_NAME), ("layouts.py", TABLES, NEW_TABLE)):
        path = copy / "mrz" / name
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1
        whole = text.replace(before, added + before if before is NAME else before + added)
        path.write_text(whole, encoding="utf-8")
    texts = [CARD, CARD.replace("7408122", "7408129"), TD2, LIKE_THE_CARD]
    texts += [text.replace("\n", "") for text in texts]
    run = subprocess.run(
        [sys.executable, "-P", "-c", ASK],
        input=json.dumps(texts),
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    # Where the card's digits fail and all of TD2's agree, the mark does not decide.
    assert json.loads(run.stdout) == [["XYZ_ID", True], ["XYZ_ID", False], ["TD2", True], ["TD2", True]] * 2


def test_many_at_once_choose_between_two_layouts_of_one_shape_as_one_by_one_do():
    lower = (
        "AB1234567<UTO7408122F1204159<<<<<<<"  # a filler for the number's digit: TD2 allows it, visas do not
    )
    composite = check_digit(lower[:10] + lower[13:20] + lower[21:35])
    text = f"V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n{lower}{composite}"
    assert parse_mrz(text).format is MrzFormat.TD2
    assert parse_many([text]).formats[0] is MrzFormat.TD2

"""Error messages follow `docverify: `: they begin in lower case and end without a full stop."""

import ast
from pathlib import Path

import pytest

import docverify

PACKAGE = Path(docverify.__file__).parent
FILES = sorted([*(PACKAGE / "evaluation").glob("*.py"), *(PACKAGE / "mrz").glob("*.py")])
FILES += sorted((PACKAGE / "imaging").glob("*.py"))
PROPER = ("Pillow",)


def messages(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call) or not node.exc.args:
            continue
        first = node.exc.args[0]
        parts = first.values if isinstance(first, ast.JoinedStr) else [first]
        texts = [p.value if isinstance(p, ast.Constant) else "x" for p in parts]
        if all(isinstance(text, str) for text in texts):
            yield "".join(texts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_messages_begin_in_lower_case_and_end_without_a_full_stop(path):
    for message in messages(path):
        word = message.split()[0]
        assert word in PROPER or word[:2].isupper() or not word[0].isupper(), message
        assert not message.endswith("."), message

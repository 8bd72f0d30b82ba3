"""axe-core's audit of a page; the package `axe-playwright-python` (MIT) brings the script (axe: MPL-2.0)."""

from functools import cache
from importlib.resources import files
from typing import Any

import pytest

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _script() -> str:
    pytest.importorskip(
        "axe_playwright_python", reason="pip install axe-playwright-python, which brings axe-core"
    )
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def audit(page: Any) -> list[tuple[str, str, list[str]]]:
    """What axe finds: impact, rule, and the elements."""
    page.evaluate(f"() => {{ {_script()} }}")
    found = page.evaluate("(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags } })", RULES)
    return [
        (one["impact"], one["id"], [node["html"][:200] for node in one["nodes"]])
        for one in found["violations"]
    ]


def serious(page: Any) -> list[tuple[str, str, list[str]]]:
    """Of these the serious and critical ones."""
    return [one for one in audit(page) if one[0] in ("serious", "critical")]

"""The documentation's pages as they are written."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
DESCRIBED = ("mrz", "evaluation", "specimens", "operation.rates", "trials")
"""Rooms that have pages of their own in the reference, and whose names are public therefore."""
PAGES = sorted(DOCS.rglob("*.md"))
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def links(page):
    """Targets of a page's links and pictures, code left out."""
    return _LINK.findall(_CODE.sub("", page.read_text(encoding="utf-8")))


def pages_linked(page):
    """Other pages that a page links to."""
    targets = (target.partition("#")[0] for target in links(page))
    return {(page.parent / target).resolve() for target in targets if target.endswith(".md")}

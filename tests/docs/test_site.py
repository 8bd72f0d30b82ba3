"""The site as it is built: strictly, without a network, every link and anchor in place."""

import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.docs.pages import ROOT

pytest.importorskip("material", reason="pip install '.[docs]'")
pytest.importorskip("mkdocstrings", reason="pip install '.[docs]'")


class Page(HTMLParser):
    """What a page refers to, and what can be referred to on it."""

    def __init__(self, path):
        super().__init__()
        self.links, self.loaded, self.anchors = [], [], set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if told.get("id"):
            self.anchors.add(told["id"])
        if tag == "a" and told.get("href"):
            self.links.append(told["href"])
        if tag in {"script", "img", "iframe", "source", "video"} and told.get("src"):
            self.loaded.append(told["src"])
        if tag == "link" and told.get("rel") != "canonical" and told.get("href"):
            self.loaded.append(told["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The pages by their paths; the build has no way out."""
    folder = tmp_path_factory.mktemp("site")
    nowhere = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, **nowhere, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    return {path: Page(path) for path in folder.rglob("*.html")}


def _target(page, url):
    """The file that a relative address leads to, and the anchor on it."""
    parts = urlsplit(url)
    path = page if not parts.path else Path(os.path.normpath(page.parent / unquote(parts.path)))
    return (path / "index.html" if path.is_dir() else path), unquote(parts.fragment)


def test_links_and_anchors_are_there(site):
    wrong = []
    for path, page in site.items():
        if path.name == "404.html":
            continue  # its links are absolute: it is shown anywhere
        for url in page.links:
            if urlsplit(url).scheme in {"http", "https", "mailto"}:
                continue
            target, anchor = _target(path, url)
            if not target.exists() or (anchor and target in site and anchor not in site[target].anchors):
                wrong.append((path.parent.name, url))
    assert not wrong


def test_nothing_is_loaded_from_elsewhere(site):
    for path, page in site.items():
        for url in page.loaded:
            assert not urlsplit(url).netloc, (path, url)
            if path.name != "404.html":
                assert _target(path, url)[0].is_file(), (path, url)


def test_recipes_are_two_clicks_from_the_first_page(site):
    home = min(site, key=lambda path: (path.name != "index.html", len(path.parts)))
    near = {_target(home, url)[0] for url in site[home].links if not urlsplit(url).netloc}
    recipes = [path for path in site if path.parent.parent.name == "cookbook"]
    assert len(recipes) == 11
    assert set(recipes) <= near

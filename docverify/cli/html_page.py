"""One HTML file that needs nothing else: figures as tables, drawings as SVG inside it."""

import html
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; color: #222 }}
body {{ max-width: 75rem; margin: 2rem auto; padding: 0 1rem }}
svg {{ width: 100%; height: auto }}
table {{ border-collapse: collapse; margin: 1rem 0 }}
th, td {{ padding: .3rem .8rem; border-bottom: 1px solid #ddd; text-align: right }}
td.words, th.words {{ text-align: left }}
li {{ color: #555 }}
</style></head><body>
<h1>{title}</h1>
{body}
</body></html>
"""
_MOST_COLUMNS: Final = 100


def page_of(title: str, *parts: str) -> str:
    """A page of parts that are HTML already."""
    return _PAGE.format(title=html.escape(title), body="\n".join(parts))


def paragraph(text: str) -> str:
    """A paragraph of plain text."""
    return f"<p>{html.escape(text)}</p>"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]], *, words: int = 0) -> str:
    """A table of plain texts, of whose columns the first `words` are words and the others numbers."""

    def cells(kind: str, texts: Iterable[str]) -> str:
        marks = (f'{kind} class="words"' if at < words else kind for at in range(_MOST_COLUMNS))
        return "".join(
            f"<{mark}>{html.escape(text)}</{kind}>" for mark, text in zip(marks, texts, strict=False)
        )

    head = f"<thead>\n<tr>{cells('th', heads)}</tr>\n</thead>"
    body = "\n".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return f"<table>{head}\n<tbody>\n{body}\n</tbody></table>"


def notes(texts: Iterable[str]) -> str:
    """A list of plain texts."""
    return f"<ul>{''.join(f'<li>{html.escape(text)}</li>' for text in texts)}</ul>"


def svg_of(figure: "Figure") -> str:
    """A drawing, to stand in a page."""
    drawing = io.StringIO()
    figure.savefig(drawing, format="svg", metadata={"Date": None})
    text = drawing.getvalue()
    return text[text.index("<svg") :]

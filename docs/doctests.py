"""Shows the examples of docstrings as code: an extension of griffe, which reads them for the reference."""

from typing import Any

import griffe


class Doctests(griffe.Extension):
    """Puts every block that begins with `>>>` into a fence, so that Markdown leaves it as it is."""

    def on_instance(self, *, obj: griffe.Object, **_: Any) -> None:  # noqa: ANN401 - griffe's own words
        """Rewrite the docstring of what was just read."""
        if obj.docstring is not None and ">>>" in obj.docstring.value:
            obj.docstring.value = fenced(obj.docstring.value)


def fenced(text: str) -> str:
    """A docstring with its examples in fences; an example ends at a blank line or at the end."""
    lines, fence = [], ""
    for line in [*text.splitlines(), ""]:
        if not fence and line.lstrip().startswith(">>>"):
            fence = line[: len(line) - len(line.lstrip())] + "```"
            lines.append(f"{fence}pycon")
        elif fence and not line.strip():
            lines.append(fence)
            fence = ""
        lines.append(line)
    return "\n".join(lines[:-1])

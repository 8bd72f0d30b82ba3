"""The parts of a form: those that are known, each once, and none empty.

A misspelt part, or one that is empty, would otherwise be left out in silence, and what was not asked for be
answered.
"""

from collections import Counter
from typing import Final

from fastapi import Request

from docverify.service.refused import Refused


class Parts:
    """A dependency of a route: refuses forms with other parts than it names."""

    def __init__(self, *names: str) -> None:
        self.names: Final = names

    async def __call__(self, request: Request) -> None:
        """Look at what FastAPI has parsed already.

        Raises:
            Refused: 422 `part_unknown`, `part_empty` or `part_repeated`.
        """
        items = (await request.form()).multi_items()
        texts = Counter(name for name, value in items if isinstance(value, str))
        if any(name not in self.names for name, _ in items):
            known = ", ".join(self.names)
            raise Refused(422, "part_unknown", f"The form has a part that is not known here: send {known}.")
        if any(value == "" for _, value in items):
            raise Refused(422, "part_empty", "A part of the form is empty: leave it out, or fill it.")
        if any(count > 1 for count in texts.values()):
            raise Refused(422, "part_repeated", "A part of the form is there twice: send it once.")

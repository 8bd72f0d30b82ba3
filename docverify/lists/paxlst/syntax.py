"""UN/EDIFACT's syntax (ISO 9735): bytes in, segments out, read as tolerantly as airlines write.

Read all the same: headers and trailers of transports around an interchange, line breaks after segments or in
the midst of them, blanks before a tag, small letters in it, no UNA or another one, line ends in the place of
the terminator, an interchange that begins with UNG or UNH.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from docverify.errors import InputError, LimitExceeded

CHUNK: Final = 1 << 18
LONGEST_SEGMENT: Final = 16_384
"""Characters: the longest that the standard allows has about 2,000; beyond it, something else is read."""
HEAD: Final = 16_384
"""Bytes within which an interchange must begin, behind whatever its transport wrote."""

_ENCODINGS: Final = {
    "UNOA": "latin-1", "UNOB": "latin-1", "UNOC": "latin-1", "UNOD": "iso8859-2", "UNOE": "iso8859-5",
    "UNOF": "iso8859-7", "UNOG": "iso8859-3", "UNOH": "iso8859-4", "UNOI": "iso8859-6", "UNOJ": "iso8859-8",
    "UNOK": "iso8859-9", "UNOW": "utf-8", "UNOY": "utf-8",
}  # fmt: skip
"""Syntax identifiers and what they are written in (UN/EDIFACT code list 0001)."""
_BY_MACHINES: Final = "\x1c"
"""The element separator IS4 is never used by people; UNOB's other separators follow from it."""
_UNA = re.compile(r"UNA(.)(.).(.).(.)(?=\s*UN[BGH])", re.DOTALL)
_FIRST = re.compile(r"UN[BGH]\s*(?=([^A-Za-z0-9\s]))")
_COMPONENT = re.compile(r"UNB\s*(.)\s*UNO[A-Z](\W)", re.DOTALL)
_INSIDE = re.compile(r"UN[BGH](?=\W)")
_BLANK: Final = " \t\r\n\0\x01\x02\x03\x0b\x0c\ufeff"
_TAG = re.compile(r"[A-Za-z]{3}")


@dataclass(frozen=True, slots=True)
class Service:
    """The characters that divide (service string advice, UNA).

    Attributes:
        component: between components of an element.
        element: between elements.
        release: takes the meaning of the character behind it; "" none.
        terminator: behind a segment.
    """

    component: str = ":"
    element: str = "+"
    release: str = "?"
    terminator: str = "'"

    @property
    def sound(self) -> bool:
        """Whether they can divide anything: four different ones, and no letter or digit."""
        used = [one for one in (self.component, self.element, self.release, self.terminator) if one]
        return len(set(used)) == len(used) and not any(one.isalnum() for one in used)


@dataclass(slots=True)
class Segment:
    """One segment. Its `repr` shows tag and row only.

    Attributes:
        tag: three capitals; "" where it has none.
        row: its number in the file, from 1.
        elements: of components each; the tag is not among them.
    """

    tag: str
    row: int
    elements: list[list[str]] = field(repr=False)

    def at(self, element: int, component: int = 0) -> str:
        """A component without blanks around it, counted from 0; "" where there is none."""
        try:
            return self.elements[element][component].strip()
        except IndexError:
            return ""


def segments(file: BinaryIO) -> Iterator[Segment]:
    """The segments of a file, one after another.

    Args:
        file: of bytes, read once from where it stands.

    Raises:
        InputError: nothing in its first `HEAD` bytes begins an interchange.
        LimitExceeded: a segment of more than `LONGEST_SEGMENT` characters.
    """
    head = file.read(HEAD)
    plain = head.decode("latin-1")
    service, start = _begin(plain)
    named = _COMPONENT.search(plain, start)
    encoding = _ENCODINGS.get(plain[named.end() - 5 : named.end() - 1], "latin-1") if named else "latin-1"
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")

    def chunks() -> Iterator[str]:
        yield decoder.decode(head[start:])
        while block := file.read(CHUNK):
            yield decoder.decode(block)

    for row, text in enumerate(_divided(chunks(), service), start=1):
        yield _segment(text, row, service)


def _begin(plain: str) -> tuple[Service, int]:
    """The service characters, and where the first segment behind UNA begins."""
    advised = _UNA.search(plain)
    if advised is not None:
        component, element, release, terminator = advised.groups()
        service = Service(component, element, release.strip(), terminator)
        if service.sound:
            return service, advised.end()
    first = _FIRST.search(plain)
    if first is None:
        raise InputError(
            f"this is no UN/EDIFACT interchange: neither UNA, UNB nor UNH begins in its first {HEAD} bytes"
        )
    element = first[1]
    named = _COMPONENT.match(plain, first.start())
    if element == "\x1d":  # IS3, with IS1 and IS4 (ISO 9735, syntax level B)
        return Service("\x1f", element, "", _BY_MACHINES), first.start()
    usual = Service()
    guessed = Service(named[2] if named and named[1] == element else usual.component, element)
    if not guessed.sound:
        guessed = usual
    if guessed.terminator not in plain[first.start() :] and "\n" in plain[first.start() :]:
        guessed = Service(guessed.component, guessed.element, guessed.release, "\n")
    return guessed, first.start()


def _divided(chunks: Iterable[str], service: Service) -> Iterator[str]:
    """The text of each segment, blank ones left out."""
    breaks = {ord(one): None for one in "\r\n" if one != service.terminator}
    rest = ""
    for chunk in chunks:
        parts = (rest + chunk.translate(breaks)).split(service.terminator)
        rest = parts.pop()
        held = ""
        for part in parts:
            whole = held + part
            if len(whole) > LONGEST_SEGMENT:
                raise _too_long()
            if service.release and _released(whole, service.release):
                held = whole + service.terminator
                continue
            held = ""
            if text := whole.strip(_BLANK):
                yield text
        rest = held + rest
        if len(rest) > LONGEST_SEGMENT:
            raise _too_long()
    if text := rest.strip(_BLANK):
        yield text


def _too_long() -> LimitExceeded:
    return LimitExceeded(
        f"a segment is longer than the limit of {LONGEST_SEGMENT} characters: its terminator is missing, or "
        "this is no UN/EDIFACT"
    )


def _released(text: str, release: str) -> bool:
    """Whether the character behind a text has lost its meaning."""
    return text.endswith(release) and (len(text) - len(text.rstrip(release))) % 2 == 1


def _segment(text: str, row: int, service: Service) -> Segment:
    if not _TAG.match(text):  # what a transport wrote between two interchanges
        inside = _INSIDE.search(text)
        text = text[inside.start() :] if inside else text
    if service.release and service.release in text:
        elements = _slowly(text, service)
    else:
        elements = [one.split(service.component) for one in text.split(service.element)]
    tag = elements.pop(0)[0].strip().upper()
    return Segment(tag if len(tag) == 3 and tag.isalpha() and tag.isascii() else "", row, elements)


def _slowly(text: str, service: Service) -> list[list[str]]:
    """Elements and components of a segment in which characters are released."""
    elements: list[list[str]] = [[""]]
    characters = iter(text)
    for character in characters:
        if character == service.release:
            elements[-1][-1] += next(characters, "")
        elif character == service.element:
            elements.append([""])
        elif character == service.component:
            elements[-1].append("")
        else:
            elements[-1][-1] += character
    return elements

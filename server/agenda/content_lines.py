"""iCalendar content lines (RFC 5545 §3.1) and text values (§3.3.11), written and read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

FOLD_AT = 75  # octets, RFC 5545 §3.1
MAX_DEPTH = 16  # real files have 3; looking an END up among ten thousands open would take time squared

# Lone surrogates cannot be encoded. NEL and the Unicode separators end a line for readers that split as Python does.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff]")
_NEW_LINE = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_ESCAPED = re.compile(r"\\(.?)", re.DOTALL)
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*')
_NAME = re.compile(r"[A-Za-z0-9-]+")


def escape(text: str) -> str:
    """A TEXT value: escaped, without control characters, every kind of line end as \\n."""
    return _UNFIT.sub("", _NEW_LINE.sub("\n", text)).translate(_ESCAPES)


def unescape(value: str) -> str:
    """The text of a TEXT value; a backslash before any other character is dropped, control characters too."""
    text = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" and found[1] else found[1], value)
    return _UNFIT.sub("", _NEW_LINE.sub("\n", text))


def text_line(name: str, text: str) -> bytes:
    """A property of type TEXT as folded UTF-8 bytes with its CRLF."""
    return _fold(f"{name}:{escape(text)}")


def line(name: str, value: str) -> bytes:
    """A property of any other type; characters that could end the line or are unfit for it are left out."""
    return _fold(f"{name}:{_UNFIT.sub('', _NEW_LINE.sub('', value))}")


def _fold(content: str) -> bytes:
    octets = content.encode()
    if len(octets) <= FOLD_AT:
        return octets + b"\r\n"
    return b"\r\n ".join(_pieces(octets)) + b"\r\n"


def _pieces(octets: bytes) -> Iterator[bytes]:
    start, room = 0, FOLD_AT
    while len(octets) - start > room:
        end = start + room
        # 0b10xxxxxx continues a character of UTF-8: step back to its first octet.
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        yield octets[start:end]
        start, room = end, FOLD_AT - 1
    yield octets[start:]


class TooDeep(ValueError):  # noqa: N818 - a refusal is an answer, not a fault
    """Components within components past MAX_DEPTH."""


class Property(NamedTuple):
    """One unfolded line of a file; `value` is still escaped, `line` counts from 1 where the property begins."""

    name: str
    parameters: Mapping[str, str]
    value: str
    line: int


class Component(NamedTuple):
    """A component directly inside the calendar; `complete` is False when its END never came."""

    name: str
    line: int
    properties: list[Property]
    inner: list[Component]
    complete: bool


def unfold(text: str) -> Iterator[tuple[int, str]]:
    """The content lines of a file, each with the number of the line it begins on; bare LF and CR are taken too."""
    started, parts = 0, [""]
    for number, physical in enumerate(re.split("\r\n|\n|\r", text), 1):
        if physical[:1] in (" ", "\t"):
            parts.append(physical[1:])
            continue
        if parts != [""]:
            yield started, "".join(parts)
        started, parts = number, [physical]
    if parts != [""]:
        yield started, "".join(parts)


def parse_line(number: int, content: str) -> Property | None:
    """A property of one content line, or None if it is none. A parameter with several values keeps its first."""
    named = _NAME.match(content)
    if named is None:
        return None
    parameters: dict[str, str] = {}
    at = named.end()
    while found := _PARAMETER.match(content, at):
        parameters[found[1].upper()] = found[2].strip('"')
        at = found.end()
    if content[at : at + 1] != ":":
        return None
    return Property(named[0].upper(), parameters, content[at + 1 :], number)


def parse_components(lines: Iterable[tuple[int, str]]) -> tuple[list[Property], list[Component]]:
    """The properties and the components of all calendars in a file.

    What lies deeper than a component of a component (the halves of a zone) is left out, and so are lines that are no
    property. Raises TooDeep.
    """
    own: list[Property] = []
    components: list[Component] = []
    open_names: list[str] = []
    for number, content in lines:
        given = parse_line(number, content)
        if given is None:
            continue
        if given.name == "BEGIN":
            if len(open_names) == MAX_DEPTH:
                raise TooDeep(number)
            open_names.append(given.value.strip().upper())
            _begin(components, open_names, number)
        elif given.name == "END":
            _end(components, open_names, given.value.strip().upper())
        elif len(open_names) == 1:
            own.append(given)
        elif len(open_names) in (2, 3):
            _innermost(components, len(open_names)).properties.append(given)
    return own, components


def _innermost(components: list[Component], depth: int) -> Component:
    return components[-1] if depth == 2 else components[-1].inner[-1]


def _begin(components: list[Component], open_names: list[str], number: int) -> None:
    fresh = Component(open_names[-1], number, [], [], False)
    if len(open_names) == 2:
        components.append(fresh)
    elif len(open_names) == 3:
        components[-1].inner.append(fresh)


def _end(components: list[Component], open_names: list[str], name: str) -> None:
    """Close what is open up to that name; an END of what was never opened is left out."""
    if name not in open_names:
        return
    closed = ""
    while closed != name:
        closed = open_names.pop()
        if len(open_names) == 1:
            components[-1] = components[-1]._replace(complete=closed == name)

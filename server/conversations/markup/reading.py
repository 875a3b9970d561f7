"""Reading a message into blocks. The grammar is written down in docs/topics/message-formatting.md, and the client reads
by the same one (`features/chat/markup/reading.ts`); both are held to `tests/conversations/markup.json`."""

import re

import msgspec

from server.conversations.markup.bounds import bounded
from server.conversations.markup.lines import Inline, Mark, read_line

BULLET = re.compile(r"[-*•] +(\S.*)")
NUMBER = re.compile(r"([0-9]{1,4})\. +(\S.*)")
FENCE = re.compile(r"```[^`]*")


class Block(msgspec.Struct, frozen=True):
    """A piece of a message: `text` and `quote` hold what is `inside`, a `list` its `items` (numbered from `start`), and
    `code` its text as typed."""

    block: str
    inside: tuple[Inline, ...] = ()
    items: tuple[tuple[Inline, ...], ...] = ()
    start: int | None = None
    text: str = ""


def read_message(text: str) -> list[Block]:
    """The blocks of a message, in time that grows with its length."""
    lines = bounded(text).split("\n")
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        block, at = _block(lines, at)
        if block is not None:
            blocks.append(block)
    return blocks


def _block(lines: list[str], at: int) -> tuple[Block | None, int]:
    """The block that begins at a line, and the line behind it; None where there are only empty lines."""
    line = lines[at]
    if FENCE.fullmatch(line):
        return _code(lines, at)
    if _is_quote(line):
        return _quote(lines, at)
    if NUMBER.fullmatch(line):
        return _numbered(lines, at)
    if BULLET.fullmatch(line):
        return _bulleted(lines, at)
    return _paragraph(lines, at)


def _code(lines: list[str], at: int) -> tuple[Block, int]:
    end = at + 1
    while end < len(lines) and lines[end].rstrip() != "```":
        end += 1
    return Block("code", text="\n".join(lines[at + 1 : end])), end + 1


def _is_quote(line: str) -> bool:
    return line == ">" or line.startswith("> ")


def _quote(lines: list[str], at: int) -> tuple[Block, int]:
    end = at
    while end < len(lines) and _is_quote(lines[end]):
        end += 1
    return Block("quote", inside=_joined([line[2:] for line in lines[at:end]])), end


def _bulleted(lines: list[str], at: int) -> tuple[Block, int]:
    items = []
    while at < len(lines) and (found := BULLET.fullmatch(lines[at])):
        items.append(read_line(found[1]))
        at += 1
    return Block("list", items=tuple(items)), at


def _numbered(lines: list[str], at: int) -> tuple[Block, int]:
    """A list goes on while its numbers do, so that none is shown as another."""
    items: list[tuple[Inline, ...]] = []
    start = 0
    while at < len(lines) and (found := NUMBER.fullmatch(lines[at])):
        if items and int(found[1]) != start + len(items):
            break
        start = int(found[1]) if not items else start
        items.append(read_line(found[2]))
        at += 1
    return Block("list", items=tuple(items), start=start), at


def _begins_other(line: str) -> bool:
    return bool(FENCE.fullmatch(line) or _is_quote(line) or NUMBER.fullmatch(line) or BULLET.fullmatch(line))


def _paragraph(lines: list[str], at: int) -> tuple[Block | None, int]:
    end = at + 1
    while end < len(lines) and not _begins_other(lines[end]):
        end += 1
    own = lines[at:end]
    while own and not own[0].strip():
        own.pop(0)
    while own and not own[-1].strip():
        own.pop()
    return (Block("text", inside=_joined(own)) if own else None), end


def _joined(lines: list[str]) -> tuple[Inline, ...]:
    """The lines of a block, a line break between them."""
    inside: list[Inline] = []
    for number, line in enumerate(lines):
        read = list(read_line(line))
        if number:
            inside.append("\n")
        inside += read
    return merged(inside)


def merged(parts: list[Inline]) -> tuple[Inline, ...]:
    """Texts that follow each other become one."""
    found: list[Inline] = []
    for part in parts:
        last = found[-1] if found else None
        if isinstance(part, str) and isinstance(last, str):
            found[-1] = last + part
        elif part != "":
            found.append(part)
    return tuple(found)


def mentions_in(text: str) -> list[str]:
    """Who is mentioned, each time: a contact's id, `group:` and an id, or `everyone`."""
    if "<@" not in text:
        return []
    found: list[str] = []
    for block in read_message(text):
        for inside in (block.inside, *block.items):
            _collect(inside, found)
    return found


def _collect(inside: tuple[Inline, ...], found: list[str]) -> None:
    for part in inside:
        if isinstance(part, Mark):
            if part.mark == "mention":
                found.append(part.text)
            _collect(part.inside, found)

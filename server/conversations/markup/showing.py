"""Showing a message: as HTML for mails, and as plain text for mails and notices."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from server.conversations.markup.lines import Inline, Mark
from server.conversations.markup.reading import Block, read_message
from server.kernel.errors import Reason
from server.kernel.language import Language, say

Naming = Callable[[str], str]
"""What is shown for who is mentioned (`12`, `group:3`, `everyone`), without the @."""

TAGS = {"bold": "strong", "italic": "em", "strike": "s"}
PARAGRAPH = 'style="margin:0 0 8px;line-height:1.5"'
QUOTE = 'style="margin:0 0 8px;padding-left:12px;border-left:3px solid #b9c4be;color:#55625b"'
LIST = 'style="margin:0 0 8px;padding-left:24px;line-height:1.5"'
CODE = 'style="margin:0 0 8px;padding:8px;background:#e8eceb;font-family:monospace;white-space:pre-wrap"'
INK = 'style="color:#1f6b4f"'


def naming(names: Mapping[str, str], language: Language) -> Naming:
    """Names by who is mentioned; whoever is not among them was removed."""

    def name(who: str) -> str:
        if who == "everyone":
            return say(Reason("mention_everyone"), language)
        unknown = "mention_removed_group" if who.startswith("group:") else "mention_removed"
        return names.get(who) or say(Reason(unknown), language)

    return name


def html_of(text: str, name: Naming) -> str:
    """A message as HTML: paragraphs, lists, quotes and code with their styles; everything typed is escaped."""
    return "\n".join(_html_block(block, name) for block in read_message(text))


def plain_of(text: str, name: Naming) -> str:
    """A message without its signs: lists keep their dashes and numbers, quotes their brackets, links their address."""
    return "\n".join(_plain_block(block, name) for block in read_message(text))


def one_line(text: str, name: Naming, most: int = 160) -> str:
    """The beginning of a message on one line: for a notice, or a list of conversations."""
    folded = " ".join(plain_of(text, name).split())
    return folded if len(folded) <= most else f"{folded[: most - 1].rstrip()}…"


def _html_block(block: Block, name: Naming) -> str:
    if block.block == "code":
        return f"<pre {CODE}>{escape(block.text)}</pre>"
    if block.block == "list":
        items = "".join(f"<li>{_html(item, name)}</li>" for item in block.items)
        if block.start is None:
            return f"<ul {LIST}>{items}</ul>"
        return f'<ol start="{block.start}" {LIST}>{items}</ol>'
    inside = _html(block.inside, name).replace("\n", "<br>\n")
    return f"<blockquote {QUOTE}>{inside}</blockquote>" if block.block == "quote" else f"<p {PARAGRAPH}>{inside}</p>"


def _html(inside: Sequence[Inline], name: Naming) -> str:
    return "".join(escape(part) if isinstance(part, str) else _html_mark(part, name) for part in inside)


def _html_mark(part: Mark, name: Naming) -> str:
    if part.mark == "mention":
        return f"<strong>@{escape(name(part.text))}</strong>"
    if part.mark == "link":
        return f'<a href="{escape(part.href)}" {INK}>{escape(part.text)}</a>'
    if part.mark == "code":
        return f"<code>{escape(part.text)}</code>"
    tag = TAGS[part.mark]
    return f"<{tag}>{_html(part.inside, name)}</{tag}>"


def _plain_block(block: Block, name: Naming) -> str:
    if block.block == "code":
        return block.text
    if block.block == "list":
        first = block.start
        signs = ["-" if first is None else f"{first + number}." for number in range(len(block.items))]
        return "\n".join(f"{sign} {_plain(item, name)}" for sign, item in zip(signs, block.items, strict=True))
    inside = _plain(block.inside, name)
    return "\n".join(f"> {line}".rstrip() for line in inside.split("\n")) if block.block == "quote" else inside


def _plain(inside: Sequence[Inline], name: Naming) -> str:
    return "".join(part if isinstance(part, str) else _plain_mark(part, name) for part in inside)


def _plain_mark(part: Mark, name: Naming) -> str:
    if part.mark == "mention":
        return f"@{name(part.text)}"
    if part.mark == "link" and part.href not in (part.text, f"https://{part.text}"):
        return f"{part.text} ({part.href})"
    return part.text or _plain(part.inside, name)

"""How a mail looks: each block as plain text and as HTML with inline styles, since mail programs drop style sheets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif"
_BODY = f"margin:0;padding:0;background:#f4f6f5;color:#17201b;{_FONT}"
_CARD = "width:100%;max-width:600px;margin:0 auto;background:#ffffff;border-radius:12px"
_BUTTON = (
    "display:inline-block;padding:12px 24px;border-radius:8px;background:#1f6b4f;color:#ffffff;"
    "font-weight:600;text-decoration:none"
)
_QUOTE = "margin:0 0 16px;padding:12px 16px;border-left:4px solid #1f6b4f;background:#f4f6f5;overflow-wrap:anywhere"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a mail in both its forms."""

    text: str
    html: str


def paragraph(text: str) -> Block:
    """A sentence or two."""
    return Block(text, f'<p style="margin:0 0 16px;line-height:1.5">{escape(text)}</p>')


def paragraphs(text: str) -> list[Block]:
    """What somebody wrote, parted by empty lines; other line breaks are kept."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text)]
    return [Block(part, paragraph(part).html.replace("\n", "<br>\n")) for part in parts if part]


def quotation(author: str, moment: str, message: Block) -> Block:
    """A message with its author and moment."""
    return Block(
        f"{author}, {moment}:\n" + "\n".join(f"    {line}".rstrip() for line in message.text.split("\n")),
        f'<div style="{_QUOTE}"><p style="margin:0 0 4px;font-size:14px;color:#55625b">'
        f'<strong style="color:#17201b">{escape(author)}</strong>, {escape(moment)}</p>'
        f"{message.html}</div>",
    )


def button(text: str, url: str) -> Block:
    """The one thing to do."""
    return Block(
        f"{text}:\n{url}",
        f'<p style="margin:24px 0"><a href="{escape(url)}" style="{_BUTTON}">{escape(text)}</a></p>',
    )


def small(text: str, url: str | None = None) -> Block:
    """A line at the foot, a link where there is a URL."""
    shown = f'<a href="{escape(url)}" style="color:#1f6b4f">{escape(text)}</a>' if url else escape(text)
    told = f"{text}: {url}" if url else text
    return Block(told, f'<p style="margin:0 0 8px;font-size:13px;line-height:1.5;color:#55625b">{shown}</p>')


def page(language: str, title: str, blocks: Sequence[Block]) -> str:
    """A whole HTML document of at most 600 pixels wide that narrows with the screen; `title` is escaped already."""
    content = "\n".join(block.html for block in blocks)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{title}</title>\n</head>\n<body style="{_BODY}">\n'
        f'<table role="presentation" cellpadding="0" cellspacing="0" style="{_CARD}"><tr>\n'
        f'<td style="padding:24px">\n{content}\n</td>\n</tr></table>\n</body>\n</html>\n'
    )

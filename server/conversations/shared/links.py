"""Links in texts, kept as rows of their own for the tab of shared items."""

import re
from collections.abc import Sequence

from server.conversations.models import Message
from server.conversations.shared.attaching import shared_place
from server.conversations.shared.models import MessageLink
from server.kernel.context import Context

AT_MOST = 20
_LINK = re.compile(r"https?://[^\s<>\"]{3,2000}", re.IGNORECASE)
_AFTER = ".,;:!?)]}'*_"


def links_in(text: str) -> list[str]:
    """The addresses in a text, each once, in their order; what closes a sentence is not part of one."""
    if "://" not in text:
        return []
    found = (_trimmed(each.group(0)) for each in _LINK.finditer(text))
    return list(dict.fromkeys(found))[:AT_MOST]


def _trimmed(url: str) -> str:
    trimmed = url.rstrip(_AFTER)
    # An address of an encyclopedia ends in brackets of its own.
    return trimmed + ")" if url[len(trimmed) :].startswith(")") and "(" in trimmed else trimmed


def keep_links(posted: Sequence[tuple[Context, Message]]) -> None:
    """Of messages that are being posted."""
    for ctx, message in posted:
        for position, url in enumerate(links_in(message.text)):
            ctx.add(MessageLink(**shared_place(message, position), url=url))


async def rewrite_links(ctx: Context, message: Message) -> None:
    """Of a message whose text changed."""
    await MessageLink.filter(organisation_id=message.organisation_id, message_id=message.id).delete()
    keep_links([(ctx, message)])

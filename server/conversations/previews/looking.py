"""After a message with a link is written, a job looks at what stands behind it, and the message says so."""

import re
from datetime import datetime, timedelta

import msgspec

from server.conversations.events import MessagePreviewed
from server.conversations.models import Message
from server.conversations.previews.reading import Summary, summary_of
from server.kernel.clock import clock
from server.kernel.events import Event, follow
from server.kernel.jobs import Pending, Work, job
from server.kernel.pages import PagePort
from server.kernel.site import Site

LOOK = "previews.look_at_link"
KEPT = timedelta(days=1)
MOST_KEPT = 1000
LINK = re.compile(r"\bhttps?://[^\s<>\"']{1,2000}", re.IGNORECASE)
AFTER_SENTENCE = ".,;:!?)]}…"

_kept: dict[str, tuple[datetime, Summary | None]] = {}


def link_in(text: str) -> str | None:
    """The first link of a text."""
    found = LINK.search(text)
    return found[0].rstrip(AFTER_SENTENCE) if found else None


@follow("message.created", "message.edited")
def look_at_link(event: Event, site: Site) -> Pending | None:
    """A job for a message that has a link, or had one; none where an author took the preview away."""
    message: Message = event.row
    wanted = link_in(message.text) is not None or bool(message.previews)
    if not site.previews or message.previews == [] or not wanted:
        return None
    return Pending(LOOK, {"organisation": message.organisation_id, "message": message.id})


@job(LOOK)
async def look(work: Work, organisation: int, message: int) -> None:
    """Fetch what the first link leads to, outside every transaction; nothing if the text is another by then."""
    found = await Message.get_or_none(organisation_id=organisation, id=message)
    if found is None or found.deleted_at is not None or work.pages is None:
        return
    text, link = found.text, link_in(found.text)
    summary = await _summary(work.pages, link) if link else None
    shown = [{"url": link, **_said(summary)}] if summary else None
    async with work.units.write() as unit:
        now = Message.filter(organisation_id=organisation, id=message, deleted_at=None)
        row = await now.select_for_update(no_key=True).first()
        if row is not None and row.text == text and row.previews not in ([], shown):
            unit.change(row, previews=shown)
            unit.emit(MessagePreviewed(row))


def _said(summary: Summary) -> dict[str, str]:
    return {name: value for name, value in msgspec.structs.asdict(summary).items() if value}


async def _summary(pages: PagePort, link: str) -> Summary | None:
    """What a link leads to, as it was seen within a day."""
    now = clock.now()
    before = _kept.get(link)
    if before is not None and now - before[0] < KEPT:
        return before[1]
    page = await pages.fetch(link)
    summary = summary_of(page) if page else None
    while len(_kept) >= MOST_KEPT:
        del _kept[next(iter(_kept))]
    _kept[link] = (now, summary)
    return summary


def forget_pages() -> None:
    """Forget what was seen."""
    _kept.clear()

"""After a message with a link is written, a job looks at what stands behind it, and the message says so."""

import re
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import msgspec

from server.accounts.models import Organisation
from server.conversations.events import MessageCreated, MessagePreviewed
from server.conversations.models import Message
from server.conversations.previews.pictures import SIZE, drop_pictures, hold_picture, picture_at
from server.conversations.previews.reading import Summary, summary_of
from server.files.blobs import discard
from server.files.making import PutPicture, put_picture
from server.kernel.clock import clock
from server.kernel.database import spawn
from server.kernel.errors import Unavailable
from server.kernel.events import Event, follow
from server.kernel.jobs import Pending, Work, job
from server.kernel.pages import PagePort
from server.kernel.site import Site

LOOK = "previews.look_at_link"
KEPT = timedelta(days=1)
MOST_KEPT = 1000
LINK = re.compile(r"\bhttps?://[^\s<>\"']{1,2000}", re.IGNORECASE)
AFTER_SENTENCE = ".,;:!?)]}…"


class Seen(msgspec.Struct, frozen=True):
    """What a link leads to: what the page says of itself, and its picture as we show it."""

    summary: Summary
    picture: bytes | None


_kept: dict[str, tuple[datetime, Seen | None]] = {}


def link_in(text: str) -> str | None:
    """The first link of a text."""
    found = LINK.search(text)
    return found[0].rstrip(AFTER_SENTENCE) if found else None


@follow("message.created", "message.edited")
def look_at_link(event: Event, site: Site) -> Pending | None:
    """A job for a message that has a link, or had one; none where an author took the preview away, or where it came
    with one."""
    message: Message = event.row
    if message.previews and isinstance(event, MessageCreated):
        return None
    wanted = link_in(message.text) is not None or bool(message.previews)
    if not site.previews or message.previews == [] or not wanted:
        return None
    return Pending(LOOK, {"organisation": message.organisation_id, "message": message.id})


@job(LOOK)
async def look(work: Work, organisation: int, message: int) -> None:
    """Fetch what the first link leads to, outside every transaction, if the organisation wants that; nothing if the
    text is another by then."""
    found = await Message.get_or_none(organisation_id=organisation, id=message)
    if found is None or found.deleted_at is not None or found.previews == [] or work.pages is None:
        return
    link = link_in(found.text)
    wanted = await Organisation.filter(id=organisation, link_previews=True).exists()
    seen = await _seen(work.pages, link) if link and wanted else None
    if seen is None and link in [each["url"] for each in found.previews or ()]:
        return  # It was seen before that was turned off, or before its site fell silent.
    if not _is_shown(found, link, seen):
        await _show(work, found, link, seen)


def _is_shown(message: Message, link: str | None, seen: Seen | None) -> bool:
    held = message.previews or []
    plain = [{name: value for name, value in each.items() if name != "picture"} for each in held]
    pictured = any("picture" in each for each in held)
    return plain == _said(link, seen) and pictured == bool(seen and seen.picture)


async def _show(work: Work, found: Message, link: str | None, seen: Seen | None) -> None:
    put = await _put(work, seen)
    used = None
    try:
        async with work.units.write() as unit:
            now = Message.filter(organisation_id=found.organisation_id, id=found.id, deleted_at=None)
            row = await now.select_for_update(no_key=True).first()
            if row is not None and (row.text, row.previews) == (found.text, found.previews):
                await drop_pictures(unit, [row])
                used = await hold_picture(unit, work.site, row, put) if put else None
                unit.change(row, previews=_said(link, seen, used) or None)
                unit.emit(MessagePreviewed(row))
    except BaseException:
        used = None
        raise
    finally:
        if put is not None and used is None:
            await spawn(discard(work.units.blobs, put.blob))


async def _put(work: Work, seen: Seen | None) -> PutPicture | None:
    if seen is None or seen.picture is None:
        return None
    with suppress(Unavailable):
        return await put_picture(work.units, seen.picture, SIZE)
    return None


def _said(link: str | None, seen: Seen | None, picture: int | None = None) -> list[dict[str, Any]]:
    if seen is None:
        return []
    said = {"title": seen.summary.title, "site": seen.summary.site, "description": seen.summary.description}
    return [{"url": link, **{name: value for name, value in {**said, "picture": picture}.items() if value}}]


async def _seen(pages: PagePort, link: str) -> Seen | None:
    """What a link leads to, as it was seen within a day."""
    now = clock.now()
    before = _kept.get(link)
    if before is not None and now - before[0] < KEPT:
        return before[1]
    page = await pages.fetch(link)
    summary = summary_of(page) if page else None
    picture = await picture_at(pages, summary.picture) if summary and summary.picture else None
    seen = Seen(summary, picture) if summary else None
    while len(_kept) >= MOST_KEPT:
        del _kept[next(iter(_kept))]
    _kept[link] = (now, seen)
    return seen


def forget_pages() -> None:
    """Forget what was seen."""
    _kept.clear()

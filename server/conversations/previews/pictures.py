"""Pictures of previews: files of the organisation that come with a preview and go with it."""

import asyncio
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from server.conversations.models import Message
from server.conversations.previews.models import PreviewPicture
from server.files.kinds import HEAD, PICTURES, kind_of
from server.files.making import PutPicture, picture_file
from server.files.models import File
from server.files.room import take_room
from server.files.shrinking import Darkroom
from server.files.sweeping import SWEEP_NOW
from server.kernel.clock import clock
from server.kernel.errors import Refusal
from server.kernel.ids import new_id
from server.kernel.pages import PagePort
from server.kernel.site import Site
from server.kernel.unit_of_work import UnitOfWork

PURPOSE = "preview"
SIZE = 192
"""Pixels of both sides: a card shows it in 92, on the sharpest screens too."""
SECONDS = 10.0

_darkrooms: WeakKeyDictionary[asyncio.AbstractEventLoop, Darkroom] = WeakKeyDictionary()


async def picture_at(pages: PagePort, url: str) -> bytes | None:
    """The picture at an address, small and without metadata; None for what is none, or is too large."""
    content = await pages.fetch_picture(url)
    if content is None or kind_of(content[:HEAD], "") not in PICTURES:
        return None
    try:
        return (await _darkroom().shrink(content, (SIZE,))).sizes[0]
    except Refusal:
        return None


def _darkroom() -> Darkroom:
    """One for the process: each picture may take a gigabyte while it is open."""
    return _darkrooms.setdefault(asyncio.get_running_loop(), Darkroom(SECONDS))


async def hold_picture(unit: UnitOfWork, site: Site, message: Message, put: PutPicture) -> int | None:
    """Let a message's preview have a picture whose content is kept already; the file's id, or None where the
    organisation's files are too many."""
    try:
        await take_room(site, message.organisation_id, put.bytes)
    except Refusal:
        return None
    file = picture_file(message.organisation_id, PURPOSE, put)
    place = {"organisation_id": message.organisation_id, "conversation_id": message.conversation_id}
    unit.add(file, PreviewPicture(id=new_id(), message_id=message.id, seq=message.seq, file_id=file.id, **place))
    return int(file.id)


async def drop_pictures(unit: UnitOfWork, messages: Sequence[Message]) -> None:
    """Previews go: so do their pictures."""
    having = [message for message in messages if any("picture" in each for each in message.previews or ())]
    if not having:
        return
    own = {"organisation_id__in": sorted({message.organisation_id for message in having})}
    files = sorted(each["picture"] for message in having for each in message.previews if "picture" in each)
    await PreviewPicture.filter(**own, message_id__in=[message.id for message in having]).delete()
    for file in await File.filter(**own, id__in=files, removed_at=None):
        unit.change(file, removed_at=clock.now())
    unit.enqueue(SWEEP_NOW)

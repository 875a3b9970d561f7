"""What lies in `demo/files` as the choir's own files: a conversation's picture, a picture and a voice in messages."""

import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from server.conversations.models import Conversation, Message
from server.conversations.previews.models import PreviewPicture
from server.conversations.shared.attaching import attachment_view, kind_of, shared_place
from server.conversations.shared.links import links_in
from server.conversations.shared.models import Attachment, MessageLink
from server.files.blobs import sized_name
from server.files.models import File
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.kernel.ports import BlobStore

SENT = timedelta(minutes=1)


class FileTold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file as the toml tells of it; a picture lies there once in each of its sizes, the largest first."""

    name: str
    purpose: str
    media_type: str
    sizes: Sequence[int] = ()
    width: int | None = None
    height: int | None = None
    seconds: float | None = None


class PreviewTold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands behind a message's link; `picture` is one of the files."""

    title: str
    site: str
    description: str
    picture: str


class Shelf:
    """Contents that are in the store, and not yet anybody's."""

    def __init__(self, files: Mapping[str, File]) -> None:
        self._files = files
        self.bytes = sum(file.stored for file in files.values())

    def picture(self, name: str, conversation: Conversation, account: int) -> File:
        """The picture of a conversation."""
        file = self._taken(name, conversation.organisation_id, account)
        conversation.picture_id = file.id
        return file

    def attached(self, name: str, message: Message) -> tuple[File, Attachment]:
        """What a message holds."""
        file = self._taken(name, message.organisation_id, message.author_account, contact_id=message.author_id)
        message.attachments = [attachment_view(file)]
        return file, Attachment(
            **shared_place(message, 0), file_id=file.id, contact_id=message.author_id, kind=kind_of(file)
        )

    def previewed(self, told: "PreviewTold", message: Message) -> tuple[File, PreviewPicture]:
        """What a message's link shows, as if it had been looked at."""
        file = self._taken(told.picture, message.organisation_id, 0)
        said = {"url": links_in(message.text)[0], "title": told.title, "site": told.site}
        message.previews = [{**said, "description": told.description, "picture": file.id}]
        place = {"organisation_id": message.organisation_id, "conversation_id": message.conversation_id}
        return file, PreviewPicture(id=new_id(), message_id=message.id, seq=message.seq, file_id=file.id, **place)

    def _taken(self, name: str, organisation: int, account: int, **more: Any) -> File:
        file = self._files[name]
        return file.update_from_dict({"organisation_id": organisation, "uploaded_by": account, **more})


def links_of(message: Message) -> list[MessageLink]:
    """The addresses in what was said."""
    found = enumerate(links_in(message.text))
    return [MessageLink(**shared_place(message, place), url=url) for place, url in found]


async def keep_contents(blobs: BlobStore, folder: Path, files: Sequence[FileTold]) -> Shelf:
    """Put them in the store, outside every transaction."""
    return Shelf({told.name: await _kept(blobs, folder, told) for told in files})


async def _kept(blobs: BlobStore, folder: Path, told: FileTold) -> File:
    blob, moment = secrets.token_hex(16), clock.now() - SENT
    contents = {sized_name(blob, size): folder / _sized(told.name, size) for size in told.sizes}
    parts = {name: path.read_bytes() for name, path in (contents or {blob: folder / told.name}).items()}
    for name, content in parts.items():
        await blobs.put(name, _whole(content), len(content))
    main = next(iter(parts.values()))
    return File(
        id=new_id(),
        purpose=told.purpose,
        name=told.name,
        media_type=told.media_type,
        blob=blob,
        bytes=len(main),
        stored=sum(map(len, parts.values())),
        digest=sha256(main).hexdigest(),
        width=told.width,
        height=told.height,
        seconds=told.seconds,
        created_at=moment,
        receiving_at=moment,
        arrived_at=moment,
        claimed_at=moment,
    )


def _sized(name: str, size: int) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{size}.{ending}"


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content

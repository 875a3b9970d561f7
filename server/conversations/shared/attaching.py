"""Files come with messages, and go with them."""

from collections.abc import Sequence
from typing import Any

import msgspec

from server.conversations.models import Message
from server.conversations.shared.models import Attachment, MessageLink
from server.conversations.shared.policies import may_attach, may_pass_on
from server.files.models import File
from server.files.sweeping import SWEEP_NOW
from server.kernel.access import Actor
from server.kernel.clock import clock
from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.database.fields import microseconds
from server.kernel.database.statements import marks
from server.kernel.errors import Refusal
from server.kernel.ids import new_id
from server.kernel.unit_of_work import UnitOfWork

SEEN = """
    SELECT a."file_id" FROM "{holder}" a
    JOIN "message" m ON m."id" = a."message_id" AND m."organisation_id" = a."organisation_id"
    JOIN "participant" p ON p."conversation_id" = a."conversation_id" AND p."organisation_id" = a."organisation_id"
    AND p."from_seq" <= a."seq" AND (p."until_seq" IS NULL OR p."until_seq" >= a."seq")
    JOIN "conversation" c ON c."id" = a."conversation_id" AND c."organisation_id" = a."organisation_id"
    AND c."removed_at" IS NULL
    WHERE a."organisation_id" IN ({organisations}) AND a."file_id" IN ({files}) AND p."contact_id" IN ({contacts})
    AND m."deleted_at" IS NULL
"""
"""Files that stand in a message that one of the contacts may see."""


class Wanted(msgspec.Struct, frozen=True):
    """Files that somebody wants in a message; of one that is forwarded they are those of another message."""

    ctx: Context
    organisation: int
    contact: int
    files: tuple[int, ...]
    forwarded: bool


async def take_files(wanted: Sequence[Wanted]) -> list[Sequence[File] | Refusal]:
    """Claim the files of several messages in a few statements; for each the files, or why it cannot have them."""
    organisations = sorted({each.organisation for each in wanted})
    ids = sorted({file for each in wanted for file in each.files})
    found = {file.id: file for file in await File.filter(organisation_id__in=organisations, id__in=ids)}
    seen = {
        each.ctx.actor.account: set(await files_seen(each.ctx.actor, each.organisation, each.files))
        for each in wanted
        if each.forwarded
    }
    claimed: set[int] = set()
    taken: list[Sequence[File] | Refusal] = []
    for each in wanted:
        answer = await _take(each, found, claimed, seen.get(each.ctx.actor.account, set()))
        taken.append(answer)
    return taken


async def _take(wanted: Wanted, found: dict[int, File], claimed: set[int], seen: set[int]) -> Sequence[File] | Refusal:
    files = [found.get(number) for number in wanted.files]
    for number, file in zip(wanted.files, files, strict=True):
        own = file if file is not None and file.organisation_id == wanted.organisation else None
        verdict = may_pass_on(own, seen=number in seen) if wanted.forwarded else may_attach(wanted.ctx.actor, own)
        if not verdict.allowed:
            return verdict.refusal()
    if not wanted.forwarded:
        # Another may claim it, or sweep it away, since it was read.
        if claimed & set(wanted.files) or not await _claim(wanted):
            return Refusal("conflict", "file_claimed")
        claimed.update(wanted.files)
    return [file for file in files if file is not None]


async def _claim(wanted: Wanted) -> bool:
    sql = (
        'UPDATE "file" SET "claimed_at" = ?, "contact_id" = ? WHERE "organisation_id" = ? '
        f'AND "id" IN ({marks(wanted.files)}) AND "claimed_at" IS NULL AND "removed_at" IS NULL RETURNING "id"'
    )
    values: list[Any] = [microseconds(wanted.ctx.now), wanted.contact, wanted.organisation, *wanted.files]
    return len(await rows(sql, values)) == len(wanted.files)


async def files_seen(actor: Actor, organisation: int, files: Sequence[int], holder: str = "attachment") -> list[int]:
    """Those of the files that stand where the actor may see them, once for each seat from which they do; `holder` is
    the table that says in which message a file is."""
    contacts = sorted(actor.contacts)
    sql = SEEN.format(holder=holder, organisations="?", files=marks(files), contacts=marks(contacts))
    return [row["file_id"] for row in await rows(sql, [organisation, *files, *contacts])]


def attach(ctx: Context, message: Message, files: Sequence[File]) -> None:
    """Put files that were taken in a message that is being posted."""
    if not files:
        return
    message.attachments = [attachment_view(file) for file in files]
    for position, file in enumerate(files):
        ctx.add(
            Attachment(
                **shared_place(message, position),
                file_id=file.id,
                contact_id=file.contact_id or message.author_id,
                kind=kind_of(file),
            )
        )


def shared_place(message: Message, position: int) -> dict[str, Any]:
    """Where something stands that a message holds; its month is that of its moment in UTC."""
    return {
        "id": new_id(),
        "organisation_id": message.organisation_id,
        "message_id": message.id,
        "conversation_id": message.conversation_id,
        "seq": message.seq,
        "position": position,
        "month": message.sent_at.year * 100 + message.sent_at.month,
        "shared_at": message.sent_at,
    }


def kind_of(file: File) -> str:
    """As what a message shows it."""
    if file.purpose == "voice":
        return "voice"
    return "picture" if file.is_picture else "file"


def attachment_view(file: File) -> dict[str, Any]:
    """What a message repeats of a file."""
    shown = {"file": file.id, "kind": kind_of(file), "name": file.name, "media_type": file.media_type}
    sizes = {"width": file.width, "height": file.height, "seconds": file.seconds}
    return {**shown, "bytes": file.bytes, **{name: value for name, value in sizes.items() if value is not None}}


async def detach(unit: UnitOfWork, messages: Sequence[Message]) -> None:
    """Messages go: so do their links, and files that no other message holds."""
    if not messages:
        return
    organisations = sorted({message.organisation_id for message in messages})
    ids = [message.id for message in messages]
    await MessageLink.filter(organisation_id__in=organisations, message_id__in=ids).delete()
    files = {each["file"] for message in messages for each in message.attachments or ()}
    if not files:
        return
    await Attachment.filter(organisation_id__in=organisations, message_id__in=ids).delete()
    kept = Attachment.filter(organisation_id__in=organisations, file_id__in=sorted(files))
    gone = files - set(await kept.values_list("file_id", flat=True))
    for file in await File.filter(organisation_id__in=organisations, id__in=sorted(gone), removed_at=None):
        unit.change(file, removed_at=clock.now())
    unit.enqueue(SWEEP_NOW)
    for message in messages:
        unit.change(message, attachments=None)

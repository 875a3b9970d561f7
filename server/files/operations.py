"""Announcing a file, looking at what is known of it, and removing it."""

import secrets
from typing import Annotated

import msgspec

from server.accounts.models import Account
from server.files.kinds import clean_name
from server.files.models import File
from server.files.policies import may_remove
from server.files.purposes import Purpose, purposes
from server.files.room import check_room
from server.files.sweeping import SWEEP_NOW
from server.files.viewing import sight_of
from server.files.views import FileView
from server.kernel.access import may_as_member
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.throttle import Throttle
from server.kernel.wire import Id, Input, Nothing, invalid

begin_attempts = Throttle(attempts=300, seconds=600)
"""Files announced by one account: many sheets of music at once, and no flood."""
MOST_UNFINISHED = 50
"""Files of one account that were announced and whose content has not come; what never comes is swept after a day."""

FileName = Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]
PurposeName = Annotated[str, msgspec.Meta(max_length=40)]


class BeginFile(Input, frozen=True):
    """For what it is sent, what it is called, and how many bytes will come, if that is known."""

    organisation: Id
    purpose: PurposeName
    name: FileName
    bytes: Annotated[int, msgspec.Meta(ge=0, lt=2**52)] | None = None


@operation("file.begin", scope="files:write")
async def begin_file(ctx: Context, given: BeginFile) -> FileView:
    """Announce a file, whose content then follows by `POST /files/<id>`; `POST /files` does both.

    What nothing uses within a day is removed. Refused: not_found (no standing there), forbidden (not for that purpose),
    invalid (no such purpose), too_large (the file, or all of the organisation's together), rate_limited, conflict (the
    content of fifty others has still to come).
    """
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    purpose = purpose_named(given.purpose)
    ctx.allow(purpose.may_send(ctx.actor, given.organisation))
    begin_attempts.attempt(str(ctx.actor.account))
    await check_room(ctx.site, given.organisation, purpose, given.bytes or 0)
    await _check_unfinished(ctx)
    file = File(
        id=new_id(),
        organisation_id=given.organisation,
        purpose=purpose.name,
        name=clean_name(given.name),
        blob=secrets.token_hex(16),
        uploaded_by=ctx.actor.account,
        created_at=ctx.now,
    )
    ctx.add(file)
    return FileView.of(file)


async def _check_unfinished(ctx: Context) -> None:
    # One after the other, so that two at once do not both find room for the last one.
    await Account.filter(id=ctx.actor.account).select_for_update(no_key=True).first()
    wanted = File.filter(organisation_id__in=ctx.actor.organisations, uploaded_by=ctx.actor.account, removed_at=None)
    if await wanted.filter(arrived_at=None).count() >= MOST_UNFINISHED:
        raise Refusal("conflict", "files_unfinished", limit=MOST_UNFINISHED)


def purpose_named(name: str) -> Purpose:
    """A purpose. Raises `Refusal("invalid")`."""
    if (found := purposes.get(name)) is None:
        raise invalid(purpose=Reason("file_purpose", known=", ".join(sorted(purposes))))
    return found


class GetFile(Input, frozen=True):
    """Which one."""

    file: Id


@operation("file.get", scope="files:read")
async def get_file(ctx: Context, given: GetFile) -> FileView:
    """Show what is known of a file; who sees what it belongs to sees it. Refused: not_found."""
    file = await File.get_or_none(organisation_id__in=ctx.actor.organisations, id=given.file)
    ctx.allow(await sight_of(ctx.actor, file))
    return FileView.of(file)


class RemoveFile(Input, frozen=True):
    """Which one."""

    file: Id


@operation("file.remove", scope="files:write")
async def remove_file(ctx: Context, given: RemoveFile) -> Nothing:
    """Remove a file that one sent, and its content.

    Refused: not_found (not one's own), conflict (something uses it: take it away there).
    """
    file = await File.get_or_none(organisation_id__in=ctx.actor.organisations, id=given.file)
    ctx.allow(may_remove(ctx.actor, file))
    ctx.change(file, removed_at=ctx.now)
    ctx.unit.enqueue(SWEEP_NOW)
    return Nothing()

"""Halls, rooms, instruments, vehicles: looking at them, and keeping them."""

from typing import Annotated, Any, Literal

import msgspec

from server.files.claiming import claim, release
from server.files.purposes import held_in
from server.kernel.access import Verdict, may_as_member
from server.kernel.audit import named_by
from server.kernel.context import Context
from server.kernel.database import search_form
from server.kernel.errors import Refusal
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput, Title
from server.resources.models import Resource
from server.resources.policies import may_add_resource, may_change_resource, may_remove_resource, may_see_resource
from server.resources.views import ResourceView

held_in("picture", "resource", "picture_id")

ResourceKind = Literal["hall", "room", "instrument", "vehicle", "other"]
Capacity = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
Place = Annotated[str, msgspec.Meta(max_length=200)]
Remarks = Annotated[str, msgspec.Meta(max_length=10_000)]

named_by("resource", Resource)


class ListResources(PageInput, frozen=True):
    """Part of a name or place, accents and capitals aside; of one kind; with those that are closed, if wanted."""

    organisation: Id
    search: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    kind: ResourceKind | None = None
    closed: bool = False


@operation("resource.list", scope="resources:read")
async def list_resources(ctx: Context, given: ListResources) -> ListView[ResourceView]:
    """List an organisation's resources by name. Refused: not_found (no standing there)."""
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    found = Resource.filter(organisation_id=given.organisation)
    if not given.closed:
        found = found.filter(closed_at=None)
    if given.kind is not None:
        found = found.filter(kind=given.kind)
    for word in search_form(given.search or "").split():
        found = found.filter(search_text__contains=word)
    return await page_of(found.order_by("search_text", "id"), given, ResourceView.of)


class GetResource(Input, frozen=True):
    """Which one."""

    resource: Id


@operation("resource.get", scope="resources:read")
async def get_resource(ctx: Context, given: GetResource) -> ResourceView:
    """Show one resource. Refused: not_found."""
    return ResourceView.of(await _open(ctx, given.resource, may_see_resource))


class CreateResource(Input, frozen=True):
    """What it is; `capacity` in people."""

    organisation: Id
    name: Title
    kind: ResourceKind
    capacity: Capacity | None = None
    place: Place | None = None
    remarks: Remarks | None = None


@operation("resource.create", scope="resources:write")
async def create_resource(ctx: Context, given: CreateResource) -> ResourceView:
    """Add a resource. Refused: not_found, forbidden (no right to manage the agenda), conflict (the name is taken)."""
    ctx.allow(may_add_resource(ctx.actor, given.organisation))
    row = Resource(id=new_id(), organisation_id=given.organisation, created_at=ctx.now, **_words(given))
    await _check_name(row)
    ctx.add(row)
    ctx.record(given.organisation, "resource", row.id)
    return ResourceView.of(row)


class ChangeResource(Input, frozen=True):
    """All of it, as it should be; what is left out is taken away."""

    resource: Id
    name: Title
    kind: ResourceKind
    capacity: Capacity | None = None
    place: Place | None = None
    remarks: Remarks | None = None


@operation("resource.change", scope="resources:write")
async def change_resource(ctx: Context, given: ChangeResource) -> ResourceView:
    """Change what is said of a resource. Refused: not_found, forbidden, conflict (the name is taken)."""
    row = await _open(ctx, given.resource, may_change_resource)
    changed = {name: value for name, value in _words(given).items() if getattr(row, name) != value}
    ctx.change(row, **changed)
    await _check_name(row)
    if changed:
        ctx.record(row.organisation_id, "resource", row.id, details=" ".join(sorted(changed)))
    return ResourceView.of(row)


class CloseResource(Input, frozen=True):
    """Which one."""

    resource: Id


@operation("resource.close", scope="resources:write")
async def close_resource(ctx: Context, given: CloseResource) -> ResourceView:
    """No longer offer a resource; what used it keeps it. Refused: not_found, forbidden."""
    row = await _open(ctx, given.resource, may_change_resource)
    if row.closed_at is None:
        ctx.change(row, closed_at=ctx.now)
        ctx.record(row.organisation_id, "resource", row.id)
    return ResourceView.of(row)


@operation("resource.reopen", scope="resources:write")
async def reopen_resource(ctx: Context, given: CloseResource) -> ResourceView:
    """Offer a resource again that was closed. Refused: not_found, forbidden."""
    row = await _open(ctx, given.resource, may_change_resource)
    if row.closed_at is not None:
        ctx.change(row, closed_at=None)
        ctx.record(row.organisation_id, "resource", row.id)
    return ResourceView.of(row)


class RemoveResource(Input, frozen=True):
    """Which one."""

    resource: Id


@operation("resource.remove", scope="resources:write")
async def remove_resource(ctx: Context, given: RemoveResource) -> Nothing:
    """Remove a resource and its picture for good; closing it is what one mostly wants.

    Refused: not_found, forbidden (no right to manage settings).
    """
    row = await _open(ctx, given.resource, may_remove_resource)
    await release(ctx, row.organisation_id, row.picture_id)
    await Resource.filter(organisation_id=row.organisation_id, id=row.id).delete()
    ctx.record(row.organisation_id, "resource", row.id)
    return Nothing()


class SetResourcePicture(Input, frozen=True):
    """Of which one, and the file that was sent for it (purpose `picture`); null takes the picture away."""

    resource: Id
    file: Id | None


@operation("resource.set_picture", scope="resources:write")
async def set_resource_picture(ctx: Context, given: SetResourcePicture) -> ResourceView:
    """Give a resource a picture, or take it away; the one that was there is deleted.

    Refused: not_found (no such resource, or no such picture of one's own), forbidden, conflict (the file is in use).
    """
    row = await _open(ctx, given.resource, may_change_resource)
    if row.picture_id != given.file:
        if given.file is not None:
            await claim(ctx, row.organisation_id, given.file, "picture")
        await release(ctx, row.organisation_id, row.picture_id)
        ctx.change(row, picture_id=given.file)
    ctx.record(row.organisation_id, "resource", row.id, details="picture")
    return ResourceView.of(row)


async def _open(ctx: Context, number: int, may: Any) -> Resource:
    row = await Resource.get_or_none(organisation_id__in=ctx.actor.organisations, id=number)
    verdict: Verdict = may(ctx.actor, row)
    ctx.allow(verdict)
    assert row is not None  # noqa: S101 - hidden otherwise
    return row


def _words(given: CreateResource | ChangeResource) -> dict[str, Any]:
    texts = {"place": given.place, "remarks": given.remarks}
    kept = {name: (text or "").strip() or None for name, text in texts.items()}
    return {"name": " ".join(given.name.split()), "kind": given.kind, "capacity": given.capacity, **kept}


async def _check_name(row: Resource) -> None:
    """Raises `Refusal("conflict")` when another has the name; two at the same moment are told apart by the database."""
    if await Resource.filter(organisation_id=row.organisation_id, name=row.name).exclude(id=row.id).exists():
        raise Refusal("conflict", "resource_exists", name=row.name)

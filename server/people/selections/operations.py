"""Asking who meets conditions, and keeping the question or the answer under a name."""

from collections.abc import Sequence
from typing import Annotated

import msgspec

from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.errors import Reason, not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.paging import page_start
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput, Title, invalid
from server.people.models import Contact, Selection, SelectionMember
from server.people.queries import contacts_with_ids
from server.people.rewriting import delete_rows
from server.people.selections.asking import (
    asked_where,
    asked_wheres,
    contacts_where,
    count_contacts,
    count_each,
    find_selection,
)
from server.people.selections.conditions import (
    EVERYONE,
    Condition,
    InSelection,
    read_conditions,
    written,
)
from server.people.selections.policies import may_keep_selection, may_select
from server.people.selections.views import SelectionSize, SelectionView
from server.people.views import ContactView

People = Annotated[list[Id], msgspec.Meta(max_length=10_000)]


class CountSelection(Input, frozen=True):
    """The conditions; without them everybody."""

    organisation: Id
    conditions: Condition = EVERYONE


@operation("selection.count", scope="people:read")
async def count_selection(ctx: Context, given: CountSelection) -> SelectionSize:
    """Count who meets some conditions now, of those whom one may see.

    Refused: forbidden (no right to see members), invalid (a condition makes no sense), not_found (a selection in it).
    """
    ctx.allow(may_select(ctx.actor, given.organisation))
    where = await asked_where(ctx.actor, given.organisation, given.conditions)
    return SelectionSize(size=await count_contacts(given.organisation, where))


class ListSelected(PageInput, frozen=True):
    """The conditions; without them everybody."""

    organisation: Id
    conditions: Condition = EVERYONE


@operation("selection.people", scope="people:read")
async def list_selected(ctx: Context, given: ListSelected) -> ListView[ContactView]:
    """List who meets some conditions now, by name, of those whom one may see.

    Refused: forbidden (no right to see members), invalid (a condition makes no sense), not_found (a selection in it).
    """
    ctx.allow(may_select(ctx.actor, given.organisation))
    where = await asked_where(ctx.actor, given.organisation, given.conditions)
    start = page_start(given)
    sql, values = contacts_where('c."id"', given.organisation, where)
    page = f'{sql} ORDER BY c."search_name", c."id" LIMIT ? OFFSET ?'
    ids = [row["id"] for row in await rows(page, [*values, given.limit + 1, start])]
    found = {row.id: row for row in await Contact.filter(organisation_id=given.organisation, id__in=ids)}
    items = [ContactView.of(found[each]) for each in ids[: given.limit]]
    return ListView(items=items, next=str(start + given.limit) if len(ids) > given.limit else None)


class ListSelections(PageInput, frozen=True):
    """Of which organisation."""

    organisation: Id


@operation("selection.list", scope="people:read")
async def list_selections(ctx: Context, given: ListSelections) -> ListView[SelectionView]:
    """List the saved selections by name, each with its size now. Refused: forbidden (no right to see members)."""
    ctx.allow(may_select(ctx.actor, given.organisation))
    start = page_start(given)
    found = (
        await Selection.filter(organisation_id=given.organisation)
        .order_by("name", "id")
        .offset(start)
        .limit(given.limit + 1)
    )
    items = await _views(ctx, given.organisation, found[: given.limit])
    return ListView(items=items, next=str(start + given.limit) if len(found) > given.limit else None)


class GetSelection(Input, frozen=True):
    """Which one."""

    organisation: Id
    selection: Id


@operation("selection.get", scope="people:read")
async def get_selection(ctx: Context, given: GetSelection) -> SelectionView:
    """Show a selection with its size now. Refused: not_found, forbidden (no right to see members)."""
    ctx.allow(may_select(ctx.actor, given.organisation))
    found = await find_selection(given.organisation, given.selection)
    if found is None:
        raise not_found()
    return await _kept(ctx, found)


class SaveSelection(Input, frozen=True):
    """A name, and conditions to be asked anew at each use, or `fixed`: the people who meet them now, or `contacts`.

    With `selection` that one is overwritten; without conditions and people it only gets the name.
    """

    organisation: Id
    name: Title
    conditions: Condition | None = None
    fixed: bool = False
    contacts: People | None = None
    selection: Id | None = None

    @property
    def renames(self) -> bool:
        """Whether only the name of one that is there is to change."""
        return self.selection is not None and self.conditions is None and self.contacts is None


@operation("selection.save", scope="people:write")
async def save_selection(ctx: Context, given: SaveSelection) -> SelectionView:
    """Keep conditions, or the people who meet them now, under a name; the same name again is refused.

    Refused: forbidden (no right to manage members), not_found (no such selection or contact), invalid (the name is
    taken, neither conditions nor people, a condition makes no sense or looks into itself).
    """
    ctx.allow(may_keep_selection(ctx.actor, given.organisation, Selection()))
    row = await _row(ctx, given)
    await _check(ctx, given, row)
    ctx.record(given.organisation, "selection", row.id)
    if given.renames:
        return await _kept(ctx, row)
    if given.conditions is not None and not given.fixed:
        await _forget_people(row)
        ctx.change(row, conditions=written(given.conditions))
    else:
        people = await _people(ctx, given)
        await _forget_people(row)
        ctx.change(row, conditions=None)
        own = {"organisation_id": given.organisation, "selection_id": row.id}
        ctx.add(*(SelectionMember(id=new_id(), contact_id=contact, **own) for contact in people))
    return _view(row, len(people)) if row.conditions is None else await _kept(ctx, row)


async def _kept(ctx: Context, row: Selection) -> SelectionView:
    (view,) = await _views(ctx, row.organisation_id, [row])
    return view


async def _row(ctx: Context, given: SaveSelection) -> Selection:
    name = given.name.strip()
    if given.selection is not None:
        found = await find_selection(given.organisation, given.selection, lock=True)
        ctx.allow(may_keep_selection(ctx.actor, given.organisation, found))
        if found is None:
            raise not_found()
        ctx.change(found, name=name, changed_at=ctx.now)
        return found
    made = Selection(
        id=new_id(), organisation_id=given.organisation, name=name, created_by_id=ctx.actor.account,
        created_at=ctx.now, changed_at=ctx.now,
    )  # fmt: skip
    ctx.add(made)
    return made


async def _check(ctx: Context, given: SaveSelection, row: Selection) -> None:
    """Refuse a name that is taken, nothing to keep, and conditions that make no sense."""
    if await Selection.filter(organisation_id=given.organisation, name=row.name).exclude(id=row.id).exists():
        raise invalid(name=Reason("selection_name_taken"))
    if given.conditions is None and given.contacts is None and not given.renames:
        raise invalid(conditions=Reason("selection_empty"))
    if given.conditions is not None:
        await asked_where(ctx.actor, given.organisation, given.conditions)
        if given.selection is not None and await _looks_into(given.organisation, given.conditions, given.selection):
            raise invalid(conditions=Reason("selection_circle"))


async def _looks_into(organisation: int, tree: Condition, wanted: int) -> bool:
    """Whether conditions ask for a selection, directly or through others."""
    stored = {row.id: row.conditions for row in await Selection.filter(organisation_id=organisation)}
    open_ones, seen = selections_in(tree), set[int]()
    while open_ones:
        each = open_ones.pop()
        if each == wanted:
            return True
        if each not in seen and (kept := stored.get(each)):
            open_ones |= selections_in(read_conditions(kept))
        seen.add(each)
    return False


def selections_in(tree: Condition) -> set[int]:
    """The selections that a tree asks for by itself."""
    if isinstance(tree, InSelection):
        return {tree.selection}
    below = getattr(tree, "of", ())
    parts: Sequence[Condition] = below if isinstance(below, list) else [below] if below else []
    return {each for part in parts for each in selections_in(part)}


async def _people(ctx: Context, given: SaveSelection) -> list[int]:
    """Whom a fixed selection is to hold."""
    if given.contacts is None:
        where = await asked_where(ctx.actor, given.organisation, given.conditions or EVERYONE)
        sql, values = contacts_where('c."id"', given.organisation, where)
        return [row["id"] for row in await rows(sql, values)]
    wanted = sorted(set(given.contacts))
    found = await contacts_with_ids(given.organisation, wanted)
    if len(found) < len(wanted):
        raise not_found()
    return wanted


async def _forget_people(row: Selection) -> None:
    if row._saved_in_db:
        await delete_rows(await SelectionMember.filter(organisation_id=row.organisation_id, selection_id=row.id))


async def _views(ctx: Context, organisation: int, found: Sequence[Selection]) -> list[SelectionView]:
    """Selections with their sizes now, however many by the same few queries."""
    if not found:
        return []
    trees = [read_conditions(row.conditions) if row.conditions else InSelection(selection=row.id) for row in found]
    sizes = await count_each(organisation, await asked_wheres(ctx.actor, organisation, trees))
    return [_view(row, size) for row, size in zip(found, sizes, strict=True)]


def _view(row: Selection, size: int) -> SelectionView:
    return SelectionView(
        id=row.id,
        organisation=row.organisation_id,
        name=row.name,
        conditions=read_conditions(row.conditions) if row.conditions else None,
        size=size,
        changed_at=row.changed_at,
    )


class RemoveSelection(Input, frozen=True):
    """Which one."""

    organisation: Id
    selection: Id


@operation("selection.remove", scope="people:write")
async def remove_selection(ctx: Context, given: RemoveSelection) -> Nothing:
    """Remove a selection; the people in it stay. Refused: not_found, forbidden, conflict (another asks for it)."""
    found = await find_selection(given.organisation, given.selection, lock=True)
    ctx.allow(may_keep_selection(ctx.actor, given.organisation, found))
    if found is None:
        raise not_found()
    others = await Selection.filter(organisation_id=given.organisation).exclude(id=found.id)
    for other in others:
        if other.conditions and found.id in selections_in(read_conditions(other.conditions)):
            raise invalid(selection=Reason("selection_used", name=other.name))
    await _forget_people(found)
    await delete_rows([found])
    ctx.record(given.organisation, "selection", found.id)
    return Nothing()

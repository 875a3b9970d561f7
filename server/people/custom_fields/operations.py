"""Shaping the fields of an organisation's own."""

from typing import Annotated, Literal

import msgspec

from server.kernel.access import may_as_member
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal, not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, ListView, Nothing, View, invalid
from server.people.custom_fields.choices import choose
from server.people.custom_fields.policies import may_change_field, may_read_value, may_shape_fields
from server.people.custom_fields.queries import field_views
from server.people.custom_fields.views import FieldView
from server.people.models import CustomField, CustomValue
from server.people.problems import Problems, read_one_line

NAME_LIMIT = 100
PURPOSE_LIMIT = 500
MOST_FIELDS = 200

Kind = Literal["text", "number", "date", "choice", "yes_no", "file"]
Access = Literal["admins", "read", "write"]
FieldName = Annotated[str, msgspec.Meta(max_length=NAME_LIMIT)]
Purpose = Annotated[str, msgspec.Meta(max_length=PURPOSE_LIMIT)]


class ChoiceInput(Input, frozen=True):
    """A choice that is there already (its `id`), or a new one; its name has at most 100 characters."""

    name: str
    id: Id | None = None


Choices = Annotated[list[ChoiceInput], msgspec.Meta(max_length=100)]


class FieldMade(View, frozen=True):
    """The field that was made or changed."""

    id: int
    organisation: int


class ListFields(Input, frozen=True):
    """Of which organisation; `closed` ones too, for those who shape them."""

    organisation: Id
    closed: bool = False


@operation("field.list", scope="people:read")
async def list_fields(ctx: Context, given: ListFields) -> ListView[FieldView]:
    """List the organisation's own fields in their order: all of them for who manages members, else those that people
    may read of themselves. Refused: not_found (no standing there)."""
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    manages = may_shape_fields(ctx.actor, given.organisation).allowed
    found = CustomField.filter(organisation_id=given.organisation).order_by("position", "id")
    rows = await (found if manages and given.closed else found.filter(closed_at=None))
    shown = [row for row in rows if may_read_value(row, manages=manages)]
    return ListView(items=await field_views(given.organisation, shown))


class CreateField(Input, frozen=True):
    """A name, a kind, and the purpose for which it is kept; `choices` for the kind `choice`."""

    organisation: Id
    name: FieldName
    kind: Kind
    purpose: Purpose
    access: Access = "admins"
    choices: Choices | None = None


@operation("field.create", scope="people:write")
async def create_field(ctx: Context, given: CreateField) -> FieldMade:
    """Add a field to every card; it comes last.

    Refused: not_found, forbidden, conflict (there are too many), invalid (no purpose, a name that is taken, choices
    for another kind).
    """
    ctx.allow(may_shape_fields(ctx.actor, given.organisation))
    known = await CustomField.filter(organisation_id=given.organisation).select_for_update()
    if len(known) >= MOST_FIELDS:
        raise Refusal("conflict", "fields_many", limit=MOST_FIELDS)
    field = CustomField(
        id=new_id(),
        organisation_id=given.organisation,
        name=given.name,
        kind=given.kind,
        purpose=given.purpose,
        access=given.access,
        position=len(known),
    )
    _check_words(field, given.name, given.purpose, known)
    ctx.add(field)
    await choose(ctx, field, given.choices)
    ctx.record(given.organisation, "field", field.id, details="name, kind, purpose, access")
    return FieldMade(id=field.id, organisation=given.organisation)


class ChangeField(Input, frozen=True):
    """What to change; what is left out stays. `choices` is the whole list: who is not in it is closed."""

    organisation: Id
    field: Id
    name: FieldName | None = None
    kind: Kind | None = None
    purpose: Purpose | None = None
    access: Access | None = None
    choices: Choices | None = None


@operation("field.change", scope="people:write")
async def change_field(ctx: Context, given: ChangeField) -> FieldMade:
    """Change a field.

    Refused: not_found, forbidden, conflict (another kind while cards hold values), invalid (no purpose, a name that is
    taken, choices for another kind).
    """
    field = await _open_field(ctx, given.organisation, given.field)
    if (
        given.kind not in (None, field.kind)
        and await CustomValue.filter(organisation_id=given.organisation, field_id=field.id).exists()
    ):
        raise Refusal("conflict", "field_has_values")
    wanted = {
        name: value for name in ("name", "kind", "purpose", "access") if (value := getattr(given, name)) is not None
    }
    if wanted:
        ctx.change(field, **wanted)
    others = await CustomField.filter(organisation_id=given.organisation).exclude(id=field.id)
    _check_words(field, field.name, field.purpose, others)
    await choose(ctx, field, given.choices)
    names = [*wanted, *(["choices"] if given.choices is not None else [])]
    ctx.record(given.organisation, "field", field.id, details=", ".join(names))
    return FieldMade(id=field.id, organisation=given.organisation)


class CloseField(Input, frozen=True):
    """Which one."""

    organisation: Id
    field: Id


@operation("field.remove", scope="people:write")
async def close_field(ctx: Context, given: CloseField) -> Nothing:
    """Take a field off every card; what it said is kept until it is restored. Refused: not_found, forbidden."""
    field = await _open_field(ctx, given.organisation, given.field)
    if field.closed_at is None:
        ctx.change(field, closed_at=ctx.now)
        ctx.record(given.organisation, "field", field.id)
    return Nothing()


@operation("field.restore", scope="people:write")
async def restore_field(ctx: Context, given: CloseField) -> Nothing:
    """Put a field back on every card, with all that it said. Refused: not_found, forbidden."""
    field = await _open_field(ctx, given.organisation, given.field)
    if field.closed_at is not None:
        ctx.change(field, closed_at=None)
        ctx.record(given.organisation, "field", field.id)
    return Nothing()


class ReorderFields(Input, frozen=True):
    """All fields in use, each once, in the order in which cards show them."""

    organisation: Id
    fields: Annotated[list[Id], msgspec.Meta(max_length=MOST_FIELDS)]


@operation("field.reorder", scope="people:write")
async def reorder_fields(ctx: Context, given: ReorderFields) -> Nothing:
    """Put the fields in another order. Refused: not_found, forbidden, invalid (not all of them, or one twice)."""
    ctx.allow(may_shape_fields(ctx.actor, given.organisation))
    rows = await CustomField.filter(organisation_id=given.organisation, closed_at=None).select_for_update()
    known = {row.id: row for row in rows}
    if len(given.fields) != len(known) or set(given.fields) != set(known):
        raise invalid(fields=Reason("fields_incomplete"))
    for position, field in enumerate(given.fields):
        ctx.change(known[field], position=position)
    ctx.record(given.organisation, "field", details="position")
    return Nothing()


async def _open_field(ctx: Context, organisation: int, field: int) -> CustomField:
    """A field to change, locked until the commit. Raises not_found or forbidden."""
    ctx.allow(may_shape_fields(ctx.actor, organisation))
    found = await CustomField.filter(organisation_id=organisation, id=field).select_for_update().first()
    ctx.allow(may_change_field(ctx.actor, found))
    if found is None:
        raise not_found()
    return found


def _check_words(field: CustomField, name: str, purpose: str, others: list[CustomField]) -> None:
    problems = Problems()
    field.name = read_one_line(problems, "name", name, NAME_LIMIT)
    field.purpose = read_one_line(problems, "purpose", purpose, PURPOSE_LIMIT)
    if field.name.casefold() in {other.name.casefold() for other in others}:
        problems.add("name", "field_name_taken")
    problems.refuse()

"""The choices of a field of kind `choice`."""

from collections.abc import Sequence
from typing import Protocol

from server.kernel.context import Context
from server.kernel.errors import Reason
from server.kernel.ids import new_id
from server.kernel.wire import invalid
from server.people.models import CustomChoice, CustomField
from server.people.problems import Problems, read_one_line

NAME_LIMIT = 100


class Chosen(Protocol):
    """A choice as it is given."""

    @property
    def id(self) -> int | None: ...

    @property
    def name(self) -> str: ...


async def choose(ctx: Context, field: CustomField, given: Sequence[Chosen] | None) -> None:
    """Make these a field's choices, in this order; the others are closed, and kept by who has them.

    Raises `Refusal("invalid")` for choices of another kind of field, a name twice, an id of another field.
    """
    if field.kind != "choice":
        if given:
            raise invalid(choices=Reason("field_without_choices"))
        return
    own = CustomChoice.filter(organisation_id=field.organisation_id, field_id=field.id)
    known = {row.id: row for row in await own} if field._saved_in_db else {}
    if given is None and known:
        return
    if not given:
        raise invalid(choices=Reason("field_needs_choices"))
    kept = _matched(known, given)
    _put(ctx, field, kept)
    rows = [row for row, _ in kept]
    for row in known.values():
        if row not in rows and row.closed_at is None:
            ctx.change(row, closed_at=ctx.now)


Matched = list[tuple[CustomChoice | None, str]]


def _put(ctx: Context, field: CustomField, kept: Matched) -> None:
    for position, (row, name) in enumerate(kept):
        if row is None:
            place = {"organisation_id": field.organisation_id, "field_id": field.id, "position": position}
            ctx.add(CustomChoice(id=new_id(), name=name, **place))
        else:
            ctx.change(row, name=name, position=position, closed_at=None)


def _matched(known: dict[int, CustomChoice], given: Sequence[Chosen]) -> Matched:
    """Each wanted choice with its row, if there is one; no row stands there twice."""
    by_name = {row.name.casefold(): row for row in known.values()}
    names = _names(given)
    rows = [_row(known, by_name, one, name, place) for place, (one, name) in enumerate(zip(given, names, strict=True))]
    ids = [row.id for row in rows if row is not None]
    if len(set(ids)) < len(ids):
        raise invalid(choices=Reason("field_choice_twice"))
    return list(zip(rows, names, strict=True))


def _row(
    known: dict[int, CustomChoice], by_name: dict[str, CustomChoice], one: Chosen, name: str, place: int
) -> CustomChoice | None:
    """The choice that is meant: by its id, or a closed one of the same name that comes back."""
    if one.id is None:
        return by_name.get(name.casefold())
    if one.id not in known:
        raise invalid(**{f"choices.{place}.id": Reason("value_no_choice")})
    return known[one.id]


def _names(given: Sequence[Chosen]) -> list[str]:
    problems = Problems()
    names = [read_one_line(problems, f"choices.{place}.name", one.name, NAME_LIMIT) for place, one in enumerate(given)]
    for place, name in enumerate(names):
        if name.casefold() in {other.casefold() for other in names[:place]}:
            problems.add(f"choices.{place}.name", "field_choice_twice")
    problems.refuse()
    return names

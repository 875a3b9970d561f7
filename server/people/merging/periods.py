"""Memberships and functions of two cards that share days become one: from the earliest first day until the latest last
one, with all options that either had."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Generic, TypeVar

import msgspec

from server.kernel.context import Context
from server.kernel.database.statements import execute, marks
from server.people.groups.days import span
from server.people.memberships.terms import term
from server.people.merging.views import JoinedPeriod
from server.people.models import Membership, MembershipChoice, Placement
from server.people.references import Merge
from server.people.rewriting import delete_rows

Days = tuple[date, date]
R = TypeVar("R", Membership, Placement)


class Joint(msgspec.Struct, Generic[R], frozen=True):
    """Rows that share days, the one that stays first; `first` and `last` are those that begin and end them."""

    rows: list[R]
    first: R
    last: R

    @property
    def kept(self) -> R:
        """The row that stays."""
        return self.rows[0]

    @property
    def going(self) -> list[R]:
        """The rows that become part of it."""
        return self.rows[1:]

    @property
    def days(self) -> dict[str, Any]:
        """What the row that stays says from then on."""
        return {
            "from_day": self.first.from_day,
            "until_day": self.last.until_day,
            "end_reason": self.last.end_reason,
        }


async def memberships_joined(merge: Merge) -> list[Joint[Membership]]:
    """The memberships of both, those of one type that share days together."""
    found = Membership.filter(organisation_id=merge.organisation, contact_id__in=[merge.keep, merge.drop])
    return _joined(merge, await found.select_related("type").order_by("id"), lambda row: (row.type_id,), term)


async def placements_joined(merge: Merge) -> list[Joint[Placement]]:
    """The placements of both, those with one function in one group that share days together."""
    found = Placement.filter(organisation_id=merge.organisation, contact_id__in=[merge.keep, merge.drop])
    placed = await found.select_related("function", "group_season__group", "group_season__season").order_by("id")
    return _joined(merge, placed, lambda row: (row.group_season_id, row.function_id), _days)


def _days(row: Placement) -> Days:
    return span(row.group_season.season, row.from_day, row.until_day)


def _joined(
    merge: Merge, rows: Sequence[R], alike: Callable[[R], tuple[int, ...]], days: Callable[[R], Days]
) -> list[Joint[R]]:
    runs: list[list[R]] = []
    for row in sorted(rows, key=lambda row: (alike(row), days(row))):
        run = runs[-1] if runs else []
        if run and alike(run[0]) == alike(row) and days(row)[0] <= max(days(each)[1] for each in run):
            run.append(row)
        else:
            runs.append([row])
    return [
        Joint(
            rows=sorted(run, key=lambda row: (row.contact_id != merge.keep, row.id)),
            first=min(run, key=lambda row: days(row)[0]),
            last=max(run, key=lambda row: days(row)[1]),
        )
        for run in runs
    ]


async def move_memberships(ctx: Context, merge: Merge) -> None:
    """The memberships of both are those of the one that stays; of two of a type at once one is left."""
    joints = await memberships_joined(merge)
    for joint in joints:
        ctx.change(joint.kept, contact_id=merge.keep, **(joint.days if joint.going else {}))
        await _join_choices(merge, joint)
    await delete_rows([row for joint in joints for row in joint.going])


async def _join_choices(merge: Merge, joint: Joint[Membership]) -> None:
    if not joint.going:
        return
    of = MembershipChoice.filter(organisation_id=merge.organisation, membership_id__in=[row.id for row in joint.rows])
    chosen = sorted(await of, key=lambda choice: (choice.membership_id != joint.kept.id, choice.id))
    once = {choice.option_id: choice for choice in reversed(chosen)}
    moved = [choice.id for choice in once.values() if choice.membership_id != joint.kept.id]
    await delete_rows([choice for choice in chosen if choice is not once[choice.option_id]])
    if moved:
        setting = 'UPDATE "membership_choice" SET "membership_id" = ?'
        sql = f'{setting} WHERE "organisation_id" = ? AND "id" IN ({marks(moved)})'
        await execute(sql, [joint.kept.id, merge.organisation, *moved])


async def move_placements(ctx: Context, merge: Merge) -> None:
    """The same for functions in groups; active where either was."""
    joints = await placements_joined(merge)
    for joint in joints:
        active = {"active": any(row.active for row in joint.rows)}
        ctx.change(joint.kept, contact_id=merge.keep, **(joint.days | active if joint.going else {}))
    await delete_rows([row for joint in joints for row in joint.going])


async def seen_joints(merge: Merge) -> list[JoinedPeriod]:
    """What would become one, in words: memberships first."""
    memberships = [joint for joint in await memberships_joined(merge) if joint.going]
    options = await _options(merge, [row.id for joint in memberships for row in joint.rows])
    return [
        *(
            JoinedPeriod(
                what="membership",
                name=joint.kept.type.name,
                options=sorted({name for row in joint.rows for name in options.get(row.id, ())}),
                from_day=joint.first.from_day,
                until_day=joint.last.until_day,
            )
            for joint in memberships
        ),
        *(
            JoinedPeriod(
                what="placement",
                name=f"{joint.kept.function.name}, {joint.kept.group_season.group.name}",
                options=[],
                from_day=_days(joint.first)[0],
                until_day=_days(joint.last)[1],
            )
            for joint in await placements_joined(merge)
            if joint.going
        ),
    ]


async def _options(merge: Merge, memberships: Sequence[int]) -> dict[int, list[str]]:
    """By membership, the names of what was chosen."""
    names: dict[int, list[str]] = {}
    if memberships:
        of = MembershipChoice.filter(organisation_id=merge.organisation, membership_id__in=list(memberships))
        for choice in await of.select_related("option"):
            names.setdefault(choice.membership_id, []).append(choice.option.name)
    return names

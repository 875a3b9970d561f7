"""Who acts for whom follows from families: this makes the open links equal to what follows, and nothing else does."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from server.accounts.events import AccountChanged
from server.accounts.models import Account, Link, Organisation
from server.kernel.clock import clock
from server.kernel.database import rows
from server.kernel.ids import new_id
from server.kernel.jobs import Pending
from server.kernel.unit_of_work import UnitOfWork
from server.kernel.zones import today_in_zone
from server.people.families.ages import grown_at, is_minor
from server.people.families.letters import letters_on_growing_up

SETTLE = "people.settle_guardians"

AHEAD = timedelta(days=2)
"""How long before somebody turns 18 the end is planned to the minute; families are looked over once a day."""


class Guardian(msgspec.Struct, frozen=True):
    """An account that would act for a ward, as the family's functions are and nobody is blocked; if they are minor."""

    account: int
    contact: int
    ward: int
    birth_date: date | None

    @property
    def pair(self) -> tuple[int, int]:
        """The account and for whom."""
        return self.account, self.ward


class OpenLink(msgspec.Struct, frozen=True):
    """A link by which an account acts now; `sound` while both contacts are there and the account has its own."""

    id: int
    kind: str
    account: int
    ward: int
    sound: bool


async def settle_guardians(unit: UnitOfWork, organisation: int) -> None:
    """Open and end links of an organisation, in the running unit of work.

    What a family looks like must be in the database by now: rows that wait in the unit are not seen. Locks the
    organisation's row, so that two who settle at once do not open the same link twice.
    """
    house = await Organisation.filter(id=organisation).select_for_update(no_key=True).get()
    guardians = await _guardians(organisation)
    today = today_in_zone(house.zone)
    wanted = {each.pair: each for each in guardians if is_minor(each.birth_date, today)}
    links = await _open_links(organisation)
    held = {(link.account, link.ward) for link in links if link.kind == "guardian"}
    opened = [each for pair, each in wanted.items() if pair not in held]
    ended = [link for link in links if not _holds(link, wanted)]
    unit.add(*(_link(organisation, each) for each in opened))
    await _end(unit, organisation, [link.id for link in ended])
    await _tell(unit, {*(each.account for each in opened), *(link.account for link in ended)})
    grown = {each.pair for each in guardians} - wanted.keys()
    for letter in await letters_on_growing_up(house, [link.id for link in ended if (link.account, link.ward) in grown]):
        unit.enqueue(letter.pending())
    _plan(unit, house, [each.birth_date for each in wanted.values() if each.birth_date is not None])


def settle_later(organisation: int, run_at: datetime | None = None) -> Pending:
    """The job that does it; one waits for each organisation and moment."""
    key = f"settle_guardians:{organisation}" + (f":{int(run_at.timestamp())}" if run_at else "")
    return Pending(SETTLE, {"organisation": organisation}, run_at, key)


def _holds(link: OpenLink, wanted: Collection[tuple[int, int]]) -> bool:
    if link.kind == "guardian":
        return (link.account, link.ward) in wanted
    return link.sound


def _link(organisation: int, guardian: Guardian) -> Link:
    return Link(
        id=new_id(),
        organisation_id=organisation,
        account_id=guardian.account,
        contact_id=guardian.ward,
        kind="guardian",
        from_at=clock.now(),
    )


async def _end(unit: UnitOfWork, organisation: int, links: Sequence[int]) -> None:
    if links:
        for row in await Link.filter(organisation_id=organisation, id__in=list(links), until_at=None):
            unit.change(row, until_at=clock.now())


async def _tell(unit: UnitOfWork, accounts: Collection[int]) -> None:
    if accounts:
        unit.emit(*(AccountChanged(row) for row in await Account.filter(id__in=sorted(accounts)).order_by("id")))


def _plan(unit: UnitOfWork, house: Organisation, birth_dates: Sequence[date]) -> None:
    now = clock.now()
    for moment in {grown_at(birth_date, house.zone) for birth_date in birth_dates}:
        if now < moment <= now + AHEAD:
            unit.enqueue(settle_later(house.id, moment))


async def _guardians(organisation: int) -> list[Guardian]:
    """Each who would act for somebody, whatever the age: by function, with a login, not blocked, both still there."""
    sql = """
        SELECT DISTINCT l."account_id", g."contact_id", c."contact_id" AS "ward", w."birth_date"
        FROM "family_member" g
        JOIN "family_function" gf ON gf."id" = g."function_id" AND gf."organisation_id" = g."organisation_id"
        JOIN "family_member" c ON c."family_id" = g."family_id" AND c."organisation_id" = g."organisation_id"
        JOIN "family_function" cf ON cf."id" = c."function_id" AND cf."organisation_id" = g."organisation_id"
        JOIN "contact" w ON w."id" = c."contact_id" AND w."organisation_id" = g."organisation_id"
        JOIN "contact" p ON p."id" = g."contact_id" AND p."organisation_id" = g."organisation_id"
        JOIN "link" l ON l."contact_id" = p."id" AND l."organisation_id" = g."organisation_id"
        JOIN "account" a ON a."id" = l."account_id" AND a."kind" = 'person'
        WHERE g."organisation_id" = ? AND gf."gives_access" AND cf."is_child" AND g."contact_id" <> c."contact_id"
        AND w."removed_at" IS NULL AND p."removed_at" IS NULL AND l."kind" = 'self' AND l."until_at" IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM "guardian_block" b WHERE b."organisation_id" = g."organisation_id"
            AND b."guardian_id" = g."contact_id" AND b."child_id" = c."contact_id"
        )
    """
    return [
        Guardian(row["account_id"], row["contact_id"], row["ward"], date_of(row["birth_date"]))
        for row in await rows(sql, [organisation])
    ]


async def _open_links(organisation: int) -> list[OpenLink]:
    sql = """
        SELECT l."id", l."kind", l."account_id", l."contact_id", c."removed_at", EXISTS (
            SELECT 1 FROM "link" s WHERE s."organisation_id" = l."organisation_id" AND s."account_id" = l."account_id"
            AND s."kind" = 'self' AND s."until_at" IS NULL
        ) AS "stands"
        FROM "link" l JOIN "contact" c ON c."id" = l."contact_id" AND c."organisation_id" = l."organisation_id"
        WHERE l."organisation_id" = ? AND l."kind" <> 'self' AND l."until_at" IS NULL
    """
    return [
        OpenLink(
            id=row["id"],
            kind=row["kind"],
            account=row["account_id"],
            ward=row["contact_id"],
            sound=bool(row["stands"]) and row["removed_at"] is None,
        )
        for row in await rows(sql, [organisation])
    ]


def date_of(value: Any) -> date | None:
    """A day as our own SQL gives it: SQLite has no dates, only text."""
    return date.fromisoformat(value) if isinstance(value, str) else value

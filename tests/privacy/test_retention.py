"""P15: what is old goes by itself, as far as the organisation wants it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from server.accounts.models import Link, Session, Ticket
from server.kernel.clock import clock
from server.kernel.database import transaction
from server.kernel.ids import new_id
from server.kernel.models import AuditRow
from server.notifications.models import Outbox
from server.people.models import Contact, Membership, MembershipType
from server.privacy.retention import erase_former
from server.privacy.retention_kinds import KINDS, former_members, months_before
from tests.people.families.vinkenrode import Vinkenrodes
from tests.privacy.seeding import save
from tests.world import Person, World, refused


async def membership(choir: World, person: Person, until: date | None) -> None:
    own = {"organisation_id": choir.organisation}
    kind = MembershipType(id=new_id(), name=f"Zingend lid {new_id()}", **own)
    await save(kind)
    given = {"contact_id": person.contact, "type_id": kind.id, "from_day": date(2015, 9, 1), "until_day": until}
    await save(Membership(id=new_id(), **given, **own))


async def change(choir: World, kind: str, months: int, *, enabled: bool = True) -> Any:
    given = {"organisation": choir.organisation, "kind": kind, "months": months, "enabled": enabled}
    return await choir.clara.call("retention.change", **given)


async def preview(choir: World, kind: str, months: int) -> Any:
    return await choir.clara.call("retention.preview", organisation=choir.organisation, kind=kind, months=months)


async def erased(choir: World, person: Person) -> bool:
    return (await Contact.get(organisation_id=choir.organisation, id=person.contact)).erased_at is not None


async def test_former_members_go_when_the_rule_holds_and_are_seen_before(choir: World) -> None:
    long_ago = clock.now().date() - timedelta(days=3 * 365)
    await membership(choir, choir.jonas, long_ago)
    await membership(choir, choir.bram, None)
    assert await preview(choir, "former_members", 24) == {
        "kind": "former_members", "count": 1, "names": ["Jonas Peeters"],
    }  # fmt: skip
    assert (await preview(choir, "former_members", 60))["count"] == 0
    await choir.house.worker.run_due()
    assert not await erased(choir, choir.jonas)
    await change(choir, "former_members", 24)
    tomorrow = clock.now() + timedelta(days=1, minutes=1)
    clock.set(lambda: tomorrow)
    await choir.house.worker.run_due()
    assert [await erased(choir, person) for person in (choir.jonas, choir.bram, choir.an)] == [True, False, False]
    noted = AuditRow.filter(organisation_id=choir.organisation, operation="retention.carry_out", subject="contact")
    assert [(row.subject_id, row.account_id) for row in await noted] == [(choir.jonas.contact, 0)]


async def test_a_former_member_with_a_role_stays(choir: World) -> None:
    await membership(choir, choir.clara, date(2016, 8, 31))
    assert (await preview(choir, "former_members", 24))["count"] == 0


async def test_the_family_of_who_still_sings_stays(choir: World) -> None:
    home = await Vinkenrodes.enter(choir)
    await membership(choir, home.margot, date(2016, 8, 31))
    await membership(choir, home.wout, date(2016, 8, 31))
    await choir.clara.call("contact.remove", organisation=choir.organisation, contact=home.koen.contact)
    async with transaction():
        own = Link.filter(organisation_id=choir.organisation, account_id=home.margot.account.id)
        await own.update(until_at=clock.now())
    assert (await preview(choir, "former_members", 24))["names"] == ["Margot Vinkenrode", "Wout Lauwers"]
    await membership(choir, home.wout, None)
    assert (await preview(choir, "former_members", 24))["names"] == []


async def test_who_came_back_before_their_turn_is_not_erased(choir: World) -> None:
    await membership(choir, choir.jonas, date(2016, 8, 31))
    before = months_before(clock.now(), 24)
    (found,) = await former_members(choir.organisation, before)
    await membership(choir, choir.jonas, None)
    await erase_former(choir.house.work, found, before)
    assert not await erased(choir, choir.jonas)


async def test_old_technical_rows_go_by_themselves_and_new_ones_stay(choir: World) -> None:
    now = clock.now()
    old = now - timedelta(days=250)
    for at in (old, now):
        await save(_ticket(choir, at))
        await save(_mail(choir, at))
        await save(_act(choir, at - timedelta(days=200) if at is old else at))
    session = await Session.get(account_id=choir.bram.account.id)
    session.ended_at = old
    await save(session)
    counts = {kind: (await preview(choir, kind, 6))["count"] for kind in KINDS if kind != "former_members"}
    assert counts == {
        "invitations": 1,
        "audit": 1,
        "sessions": 1,
        "mails": 1,
        "exports": 0,
        "conversations": 0,
        "reports": 0,
    }
    await change(choir, "audit", 12)
    await choir.house.worker.run_due()
    own = {"organisation_id": choir.organisation}
    assert await Ticket.filter(**own).count() == 1
    assert await Outbox.filter(**own).count() == 1
    assert await AuditRow.filter(operation="role.create", **own).count() == 1
    assert not await Session.exists(account_id=choir.bram.account.id)
    assert await Session.exists(account_id=choir.jonas.account.id)
    told = await AuditRow.filter(operation="retention.carry_out", **own)
    assert {row.details for row in told} >= {"count=1 kind=invitations", "count=1 kind=audit", "count=1 kind=sessions"}


def _ticket(choir: World, at: datetime) -> Ticket:
    return Ticket(
        id=new_id(), kind="invitation", organisation_id=choir.organisation, contact_id=choir.jonas.contact,
        secret_hash=f"hash-{new_id()}", address="jonas@rietvink.example", created_at=at, expires_at=at,
    )  # fmt: skip


def _mail(choir: World, at: datetime) -> Outbox:
    return Outbox(
        id=new_id(), organisation_id=choir.organisation, address="jonas@rietvink.example", cause=f"x:{new_id()}",
        kind="link", content="{}", message_id="<1@x>", state="sent", due_at=at, expires_at=at, created_at=at,
    )  # fmt: skip


def _act(choir: World, at: datetime) -> AuditRow:
    return AuditRow(
        id=new_id(), organisation_id=choir.organisation, at=at, account_id=choir.clara.account.id,
        operation="role.create",
    )  # fmt: skip


async def test_a_rule_that_is_off_takes_nothing(choir: World) -> None:
    await save(_ticket(choir, clock.now() - timedelta(days=900)))
    await change(choir, "invitations", 6, enabled=False)
    await choir.house.worker.run_due()
    assert await Ticket.filter(organisation_id=choir.organisation).count() == 1


async def test_rules_are_listed_as_they_were_changed(choir: World) -> None:
    await change(choir, "mails", 2)
    await change(choir, "mails", 3, enabled=False)
    listed = (await choir.clara.call("retention.list", organisation=choir.organisation))["items"]
    rules = {rule["kind"]: (rule["months"], rule["enabled"], rule["people"]) for rule in listed}
    assert rules["mails"] == (3, False, False)
    assert rules["former_members"] == (24, False, True)
    assert all(rule["name"] and rule["explanation"] for rule in listed)


async def test_what_does_not_fit_is_refused(choir: World) -> None:
    with refused("invalid", field="kind"):
        await change(choir, "koffiekopjes", 3)
    for months in (0, 241):
        with refused("invalid", field="months"):
            await change(choir, "mails", months)
    for operation, more in (("retention.list", {}), ("retention.preview", {"kind": "mails", "months": 1})):
        with refused("forbidden"):
            await choir.jonas.call(operation, organisation=choir.organisation, **more)


@pytest.mark.parametrize(
    ("today", "months", "then"),
    [("2026-03-31", 1, "2026-02-28"), ("2024-03-31", 1, "2024-02-29"), ("2026-01-15", 13, "2024-12-15")],
)
def test_months_ago_is_a_day_that_there_was(today: str, months: int, then: str) -> None:
    assert months_before(datetime.fromisoformat(f"{today}T10:00:00+00:00"), months).date().isoformat() == then

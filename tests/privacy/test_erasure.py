"""P15: after an erasure no byte of the person is left, and what others hold stays readable."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from server.accounts.models import Account, Link, Ticket
from server.files.models import FileUsage
from server.kernel.database import rows
from server.kernel.letters import Letter
from server.kernel.models import AuditRow, JobRow
from server.kernel.personal import tables
from server.notifications.models import Outbox
from server.people.models import Contact
from tests.contracts.replica import Replica, must_equal_fresh, pulled
from tests.privacy.seeding import Seeding, Words, columns_with_room, save
from tests.world import Person, World, refused


async def erase(choir: World, person: Person, **more: str) -> None:
    """Clara erases somebody, and all that follows is done."""
    contact = await Contact.get(organisation_id=choir.organisation, id=person.contact)
    given = {"organisation": choir.organisation, "contact": person.contact, "name": contact.name, **more}
    await choir.clara.call("privacy.erase", **given)
    await choir.quiet()
    await choir.house.worker.run_due()


async def everything(choir: World) -> dict[str, str]:
    """All that is kept, by where, in small letters: every row of every table, and the bytes of every file."""
    kept = {}
    for table in tables:
        kept[table] = str(await rows(f'SELECT * FROM "{table}"')).lower()
    for file in Path(choir.house.settings.folder).rglob("*"):
        if file.is_file():
            kept[str(file)] = file.read_bytes().decode("latin-1").lower()
    return kept


async def traces(choir: World, words: Words) -> dict[tuple[str, str], list[str]]:
    """Where which of somebody's words is still found."""
    kept = await everything(choir)
    found = {
        column: [place for place, text in kept.items() if word.lower().encode().decode("latin-1") in text]
        for column, word in words.items()
    }
    return {column: places for column, places in found.items() if places}


async def sown(choir: World, person: Person, stem: str = "zwaluwstaart") -> Seeding:
    seeding = Seeding(choir, person, stem)
    await seeding.sow()
    assert set(seeding.words) >= columns_with_room()
    return seeding


async def test_after_an_erasure_no_byte_of_the_person_is_left(choir: World) -> None:
    seeding = await sown(choir, choir.jonas)
    await seeding.leave_copies()
    before = await traces(choir, seeding.words)
    assert set(before) == set(seeding.words)
    with capture_logs() as logs:
        await erase(choir, choir.jonas, messages="remove")
    assert await traces(choir, seeding.words) == {}
    assert not [word for word in seeding.words.values() if word in str(logs)]


async def test_others_keep_all_that_is_theirs(choir: World) -> None:
    await sown(choir, choir.jonas)
    bram = await sown(choir, choir.bram, "merelnest")
    before = await traces(choir, bram.words)
    await erase(choir, choir.jonas, messages="remove")
    after = await traces(choir, bram.words)
    assert {column: set(places) & set(tables) for column, places in after.items()} == {
        column: set(places) & set(tables) for column, places in before.items()
    }


async def test_messages_stay_as_a_removed_members_unless_they_are_to_go(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.bram, choir.an)
    await choir.jonas.send(conversation, "Ik breng de partituren mee")
    await choir.bram.send(conversation, "En ik de koffie")
    await erase(choir, choir.jonas)
    await erase(choir, choir.bram, messages="remove")
    history = (await choir.an.call("message.history", conversation=conversation))["items"]
    assert [(each["text"], each["deleted_at"] is None) for each in history] == [
        ("Ik breng de partituren mee", True),
        ("", False),
    ]
    seen = (await choir.an.snapshot())["contact", history[0]["author"]]
    assert (seen["name"], seen["erased_at"] is not None) == ("", True)


async def test_who_listens_holds_what_a_fresh_client_gets(choir: World) -> None:
    await choir.conversation(choir.jonas, choir.an)
    direct = await choir.direct(choir.an, choir.jonas)
    await choir.jonas.send(direct, "Tot donderdag")
    replica = Replica(choir.an.contact)
    await pulled(choir.an, replica, None)
    await choir.an.listen()
    await erase(choir, choir.jonas, messages="remove")
    await choir.an.heard()
    assert choir.an.ear is not None
    for event in choir.an.ear.events:
        replica.apply(event["ev"].split(".")[0], event["data"])
    await must_equal_fresh(choir.an, replica)
    with refused("conflict"):
        await choir.an.send(direct, "Ben je er nog?")


async def test_a_login_that_another_organisation_knows_stays(choir: World) -> None:
    jonas = choir.jonas
    elsewhere = await Link.get(organisation_id=choir.other, contact_id=choir.stranger.contact)
    elsewhere.account_id = jonas.account.id
    await save(elsewhere)
    await erase(choir, jonas)
    assert await Account.exists(id=jonas.account.id)
    assert [link.organisation_id for link in await Link.filter(account_id=jonas.account.id)] == [choir.other]
    mine = await jonas.call("account.get")
    assert mine["name"] == "Jonas Peeters"


async def test_a_login_that_stands_nowhere_else_goes_and_its_devices_are_signed_out(choir: World) -> None:
    await erase(choir, choir.jonas)
    assert not await Account.exists(id=choir.jonas.account.id)
    with refused("unauthenticated"):
        await choir.jonas.call("account.get")


async def test_the_login_of_who_came_back_on_another_card_stays(choir: World) -> None:
    other = await choir.person("Jonas Peeters-Claes")
    await choir.clara.call("contact.remove", organisation=choir.organisation, contact=other.contact)
    now = await Link.get(organisation_id=choir.organisation, contact_id=choir.clara.contact)
    old = await Link.get(organisation_id=choir.organisation, contact_id=other.contact)
    old.account_id = now.account_id
    await save(old)
    await erase(choir, other)
    mine = await choir.clara.call("account.get")
    assert mine["name"] == "Clara Wouters"


async def test_a_namesake_in_another_organisation_keeps_what_waits_for_them(choir: World) -> None:
    namesake = await choir.person("Jonas Peeters", choir.other)
    letter = Letter(
        kind="erasure_request", cause="x", address="jonas@sint-cecilia.example", language="nl",
        params={"name": "Jonas Peeters"}, organisation=choir.other,
    )  # fmt: skip
    login = Letter(
        kind="link", cause="y", address="jonas@sint-cecilia.example", language="nl",
        params={"name": "Jonas Peeters"}, account=namesake.account.id,
    )  # fmt: skip
    async with choir.house.units.write() as unit:
        unit.enqueue(letter.pending())
        unit.enqueue(login.pending())
    asked = {"key": "sleutel-van-de-naamgenoot", "organisation": choir.other}
    made = await choir.foreign_admin.call("family.create", name="Jonas Peeters", **asked)
    await choir.clara.call(
        "privacy.erase", organisation=choir.organisation, contact=choir.jonas.contact, name="Jonas Peeters"
    )
    kept = [job.arguments for job in await JobRow.filter(kind="notifications.send_letter")]
    assert len(kept) == 2
    assert all('"name":"Jonas Peeters"' in arguments for arguments in kept)
    assert await choir.foreign_admin.call("family.create", name="Jonas Peeters", dup=True, **asked) == made


async def test_mails_and_invitations_to_others_leave_in_the_organisations_name(choir: World) -> None:
    seeding = await sown(choir, choir.jonas)
    await seeding.leave_copies()
    await erase(choir, choir.jonas)
    (mail,) = await Outbox.filter(organisation_id=choir.organisation, address="nieuw.lid@rietvink.example")
    assert '"inviter":"Koor De Rietvink"' in mail.content
    assert '"name":"Roos Maes"' in mail.content
    (job,) = await JobRow.filter(kind="notifications.send_letter")
    assert "nieuw.lid@rietvink.example" in job.arguments
    (ticket,) = await Ticket.filter(organisation_id=choir.organisation, contact_id=choir.bram.contact)
    assert ticket.inviter == "Koor De Rietvink"
    usage = await FileUsage.get(organisation_id=choir.organisation)
    assert usage.bytes == 0


async def test_the_name_must_be_typed(choir: World) -> None:
    given = {"organisation": choir.organisation, "contact": choir.jonas.contact}
    with refused("invalid", field="name"):
        await choir.clara.call("privacy.erase", name="Jonas", **given)
    assert (await Contact.get(organisation_id=choir.organisation, id=choir.jonas.contact)).erased_at is None
    await choir.clara.call("privacy.erase", name=" jonas PEETERS", **given)


async def test_the_last_administrator_stays(choir: World) -> None:
    given = {"organisation": choir.organisation, "contact": choir.clara.contact}
    preview = await choir.clara.call("privacy.preview_erasure", **given)
    assert "Stel eerst iemand anders aan" in preview["refusal"]
    with refused("conflict"):
        await choir.clara.call("privacy.erase", name="Clara Wouters", **given)


async def test_an_erasure_shows_beforehand_what_goes_and_what_stays(choir: World) -> None:
    await sown(choir, choir.jonas)
    given = {"organisation": choir.organisation, "contact": choir.jonas.contact}
    preview = await choir.clara.call("privacy.preview_erasure", **given)
    fates = {line["kind"]: (line["count"], line["fate"]) for line in preview["lines"]}
    assert fates["phone"] == (1, "go")
    assert fates["account"] == (1, "go")
    assert fates["message"] == (2, "stay")
    assert (fates["poll"], fates["ballot"], fates["attendance"]) == ((1, "stay"), (1, "go"), (1, "go"))
    assert preview["refusal"] is None
    assert next(line["reason"] for line in preview["lines"] if line["kind"] == "message")
    assert await Account.exists(id=choir.jonas.account.id)


async def test_of_who_was_erased_nothing_can_be_asked_any_more(choir: World) -> None:
    await erase(choir, choir.jonas)
    given = {"organisation": choir.organisation, "contact": choir.jonas.contact}
    for operation, more in (("privacy.erase", {"name": "x"}), ("privacy.preview_erasure", {}), ("privacy.export", {})):
        with refused("not_found"):
            await choir.clara.call(operation, **given, **more)
    noted = await AuditRow.filter(organisation_id=choir.organisation, operation="privacy.erase")
    assert [(row.subject_id, row.details) for row in noted] == [(choir.jonas.contact, "messages=keep")]


async def test_somebody_asks_to_be_erased_and_administrators_hear_of_it_without_a_name(choir: World) -> None:
    given = {"organisation": choir.organisation, "contact": choir.jonas.contact}
    asked = await choir.jonas.call("privacy.request_erasure", **given)
    again = await choir.jonas.call("privacy.request_erasure", **given)
    assert asked["id"] == again["id"]
    await choir.house.worker.run_due()
    mails = await Outbox.filter(organisation_id=choir.organisation, kind="erasure_request")
    assert [mail.account_id for mail in mails] == [choir.clara.account.id]
    assert "Jonas" not in mails[0].content
    waiting = await choir.clara.call("privacy.list_requests", organisation=choir.organisation)
    assert [each["contact_name"] for each in waiting["items"]] == ["Jonas Peeters"]
    await choir.clara.call("privacy.decline_request", organisation=choir.organisation, request=asked["id"])
    (seen,) = (await choir.jonas.call("privacy.get_request", **given))["items"]
    assert seen["declined_at"] is not None
    waiting = await choir.clara.call("privacy.list_requests", organisation=choir.organisation)
    assert waiting["items"] == []


@pytest.mark.parametrize("operation", ["privacy.request_erasure", "privacy.get_request", "privacy.withdraw_request"])
async def test_nobody_asks_for_somebody_else(choir: World, operation: str) -> None:
    given = {"organisation": choir.organisation, "contact": choir.jonas.contact}
    with refused("forbidden"):
        await choir.bram.call(operation, **given)
    await choir.jonas.call(operation, **given)

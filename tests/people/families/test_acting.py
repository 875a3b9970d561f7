"""P12: a parent switches to a child, reads and writes as them, and is seen to have done so; and back."""

import asyncio
from datetime import date
from typing import Any

import httpx
import pytest

from server.accounts.models import Account, Session
from server.accounts.sessions import draw_session
from server.kernel.clock import clock
from server.kernel.database import rows
from server.kernel.ids import new_id
from tests.contracts.stage import _bot
from tests.contracts.wire import ModelClient
from tests.people.families.vinkenrode import Vinkenrodes, switch
from tests.world import Person, Served, World, refused


async def test_who_acts_for_a_child_is_the_child_in_that_organisation_and_nothing_else(home: Vinkenrodes) -> None:
    clara = home.choir.clara
    answer = await switch(home.margot, home.wout)
    assert (answer["organisation"], answer["contact"]) == (home.choir.organisation, home.wout.contact)
    (only,) = (await home.margot.call("organisation.list"))["items"]
    assert (only["contact"], only["capabilities"]) == (home.wout.contact, [])
    await home.put(clara, "parent")
    await switch(clara, home.wout)
    (only,) = (await clara.call("organisation.list"))["items"]
    assert (only["contact"], only["capabilities"]) == (home.wout.contact, [])
    with refused("forbidden"):
        await clara.call("family.create", organisation=home.choir.organisation, name="Wouters")
    answer = await switch(clara, None)
    assert (answer["reader"], answer["contact"]) == (clara.account.id, None)
    await clara.call("family.create", organisation=home.choir.organisation, name="Wouters")


async def test_nobody_acts_for_whom_they_may_not(home: Vinkenrodes) -> None:
    for contact in (home.wout.contact, home.koen.contact, home.choir.stranger.contact):
        with refused("not_found"):
            await home.choir.an.call("session.act_for", contact=contact)
    with refused("not_found"):
        await home.margot.call("session.act_for", contact=home.margot.contact)
    assert (await home.margot.call("session.act_for", contact=home.wout.contact))["contact"] == home.wout.contact


async def test_what_a_parent_writes_is_the_childs_and_says_by_whom(home: Vinkenrodes) -> None:
    conversation = await home.choir.conversation(home.choir.jonas, home.wout, home.margot)
    await home.choir.jonas.listen()
    await switch(home.margot, home.wout)
    sent = await home.margot.send(conversation, "Wout is zondag ziek")
    assert (sent["author"], sent["by"]) == (home.wout.contact, home.margot.contact)
    assert await home.choir.jonas.heard("message.created") == [sent]
    edited = await home.margot.call("message.edit", message=sent["id"], text="Wout is donderdag ziek")
    assert edited["by"] == home.margot.contact
    own = await home.wout.send(conversation, "Ik ben er wel!")
    assert own["by"] is None
    for person, message in ((home.wout, sent), (home.margot, own)):
        with refused("forbidden"):
            await person.call("message.delete", message=message["id"])
    await switch(home.margot, None)
    with refused("forbidden"):
        await home.margot.call("message.delete", message=sent["id"])
    assert (await home.margot.send(conversation, "Beterschap gewenst"))["author"] == home.margot.contact


async def test_a_key_of_one_is_no_key_of_the_other(home: Vinkenrodes) -> None:
    conversation = await home.choir.conversation(home.wout, home.margot)
    await switch(home.margot, home.wout)
    key = "9b2f1c3e-key-van-margot"
    await home.margot.send(conversation, "Tot donderdag", key=key)
    await home.margot.send(conversation, "Tot donderdag", key=key, dup=True)
    await switch(home.margot, None)
    with refused("key_conflict"):
        await home.margot.send(conversation, "Tot donderdag", key=key)


async def test_a_parents_own_connection_hears_only_their_own_conversations(home: Vinkenrodes) -> None:
    childs = await home.choir.conversation(home.wout)
    own = await home.choir.conversation(home.margot)
    acting = await another_device(home.margot)
    await switch(acting, home.wout)
    for person in (home.margot, home.wout, acting):
        await person.listen()
    await home.choir.clara.send(childs, "Kinderkoor om vijf uur")
    await home.choir.clara.send(own, "Alten om acht uur")
    heard = [await texts(person) for person in (home.margot, home.wout, acting)]
    assert heard == [["Alten om acht uur"], ["Kinderkoor om vijf uur"], ["Kinderkoor om vijf uur"]]
    kept = [{data["id"] for (kind, _), data in (await p.snapshot()).items() if kind == "conversation"} for p in
            (home.margot, home.wout, acting)]  # fmt: skip
    assert kept == [{own}, {childs}, {childs}]


async def texts(person: Person) -> list[str]:
    return [data["text"] for data in await person.heard("message.created")]


async def another_device(person: Person) -> Person:
    """The same person, signed in once more."""
    session, token = draw_session(person.account, "another", clock.now())
    async with person.world.house.units.write() as unit:
        unit.add(session)
    return Person(person.world, person.organisation, person.account, person.contact, token)


async def test_what_a_parent_reads_stays_unread_for_the_child(home: Vinkenrodes) -> None:
    conversation = await home.choir.conversation(home.wout, home.margot)
    for number in range(3):
        await home.choir.clara.send(conversation, f"Bericht {number}")
    await switch(home.margot, home.wout)
    assert await unread(home.margot) == 3
    await home.wout.listen()
    await home.margot.call("read.set", conversation=conversation, seq=3)
    assert (await unread(home.margot), await unread(home.wout)) == (0, 3)
    assert await home.wout.heard("read.moved") == []
    await home.margot.send(conversation, "Dank je")
    assert await unread(home.margot) == 0
    await switch(home.margot, None)
    assert await unread(home.margot) == 4


async def unread(person: Person) -> int:
    (item,) = (await person.call("conversation.list"))["items"]
    return int(item["unread"])


async def test_open_sockets_come_back_as_the_other_and_only_those_of_that_session(home: Vinkenrodes) -> None:
    phone = await another_device(home.margot)
    clients = [ModelClient(home.margot), ModelClient(phone)]
    for client in clients:
        await client.connect()
    await settle(home.choir)
    await switch(home.margot, home.wout)
    await settle(home.choir)
    assert [closed(client) for client in clients] == [4010, None]
    await clients[0].disconnect()
    clients[0].cursor = None
    await clients[0].connect()
    await settle(home.choir)
    welcome = welcome_of(clients[0])
    assert welcome["reader"] != welcome["account"]["id"] == home.margot.account.id
    assert [each["contact"] for each in welcome["organisations"]] == [home.wout.contact]
    for client in clients:
        await client.disconnect()


def closed(client: ModelClient) -> int | None:
    assert client.line is not None
    return client.line.closed


def welcome_of(client: ModelClient) -> dict[str, Any]:
    assert client.line is not None
    return dict(next(frame["result"] for frame in client.line.frames if frame.get("re") == 1))


async def settle(choir: World) -> None:
    await choir.quiet()
    for _ in range(30):
        await asyncio.sleep(0.001)


async def test_a_block_puts_who_acts_back_to_themselves_at_once_also_on_open_sockets(home: Vinkenrodes) -> None:
    childs = await home.choir.conversation(home.wout)
    await switch(home.margot, home.wout)
    client = ModelClient(home.margot)
    await client.connect()
    await settle(home.choir)
    await home.choir.clara.send(childs, "Dit hoort ze nog")
    await home.block(home.margot)
    await settle(home.choir)
    assert closed(client) == 4010
    await home.choir.clara.send(childs, "Dit niet meer")
    await settle(home.choir)
    assert client.line is not None
    heard = [frame["data"]["text"] for frame in client.line.frames if frame.get("ev") == "message.created"]
    assert heard == ["Dit hoort ze nog"]
    (only,) = (await home.margot.call("organisation.list"))["items"]
    assert only["contact"] == home.margot.contact
    with refused("not_found"):
        await home.margot.send(childs, "Ik lees nog mee")
    with refused("not_found"):
        await home.margot.call("session.act_for", contact=home.wout.contact)
    await client.disconnect()


async def test_what_was_typed_as_one_is_never_posted_as_the_other(home: Vinkenrodes) -> None:
    """The session changes while a socket of it still stands: its next request closes it, and is not carried out."""
    conversation = await home.choir.conversation(home.wout, home.margot)
    client = ModelClient(home.margot)
    await client.connect()
    await settle(home.choir)
    connection = next(iter(home.choir.house.connections._open))
    home.choir.house.stream._listeners["session.changed"].pop()  # the socket does not hear of it
    await switch(home.margot, home.wout)
    assert client.line is not None
    client.line.send(2, "message.send", {"conversation": conversation, "text": "Ik kom vanavond niet"})
    await settle(home.choir)
    assert closed(client) == 4010
    assert not connection.wire.open
    assert await rows('SELECT "id" FROM "message" WHERE "conversation_id" = ?', [conversation]) == []
    await client.disconnect()


async def test_a_command_that_was_given_for_a_child_is_answered_to_who_gave_it_as_them(home: Vinkenrodes) -> None:
    bot = await robot(home.choir)
    conversation = await home.choir.conversation(home.wout, home.margot)
    acting = await another_device(home.margot)
    await switch(acting, home.wout)
    for person in (home.margot, home.wout, acting):
        await person.listen()
    given = await acting.call("command.run", conversation=conversation, text="/taken")
    assert given["caller"] == home.wout.contact
    listed = await bot.call("organisation.list", for_command=given["id"])
    assert [each["contact"] for each in listed["items"]] == [home.wout.contact]
    await bot.call("command.answer", command=given["id"], text="Je hebt geen taken.")
    heard = [len(await person.heard("command.answered")) for person in (home.margot, home.wout, acting)]
    assert heard == [0, 0, 1]
    assert ("command", given["id"]) in await acting.snapshot()
    assert ("command", given["id"]) not in await home.margot.snapshot()
    await home.block(home.margot)
    with refused("not_found"):
        await bot.call("organisation.list", for_command=given["id"])


async def robot(choir: World) -> Person:
    """A bot that knows one command."""
    account = Account(id=new_id(), login="takenbot", name="Takenbot", kind="bot", created_at=clock.now())
    session, token = draw_session(account, "a test", clock.now())
    async with choir.house.units.write() as unit:
        unit.add(account, session, _bot(choir.organisation, account))
    return Person(choir, choir.organisation, account, None, token)


async def test_acting_is_in_the_log_of_the_organisation(home: Vinkenrodes) -> None:
    await switch(home.margot, home.wout)
    sql = 'SELECT "account_id", "subject_id" FROM "audit" WHERE "organisation_id" = ? AND "operation" = ?'
    found = await rows(sql, [home.choir.organisation, "session.act_for"])
    assert [(row["account_id"], row["subject_id"]) for row in found] == [(home.margot.account.id, home.wout.contact)]


async def test_a_parent_with_two_children_goes_from_one_to_the_other(home: Vinkenrodes) -> None:
    lotte = await home.choir.person("Lotte Vinkenrode")
    await home.is_born(lotte, date(2018, 5, 1))
    await home.put(lotte, "child")
    await home.choir.quiet()
    for child in (home.wout, lotte, home.wout):
        await switch(home.margot, child)
        (only,) = (await home.margot.call("organisation.list"))["items"]
        assert only["contact"] == child.contact
    links = await home.margot.call("link.list", organisation=home.choir.organisation)
    assert {link["contact_name"] for link in links["acting_for"]} == {"Wout Lauwers", "Lotte Vinkenrode"}
    session = await Session.filter(account_id=home.margot.account.id).first()
    assert session is not None
    assert session.link_id is not None


@pytest.mark.parametrize("contact", [-1, 2**52, "Wout"])
async def test_for_whom_is_a_contact(home: Vinkenrodes, contact: object) -> None:
    with refused("invalid", field="contact"):
        await home.margot.call("session.act_for", contact=contact)


async def test_by_http_what_was_typed_as_one_is_not_posted_as_the_other(served: Served) -> None:
    home = await Vinkenrodes.enter(served.world)
    conversation = await home.choir.conversation(home.wout, home.margot)
    answer = await switch(home.margot, home.wout)
    given = {"conversation": conversation, "text": "Ik kom vanavond niet"}
    headers = {"Authorization": f"Bearer {home.margot.token}"}
    async with httpx.AsyncClient(base_url=served.http) as http:
        mine = {**headers, "Akkoord-Reader": str(home.margot.account.id)}
        assert (await http.post("/api/message.send", json=given, headers=mine)).status_code == 503
        childs = {**headers, "Akkoord-Reader": str(answer["reader"])}
        sent = (await http.post("/api/message.send", json=given, headers=childs)).json()["result"]
        away = {"Akkoord-Reader": "1"}
        assert (await http.post("/api/session.request_link", json={"address": "x@y.example"}, headers=away)).is_success
    assert (sent["seq"], sent["author"]) == (1, home.wout.contact)

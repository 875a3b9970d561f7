"""What a removed conversation held is out of everybody's sight, by whatever door; what restoring brings back stays."""

from server.notifications.unread import absent_from
from tests.conversations.test_attachments import LETTER, send
from tests.files.conftest import Counter, picture
from tests.polls.asking import CHOICE
from tests.world import Person, World, refused


async def test_its_files_are_fetched_neither_whole_nor_in_part_until_it_is_restored(
    counter: Counter, choir: World
) -> None:
    talk = await choir.conversation(choir.jonas)
    clara, jonas = counter.by(choir.clara), counter.by(choir.jonas)
    score = (await clara.sent(LETTER, "partituur.txt", "message"))["id"]
    photo = (await clara.sent(picture(3000, 2000), "repetitie.jpg", "message"))["id"]
    await send(choir.clara, talk, "", score, photo)
    await choir.clara.call("conversation.remove", conversation=talk)
    for reader in (clara, jonas):
        assert (await reader.get(score)).status_code == 404
        assert (await reader.get(score, Range="bytes=0-4")).status_code == 404
        assert [(await reader.get(photo, size)).status_code for size in (None, 2048, 512, 96)] == [404] * 4
    await choir.clara.call("conversation.restore", conversation=talk)
    assert (await jonas.get(score)).content == LETTER


async def test_a_file_that_was_forwarded_is_still_seen_where_it_went(counter: Counter, choir: World) -> None:
    talk, other = await choir.conversation(choir.jonas), await choir.conversation(choir.jonas)
    score = (await counter.by(choir.clara).sent(LETTER, "partituur.txt", "message"))["id"]
    sent = await send(choir.clara, talk, "", score)
    await choir.clara.call("message.forward", message=sent["id"], conversations=[other])
    await choir.clara.call("conversation.remove", conversation=talk)
    assert (await counter.by(choir.jonas).get(score)).content == LETTER


async def test_a_star_at_one_of_its_messages_shows_it_no_longer(choir: World) -> None:
    talk = await choir.conversation(choir.jonas)
    sent = await choir.clara.send(talk, "Wie brengt taart mee?")
    await choir.jonas.call("star.set", message=sent["id"], on=True)
    await choir.clara.call("conversation.remove", conversation=talk)
    assert (await choir.jonas.call("star.list", organisation=choir.organisation))["items"] == []
    await choir.clara.call("conversation.restore", conversation=talk)
    assert len((await choir.jonas.call("star.list", organisation=choir.organisation))["items"]) == 1


async def test_nobody_is_mailed_of_it(choir: World) -> None:
    talk = await choir.conversation(choir.jonas)
    await choir.clara.send(talk, "Wie brengt taart mee?")
    where = ([choir.organisation], [talk])
    assert choir.jonas.contact in {each.contact for each in await absent_from(*where)}
    await choir.clara.call("conversation.remove", conversation=talk)
    assert await absent_from(*where) == []


async def test_its_messages_are_neither_edited_nor_deleted(choir: World) -> None:
    talk = await choir.conversation(choir.jonas)
    sent = await choir.jonas.send(talk, "Wie brengt taart mee?")
    await choir.clara.call("conversation.remove", conversation=talk)
    await choir.clara.listen()
    with refused("not_found"):
        await choir.jonas.call("message.edit", message=sent["id"], text="Wie komt er?")
    for person in (choir.jonas, choir.clara):
        with refused("not_found"):
            await person.call("message.delete", message=sent["id"])
    assert await choir.clara.heard() == []


async def test_who_sat_together_in_it_alone_do_not_see_who_is_there(choir: World) -> None:
    talk = await choir.conversation(choir.jonas, choir.an)
    watched = {"organisation": choir.organisation, "contacts": [choir.an.contact]}
    assert len((await choir.jonas.call("presence.watch", **watched))["items"]) == 1
    await choir.clara.call("conversation.remove", conversation=talk)
    assert (await choir.jonas.call("presence.watch", **watched))["items"] == []


async def test_who_starts_or_catches_up_gets_nothing_of_what_was_said_there_until_it_is_restored(choir: World) -> None:
    before = (await choir.jonas.call("sync.pull", organisation=choir.organisation))["cursor"]
    talk = await choir.conversation(choir.jonas)
    early = (await choir.jonas.call("sync.pull", organisation=choir.organisation, cursor=before))["cursor"]
    await choir.clara.send(talk, "Wie brengt taart mee?")
    poll = await choir.clara.call("poll.create", conversation=talk, **CHOICE)
    await choir.clara.call("conversation.remove", conversation=talk)
    for cursor in (None, before, early):
        kinds = await kinds_since(choir.jonas, cursor)
        assert {"conversation", "hole"} <= kinds
        assert not {"message", "poll"} & kinds
    await choir.clara.call("conversation.restore", conversation=talk)
    assert {"message", "poll"} <= await kinds_since(choir.jonas, None)
    assert len((await choir.jonas.call("message.history", conversation=talk))["items"]) == 2
    assert (await choir.jonas.call("poll.get", poll=poll["id"]))["title"] == CHOICE["title"]


async def kinds_since(person: Person, cursor: str | None) -> set[str]:
    """The kinds of objects on all pages behind a cursor."""
    kinds: set[str] = set()
    while True:
        page = await person.call("sync.pull", organisation=person.organisation, cursor=cursor)
        kinds |= {item["kind"] for item in page["items"]}
        if not page["more"]:
            return kinds
        cursor = page["cursor"]

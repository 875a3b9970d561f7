"""What becomes of mentions and reactions when two cards become one, and when somebody is erased."""

from server.conversations.message_models import Mention, MessageVersion, Reaction
from server.conversations.models import Message
from server.kernel.ids import new_id
from server.people.models import Contact
from tests.conversations.people import many_people
from tests.world import World


async def test_mentions_and_reactions_follow_the_card_that_stays(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    (keep,), drop = await many_people(choir, 1), choir.jonas.contact or 0
    await choir.clara.call("participant.add", conversation=conversation, contacts=[keep])
    sent = await choir.jonas.send(conversation, f"Dag <@{keep}> en <@{drop}>")
    await choir.jonas.call("message.edit", message=sent["id"], text=f"Dag <@{drop}> en <@{keep}>!")
    for emoji in ("👍", "🎉"):
        await choir.jonas.call("reaction.set", message=sent["id"], emoji=emoji, on=True)
    row = await Message.get(organisation_id=choir.organisation, id=sent["id"])
    place = {"organisation_id": choir.organisation, "message_id": row.id, "contact_id": keep}
    async with choir.house.units.write() as unit:
        unit.add(Reaction(id=new_id(), emoji="👍", reacted_at=row.sent_at, **place))
        unit.change(row, reactions={"👍": [drop, keep], "🎉": [drop]})
    await choir.clara.listen()
    await choir.clara.call("contact.merge", organisation=choir.organisation, keep=keep, drop=drop)
    message = await choir.clara.call("message.get", message=sent["id"])
    assert message["text"] == f"Dag <@{keep}> en <@{keep}>!"
    assert (message["author"], message["mentions"]) == (keep, [keep])
    assert message["reactions"] == {"👍": [keep], "🎉": [keep]}
    assert await choir.clara.heard("message.reassigned") == [message]
    own = {"organisation_id": choir.organisation}
    assert [row.contact_id for row in await Mention.filter(**own)] == [keep]
    assert sorted([(row.contact_id, row.emoji) for row in await Reaction.filter(**own)]) == [(keep, "🎉"), (keep, "👍")]
    assert [row.text for row in await MessageVersion.filter(**own)] == [f"Dag <@{keep}> en <@{keep}>"]


async def test_who_is_erased_has_reacted_to_nothing_and_is_mentioned_as_a_removed_member(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    sent = await choir.clara.send(conversation, f"Dag <@{choir.jonas.contact}>")
    for person in (choir.jonas, choir.an):
        await person.call("reaction.set", message=sent["id"], emoji="👍", on=True)
    await choir.jonas.call("reaction.set", message=sent["id"], emoji="🎉", on=True)
    contact = await Contact.get(organisation_id=choir.organisation, id=choir.jonas.contact)
    where = {"organisation": choir.organisation, "contact": contact.id, "name": contact.name}
    await choir.clara.call("privacy.erase", **where, messages="keep")
    message = await choir.an.call("message.get", message=sent["id"])
    assert message["reactions"] == {"👍": [choir.an.contact]}
    assert await Reaction.filter(organisation_id=choir.organisation, contact_id=contact.id).count() == 0
    assert await Mention.filter(organisation_id=choir.organisation).count() == 0
    assert (await Message.get(organisation_id=choir.organisation, id=sent["id"])).text == f"Dag <@{contact.id}>"

"""What becomes of answers when two cards become one, and when somebody is erased."""

from server.kernel.ids import new_id
from server.people.models import Contact
from tests.polls.asking import CHOICE, LIST, answer, asked, counted
from tests.world import World


async def test_who_is_erased_counts_no_more_and_frees_their_places(choir: World) -> None:
    poll = await asked(choir, choir.clara, LIST)
    await answer(choir.jonas, poll, 0, count=2)
    await answer(choir.an, poll, 0)
    await choir.clara.call(
        "privacy.erase", organisation=choir.organisation, contact=choir.jonas.contact, name="Jonas Peeters"
    )
    assert await counted(choir.an, poll) == [(1, 0, 0), (0, 0, 0)]
    listed = await choir.an.call("poll_answer.list", poll=poll["id"])
    assert [each["contact"] for each in listed["items"]] == [choir.an.contact]


async def test_what_an_erased_person_asked_loses_its_words_with_their_messages(choir: World) -> None:
    kept = await asked(choir, choir.jonas, CHOICE)
    where = {"organisation": choir.organisation, "contact": choir.jonas.contact, "name": "Jonas Peeters"}
    await choir.clara.call("privacy.erase", **where, messages="remove")
    found = await choir.an.call("poll.get", poll=kept["id"])
    assert (found["title"], {each["text"] for each in found["options"]}) == ("", {""})


async def test_two_cards_that_become_one_count_once(choir: World) -> None:
    poll = await asked(choir, choir.clara, CHOICE)
    alone = await asked(choir, choir.an, CHOICE)
    await answer(choir.jonas, poll, 0)
    await answer(choir.an, poll, 1)
    await answer(choir.an, alone, 2)
    async with choir.house.units.write() as unit:
        copy = await Contact.get(organisation_id=choir.organisation, id=choir.bram.contact)
        unit.add(
            Contact(
                id=new_id(),
                organisation_id=choir.organisation,
                first_name="An",
                last_name="Claes",
                search_name="an claes",
                created_at=copy.created_at,
            )
        )
    other = await Contact.filter(organisation_id=choir.organisation, search_name="an claes").order_by("-id").first()
    assert other is not None
    await choir.clara.call("contact.merge", organisation=choir.organisation, keep=other.id, drop=choir.an.contact)
    assert await counted(choir.jonas, poll) == [(1, 0, 0), (1, 0, 0), (0, 0, 0)]
    assert (await choir.jonas.call("poll.get", poll=alone["id"]))["creator"] == other.id
    listed = await choir.jonas.call("poll_answer.list", poll=alone["id"])
    assert [each["contact"] for each in listed["items"]] == [other.id]

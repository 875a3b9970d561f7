"""P11: mail about unread messages goes to the addresses of a contact that are for messages."""

from datetime import date

from server.kernel.database import transaction
from server.kernel.ids import new_id
from server.people.models import Address, Contact
from tests.notifications.relay import Relay, Watch, deliver, set_address
from tests.world import Person, World


async def has_addresses(person: Person, *addresses: str, born: date | None = None) -> None:
    own = {"organisation_id": person.organisation, "contact_id": person.contact}
    async with transaction():
        for place, address in enumerate(addresses, start=1):
            await Address.create(id=new_id(), place=place, address=address, **own)
        await Contact.filter(organisation_id=person.organisation, id=person.contact).update(birth_date=born)


async def mailed(choir: World, relay: Relay, watch: Watch) -> list[str]:
    """To which addresses a message of Clara's goes that stays unread."""
    relay.taken.clear()
    conversation = await choir.conversation(choir.jonas)
    await choir.clara.send(conversation, "Donderdag zonder piano")
    watch.forward(minutes=2)
    await deliver(choir)
    return sorted(address for address, _ in relay.taken)


async def test_the_parents_of_a_minor_get_what_the_minor_gets(choir: World, relay: Relay, watch: Watch) -> None:
    await has_addresses(choir.jonas, "jonas@school.example", "papa@thuis.example", "mama@thuis.example",
                        born=date(2015, 1, 1))  # fmt: skip
    assert await mailed(choir, relay, watch) == ["jonas@school.example", "mama@thuis.example", "papa@thuis.example"]
    assert {message["Subject"] for _, message in relay.taken} == {
        "Clara Wouters in Repetitie van donderdag: 1 nieuw bericht"
    }
    watch.forward(hours=3)
    await deliver(choir)
    assert len(relay.taken) == 3


async def test_of_a_grown_up_only_the_first_address_is_written_to(choir: World, relay: Relay, watch: Watch) -> None:
    await has_addresses(choir.jonas, "jonas@thuis.example", "jonas@werk.example", born=date(1990, 1, 1))
    assert await mailed(choir, relay, watch) == ["jonas@thuis.example"]


async def test_an_address_that_parents_share_gets_one_mail(choir: World, relay: Relay, watch: Watch) -> None:
    await has_addresses(choir.jonas, "jonas@school.example", "thuis@home.example", "Thuis@home.example",
                        born=date(2015, 1, 1))  # fmt: skip
    assert await mailed(choir, relay, watch) == ["jonas@school.example", "thuis@home.example"]


async def test_an_address_that_is_not_for_messages_gets_none(choir: World, relay: Relay, watch: Watch) -> None:
    await has_addresses(choir.jonas, "jonas@thuis.example", "jonas@werk.example")
    own = {"organisation": choir.organisation, "contact": choir.jonas.contact}
    await choir.jonas.call("address.set_purposes", **own, place=1, purposes=["news", "newsletters"])
    assert await mailed(choir, relay, watch) == []
    await choir.jonas.call("address.set_purposes", **own, place=2, purposes=["messages"])
    assert await mailed(choir, relay, watch) == ["jonas@werk.example"]


async def test_what_was_chosen_while_a_mail_waits_holds_for_it(choir: World, relay: Relay, watch: Watch) -> None:
    await has_addresses(choir.jonas, "jonas@thuis.example")
    relay.answers.extend(["451 4.7.1 later"])
    assert await mailed(choir, relay, watch) == []
    own = {"organisation": choir.organisation, "contact": choir.jonas.contact}
    await choir.jonas.call("address.set_purposes", **own, place=1, purposes=[])
    watch.forward(minutes=30)
    await deliver(choir)
    assert relay.taken == []


async def test_without_an_address_on_the_card_it_goes_where_one_signs_in(
    choir: World, relay: Relay, watch: Watch
) -> None:
    assert await mailed(choir, relay, watch) == [choir.jonas.account.address]
    await set_address(choir.jonas, None)
    assert await mailed(choir, relay, watch) == []
    await has_addresses(choir.jonas, "jonas@thuis.example")
    assert await mailed(choir, relay, watch) == ["jonas@thuis.example"]


async def test_what_a_parent_wrote_for_a_child_is_no_news_to_the_child(
    choir: World, relay: Relay, watch: Watch
) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.jonas.send(conversation, "Ik ben er zondag niet")
    watch.forward(minutes=2)
    await deliver(choir)
    assert [address for address, _ in relay.taken] == [choir.clara.account.address]

"""What catching up leaves out is told: nobody goes on holding what has changed since."""

import asyncio

from tests.contracts.replica import Replica, must_equal_fresh, pulled, take_page
from tests.world import World


async def test_no_page_passes_over_a_change_of_which_no_hole_tells(choir: World) -> None:
    busy, calm = await choir.conversation(choir.jonas), await choir.conversation(choir.jonas)
    sent = [await choir.clara.send(busy, f"Maat {bar}") for bar in range(60)]
    jonas = Replica(choir.jonas.contact)
    cursor = await pulled(choir.jonas, jonas, None)
    for message in sent[-10:]:
        await choir.clara.call("message.edit", message=message["id"], text="Herhaling")
    await asyncio.gather(*(choir.clara.send(calm, f"Stem {number}") for number in range(5)))
    await asyncio.gather(*(choir.clara.send(busy, f"Coda {bar}") for bar in range(60)))
    more = True
    while more:
        page = await choir.jonas.call("sync.pull", organisation=choir.organisation, cursor=cursor, limit=5)
        cursor, more = take_page(jonas, page), page["more"]
    history = await choir.jonas.call("message.history", conversation=busy, before=61, limit=60)
    said = {message["id"]: message["text"] for message in history["items"]}
    held = {key: data["text"] for (kind, key), data in jonas.objects.items() if kind == "message" and key in said}
    assert held.items() <= said.items()


async def test_who_came_and_left_meanwhile_learns_what_was_said_while_they_sat_there(choir: World) -> None:
    quiet = await choir.conversation(choir.jonas)
    jonas = Replica(choir.jonas.contact)
    new = await choir.conversation(choir.an)
    await choir.clara.send(new, "Wie heeft de partituren van het Requiem?")
    await choir.clara.send(quiet, "Tot donderdag")
    cursor = await pulled(choir.jonas, jonas, None)
    await choir.clara.call("participant.add", conversation=new, contacts=[choir.jonas.contact])
    await choir.clara.call("participant.remove", conversation=new, contact=choir.jonas.contact)
    await choir.clara.send(new, "Jonas had ze niet")
    await pulled(choir.jonas, jonas, cursor)
    await must_equal_fresh(choir.jonas, jonas)

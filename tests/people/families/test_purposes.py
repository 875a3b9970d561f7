"""P11: which mail goes to which of a contact's addresses, and what separated parents see of each other's."""

from datetime import date

import pytest

from server.kernel.database import transaction
from server.kernel.ids import new_id
from server.people.families.sight import other_home
from server.people.models import Contact, Phone, PostalAddress
from server.people.purposes import PURPOSES, each_once
from tests.people.families.vinkenrode import Vinkenrodes, switch
from tests.world import Person, refused

OWN, HERS, HIS = "wout@rietvink.example", "margot.vinkenrode@rietvink.example", "Koen.Lauwers@rietvink.example"


async def purposes(person: Person, of: Person) -> dict[int, list[str]]:
    listed = await person.call("address.list_purposes", organisation=of.organisation, contact=of.contact)
    return {item["place"]: item["purposes"] for item in listed["items"]}


async def test_parents_of_a_minor_read_along_until_somebody_says_otherwise(home: Vinkenrodes) -> None:
    await home.has_addresses(home.wout, OWN, HERS)
    await home.has_addresses(home.choir.an, "an@rietvink.example", "an.claes@werk.example")
    every = list(PURPOSES)
    assert await purposes(home.wout, home.wout) == {1: every, 2: every}
    assert await purposes(home.choir.an, home.choir.an) == {1: every, 2: []}
    own = {"organisation": home.choir.organisation, "contact": home.wout.contact}
    await home.wout.call("address.set_purposes", **own, place=2, purposes=["reminders", "news", "news"])
    assert await purposes(home.wout, home.wout) == {1: every, 2: ["reminders", "news"]}
    answer = await home.margot.call("address.set_purposes", **own, place=1, purposes=[])
    assert [(item["purposes"], item["chosen"]) for item in answer["items"]] == [
        ([], True),
        (["reminders", "news"], True),
    ]
    await home.is_born(home.wout, date(2000, 1, 1))
    assert await purposes(home.wout, home.wout) == {1: [], 2: ["reminders", "news"]}


async def test_purposes_are_chosen_by_oneself_by_parents_and_by_who_manages_members(home: Vinkenrodes) -> None:
    await home.has_addresses(home.wout, OWN)
    own = {"organisation": home.choir.organisation, "contact": home.wout.contact, "place": 1, "purposes": ["news"]}
    for person in (home.wout, home.margot, home.choir.clara):
        await person.call("address.set_purposes", **own)
    with refused("forbidden"):
        await home.choir.an.call("address.set_purposes", **own)
    with refused("not_found"):
        await home.wout.call("address.set_purposes", **{**own, "place": 2})
    with refused("not_found"):
        await home.choir.clara.call("address.set_purposes", **{**own, "contact": home.choir.stranger.contact})


@pytest.mark.parametrize(
    ("field", "value"), [("place", 0), ("place", 4), ("purposes[0]", ["post"]), ("purposes", ["news"] * 8)]
)
async def test_a_place_is_one_of_three_and_a_purpose_one_of_seven(home: Vinkenrodes, field: str, value: object) -> None:
    own = {"organisation": home.choir.organisation, "contact": home.wout.contact, "place": 1, "purposes": []}
    with refused("invalid", field=field):
        await home.wout.call("address.set_purposes", **{**own, field.partition("[")[0]: value})


async def test_a_parent_does_not_see_how_the_other_parent_is_reached(home: Vinkenrodes) -> None:
    await home.has_addresses(home.wout, OWN, HERS, HIS)
    assert set(await purposes(home.wout, home.wout)) == {1, 2, 3}
    assert set(await purposes(home.choir.clara, home.wout)) == {1, 2, 3}
    assert set(await purposes(home.margot, home.wout)) == {1, 2}
    assert set(await purposes(home.koen, home.wout)) == {1, 3}
    await switch(home.margot, home.wout)
    assert set(await purposes(home.margot, home.wout)) == {1, 2}
    own = {"organisation": home.choir.organisation, "contact": home.wout.contact, "purposes": []}
    with refused("not_found"):
        await home.margot.call("address.set_purposes", **own, place=3)
    await home.margot.call("address.set_purposes", **own, place=2)


async def test_nor_at_which_number_and_in_which_street(home: Vinkenrodes) -> None:
    his = {"organisation_id": home.choir.organisation, "contact_id": home.koen.contact}
    async with transaction():
        await Phone.create(id=new_id(), place=1, number="0470 12 34 56", **his)
        await PostalAddress.create(id=new_id(), place=1, street="Kerkstraat 5", postcode="3000", town="Leuven", **his)
    wout = await Contact.get(organisation_id=home.choir.organisation, id=home.wout.contact)
    seen = {}
    for name, person in (("margot", home.margot), ("koen", home.koen), ("wout", home.wout)):
        hidden = await other_home(await home.choir.house.sessions.actor(person.token), wout)
        seen[name] = (hidden.has_phone("+32 470 12 34 56"), hidden.has_home("kerkstraat  5", "3000"))
    assert seen == {"margot": (True, True), "koen": (False, False), "wout": (False, False)}
    margot = await home.choir.house.sessions.actor(home.margot.token)
    hidden = await other_home(margot, wout)
    assert not hidden.has_phone("016 20 30 40")
    assert not hidden.has_home(None, None)


def test_an_address_that_parents_share_is_written_to_once() -> None:
    assert each_once(["a@x.example", "B@x.example", "A@x.example"]) == ("a@x.example", "B@x.example")

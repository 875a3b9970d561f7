"""P12: who acts for a child follows from its families, at once, and from nothing else."""

from datetime import date

from server.accounts.models import Link
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.people.events import ContactChanged
from server.people.models import Address, Contact
from tests.people.families.vinkenrode import BORN, Vinkenrodes, acts_for
from tests.visitors import accept, secret_of_last
from tests.world import refused


async def test_both_parents_of_a_minor_act_for_them_and_nobody_else(home: Vinkenrodes) -> None:
    assert await acts_for(home.margot) == [home.wout.contact]
    assert await acts_for(home.koen) == [home.wout.contact]
    assert await acts_for(home.wout) == []
    await home.put(home.choir.an, "grandparent")
    assert await acts_for(home.choir.an) == []
    shown = await home.wout.call("link.list", organisation=home.choir.organisation)
    assert {link["by_name"] for link in shown["acting_for_me"]} == {"Margot Vinkenrode", "Koen Lauwers"}
    assert {link["until"] for link in shown["acting_for_me"]} == {"2034-03-14"}


async def test_without_a_birth_date_nobody_acts(home: Vinkenrodes) -> None:
    await home.is_born(home.wout, None)
    assert await acts_for(home.margot) == []
    await home.is_born(home.wout, BORN)
    assert await acts_for(home.margot) == [home.wout.contact]


async def test_who_leaves_the_family_acts_no_longer(home: Vinkenrodes) -> None:
    clara = home.choir.clara
    shown = await clara.call("family.take_out", family=home.family, contact=home.margot.contact)
    assert shown["access"] == []
    assert await acts_for(home.margot) == []
    assert await acts_for(home.koen) == [home.wout.contact]
    with refused("not_found"):
        await clara.call("family.take_out", family=home.family, contact=home.margot.contact)
    await clara.call("family.remove", family=home.fathers)
    assert await acts_for(home.koen) == []
    with refused("not_found"):
        await clara.call("family.get", family=home.fathers)


async def test_a_function_that_gives_access_no_more_ends_it_for_all_who_have_it(home: Vinkenrodes) -> None:
    clara, parent = home.choir.clara, home.functions["parent"]
    await clara.call("family_function.change", function=parent, gives_access=False)
    assert (await acts_for(home.margot), await acts_for(home.koen)) == ([], [])
    await clara.call("family_function.change", function=parent, gives_access=True)
    assert await acts_for(home.margot) == [home.wout.contact]


async def test_who_accepts_an_invitation_acts_for_their_child_at_once(home: Vinkenrodes) -> None:
    contact = await newcomer(home)
    await home.choir.clara.call(
        "family.put_member", family=home.family, contact=contact, function=home.functions["step_parent"]
    )
    own = {"organisation": home.choir.organisation, "contact": contact}
    shown = await home.choir.clara.call("family.get", family=home.family)
    assert [each["reason"] for each in shown["access"] if each["guardian"] == contact] == ["no_account"]
    await home.choir.clara.call("invitation.send", **own)
    dirk = await accept(home.choir, await secret_of_last("invitation"), "dirk")
    await home.work()
    assert await acts_for(dirk) == [home.wout.contact]


async def newcomer(home: Vinkenrodes) -> int:
    own = {"organisation_id": home.choir.organisation}
    contact = Contact(
        id=new_id(), first_name="Dirk", last_name="Maes", search_name="dirk maes", created_at=clock.now(), **own
    )
    address = Address(id=new_id(), contact_id=contact.id, place=1, address="dirk@rietvink.example", **own)
    async with home.choir.house.units.write() as unit:
        unit.add(contact, address)
    return int(contact.id)


async def test_a_blocked_guardian_does_not_come_back_by_another_family(home: Vinkenrodes) -> None:
    await home.block(home.margot)
    await home.block(home.margot)
    assert await acts_for(home.margot) == []
    await home.put(home.margot, "guardian", home.fathers)
    await home.work()
    assert await acts_for(home.margot) == []
    people = {"guardian": home.margot.contact, "child": home.wout.contact}
    for _ in range(2):
        await home.choir.clara.call("guardian.unblock", organisation=home.choir.organisation, **people)
    assert await acts_for(home.margot) == [home.wout.contact]
    with refused("invalid", field="child"):
        same = {"guardian": home.margot.contact, "child": home.margot.contact}
        await home.choir.clara.call("guardian.block", organisation=home.choir.organisation, **same)
    with refused("not_found"):
        foreign = {"guardian": home.margot.contact, "child": home.choir.stranger.contact}
        await home.choir.clara.call("guardian.block", organisation=home.choir.organisation, **foreign)


async def test_for_a_contact_who_was_removed_nobody_acts(home: Vinkenrodes) -> None:
    async with home.choir.house.units.write() as unit:
        contact = await Contact.get(organisation_id=home.choir.organisation, id=home.wout.contact)
        unit.change(contact, removed_at=clock.now())
        unit.emit(ContactChanged(contact))
    await home.work()
    assert await acts_for(home.margot) == []


async def test_looking_again_changes_nothing(home: Vinkenrodes) -> None:
    before = await Link.filter(organisation_id=home.choir.organisation).order_by("id").values()
    await home.is_born(home.koen, date(1980, 5, 2))
    await home.work()
    assert await Link.filter(organisation_id=home.choir.organisation).order_by("id").values() == before
    assert len([link for link in before if link["kind"] == "guardian"]) == 2

"""Examples of looking people up and inviting them."""

from typing import Any

from server.accounts.models import Organisation
from server.kernel.ids import new_id
from server.people.invitation_tickets import Draft, Invited, first_address, write_invitation
from server.people.models import Address, Contact, Group, GroupFunction, GroupSeason, Placement
from tests.contracts.examples.registry import THEM_TOO, Arguments, everywhere, example
from tests.contracts.stage import Stage
from tests.world import PASSWORD, Person

MEMBERS = {
    "own": "who who ok ok ok ok nf ok",
    "neighbour": "who who ok ok ok ok nf ok",
    "foreign": "who who nf nf nf nf nf nf",
}


KEEPER = {"keeper": "ok ok nf"}
"""Who administers members may what an administrator may with people."""


@example("contact.list", **MEMBERS)
async def list_contacts(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "search": "a", "limit": 3}


INVITERS: dict[str, Any] = {
    "own": "who who no ok no ok nf no",
    "neighbour": "who who no ok no ok nf no",
    "foreign": "who who nf nf nf nf nf no",
    "also": KEEPER,
}


@example("invitation.send", **INVITERS)
async def send_invitation(stage: Stage, owner: Person) -> Arguments:
    contact = await newcomer(stage, owner)
    return {"organisation": owner.organisation, "contact": contact.id}


@example("invitation.send_many", **{**INVITERS, "also": {**KEEPER, **THEM_TOO}})
async def send_invitations(stage: Stage, owner: Person) -> Arguments:
    contact = await newcomer(stage, owner)
    words = {"subject": "Kom bij {organisation}", "text": "Dag {name}\n\nJe kunt vanaf nu in onze app."}
    return {"organisation": owner.organisation, "contacts": [contact.id], **words, "language": "nl"}


@example("invitation.list", **{**INVITERS, "foreign": "who who nf nf nf nf nf nf", "also": {**KEEPER, **THEM_TOO}})
async def list_invitations(stage: Stage, owner: Person) -> Arguments:
    await invitation(stage, owner)
    return {"organisation": owner.organisation, "state": "sent", "search": "roos", "limit": 2}


@example("invitation.cancel", **INVITERS)
async def cancel_invitation(stage: Stage, owner: Person) -> Arguments:
    contact = await newcomer(stage, owner)
    await stage.leader(owner).call("invitation.send", organisation=owner.organisation, contact=contact.id)
    return {"organisation": owner.organisation, "contact": contact.id}


@example("invitation.get", **everywhere("ok who ok ok ok ok ok ok"))
async def get_invitation(stage: Stage, owner: Person) -> Arguments:
    return {"secret": await invitation(stage, owner)}


@example("invitation.accept", **everywhere("ok who ok ok ok ok ok ok"))
async def accept_invitation(stage: Stage, owner: Person) -> Arguments:
    user_name = f"roos.desmedt.{new_id():x}"
    return {"secret": await invitation(stage, owner), "user_name": user_name, "password": PASSWORD}


@example("invitation.renew", **everywhere("ok who ok ok ok ok ok ok"))
async def renew_invitation(stage: Stage, owner: Person) -> Arguments:
    return {"secret": await invitation(stage, owner)}


@example("login.request", **everywhere("ok who ok ok ok ok ok ok"))
async def request_login(stage: Stage, owner: Person) -> Arguments:
    await newcomer(stage, owner)
    return {"organisation": owner.organisation, "first_name": "Roos", "last_name": "Desmedt"}


# Asked in this order from below: who was removed has taken the neighbour's place before their own is asked.
@example(
    "invitation.join",
    own="who who conflict conflict conflict conflict conflict no",
    neighbour="who who conflict conflict conflict conflict ok no",
    foreign="who who ok ok ok ok ok no",
    # She joined there before as herself, which does not show while she acts for her child here.
    also={"acting": "conflict conflict conflict"},
)
async def join_by_invitation(stage: Stage, owner: Person) -> Arguments:
    return {"secret": await invitation(stage, owner)}


async def newcomer(stage: Stage, owner: Person) -> Contact:
    """A contact with an address and no login, in the owner's organisation."""
    async with stage.house.units.write() as unit:
        contact = stage.contact(unit, owner.organisation, "Roos Desmedt")
        address = f"roos.{contact.id:x}@rietvink.example"
        unit.add(
            Address(
                id=new_id(), organisation_id=owner.organisation, contact_id=contact.id, place=1, address=address
            )
        )  # fmt: skip
    return contact


async def invitation(stage: Stage, owner: Person) -> str:
    """The secret of an invitation to the owner's organisation."""
    contact = await newcomer(stage, owner)
    organisation = await Organisation.get(id=owner.organisation)
    address = await first_address(contact) or ""
    draft = Draft(invited=Invited(organisation, contact), address=address, inviter="Clara Wouters")
    async with stage.house.units.write() as unit:
        _, url = await write_invitation(unit, stage.house.site, draft)
    return url.rsplit("/", 1)[1]


async def group_with(stage: Stage, owner: Person) -> Group:
    """A group of the owner's organisation in which the owner, if they can, and a fellow stand this season."""
    place = {"organisation_id": owner.organisation}
    group = Group(id=new_id(), name=f"Sopranen {new_id()}", **place)
    here = GroupSeason(id=new_id(), group_id=group.id, season_id=stage.seasons[owner.organisation].id, **place)
    singer = GroupFunction(id=new_id(), name=f"Zanger {new_id()}", **place)
    async with stage.house.units.write() as unit:
        unit.add(group, here, singer)
        for contact in {owner.contact, stage.fellow(owner).contact} - {None}:
            unit.add(
                Placement(id=new_id(), contact_id=contact, group_season_id=here.id, function_id=singer.id, **place)
            )
    return group

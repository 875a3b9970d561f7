"""Examples of memberships, of who comes in and of who leaves."""

from datetime import date

from server.kernel.ids import new_id
from server.people.models import Membership, MembershipOption, MembershipType
from tests.contracts.examples.groups import ARRANGED, MEMBERS, SEEN, here_of
from tests.contracts.examples.registry import THERE, Arguments, example
from tests.contracts.stage import Stage
from tests.world import Person

FROM = "2026-09-01"

THERE_TOO = {**ARRANGED, "also": {**ARRANGED["also"], **THERE}}
"""Those who administer members, all or those of the sopranos."""


async def type_of(stage: Stage, owner: Person) -> tuple[int, int]:
    """A type of membership of the owner's organisation, and an option of it."""
    own = {"organisation_id": owner.organisation}
    kind = MembershipType(id=new_id(), name=f"Zingend lid {new_id()}", **own)
    option = MembershipOption(id=new_id(), type_id=kind.id, name="Verzekering", **own)
    async with stage.house.units.write() as unit:
        unit.add(kind, option)
    return kind.id, option.id


def contact_of(stage: Stage, owner: Person) -> int:
    """The owner, or a fellow for who has no contact."""
    contact = owner.contact or stage.fellow(owner).contact
    assert contact is not None
    return contact


async def membership_of(stage: Stage, owner: Person) -> int:
    """A membership of the owner."""
    own = {"organisation_id": owner.organisation, "contact_id": contact_of(stage, owner)}
    kind, _ = await type_of(stage, owner)
    membership = Membership(id=new_id(), type_id=kind, from_day=date(2026, 9, 1), **own)
    async with stage.house.units.write() as unit:
        unit.add(membership)
    return membership.id


@example("membershiptype.list", **MEMBERS)
async def list_types(stage: Stage, owner: Person) -> Arguments:
    await type_of(stage, owner)
    return {"organisation": owner.organisation}


@example("membershiptype.create", **ARRANGED)
async def create_type(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "name": f"Steunend lid {new_id()}", "options": ["Verzekering"]}


@example("membershiptype.change", **ARRANGED)
async def change_type(stage: Stage, owner: Person) -> Arguments:
    kind, _ = await type_of(stage, owner)
    return {"type": kind, "options": ["Verzekering", "Nieuwsbrief"]}


@example("membershiptype.close", **ARRANGED)
async def close_type(stage: Stage, owner: Person) -> Arguments:
    return {"type": (await type_of(stage, owner))[0]}


@example("membershiptype.reopen", **ARRANGED)
async def reopen_type(stage: Stage, owner: Person) -> Arguments:
    kind, _ = await type_of(stage, owner)
    await stage.leader(owner).call("membershiptype.close", type=kind)
    return {"type": kind}


@example("membershiptype.remove", **ARRANGED)
async def remove_type(stage: Stage, owner: Person) -> Arguments:
    return {"type": (await type_of(stage, owner))[0]}


@example(
    "membership.list",
    own="who who ok ok ok ok nf no",
    neighbour="who who no ok no ok nf no",
    foreign="who who nf nf nf nf nf nf",
    also={"keeper": "ok ok nf", "leader": "ok ok nf"},
)
async def list_memberships(stage: Stage, owner: Person) -> Arguments:
    await membership_of(stage, owner)
    return {"contact": contact_of(stage, owner)}


@example("membership.start", **THERE_TOO)
async def start_membership(stage: Stage, owner: Person) -> Arguments:
    kind, option = await type_of(stage, owner)
    return {"contact": contact_of(stage, owner), "type": kind, "from_day": FROM, "options": [option]}


@example("membership.start_many", **ARRANGED)
async def start_many_memberships(stage: Stage, owner: Person) -> Arguments:
    kind, _ = await type_of(stage, owner)
    contacts = [contact_of(stage, owner)]
    return {"organisation": owner.organisation, "contacts": contacts, "type": kind, "from_day": FROM}


@example("membership.take_back", **ARRANGED)
async def take_back_memberships(stage: Stage, owner: Person) -> Arguments:
    kind, _ = await type_of(stage, owner)
    given = {"contacts": [contact_of(stage, owner)], "type": kind, "from_day": FROM}
    begun = await stage.leader(owner).call("membership.start_many", organisation=owner.organisation, **given)
    return {**given, "organisation": owner.organisation, "memberships": begun["memberships"]}


@example("membership.change", **THERE_TOO)
async def change_membership(stage: Stage, owner: Person) -> Arguments:
    return {"membership": await membership_of(stage, owner), "from_day": "2026-10-01"}


@example("membership.end", **THERE_TOO)
async def end_membership(stage: Stage, owner: Person) -> Arguments:
    return {"membership": await membership_of(stage, owner), "day": "2026-12-31", "reason": "Verhuisd"}


@example("membership.remove", **THERE_TOO)
async def remove_membership(stage: Stage, owner: Person) -> Arguments:
    return {"membership": await membership_of(stage, owner)}


@example("membership.missing", **SEEN)
async def list_missing(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "day": "2026-11-26"}


@example("member.join", **ARRANGED)
async def join_member(stage: Stage, owner: Person) -> Arguments:
    here, (kind, option) = await here_of(stage, owner), await type_of(stage, owner)
    person = {"first_name": "Roos", "last_name": f"Desmedt {stage.tag}", "birth_date": "1991-07-30"}
    person["addresses"] = [{"address": "roos@rietvink.example"}]  # type: ignore[assignment]
    return {
        "organisation": owner.organisation,
        "person": person,
        "membership": {"type": kind, "from_day": FROM, "options": [option]},
        "placements": [{"group": here.group, "function": here.function, "season": here.season}],
        "anyway": True,
    }


@example("member.preview_leave", **{**ARRANGED, "foreign": "who who nf nf nf nf nf nf"})
async def preview_leave(stage: Stage, owner: Person) -> Arguments:
    await membership_of(stage, owner)
    return {"contact": contact_of(stage, owner), "day": "2026-12-31"}


@example("member.leave", **ARRANGED)
async def leave_member(stage: Stage, owner: Person) -> Arguments:
    await membership_of(stage, owner)
    return {"contact": contact_of(stage, owner), "day": "2026-12-31", "reason": "Verhuisd"}

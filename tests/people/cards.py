"""Cards of contacts as tests make and look at them."""

from datetime import date
from typing import Any

from server.kernel.ids import new_id
from server.people.models import Group, GroupFunction, GroupSeason, Placement, Season
from tests.world import Person, World


async def card(person: Person, contact: int | None) -> Any:
    """The card as somebody sees it."""
    return await person.call("contact.get", organisation=person.organisation, contact=contact)


async def made(person: Person, first_name: str = "Roos", last_name: str = "Desmedt", **parts: object) -> int:
    """A new contact's id."""
    names = {"first_name": first_name, "last_name": last_name}
    created = await person.call("contact.create", organisation=person.organisation, **{**names, **parts})  # type: ignore[arg-type]
    return int(created["id"])


async def change(person: Person, contact: int | None, **parts: object) -> Any:
    """Change a card."""
    given: dict[str, Any] = {"organisation": person.organisation, "contact": contact, **parts}
    return await person.call("contact.change", **given)


async def company(person: Person, name: str = "Drukkerij De Veer") -> int:
    """A new company's id."""
    created = await person.call("contact.create", organisation=person.organisation, kind="company", last_name=name)
    return int(created["id"])


async def field(person: Person, name: str, kind: str = "text", **more: object) -> int:
    """A new custom field's id."""
    given: dict[str, Any] = {"purpose": "Om te weten wie wat zingt", **more}
    made_field = await person.call("field.create", organisation=person.organisation, name=name, kind=kind, **given)
    return int(made_field["id"])


async def group_of(choir: World, name: str, *contacts: int | None, season: Season | None = None) -> Group:
    """A group in a season (one that holds today, if not said) in which these contacts sing."""
    own = {"organisation_id": choir.organisation}
    season = season or await season_now(choir)
    singer = await GroupFunction.get_or_none(**own, name="Zanger")
    group = await Group.get_or_none(**own, name=name) or Group(id=new_id(), name=name, **own)
    here = GroupSeason(id=new_id(), group_id=group.id, season_id=season.id, **own)
    async with choir.house.units.write() as unit:
        if singer is None:
            singer = GroupFunction(id=new_id(), name="Zanger", **own)
            unit.add(singer)
        if not group._saved_in_db:
            unit.add(group)
        unit.add(here)
        place = {"group_season_id": here.id, "function_id": singer.id}
        unit.add(*(Placement(id=new_id(), contact_id=contact, **place, **own) for contact in contacts))
    return group


async def season_now(choir: World) -> Season:
    """The season that holds today, whenever that is."""
    own = {"organisation_id": choir.organisation}
    known = await Season.get_or_none(**own, name="Seizoen")
    if known is not None:
        return known
    season = Season(id=new_id(), name="Seizoen", first_day=date(2020, 9, 1), last_day=date(2099, 8, 31), **own)
    async with choir.house.units.write() as unit:
        unit.add(season)
    return season

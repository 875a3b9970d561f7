"""Groups for tests, made as an administrator makes them."""

from typing import Any

from server.accounts.events import AccountChanged
from server.accounts.role_models import Role
from server.accounts.roles import grant_role
from tests.world import Person, World

THIS = {"name": "2026-2027", "first_day": "2026-09-01", "last_day": "2027-08-31"}
NEXT = {"name": "2027-2028", "first_day": "2027-09-01", "last_day": "2028-08-31"}


class Year:
    """The choir's season 2026-2027 with the groups Sopranen and Mannen, and two functions."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clara = world.clara
        self.season = self.next = self.sopranos = self.men = self.singer = self.conductor = 0

    @classmethod
    async def begun(cls, world: World) -> "Year":
        """All of it."""
        year = cls(world)
        year.singer = (await year.function("Zanger"))["id"]
        year.conductor = (await year.function("Dirigent"))["id"]
        year.season = (await year.make_season(**THIS))["id"]
        year.sopranos = (await year.group("Sopranen"))["id"]
        year.men = (await year.group("Mannen"))["id"]
        return year

    async def make_season(self, **given: Any) -> Any:
        """A season by Clara."""
        return await self.clara.call("season.create", organisation=self.world.organisation, **given)

    async def function(self, name: str) -> Any:
        """A function by Clara."""
        return await self.clara.call("function.create", organisation=self.world.organisation, name=name)

    async def group(self, name: str, season: int | None = None, **given: Any) -> Any:
        """A group by Clara."""
        return await self.clara.call("group.create", season=season or self.season, name=name, **given)

    async def place(self, person: Person, group: int | None = None, **given: Any) -> Any:
        """Somebody sings among the sopranos, by Clara."""
        wanted = {"group": group or self.sopranos, "contact": person.contact, "function": self.singer, **given}
        return await self.clara.call("placement.put", **wanted)

    async def membership_type(self, name: str = "Zingend lid", **given: Any) -> Any:
        """A type of membership by Clara."""
        return await self.clara.call(
            "membershiptype.create", organisation=self.world.organisation, name=name, **given
        )  # fmt: skip

    async def member(self, person: Person, kind: int, from_day: str = "2026-09-01", **given: Any) -> Any:
        """Somebody's membership begins, by Clara."""
        wanted = {"contact": person.contact, "type": kind, "from_day": from_day, **given}
        return await self.clara.call("membership.start", **wanted)

    async def names(self, group: int | None = None, **given: Any) -> list[tuple[str, str]]:
        """Who stands in a group and as what."""
        listed = await self.clara.call("placement.list", group=group or self.sopranos, **given)
        return [(item["name"], item["function_name"]) for item in listed["items"]]

    async def give_role(self, person: Person, role: str, group: int | None = None) -> Person:
        """Somebody has a role from now on, in one group or everywhere."""
        wanted = await Role.get(organisation_id=person.organisation, key=role)
        async with self.world.house.units.write() as unit:
            unit.add(grant_role(wanted, person.account.id, group=group))
            unit.emit(AccountChanged(person.account))
        await self.world.quiet()
        return person

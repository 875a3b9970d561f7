"""The Vinkenrodes: Margot and her son Wout, and in another home his father Koen, from whom she lives apart."""

from datetime import date
from typing import Any

from server.kernel.database import transaction
from server.kernel.ids import new_id
from server.people.events import ContactChanged
from server.people.models import Address, Contact, FamilyFunction
from tests.world import Person, World

BORN = date(2016, 3, 14)


class Vinkenrodes:
    """Two families that share a child."""

    def __init__(self, choir: World) -> None:
        self.choir = choir
        self.functions: dict[str, int] = {}

    @classmethod
    async def enter(cls, choir: World, born: date | None = BORN) -> "Vinkenrodes":
        """All three have logins; both parents act for Wout, as far as his birth date says so."""
        self = cls(choir)
        found = await FamilyFunction.filter(organisation_id=choir.organisation)
        self.functions = {row.key or "": row.id for row in found}
        self.margot = await choir.person("Margot Vinkenrode")
        self.koen = await choir.person("Koen Lauwers")
        self.wout = await choir.person("Wout Lauwers")
        await self.is_born(self.wout, born)
        self.family = await self.create("Vinkenrode")
        self.fathers = await self.create("Lauwers")
        await self.put(self.margot, "parent")
        await self.put(self.wout, "child")
        await self.put(self.koen, "parent", self.fathers)
        await self.put(self.wout, "child", self.fathers)
        await choir.quiet()
        return self

    async def create(self, name: str) -> int:
        """A family."""
        made = await self.choir.clara.call("family.create", organisation=self.choir.organisation, name=name)
        return int(made["id"])

    async def put(self, person: Person, function: str, family: int | None = None) -> Any:
        """Somebody belongs to a family, Margot's if not said."""
        given = {"family": family or self.family, "contact": person.contact, "function": self.functions[function]}
        return await self.choir.clara.call("family.put_member", **given)

    async def is_born(self, person: Person, day: date | None) -> None:
        """Somebody's birth date is changed on their card, and what follows is done."""
        async with self.choir.house.units.write() as unit:
            contact = await Contact.get(organisation_id=self.choir.organisation, id=person.contact)
            unit.change(contact, birth_date=day)
            unit.emit(ContactChanged(contact))
        await self.work()

    async def work(self) -> None:
        """Do the jobs that are due."""
        await self.choir.house.worker.run_due()
        await self.choir.quiet()

    async def has_addresses(self, person: Person, *addresses: str) -> None:
        """Somebody's e-mail addresses, by place."""
        own = {"organisation_id": self.choir.organisation, "contact_id": person.contact}
        async with transaction():
            for place, address in enumerate(addresses, start=1):
                await Address.create(id=new_id(), place=place, address=address, **own)

    async def block(self, person: Person) -> None:
        """An administrator keeps somebody from acting for Wout."""
        people = {"guardian": person.contact, "child": self.wout.contact}
        await self.choir.clara.call("guardian.block", organisation=self.choir.organisation, **people)
        await self.choir.quiet()


async def acts_for(person: Person) -> list[int]:
    """For whom somebody may act."""
    listed = await person.call("link.list", organisation=person.organisation)
    return [link["contact"] for link in listed["acting_for"]]


async def switch(person: Person, other: Person | None) -> Any:
    """The session of somebody acts for somebody else from now on, or for themselves again."""
    answer = await person.call("session.act_for", contact=other.contact if other else None)
    await person.world.quiet()
    return answer

"""A choir and a band of their own for each example, many of them in one house."""

import itertools
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from server.accounts.capabilities import BOT_SCOPES
from server.accounts.events import AccountChanged
from server.accounts.models import Account, BotAccount, Link
from server.accounts.role_models import Role
from server.accounts.roles import grant_role
from server.accounts.sessions import draw_session
from server.kernel.clock import clock
from server.kernel.database import search_form
from server.kernel.ids import new_id
from server.kernel.unit_of_work import UnitOfWork
from server.main import House
from server.people.events import ContactCreated
from server.people.models import (
    Contact,
    Family,
    FamilyFunction,
    FamilyMember,
    Group,
    GroupFunction,
    GroupSeason,
    Placement,
    Season,
)
from tests.world import Person, World, _password, add_organisation

_numbers = itertools.count(1)

TASKS = {
    "name": "tasks",
    "words": {"nl": "taken", "en": "tasks"},
    "help": {"nl": "Toont je taken.", "en": "Shows your tasks."},
    "parameters": [],
}


@dataclass(frozen=True)
class Casting:
    """How somebody comes on stage."""

    name: str
    band: bool = False
    bond: bool = False
    role: str = ""
    group: bool = False
    bot: bool = False
    birth_date: date | None = None


CAST = {
    "clara": Casting("Clara Wouters", role="admin"),
    "an": Casting("An Claes"),
    "bram": Casting("Bram De Smet"),
    "jonas": Casting("Jonas Peeters"),
    "mieke": Casting("Mieke Jacobs", role="admin"),
    "wim": Casting("Wim Goossens"),
    "els": Casting("Els Vermeulen"),
    "robot": Casting("Takenbot", bot=True),
    "gust": Casting("Gust Aerts", band=True, role="admin"),
    "lies": Casting("Lies Maes", band=True),
    "fien": Casting("Fien Willems", band=True),
    "rik": Casting("Rik Hermans", band=True, role="admin"),
    "nele": Casting("Nele Geerts", role="leader", group=True),
    "tine": Casting("Tine Lambrecht", role="members", group=True),
    "katrien": Casting("Katrien Smets", role="members"),
    "margot": Casting("Margot Vinkenrode"),
    "wout": Casting("Wout Vinkenrode", birth_date=date(2016, 3, 14)),
    "hilde": Casting("Hilde Bosmans", bond=True, role="admin"),
    "ward": Casting("Ward Lemmens", bond=True),
    "ria": Casting("Ria Martens", bond=True, role="admin"),
    "bond_robot": Casting("Bondsbode", bond=True, bot=True),
    "band_robot": Casting("Lessenaar", band=True, bot=True),
}
"""Clara, Gust and Hilde prepare what the others do; what they have is never spoiled by an example.

Nele leads the group of sopranos, in which Jonas, Bram and An stand, and Tine administers its members; Margot is Wout's
mother; the bond is a federation.
"""


class Stage(World):
    """A world whose people have logins that no other stage has: `tag` is what makes them differ."""

    jonas: Person
    mieke: Person
    wim: Person
    els: Person
    robot: Person
    gust: Person
    lies: Person
    fien: Person
    rik: Person
    band_robot: Person
    bond_robot: Person
    nele: Person
    tine: Person
    katrien: Person
    margot: Person
    wout: Person
    hilde: Person
    ward: Person
    ria: Person
    bond: int
    roles: dict[tuple[int, str], Role]
    functions: dict[tuple[int, str], int]
    sopranos: int
    sopranos_now: int
    season: int
    singer: int
    guardianship: int

    def __init__(self, house: House, organisation: int, other: int, tag: str) -> None:
        super().__init__(house, organisation, other)
        self.tag = tag
        self.seasons: dict[int, Season] = {}

    @classmethod
    async def set(cls, house: House) -> "Stage":
        """A new one, with all of the cast."""
        tag = f"x{next(_numbers):05}"
        async with house.units.write() as unit:
            choir = add_organisation(unit, "Koor De Rietvink", f"rietvink-{tag}")
            band = add_organisation(unit, "Harmonie Sint-Cecilia", f"cecilia-{tag}")
            bond = add_organisation(unit, "Koorbond Dijle en Nete", f"bond-{tag}")
        stage = cls(house, choir, band, tag)
        stage.bond = bond
        password = await _password()
        roles = await Role.filter(organisation_id__in=[choir, band, stage.bond])
        stage.roles = {(role.organisation_id, role.key or ""): role for role in roles}
        functions = await FamilyFunction.filter(organisation_id__in=[choir, band, stage.bond])
        stage.functions = {(row.organisation_id, row.key or ""): row.id for row in functions}
        stage.sopranos = new_id()
        async with house.units.write() as unit:
            for name, casting in CAST.items():
                setattr(stage, name, stage._enter(unit, casting, password))
            stage._form(unit)
        return stage

    def _form(self, unit: UnitOfWork) -> None:
        """The group that Nele leads, and Margot's family."""
        own = {"organisation_id": self.organisation}
        days = {"first_day": date(2020, 9, 1), "last_day": date(2099, 8, 31)}
        for organisation in (self.organisation, self.other, self.bond):
            self.seasons[organisation] = Season(id=new_id(), organisation_id=organisation, name="Seizoen", **days)
        season = self.seasons[self.organisation]
        group = Group(id=self.sopranos, name="Sopranen", **own)
        here = GroupSeason(id=new_id(), group_id=group.id, season_id=season.id, **own)
        singer = GroupFunction(id=new_id(), name="Zanger", **own)
        unit.add(*self.seasons.values(), group, here, singer)
        for person in (self.jonas, self.bram, self.an):
            place = {"contact_id": person.contact, "group_season_id": here.id, "function_id": singer.id}
            unit.add(Placement(id=new_id(), **place, **own))
        self.season, self.singer, self.sopranos_now = season.id, singer.id, here.id
        family = Family(id=new_id(), name="Vinkenrode", **own)
        unit.add(family)
        for person, key in ((self.margot, "parent"), (self.wout, "child")):
            function = self.functions[self.organisation, key]
            unit.add(
                FamilyMember(id=new_id(), family_id=family.id, contact_id=person.contact, function_id=function, **own)
            )
        link = Link(
            id=new_id(), kind="guardian", account_id=self.margot.account.id, contact_id=self.wout.contact,
            from_at=clock.now(), **own,
        )  # fmt: skip
        unit.add(link)
        self.guardianship = link.id

    def _enter(self, unit: UnitOfWork, casting: Casting, password: str) -> Person:
        organisation = self.other if casting.band else self.bond if casting.bond else self.organisation
        login = f"{search_form(casting.name).replace(' ', '.')}.{self.tag}"
        account = Account(
            id=new_id(), login=login, name=casting.name, kind="bot" if casting.bot else "person",
            address=f"{login}@rietvink.example", created_at=clock.now(), password_hash=password,
        )  # fmt: skip
        session, token = draw_session(account, "a test", clock.now())
        unit.add(account, session)
        if casting.bot:
            unit.add(_bot(organisation, account))
            return Person(self, organisation, account, None, token)
        contact = self.contact(unit, organisation, casting.name)
        contact.birth_date = casting.birth_date
        place: dict[str, Any] = {"organisation_id": organisation, "account_id": account.id}
        unit.add(Link(id=new_id(), contact_id=contact.id, from_at=clock.now(), **place))
        if casting.role:
            group = self.sopranos if casting.group else None
            unit.add(grant_role(self.roles[organisation, casting.role], account.id, group=group))
        return Person(self, organisation, account, contact.id, token)

    def contact(self, unit: UnitOfWork, organisation: int, name: str) -> Contact:
        """A contact, without a login."""
        first, _, last = name.partition(" ")
        contact = Contact(
            id=new_id(), organisation_id=organisation, first_name=first, last_name=last,
            search_name=search_form(name), created_at=clock.now(),
        )  # fmt: skip
        unit.add(contact)
        unit.emit(ContactCreated(contact))
        return contact

    async def another_session(self, person: Person, *, expired: bool = False, link: int | None = None) -> Person:
        """The same person on another device; `expired` long ago, if so; acting for somebody by a `link`."""
        session, token = draw_session(person.account, "a test", clock.now())
        session.link_id = link
        if expired:
            session.expires_at = session.created_at
        async with self.house.units.write() as unit:
            unit.add(session)
        return Person(self, person.organisation, person.account, person.contact, token)

    async def part(self, person: Person) -> None:
        """Somebody stands in their organisation no longer: their link has ended."""
        link = await Link.get(
            organisation_id=person.organisation, account_id=person.account.id, kind="self", until_at=None
        )
        async with self.house.units.write() as unit:
            unit.change(link, until_at=clock.now())
            unit.emit(AccountChanged(person.account))
        await self.quiet()

    def leader(self, person: Person) -> Person:
        """Who prepares things in somebody's organisation."""
        return {self.organisation: self.clara, self.other: self.gust, self.bond: self.hilde}[person.organisation]

    def fellow(self, person: Person) -> Person:
        """An ordinary member of somebody's organisation, who does nothing by themselves."""
        return {self.organisation: self.an, self.other: self.lies, self.bond: self.ward}[person.organisation]

    async def conversation_with(self, person: Person) -> int:
        """A group conversation in which somebody sits; without a contact they do not."""
        leader = self.leader(person)
        contacts = {self.fellow(person).contact, person.contact} - {None}
        made = await leader.call(
            "conversation.create", organisation=person.organisation, title="Repetitie van donderdag",
            contacts=sorted(contact for contact in contacts if contact is not None),
        )  # fmt: skip
        return int(made["id"])

    async def list_with(self, person: Person, *, admin: bool = False) -> int:
        """A broadcast list that somebody receives, or administers; without a contact they do not."""
        leader = self.leader(person)
        contacts = {self.fellow(person).contact, person.contact} - {None, leader.contact}
        made = await leader.call(
            "conversation.create", organisation=person.organisation, title="Praktische info", kind="broadcast",
            admins=[person.contact] if admin and person.contact is not None else None,
            contacts=sorted(contact for contact in contacts if contact is not None),
        )  # fmt: skip
        return int(made["id"])

    async def message_by(self, person: Person) -> Any:
        """A message that somebody wrote, or a fellow for who cannot."""
        author = person if person.contact is not None else self.fellow(person)
        return await author.send(await self.conversation_with(person), "Donderdag beginnen we om half acht")


def _bot(organisation: int, account: Account) -> BotAccount:
    return BotAccount(
        id=new_id(), organisation_id=organisation, account_id=account.id,
        scopes=msgspec.json.encode(sorted(BOT_SCOPES)).decode(), commands=msgspec.json.encode([TASKS]).decode(),
    )  # fmt: skip

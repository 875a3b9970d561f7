"""The choir that tests live in: people who call operations and hear events, as their clients would."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from typing import Any

import msgspec
import pytest
import uvicorn

from server.accounts.models import Account, Link, Organisation
from server.accounts.passwords import hash_password
from server.accounts.role_models import Role
from server.accounts.roles import add_first_roles, grant_role
from server.accounts.sessions import draw_session
from server.kernel.clock import clock
from server.kernel.database import search_form
from server.kernel.dispatch import Door, Request, error_view
from server.kernel.errors import Refusal
from server.kernel.ids import new_id
from server.kernel.models import OrganisationStream
from server.kernel.unit_of_work import UnitOfWork
from server.kernel.wire import encode
from server.main import House
from server.people.beginnings import add_family_functions
from server.people.events import ContactCreated
from server.people.models import Contact
from server.transports.fanout import config_kwargs
from server.transports.frames import payload_of

PASSWORD = "vier stemmen in de kerk"

DOOR = Door("test", "127.0.0.1")
_hashed: list[str] = []
_keys = itertools.count(1)


class Answered(Exception):  # noqa: N818 - what a refused call raises in a test
    """An operation said no; `error` is its answer."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(str(error))
        self.error = error


@contextmanager
def refused(code: str, *, field: str | None = None) -> Iterator[dict[str, Any]]:
    """`with refused("forbidden"):` the call inside must be refused with this code, and about this field."""
    error: dict[str, Any] = {}
    with pytest.raises(Answered) as caught:
        yield error
    error.update(caught.value.error)
    assert error["code"] == code, error
    assert error["message"]
    if field is not None:
        assert field in error["fields"], error


class Ear:
    """A live connection that keeps what it hears."""

    def __init__(self, hears_as: int) -> None:
        self.hears_as = hears_as
        self.wire = self
        self.n = 0
        self.open = True
        self.events: list[dict[str, Any]] = []
        self.closed: tuple[int, str] | None = None

    def push(self, tail: bytes) -> None:
        self.n += 1
        self.events.append(msgspec.json.decode(b"{" + payload_of(tail)))

    def push_frame(self, frame: bytes) -> None:
        self.events.append(msgspec.json.decode(payload_of(frame)))

    push_ephemeral = push_frame

    def close(self, code: int, reason: str = "") -> None:
        self.closed = (code, reason)

    def enter(self, audience: Any) -> None:
        audience.set_aside(self)

    def exit(self, audience: Any) -> None:
        audience.forget(self)


class Person:
    """Somebody with a login: calls operations by the dispatcher, and listens if told to."""

    def __init__(self, world: "World", organisation: int, account: Account, contact: int | None, token: str) -> None:
        self.world = world
        self.organisation = organisation
        self.account = account
        self.contact = contact
        self.token = token
        self.ear: Ear | None = None

    async def call(
        self,
        operation: str,
        *,
        key: str | None = None,
        dup: bool = False,
        for_command: int | None = None,
        **arguments: Any,
    ) -> Any:
        """Call an operation; its result as a client would read it. Raises `Answered` when refused."""
        house = self.world.house
        try:
            actor = await house.sessions.actor(self.token)
        except Refusal as refusal:
            raise Answered(error_view(refusal, "nl")) from None
        request = Request(operation=operation, arguments=encode(arguments), key=key, for_command=for_command, door=DOOR)
        answer = await house.dispatch.call(request, actor)
        body = msgspec.json.decode(encode(answer.body(actor.language)))
        if not body["ok"]:
            raise Answered(body["error"])
        assert body.get("dup", False) == dup
        return body["result"]

    async def send(self, conversation: int, text: str, *, key: str | None = None, dup: bool = False) -> Any:
        """Post a message with a key of its own."""
        return await self.call(
            "message.send", key=key or f"test-{next(_keys):08}", dup=dup, conversation=conversation, text=text
        )

    async def listen(self) -> "Person":
        """Hear events from now on."""
        await self.world.house.stream.position(self.organisation)
        self.ear = Ear((await self.world.house.sessions.actor(self.token)).reader)
        self.world.house.stream.go_live(self.ear, self.organisation)  # type: ignore[arg-type]
        return self

    async def heard(self, name: str | None = None) -> list[dict[str, Any]]:
        """The data of the events heard so far, once all that is committed has been told."""
        assert self.ear is not None, "listen() first"
        await self.world.quiet()
        return [event["data"] for event in self.ear.events if name is None or event["ev"] == name]

    async def snapshot(self) -> dict[tuple[str, int], dict[str, Any]]:
        """All that a fresh client holds, by kind and id."""
        state, cursor = {}, None
        while True:
            page = await self.call("sync.pull", organisation=self.organisation, cursor=cursor)
            for item in page["items"]:
                state[item["kind"], item["data"].get("id", 0)] = item["data"]
            cursor = page["cursor"]
            if not page["more"]:
                return state


class World:
    """Two organisations that must never meet; people of the choir by name."""

    clara: Person
    jonas: Person
    an: Person
    bram: Person
    stranger: Person
    foreign_admin: Person

    def __init__(self, house: House, organisation: int, other: int) -> None:
        self.house = house
        self.organisation = organisation
        self.other = other

    async def person(
        self, name: str, organisation: int | None = None, *, admin: bool = False, address: str | None = None
    ) -> Person:
        """Somebody with a contact card, a login and an open session."""
        organisation = organisation or self.organisation
        now = clock.now()
        login = f"{search_form(name).replace(' ', '.')}" + ("" if organisation == self.organisation else ".elders")
        first, _, last = name.partition(" ")
        contact = Contact(
            id=new_id(), organisation_id=organisation, first_name=first, last_name=last,
            search_name=search_form(name), created_at=now,
        )  # fmt: skip
        account = Account(
            id=new_id(), login=login, name=name, address=address or f"{login}@rietvink.example", created_at=now,
            password_hash=await _password(),
        )  # fmt: skip
        session, token = draw_session(account, "a test", now)
        link = Link(
            id=new_id(), organisation_id=organisation, account_id=account.id, contact_id=contact.id, from_at=now
        )
        async with self.house.units.write() as unit:
            unit.add(account, contact, link, session)
            unit.emit(ContactCreated(contact))
            if admin:
                unit.add(grant_role(await Role.get(organisation_id=organisation, key="admin"), account.id))
        return Person(self, organisation, account, contact.id, token)

    def with_token(self, token: str) -> Person:
        """Whoever holds a token, in the choir."""
        return Person(self, self.organisation, Account(id=0, name="", login=""), None, token)

    async def conversation(self, *people: Person, title: str = "Repetitie van donderdag") -> int:
        """A group conversation made by Clara, with these people."""
        made = await self.clara.call(
            "conversation.create",
            organisation=self.organisation,
            title=title,
            contacts=[person.contact for person in people],
        )
        return int(made["id"])

    async def direct(self, one: Person, other: Person) -> int:
        """The conversation of two."""
        made = await one.call("conversation.open_direct", organisation=self.organisation, contact=other.contact)
        return int(made["id"])

    async def quiet(self) -> None:
        """Wait until everything committed has been told to whoever listens."""
        async with asyncio.timeout(10):
            while not self.house.stream.idle or self.house.line._scheduled:
                await asyncio.sleep(0)


async def _password() -> str:
    if not _hashed:
        _hashed.append(await hash_password(PASSWORD))
    return _hashed[0]


async def founded(house: House) -> World:
    """The choir, with a wind band on the same server that must never hear of it."""
    async with house.units.write() as unit:
        unit.add(OrganisationStream(organisation_id=0))
    choir = await found_organisation(house, "Koor De Rietvink", "rietvink")
    band = await found_organisation(house, "Harmonie Sint-Cecilia", "sint-cecilia")
    world = World(house, choir, band)
    world.clara = await world.person("Clara Wouters", admin=True)
    world.jonas = await world.person("Jonas Peeters")
    world.an = await world.person("An Claes")
    world.bram = await world.person("Bram De Smet")
    world.stranger = await world.person("Fien Maes", band)
    world.foreign_admin = await world.person("Gust Aerts", band, admin=True)
    await world.quiet()
    return world


async def found_organisation(house: House, name: str, slug: str) -> int:
    """An organisation and the beginning of its log."""
    async with house.units.write() as unit:
        return add_organisation(unit, name, slug)


def add_organisation(unit: UnitOfWork, name: str, slug: str) -> int:
    """The same in a unit of work that does more."""
    organisation = Organisation(id=new_id(), name=name, slug=slug, created_at=clock.now())
    unit.add(organisation, OrganisationStream(organisation_id=organisation.id))
    add_first_roles(unit, organisation)
    add_family_functions(unit, organisation)
    return int(organisation.id)


class Served:
    """A world behind a port."""

    def __init__(self, world: World, port: int) -> None:
        self.world = world
        self.port = port
        self.http = f"http://127.0.0.1:{port}"
        self.ws = f"ws://127.0.0.1:{port}/ws"


class _Uvicorn(uvicorn.Server):
    """Leaves the signals of the test's process alone."""

    def capture_signals(self) -> Any:
        return nullcontext()


@asynccontextmanager
async def serving(world: World) -> AsyncIterator[Served]:
    """Serve the world's house by the real server on a free port of the loopback address."""
    config = uvicorn.Config(
        world.house.app(), host="127.0.0.1", port=0, lifespan="off", log_config=None, **config_kwargs()
    )
    server = _Uvicorn(config)
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.005)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield Served(world, port)
    finally:
        world.house.connections.close_all()
        server.should_exit = True
        await running


__all__ = ["Answered", "Ear", "Person", "Refusal", "Served", "World", "founded", "refused", "serving"]

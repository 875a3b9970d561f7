"""Akkoord itself, as an operator runs it, with a choir of any size whose tokens the load knows."""

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.harness import Running, free_port, pinned, workshop
from server.accounts.models import Account, Link, Organisation
from server.accounts.sessions import draw_session
from server.conversations.events import ConversationCreated, ParticipantJoined
from server.conversations.models import Conversation, Participant
from server.kernel.clock import clock
from server.kernel.events import PLATFORM
from server.kernel.ids import new_id
from server.kernel.models import OrganisationStream
from server.kernel.unit_of_work import UnitOfWork
from server.main import opened
from server.people.events import ContactCreated
from server.people.models import Contact
from server.settings import Settings
from tests.schema import make_migrated

TEXT = "Zondag om tien in de kerk, en wie brengt de partituren mee?"

_folders = count(1)


@dataclass(frozen=True)
class Choir:
    """Member i has `tokens[i]` and sits in `conversations[i % len(conversations)]`."""

    organisation: int
    tokens: list[str]
    conversations: list[int]

    @property
    def hello(self) -> str:
        """What each socket says first, a line each."""
        return "\n".join(
            json.dumps({"id": 0, "op": "sync.hello", "args": {"token": token}}, separators=(",", ":"))
            for token in self.tokens
        )

    @property
    def message(self) -> str:
        """What each member posts, a line each."""
        return "\n".join(
            f'{{"id":@ID@,"op":"message.send","key":"@KEY@","args":{{"conversation":{conversation},"text":"{TEXT}"}}}}'
            for conversation in self.conversations
        )


@contextmanager
def start_akkoord(members: int = 1000, conversations: int = 1, database: str = "") -> Iterator[Running]:
    """A server with a choir behind it; `database` is the address of an empty PostgreSQL database, or SQLite's file."""
    folder = new_folder()
    settings = Settings(folder=str(folder), database=database)
    choir = asyncio.run(found_choir(settings, members, conversations))
    with serving(settings, hello=choir.hello, message=choir.message) as running:
        yield running


def new_folder() -> Path:
    """A fresh folder for one server."""
    folder = workshop() / f"akkoord-{next(_folders)}"
    folder.mkdir()
    return folder


@contextmanager
def serving(settings: Settings, **options: Any) -> Iterator[Running]:
    """`akkoord serve` over a database that is ready, on the servers' core; `options` are those of `Running`."""
    port = free_port()
    words = {"FOLDER": settings.folder, "DATABASE": settings.database, "PORT": port, "LOG_LEVEL": "error"}
    environment = [f"AKKOORD_{name}={value}" for name, value in words.items()]
    with pinned(["env", *environment, sys.executable, "-m", "server.shell", "serve"], port, **options) as running:
        yield running


async def found_choir(settings: Settings, members: int, conversations: int = 1) -> Choir:
    """Migrate the database, and let members with open sessions sit in conversations of equal size."""
    await make_migrated(settings.database_url)
    organisation = Organisation(id=new_id(), name="Koor De Rietvink", slug="rietvink", created_at=clock.now())
    async with opened(settings) as house:
        async with house.units.write() as unit:
            unit.add(
                organisation, *(OrganisationStream(organisation_id=owner) for owner in (PLATFORM, organisation.id))
            )
        async with house.units.write() as unit:
            rooms = [_open_conversation(unit, organisation.id, number) for number in range(conversations)]
            tokens = [_seat_member(unit, number, rooms[number % conversations]) for number in range(members)]
    return Choir(organisation.id, tokens, [room.id for room in rooms])


def _open_conversation(unit: UnitOfWork, organisation: int, number: int) -> Conversation:
    title = f"Repetitie {number + 1}"
    conversation = Conversation(
        id=new_id(), organisation_id=organisation, kind="group", title=title, created_at=clock.now()
    )
    unit.add(conversation)
    unit.emit(ConversationCreated(conversation))
    return conversation


def _seat_member(unit: UnitOfWork, number: int, conversation: Conversation) -> str:
    """A contact with an account, a seat and an open session; its token."""
    now, organisation, name = clock.now(), conversation.organisation_id, f"Zanger {number + 1}"
    contact = Contact(
        id=new_id(), organisation_id=organisation, first_name=name, last_name="", search_name=name, created_at=now
    )
    account = Account(id=new_id(), login=f"zanger{number + 1}", name=name, created_at=now)
    link = Link(id=new_id(), organisation_id=organisation, account_id=account.id, contact_id=contact.id, from_at=now)
    seat = Participant(
        id=new_id(),
        organisation_id=organisation,
        conversation_id=conversation.id,
        contact_id=contact.id,
        joined_at=now,
    )
    session, token = draw_session(account, "the load", now)
    unit.add(contact, account, link, seat, session)
    unit.emit(ContactCreated(contact), ParticipantJoined(seat))
    return token

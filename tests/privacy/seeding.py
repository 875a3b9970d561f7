"""Somebody of whom everything is known: a word of its own in each column that says something of a person."""

from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from typing import Any

import msgspec
from tortoise import fields
from tortoise.models import Model

from server.accounts.models import Account, Passkey, Session, Ticket
from server.agenda.attendance_models import Attendance
from server.conversations.later_models import Draft, Scheduled
from server.conversations.models import Command, Message
from server.files.making import Making, make_file
from server.files.models import File
from server.kernel.clock import clock
from server.kernel.database import search_form, transaction
from server.kernel.ids import new_id
from server.kernel.models import IdempotencyRow, JobRow
from server.kernel.personal import PERSONAL, tables
from server.notifications.models import Outbox
from server.notifications.push.models import PushDevice
from server.people.models import (
    Address,
    CompanyPerson,
    Contact,
    CustomField,
    CustomValue,
    Group,
    GroupFunction,
    GroupSeason,
    Membership,
    MembershipType,
    Phone,
    Placement,
    PostalAddress,
    Season,
)
from server.privacy.models_by_table import model_of
from tests.world import Person, World

Words = dict[tuple[str, str], str]


def columns_with_room() -> set[tuple[str, str]]:
    """Every personal column of text that has room for a word."""
    return {
        (name, column)
        for name, table in tables.items()
        for column in (table.columns_of(*PERSONAL) if table.owners else ())
        if _has_room(model_of(name)._meta.fields_map[column])
    }


def _has_room(field: Any) -> bool:
    text = isinstance(field, fields.CharField | fields.TextField)
    return text and getattr(field, "max_length", 1000) > 10


async def save(row: Model) -> None:
    """Insert or change a row; reads elsewhere go to connections that cannot write."""
    async with transaction():
        await row.save()


class Seeding:
    """Fills what is known of one person with words that nobody else has."""

    def __init__(self, world: World, person: Person, stem: str) -> None:
        self.world = world
        self.person = person
        self.words: Words = {}
        self._stem = stem
        self._numbers: Iterator[int] = iter(range(100, 1000))
        self.conversation = 0

    @property
    def own(self) -> dict[str, Any]:
        return {"organisation_id": self.world.organisation, "contact_id": self.person.contact}

    def word(self, table: str, column: str) -> str:
        """A new word for a column."""
        self.words[table, column] = f"{self._stem}{next(self._numbers)}"
        return self.words[table, column]

    def filled(self, table: str, *columns: str) -> dict[str, str]:
        return {column: self.word(table, column) for column in columns}

    async def sow(self) -> Words:
        """All of it; the words by table and column."""
        await self._card()
        await self._belonging()
        await self._login()
        await self._conversations()
        await self._file()
        return self.words

    async def _card(self) -> None:
        contact = await Contact.get(organisation_id=self.world.organisation, id=self.person.contact)
        named = self.filled("contact", "first_name", "last_name", "remarks")
        contact.update_from_dict({**named, "sex": "x", "picture_id": None})
        contact.search_name = search_form(contact.name)
        await save(contact)
        at = f"{self.word('address', 'address')}@rietvink.example"
        self.words["address", "address"] = at
        address = Address(id=new_id(), place=1, address=at, **self.filled("address", "label"), **self.own)
        await save(address)
        phone = Phone(id=new_id(), place=1, **self.filled("phone", "number", "label"), **self.own)
        await save(phone)
        places = self.filled("postal_address", "street", "postcode", "town", "label")
        await save(PostalAddress(id=new_id(), place=1, country="BE", **places, **self.own))
        company = Contact(
            id=new_id(), organisation_id=self.world.organisation, kind="company", first_name="", last_name="Drukkerij",
            search_name="drukkerij", created_at=clock.now(),
        )  # fmt: skip
        await save(company)
        asked = self.filled("company_person", "function")
        await save(CompanyPerson(id=new_id(), company_id=company.id, **asked, **self.own))
        field = CustomField(
            id=new_id(),
            organisation_id=self.world.organisation,
            name=f"Allergie {new_id()}",
            kind="text",
            purpose="Kamp",
        )
        await save(field)
        await save(CustomValue(id=new_id(), field_id=field.id, **self.filled("custom_value", "text"), **self.own))

    async def _belonging(self) -> None:
        days = {"first_day": date(2020, 9, 1), "last_day": date(2021, 8, 31)}
        own = {"organisation_id": self.world.organisation}
        season = Season(id=new_id(), name=f"2020-2021 {new_id()}", **days, **own)
        group = Group(id=new_id(), name=f"Alten {new_id()}", **own)
        here = GroupSeason(id=new_id(), group_id=group.id, season_id=season.id, **own)
        function = GroupFunction(id=new_id(), name=f"Zanger {new_id()}", **own)
        kind = MembershipType(id=new_id(), name=f"Zingend lid {new_id()}", **own)
        for row in (season, group, here, function, kind):
            await save(row)
        stood = self.filled("placement", "end_reason")
        await save(Placement(id=new_id(), group_season_id=here.id, function_id=function.id, **stood, **self.own))
        was = self.filled("membership", "end_reason")
        await save(Membership(id=new_id(), type_id=kind.id, from_day=date(2020, 9, 1), **was, **self.own))

    async def _login(self) -> None:
        account = await Account.get(id=self.person.account.id)
        account.update_from_dict(self.filled("account", "login", "name"))
        account.address = self.words["account", "address"] = f"{self.word('account', 'address')}@rietvink.example"
        await save(account)
        session = await Session.filter(account_id=account.id).first()
        assert session is not None
        session.client = self.word("session", "client")
        await save(session)
        key = {"credential_id": f"c-{new_id()}", "public_key": "k", "created_at": clock.now()}
        await save(Passkey(id=new_id(), account_id=account.id, **key, **self.filled("passkey", "name")))
        device = {"endpoint": f"https://push.example/{new_id()}", "endpoint_hash": f"e-{new_id()}", "p256dh": "k"}
        device |= {
            "auth": "a",
            "created_at": clock.now(),
            "session_id": session.id,
            **self.filled("push_device", "name"),
        }
        await save(PushDevice(id=new_id(), account_id=account.id, **device))
        to = self.words["ticket", "address"] = f"{self.word('ticket', 'address')}@rietvink.example"
        soon = clock.now() + timedelta(days=1)
        await save(Ticket(
            id=new_id(), kind="invitation", secret_hash=f"hash-{new_id()}", address=to, created_at=clock.now(),
            expires_at=soon, **self.own,
        ))  # fmt: skip
        self.words["outbox", "address"] = self.words["account", "address"]
        await save(Outbox(
            id=new_id(), organisation_id=self.world.organisation, account_id=account.id, kind="link",
            address=self.words["outbox", "address"], cause=f"link:{new_id()}", message_id="<1@rietvink.example>",
            content=f'{{"name":"{account.name}"}}', due_at=soon, expires_at=soon, created_at=clock.now(),
        ))  # fmt: skip

    async def _conversations(self) -> None:
        world = self.world
        self.conversation = await world.conversation(self.person, world.an)
        sent = await self.person.send(self.conversation, self.word("message_version", "text"))
        await self.person.call("message.edit", message=sent["id"], text=self.word("message", "text"))
        assert await Message.exists(organisation_id=world.organisation, id=sent["id"])
        options = [{"text": "Ave verum"}, {"text": "Locus iste"}]
        asked = {"kind": "choice", "options": options, **self.filled("poll", "title", "description")}
        poll = await self.person.call("poll.create", conversation=self.conversation, **asked)
        other = await world.an.send(self.conversation, "Wie rijdt er mee?")
        reported = self.filled("report", "note")
        await self.person.call("message.report", message=other["id"], reason="other", **reported)
        choices = [{"option": poll["options"][0]["id"]}]
        await self.person.call("poll_answer.set", poll=poll["id"], choices=choices)
        absent = {"occurrence_id": new_id(), "status": "absent", "readers": [], "answered_at": clock.now()}
        await save(Attendance(id=new_id(), **absent, **self.filled("attendance", "reason"), **self.own))
        later = {"send_at": clock.now() + timedelta(days=3), "author_account": self.person.account.id}
        mine = {"organisation_id": world.organisation, "account_id": self.person.account.id}
        mine |= {"conversation_id": self.conversation}
        await save(Draft(id=new_id(), changed_at=clock.now(), **mine, **self.filled("draft", "text")))
        scheduled = {**mine, **later, "created_at": clock.now()}
        await save(Scheduled(id=new_id(), **scheduled, **self.filled("scheduled", "text")))
        await save(Command(
            id=new_id(), organisation_id=world.organisation, conversation_id=self.conversation, bot_id=1,
            caller_id=self.person.contact, caller_account=self.person.account.id, language="nl",
            reader_id=self.person.account.id,
            given_at=clock.now(), answered_at=clock.now(), **self.filled("command", "text", "answer"),
        ))  # fmt: skip

    async def _file(self) -> None:
        making = Making(
            organisation=self.world.organisation, purpose="field", name=self.word("file", "name"),
            media_type="text/plain", account=self.world.clara.account.id, contact=self.person.contact,
        )  # fmt: skip
        view = await make_file(self.world.house.units, making, _content(self.word("file", "content")))
        file = await File.get(organisation_id=self.world.organisation, id=view.id)
        file.claimed_at = clock.now()
        await save(file)

    async def leave_copies(self) -> None:
        """What waits in jobs and mails, and answers that are kept, also of others and to others."""
        contact = await Contact.get(organisation_id=self.world.organisation, id=self.person.contact)
        letter = {"kind": "invitation", "cause": "x", "language": "nl", "organisation": self.world.organisation}
        for address, params in (
            (self.words["address", "address"], {"name": contact.name}),
            ("nieuw.lid@rietvink.example", {"name": "Roos Maes", "inviter": contact.name}),
        ):
            given = {"letter": {**letter, "address": address, "params": params}, "asked_at": clock.now().isoformat()}
            await _job(given)
        await _outbox(self.world, contact.name)
        await save(Ticket(
            id=new_id(), kind="invitation", secret_hash=f"hash-{new_id()}", address="nieuw.lid@rietvink.example",
            organisation_id=self.world.organisation, contact_id=self.world.bram.contact, inviter=contact.name,
            created_at=clock.now(), expires_at=clock.now(),
        ))  # fmt: skip
        result = f'{{"id":{contact.id},"phones":["{self.words["phone", "number"]}"]}}'
        await save(IdempotencyRow(
            id=new_id(), account_id=self.world.clara.account.id, key=f"sleutel-{new_id()}",
            operation="contact.change", digest="0", result=result, created_at=clock.now(),
        ))  # fmt: skip


async def _job(arguments: dict[str, Any]) -> None:
    later = clock.now() + timedelta(days=1)
    await save(JobRow(
        id=new_id(), kind="notifications.send_letter", arguments=msgspec.json.encode(arguments).decode(),
        run_at=later, created_at=clock.now(), problem="Key (address)=(x)",
    ))  # fmt: skip


async def _outbox(world: World, inviter: str) -> None:
    content = {"name": "Roos Maes", "inviter": inviter, "url": "http://akkoord.test/invitation/abc"}
    later = clock.now() + timedelta(days=1)
    await save(Outbox(
        id=new_id(), organisation_id=world.organisation, kind="invitation", address="nieuw.lid@rietvink.example",
        cause=f"invitation:{new_id()}", message_id="<2@rietvink.example>", due_at=later, expires_at=later,
        content=msgspec.json.encode(content).decode(), created_at=clock.now(),
    ))  # fmt: skip


async def _content(word: str) -> AsyncIterator[bytes]:
    yield word.encode()

"""The demo's choir: founded, its members and season imported from the files of `demo/`, everyone with a login."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec

from server.accounts.events import AccountChanged
from server.accounts.models import Account, BotAccount, Link, Organisation, Session
from server.accounts.passwords import hash_password
from server.accounts.secrets import hash_secret
from server.accounts.sessions import draw_session
from server.agenda.importing import import_calendar
from server.demo_association import seed_association
from server.demo_conversations import Sitting, read_talks, seed_conversations
from server.demo_polls import seed_polls
from server.demo_season import in_season_of
from server.demo_shared import keep_contents
from server.files.room import take_room
from server.kernel.clock import clock
from server.kernel.database import search_form
from server.kernel.errors import Reason
from server.kernel.ids import new_id
from server.kernel.language import Language, say, sentences
from server.kernel.unit_of_work import UnitOfWork
from server.kernel.units import Units
from server.kernel.zones import today_in_zone
from server.people.families.guardians import settle_guardians, settle_later
from server.people.founding import Founding, lay_foundation, slug_of
from server.people.importing import import_contacts
from server.people.invitation_tickets import language_of
from server.people.models import Address, Contact, Placement
from server.polls.models import Poll
from server.settings import Settings

PASSWORD = "akkoord-demo"  # noqa: S105 - public: the demo is served to its own machine only
SHOWN = 8
"""How many of those who can sign in are named when the demo starts."""

FILES = Path(__file__).parent.parent / "demo"
CHOIR = Founding(name="Koor De Rietvink", admin_name="Clara Lisvelde", admin_address="clara@rietvink.example")
ADMIN = "clara"
FIRST_SHOWN = (ADMIN, "jonas", "an", "nele")

BOT_LOGIN = "bot.beheer"
BOT_SCOPES = (
    "accounts:read",
    "agenda:read",
    "bots:read",
    "bots:write",
    "conversations:read",
    "people:read",
    "sync:read",
)
TOKEN_FILE = "admin-bot.token"  # noqa: S105 - a file's name


class House(Protocol):
    """What seeding needs of the house."""

    units: Units
    settings: Settings


async def seed_demo(house: House, report: Callable[[str], None], language: Language = "nl") -> None:
    """Make the demo's choir unless it is there; each step is reported in a sentence.

    What was broken off half-way goes on where it was: the bot's account is written last.
    """
    if not await Account.exists(login=BOT_LOGIN):
        choir = await _choir(house.units)
        people = await import_contacts(house.units, choir, *_file("members.xlsx"), language)
        report(say(Reason("seed_people", count=people.created + people.changed + people.unchanged), language))
        calendar, name = _file("season.ics")
        season = in_season_of(today_in_zone(choir.zone), calendar)
        agenda = await import_calendar(house.units, choir, season, name, language)
        report(say(Reason("seed_agenda", activities=len(agenda.added), dates=agenda.dates_added), language))
        accounts, messages, added = await _move_in(house.units, choir)
        # Also a job by now, for when it is broken off here.
        async with house.units.write() as unit:
            await settle_guardians(unit, choir.id)
        report(say(Reason("seed_association", count=added), language))
        report(say(Reason("seed_conversations", accounts=accounts, messages=messages), language))
    await _ask_the_choir(house.units)
    await _give_token(house.units, Path(house.settings.folder) / TOKEN_FILE)


async def people_who_sign_in() -> list[str]:
    """The user names of the demo's people, the best known first."""
    choir = await Organisation.get(slug=slug_of(CHOIR.name))
    links = await Link.filter(organisation_id=choir.id, kind="self", until_at=None).select_related("account")
    logins = sorted(link.account.login for link in links)
    return [*(login for login in FIRST_SHOWN if login in logins), *(n for n in logins if n not in FIRST_SHOWN)]


def _file(name: str) -> tuple[bytes, str]:
    return (FILES / name).read_bytes(), name


async def _choir(units: Units) -> Organisation:
    known = await Organisation.get_or_none(slug=slug_of(CHOIR.name))
    if known is not None:
        return known
    async with units.write() as unit:
        invited, _, _ = await lay_foundation(unit, CHOIR)
        unit.change(invited.organisation, link_previews=True)
    return invited.organisation


async def _move_in(units: Units, choir: Organisation) -> tuple[int, int, int]:
    """Everyone gets a login, the conversations begin, and all else is there; how many of each."""
    password_hash = await hash_password(PASSWORD)
    talks = read_talks(_file("conversations.toml")[0])
    shelf = await keep_contents(units.blobs, FILES / "files", talks.file)
    async with units.write() as unit:
        addresses = await _first_addresses(choir)
        sitting = []
        for contact in await _members(choir):
            account = _account(contact, choir, addresses.get(contact.id), password_hash)
            if account is not None:
                _let_in(unit, contact, account)
            sitting.append(Sitting(search_form(contact.first_name), contact.id, account.id if account else None))
        _write_bot(unit, choir)
        unit.enqueue(settle_later(choir.id))
        messages = await seed_conversations(unit, choir, sitting, talks.conversation, shelf)
        await take_room(units.site, choir.id, shelf.bytes)
        [chair] = [seat for seat in sitting if seat.name == ADMIN]
        added = await seed_association(unit, choir, sitting, chair, _file("association.toml")[0])
    return sum(seat.account is not None for seat in sitting), messages, added


async def _ask_the_choir(units: Units) -> None:
    """Polls and cards, unless they are there."""
    choir = await Organisation.get(slug=slug_of(CHOIR.name))
    if await Poll.exists(organisation_id=choir.id):
        return
    contacts = {contact.id: search_form(contact.first_name) for contact in await _members(choir)}
    links = await Link.filter(organisation_id=choir.id, kind="self", until_at=None)
    accounts = {link.contact_id: link.account_id for link in links}
    people = {name: Sitting(name, contact, accounts.get(contact)) for contact, name in contacts.items()}
    async with units.write() as unit:
        await seed_polls(unit, choir, people, _file("polls.toml")[0])


async def _members(choir: Organisation) -> list[Contact]:
    """All contacts but those whose membership has ended."""
    today = today_in_zone(choir.zone)
    ended = Placement.filter(organisation_id=choir.id, until_day__lt=today)
    gone = {placement.contact_id for placement in await ended}
    contacts = await Contact.filter(organisation_id=choir.id, removed_at=None).order_by("id")
    return [contact for contact in contacts if contact.id not in gone]


async def _first_addresses(choir: Organisation) -> dict[int, str]:
    found = await Address.filter(organisation_id=choir.id, place=1)
    return {address.contact_id: address.address.lower() for address in found}


def _account(contact: Contact, choir: Organisation, address: str | None, password_hash: str) -> Account | None:
    if address is None:
        return None
    return Account(
        id=new_id(),
        login=search_form(contact.first_name),
        name=contact.name,
        password_hash=password_hash,
        language=language_of(contact, choir),
        address=address,
        created_at=clock.now(),
    )


def _let_in(unit: UnitOfWork, contact: Contact, account: Account) -> None:
    own = {"organisation_id": contact.organisation_id, "account_id": account.id}
    unit.add(account, Link(id=new_id(), contact_id=contact.id, from_at=clock.now(), **own))
    unit.emit(AccountChanged(account))


def _write_bot(unit: UnitOfWork, choir: Organisation) -> None:
    account = Account(
        id=new_id(), kind="bot", login=BOT_LOGIN, name="Beheer", mail_messages=False, created_at=clock.now()
    )
    scopes = msgspec.json.encode(BOT_SCOPES).decode()
    unit.add(account, BotAccount(id=new_id(), organisation_id=choir.id, account_id=account.id, scopes=scopes))


async def _give_token(units: Units, file: Path) -> None:
    """Leave the bot's token in a file, unless the one that lies there still works."""
    if await _works(_token_in(file)):
        return
    session, token = draw_session(await Account.get(login=BOT_LOGIN), "akkoord demo", clock.now())
    async with units.write() as unit:
        unit.add(session)
    _leave_token(file, token)


def _token_in(file: Path) -> str:
    return file.read_text().strip() if file.exists() else ""


def _leave_token(file: Path, token: str) -> None:
    """Only its owner reads it, from the moment at which it is there."""
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as written:
        written.write(token + "\n")


async def _works(token: str) -> bool:
    sessions = Session.filter(token_hash=hash_secret(token), ended_at=None, expires_at__gt=clock.now())
    return await sessions.exists()


sentences(
    {
        "seed_people": ("{count} mensen ingelezen uit members.xlsx.", "{count} people imported from members.xlsx."),
        "seed_agenda": (
            "{activities} activiteiten op {dates} dagen ingelezen uit season.ics.",
            "{activities} activities on {dates} days imported from season.ics.",
        ),
        "seed_association": (
            "Groepen, lidmaatschappen, rollen en selecties staan klaar; {count} contacten staan niet in de lijst.",
            "Groups, memberships, roles and selections are there; {count} contacts are not in the list.",
        ),
        "seed_conversations": (
            "{accounts} mensen kunnen zich aanmelden; er staan {messages} berichten klaar.",
            "{accounts} people can sign in; {messages} messages are waiting.",
        ),
    }
)

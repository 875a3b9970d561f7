"""The demo: a choir with its people, season and conversations, there at once and only once."""

import itertools
import stat
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from server.accounts.capabilities import EVERY_CAPABILITY
from server.accounts.models import Account, Organisation
from server.agenda.models import Occurrence
from server.conversations.models import Message
from server.demo import PASSWORD, SHOWN, TOKEN_FILE, people_who_sign_in, seed_demo
from server.demo_conversations import moment
from server.demo_season import in_season_of
from server.files.blobs import sized_name, sizes_of
from server.files.models import File, FileUsage
from server.kernel.clock import clock
from server.kernel.database import rows, statement_watchers
from server.main import House
from server.people.models import Group
from tests.visitors import signed_in, visitor
from tests.world import Person, World

FOR_ALL = ("Praktische info", "Van de dirigent")


async def seeded(house: House) -> World:
    """The demo's choir."""
    await seed_demo(house, lambda _line: None)
    choir = await Organisation.get(slug="koor-de-rietvink")
    return World(house, choir.id, choir.id)


async def sign_in(world: World, login: str) -> Person:
    """Somebody of the demo."""
    return signed_in(world, await visitor(world).call("session.open", login=login, password=PASSWORD))


async def test_the_demo_tells_what_it_made_in_a_few_statements(house: House) -> None:
    told: list[str] = []
    statements: list[str] = []
    statement_watchers.append(statements.append)
    await seed_demo(house, told.append)
    assert told[0] == "60 mensen ingelezen uit members.xlsx."
    assert told[-2] == (
        "Groepen, lidmaatschappen, rollen en selecties staan klaar; 7 contacten staan niet in de lijst."
    )
    assert told[-1] == "53 mensen kunnen zich aanmelden; er staan 53 berichten klaar."
    assert len(statements) < 240


async def test_everyone_with_an_address_who_did_not_leave_signs_in_by_first_name(house: House) -> None:
    world = await seeded(house)
    people = await people_who_sign_in()
    assert people[:4] == ["clara", "jonas", "an", "nele"]
    assert len(people) == 53 > SHOWN
    assert {"zoe", "rene", "zaneta", "herman"} < set(people)
    assert not {"ruth", "lutgard", "veerle", "noor"} & set(people)
    for login in ("an", "zoe"):
        assert (await sign_in(world, login)).account.login == login


async def test_clara_has_every_right_some_have_theirs_and_the_others_none(house: House) -> None:
    world = await seeded(house)
    rights = {
        login: (await (await sign_in(world, login)).call("organisation.list"))["items"][0]["capabilities"]
        for login in ("clara", "an", "lucas", "nele", "jonas")
    }
    assert rights.pop("clara") == sorted(EVERY_CAPABILITY)
    assert rights == {"an": ["members", "roster"], "lucas": ["agenda"], "nele": [], "jonas": []}


async def test_nele_administers_the_sopranos_and_inge_sees_the_alten(house: House) -> None:
    world = await seeded(house)
    groups = {group.id: group.name for group in await Group.all()}
    held = {}
    for login in ("nele", "inge", "clara"):
        (mine,) = (await (await sign_in(world, login)).call("organisation.list"))["items"]
        held[login] = {each["capability"]: [groups[group] for group in each["groups"]] for each in mine["in_groups"]}
    nele = {"members": ["Sopranen"], "roster": ["Sopranen"]}
    assert held == {"nele": nele, "inge": {"roster": ["Alten"]}, "clara": {}}


async def test_the_conversations_hold_some_unread_messages_and_read_like_the_last_two_weeks(house: House) -> None:
    world = await seeded(house)
    clara, jonas = await sign_in(world, "clara"), await sign_in(world, "jonas")
    titles = {item["title"]: item["unread"] for item in (await clara.call("conversation.list"))["items"]}
    assert set(titles) == {"Koor De Rietvink – allen", "Bestuur", "Feestcomité", *FOR_ALL, None}
    assert titles["Bestuur"] == 2
    assert titles[None] == 1
    assert {item["title"] for item in (await jonas.call("conversation.list"))["items"]} == {
        "Koor De Rietvink – allen",
        "Feestcomité",
        *FOR_ALL,
        None,
    }
    messages: Sequence[Message] = await Message.filter(organisation_id=world.organisation).order_by(
        "conversation_id", "seq"
    )
    assert len(messages) == 57
    assert clock.now() - timedelta(days=15) < min(message.sent_at for message in messages)
    assert max(message.sent_at for message in messages) <= clock.now()
    for before, after in itertools.pairwise(messages):
        assert before.conversation_id != after.conversation_id or before.sent_at < after.sent_at


async def test_a_fresh_client_gets_all_of_it(house: House) -> None:
    world = await seeded(house)
    held = await (await sign_in(world, "an")).snapshot()
    kinds = [kind for kind, _ in held]
    assert (kinds.count("contact"), kinds.count("conversation"), kinds.count("read")) == (67, 8, 8)
    assert kinds.count("message") == 53
    assert kinds.count("occurrence") > 40


async def test_a_poster_and_a_voice_are_in_messages_and_a_conversation_has_its_picture(house: House) -> None:
    jonas = await sign_in(await seeded(house), "jonas")
    talks = {each["title"]: each for each in (await jonas.call("conversation.list"))["items"]}
    assert talks["Van de dirigent"]["admins_post"]
    shown = {talks["Koor De Rietvink – allen"]["picture"]: 26_887}
    for title, seq in (("Feestcomité", 3), ("Van de dirigent", 4)):
        held = await jonas.call("message.history", conversation=talks[title]["id"], limit=100)
        [message] = [each for each in held["items"] if each["seq"] == seq]
        [attachment] = message["attachments"]
        shown[attachment["file"]] = attachment["bytes"]
    for number, size in shown.items():
        file = await File.get(id=number)
        largest = sized_name(file.blob, sizes_of(file)[0]) if file.is_picture else file.blob
        assert file.bytes == size == await house.blobs.size(largest)
    usage = await FileUsage.get(organisation_id=jonas.world.organisation)
    assert usage.bytes == sum([file.stored for file in await File.all()])


async def test_seeding_twice_changes_nothing_and_keeps_the_bots_token(house: House) -> None:
    world = await seeded(house)
    token = token_file(house).read_text()
    before = await rows('SELECT * FROM "organisation_stream" ORDER BY "organisation_id"')
    await seed_demo(house, pytest.fail)
    assert await rows('SELECT * FROM "organisation_stream" ORDER BY "organisation_id"') == before
    assert token_file(house).read_text() == token
    assert await Organisation.all().count() == 1
    assert await Message.filter(organisation_id=world.organisation).count() == 57


async def test_a_seeding_that_was_broken_off_is_finished_the_next_time(house: House) -> None:
    def stop(statement: str) -> None:
        if statement.startswith('INSERT INTO "account"'):
            raise ConnectionError("the machine stops here")

    statement_watchers.append(stop)
    with pytest.raises(ConnectionError):
        await seed_demo(house, lambda _line: None)
    statement_watchers.clear()
    await seeded(house)
    assert await Account.filter(kind="person").count() == 53


async def test_the_bots_token_is_its_owners_alone_and_lets_it_read_the_agenda(house: House) -> None:
    world = await seeded(house)
    assert stat.S_IMODE(token_file(house).stat().st_mode) == 0o600
    actor = await house.sessions.actor(token_file(house).read_text().strip())
    assert actor.kind == "bot"
    assert actor.scopes is not None
    assert {"sync:read", "agenda:read", "bots:read", "bots:write"} <= actor.scopes
    assert actor.standing(world.organisation).contact is None


async def test_a_lost_token_is_made_again(house: House) -> None:
    await seeded(house)
    token_file(house).write_text("niet meer geldig\n")
    await seed_demo(house, pytest.fail)
    assert (await house.sessions.actor(token_file(house).read_text().strip())).kind == "bot"


def token_file(house: House) -> Path:
    """Where the admin bot's token lies."""
    return Path(house.settings.folder) / TOKEN_FILE


def test_a_time_ago_is_in_the_choirs_own_zone() -> None:
    clock.set(lambda: datetime(2026, 11, 26, 19, 30, tzinfo=UTC))
    assert moment("1:25", "Europe/Brussels") == datetime(2026, 11, 26, 18, 5, tzinfo=UTC)
    assert moment("1d 21:18", "Europe/Brussels") == datetime(2026, 11, 25, 20, 18, tzinfo=UTC)
    with pytest.raises(ValueError, match="gisteren"):
        moment("gisteren", "Europe/Brussels")


async def test_the_season_is_that_of_the_day_where_the_choir_is(house: House) -> None:
    clock.set(lambda: datetime(2026, 8, 31, 23, 30, tzinfo=UTC))
    choir = await seeded(house)
    first = await Occurrence.filter(organisation_id=choir.organisation).order_by("starts_at").first()
    assert first is not None
    assert first.starts_at.date() == date(2026, 9, 3)


SEASON = (Path(__file__).parents[1] / "demo" / "season.ics").read_bytes()


def test_the_agenda_is_that_of_the_season_of_today_and_a_thursday_stays_one() -> None:
    assert in_season_of(date(2026, 11, 26), SEASON) == SEASON
    assert in_season_of(date(2027, 8, 31), SEASON) == SEASON
    for today, first, year in (
        (date(2029, 2, 1), b"20280907T200000", b"2028-2029"),
        (date(2026, 8, 31), b"20250904T200000", b"2025-2026"),
    ):
        moved = in_season_of(today, SEASON)
        assert b"DTSTART;TZID=Europe/Brussels:" + first in moved
        assert datetime.strptime(first.decode(), "%Y%m%dT%H%M%S").weekday() == 3  # noqa: DTZ007 - a bare day
        assert b"X-WR-CALNAME:Koor De Rietvink " + year in moved
        assert moved.count(b"BEGIN:VEVENT") == SEASON.count(b"BEGIN:VEVENT")
        assert b"DTSTART:19700329T020000" in moved
        assert b"UID:repetitie-2026@" in moved

"""What calendar apps get at a secret address, and what they get no longer."""

import asyncio
import gzip
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from icalendar import Calendar, Event

from server.accounts.events import AccountChanged
from server.accounts.models import Link
from server.agenda.calendars import CalendarBook
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.kernel.stream import Stream
from server.transports.feed import FeedDoor
from server.transports.websocket import FanoutReaders
from tests.agenda.seasons import Season, group, plan, rehearsals
from tests.world import Person, Served, World

Client = httpx.AsyncClient


@pytest.fixture(autouse=True)
def _in_september(autumn: Season) -> None:
    """The choir lives in the autumn of 2026."""


@pytest.fixture
async def app(choir: World) -> AsyncIterator[Client]:
    """A calendar app that asks the house's application, gzip or not as the test says."""
    async with knocking(choir.house.app()) as client:
        yield client


def knocking(application: Any) -> Client:
    """An HTTP client on an application."""
    transport = httpx.ASGITransport(app=application)
    return Client(transport=transport, base_url="http://akkoord.test", headers={"accept-encoding": "identity"})


@asynccontextmanager
async def beside(choir: World) -> AsyncIterator[Client]:
    """A client of another process of the installation: it knows nothing yet, and hears by the log only."""
    stream = Stream(lambda: FanoutReaders(choir.house.line))
    stream.poll_every = 0.02
    stream.start()
    door = FeedDoor(CalendarBook(stream, choir.house.site.url))
    try:
        async with knocking(door) as client:
            yield client
    finally:
        await stream.stop()


async def address(person: Person) -> str:
    """The path of a new calendar address."""
    made = await person.call("calendar.link", organisation=person.organisation)
    return urlsplit(made["url"]).path


def events_of(answer: httpx.Response) -> dict[str, Event]:
    """The events of a feed by UID."""
    assert answer.status_code == 200
    return {str(event["UID"]): event for event in Calendar.from_ical(answer.content).events}


async def titles(app: Client, path: str) -> list[str]:
    """The titles in a feed, in its order."""
    return [str(event["SUMMARY"]) for event in events_of(await app.get(path)).values()]


async def test_the_season_is_served_as_a_calendar_that_others_read(choir: World, app: Client) -> None:
    await rehearsals(choir, remarks="Breng potlood mee")
    answer = await app.get(await address(choir.an))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    read = Calendar.from_ical(answer.content)
    assert read["NAME"] == "Koor De Rietvink"
    assert [zone["TZID"] for zone in read.walk("VTIMEZONE")] == ["Europe/Brussels"]
    assert len(read.events) == 43
    first = read.events[0]
    assert first.start.isoformat() == "2026-09-03T20:00:00+02:00"
    assert first.end.isoformat() == "2026-09-03T22:15:00+02:00"
    assert (first["LOCATION"], first["DESCRIPTION"]) == ("Parochiezaal Sint-Jozef", "Breng potlood mee")
    assert first["URL"].startswith("http://akkoord.test/agenda/2026-09/")
    assert first["UID"].endswith("@akkoord.test")


async def test_the_same_agenda_is_not_sent_twice(choir: World, app: Client) -> None:
    await rehearsals(choir)
    path = await address(choir.an)
    first = await app.get(path)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    for held in (tag, f'"ander", {tag}', f"W/{tag}", "*"):
        again = await app.get(path, headers={"if-none-match": held})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert "content-length" not in again.headers
    assert (await app.get(path, headers={"if-none-match": '"ander"'})).status_code == 200
    since = first.headers["last-modified"]
    assert (await app.get(path, headers={"if-modified-since": since})).status_code == 304
    assert (await app.get(path, headers={"if-modified-since": "gisteren"})).status_code == 200
    both = {"if-modified-since": since, "if-none-match": '"ander"'}
    assert (await app.get(path, headers=both)).status_code == 200


async def test_a_packed_feed_has_a_tag_of_its_own_and_either_spares_the_next_look(choir: World, app: Client) -> None:
    await rehearsals(choir)
    path = await address(choir.an)
    plain = await app.get(path)
    async with app.stream("GET", path, headers={"accept-encoding": "gzip, br"}) as packed:
        raw = b"".join([part async for part in packed.aiter_raw()])
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == "accept-encoding"
    assert len(raw) == int(packed.headers["content-length"]) < len(plain.content) / 4
    assert gzip.decompress(raw) == plain.content
    assert packed.headers["etag"] != plain.headers["etag"]
    held = {"accept-encoding": "gzip", "if-none-match": plain.headers["etag"]}
    assert (await app.get(path, headers=held)).status_code == 304
    assert "content-encoding" not in (await app.get(path, headers={"accept-encoding": "gzip;q=0"})).headers


async def test_head_tells_what_get_would(choir: World, served: Served) -> None:
    await rehearsals(choir)
    path = await address(choir.an)
    async with Client(base_url=served.http, headers={"accept-encoding": "identity"}) as app:
        head, whole = await app.head(path), await app.get(path)
        assert head.content == b""
        told = {name: value for name, value in head.headers.items() if name != "date"}
        assert told == {name: value for name, value in whole.headers.items() if name != "date"}
        assert (await app.post(path)).status_code == 405


async def test_what_moves_or_is_cancelled_follows_under_the_same_uid(choir: World, app: Client) -> None:
    first, second, *_ = await rehearsals(choir)
    path = await address(choir.an)
    before = await app.get(path)
    await choir.clara.call("occurrence.change", occurrence=first["id"], local_start="2026-09-04T19:00")
    await choir.clara.call("occurrence.cancel", occurrence=second["id"])
    await choir.quiet()
    after = await app.get(path, headers={"if-none-match": before.headers["etag"]})
    assert after.headers["last-modified"] != before.headers["last-modified"]
    old, new = events_of(before), events_of(after)
    assert old.keys() == new.keys()
    moved, cancelled = (new[f"{each['id']}@akkoord.test"] for each in (first, second))
    assert moved.start.isoformat() == "2026-09-04T19:00:00+02:00"
    assert (moved["SEQUENCE"], moved["STATUS"]) == (1, "CONFIRMED")
    assert (cancelled["SEQUENCE"], cancelled["STATUS"], cancelled["SUMMARY"]) == (1, "CANCELLED", "Afgelast: Repetitie")
    changed = [uid for uid in old if old[uid].to_ical() != new[uid].to_ical()]
    assert all(new[uid]["LAST-MODIFIED"].dt > old[uid]["LAST-MODIFIED"].dt for uid in changed)
    assert len(changed) == 2


async def test_the_language_is_the_readers(choir: World, app: Client) -> None:
    [concert] = await plan(choir, "Concert", "2026-12-12T20:00")
    await choir.clara.call("occurrence.cancel", occurrence=concert["id"])
    path = await address(choir.an)
    assert await titles(app, path) == ["Afgelast: Concert"]
    await choir.an.call("account.change", language="en")
    await choir.quiet()
    assert await titles(app, path) == ["Cancelled: Concert"]


async def test_a_personal_calendar_holds_what_is_for_all_and_for_ones_own_groups(choir: World, app: Client) -> None:
    altos = await group(choir, "Alten", choir.an)
    men = await group(choir, "Mannen", choir.jonas)
    await plan(choir, "Concert", "2026-12-12T20:00")
    await plan(choir, "Alten", "2026-09-08T20:00", group=altos)
    await plan(choir, "Mannen", "2026-09-09T20:00", group=men)
    assert await titles(app, await address(choir.an)) == ["Alten", "Concert"]
    assert await titles(app, await address(choir.jonas)) == ["Mannen", "Concert"]
    assert await titles(app, await address(choir.bram)) == ["Concert"]
    assert await titles(app, await address(choir.stranger)) == []


async def test_an_agenda_with_nothing_in_it_is_still_a_calendar(choir: World, app: Client) -> None:
    answer = await app.get(await address(choir.an))
    assert events_of(answer) == {}
    assert b"VTIMEZONE" not in answer.content


async def test_a_year_back_and_eighteen_months_ahead_are_served(choir: World, app: Client, autumn: Season) -> None:
    for title, start in (("Te oud", "2025-08-30"), ("Oudste", "2025-09-02"), ("Verste", "2028-02-28")):
        await plan(choir, title, f"{start}T20:00")
    await plan(choir, "Te ver", "2028-03-03T20:00")
    path = await address(choir.an)
    assert await titles(app, path) == ["Oudste", "Verste"]
    autumn.passes(days=3)
    assert await titles(app, path) == ["Verste", "Te ver"]


async def test_a_withdrawn_address_gives_nothing_from_then_on_also_to_who_has_it_cached(
    choir: World, app: Client
) -> None:
    await rehearsals(choir)
    phone, laptop, other = await address(choir.an), await address(choir.an), await address(choir.jonas)
    held = {path: (await app.get(path)).headers["etag"] for path in (phone, laptop, other)}
    await choir.an.call("calendar.revoke", organisation=choir.organisation)
    await choir.quiet()
    statuses = [(await app.get(path, headers={"if-none-match": tag})).status_code for path, tag in held.items()]
    assert statuses == [404, 404, 304]


@pytest.mark.parametrize("name", ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics", "feed", ".ics", "%00.ics", "%ED%A0%80.ics"])
async def test_an_address_that_never_was_looks_like_one_withdrawn(choir: World, app: Client, name: str) -> None:
    withdrawn = await address(choir.an)
    await choir.an.call("calendar.revoke", organisation=choir.organisation)
    gone, unknown = await app.get(withdrawn), await app.get(f"/calendar/{name}")
    assert (unknown.status_code, unknown.content) == (gone.status_code, gone.content) == (404, b"404\n")
    assert unknown.headers["cache-control"] == "no-store"


async def test_who_leaves_the_organisation_follows_it_no_longer(choir: World, app: Client) -> None:
    await rehearsals(choir)
    path = await address(choir.an)
    assert (await app.get(path)).status_code == 200
    link = await Link.get(organisation_id=choir.organisation, account_id=choir.an.account.id)
    async with choir.house.units.write() as unit:
        unit.change(link, until_at=clock.now())
        unit.emit(AccountChanged(choir.an.account))
    await choir.quiet()
    assert (await app.get(path)).status_code == 404


async def test_last_modified_never_goes_back_not_even_over_a_restart(choir: World, app: Client, autumn: Season) -> None:
    altos = await group(choir, "Alten", choir.an)
    await plan(choir, "Concert", "2026-12-12T20:00")
    autumn.passes(hours=1)
    await plan(choir, "Alten", "2025-09-02T20:00", group=altos)
    path = await address(choir.an)
    seen = [parsedate_to_datetime((await app.get(path)).headers["last-modified"])]
    autumn.passes(days=3)
    bodies = set()
    for _ in range(2):
        async with beside(choir) as restarted:
            answer = await restarted.get(path)
            seen.append(parsedate_to_datetime(answer.headers["last-modified"]))
            bodies.add(answer.content)
    assert len(bodies) == 1
    assert seen[1] == seen[2] == seen[0] + timedelta(seconds=1)


async def test_a_poll_that_finds_nothing_new_costs_no_query(choir: World, app: Client, statements: list[str]) -> None:
    first, *_ = await rehearsals(choir)
    paths = [await address(choir.an), await address(choir.jonas)]
    await choir.quiet()
    statements.clear()
    await app.get(paths[0])
    assert 0 < len(statements) <= 25, statements
    statements.clear()
    for _ in range(3):
        await app.get(paths[0])
    assert statements == []
    await choir.clara.call("occurrence.cancel", occurrence=first["id"])
    await choir.quiet()
    statements.clear()
    await app.get(paths[0])
    assert 0 < len(statements) <= 6, statements


async def test_the_secret_is_never_logged(
    choir: World, served: Served, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    path = await address(choir.an)
    secret = path.rpartition("/")[2].removesuffix(".ics")
    async with Client(base_url=served.http) as app:
        await app.get(path)
        await choir.an.call("calendar.revoke", organisation=choir.organisation)
        await choir.quiet()
        await app.get(path)
    shown = capfd.readouterr()
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    assert not any(secret in told for told in (*ours, shown.out, shown.err))


async def test_what_one_process_withdraws_or_changes_another_does_not_serve(choir: World, app: Client) -> None:
    first, *_ = await rehearsals(choir)
    path = await address(choir.an)
    async with beside(choir) as other:
        before = await other.get(path)
        assert before.content == (await app.get(path)).content
        await choir.clara.call("occurrence.cancel", occurrence=first["id"])
        after = await until_other(other, path, before)
        here = await app.get(path)
        assert (after.content, after.headers["last-modified"]) == (here.content, here.headers["last-modified"])
        await choir.an.call("calendar.revoke", organisation=choir.organisation)
        assert (await until_other(other, path, after)).status_code == 404


async def until_other(app: Client, path: str, before: httpx.Response) -> httpx.Response:
    """What is served once it differs from before."""
    async with asyncio.timeout(10):
        while (answer := await app.get(path)).content == before.content:
            await asyncio.sleep(0.01)
    return answer


async def test_who_acts_for_a_child_follows_the_childs_agenda_as_long_as_they_act(choir: World, app: Client) -> None:
    children = await group(choir, "Kinderkoor", choir.an)
    await plan(choir, "Kamp van het kinderkoor", "2026-11-06T18:00:00", group=children)
    own = {"organisation_id": choir.organisation, "account_id": choir.jonas.account.id}
    acting = Link(id=new_id(), contact_id=choir.an.contact, kind="guardian", from_at=clock.now(), **own)
    async with choir.house.units.write() as unit:
        unit.add(acting)
        unit.emit(AccountChanged(choir.jonas.account))
    mine = await address(choir.jonas)
    await choir.quiet()
    await choir.jonas.call("session.act_for", contact=choir.an.contact)
    await choir.quiet()
    childs = await address(choir.jonas)
    assert "Kamp van het kinderkoor" in await titles(app, childs)
    assert "Kamp van het kinderkoor" not in await titles(app, mine)
    await choir.jonas.call("calendar.revoke", organisation=choir.organisation)
    again = await address(choir.jonas)
    await choir.quiet()
    assert [(await app.get(path)).status_code for path in (mine, childs, again)] == [200, 404, 200]
    async with choir.house.units.write() as unit:
        unit.change(acting, until_at=clock.now())
        unit.emit(AccountChanged(choir.jonas.account))
    await choir.quiet()
    assert [(await app.get(path)).status_code for path in (mine, again)] == [200, 404]

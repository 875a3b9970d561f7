"""Secret calendar addresses: made, counted, withdrawn."""

from server.agenda.calendar_links import MOST_LINKS
from server.agenda.feed import MAX_URL
from server.agenda.models import CalendarLink
from server.kernel.database import rows
from tests.world import Person, World, refused


async def link(person: Person, **how: str) -> str:
    """A new calendar address."""
    made = await person.call("calendar.link", organisation=person.organisation, **how)
    return str(made["url"])


async def test_an_address_is_long_enough_for_nobody_to_guess_and_short_enough_for_outlook(choir: World) -> None:
    first, second = await link(choir.an), await link(choir.an)
    assert first.startswith("http://akkoord.test/calendar/")
    assert first.endswith(".ics")
    assert first != second
    secret = first.removeprefix("http://akkoord.test/calendar/").removesuffix(".ics")
    assert len(secret) * 6 >= 128
    assert len(first) <= MAX_URL


async def test_the_secret_itself_is_kept_nowhere_not_even_to_answer_the_same_key_again(choir: World) -> None:
    url = await link(choir.an, key="abonneer-mijn-telefoon")
    secret = url.rpartition("/")[2].removesuffix(".ics")
    await choir.quiet()
    for table in ("calendar_link", "idempotency", "event", "job"):
        kept = await rows(f'SELECT *, 0 AS "organisation_id" FROM "{table}"')
        assert table != "calendar_link" or kept
        assert not any(secret in str(value) for row in kept for value in row.values())


async def test_the_sixth_address_is_refused_until_the_others_are_withdrawn(choir: World) -> None:
    for _ in range(MOST_LINKS):
        await link(choir.an)
    with refused("conflict") as error:
        await link(choir.an)
    assert str(MOST_LINKS) in error["message"]
    await link(choir.jonas)
    await choir.an.call("calendar.revoke", organisation=choir.organisation)
    await link(choir.an)
    own = CalendarLink.filter(organisation_id=choir.organisation, account_id=choir.an.account.id)
    assert (await own.count(), await own.filter(revoked_at=None).count()) == (MOST_LINKS + 1, 1)


async def test_withdrawing_tells_no_other_client_and_may_be_done_without_any(choir: World) -> None:
    await choir.jonas.listen()
    await link(choir.an)
    for _ in range(2):
        assert await choir.an.call("calendar.revoke", organisation=choir.organisation) == {}
    assert await choir.jonas.heard() == []


async def test_who_does_not_stand_in_the_organisation_follows_nothing_of_it(choir: World) -> None:
    for operation in ("calendar.link", "calendar.revoke"):
        with refused("not_found"):
            await choir.stranger.call(operation, organisation=choir.organisation)
    assert await CalendarLink.filter(organisation_id=choir.organisation).count() == 0

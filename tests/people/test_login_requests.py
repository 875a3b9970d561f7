"""A3: whoever is in the files asks for a login by name, and nobody learns who is."""

import msgspec
import pytest

from server.accounts.models import Organisation
from server.kernel.database import transaction
from server.kernel.jobs import jobs
from server.kernel.models import JobRow
from server.notifications.models import Outbox
from server.people.importing import import_contacts
from tests.visitors import accept, letters, secret_of_last, signed_in, visitor
from tests.world import World, refused

LIST = """Voornaam;Achternaam;E-mail 1;E-mail 2;Taal
Zoë;Van Wulpenberg;zoe@rietvink.example;oma@rietvink.example;nl
Emily;Reedmarsh;emily@rietvink.example;;en
Veerle;Zwaluwaert;;;nl
"""
NAMESAKES = """Voornaam;Achternaam;Geboortedatum;E-mail 1
Els;Waterman;1980-02-01;els.senior@rietvink.example
Els;Waterman;2008-05-04;els.junior@rietvink.example
"""


@pytest.fixture
async def members(choir: World) -> World:
    """The choir with contacts who have no login."""
    organisation = await Organisation.get(id=choir.organisation)
    await import_contacts(choir.house.units, organisation, LIST.encode(), "leden.csv")
    await import_contacts(choir.house.units, organisation, NAMESAKES.encode(), "elsen.csv")
    return choir


async def ask(world: World, first_name: str, last_name: str = "", organisation: int | None = None) -> object:
    """Ask for a login as somebody without a session."""
    return await visitor(world).call(
        "login.request",
        organisation=organisation or world.organisation,
        first_name=first_name,
        last_name=last_name,
    )


@pytest.mark.parametrize("search", ["riet", "RIETVINK", "koor de", "KdR", "  rietvink "])
async def test_an_organisation_is_found_by_part_of_its_name_or_its_abbreviation(choir: World, search: str) -> None:
    async with transaction():
        await Organisation.filter(id=choir.organisation).update(abbreviation="KDR")
    found = await visitor(choir).call("organisation.find", search=search)
    assert found["items"] == [{"id": choir.organisation, "name": "Koor De Rietvink"}]


async def test_a_search_shows_ten_at_most_and_wants_two_characters(choir: World) -> None:
    async with choir.house.units.write() as unit:
        for number in range(12):
            unit.add(
                Organisation(
                    id=number + 1, name=f"Fanfare {number:02}", slug=f"fanfare-{number}",
                    created_at=choir.jonas.account.created_at,
                )
            )  # fmt: skip
    found = (await visitor(choir).call("organisation.find", search="fanfare"))["items"]
    assert [each["name"] for each in found] == [f"Fanfare {number:02}" for number in range(10)]
    for search in ("f", "f ", "  "):
        with refused("invalid", field="search"):
            await visitor(choir).call("organisation.find", search=search)
    assert (await visitor(choir).call("organisation.find", search="%%"))["items"] == []


async def test_whoever_searches_too_often_must_wait(choir: World) -> None:
    for _ in range(60):
        await visitor(choir).call("organisation.find", search="riet")
    with refused("rate_limited"):
        await visitor(choir).call("organisation.find", search="riet")


@pytest.mark.parametrize("name", [("Zoë", "Van Wulpenberg"), ("zoe", "VAN  wulpenberg"), ("Zoë Van", "Wulpenberg")])
async def test_a_contact_without_a_login_is_invited_at_their_first_address(
    members: World, name: tuple[str, str]
) -> None:
    await ask(members, *name)
    (letter,) = await letters("invitation")
    assert letter["address"] == "zoe@rietvink.example"
    assert letter["params"]["inviter"] == "Het secretariaat"
    zoe = await accept(members, await secret_of_last("invitation"))
    assert (await zoe.call("organisation.list"))["items"][0]["capabilities"] == []


async def test_a_contact_with_a_login_gets_a_link_at_the_address_of_their_login(members: World) -> None:
    await ask(members, "Jonas", "Peeters")
    (letter,) = await letters("link")
    assert letter["address"] == "jonas.peeters@rietvink.example"
    opened = await visitor(members).call("session.open_by_link", secret=await secret_of_last("link"))
    assert signed_in(members, opened).account.id == members.jonas.account.id


async def test_each_of_two_namesakes_gets_their_own(members: World) -> None:
    await ask(members, "Els", "Waterman")
    assert {letter["address"] for letter in await letters("invitation")} == {
        "els.senior@rietvink.example",
        "els.junior@rietvink.example",
    }


async def test_a_company_gets_no_login(members: World) -> None:
    given = {"organisation": members.organisation, "kind": "company", "last_name": "Drukkerij De Veer"}
    made = await members.clara.call("contact.create", addresses=[{"address": "info@deveer.example"}], **given)
    await ask(members, "Drukkerij", "De Veer")
    await members.house.worker.run_due()
    assert await letters("invitation") == []
    with refused("not_found"):
        await members.clara.call("invitation.send", organisation=members.organisation, contact=made["id"])


async def test_the_answer_is_the_same_for_whom_nobody_knows_and_no_mail_leaves(members: World) -> None:
    known = await ask(members, "Emily", "Reedmarsh")
    assert len(await letters("invitation")) == 1
    for asked in (
        ask(members, "Niemand", "Hier"),
        ask(members, "Veerle", "Zwaluwaert"),
        ask(members, "Emily"),
        ask(members, "Emily", "Reedmarsh", members.other),
        ask(members, "Emily", "Reedmarsh", 12345),
    ):
        assert await asked == known
    assert (len(await letters("invitation")), len(await letters("link"))) == (1, 0)


async def test_one_name_is_asked_for_so_often_whether_or_not_somebody_has_it(members: World) -> None:
    for name in (("Emily", "Reedmarsh"), ("Niemand", "Hier")):
        for _ in range(5):
            await ask(members, *name)
        with refused("rate_limited"):
            await ask(members, name[0].upper(), name[1])


async def test_nobodys_mailbox_is_filled_with_requests(members: World) -> None:
    await ask(members, "Emily", "Reedmarsh")
    secret = await secret_of_last("invitation")
    for _ in range(9):
        await visitor(members).call("invitation.renew", secret=secret)
        secret = await secret_of_last("invitation")
    await ask(members, "Emily", "Reedmarsh")
    assert len(await letters("invitation")) == 10


async def test_names_at_their_limits(members: World) -> None:
    assert await ask(members, "x" * 100, "y" * 201) == {}
    for first, last, field in (("x" * 101, "", "first_name"), ("", "y", "first_name"), ("x", "y" * 202, "last_name")):
        with refused("invalid", field=field):
            await ask(members, first, last)


async def test_a_request_that_is_answered_twice_mails_a_link_once(members: World) -> None:
    await ask(members, "Jonas", "Peeters")
    (asked,) = await JobRow.filter(kind="people.answer_login_request")
    await jobs[asked.kind].run(members.house.work, **msgspec.json.decode(asked.arguments))
    await members.house.worker.run_due()
    assert [mail.address for mail in await Outbox.filter(kind="link")] == ["jonas.peeters@rietvink.example"]

"""P8: many are invited at once with words of one's own, and what became of each invitation is seen."""

from datetime import timedelta
from typing import Any

import pytest

from server.accounts.models import Organisation, Ticket
from server.accounts.role_models import Role
from server.accounts.roles import grant_role
from server.kernel.clock import clock
from server.kernel.models import AuditRow
from server.notifications.mail_text import InvitationMail, Letter, compose_invitation
from server.people.importing import import_contacts
from server.people.models import Address, Contact, Group
from tests.people.lists import take_in
from tests.visitors import CHOSEN, accept, let_time_pass, letters, secret_of_last, visitor
from tests.world import World, refused

LIST = """Voornaam;Achternaam;E-mail 1;Taal;Groep;Functie
Zoë;Van Wulpenberg;zoe@rietvink.example;fr;Sopranen;Zanger
Emily;Reedmarsh;emily@rietvink.example;en;Alten;Zanger
Veerle;Zwaluwaert;;nl;Sopranen;Zanger
"""


@pytest.fixture
async def members(choir: World) -> World:
    """The choir with a soprano and an alto who have no login, and a soprano without an address."""
    organisation = await Organisation.get(id=choir.organisation)
    await import_contacts(choir.house.units, organisation, LIST.encode(), "leden.csv")
    return choir


async def number_of(members: World, first_name: str) -> int:
    return int((await Contact.get(organisation_id=members.organisation, first_name=first_name)).id)


async def invite(members: World, *names: str, **more: Any) -> dict[str, Any]:
    contacts = [await number_of(members, name) for name in names]
    by = more.pop("by", members.clara)
    return dict(await by.call("invitation.send_many", organisation=members.organisation, contacts=contacts, **more))


async def states(members: World, **search: Any) -> dict[str, str]:
    listed = await members.clara.call("invitation.list", organisation=members.organisation, **search)
    return {each["name"].split()[0]: each["state"] for each in listed["items"]}


async def move(members: World, name: str, address: str | None) -> None:
    own = {"organisation_id": members.organisation, "contact_id": await number_of(members, name)}
    async with members.house.units.write():
        if address is None:
            await Address.filter(**own).delete()
        else:
            await Address.filter(**own, place=1).update(address=address)


async def test_many_are_invited_at_once_and_who_cannot_be_is_named_with_the_reason(members: World) -> None:
    answer = await invite(members, "Zoë", "Emily", "Veerle", "Jonas")
    assert answer["sent"] == 2
    assert [(each["name"], each["reason"]) for each in answer["skipped"]] == [
        ("Jonas Peeters", "has_login"),
        ("Veerle Zwaluwaert", "no_address"),
    ]
    assert "Vul er eerst een in" in answer["skipped"][1]["sentence"]
    sent = await letters("invitation")
    assert [(each["address"], each["language"]) for each in sent] == [
        ("zoe@rietvink.example", "nl"),
        ("emily@rietvink.example", "en"),
    ]
    act = await AuditRow.get(organisation_id=members.organisation, operation="invitation.send_many")
    assert act.details == "count=2"


async def test_each_gets_the_words_with_their_own_name_and_link(members: World) -> None:
    words = {"subject": "{name}, kom bij {organisation}", "text": "Dag {name},\n\nJe vindt ons op {url}.\n\nTot gauw!"}
    await invite(members, "Zoë", "Emily", **words, language="nl")
    zoe, emily = await letters("invitation")
    assert zoe["params"]["subject"] == "Zoë Van Wulpenberg, kom bij Koor De Rietvink"
    assert emily["params"]["text"] == f"Dag Emily Reedmarsh,\n\nJe vindt ons op {emily['params']['url']}.\n\nTot gauw!"
    assert {zoe["language"], emily["language"]} == {"nl"}
    assert await accept(members, zoe["params"]["url"].rsplit("/", 1)[1])


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("text", {"subject": "Welkom", "text": "Dag {naam}"}),
        ("subject", {"subject": "Welkom {url} {x}", "text": "Dag"}),
        ("subject", {"subject": "Welkom\nBcc: iedereen@rietvink.example", "text": "Dag"}),
        ("subject", {"subject": "w" * 151, "text": "Dag"}),
        ("text", {"subject": "Welkom", "text": "w" * 4001}),
        ("text", {"subject": "Welkom"}),
        ("subject", {"text": "Dag"}),
        ("contacts", {"contacts": []}),
        ("contacts", {"contacts": list(range(1, 1002))}),
        ("language", {"language": "fr"}),
    ],
)
async def test_words_and_numbers_that_do_not_fit_are_refused_and_nobody_is_invited(
    members: World, field: str, words: dict[str, Any]
) -> None:
    given = {"contacts": [await number_of(members, "Zoë")], **words}
    with refused("invalid", field=field):
        await members.clara.call("invitation.send_many", organisation=members.organisation, **given)
    assert await letters("invitation") == []


async def test_who_is_called_like_a_placeholder_stays_called_so(members: World) -> None:
    async with members.house.units.write():
        await Contact.filter(organisation_id=members.organisation, first_name="Zoë").update(last_name="{url}")
    await invite(members, "Zoë", subject="Dag {name}", text="Welkom")
    (letter,) = await letters("invitation")
    assert letter["params"]["subject"] == "Dag Zoë {url}"


async def test_the_mail_shows_the_words_and_the_button(members: World) -> None:
    head = Letter(
        message_id="<1@rietvink.example>", sent_at=clock.now(), sender="akkoord@rietvink.example",
        to="zoe@rietvink.example", to_name="Zoë", organisation="Koor De Rietvink", language="nl",
        zone="Europe/Brussels",
    )  # fmt: skip
    words = ("Kom erbij", "Dag Zoe,\n\nRegel een\nregel <b>twee</b>")
    mail = compose_invitation(
        InvitationMail(head, "Clara", "https://akkoord.example/invitation/x", clock.now(), words)
    ).decode()
    assert "Subject: Kom erbij" in mail
    assert "Regel een<br>" in mail
    assert "&lt;b&gt;twee" in mail
    assert "Uitnodiging aannemen" in mail
    assert "Kies een gebruikersnaam" not in mail


async def test_a_thousand_are_invited_by_few_statements(members: World, statements: list[str]) -> None:
    lines = [f"Lid{n};Nummer{n};lid{n}@rietvink.example" for n in range(300)]
    await take_in(members, *lines, headers="Voornaam;Achternaam;E-mail 1")
    contacts = await Contact.filter(organisation_id=members.organisation, first_name__startswith="Lid")
    everyone = {"organisation": members.organisation, "contacts": [contact.id for contact in contacts]}
    await members.clara.call("organisation.list")
    statements.clear()
    assert (await members.clara.call("invitation.send_many", **everyone))["sent"] == 300
    assert len(statements) <= 12, statements
    again = await members.clara.call("invitation.send_many", **everyone)
    assert again["sent"] == 300
    assert await Ticket.filter(kind="invitation", expires_at__gt=clock.now()).count() == 300


async def test_nobodys_mailbox_is_filled_by_inviting_many_again_and_again(members: World) -> None:
    for _ in range(10):
        assert (await invite(members, "Zoë"))["sent"] == 1
    (skipped,) = (await invite(members, "Zoë"))["skipped"]
    assert skipped["reason"] == "too_often"


async def test_who_was_invited_who_opened_it_and_who_accepted_is_seen(members: World) -> None:
    assert await states(members, search="e") == {
        "An": "accepted", "Bram": "accepted", "Emily": "never", "Jonas": "accepted", "Veerle": "no_address",
        "Clara": "accepted", "Zoë": "never",
    }  # fmt: skip
    await invite(members, "Zoë", "Emily")
    secret = await secret_of_last("invitation")
    assert await states(members, state="sent") == {"Emily": "sent", "Zoë": "sent"}
    await visitor(members).call("invitation.get", secret=secret)
    opened = (await Ticket.get(contact_id=await number_of(members, "Emily"))).opened_at
    let_time_pass(timedelta(hours=1))
    await visitor(members).call("invitation.get", secret=secret)
    assert (await Ticket.get(contact_id=await number_of(members, "Emily"))).opened_at == opened
    assert await states(members, state="opened") == {"Emily": "opened"}
    await accept(members, secret, "emily")
    assert await states(members, search="emily") == {"Emily": "accepted"}
    let_time_pass(timedelta(days=15))
    assert await states(members, state="expired") == {"Zoë": "expired"}
    await invite(members, "Zoë")
    assert await states(members, search="zoe") == {"Zoë": "sent"}


async def test_the_list_has_pages_and_takes_two_statements(members: World, statements: list[str]) -> None:
    await members.clara.call("organisation.list")
    statements.clear()
    first = await members.clara.call("invitation.list", organisation=members.organisation, limit=4)
    assert len(statements) <= 2, statements
    assert (first["total"], first["next"]) == (7, "4")
    assert {each["state"]: each["count"] for each in first["counts"]} == {"accepted": 4, "never": 2, "no_address": 1}
    rest = await members.clara.call("invitation.list", organisation=members.organisation, limit=4, page=first["next"])
    names = [each["name"].split()[0] for page in (first, rest) for each in page["items"]]
    assert names == ["An", "Bram", "Clara", "Emily", "Jonas", "Veerle", "Zoë"]
    assert rest["next"] is None
    for wild in ("%", "_", "!"):
        assert await states(members, search=wild) == {}


async def test_an_invitation_that_is_cancelled_lets_nobody_in_and_is_not_renewed(members: World) -> None:
    await invite(members, "Zoë")
    secret = await secret_of_last("invitation")
    contact = await number_of(members, "Zoë")
    await members.clara.call("invitation.cancel", organisation=members.organisation, contact=contact)
    with refused("not_found") as error:
        await accept(members, secret)
    assert "ingetrokken" in error["message"]
    with refused("not_found"):
        await visitor(members).call("invitation.get", secret=secret)
    await visitor(members).call("invitation.renew", secret=secret)
    assert len(await letters("invitation")) == 1
    assert await states(members, state="cancelled") == {"Zoë": "cancelled"}
    with refused("not_found"):
        await members.clara.call("invitation.cancel", organisation=members.organisation, contact=contact)
    await invite(members, "Zoë")
    assert await accept(members, await secret_of_last("invitation"))


async def test_one_that_expired_before_the_last_was_cancelled_is_not_renewed_either(members: World) -> None:
    await invite(members, "Zoë")
    first = await secret_of_last("invitation")
    await invite(members, "Zoë")
    await members.clara.call(
        "invitation.cancel", organisation=members.organisation, contact=await number_of(members, "Zoë")
    )
    await visitor(members).call("invitation.renew", secret=first)
    assert len(await letters("invitation")) == 2


async def test_an_invitation_that_went_to_another_address_works_no_longer(members: World) -> None:
    await invite(members, "Zoë")
    secret = await secret_of_last("invitation")
    await move(members, "Zoë", "ZOE@rietvink.example")
    assert await visitor(members).call("invitation.get", secret=secret)
    await move(members, "Zoë", "zoe.nieuw@rietvink.example")
    assert await states(members, search="zoe") == {"Zoë": "expired"}
    for attempt in (accept(members, secret), members.stranger.call("invitation.join", secret=secret)):
        with refused("not_found") as error:
            await attempt
        assert "adres dat intussen gewijzigd is" in error["message"]
    await move(members, "Zoë", None)
    assert await states(members, search="zoe") == {"Zoë": "no_address"}
    with refused("not_found"):
        await visitor(members).call("invitation.get", secret=secret)


async def test_an_invitation_of_who_was_removed_works_no_longer(members: World) -> None:
    await invite(members, "Zoë")
    secret = await secret_of_last("invitation")
    async with members.house.units.write():
        await Contact.filter(id=await number_of(members, "Zoë")).update(removed_at=clock.now())
    for attempt in (
        visitor(members).call("invitation.get", secret=secret),
        visitor(members).call("invitation.accept", secret=secret, user_name="zoe", password=CHOSEN),
        members.stranger.call("invitation.join", secret=secret),
    ):
        with refused("not_found") as error:
            await attempt
        assert "niet meer op de lijst" in error["message"]
    assert await states(members, search="zoe") == {}


async def test_an_invitation_that_another_account_took_lets_nobody_else_in(members: World) -> None:
    await invite(members, "Zoë")
    secret = await secret_of_last("invitation")
    await members.stranger.call("invitation.join", secret=secret)
    for attempt in (accept(members, secret), members.foreign_admin.call("invitation.join", secret=secret)):
        with refused("not_found") as error:
            await attempt
        assert "gebruikt of verlopen" in error["message"]


async def test_who_administers_one_group_invites_and_sees_its_people_only(members: World) -> None:
    sopranos = await Group.get(organisation_id=members.organisation, name="Sopranen")
    role = await Role.get(organisation_id=members.organisation, key="members")
    async with members.house.units.write() as unit:
        unit.add(grant_role(role, members.jonas.account.id, group=sopranos.id))
    listed = await members.jonas.call("invitation.list", organisation=members.organisation)
    assert [each["name"] for each in listed["items"]] == ["Veerle Zwaluwaert", "Zoë Van Wulpenberg"]
    answer = await invite(members, "Zoë", "Emily", by=members.jonas)
    assert (answer["sent"], [each["reason"] for each in answer["skipped"]]) == (1, ["absent"])
    assert answer["skipped"][0]["name"] == ""
    single = {"organisation": members.organisation, "contact": await number_of(members, "Zoë")}
    await members.jonas.call("invitation.send", **single)
    await members.jonas.call("invitation.cancel", **single)
    for operation in ("invitation.send", "invitation.cancel"):
        with refused("forbidden"):
            await members.jonas.call(
                operation, organisation=members.organisation, contact=await number_of(members, "Emily")
            )


async def test_a_list_of_one_group_shows_who_stands_there(members: World) -> None:
    altos = await Group.get(organisation_id=members.organisation, name="Alten")
    assert await states(members, group=altos.id) == {"Emily": "never"}
    with refused("not_found"):
        await members.clara.call("invitation.list", organisation=members.organisation, group=12345)

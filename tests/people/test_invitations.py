"""A2, A5: an invited person chooses how they sign in, once, or joins with the account that they have."""

import asyncio
from datetime import timedelta

import pytest

from server.accounts.events import AccountChanged
from server.accounts.models import Link, Organisation, Ticket
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.people.importing import import_contacts
from server.people.models import Contact
from tests.visitors import CHOSEN, accept, let_time_pass, letters, rewrite, secret_of_last, visitor
from tests.world import Answered, Person, World, refused

LIST = """Voornaam;Achternaam;E-mail 1;E-mail 2;Taal
Zoë;Van Wulpenberg;Zoe@rietvink.example;oma@rietvink.example;fr
Emily;Reedmarsh;emily@rietvink.example;;en
Veerle;Zwaluwaert;;;nl
"""


@pytest.fixture
async def members(choir: World) -> World:
    """The choir with three contacts who have no login: Zoë, Emily, and Veerle without an address."""
    organisation = await Organisation.get(id=choir.organisation)
    await import_contacts(choir.house.units, organisation, LIST.encode(), "leden.csv")
    return choir


async def invite(members: World, first_name: str, by: Person | None = None) -> str:
    """Clara invites a contact; the secret of the link in the mail."""
    contact = await Contact.get(organisation_id=members.organisation, first_name=first_name)
    await (by or members.clara).call("invitation.send", organisation=members.organisation, contact=contact.id)
    return await secret_of_last("invitation")


async def test_an_invitation_goes_to_the_first_address_and_says_who_invites_where(members: World) -> None:
    secret = await invite(members, "Zoë")
    letter = (await letters("invitation"))[0]
    assert (letter["address"], letter["language"]) == ("Zoe@rietvink.example", "nl")
    assert letter["params"]["name"] == "Zoë Van Wulpenberg"
    assert letter["params"]["inviter"] == "Clara Wouters"
    assert letter["params"]["organisation"] == "Koor De Rietvink"
    assert letter["params"]["url"] == f"http://akkoord.test/invitation/{secret}"


async def test_who_speaks_english_is_invited_in_english(members: World) -> None:
    await invite(members, "Emily")
    assert (await letters("invitation"))[0]["language"] == "en"


async def test_the_page_says_to_whom_and_to_what_and_proposes_a_free_user_name(members: World) -> None:
    secret = await invite(members, "Zoë")
    shown = await visitor(members).call("invitation.get", secret=secret)
    assert shown == {
        "organisation": "Koor De Rietvink",
        "name": "Zoë Van Wulpenberg",
        "address": "Zoe@rietvink.example",
        "user_name": "zoe.vanwulpenberg",
    }
    await rewrite(members.bram, login="zoe.vanwulpenberg")
    assert (await visitor(members).call("invitation.get", secret=secret))["user_name"] == "zoe.vanwulpenberg2"


async def test_who_accepts_is_signed_in_as_their_contact_without_any_right(members: World) -> None:
    zoe = await accept(members, await invite(members, "Zoë"))
    contact = await Contact.get(organisation_id=members.organisation, first_name="Zoë")
    assert zoe.contact == contact.id
    assert (await zoe.call("organisation.list"))["items"][0]["capabilities"] == []
    account = await zoe.call("account.get")
    assert (account["login"], account["name"]) == ("zoe", "Zoë Van Wulpenberg")
    assert (account["address"], account["language"]) == ("zoe@rietvink.example", "nl")
    opened = await visitor(members).call("session.open", login="ZOE@rietvink.example", password=CHOSEN)
    assert opened["account"]["login"] == "zoe"


async def test_who_accepts_finds_the_conversations_in_which_their_contact_sits(members: World) -> None:
    contact = await Contact.get(organisation_id=members.organisation, first_name="Zoë")
    made = await members.clara.call(
        "conversation.create", organisation=members.organisation, title="Sopranen", contacts=[contact.id]
    )
    await members.clara.send(made["id"], "Welkom!")
    zoe = await accept(members, await invite(members, "Zoë"))
    await zoe.listen()
    await members.clara.send(made["id"], "Donderdag om acht uur.")
    assert [each["text"] for each in await zoe.heard("message.created")] == ["Donderdag om acht uur."]
    history = await zoe.call("message.history", conversation=made["id"])
    assert [each["text"] for each in history["items"]] == ["Welkom!", "Donderdag om acht uur."]


async def test_an_invitation_works_once(members: World) -> None:
    secret = await invite(members, "Zoë")
    await accept(members, secret)
    with refused("not_found") as error:
        await accept(members, secret, "zoe2")
    assert "gebruikt of verlopen" in error["message"]
    with refused("not_found"):
        await visitor(members).call("invitation.get", secret=secret)


async def test_of_two_who_accept_at_once_one_is_let_in(members: World) -> None:
    secret = await invite(members, "Zoë")
    answers = await asyncio.gather(
        accept(members, secret, "zoe.een"), accept(members, secret, "zoe.twee"), return_exceptions=True
    )
    assert sum(isinstance(answer, Person) for answer in answers) == 1
    assert await Ticket.filter(kind="invitation", used_at__isnull=False).count() == 1


async def test_of_two_who_want_the_same_user_name_at_once_one_must_take_another(members: World) -> None:
    secrets = [await invite(members, "Zoë"), await invite(members, "Emily")]
    answers = await asyncio.gather(*(accept(members, secret, "sopraan") for secret in secrets), return_exceptions=True)
    assert sum(isinstance(answer, Person) for answer in answers) == 1
    assert [answer.error["code"] for answer in answers if isinstance(answer, Answered)] == ["invalid"]
    left = next(secret for secret, answer in zip(secrets, answers, strict=True) if not isinstance(answer, Person))
    assert await accept(members, left, "alt")


async def test_an_invitation_ends_after_two_weeks(members: World) -> None:
    secret = await invite(members, "Zoë")
    let_time_pass(timedelta(days=13, hours=23))
    assert await visitor(members).call("invitation.get", secret=secret)
    let_time_pass(timedelta(hours=2))
    with refused("not_found"):
        await visitor(members).call("invitation.get", secret=secret)
    with refused("not_found"):
        await accept(members, secret)


async def test_sending_again_replaces_what_was_sent_before(members: World) -> None:
    first = await invite(members, "Zoë")
    second = await invite(members, "Zoë")
    with refused("not_found"):
        await accept(members, first)
    assert await accept(members, second)


async def test_an_expired_link_gets_a_new_one_in_the_mail_for_the_asking(members: World) -> None:
    first = await invite(members, "Zoë")
    let_time_pass(timedelta(days=15))
    asked = await visitor(members).call("invitation.renew", secret=first)
    second = await secret_of_last("invitation")
    assert second != first
    assert (await letters("invitation"))[-1]["params"]["inviter"] == "Clara Wouters"
    await accept(members, second)
    for secret in (first, second, "x" * 32):
        assert await visitor(members).call("invitation.renew", secret=secret) == asked
    assert len(await letters("invitation")) == 2


async def test_nobodys_mailbox_is_filled_with_invitations(members: World) -> None:
    secret = await invite(members, "Zoë")
    for _ in range(9):
        await visitor(members).call("invitation.renew", secret=secret)
        secret = await secret_of_last("invitation")
    assert await visitor(members).call("invitation.renew", secret=secret) == {}
    assert await secret_of_last("invitation") == secret
    with refused("rate_limited"):
        await invite(members, "Zoë")


async def test_who_renews_again_and_again_must_wait_whether_or_not_the_secret_is_ours(members: World) -> None:
    for secret in (await invite(members, "Zoë"), "x" * 32):
        for _ in range(10):
            await visitor(members).call("invitation.renew", secret=secret)
        with refused("rate_limited"):
            await visitor(members).call("invitation.renew", secret=secret)


@pytest.mark.parametrize(
    "user_name", ["zo", "Zoe", "1zoe", "zoë", "zoe van", "z" * 61, "zoe@rietvink", "_zoe", "zoe\n"]
)
async def test_a_user_name_without_the_right_form_is_refused_and_the_link_still_works(
    members: World, user_name: str
) -> None:
    secret = await invite(members, "Zoë")
    with refused("invalid", field="user_name"):
        await accept(members, secret, user_name)
    assert await accept(members, secret, "z" * 60)


async def test_a_user_name_that_is_taken_is_refused(members: World) -> None:
    secret = await invite(members, "Zoë")
    with refused("invalid", field="user_name") as error:
        await accept(members, secret, "fien.maes.elders")
    assert "in gebruik" in error["fields"]["user_name"]


@pytest.mark.parametrize("password", ["kort", "wachtwoord123"])
async def test_a_poor_password_is_refused_and_the_link_still_works(members: World, password: str) -> None:
    secret = await invite(members, "Zoë")
    with refused("invalid", field="password"):
        await visitor(members).call("invitation.accept", secret=secret, user_name="zoe", password=password)
    assert await accept(members, secret)


async def test_who_has_no_address_cannot_be_invited(members: World) -> None:
    with refused("invalid", field="contact"):
        await invite(members, "Veerle")


async def test_who_has_a_login_cannot_be_invited(members: World) -> None:
    with refused("conflict"):
        await invite(members, "Jonas")


async def test_only_who_manages_members_invites(members: World) -> None:
    with refused("forbidden"):
        await invite(members, "Zoë", by=members.jonas)
    for person in (members.stranger, members.foreign_admin):
        with refused("not_found"):
            await invite(members, "Zoë", by=person)
    assert await letters("invitation") == []


async def test_a_contact_of_another_organisation_is_not_found(members: World) -> None:
    with refused("not_found"):
        await members.foreign_admin.call("invitation.send", organisation=members.other, contact=members.jonas.contact)
    with refused("not_found"):
        await members.clara.call("invitation.send", organisation=members.organisation, contact=12345)


async def test_who_has_an_account_elsewhere_joins_with_it(members: World) -> None:
    secret = await invite(members, "Zoë")
    joined = await members.stranger.call("invitation.join", secret=secret)
    assert (joined["name"], joined["capabilities"]) == ("Koor De Rietvink", [])
    await members.quiet()
    organisations = (await members.stranger.call("organisation.list"))["items"]
    assert [each["name"] for each in organisations] == ["Harmonie Sint-Cecilia", "Koor De Rietvink"]
    assert (await members.stranger.call("contact.list", organisation=members.organisation))["items"]
    with refused("not_found"):
        await members.foreign_admin.call("invitation.join", secret=secret)


async def test_who_is_in_the_organisation_already_does_not_join_as_somebody_else(members: World) -> None:
    secret = await invite(members, "Zoë")
    with refused("conflict"):
        await members.jonas.call("invitation.join", secret=secret)
    assert await accept(members, secret)


async def test_of_two_invitations_that_one_takes_up_at_once_one_is_refused(members: World) -> None:
    secrets = [await invite(members, "Zoë"), await invite(members, "Emily")]
    joining = (members.stranger.call("invitation.join", secret=secret) for secret in secrets)
    answers = await asyncio.gather(*joining, return_exceptions=True)
    (late,) = [answer for answer in answers if isinstance(answer, Answered)]
    assert late.error["code"] == "conflict"
    own = {"organisation_id": members.organisation, "account_id": members.stranger.account.id, "until_at": None}
    assert await Link.filter(**own).count() == 1


async def test_who_acts_for_somebody_elsewhere_does_not_join_twice(members: World) -> None:
    secret = await invite(members, "Zoë")
    child = await members.person("Wout Maes", members.other)
    async with members.house.units.write() as unit:
        own = {"account_id": members.jonas.account.id, "organisation_id": members.other, "from_at": clock.now()}
        unit.add(Link(id=new_id(), contact_id=child.contact, kind="delegate", **own))
        aunt = Contact(
            id=new_id(), organisation_id=members.other, first_name="Jo", search_name="jo", created_at=clock.now()
        )
        unit.add(aunt, Link(id=new_id(), contact_id=aunt.id, **own))
        unit.emit(AccountChanged(members.jonas.account))
    await members.quiet()
    await members.jonas.call("session.act_for", contact=child.contact)
    await members.quiet()
    with refused("conflict"):
        await members.jonas.call("invitation.join", secret=secret)


async def test_without_a_session_one_accepts_and_does_not_join(members: World) -> None:
    secret = await invite(members, "Zoë")
    with refused("unauthenticated"):
        await visitor(members).call("invitation.join", secret=secret)

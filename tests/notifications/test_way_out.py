"""M15, RFC 8058: the way out that every mail carries works with one click, and only by a click."""

import re
from collections.abc import AsyncIterator
from datetime import date

import httpx
import pytest

from server.accounts.models import Account
from server.kernel.database import transaction
from server.people.models import Address
from tests.notifications.relay import Relay, Watch, deliver, text_of
from tests.notifications.test_reading_along import has_addresses, mailed
from tests.world import Person, Served, World, refused

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
async def browser(served: Served) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody with no cookie, who follows no redirect by themselves."""
    async with httpx.AsyncClient(base_url=served.http, trust_env=False) as browser:
        yield browser


@pytest.fixture
async def way_out(choir: World, relay: Relay, watch: Watch) -> str:
    """The path of the way out in a mail to Jonas."""
    conversation = await choir.direct(choir.clara, choir.jonas)
    await choir.clara.send(conversation, "Donderdag beginnen we om half acht")
    watch.forward(seconds=61)
    await deliver(choir)
    (mail,) = relay.to(choir.jonas)
    url = str(mail["List-Unsubscribe"]).strip("<> ")
    assert url in text_of(mail)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return url.removeprefix("http://akkoord.test")


async def mails(person: Person) -> bool:
    return (await Account.get(id=person.account.id)).mail_messages


async def test_one_click_stops_the_mails_without_cookie_or_redirect(
    choir: World, relay: Relay, watch: Watch, way_out: str, browser: httpx.AsyncClient
) -> None:
    before = await choir.jonas.call("account.get")
    assert before["mail_messages"] is True
    for _ in range(2):
        answer = await browser.post(way_out, data=ONE_CLICK)
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
        assert not await mails(choir.jonas)
    assert await mails(choir.clara)
    assert (await choir.jonas.call("account.get"))["mail_messages"] is False
    conversation = await choir.direct(choir.clara, choir.jonas)
    await choir.clara.send(conversation, "Nog iets")
    watch.forward(seconds=61)
    await deliver(choir)
    assert len(relay.to(choir.jonas)) == 1


async def test_looking_changes_nothing(choir: World, way_out: str, browser: httpx.AsyncClient) -> None:
    for method in ("GET", "HEAD", "OPTIONS"):
        await browser.request(method, way_out)
    page = await browser.get(way_out)
    assert page.status_code == 200
    assert await mails(choir.jonas)
    assert '<html lang="nl">' in page.text
    assert "<button>Geen mails meer</button>" in page.text
    assert re.search(r'<form method="post" action="(.+?)">', page.text)[1] == way_out  # type: ignore[index]
    assert "Jonas" not in page.text


async def test_the_page_may_run_nothing_and_tells_nobody_its_address(way_out: str, browser: httpx.AsyncClient) -> None:
    page = await browser.get(way_out)
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert "unsafe" not in policy
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    assert "<script" not in page.text
    assert "style=" not in page.text
    sheet = re.search(r'<link rel="stylesheet" href="(.+?)">', page.text)
    assert sheet is not None
    assert (await browser.get(sheet[1])).headers["content-type"].startswith("text/css")


async def test_who_regrets_it_is_mailed_again(choir: World, way_out: str, browser: httpx.AsyncClient) -> None:
    stopped = await browser.post(way_out, data=ONE_CLICK)
    back = re.search(r'action="(.+?)"', stopped.text)
    assert back is not None
    assert "<button>Toch weer mailen</button>" in stopped.text
    assert "Toch weer mailen" in (await browser.get(way_out)).text
    assert not await mails(choir.jonas)
    resumed = await browser.post(back[1])
    assert resumed.status_code == 200
    assert await mails(choir.jonas)


async def test_the_page_speaks_the_language_of_the_account(
    choir: World, way_out: str, browser: httpx.AsyncClient
) -> None:
    await choir.jonas.call("account.change", language="en")
    page = await browser.get(way_out, headers={"Accept-Language": "nl"})
    assert "<button>No more mails</button>" in page.text


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_token_that_is_not_ours_is_unknown(
    choir: World, way_out: str, browser: httpx.AsyncClient, method: str
) -> None:
    proof = way_out.partition("-")[2]
    wrong = [way_out[:-1], way_out[:-1] + ("0" if way_out[-1] != "0" else "1"), "/mail/stop/x", "/mail/stop/%00%ff"]
    for path in [*wrong, f"/mail/stop/{choir.an.account.id:x}-{proof}", f"/mail/stop/{0:x}-{proof}"]:
        page = await browser.request(method, path, headers={"Accept-Language": "en"})
        assert page.status_code == 404, path
        assert "We do not know this link" in page.text
    assert await mails(choir.jonas)
    assert await mails(choir.an)


async def test_the_same_is_an_operation(choir: World, way_out: str) -> None:
    token = way_out.rpartition("/")[2]
    assert await choir.an.call("mail.get", token=token) == {"mail_messages": True, "language": "nl"}
    assert (await choir.an.call("mail.stop", token=token))["mail_messages"] is False
    assert (await choir.an.call("mail.resume", token=token))["mail_messages"] is True
    with refused("not_found"):
        await choir.an.call("mail.stop", token=token[:-1])


async def test_each_mail_to_one_account_carries_the_same_way_out(
    choir: World, relay: Relay, watch: Watch, way_out: str
) -> None:
    conversation = await choir.direct(choir.an, choir.jonas)
    await choir.an.send(conversation, "Rijd je mee?")
    watch.forward(seconds=61)
    await deliver(choir)
    assert way_out in text_of(relay.to(choir.jonas)[1])


@pytest.fixture
async def family(choir: World, relay: Relay, watch: Watch) -> dict[str, str]:
    """Jonas is a child whose parents read along: the token in the mail to each address."""
    await has_addresses(choir.jonas, "jonas@school.example", "papa@thuis.example", "mama@thuis.example",
                        born=date(2015, 1, 1))  # fmt: skip
    await mailed(choir, relay, watch)
    return {to: str(mail["List-Unsubscribe"]).strip("<> ").rpartition("/")[2] for to, mail in relay.taken}


async def test_a_parent_stops_only_the_mails_that_come_to_them(
    choir: World, relay: Relay, watch: Watch, family: dict[str, str], browser: httpx.AsyncClient
) -> None:
    assert len(set(family.values())) == 3
    path = f"/mail/stop/{family['papa@thuis.example']}"
    assert "<button>Geen mails meer</button>" in (await browser.get(path)).text
    for _ in range(2):
        assert (await browser.post(path, data=ONE_CLICK)).status_code == 200
    assert await mails(choir.jonas)
    assert await mailed(choir, relay, watch) == ["jonas@school.example", "mama@thuis.example"]
    again = {str(mail["List-Unsubscribe"]).strip("<> ").rpartition("/")[2] for _, mail in relay.taken}
    assert again == {family["jonas@school.example"], family["mama@thuis.example"]}
    shown = await choir.jonas.call(
        "address.list_purposes", organisation=choir.organisation, contact=choir.jonas.contact
    )
    assert shown["items"][1]["purposes"] == ["activities", "reminders", "tasks", "news", "newsletters"]
    assert "<button>Toch weer mailen</button>" in (await browser.get(path)).text
    assert (await browser.post(f"{path}/undo")).status_code == 200
    assert len(await mailed(choir, relay, watch)) == 3


async def test_the_log_tells_that_an_address_was_stopped(
    choir: World, family: dict[str, str], browser: httpx.AsyncClient
) -> None:
    for _ in range(2):
        await browser.post(f"/mail/stop/{family['mama@thuis.example']}", data=ONE_CLICK)
    (line,) = (await choir.clara.call("audit.list", organisation=choir.organisation, act="mail"))["items"]
    assert (line["name"], line["sentence"], line["subject_name"]) == (
        "Wie de mail kreeg", "Mail stopgezet", "Jonas Peeters",
    )  # fmt: skip


async def test_a_child_stops_their_own_mails_and_not_those_of_the_parents(
    choir: World, relay: Relay, watch: Watch, family: dict[str, str]
) -> None:
    await choir.jonas.call("account.change", language="en")
    token = family["jonas@school.example"]
    assert await choir.an.call("mail.stop", token=token) == {"mail_messages": False, "language": "en"}
    assert await choir.an.call("mail.get", token=token) == {"mail_messages": False, "language": "en"}
    assert await mailed(choir, relay, watch) == ["mama@thuis.example", "papa@thuis.example"]


async def test_the_way_out_of_one_address_is_none_for_what_takes_its_place(
    choir: World, relay: Relay, watch: Watch, family: dict[str, str]
) -> None:
    token = family["papa@thuis.example"]
    own = {"organisation_id": choir.organisation, "contact_id": choir.jonas.contact}
    async with transaction():
        await Address.filter(**own, place=2).update(address="stiefpapa@thuis.example")
    with refused("not_found"):
        await choir.an.call("mail.stop", token=token)
    async with transaction():
        await Address.filter(**own, place=3).update(address="Papa@thuis.example")
    assert (await choir.an.call("mail.stop", token=token))["mail_messages"] is False
    with refused("not_found"):
        await choir.an.call("mail.stop", token=token.replace(".", ".0"))


async def test_a_way_out_of_the_account_still_stops_everything(
    choir: World, relay: Relay, watch: Watch, way_out: str, browser: httpx.AsyncClient
) -> None:
    """As in mails from before: whoever had one address then."""
    await has_addresses(choir.jonas, "jonas@school.example", "papa@thuis.example", born=date(2015, 1, 1))
    assert len(await mailed(choir, relay, watch)) == 2
    assert (await browser.post(way_out, data=ONE_CLICK)).status_code == 200
    assert await mailed(choir, relay, watch) == []

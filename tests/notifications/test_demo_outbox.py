"""Z1: in the demo no mail leaves the machine, and all of it can be read in a browser."""

import re
from collections.abc import AsyncIterator

import httpx
import msgspec
import pytest

from server.main import opened
from server.settings import Settings
from tests.notifications.relay import Watch, deliver
from tests.world import Served, World, founded, serving


@pytest.fixture
async def choir(house_settings: Settings, watch: Watch) -> AsyncIterator[World]:
    """Koor De Rietvink in a demo, with a relay set that nothing may reach."""
    settings = msgspec.structs.replace(house_settings, demo=True, smtp_host="relay.invalid")
    async with opened(settings) as house:
        house.start(work=False)
        yield await founded(house)


@pytest.fixture
async def browser(served: Served) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=served.http, trust_env=False) as browser:
        yield browser


async def mailed(choir: World, watch: Watch, *texts: str) -> None:
    """Jonas gets a mail for each text."""
    conversation = await choir.direct(choir.clara, choir.jonas)
    for text in texts:
        await choir.clara.send(conversation, text)
        watch.forward(seconds=61)
        await deliver(choir)


async def test_mails_are_shown_the_latest_first(choir: World, watch: Watch, browser: httpx.AsyncClient) -> None:
    assert "Er is nog niets verzonden" in (await browser.get("/demo/outbox")).text
    await mailed(choir, watch, "Donderdag beginnen we om half acht", "Breng een potlood mee")
    page = (await browser.get("/demo/outbox")).text
    assert page.index("potlood") < page.index("half acht")
    assert "jonas.peeters@rietvink.example" in page
    assert re.search(r'<a href="http://akkoord\.test/chat/\d+">', page)
    listed = (await browser.get("/demo/outbox.json")).json()["items"]
    assert [mail["subject"] for mail in listed] == ["Clara Wouters: 1 nieuw bericht"] * 2
    assert "potlood" in listed[0]["text"]


async def test_the_page_is_in_the_reader_s_language(browser: httpx.AsyncClient) -> None:
    page = (await browser.get("/demo/outbox", headers={"Accept-Language": "en"})).text
    assert '<html lang="en">' in page
    assert "<h1>Mails sent</h1>" in page


async def test_a_mail_can_be_seen_with_its_layout(choir: World, watch: Watch, browser: httpx.AsyncClient) -> None:
    await mailed(choir, watch, "Breng een potlood mee")
    way = re.search(r'href="(/demo/outbox/\d+)"', (await browser.get("/demo/outbox")).text)
    assert way is not None
    shown = await browser.get(way[1])
    assert '<div style="' in shown.text
    assert "sandbox" in shown.headers["content-security-policy"]
    assert "script" not in shown.headers["content-security-policy"]
    assert (await browser.get("/demo/outbox/999")).status_code == 404


async def test_what_a_mail_holds_cannot_come_to_life(choir: World, watch: Watch, browser: httpx.AsyncClient) -> None:
    await mailed(choir, watch, '<script>alert(1)</script> https://x.example/"onclick="alert(1)')
    page = await browser.get("/demo/outbox")
    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text
    assert '"onclick=' not in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")
    assert "style=" not in page.text


async def test_outside_the_demo_there_is_no_such_page(house_settings: Settings, watch: Watch) -> None:
    async with opened(house_settings) as house:
        house.start(work=False)
        async with serving(await founded(house)) as served, httpx.AsyncClient(trust_env=False) as browser:
            for path in ("/demo/outbox", "/demo/outbox.json", "/demo/outbox/1"):
                assert (await browser.get(served.http + path)).status_code == 404

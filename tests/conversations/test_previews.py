"""Previews of links: what the server may look at, and what it makes of it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest

from server.adapters.page_fetcher import MOST_BYTES, PageFetcher
from server.conversations.previews.looking import forget_pages, link_in
from server.conversations.previews.reading import summary_of
from server.kernel.pages import Page, is_public
from server.kernel.worker import Worker
from tests.world import Person, World, refused

PAGE = """<!doctype html><html><head><title>Kerstconcert</title><meta charset="utf-8">
<meta property="og:title" content="Kerstconcert 2026 &amp; receptie">
<meta property="og:site_name" content="De Rietvink">
<meta name="description" content="Zaterdag om acht uur,
 in de kerk."></head><body><meta property="og:title" content="te laat"></body></html>"""


class Site:
    """A web server on this machine, for pages by their path; counts what it is asked."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.port = 0

    def page(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8") -> str:
        content = body.encode() if isinstance(body, str) else body
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n"
        self.pages[path] = head.encode() + content
        return f"http://rietvink.test:{self.port}{path}"

    def moved(self, path: str, to: str) -> str:
        self.pages[path] = f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()
        return f"http://rietvink.test:{self.port}{path}"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.asked.append(head)
        content = self.pages.get(head.split(" ")[1])
        if content is not None:
            writer.write(content)
            await writer.drain()
            writer.close()
        else:
            await reader.read()  # silent until the other side has had enough
            writer.close()

    def fetcher(self, seconds: float = 5.0, allowed: Callable[[str, int], bool] | None = None) -> PageFetcher:
        """One for which this site, and only it, stands outside."""

        async def resolver(host: str, _port: int) -> list[str]:
            return ["127.0.0.1"] if host == "rietvink.test" else [host]

        def only_here(address: str, port: int) -> bool:
            return (address, port) == ("127.0.0.1", self.port)

        return PageFetcher("Akkoord", resolver, allowed or only_here, seconds)


@asynccontextmanager
async def serving_pages() -> AsyncIterator[Site]:
    site = Site()
    server = await asyncio.start_server(site.answer, "127.0.0.1", 0)
    site.port = server.sockets[0].getsockname()[1]
    async with server:
        yield site


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    forget_pages()
    async with serving_pages() as site:
        yield site


async def look_at_links(choir: World, *, on: bool = True) -> None:
    """Whether the choir wants its links looked at."""
    await choir.clara.call("organisation.change", organisation=choir.organisation, link_previews=on)


async def previews(person: Person, site: Site, message: dict[str, Any]) -> Any:
    """What a message shows once its job has run."""
    work = msgspec.structs.replace(person.world.house.work, pages=site.fetcher())
    await Worker(work).run_due()
    history = await person.call("message.history", conversation=message["conversation"])
    return next(item for item in history["items"] if item["id"] == message["id"]).get("previews")


async def test_a_link_shows_what_stands_behind_it_to_all_and_is_fetched_once_a_day(choir: World, site: Site) -> None:
    await look_at_links(choir)
    url = site.page("/concert", PAGE)
    place = await choir.conversation(choir.jonas)
    await choir.clara.listen()
    sent = await choir.jonas.send(place, f"Kijk eens: {url}.")
    shown = {"url": url, "title": "Kerstconcert 2026 & receptie", "site": "De Rietvink"}
    wanted = [{**shown, "description": "Zaterdag om acht uur, in de kerk."}]
    assert await previews(choir.jonas, site, sent) == wanted
    assert [heard.get("previews") for heard in await choir.clara.heard("message.previewed")] == [wanted]
    again = await choir.clara.send(place, url)
    assert await previews(choir.clara, site, again) == wanted
    assert len(site.asked) == 1
    assert "cookie" not in site.asked[0].lower()
    assert "referer" not in site.asked[0].lower()


async def test_an_edit_looks_again_and_an_author_can_do_without(choir: World, site: Site) -> None:
    await look_at_links(choir)
    url, other = site.page("/een", "<title>Een</title>"), site.page("/twee", "<title>Twee</title>")
    place = await choir.conversation(choir.jonas)
    sent = await choir.jonas.send(place, url)
    assert (await previews(choir.jonas, site, sent))[0]["title"] == "Een"
    await choir.jonas.call("message.edit", message=sent["id"], text=other)
    assert (await previews(choir.jonas, site, sent))[0]["title"] == "Twee"
    await choir.jonas.call("message.edit", message=sent["id"], text="Toch niet")
    assert await previews(choir.jonas, site, sent) is None
    await choir.jonas.call("message.edit", message=sent["id"], text=url)
    assert await previews(choir.jonas, site, sent)
    with refused("forbidden"):
        await choir.clara.call("message.remove_preview", message=sent["id"])
    await choir.jonas.call("message.remove_preview", message=sent["id"])
    await choir.jonas.call("message.edit", message=sent["id"], text=other)
    assert await previews(choir.jonas, site, sent) == []
    gone = await choir.jonas.send(place, other)
    assert await previews(choir.jonas, site, gone)
    await choir.jonas.call("message.delete", message=gone["id"])
    assert await previews(choir.jonas, site, gone) is None


async def test_a_message_without_a_link_makes_no_job(choir: World, site: Site) -> None:
    await look_at_links(choir)
    place = await choir.conversation(choir.jonas)
    site.page("/", PAGE)
    sent = await choir.jonas.send(place, "rietvink.test is geen link")
    assert await previews(choir.jonas, site, sent) is None
    assert site.asked == []


async def test_nothing_is_fetched_unless_the_organisation_wants_it(choir: World, site: Site) -> None:
    url, other = site.page("/een", "<title>Een</title>"), site.page("/twee", "<title>Twee</title>")
    place = await choir.conversation(choir.jonas)
    sent = await choir.jonas.send(place, url)
    assert await previews(choir.jonas, site, sent) is None
    assert site.asked == []
    await look_at_links(choir)
    sent = await choir.jonas.send(place, url)
    assert (await previews(choir.jonas, site, sent))[0]["title"] == "Een"
    await look_at_links(choir, on=False)
    await choir.jonas.call("message.edit", message=sent["id"], text=f"Kijk: {url}")
    assert (await previews(choir.jonas, site, sent))[0]["title"] == "Een"
    await choir.jonas.call("message.edit", message=sent["id"], text=f"Of toch: {other}")
    assert await previews(choir.jonas, site, sent) is None
    assert len(site.asked) == 1


async def test_redirections_are_followed_three_times_and_each_is_judged(site: Site) -> None:
    site.page("/goed", PAGE)
    for path, to in (("/3", "/2"), ("/2", "/1"), ("/1", "/goed"), ("/4", "/3")):
        site.moved(path, to)
    fetcher = site.fetcher()
    base = f"http://rietvink.test:{site.port}"
    assert (await fetcher.fetch(f"{base}/3")) is not None
    assert (await fetcher.fetch(f"{base}/4")) is None
    async with serving_pages() as inside:
        inside.page("/geheim", PAGE)
        asked = len(site.asked)
        site.moved("/naar-binnen", f"http://127.0.0.1:{inside.port}/geheim")
        assert (await fetcher.fetch(f"{base}/naar-binnen")) is None
        assert len(site.asked) == asked + 1
        assert inside.asked == []
        for bad in (
            "ftp://rietvink.test/",
            "file:///etc/passwd",
            "http://",
            f"http://clara@rietvink.test:{site.port}/goed",
        ):
            site.moved("/elders", bad)
            assert (await fetcher.fetch(f"{base}/elders")) is None


async def test_by_default_nothing_within_our_own_network_is_spoken_to(site: Site) -> None:
    site.page("/goed", PAGE)
    assert (await site.fetcher(allowed=is_public).fetch(f"http://rietvink.test:{site.port}/goed")) is None
    assert (await PageFetcher("Akkoord").fetch(f"http://127.0.0.1:{site.port}/goed")) is None
    assert site.asked == []


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
     "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0",
     "192.0.0.8", "192.88.99.1", "fec0::1",
     "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
     "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1",
     "geen"],
)  # fmt: skip
def test_addresses_inside_are_refused_in_whatever_way_they_are_written(address: str) -> None:
    assert not is_public(address, 443)


def test_addresses_outside_are_allowed_on_the_ports_of_the_web_only() -> None:
    for address in ("93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"):
        assert is_public(address, 80)
        assert is_public(address, 443)
        assert not any(is_public(address, port) for port in (0, 22, 25, 8080))


async def test_one_bad_address_of_a_name_is_enough_to_stay_away(site: Site) -> None:
    async def resolver(_host: str, _port: int) -> list[str]:
        return ["93.184.216.34", "10.0.0.1"]

    assert (await PageFetcher("Akkoord", resolver).fetch("http://rietvink.test/")) is None


async def test_what_is_long_slow_or_no_page_is_left(site: Site) -> None:
    fetcher = site.fetcher(seconds=0.2)
    long = await fetcher.fetch(site.page("/lang", b"<title>Lang</title>" + b" " * 2_000_000))
    assert long is not None
    assert len(long.content) == MOST_BYTES
    assert await fetcher.fetch(site.page("/foto", b"\xff\xd8", "image/jpeg")) is None
    assert await fetcher.fetch(f"http://rietvink.test:{site.port}/stil") is None
    site.pages["/stuk"] = b"SSH-2.0-OpenSSH\r\n\r\n"
    assert await fetcher.fetch(f"http://rietvink.test:{site.port}/stuk") is None
    site.pages["/koppen"] = b"HTTP/1.1 200 OK\r\n" + b"X-A: " + b"x" * 500_000
    assert await fetcher.fetch(f"http://rietvink.test:{site.port}/koppen") is None


def test_pages_are_read_in_their_own_letters_and_say_nothing_that_deceives() -> None:
    latin = Page("http://a.test/", "<title>Café</title>".encode("latin-1"), "iso-8859-1")
    assert summary_of(latin) is not None
    assert summary_of(latin).title == "Café"  # type: ignore[union-attr]
    inside = Page("http://a.test/", b'<meta charset="windows-1252"><title>Caf\xe9</title>', None)
    assert summary_of(inside).title == "Café"  # type: ignore[union-attr]
    unknown = Page("http://a.test/", "<title>Café</title>".encode(), "hex")
    assert summary_of(unknown).title == "Café"  # type: ignore[union-attr]
    assert summary_of(Page("http://a.test/", b"<p>Niets", None)) is None
    turned = Page("http://a.test/", "<title>a\u202eb\x00c</title>".encode(), None)
    assert summary_of(turned).title == "a b c"  # type: ignore[union-attr]
    deep = Page("http://a.test/", b"<title>Diep</title>" + b"<b>" * 170_000, None)
    assert summary_of(deep).title == "Diep"  # type: ignore[union-attr]
    long = Page("http://a.test/", b"<title>" + b"x" * 5000 + b"</title>", None)
    assert len(summary_of(long).title) == 200  # type: ignore[union-attr]


def test_a_link_ends_before_the_sentence_does() -> None:
    assert link_in("Zie (https://rietvink.test/a?b=c).") == "https://rietvink.test/a?b=c"
    assert link_in("geen link: rietvink.test") is None

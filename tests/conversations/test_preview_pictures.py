"""Pictures of previews: fetched by the server alone, small, seen by who sees the message, and gone with it."""

import io
from typing import Any

import pytest
from PIL import Image

from server.adapters.page_fetcher import MOST_PICTURE_BYTES
from server.conversations.previews.looking import forget_pages
from server.conversations.previews.models import PreviewPicture
from server.files.models import File, FileUsage
from server.files.sweeping import sweep_orphans
from server.kernel.clock import clock
from server.kernel.database import transaction
from tests.conversations.test_previews import Site, look_at_links, previews, serving_pages, site
from tests.files.conftest import Counter, contents, picture
from tests.world import World, refused

__all__ = ["site"]

HEAD = '<title>Kerstconcert</title><meta property="og:image" content="{}">'


def concert(site: Site, image: str, path: str = "/concert") -> str:
    """A page that names a picture."""
    return site.page(path, HEAD.format(image))


async def shown(choir: World, site: Site, url: str) -> tuple[dict[str, Any], Any]:
    """A message of Jonas with a link, and its preview."""
    await look_at_links(choir)
    sent = await choir.jonas.send(await choir.conversation(choir.jonas, choir.bram), url)
    (preview,) = await previews(choir.jonas, site, sent)
    return sent, preview


async def left(choir: World) -> tuple[int, int, list[str]]:
    """Rows, counted bytes and contents of files, once all that was removed is swept."""
    await choir.house.worker.run_due()
    own = {"organisation_id": choir.organisation}
    assert await File.filter(**own).count() == await PreviewPicture.filter(**own).count()
    usage = await FileUsage.get_or_none(**own)
    return await File.filter(**own).count(), usage.bytes if usage else 0, contents(choir.house)


async def test_a_picture_is_small_and_seen_by_who_sees_the_message_alone(
    counter: Counter, choir: World, site: Site
) -> None:
    exif = Image.Exif()
    exif[0x010E] = "gemaakt in de Kerkstraat 12"
    site.page("/koor.jpg", picture(1200, 630, exif=exif), "image/jpeg")
    sent, preview = await shown(choir, site, concert(site, "/koor.jpg"))
    assert preview["title"] == "Kerstconcert"
    got = await counter.by(choir.bram).get(preview["picture"], 192)
    assert (got.status_code, got.headers["content-type"]) == (200, "image/jpeg")
    with Image.open(io.BytesIO(got.content)) as small:
        assert (small.size, small.format, dict(small.getexif())) == ((192, 192), "JPEG", {})
    assert b"Kerkstraat" not in got.content
    for outside in (choir.an, choir.stranger, choir.foreign_admin, None):
        assert (await counter.by(outside).get(preview["picture"], 192)).status_code in (401, 404)
    with refused("not_found"):
        await choir.stranger.call("file.get", file=preview["picture"])
    assert "cookie" not in "".join(site.asked).lower()
    await choir.clara.call("conversation.remove", conversation=sent["conversation"])
    assert (await counter.by(choir.bram).get(preview["picture"], 192)).status_code == 404


async def test_nobody_sends_a_file_for_it(counter: Counter, choir: World) -> None:
    assert (await counter.by(choir.clara).send(picture(), purpose="preview")).status_code == 403


async def test_a_picture_within_our_own_network_is_not_fetched(choir: World, site: Site) -> None:
    async with serving_pages() as inside:
        inside.page("/geheim.jpg", picture(), "image/jpeg")
        for number, address in enumerate((
            f"http://127.0.0.1:{inside.port}/geheim.jpg", "http://10.0.0.1/a.jpg", "file:///etc/passwd",
            f"data:image/jpeg;base64,{'A' * 40}", "http://[", "x" * 3000,
        )):  # fmt: skip
            _, preview = await shown(choir, site, concert(site, address, f"/{number}"))
            assert "picture" not in preview
        moved = site.moved("/weg.jpg", f"http://127.0.0.1:{inside.port}/geheim.jpg")
        _, preview = await shown(choir, site, concert(site, moved))
        assert "picture" not in preview
        assert inside.asked == []
    assert contents(choir.house) == []


def too_long() -> bytes:
    return picture() + b"\0" * MOST_PICTURE_BYTES


def too_many_pixels() -> bytes:
    written = io.BytesIO()
    Image.new("1", (20_001, 10)).save(written, "PNG")
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (too_long(), "image/jpeg"),
        (too_many_pixels(), "image/png"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png"),
        (picture(), "text/html"),
        (picture()[:400], "image/jpeg"),
        (b"", "image/jpeg"),
    ],
    ids=["long", "pixels", "svg", "svg as png", "not told", "broken", "empty"],
)
async def test_what_is_too_large_or_no_picture_leaves_a_card_without(
    choir: World, site: Site, content: bytes, kind: str
) -> None:
    site.page("/foto", content, kind)
    _, preview = await shown(choir, site, concert(site, "/foto"))
    assert preview["title"] == "Kerstconcert"
    assert "picture" not in preview
    assert len(site.asked) == 2
    assert contents(choir.house) == []


async def test_it_goes_with_the_preview_with_the_message_and_with_the_link(choir: World, site: Site) -> None:
    site.page("/koor.png", picture(400, 400, "PNG"), "image/png")
    url, other = concert(site, "/koor.png"), site.page("/twee", "<title>Twee</title>")
    for way in ("removed", "deleted", "edited"):
        sent, _ = await shown(choir, site, url)
        count, counted, kept = await left(choir)
        assert (count, len(kept), counted > 500) == (1, 1, True)
        if way == "removed":
            await choir.jonas.call("message.remove_preview", message=sent["id"])
        elif way == "deleted":
            await choir.jonas.call("message.delete", message=sent["id"])
        else:
            await choir.jonas.call("message.edit", message=sent["id"], text=other)
            (preview,) = await previews(choir.jonas, site, sent)
            assert preview == {"url": other, "title": "Twee"}
        assert await left(choir) == (0, 0, [])


async def test_a_link_is_fetched_once_a_day_and_each_message_has_its_own_picture(choir: World, site: Site) -> None:
    site.page("/koor.jpg", picture(), "image/jpeg")
    url = concert(site, "/koor.jpg")
    first, one = await shown(choir, site, url)
    _, two = await shown(choir, site, url)
    assert (len(site.asked), one["picture"] != two["picture"]) == (2, True)
    await choir.jonas.call("message.edit", message=first["id"], text=f"Kijk: {url}")
    assert await previews(choir.jonas, site, first) == [one]
    await choir.jonas.call("message.delete", message=first["id"])
    assert (await left(choir))[0] == 1
    async with transaction():
        await File.filter(organisation_id=choir.organisation).update(claimed_at=clock.now().replace(year=2020))
    await sweep_orphans.run(choir.house.work)
    assert (await left(choir))[0] == 1


async def test_what_was_seen_stays_when_its_site_is_gone_by_the_next_look(choir: World, site: Site) -> None:
    site.page("/koor.jpg", picture(), "image/jpeg")
    url = concert(site, "/koor.jpg")
    sent, before = await shown(choir, site, url)
    forget_pages()
    site.page("/concert", "", "text/plain")
    await choir.jonas.call("message.edit", message=sent["id"], text=f"Kijk: {url}")
    assert await previews(choir.jonas, site, sent) == [before]
    assert len(site.asked) == 3


async def test_where_no_room_is_left_the_card_has_no_picture(choir: World, site: Site) -> None:
    site.page("/koor.jpg", picture(), "image/jpeg")
    async with transaction():
        await FileUsage.create(organisation_id=choir.organisation, bytes=choir.house.site.file_quota)
    _, preview = await shown(choir, site, concert(site, "/koor.jpg"))
    assert (preview["title"], "picture" in preview) == ("Kerstconcert", False)
    assert contents(choir.house) == []

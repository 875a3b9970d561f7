"""The web client's files: its page for its own addresses, and never in the place of something else."""

import json
import re
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from server.transports.web import WebClient


@pytest.fixture
def web(tmp_path: Path) -> httpx.AsyncClient:
    """A client that was built, with one hashed asset."""
    (tmp_path / "static" / "assets").mkdir(parents=True)
    (tmp_path / "static" / "index.html").write_text("<!doctype html><title>Akkoord</title>")
    (tmp_path / "static" / "assets" / "room-4f2a.js").write_text("export {}")
    (tmp_path / "static" / "assets" / "room-4f2a.js.gz").write_bytes(b"packed")
    screens = {
        "sign-in": ["assets/SignIn-1a.js"],
        "chat/*": ["assets/Room-2b.css", "assets/Room-2b.js"],
        "manage": ["assets/Manage-3c.js"],
        "manage/members": ["assets/Manage-3c.js", "assets/Members-4d.js"],
        "link": ["assets/Link-5e.js"],
    }
    (tmp_path / "static" / "screens.json").write_text(json.dumps(screens))
    (tmp_path / "secret.toml").write_text("password = 1")
    app = Starlette(routes=[Route("/{path:path}", WebClient(tmp_path / "static").serve)])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://akkoord.test")


@pytest.mark.parametrize("path", ["/", "/chat/12", "/agenda/2026-11/98", "/link/geheim"])
async def test_every_address_of_the_client_gives_its_page_under_a_strict_policy(
    web: httpx.AsyncClient, path: str
) -> None:
    answer = await web.get(path)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    assert "<title>Akkoord</title>" in answer.text
    assert "script-src 'self';" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "files"),
    [
        ("/chat", []),
        ("/chat/12", ["Room-2b.css", "Room-2b.js"]),
        ("/chat/12/info", ["Room-2b.css", "Room-2b.js"]),
        ("/manage/groups/4", ["Manage-3c.js"]),
        ("/manage/members/4/family", ["Manage-3c.js", "Members-4d.js"]),
        ("/link/geheim", ["Link-5e.js"]),
    ],
)
async def test_a_deep_link_names_all_files_of_its_screen_beside_the_page(
    web: httpx.AsyncClient, path: str, files: list[str]
) -> None:
    answer = await web.get(path, headers={"Cookie": "akkoord_session=geheim"})
    link = answer.headers.get("link", "")
    assert re.findall(r"</assets/([^>]+)>", link) == files
    assert link.count("rel=preload; as=style; crossorigin") == sum("css" in file for file in files)
    assert link.count("rel=modulepreload") == sum("js" in file for file in files)


async def test_a_stranger_is_sent_the_files_of_signing_in(web: httpx.AsyncClient) -> None:
    assert (await web.get("/manage/members")).headers["link"] == "</assets/SignIn-1a.js>; rel=modulepreload"
    assert "Link-5e.js" in (await web.get("/link/geheim")).headers["link"]


@pytest.mark.parametrize(
    "path",
    ["/assets/gone-1234.js", "/favicon.ico", "/api/account.get", "/poll", "/ws", "/calendar/x", "/../secret.toml"],
)
async def test_what_is_not_there_is_not_the_page(web: httpx.AsyncClient, path: str) -> None:
    answer = await web.get(path)
    assert answer.status_code == 404
    assert "Akkoord" not in answer.text
    assert "password" not in answer.text


async def test_what_lies_beside_the_client_is_not_served(web: httpx.AsyncClient) -> None:
    answer = await web.get("/%2e%2e/secret.toml")
    assert answer.status_code == 404
    assert "password" not in answer.text


async def test_a_hashed_asset_is_kept_for_a_year_and_packed_for_who_can_unpack_it(web: httpx.AsyncClient) -> None:
    plain = await web.get("/assets/room-4f2a.js", headers={"Accept-Encoding": "identity"})
    assert (plain.status_code, plain.text) == (200, "export {}")
    assert plain.headers["cache-control"].endswith("immutable")
    assert plain.headers["content-type"].startswith("text/javascript")
    assert plain.headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in plain.headers
    async with web.stream("GET", "/assets/room-4f2a.js", headers={"Accept-Encoding": "gzip"}) as packed:
        assert packed.headers["content-encoding"] == "gzip"
        assert b"".join([part async for part in packed.aiter_raw()]) == b"packed"

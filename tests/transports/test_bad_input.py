"""Bad input, at the doors themselves: a clear error each time, and nothing half-done."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import websockets

from server.kernel.database import execute
from server.kernel.realtime import OPEN_REQUESTS
from server.kernel.wire import FRAME_LIMIT
from tests.world import Person, Served, World


async def post(
    served: Served, operation: str, body: bytes, person: Person | None = None, **headers: str
) -> httpx.Response:
    """A raw request."""
    if person is not None:
        headers["Authorization"] = f"Bearer {person.token}"
    async with httpx.AsyncClient(base_url=served.http, trust_env=False) as client:
        return await client.post(f"/api/{operation}", content=body, headers=headers)


async def hello(socket: websockets.ClientConnection, person: Person, **arguments: Any) -> dict[str, Any]:
    """Say who one is."""
    await socket.send(json.dumps({"id": 1, "op": "sync.hello", "args": {"token": person.token, **arguments}}))
    return dict(json.loads(await socket.recv()))


@asynccontextmanager
async def row_taken(world: World) -> AsyncIterator[None]:
    """Somebody else changes Jonas' account meanwhile, so that requests that change it stay open."""
    async with world.house.units.write():
        await execute('UPDATE "account" SET "language" = "language" WHERE "id" = ?', [world.jonas.account.id])
        yield


def connected(served: Served, **options: Any) -> websockets.connect:
    """A socket to the server."""
    return websockets.connect(served.ws, proxy=None, **options)


async def close_code(socket: websockets.ClientConnection) -> int | None:
    """With which code the server closes."""
    async with asyncio.timeout(5):
        while True:
            try:
                await socket.recv()
            except websockets.ConnectionClosed:
                return socket.close_code


@pytest.mark.parametrize(
    ("operation", "body", "status", "code", "field"),
    [
        ("message.shout", b"{}", 404, "unknown_operation", None),
        ("contact.list", b'{"organisation": 1, "sort": "name"}', 422, "invalid", "sort"),
        ("contact.list", b'{"organisation": "rietvink"}', 422, "invalid", "organisation"),
        ("contact.list", b"{}", 422, "invalid", "organisation"),
        ("contact.list", b'{"organisation": 1, "limit": 201}', 422, "invalid", "limit"),
        ("contact.list", b'{"organisation": 4503599627370496}', 422, "invalid", "organisation"),
        ("contact.list", b'{"organisation": 1, "page": "x"}', 404, "not_found", None),
        ("message.edit", b'{"message": 1, "text": ""}', 422, "invalid", "text"),
        ("message.send", b'{"conversation": 1, "text": "  "}', 422, "invalid", "text"),
        ("message.send", b'{"conversation": 1, "text": "dag\\u0000"}', 422, "invalid", "text"),
        ("message.send", b'{"conversation": 1, "text": "' + b"a" * 10_001 + b'"}', 422, "invalid", "text"),
        ("message.send", b'{"conversation": 1, "text": "' + b"a" * 10_000 + b'"}', 404, "not_found", None),
        ("message.send", b'{"conversation": 1, "text": "\xff\xfe"}', 400, "malformed", None),
        ("message.send", b'{"conversation": 1', 400, "malformed", None),
        ("message.send", b"[" * 30_000, 422, "invalid", "arguments"),
    ],
)
async def test_http_says_what_is_wrong(
    served: Served, operation: str, body: bytes, status: int, code: str, field: str | None
) -> None:
    answer = await post(served, operation, body, served.world.clara)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (status, code)
    assert error["message"]
    assert list(error.get("fields", {})) == ([field] if field else [])


async def test_an_error_speaks_the_language_of_the_reader(served: Served) -> None:
    body = json.dumps({"login": "clara.wouters", "password": "verkeerd wachtwoord"}).encode()
    dutch = await post(served, "session.open", body, **{"Accept-Language": "nl-BE,nl;q=0.9"})
    english = await post(served, "session.open", body, **{"Accept-Language": "fr, en;q=0.8"})
    assert "wachtwoord" in dutch.json()["error"]["message"]
    assert "password" in english.json()["error"]["message"]


@pytest.mark.parametrize(("size", "status"), [(FRAME_LIMIT, 422), (FRAME_LIMIT + 1, 413)])
async def test_a_body_may_hold_64_kib_and_not_a_byte_more(served: Served, size: int, status: int) -> None:
    frame = b'{"conversation": 1, "text": "%s"}'
    body = frame % (b"a" * (size - len(frame) + 2))
    assert len(body) == size
    assert (await post(served, "message.send", body, served.world.clara)).status_code == status


async def test_a_body_that_hides_its_length_is_cut_off_too(served: Served) -> None:
    async def parts() -> Any:
        for _ in range(40):
            yield b" " * 2048

    async with httpx.AsyncClient(base_url=served.http, trust_env=False) as client:
        answer = await client.post("/api/account.get", content=parts())
    assert answer.json()["error"]["code"] == "too_large"


@pytest.mark.parametrize(("size", "code"), [(FRAME_LIMIT, None), (FRAME_LIMIT + 1, 4009)])
async def test_a_frame_may_hold_64_kib_and_not_a_byte_more(served: Served, size: int, code: int | None) -> None:
    async with connected(served) as socket:
        await hello(socket, served.world.jonas)
        frame = '{"id": 2, "op": "account.get", "args": {%s}}'
        await socket.send(frame % (" " * (size - len(frame) + 2)))
        if code is None:
            assert json.loads(await socket.recv())["ok"]
        else:
            assert await close_code(socket) == code


async def test_what_is_not_json_or_not_a_frame_is_answered_and_the_socket_stays(served: Served) -> None:
    async with connected(served) as socket:
        await hello(socket, served.world.jonas)
        for frame in ("dag", '{"op": "account.get"}', '{"id": 2, "op": "account.get", "extra": 1}'):
            await socket.send(frame)
            assert json.loads(await socket.recv())["error"]["code"] == "malformed"
        await socket.send('{"id": 3, "op": "account.get"}')
        assert json.loads(await socket.recv())["ok"]


async def test_bytes_that_are_not_utf_8_close_the_socket_with_1007(served: Served) -> None:
    async with connected(served) as socket:
        await hello(socket, served.world.jonas)
        await socket.send(b"\xff\xfe", text=True)
        assert await close_code(socket) == 1007


async def test_the_21st_open_request_is_refused_and_the_others_are_answered(served: Served) -> None:
    async with connected(served) as socket:
        await hello(socket, served.world.jonas)
        async with row_taken(served.world):
            for number in range(2, OPEN_REQUESTS + 3):
                arguments = {"language": "nl"}
                await socket.send(json.dumps({"id": number, "op": "account.change", "args": arguments}))
            refused = json.loads(await socket.recv())
        assert (refused["re"], refused["error"]["code"]) == (OPEN_REQUESTS + 2, "too_many_requests")
        answers = [json.loads(await socket.recv()) for _ in range(OPEN_REQUESTS)]
        assert sorted(answer["re"] for answer in answers) == list(range(2, OPEN_REQUESTS + 2))
        assert all(answer["ok"] for answer in answers)


async def test_a_number_that_is_still_open_cannot_be_used_again(served: Served) -> None:
    async with connected(served) as socket:
        await hello(socket, served.world.jonas)
        async with row_taken(served.world):
            for language in ("nl", "en"):
                await socket.send(json.dumps({"id": 2, "op": "account.change", "args": {"language": language}}))
            assert json.loads(await socket.recv())["error"]["code"] == "conflict"
        assert json.loads(await socket.recv())["ok"]


async def test_who_sends_too_fast_is_closed_with_4029(served: Served) -> None:
    async with connected(served) as socket:
        await hello(socket, served.world.jonas)
        for _ in range(600):
            await socket.send("{}")
        assert await close_code(socket) == 4029


async def test_a_key_is_for_one_set_of_arguments(served: Served) -> None:
    jonas, key = served.world.jonas, {"Idempotency-Key": "9a1f6a3e-dutch-english"}
    first = await post(served, "account.change", b'{"language": "en"}', jonas, **key)
    again = await post(served, "account.change", b'{ "language":"en" }', jonas, **key)
    other = await post(served, "account.change", b'{"language": "nl"}', jonas, **key)
    assert first.json()["result"] == again.json()["result"]
    assert again.json()["dup"] is True
    assert (other.status_code, other.json()["error"]["code"]) == (409, "key_conflict")


async def test_a_key_that_is_too_short_is_refused(served: Served) -> None:
    answer = await post(served, "account.change", b"{}", served.world.jonas, **{"Idempotency-Key": "kort"})
    assert list(answer.json()["error"]["fields"]) == ["Idempotency-Key"]


@pytest.mark.parametrize("cursor", ["elders", "1.1.1", "ffffffffffffff.1.1"])
async def test_a_cursor_of_elsewhere_is_refused_on_both_doors(served: Served, cursor: str) -> None:
    jonas = served.world.jonas
    body = json.dumps({"organisation": served.world.organisation, "cursor": cursor}).encode()
    assert (await post(served, "sync.pull", body, jonas)).json()["error"]["code"] == "cursor_refused"
    async with connected(served) as socket:
        assert (await hello(socket, jonas, cursor=cursor))["error"]["code"] == "cursor_refused"


async def test_a_cursor_of_another_organisation_is_refused(served: Served) -> None:
    foreign = await served.world.stranger.call("sync.pull", organisation=served.world.other)
    async with connected(served) as socket:
        assert (await hello(socket, served.world.jonas, cursor=foreign["cursor"]))["error"]["code"] == "cursor_refused"


async def test_a_page_of_another_website_cannot_use_the_cookie(served: Served) -> None:
    cookie = {"Cookie": f"akkoord_session={served.world.clara.token}"}
    foreign = {**cookie, "Origin": "https://kwaad.example"}
    answer = await post(served, "account.get", b"{}", **foreign)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "foreign_origin")
    own = await post(served, "account.get", b"{}", **cookie, Origin=served.http)
    assert own.json()["ok"]
    with pytest.raises(websockets.InvalidStatus) as refused:
        await connected(served, origin="https://kwaad.example", additional_headers=cookie).__aenter__()
    assert refused.value.response.status_code == 403


async def test_an_ended_session_opens_no_door(served: Served) -> None:
    jonas = served.world.jonas
    async with connected(served) as socket:
        await hello(socket, jonas)
        assert (await post(served, "session.close", b"{}", jonas)).json()["ok"]
        assert await close_code(socket) == 4003
    answer = await post(served, "account.get", b"{}", jonas)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthenticated")
    async with connected(served) as socket:
        assert (await hello(socket, jonas))["error"]["code"] == "unauthenticated"
        assert await close_code(socket) == 4003


async def test_who_says_something_else_than_hello_first_is_closed_with_4003(served: Served) -> None:
    async with connected(served) as socket:
        await socket.send('{"id": 1, "op": "account.get"}')
        assert json.loads(await socket.recv())["error"]["code"] == "unauthenticated"
        assert await close_code(socket) == 4003


async def test_sockets_are_told_that_the_server_stops(served: Served) -> None:
    async with connected(served) as socket:
        await hello(socket, served.world.jonas)
        served.world.house.connections.close_all()
        assert json.loads(await socket.recv()) == {"ctl": "bye", "code": 4010}
        assert await close_code(socket) == 4010


async def test_a_dead_cookie_stands_in_the_way_of_nothing_public(served: Served) -> None:
    dead = {"Cookie": "akkoord_session=afgelopen"}
    for path, body in (("organisation.find", b'{"search":"riet"}'), ("passkey.begin_sign_in", b"{}")):
        assert (await post(served, path, body, **dead)).status_code == 200
    assert (await post(served, "account.get", b"{}", **dead)).status_code == 401

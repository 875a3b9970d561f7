"""One call through each door of the house."""

import argparse
import json
from collections.abc import Mapping
from typing import Any, Protocol

import httpx
import msgspec
import websockets

from server.accounts.models import Account
from server.accounts.standings import actor_of
from server.kernel.access import ANONYMOUS
from server.kernel.context import Door
from server.kernel.dispatch import Request
from server.kernel.operations import operations
from server.kernel.wire import encode
from server.main import House
from server.transports.cli import add_flags, call, words_of
from tests.contracts.examples import Arguments
from tests.world import Person, Served

Body = dict[str, Any]


class Doorway(Protocol):
    """A door: takes a call of a person, or of nobody, and gives the body of the answer."""

    async def call(self, person: Person | None, operation: str, arguments: Arguments, key: str | None) -> Body: ...


class DispatchDoor:
    """No transport at all."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def call(self, person: Person | None, operation: str, arguments: Arguments, key: str | None) -> Body:
        actor = await self._house.sessions.actor(person.token if person else None)
        door = Door("test", "127.0.0.1")
        answer = await self._house.dispatch.call(
            Request(operation=operation, arguments=encode(arguments), key=key, door=door), actor
        )
        return decoded(answer.body(actor.language))


class HttpCall:
    """`POST /api/<operation>`."""

    def __init__(self, served: Served) -> None:
        self._served = served

    async def call(self, person: Person | None, operation: str, arguments: Arguments, key: str | None) -> Body:
        headers = {**bearer(person), **({"Idempotency-Key": key} if key else {})}
        return await post(self._served, f"/api/{operation}", headers, arguments)


class PollCall:
    """`POST /poll` with one frame."""

    def __init__(self, served: Served) -> None:
        self._served = served

    async def call(self, person: Person | None, operation: str, arguments: Arguments, key: str | None) -> Body:
        frame = {"id": 7, "op": operation, "args": arguments, **({"key": key} if key else {})}
        answer = await post(self._served, "/poll", bearer(person), {"frames": [frame]})
        assert answer["ok"], answer
        (only,) = answer["result"]["frames"]
        assert only.pop("re") == 7
        return dict(only)


class SocketCall:
    """A frame on a WebSocket of its own, where nobody comes without a session: `guest` stands in for them."""

    def __init__(self, served: Served, guest: Person) -> None:
        self._served = served
        self._guest = guest

    async def call(self, person: Person | None, operation: str, arguments: Arguments, key: str | None) -> Body:
        token = (person or self._guest).token
        async with websockets.connect(self._served.ws, proxy=None) as socket:
            await socket.send(json.dumps({"id": 1, "op": "sync.hello", "args": {"token": token}}))
            await answer_to(socket, 1)
            frame = {"id": 2, "op": operation, "args": arguments, **({"key": key} if key else {})}
            await socket.send(json.dumps(frame))
            return await answer_to(socket, 2)


class ShellCall:
    """The words of `akkoord call <operation> --field value --as LOGIN`."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def call(self, person: Person | None, operation: str, arguments: Arguments, key: str | None) -> Body:
        words = words_as_typed(operation, arguments)
        actor = ANONYMOUS
        if person is not None:
            actor = await actor_of(await Account.get(id=person.account.id), None)
        answer = await call(self._house.dispatch, actor, operation, words, key)
        return decoded(answer.body(actor.language))


def words_as_typed(operation: str, arguments: Arguments) -> dict[str, Any]:
    """Arguments as the shell's parser reads them; those it has no flag for as somebody might pass them on."""
    parser = argparse.ArgumentParser(exit_on_error=False)
    add_flags(parser, operations[operation])
    flags = {option for action in parser._actions for option in action.option_strings}
    line: list[str] = []
    strange: dict[str, Any] = {}
    for name, value in arguments.items():
        flag = f"--{name.replace('_', '-')}"
        if flag not in flags:
            strange[name] = typed(value)
        elif isinstance(value, list):
            line += [flag, *map(typed, value)]
        else:
            line.append(f"{flag}={typed(value)}")
    return {**words_of(parser.parse_args(line), operations[operation]), **strange}


def typed(value: Any) -> str:
    """A value as one types it."""
    return value if isinstance(value, str) else json.dumps(value)


def bearer(person: Person | None) -> dict[str, str]:
    """The header that says who one is."""
    return {"Authorization": f"Bearer {person.token}"} if person else {}


async def post(served: Served, path: str, headers: Mapping[str, str], body: Any) -> Body:
    """One request, on a client without memory; it speaks no TLS, so it need not read certificates each time."""
    async with httpx.AsyncClient(base_url=served.http, trust_env=False, verify=False) as client:
        answer = await client.post(path, headers=headers, json=body)
    decoded_answer: Body = answer.json()
    return decoded_answer


async def answer_to(socket: websockets.ClientConnection, number: int) -> Body:
    """The answer to one frame; events are passed over."""
    while True:
        frame: Body = json.loads(await socket.recv())
        if frame.pop("re", None) == number:
            return frame


def decoded(body: Any) -> Body:
    """What a client reads."""
    read: Body = msgspec.json.decode(encode(body))
    return read

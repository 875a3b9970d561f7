"""A connection that keeps what it was whispered."""

import asyncio
from typing import Any

import msgspec

from server.conversations.live import Live
from server.kernel.context import Door
from server.kernel.dispatch import Request
from server.kernel.wire import encode
from tests.world import Person


class Onlooker:
    """A connection of somebody that keeps what it was whispered."""

    def __init__(self, person: Person, live: Live) -> None:
        self.person = person
        self.live = live
        self.hears_as = person.account.id
        self.whispers: list[dict[str, Any]] = []

    def whisper(self, frame: bytes) -> None:
        self.whispers.append(msgspec.json.decode(frame))

    def heard(self, eph: str) -> list[Any]:
        return [whisper["data"] for whisper in self.whispers if whisper["eph"] == eph]

    async def call(self, operation: str, **arguments: Any) -> Any:
        house = self.person.world.house
        door = Door("test", "127.0.0.1", ear=self)
        request = Request(operation=operation, arguments=encode(arguments), door=door)
        answer = await house.dispatch.call(request, await house.sessions.actor(self.person.token))
        body = msgspec.json.decode(encode(answer.body("nl")))
        assert body["ok"], body
        return body["result"]


async def onlooker(person: Person, conversation: int | None = None) -> Onlooker:
    live = person.world.house.connections.live
    made = Onlooker(person, live)
    live.arrive(made, person.account.id)
    if conversation is not None:
        await made.call("room.look", conversation=conversation)
    return made


async def whispered(eye: Onlooker, eph: str, many: int = 1) -> list[Any]:
    async with asyncio.timeout(5):
        while len(eye.heard(eph)) < many:
            await asyncio.sleep(0)
    return eye.heard(eph)

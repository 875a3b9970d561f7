"""The usual way: Starlette, one `Model.create` for each message, one `send_text` for each reader.

`tortoise_loop.py PORT FOLDER`. Speaks as much of Akkoord's protocol as the load does; SQLite in WAL, FULL.
"""

import json
import sys
from collections import defaultdict
from contextlib import asynccontextmanager, suppress
from itertools import count
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from tortoise import Tortoise, fields
from tortoise.models import Model


class Message(Model):
    """The same columns and indexes as Akkoord's, in a table of its own."""

    id = fields.BigIntField(primary_key=True)
    organisation_id = fields.BigIntField()
    conversation_id = fields.BigIntField()
    seq = fields.BigIntField()
    rev = fields.BigIntField()
    author_id = fields.BigIntField()
    author_account = fields.BigIntField()
    key = fields.CharField(max_length=128)
    text = fields.TextField()
    sent_at = fields.DatetimeField(auto_now_add=True)
    edited_at = fields.DatetimeField(null=True)
    deleted_at = fields.DatetimeField(null=True)

    class Meta:
        table = "message"
        unique_together = (("conversation_id", "seq"), ("author_account", "key"))
        indexes = (("organisation_id", "rev"), ("conversation_id", "rev"))


rooms: dict[int, dict[WebSocket, None]] = defaultdict(dict)
numbers: "dict[int, count[int]]" = defaultdict(lambda: count(1))


async def chat(socket: WebSocket) -> None:
    """One connection: its hello says in which conversation it sits."""
    await socket.accept()
    hello = await socket.receive_json()
    author, conversation = hello["args"]["author"], hello["args"]["conversation"]
    rooms[conversation][socket] = None
    await socket.send_text(json.dumps({"re": hello["id"], "ok": True}))
    async for raw in socket.iter_text():
        asked = json.loads(raw)
        shown = await post(author, conversation, asked["key"], asked["args"]["text"])
        with suppress(WebSocketDisconnect):
            await socket.send_text(json.dumps({"re": asked["id"], "ok": True, "result": shown}))
        frame = json.dumps({"n": 0, "ev": "message.created", "data": shown})
        for reader in list(rooms[conversation]):
            with suppress(WebSocketDisconnect):
                await reader.send_text(frame)
    del rooms[conversation][socket]


async def post(author: int, conversation: int, key: str, text: str) -> dict[str, Any]:
    """Write a message; the caller may acknowledge it."""
    number = next(numbers[-1])
    message = await Message.create(
        id=number,
        organisation_id=1,
        conversation_id=conversation,
        seq=next(numbers[conversation]),
        rev=number,
        author_id=author,
        author_account=author,
        key=key,
        text=text,
    )
    shown = ("id", "organisation_id", "conversation_id", "seq", "author_id", "text", "rev")
    return {name: getattr(message, name) for name in shown} | {"sent_at": message.sent_at.isoformat()}


@asynccontextmanager
async def database(_app: Starlette) -> Any:
    """The database, as long as the application runs."""
    credentials = {"file_path": f"{sys.argv[2]}/peer.sqlite3", "journal_mode": "WAL", "synchronous": "FULL"}
    await Tortoise.init(
        config={
            "connections": {"default": {"engine": "tortoise.backends.sqlite", "credentials": credentials}},
            "apps": {"peer": {"models": [__name__], "default_connection": "default"}},
        },
        _enable_global_fallback=True,
    )
    await Tortoise.generate_schemas()
    yield
    await Tortoise.close_connections()


app = Starlette(routes=[WebSocketRoute("/ws", chat)], lifespan=database)

if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), log_level="error", access_log=False, ws_per_message_deflate=False)

"""Akkoord's fan-out without Akkoord: whatever a socket sends, all sockets get. `raw_hook.py PORT hook|asgi`."""

import sys
from typing import Any

import uvicorn

from server.transports.fanout import AsgiReader, Audience, Line, config_kwargs, reader_of, tail_frame

everyone: list[Audience] = []


async def app(scope: Any, receive: Any, send: Any) -> None:
    """One conversation of everybody."""
    if scope["type"] != "websocket":
        return
    if not everyone:
        everyone.append(Audience(Line()))
    audience = everyone[0]
    await receive()
    await send({"type": "websocket.accept"})
    reader = reader_of(scope, send) if sys.argv[2] == "hook" else AsgiReader(send)
    audience.join(reader)
    while (event := await receive())["type"] == "websocket.receive":
        data = event["text"].encode()
        audience.deliver(
            tail_frame(b'{"ev":"message.created","cursor":"AAAAAAAAAAAAAAAAAAAAAAAA","data":' + data + b"}")
        )
    reader.close(1000)


if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), log_level="error", access_log=False, lifespan="off", **config_kwargs())
